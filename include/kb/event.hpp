// SPDX-License-Identifier: Apache-2.0
#pragma once

// What people did: searched, viewed, voted, opened and closed cases. Events are append-only and
// idempotent by event_id; every figure of a report is computed from them.

#include <kb/lifecycle.hpp>
#include <kb/result.hpp>
#include <kb/types.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

enum class EventType : std::uint8_t {
    kSearch,      // query_id, text, result_count
    kImpression,  // query_id, article, rank
    kView,        // article; query_id and rank where it came from a search
    kVote,        // article, value: 1 helpful, -1 not
    kFormOpen,    // the case form was opened
    kFormEdit,
    kFormAbandon,
    kCaseOpen,    // case_id, channel, text
    kCaseUpdate,  // case_id
    kCaseClose,   // case_id
    kCaseReopen,  // case_id
    kLink,        // case_id, article, link_kind
    kUnlink,      // case_id, article
    kSurvey,      // question, value
    kIdentify,    // actor.anon_id is the same person as actor.user_id
    kState,       // article: created or changed state; value text in `text`
    kAction,      // article: a step done in self-service
};

enum class ActorClass : std::uint8_t {
    kCustomer,
    kProspect,
    kPartner,
    kAgent,
    kInternal,
    kBot,
    kCrawler,
    kVirtualAgent,
};

// Where a case or contact came in. The first four are assisted; the last three are not.
enum class Channel : std::uint8_t {
    kPhone,
    kEmail,
    kWebTicket,
    kChat,
    kVirtualAgent,
    kSelfService,
    kCommunity,
    kInProduct,
};

struct Actor {
    std::string anon_id{};     // a browser or device
    std::string user_id{};     // a login
    std::string account_id{};  // the company behind it
    ActorClass actor_class = ActorClass::kCustomer;
    friend bool operator==(const Actor&, const Actor&) = default;
};

struct Event {
    std::string event_id{};  // 1 to 255 bytes; the same id again is a duplicate
    Timestamp ts{};          // when it happened
    Timestamp received{};    // when it was recorded; set by the base
    EventType type = EventType::kSearch;
    std::string session_id{};
    std::string attempt_id{};  // where the caller knows which attempt it belongs to
    Actor actor{};
    std::optional<Channel> channel{};
    std::string locale{};
    std::string product{};
    std::optional<bool> entitled{};

    std::string query_id{};
    std::string text{};  // query, first words of a case, comment
    std::optional<std::uint64_t> result_count{};
    std::string reason{};  // reason code, reason of a vote
    ArticleId article{};
    VersionNumber version = 0;
    std::optional<std::uint32_t> rank{};  // counts from 1
    bool sent_by_agent = false;
    std::optional<std::uint64_t> dwell_ms{};
    std::optional<double> value{};  // vote, survey answer
    std::string question{};
    CaseId case_id{};
    std::optional<LinkKind> link_kind{};
    PersonId by{};
    std::optional<double> handling_seconds{};
    friend bool operator==(const Event&, const Event&) = default;
};

// Tells whether an event can be recorded: an id, a time between 2000 and 2100, and what its type
// needs.
//
// Errors: kInvalidArgument, naming the member.
[[nodiscard]] Result<void> check_event(const Event& event);

[[nodiscard]] std::string_view to_string(EventType type) noexcept;  // "case_open"
[[nodiscard]] std::string_view to_string(ActorClass actor_class) noexcept;
[[nodiscard]] std::string_view to_string(Channel channel) noexcept;
[[nodiscard]] Result<EventType> parse_event_type(std::string_view text);    // kInvalidArgument
[[nodiscard]] Result<ActorClass> parse_actor_class(std::string_view text);  // kInvalidArgument
[[nodiscard]] Result<Channel> parse_channel(std::string_view text);         // kInvalidArgument

// Whether a person helped: phone, mail, web ticket and chat. A virtual agent alone is neither
// assisted nor self-service.
[[nodiscard]] bool is_assisted(Channel channel) noexcept;

// What came of a batch: received = accepted + duplicate + refused.
struct RecordSummary {
    std::uint64_t received = 0;
    std::uint64_t accepted = 0;
    std::uint64_t duplicate = 0;
    std::uint64_t refused = 0;
};

}  // namespace kb
