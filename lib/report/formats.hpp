// SPDX-License-Identifier: Apache-2.0
#pragma once

// A report as one file: one function a format. All are pure.

#include <kb/report.hpp>

#include <string>

namespace kb::report {

[[nodiscard]] std::string text_report(const Report& report, std::size_t columns);
[[nodiscard]] std::string json_report(const Report& report);  // schema "kb.report/1"
[[nodiscard]] std::string csv_report(const Report& report);
[[nodiscard]] std::string html_report(const Report& report);

inline constexpr std::size_t kTextColumns = kReportColumns;

// "2026-03-01 to 2026-03-28", the last day included; with times where it does not begin and end
// with a day of its zone.
[[nodiscard]] std::string period_text(const ReportRequest& request);

[[nodiscard]] std::string_view to_string(ReportKind kind) noexcept;

}  // namespace kb::report
