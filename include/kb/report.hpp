// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reports: figures that can be defended, as tables, and as files to send.

#include <kb/result.hpp>
#include <kb/types.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kb {

enum class ReportKind : std::uint8_t { kSummary, kDeflection, kArticles, kFull };
enum class ReportFormat : std::uint8_t { kText, kJson, kCsv, kHtml };

struct ReportRequest {
    ReportKind kind = ReportKind::kSummary;
    Timestamp from{};                      // inclusive
    Timestamp until{};                     // exclusive; from < until
    std::string zone = "UTC";              // IANA name: where days begin
    std::uint32_t case_window_hours = 72;  // [1, 2400]; a case this soon after an attempt counts
    double cost_per_case = 0.0;            // 0: no savings are shown
    std::uint32_t top = 25;                // [1, 10000]; rows of lists
    std::uint32_t people_min = 5;  // [1, 1000]; texts that fewer people searched are not shown
};

// A period in days of an IANA zone. `last` is "28d", "4w" (ending with today), "week", "month",
// "quarter" or "year" (the last full one); else `from` and `to` are dates, both included, or
// moments such as "2026-03-01T09:30:00Z", the second excluded; without `to` the period ends with
// today. Nothing at all means "28d". Returns the beginning and the end, as in ReportRequest.
//
// Errors: kInvalidArgument for an unknown zone, a wrong date or period, an end before the
// beginning, or both ways at once.
[[nodiscard]] Result<std::pair<Timestamp, Timestamp>> parse_window(std::string_view last,
                                                                   std::string_view from,
                                                                   std::string_view to,
                                                                   std::string_view zone,
                                                                   Timestamp now);

// One number and everything that is needed to defend it.
struct Figure {
    std::string id{};               // of its definition: "link_rate"
    std::string name{};             // for people
    std::optional<double> value{};  // none where the denominator is 0
    std::string unit{};             // "%", "cases", "s", ""
    std::optional<double> numerator{};
    std::optional<double> denominator{};
    std::optional<std::pair<double, double>> interval{};  // Wilson, 95 %, in the unit of value
    std::string note{};  // why there is no value, or what to keep in mind
    friend bool operator==(const Figure&, const Figure&) = default;
};

using Cell = std::variant<std::monostate, std::string, double, std::int64_t>;

struct Column {
    std::string name{};
    std::string unit{};  // "" for text and counts
    friend bool operator==(const Column&, const Column&) = default;
};

struct Table {
    std::string id{};
    std::string title{};
    std::vector<Column> columns{};
    std::vector<std::vector<Cell>> rows{};  // each as long as `columns`
    friend bool operator==(const Table&, const Table&) = default;
};

enum class ChartKind : std::uint8_t { kNone, kLines, kBars, kBand, kPareto };

struct Section {
    std::string id{};
    std::string title{};
    std::string text{};
    std::vector<Figure> figures{};
    Table table{};                       // may have no columns
    ChartKind chart = ChartKind::kNone;  // drawn from the table
    friend bool operator==(const Section&, const Section&) = default;
};

struct Report {
    ReportRequest request{};
    std::string base{};            // which base, for the head
    std::uint64_t generation = 0;  // last change it saw
    Timestamp made{};
    std::vector<Section> sections{};
    std::vector<std::string> definitions{};  // ids of every definition used
    friend bool operator==(const Report&, const Report&) = default;
};

inline constexpr std::size_t kReportColumns = 80;  // of a report as text

// What a figure means.
struct Definition {
    std::string id{};
    std::uint32_t version = 1;
    std::string name{};
    std::string formula{};
    std::string numerator{};
    std::string denominator{};
    std::string window{};
    std::string exclusions{};
    std::string pitfalls{};
    std::string example{};
};

// Every definition, in the order of the glossary.
[[nodiscard]] const std::vector<Definition>& definitions();

// Errors: kNotFound, with the nearest id.
[[nodiscard]] Result<Definition> find_definition(std::string_view id);

// The report as one file of the format: UTF-8, numbers the same in each. HTML is self-contained and
// needs no script; CSV guards against formulas. The tables of text are cut to `columns`, or are as
// wide as what they hold where that is 0.
[[nodiscard]] std::string render(const Report& report, ReportFormat format,
                                 std::size_t columns = kReportColumns);

[[nodiscard]] Result<ReportFormat> parse_report_format(std::string_view text);  // kInvalidArgument

}  // namespace kb
