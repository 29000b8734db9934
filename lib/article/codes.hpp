// SPDX-License-Identifier: Apache-2.0
#pragma once

// Error codes and numbered names in free text: what somebody will paste into a search again.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kb::article {

struct Code {
    std::string_view text{};  // a part of the text searched
    std::size_t begin = 0;    // bytes of that text
    std::size_t end = 0;
};

// Every code of a text, in order. A code is a whole word of one of these forms:
//
//     0x80070005                  "0x" and hexadecimal digits
//     E_FAIL, ERR_NAME_NOT_FOUND  capitals and digits with underscores between
//     ORA-00942, CVE-2021-44228   capitals (with digits), then "-" and at least two digits,
//     repeated KB5004945, C2065            capitals, then at least three digits
//
// The forms are wide on purpose: a code too many costs a hint, a code missed costs a search.
[[nodiscard]] std::vector<Code> find_codes(std::string_view text);

}  // namespace kb::article
