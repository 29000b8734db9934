// SPDX-License-Identifier: Apache-2.0

// Record what people did.

#include "arguments.hpp"
#include "lines.hpp"

#include <vector>

namespace {

using namespace kb;  // NOLINT(google-build-using-namespace): the functions below are global

RecordSummary record(KnowledgeBase& base, std::string_view text, c::Lines<Event>& lines) {
    lines.read(text, [](std::string_view line) { return event_from_json(line); });
    std::vector<Reject> rejects;
    RecordSummary summary = base.record(lines.items(), &rejects).value();
    for (const Reject& reject : rejects) {
        lines.refuse_item(reject.line - 1, reject.reason);
    }
    summary.received += lines.unread();
    summary.refused += lines.unread();
    return summary;
}

}  // namespace

kb_status kb_record_json(kb_base* base, kb_text lines, kb_record_summary* summary,
                         kb_blob** refusals, kb_error** error) {
    c::clear(refusals);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        if (summary != nullptr) {
            c::fill(*summary, KB_RECORD_SUMMARY_INIT, "summary");
        }
        c::Lines<Event> read;
        const RecordSummary done = record(open, c::view(lines, "lines"), read);
        if (refusals != nullptr) {
            *refusals = new kb_blob{std::move(read).refusals()};
        }
        if (summary != nullptr) {
            const kb_record_summary value{sizeof(kb_record_summary), done.received, done.accepted,
                                          done.duplicate, done.refused};
            c::fill(*summary, value, "summary");
        }
    });
}
