// SPDX-License-Identifier: Apache-2.0
#pragma once

// Borders of words and characters where writing has no spaces, by the dictionaries and rules of ICU
// (Unicode Standard Annex 29).

#include "text/identifiers.hpp"

#include <kb/result.hpp>

#include <memory>
#include <string_view>
#include <vector>

namespace kb::text {

// One thread at a time.
class Segmenter {
public:
    // Errors: kInternal where ICU lacks its data.
    [[nodiscard]] static Result<Segmenter> make();
    Segmenter(Segmenter&& other) noexcept;
    Segmenter& operator=(Segmenter&& other) noexcept;
    Segmenter(const Segmenter&) = delete;
    Segmenter& operator=(const Segmenter&) = delete;
    ~Segmenter();

    // The words of valid UTF-8, counted from its start; the whole text where ICU fails.
    void find_words(std::string_view text, std::vector<Range>& words);

    // Its characters as people count them: a letter with its marks.
    void find_characters(std::string_view text, std::vector<Range>& characters);

private:
    struct State;
    explicit Segmenter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace kb::text
