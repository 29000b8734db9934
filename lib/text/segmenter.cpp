// SPDX-License-Identifier: Apache-2.0
#include "text/segmenter.hpp"

#include "text/char_class.hpp"

#include <fmt/format.h>
#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <algorithm>
#include <utility>

namespace kb::text {
namespace {

bool is_visible(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const Char c = char_at(text, at);
        if (c.kind != CharClass::kIgnorable) {
            return true;
        }
        at += c.size;
    }
    return false;
}

}  // namespace

struct Segmenter::State {
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    State(State&&) = delete;
    State& operator=(State&&) = delete;
    ~State() { utext_close(source); }

    void find(icu::BreakIterator& iterator, std::string_view text, std::vector<Range>& ranges) {
        ranges.clear();
        UErrorCode status = U_ZERO_ERROR;
        source = utext_openUTF8(source, text.data(), static_cast<int64_t>(text.size()), &status);
        if (U_SUCCESS(status)) {
            iterator.setText(source, status);
        }
        if (U_FAILURE(status)) {
            ranges.push_back({0, static_cast<std::uint32_t>(text.size())});
            return;
        }
        int32_t begin = iterator.first();
        for (int32_t end = iterator.next(); end != icu::BreakIterator::DONE;
             begin = std::exchange(end, iterator.next())) {
            const Range range{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
            if (is_visible(text.substr(range.begin, range.end - range.begin))) {
                ranges.push_back(range);
            }
        }
    }

    std::unique_ptr<icu::BreakIterator> words;
    std::unique_ptr<icu::BreakIterator> characters;
    UText* source = nullptr;  // reused from call to call
};

Segmenter::Segmenter(std::unique_ptr<State> state) : state_(std::move(state)) {}
Segmenter::Segmenter(Segmenter&& other) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&& other) noexcept = default;
Segmenter::~Segmenter() = default;

Result<Segmenter> Segmenter::make() {
    UErrorCode status = U_ZERO_ERROR;
    auto state = std::make_unique<State>();
    const icu::Locale& any = icu::Locale::getRoot();
    state->words.reset(icu::BreakIterator::createWordInstance(any, status));
    state->characters.reset(icu::BreakIterator::createCharacterInstance(any, status));
    if (U_FAILURE(status)) {
        return Error{
            ErrorCode::kInternal,
            fmt::format("cannot load the word break rules of ICU: {}", u_errorName(status))};
    }
    return Segmenter(std::move(state));
}

void Segmenter::find_words(std::string_view text, std::vector<Range>& words) {
    state_->find(*state_->words, text, words);
}

void Segmenter::find_characters(std::string_view text, std::vector<Range>& characters) {
    state_->find(*state_->characters, text, characters);
}

}  // namespace kb::text
