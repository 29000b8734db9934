// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "metrics/period.hpp"
#include "report/formats.hpp"

#include <kb/report.hpp>

#include <fmt/format.h>

namespace kb {

std::string render(const Report& report, ReportFormat format, std::size_t columns) {
    switch (format) {
    case ReportFormat::kText: return report::text_report(report, columns);
    case ReportFormat::kJson: return report::json_report(report);
    case ReportFormat::kCsv: return report::csv_report(report);
    case ReportFormat::kHtml: return report::html_report(report);
    }
    return {};
}

Result<ReportFormat> parse_report_format(std::string_view text) {
    if (text == "text") {
        return ReportFormat::kText;
    }
    if (text == "json") {
        return ReportFormat::kJson;
    }
    if (text == "csv") {
        return ReportFormat::kCsv;
    }
    if (text == "html") {
        return ReportFormat::kHtml;
    }
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("unknown report format \"{}\"; there are text, json, csv and html",
                             text.substr(0, 40))};
}

Result<std::pair<Timestamp, Timestamp>> parse_window(std::string_view last, std::string_view from,
                                                     std::string_view to, std::string_view zone,
                                                     Timestamp now) {
    return metrics::window(last, from, to, zone, now);
}

namespace report {

std::string period_text(const ReportRequest& request) {
    constexpr std::string_view kMidnight = " 00:00";
    std::string from = metrics::local_text(request.from, request.zone);
    std::string until = metrics::local_text(request.until, request.zone);
    if (from.ends_with(kMidnight) && until.ends_with(kMidnight)) {
        // Whole days: people name the last one, not the midnight behind it.
        const auto last = request.until - std::chrono::milliseconds(1);
        from.resize(from.size() - kMidnight.size());
        until = metrics::local_text(last, request.zone);
        until.resize(until.find(' '));
    }
    return from + " to " + until;
}

std::string_view to_string(ReportKind kind) noexcept {
    switch (kind) {
    case ReportKind::kSummary: return "summary";
    case ReportKind::kDeflection: return "deflection";
    case ReportKind::kArticles: return "articles";
    case ReportKind::kFull: return "full";
    }
    return "unknown";
}

}  // namespace report
}  // namespace kb
