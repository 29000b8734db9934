// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a fuzz target is: a file that defines the two functions below. It is linked twice, with
// replay.cpp (own inputs and a fixed number of changes to them, in every test run) and with
// libFuzzer (for as long as one likes, `tools/kb fuzz`).

#include <kb/result.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace kb::fuzz {

// Inputs of the target's own, some good and some not.
[[nodiscard]] std::vector<std::string> make_seeds();

// Hands the bytes to the library and checks what must hold of every input.
void check_input(std::string_view input);

// Ends the process where something does not hold, and says what.
void require(bool holds, std::string_view sentence);

// An error is one of those that are documented, and its message is one line of text.
void require_error(const Error& error, std::initializer_list<ErrorCode> documented);
void require_line(std::string_view text, std::string_view what);

}  // namespace kb::fuzz
