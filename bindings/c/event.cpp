// SPDX-License-Identifier: Apache-2.0

// Record what people did.

#include "arguments.hpp"

#include <vector>

namespace {

using namespace kb;  // NOLINT(google-build-using-namespace): the functions below are global

// Lines of JSON to events, each with the line it came from; what is no event is a refusal.
class Batch {
public:
    explicit Batch(std::string_view lines) {
        std::uint64_t number = 0;
        while (!lines.empty()) {
            const std::size_t end = lines.find('\n');
            add(lines.substr(0, end), ++number);
            lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
        }
    }

    RecordSummary record_into(KnowledgeBase& base) {
        std::vector<Reject> rejects;
        RecordSummary summary = base.record(events_, &rejects).value();
        for (const Reject& reject : rejects) {
            const bool known = reject.line >= 1 && reject.line <= lines_.size();
            refuse(known ? lines_[reject.line - 1] : 0, reject.reason);
        }
        summary.received += unread_;
        summary.refused += unread_;
        return summary;
    }

    [[nodiscard]] std::string refusals() && { return std::move(refusals_); }

private:
    void add(std::string_view line, std::uint64_t number) {
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
            return;
        }
        Result<Event> event = event_from_json(line);
        if (event) {
            events_.push_back(*std::move(event));
            lines_.push_back(number);
        } else {
            refuse(number, event.error().message);
            ++unread_;
        }
    }

    void refuse(std::uint64_t line, std::string_view reason) {
        refusals_ += "line " + std::to_string(line) + ": ";
        refusals_ += reason;
        refusals_ += '\n';
    }

    std::vector<Event> events_;
    std::vector<std::uint64_t> lines_;  // events_[i] stood in line lines_[i]
    std::uint64_t unread_ = 0;          // lines that are no event at all
    std::string refusals_;
};

}  // namespace

kb_status kb_record_json(kb_base* base, kb_text lines, kb_record_summary* summary,
                         kb_blob** refusals, kb_error** error) {
    c::clear(refusals);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        if (summary != nullptr) {
            c::fill(*summary, KB_RECORD_SUMMARY_INIT, "summary");
        }
        Batch batch(c::view(lines, "lines"));
        const RecordSummary done = batch.record_into(open);
        if (refusals != nullptr) {
            *refusals = new kb_blob{std::move(batch).refusals()};
        }
        if (summary != nullptr) {
            const kb_record_summary value{sizeof(kb_record_summary), done.received, done.accepted,
                                          done.duplicate, done.refused};
            c::fill(*summary, value, "summary");
        }
    });
}
