// SPDX-License-Identifier: Apache-2.0
#pragma once

// One spelling for what people write in several ways. Any thread.

#include <string>
#include <string_view>

namespace kb::text {

// NFKC case folding (The Unicode Standard, section 3.13), which also drops default-ignorable
// characters; with one apostrophe and one hyphen for their variants, and a plain i for the dotted
// capital. Full-width forms become plain ones, "Straße" becomes "strasse". Invalid bytes become
// U+FFFD.
[[nodiscard]] std::string normalize(std::string_view text);

// The same with the dotted and dotless i of Turkish and Azeri kept apart.
[[nodiscard]] std::string normalize_turkic(std::string_view text);

// Latin, Greek and Cyrillic letters without their marks, and Latin letters such as ø, ł, æ and ß as
// the ones they are typed for. Marks of other scripts, which are vowels or voicing, stay.
[[nodiscard]] std::string fold_accents(std::string_view text);

}  // namespace kb::text
