// SPDX-License-Identifier: Apache-2.0
#pragma once

// Names of languages: BCP 47 tags such as "en", "pt-BR", "zh-Hant-TW".

#include <string>
#include <string_view>

namespace kb::text {

// The language of a tag, in lower case: "pt" of "pt-BR" and of "PT_br"; empty for an empty tag.
[[nodiscard]] std::string primary_subtag(std::string_view tag);

// Tells whether a tag has the form of BCP 47 (RFC 5646, section 2.1): a language of two to eight
// letters, then subtags of one to eight letters or digits, single ones never last; "x-" and a
// private name too. Whether such a language exists is not checked.
[[nodiscard]] bool is_language_tag(std::string_view tag) noexcept;

}  // namespace kb::text
