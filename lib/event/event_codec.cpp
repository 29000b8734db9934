// SPDX-License-Identifier: Apache-2.0
#include "event/event_codec.hpp"

#include "base/record.hpp"

namespace kb::event {
namespace {

using base::FieldReader;
using base::Tag;

constexpr std::uint8_t kFormat = 1;

// Never renumber, never reuse; new fields get the next number and stand where it sorts.
enum class Part : Tag {
    kEventId = 1,
    kTime = 2,
    kReceived = 3,
    kType = 4,
    kSession = 5,
    kAttempt = 6,
    kAnonId = 7,
    kUserId = 8,
    kAccountId = 9,
    kActorClass = 10,
    kChannel = 11,
    kLocale = 12,
    kProduct = 13,
    kEntitled = 14,
    kQueryId = 15,
    kText = 16,
    kResultCount = 17,
    kReason = 18,
    kArticle = 19,
    kVersion = 20,
    kRank = 21,
    kSentByAgent = 22,
    kDwell = 23,
    kValue = 24,
    kQuestion = 25,
    kCase = 26,
    kLinkKind = 27,
    kBy = 28,
    kHandlingSeconds = 29,
};

constexpr Tag tag(Part part) { return static_cast<Tag>(part); }

// What an optional holds is written also where it is zero.
template <typename Value>
void add_optional(std::string& to, Part part, const std::optional<Value>& value) {
    if (value) {
        base::put_number_field(to, tag(part), static_cast<std::uint64_t>(*value));
    }
}

void add_optional(std::string& to, Part part, const std::optional<double>& value) {
    if (value) {
        base::put_real_field(to, tag(part), *value);
    }
}

void decode_part(FieldReader& reader, Event& event) {
    switch (static_cast<Part>(reader.tag())) {
    case Part::kEventId: event.event_id = reader.text(); break;
    case Part::kTime: event.ts = reader.time(); break;
    case Part::kReceived: event.received = reader.time(); break;
    case Part::kType: event.type = reader.enumerator(EventType::kAction); break;
    case Part::kSession: event.session_id = reader.text(); break;
    case Part::kAttempt: event.attempt_id = reader.text(); break;
    case Part::kAnonId: event.actor.anon_id = reader.text(); break;
    case Part::kUserId: event.actor.user_id = reader.text(); break;
    case Part::kAccountId: event.actor.account_id = reader.text(); break;
    case Part::kActorClass:
        event.actor.actor_class = reader.enumerator(ActorClass::kVirtualAgent);
        break;
    case Part::kChannel: event.channel = reader.enumerator(Channel::kInProduct); break;
    case Part::kLocale: event.locale = reader.text(); break;
    case Part::kProduct: event.product = reader.text(); break;
    case Part::kEntitled: event.entitled = reader.boolean(); break;
    case Part::kQueryId: event.query_id = reader.text(); break;
    case Part::kText: event.text = reader.text(); break;
    case Part::kResultCount: event.result_count = reader.number(); break;
    case Part::kReason: event.reason = reader.text(); break;
    case Part::kArticle: event.article = reader.text(); break;
    case Part::kVersion: event.version = reader.number32(); break;
    case Part::kRank: event.rank = reader.number32(); break;
    case Part::kSentByAgent: event.sent_by_agent = reader.boolean(); break;
    case Part::kDwell: event.dwell_ms = reader.number(); break;
    case Part::kValue: event.value = reader.real(); break;
    case Part::kQuestion: event.question = reader.text(); break;
    case Part::kCase: event.case_id = reader.text(); break;
    case Part::kLinkKind: event.link_kind = reader.enumerator(LinkKind::kSentToCustomer); break;
    case Part::kBy: event.by = reader.text(); break;
    case Part::kHandlingSeconds: event.handling_seconds = reader.real(); break;
    default: break;  // of a later version
    }
}

}  // namespace

std::string encode_event(const Event& event) {
    std::string bytes(1, static_cast<char>(kFormat));
    base::add_text(bytes, tag(Part::kEventId), event.event_id);
    base::add_time(bytes, tag(Part::kTime), event.ts);
    base::add_time(bytes, tag(Part::kReceived), event.received);
    base::add_enum(bytes, tag(Part::kType), event.type);
    base::add_text(bytes, tag(Part::kSession), event.session_id);
    base::add_text(bytes, tag(Part::kAttempt), event.attempt_id);
    base::add_text(bytes, tag(Part::kAnonId), event.actor.anon_id);
    base::add_text(bytes, tag(Part::kUserId), event.actor.user_id);
    base::add_text(bytes, tag(Part::kAccountId), event.actor.account_id);
    base::add_enum(bytes, tag(Part::kActorClass), event.actor.actor_class);
    add_optional(bytes, Part::kChannel, event.channel);
    base::add_text(bytes, tag(Part::kLocale), event.locale);
    base::add_text(bytes, tag(Part::kProduct), event.product);
    add_optional(bytes, Part::kEntitled, event.entitled);
    base::add_text(bytes, tag(Part::kQueryId), event.query_id);
    base::add_text(bytes, tag(Part::kText), event.text);
    add_optional(bytes, Part::kResultCount, event.result_count);
    base::add_text(bytes, tag(Part::kReason), event.reason);
    base::add_text(bytes, tag(Part::kArticle), event.article);
    base::add_number(bytes, tag(Part::kVersion), event.version);
    add_optional(bytes, Part::kRank, event.rank);
    base::add_number(bytes, tag(Part::kSentByAgent), event.sent_by_agent ? 1 : 0);
    add_optional(bytes, Part::kDwell, event.dwell_ms);
    add_optional(bytes, Part::kValue, event.value);
    base::add_text(bytes, tag(Part::kQuestion), event.question);
    base::add_text(bytes, tag(Part::kCase), event.case_id);
    add_optional(bytes, Part::kLinkKind, event.link_kind);
    base::add_text(bytes, tag(Part::kBy), event.by);
    add_optional(bytes, Part::kHandlingSeconds, event.handling_seconds);
    bytes.push_back('\0');
    return bytes;
}

Result<Event> decode_event(std::string_view bytes) {
    Event event;
    FieldReader reader = FieldReader::of_record(bytes, kFormat);
    while (reader.next()) {
        decode_part(reader, event);
    }
    if (!reader.good()) {
        return Error{ErrorCode::kCorruption, "the bytes of an event are damaged"};
    }
    return event;
}

}  // namespace kb::event
