// SPDX-License-Identifier: Apache-2.0
#pragma once

// From text to tokens. Words come from spaces and, where writing has none, from the dictionaries of
// ICU; codes, versions, paths and compounds are kept whole and also given by their parts.
//
// What a text gives, by example (language "en"):
//
//     Printers        word printers, base printer
//     Can't           word can't, joined cant
//     ORA-00942       identifier ora-00942, joined ora00942, parts ora, 00942
//     v2.4.1-rc3      identifier; parts v2.4.1, 2.4.1-rc3, 2.4.1, v2, 2, 4, 1, rc3, rc, 3
//     C:\x\y.dll      identifier; parts c, x, y.dll, y, dll
//     AccessDenied    identifier accessdenied, parts access, denied
//     C++  C#  .NET   identifiers; .NET has the part net
//     a number        identifier from three digits on, else a word: "404" is a code, "5" is not
//
// Thai, Lao, Khmer, Burmese, Chinese and Japanese give dictionary words, bigrams of characters and,
// for Han and kana, each character. Hangul gives the word between spaces and bigrams of syllables.

#include "text/analyzer_limits.hpp"
#include "text/normalizer.hpp"
#include "text/stop_words.hpp"
#include "text/token.hpp"

#include <kb/result.hpp>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace kb::text {

// One thread at a time; make one for each. Movable. Holds about 1 MB.
class Analyzer {
public:
    // Errors: kInternal where ICU lacks its data.
    [[nodiscard]] static Result<Analyzer> make();
    Analyzer(Analyzer&& other) noexcept;
    Analyzer& operator=(Analyzer&& other) noexcept;
    Analyzer(const Analyzer&) = delete;
    Analyzer& operator=(const Analyzer&) = delete;
    ~Analyzer();

    // Appends the tokens of `text` in the order of (begin, kind), their positions counted from
    // `first_position` and never falling; no two tokens of one position have the same exact form.
    // Returns the position behind the last one. Invalid bytes are separators. `language` is a BCP
    // 47 tag; without rules for it nothing is stemmed. Limits: AnalyzerLimits.
    std::uint32_t analyze(std::string_view text, std::string_view language,
                          std::vector<Token>& tokens, std::uint32_t first_position = 0);

private:
    class Impl;
    explicit Analyzer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace kb::text
