// SPDX-License-Identifier: Apache-2.0

// Goal: the small texts that callers hand over (viewers, field maps, times, ids, words of a list)
// are read or refused with a reason.

#include "base/time.hpp"
#include "fuzz/target.hpp"

#include <kb/access.hpp>
#include <kb/event.hpp>
#include <kb/exchange.hpp>
#include <kb/lifecycle.hpp>

namespace kb::fuzz {
namespace {

template <typename T>
void check_word(Result<T> (*parse)(std::string_view), std::string_view input) {
    const Result<T> read = parse(input);
    if (!read) {
        require_error(read.error(), {ErrorCode::kInvalidArgument});
        return;
    }
    const Result<T> again = parse(to_string(*read));
    require(again && *again == *read, "a word is read from its own spelling");
}

template <typename T>
void check_refusal(const Result<T>& read) {
    if (!read) {
        require_error(read.error(), {ErrorCode::kInvalidArgument});
    }
}

}  // namespace

std::vector<std::string> make_seeds() {
    return {"public",
            "customer:c-17",
            "internal:",
            "id=_id,resolution=text",
            "title==,=x",
            "2026-03-01",
            "2026-03-01T09:30:00.250+01:00",
            "2026-02-30 24:00",
            "validated",
            "publisher",
            "case_open",
            "jsonl",
            "self_service",
            "KB-17",
            " KB\x01"};
}

void check_input(std::string_view input) {
    check_refusal(parse_viewer(input));
    check_refusal(parse_field_map(input));
    check_refusal(check_id(input));
    check_word(parse_confidence, input);
    check_word(parse_audience, input);
    check_word(parse_governance, input);
    check_word(parse_field, input);
    check_word(parse_licence, input);
    check_word(parse_flag_kind, input);
    check_word(parse_link_kind, input);
    check_word(parse_event_type, input);
    check_word(parse_actor_class, input);
    check_word(parse_channel, input);
    check_word(parse_exchange_format, input);
    const auto time = base::parse_iso8601(input);
    check_refusal(time);
    if (time) {
        const auto again = base::parse_iso8601(base::to_iso8601(*time));
        require(again && *again == *time, "a time reads back as it was");
    }
}

}  // namespace kb::fuzz
