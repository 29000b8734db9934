// SPDX-License-Identifier: Apache-2.0
#pragma once

// CSV as in RFC 4180, in both directions, and how lists and names live in its cells:
//
//     keywords      printer|offline|a\|b        entries apart by '|', which "\|" writes
//     environment   os=Windows 11|Outlook       name=value, or a value alone
//     title         '=SUM(A1)                   a formula's first character is guarded by "'"

#include "exchange/input.hpp"

#include <kb/article.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb::exchange {

inline constexpr std::size_t kCsvColumnsMax = 1000;

struct CsvRecord {
    std::uint64_t line = 0;            // where it begins
    std::vector<std::string> cells{};  // empty where there is a fault
    std::string fault{};
    std::string original{};  // its first bytes, where there is a fault
};

// Records of an input. The first one decides what stands between cells: comma, semicolon, TAB or
// bar, whichever it has most of. One thread at a time.
class CsvRecords {
public:
    explicit CsvRecords(Input input) : lines_(std::move(input)) {}

    // False at the end. Errors: kIo.
    [[nodiscard]] Result<bool> next(CsvRecord& record);
    [[nodiscard]] const LineReader& lines() const noexcept { return lines_; }

private:
    LineReader lines_;
    std::optional<char> delimiter_{};
    std::string text_{};  // of a record that goes over several lines
};

// The cells of one record without its line end. Errors: kInvalidArgument.
[[nodiscard]] Result<std::vector<std::string>> parse_cells(std::string_view record, char delimiter);

// A cell for writing: guarded against formulas, and quoted where needed.
[[nodiscard]] std::string csv_cell(std::string_view text);
// What a guarded cell meant.
[[nodiscard]] std::string_view without_guard(std::string_view cell) noexcept;

[[nodiscard]] std::string join_list(const std::vector<std::string>& entries);
[[nodiscard]] std::vector<std::string> split_list(std::string_view cell);
[[nodiscard]] std::string write_environment(const EnvironmentEntry& entry);
[[nodiscard]] EnvironmentEntry parse_environment(std::string_view text);

}  // namespace kb::exchange
