// SPDX-License-Identifier: Apache-2.0

// Reports.

#include "arguments.hpp"

#include <chrono>

namespace {

using namespace kb;  // NOLINT(google-build-using-namespace): the functions below are global

static_assert(KB_REPORT_FULL == static_cast<kb_report_kind>(ReportKind::kFull));
static_assert(KB_FORMAT_HTML == static_cast<kb_report_format>(ReportFormat::kHtml));

Timestamp from_ms(std::int64_t ms) { return Timestamp(std::chrono::milliseconds(ms)); }

}  // namespace

kb_status kb_report(const kb_base* base, const kb_report_request* request, kb_blob** report,
                    kb_error** error) {
    c::clear(report);
    return c::guarded(error, [&] {
        c::required(report, "report");
        const KnowledgeBase& open = c::opened(base);
        const kb_report_request defaults = KB_REPORT_REQUEST_INIT;
        const kb_report_request given =
            c::sized(c::required(request, "request"), defaults, "request");
        c::must_be_zero(given.reserved, "request");
        const ReportRequest read{
            .kind = c::enumerator(given.kind, ReportKind::kFull, "request.kind"),
            .from = from_ms(given.from_ms),
            .until = from_ms(given.until_ms),
            .zone = c::copy_or(given.zone, "request.zone", "UTC"),
            .case_window_hours = given.case_window_hours,
            .cost_per_case = given.cost_per_case,
            .top = given.top,
            .people_min = given.people_min};
        const auto format = c::enumerator(given.format, ReportFormat::kHtml, "request.format");
        *report = new kb_blob{render(open.report(read).value(), format)};
    });
}
