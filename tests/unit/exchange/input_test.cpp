// SPDX-License-Identifier: Apache-2.0

// Goal: lines come out whole whatever their ends and lengths, and bytes that are no text are named
// by line and byte.

#include "exchange/input.hpp"

#include "support/temporary_folder.hpp"
#include "unit/exchange/records.hpp"

#include <catch2/catch.hpp>

using namespace kb;

namespace {

// "number:text" of each line; "!" marks one that is too long.
std::vector<std::string> lines_of(std::string_view bytes, std::size_t line_bytes_max) {
    const test::TemporaryFolder folder;
    auto input = exchange::Input::open(test::write_file(folder.path() / "x", bytes));
    REQUIRE(input);
    CHECK(input->size() == bytes.size());
    exchange::LineReader reader(*std::move(input), line_bytes_max);
    std::vector<std::string> lines;
    for (;;) {
        const auto line = reader.next();
        REQUIRE(line);
        if (!*line) {
            CHECK(reader.bytes_done() == bytes.size());
            return lines;
        }
        lines.push_back(std::to_string((*line)->number) + ((*line)->too_long ? "!" : ":") +
                        std::string((*line)->text));
    }
}

}  // namespace

TEST_CASE("lines come out whole", "[exchange]") {
    using Lines = std::vector<std::string>;
    CHECK(lines_of("", 10).empty());
    CHECK(lines_of("a", 10) == Lines{"1:a"});
    CHECK(lines_of("a\n", 10) == Lines{"1:a"});
    CHECK(lines_of("a\r\n\nb", 10) == Lines{"1:a\r", "2:", "3:b"});
    CHECK(lines_of("\xEF\xBB\xBF"
                   "a\n\xEF\xBB\xBF",
                   10) == Lines{"1:a", "2:\xEF\xBB\xBF"});
    CHECK(lines_of("\xEF\xBB\xBF", 10).empty());
    CHECK(lines_of("\n\n", 10) == Lines{"1:", "2:"});
}

TEST_CASE("lines over the limit are passed over, at the limit they are not", "[exchange]") {
    using Lines = std::vector<std::string>;
    CHECK(lines_of("12345\n123456\n1\n", 5) == Lines{"1:12345", "2!123456", "3:1"});
    CHECK(lines_of("123456", 5) == Lines{"1!123456"});
    // Longer than what is read at once, and than what a reject keeps.
    const std::string long_line(3U << 20U, 'x');
    const auto lines = lines_of(long_line + "\nend", 1U << 20U);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0] == "1!" + std::string(exchange::kOriginalBytesMax, 'x'));
    CHECK(lines[1] == "2:end");
    CHECK(lines_of(long_line + "\nend", 3U << 20U).front().size() == 2 + long_line.size());
}

TEST_CASE("bytes that are no text are named by line and byte", "[exchange]") {
    struct Case {
        std::string bytes;
        std::uint64_t line;
        std::string reason;
    };
    using namespace std::string_literals;
    const auto each = GENERATE(values<Case>({
        {"ok\nsch\xF6n", 2, "not UTF-8: byte 4 of the line"},
        {"\xC0\x80", 1, "not UTF-8: byte 1 of the line"},
        {"a\n\xED\xA0\x80", 2, "not UTF-8: byte 1 of the line"},
        {"\xF4\x90\x80\x80", 1, "not UTF-8: byte 1 of the line"},
        {"cut \xE6\xBC", 1, "not UTF-8: byte 5 of the line"},
        {"a\nb\0c"s, 2, "not text: NUL: byte 2 of the line"},
        {"\xFF\xFEh\0i\0"s, 1, "not UTF-8: byte 1 begins a UTF-16 mark"},
        {"\xFE\xFF\0h"s, 1, "not UTF-8: byte 1 begins a UTF-16 mark"},
        {"\xFF\xFE\0\0h\0\0\0"s, 1, "not UTF-8: byte 1 begins a UTF-32 mark"},
        {"%PDF-1.7\n...", 1, "not text: byte 1 begins a PDF file"},
        {"PK\x03\x04zzz", 1, "not text: byte 1 begins a ZIP archive or office document"},
        {"\x1F\x8B\x08", 1, "not text: byte 1 begins a gzip file"},
        {"{\\rtf1 x}", 1, "not text: byte 1 begins an RTF document"},
        {"\x7F"
         "ELF\x02",
         1, "not text: byte 1 begins a program"},
    }));
    const auto fault = exchange::find_text_fault(each.bytes);
    REQUIRE(fault);
    CHECK(fault->line == each.line);
    CHECK(fault->reason == each.reason);
    CHECK_FALSE(
        exchange::find_text_fault("\xEF\xBB\xBF plain \xF0\x9F\x96\xA8 \xE2\x80\xAE text\x1B[31m"));
}

TEST_CASE("an input that cannot be opened says why on one line", "[exchange]") {
    const test::TemporaryFolder folder;
    const auto missing = exchange::Input::open(folder.path() / "no\nfile");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::kNotFound);
    CHECK(missing.error().message.find('\n') == std::string::npos);
    const auto directory = exchange::Input::open(folder.path());
    REQUIRE_FALSE(directory);
    CHECK(directory.error().code == ErrorCode::kInvalidArgument);
}

TEST_CASE("a reject keeps 200 bytes of the original and whole characters", "[exchange]") {
    const auto kept = [](const std::string& original) {
        return exchange::make_reject("f", 1, "r", original).original;
    };
    CHECK(kept(std::string(200, 'x')) == std::string(200, 'x'));
    CHECK(kept(std::string(201, 'x')) == std::string(200, 'x'));
    CHECK(kept(std::string(199, 'x') + "é") == std::string(199, 'x'));
    CHECK(kept(std::string(198, 'x') + "éy") == std::string(198, 'x') + "é");
    // Each invalid byte becomes the three of U+FFFD.
    CHECK(kept(std::string(200, '\xFF')).size() == 198);
}
