// SPDX-License-Identifier: Apache-2.0
#include "fuzz/target.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace kb::fuzz {

void require(bool holds, std::string_view sentence) {
    if (!holds) {
        std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(sentence.size()),
                     sentence.data());
        std::abort();
    }
}

void require_line(std::string_view text, std::string_view what) {
    const bool good = !text.empty() && base::find_invalid_utf8(text) == std::string::npos &&
                      text.find_first_of(std::string_view("\n\r\0", 3)) == std::string::npos;
    if (!good) {
        std::fprintf(stderr, "text: %.*s\n", static_cast<int>(text.size()), text.data());
    }
    require(good, std::string(what) + " is one line of UTF-8");
}

void require_error(const Error& error, std::initializer_list<ErrorCode> documented) {
    require_line(error.message, "the message of an error");
    if (std::find(documented.begin(), documented.end(), error.code) == documented.end()) {
        require(false, "an undocumented error: " + error.message);
    }
}

}  // namespace kb::fuzz
