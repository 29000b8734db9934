// SPDX-License-Identifier: Apache-2.0

// Goal: a line is an event or is refused with a reason; an event says the same after it was written
// as JSON and as a record of the store.

#include "event/event_codec.hpp"
#include "fuzz/target.hpp"

#include <kb/exchange.hpp>

namespace kb::fuzz {

std::vector<std::string> make_seeds() {
    return {R"({"event_id":"e1","ts":"2026-03-01T09:30:00Z","type":"search","query_id":"q1",)"
            R"("text":"vpn","result_count":3,"actor":{"anon_id":"b","class":"customer"}})",
            R"({"event_id":"e2","ts":"2026-03-01T09:30:00.250+01:00","type":"case_open",)"
            R"("case_id":"C-1","channel":"phone","text":"help","actor":{"user_id":"u"}})",
            R"({"event_id":"e3","ts":"2026-03-01","type":"vote","article":"KB-1","value":-1,)"
            R"("reason":"old","dwell_ms":99,"rank":1,"version":2})",
            R"({"event_id":"e4","ts":"2026-03-01","type":"link","article":"KB-1","case_id":"C-1",)"
            R"("link_kind":"resolved_by_known","by":"ana","handling_seconds":1.5})",
            R"({"event_id":"","ts":"1970-01-01","type":"survey","value":1e308,"question":"q"})",
            R"({"event_id":1,"ts":2,"type":"none"})",
            "null"};
}

void check_input(std::string_view input) {
    const auto event = event_from_json(input);
    if (!event) {
        require_error(event.error(), {ErrorCode::kInvalidArgument, ErrorCode::kUnsupported});
        return;
    }
    const auto again = event_from_json(to_json(*event));
    require(again.has_value(), "an event reads back from its JSON");
    require(*again == *event, "an event says the same after its JSON was read");
    const auto checked = check_event(*event);
    if (!checked) {
        require_error(checked.error(), {ErrorCode::kInvalidArgument});
        return;
    }
    const auto stored = event::decode_event(event::encode_event(*event));
    require(stored && *stored == *event, "an event says the same after its record was read");
}

}  // namespace kb::fuzz
