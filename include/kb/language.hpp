// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is known of a language when its text is analysed.

#include <kb/result.hpp>

#include <string>
#include <string_view>

namespace kb {

struct LanguageSupport {
    std::string language{};   // the first part of the tag: "pt" of "pt-BR"
    bool stems = false;       // finds words by their stem: "printers" by "printer"
    bool stop_words = false;  // knows which words carry little meaning
};

// Errors: kInvalidArgument where the tag has not the form of BCP 47, such as "en" or "pt-BR".
[[nodiscard]] Result<LanguageSupport> language_support(std::string_view tag);

}  // namespace kb
