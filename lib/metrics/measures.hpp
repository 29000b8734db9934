// SPDX-License-Identifier: Apache-2.0
#pragma once

// All measures of a period from one pass over its events. What is kept grows with attempts, cases,
// searches and names, not with events; docs/metrics.md says what each figure means.

#include "metrics/case_ledger.hpp"
#include "metrics/deflection.hpp"
#include "metrics/identity.hpp"
#include "metrics/journey.hpp"
#include "metrics/period.hpp"
#include "metrics/quality.hpp"
#include "metrics/search_health.hpp"

#include <kb/event.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace kb::metrics {

struct Settings {
    Timestamp from{};
    Timestamp until{};
    std::vector<Bucket> buckets{};  // cover [from, until)
    std::chrono::hours case_window{72};
    std::uint32_t people_min = 5;  // texts that fewer people searched are not told
    Timestamp now{};
};

// Who asked where. Handing over moves a conversation from the virtual agent to the assisted ones.
struct Demand {
    std::uint64_t assisted = 0;    // cases opened by phone, mail, web ticket, chat or untold
    std::uint64_t unassisted = 0;  // attempts, and contacts that nobody answered in person
    std::uint64_t virtual_agent = 0;
    [[nodiscard]] Share share() const noexcept { return {unassisted, unassisted + assisted}; }
};

// Sessions, the older way to count: kept because other tools report it.
struct Sessions {
    std::uint64_t searched = 0;
    std::uint64_t clicked = 0;
    std::uint64_t clicked_then_support = 0;  // clicked and opened the case form
};

struct ArticleUse {
    ArticleId id{};
    std::uint64_t reuse = 0;  // distinct cases
    std::uint64_t up = 0;
    std::uint64_t down = 0;
    Share escalated{};  // attempts that viewed it and became a case, of those that viewed it
};

struct Measures {
    std::vector<Bucket> buckets{};
    CaseMeasures cases{};
    Ledger ledger{};
    SearchMeasures search{};
    Demand demand{};
    Sessions sessions{};
    Share helpful{};                     // votes up, of votes
    std::vector<ArticleUse> articles{};  // by reuse, then viewed attempts, then id
    Quality quality{};
};

// One thread at a time.
class Fold {
public:
    explicit Fold(Settings settings);
    Fold(const Fold&) = delete;  // its parts look at its settings
    Fold& operator=(const Fold&) = delete;

    void add(const Event& event);

    // Precondition: once, as the last call.
    [[nodiscard]] Measures finish() &&;

private:
    struct Session {
        bool searched = false;
        bool clicked = false;
        bool support = false;
    };

    void add_self_service(const Event& event, Fate fate, std::uint32_t name);
    void add_to_session(const Event& event);
    void add_vote(const Event& event, std::uint32_t article);
    void count_people(Measures& into, const Journeys& journeys) const;
    void count_articles(Measures& into) const;

    Settings settings_;
    Identities identities_;
    NameIndex articles_;
    JourneyFold journeys_;
    CaseLedger cases_;
    SearchFold search_;
    Quality quality_;
    std::unordered_map<std::uint64_t, Session> sessions_;              // by checksum of the id
    std::unordered_map<std::uint32_t, std::uint64_t> events_of_name_;  // counted self-service ones
    std::unordered_map<std::uint32_t, Share> votes_;                   // by article: up of all
};

}  // namespace kb::metrics
