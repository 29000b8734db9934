// SPDX-License-Identifier: Apache-2.0
#include "capture/contradiction.hpp"

#include "article/codes.hpp"
#include "article/field_text.hpp"
#include "article/words.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace kb::capture {
namespace {

using Texts = std::vector<std::string>;  // sorted

// The codes of an article: those it lists, and those its issue names. Its own names are none.
Texts codes_of(const Article& article) {
    Texts codes;
    for (const std::string& code : article.codes) {
        codes.push_back(article::spaced_words(code));
    }
    const std::string text = article.title + '\n' + article::field_text(article, Field::kIssue);
    for (const article::Code& code : article::find_codes(text)) {
        codes.push_back(article::spaced_words(code.text));
    }
    std::ranges::sort(codes);
    return codes;
}

bool have_common(const Texts& a, const Texts& b) {
    return std::ranges::any_of(
        a, [&](const std::string& text) { return std::ranges::binary_search(b, text); });
}

bool is_number(const article::Word& word) {
    return !word.folded.empty() &&
           std::ranges::any_of(word.folded, [](char c) { return c >= '0' && c <= '9'; });
}

// The words of a value in order: those with digits, and the others.
struct Value {
    Texts numbers;
    Texts words;
};

Value value_of(const EnvironmentEntry& entry) {
    Value value;
    for (article::Word& word : article::split_words(entry.value)) {
        (is_number(word) ? value.numbers : value.words).push_back(std::move(word.folded));
    }
    return value;
}

bool have_other_numbers(const EnvironmentEntry& a, const EnvironmentEntry& b) {
    if (article::spaced_words(a.name) != article::spaced_words(b.name)) {
        return false;
    }
    const Value one = value_of(a);
    const Value other = value_of(b);
    // "10" and "10 22H2" are one said more exactly than the other.
    const auto shorter = std::min(one.numbers.size(), other.numbers.size());
    return one.words == other.words &&
           !std::equal(one.numbers.begin(),
                       one.numbers.begin() + static_cast<std::ptrdiff_t>(shorter),
                       other.numbers.begin());
}

// Whether some entry says the same as one of the other article.
bool agrees(const EnvironmentEntry& entry, const Article& with) {
    return std::ranges::any_of(with.environment, [&](const EnvironmentEntry& other) {
        return article::spaced_words(entry.name) == article::spaced_words(other.name) &&
               article::spaced_words(entry.value) == article::spaced_words(other.value);
    });
}

}  // namespace

bool contradict(const Article& a, const Article& b) {
    const Texts codes = codes_of(a);
    const Texts others = codes_of(b);
    if (!codes.empty() && !others.empty() && !have_common(codes, others)) {
        return true;
    }
    // An article may hold for several versions: one of them that is the other's is enough.
    return std::ranges::any_of(a.environment, [&](const EnvironmentEntry& entry) {
        return !agrees(entry, b) &&
               std::ranges::any_of(b.environment, [&](const EnvironmentEntry& other) {
                   return !agrees(other, a) && have_other_numbers(entry, other);
               });
    });
}

}  // namespace kb::capture
