// SPDX-License-Identifier: Apache-2.0

// Goal: exactly the well-formed sequences of the Unicode Standard (table 3-7) pass. Method: the
// edges of every row of that table, and every code point once.

#include "base/utf8.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

namespace kb::base {
namespace {

constexpr std::size_t kValid = std::string_view::npos;

TEST_CASE("the first invalid byte is found", "[base]") {
    for (const auto& [text, want] : std::vector<std::pair<std::string_view, std::size_t>>{
             {"", kValid},
             {"abc", kValid},
             {"\xC2\x80", kValid},          // U+0080
             {"\xDF\xBF", kValid},          // U+07FF
             {"\xE0\xA0\x80", kValid},      // U+0800
             {"\xED\x9F\xBF", kValid},      // U+D7FF
             {"\xEE\x80\x80", kValid},      // U+E000
             {"\xEF\xBF\xBF", kValid},      // U+FFFF
             {"\xF0\x90\x80\x80", kValid},  // U+10000
             {"\xF4\x8F\xBF\xBF", kValid},  // U+10FFFF
             {"a\x80", 1},                  // a tail alone
             {"\xC0\x80", 0},               // overlong
             {"\xC1\xBF", 0},               // overlong
             {"\xE0\x9F\xBF", 0},           // overlong
             {"\xF0\x8F\xBF\xBF", 0},       // overlong
             {"\xED\xA0\x80", 0},           // surrogate
             {"\xED\xBF\xBF", 0},           // surrogate
             {"\xF4\x90\x80\x80", 0},       // above U+10FFFF
             {"\xF5\x80\x80\x80", 0},
             {"\xFF", 0},
             {"ab\xE4\xB8", 2},  // cut
             {"\xC3(", 0},       // no tail
             {"\xE4\xB8\xAD\xE4", 3},
         }) {
        CAPTURE(text, want);
        CHECK(find_invalid_utf8(text) == want);
    }
}

TEST_CASE("every code point comes back as it was written", "[base]") {
    std::string text;
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) {
            continue;
        }
        text.clear();
        append_utf8(text, c);
        std::size_t at = 0;
        REQUIRE(next_code_point(text, at) == c);
        REQUIRE(at == text.size());
        REQUIRE(find_invalid_utf8(text) == kValid);
    }
}

TEST_CASE("invalid bytes are passed one at a time", "[base]") {
    const std::string_view text =
        "\xE4\xB8"
        "a";
    std::size_t at = 0;
    CHECK(next_code_point(text, at) == 0xFFFD);
    CHECK(at == 1);
    CHECK(next_code_point(text, at) == 0xFFFD);
    CHECK(at == 2);
    CHECK(next_code_point(text, at) == U'a');
    CHECK(at == 3);
}

TEST_CASE("cutting never leaves half a character", "[base]") {
    const std::string_view text = "a\u00E9中\U0001F600";  // 1, 2, 3 and 4 bytes
    for (const auto& [size, want] : std::vector<std::pair<std::size_t, std::size_t>>{
             {0, 0}, {1, 1}, {2, 1}, {3, 3}, {4, 3}, {5, 3}, {6, 6}, {9, 6}, {10, 10}, {99, 10}}) {
        CAPTURE(size);
        CHECK(cut_utf8(text, size) == text.substr(0, want));
    }
}

TEST_CASE("invalid bytes become the replacement character, each its own", "[base]") {
    CHECK(replace_invalid_utf8("abc\u00E9") == "abc\u00E9");
    CHECK(replace_invalid_utf8("a\xFF\xFE"
                               "b") == "a\uFFFD\uFFFDb");
    CHECK(replace_invalid_utf8("\xE4\xB8") == "\uFFFD\uFFFD");
    CHECK(replace_invalid_utf8("").empty());
}

}  // namespace
}  // namespace kb::base
