// SPDX-License-Identifier: Apache-2.0
#pragma once

// The stem of a word by its language's Snowball algorithm.

#include <memory>
#include <string>
#include <string_view>

struct sb_stemmer;

namespace kb::text {

// The name of the Snowball algorithm for a primary subtag; null for a language without one.
[[nodiscard]] const char* stemming_algorithm(std::string_view language) noexcept;

// One thread at a time. Movable.
class Stemmer {
public:
    // A stemmer that leaves words as they are.
    Stemmer() noexcept;
    // The same for a language without an algorithm.
    explicit Stemmer(std::string_view language);
    Stemmer(Stemmer&& other) noexcept;
    Stemmer& operator=(Stemmer&& other) noexcept;
    Stemmer(const Stemmer&) = delete;
    Stemmer& operator=(const Stemmer&) = delete;
    ~Stemmer();

    // `word` is case folded.
    [[nodiscard]] std::string stem(std::string_view word);

private:
    struct Delete {
        void operator()(sb_stemmer* stemmer) const noexcept;
    };
    std::unique_ptr<sb_stemmer, Delete> stemmer_;
    bool cedilla_for_comma_ = false;  // the Romanian algorithm knows only the older letters
};

}  // namespace kb::text
