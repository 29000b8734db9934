// SPDX-License-Identifier: Apache-2.0
#pragma once

// By what pieces an identifier is found besides the whole: "v2.4.1" of "v2.4.1-rc3", "example.com"
// of "user@example.com", "Access" and "Denied" of "AccessDenied", "80070005" of "0x80070005".
// Any thread.

#include "text/scanner.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace kb::text {

struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    friend bool operator==(const Range&, const Range&) = default;
};

struct Piece {
    Range range;
    std::uint32_t segment = 0;  // the first one it covers
};

// The pieces of two segments and more, in the order of their first segment. Their number grows
// with the number of segments only.
void find_pieces(std::string_view text, const Run& run, std::vector<Piece>& pieces);

// The pieces inside a segment: words of camel case, letters and digits, the digits of "0x80" and
// "v2", the name without the signs of ".bashrc". Empty where there is nothing to split.
void split_segment(std::string_view text, const Segment& segment, std::vector<Range>& parts);

// Tells whether people also write the segments of the run as one word, as in "wifi" for "wi-fi".
[[nodiscard]] bool is_also_joined(const Run& run) noexcept;

}  // namespace kb::text
