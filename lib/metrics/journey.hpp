// SPDX-License-Identifier: Apache-2.0
#pragma once

// Attempts: what one person did in self-service toward one issue. A person's events belong to one
// attempt until kIdleMax passes without one. Events are folded as they come, per name; when the
// period has been read and names are resolved to persons, attempts that touch are joined. Joining
// intervals gives exactly the cuts that the person's merged events would have had.

#include "metrics/identity.hpp"

#include <kb/event.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace kb::metrics {

inline constexpr std::chrono::minutes kIdleMax{30};
inline constexpr std::chrono::minutes kRefinedWithin{5};  // a second wording this soon
inline constexpr std::uint64_t kReadMs = 20'000;          // a view this long was a read
inline constexpr std::string_view kQuestionSolved = "solved";
inline constexpr std::string_view kQuestionContact = "would_have_contacted";

// Who acted. Customers, prospects and partners are one lane; lanes never share an attempt.
enum class Lane : std::uint8_t { kPeople, kVirtualAgent, kAgent, kInternal, kBot, kCrawler };
inline constexpr std::size_t kLaneCount = 6;
[[nodiscard]] Lane lane_of(const Event& event) noexcept;

// Whether people do this in self-service: search, view, vote, form, survey, action, impression.
[[nodiscard]] bool is_self_service(EventType type) noexcept;

// Counts and first or last times only, so that two of them can be joined in any order.
struct Attempt {
    std::uint32_t person = 0;  // a name while folding, a person when finished
    Lane lane = Lane::kPeople;
    Timestamp start{};
    Timestamp last{};
    std::uint32_t searches = 0;
    std::uint32_t refinements = 0;
    std::uint32_t views = 0;       // without those of articles an agent had sent
    std::uint32_t reads = 0;       // of these views, and steps done
    std::uint32_t agent_sent = 0;  // views of articles an agent had sent, and votes on them
    bool code_in_query = false;    // an error code was searched for
    bool form_opened = false;
    bool form_edited = false;
    bool said_entitled = false;
    bool said_not_entitled = false;
    Timestamp yes{};                        // last time the person said it helped; epoch: never
    Timestamp no{};                         // last time the person said it did not
    std::vector<std::uint32_t> articles{};  // viewed, each once, sorted
};

// An answer to a survey question, which may come long after the attempt it is about.
struct Answer {
    std::uint32_t person = 0;  // a name while folding, a person when finished
    Timestamp at{};
    bool yes = false;
};

struct Journeys {
    std::vector<Attempt> attempts{};  // by person, lane and time
    std::vector<Answer> contact{};    // "would you have contacted us?"
};

// A search that was worded again soon after, without a click between.
using Refined = std::optional<Timestamp>;  // when the first wording was searched

// One thread at a time.
class JourneyFold {
public:
    // Takes one self-service event of the named person. Precondition: is_self_service(event.type).
    // Returns whether it is a second wording.
    Refined add(std::uint32_t name, std::uint32_t article, const Event& event);

    // Resolves names, joins attempts and gives each "solved" answer to the person's last attempt
    // that began before it, where that ended at most `answer_window` before.
    [[nodiscard]] Journeys finish(const Identities& identities,
                                  std::chrono::milliseconds answer_window) &&;

private:
    struct Open {
        std::size_t attempt = 0;    // index into attempts_
        Timestamp searched{};       // the last search without a click after it; epoch: none
        std::uint64_t wording = 0;  // checksum of its text
    };

    Open& open_for(std::uint32_t name, Lane lane, Timestamp at);
    void add_answer(std::uint32_t name, const Event& event);
    Refined add_search(Open& open, const Event& event);
    void add_view(Attempt& attempt, std::uint32_t article, const Event& event);
    void add_vote(Attempt& attempt, std::uint32_t article, const Event& event);

    std::vector<Attempt> attempts_;
    std::vector<Answer> solved_;
    std::vector<Answer> contact_;
    std::unordered_map<std::uint64_t, Open> open_;     // by name and lane
    std::unordered_map<std::uint64_t, bool> sent_to_;  // name and article: an agent sent it
};

}  // namespace kb::metrics
