// SPDX-License-Identifier: Apache-2.0
#include "metrics/deflection.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace kb::metrics {
namespace {

// When each person opened an assisted case, in order.
using CaseTimes = std::unordered_map<std::uint32_t, std::vector<Timestamp>>;

CaseTimes case_times(const CaseLedger& ledger, const Identities& identities) {
    CaseTimes times;
    for (const Case& one : ledger.cases()) {
        if (one.opener && !one.left_out && is_assisted_case(one)) {
            times[identities.person(*one.opener)].push_back(one.opened);
        }
    }
    for (auto& [person, opened] : times) {
        std::sort(opened.begin(), opened.end());
    }
    return times;
}

// The first case of the attempt's person from its start to the end of its window.
std::optional<Timestamp> case_after(const CaseTimes& times, const Attempt& attempt,
                                    std::chrono::milliseconds window) {
    const auto person = times.find(attempt.person);
    if (person == times.end()) {
        return std::nullopt;
    }
    const auto first =
        std::lower_bound(person->second.begin(), person->second.end(), attempt.start);
    if (first == person->second.end() || *first > attempt.last + window) {
        return std::nullopt;
    }
    return *first;
}

std::uint32_t facts_of(const Attempt& attempt) {
    std::uint32_t facts = 0;
    const auto mark = [&facts](bool holds, Fact fact) { facts |= holds ? fact : 0U; };
    const bool nothing_else = attempt.searches == 0 && attempt.views == 0 && attempt.reads == 0 &&
                              !attempt.form_opened && attempt.yes == Timestamp{} &&
                              attempt.no == Timestamp{};
    mark(attempt.lane == Lane::kVirtualAgent, kVirtualAgent);
    mark(attempt.lane != Lane::kPeople && attempt.lane != Lane::kVirtualAgent, kWrongActor);
    mark(attempt.agent_sent > 0 && nothing_else, kAgentSentOnly);
    mark(attempt.said_not_entitled && !attempt.said_entitled, kNotEntitled);
    mark(attempt.yes > attempt.no, kSaidYes);
    mark(attempt.no != Timestamp{} && attempt.no >= attempt.yes, kSaidNo);
    mark(attempt.reads > 0, kRead);
    mark(attempt.views > 0, kViewed);
    return facts;
}

bool looks_deflected(Outcome outcome) {
    return outcome == Outcome::kConfirmed || outcome == Outcome::kProbable ||
           outcome == Outcome::kPotential;
}

class LedgerMaker {
public:
    LedgerMaker(const CaseTimes& cases, const std::vector<Bucket>& buckets,
                const LedgerRules& rules)
        : cases_(cases), buckets_(buckets), rules_(rules) {
        ledger_.by_bucket.resize(buckets.size());
    }

    void add(const Attempt& attempt) {
        const auto bucket = find_bucket(buckets_, attempt.start);
        if (!bucket) {
            return;
        }
        const auto opened = case_after(cases_, attempt, rules_.case_window);
        const std::uint32_t evidence = facts_of(attempt);
        const Intent intent = intent_of(attempt);
        const bool window_open = attempt.last + rules_.case_window > rules_.now;
        const std::size_t row =
            decide(evidence | (opened ? kCase : 0U) | (window_open ? kWindowOpen : 0U), intent);
        const Outcome outcome = patterns()[row].outcome;
        ++ledger_.outcomes[static_cast<std::size_t>(outcome)];
        ++ledger_.by_bucket[*bucket][static_cast<std::size_t>(outcome)];
        ++ledger_.by_pattern[row];
        ++ledger_.by_lane[static_cast<std::size_t>(attempt.lane)];
        if (attempt.lane == Lane::kVirtualAgent) {
            ledger_.handed_over += opened ? 1U : 0U;
        }
        if (attempt.lane == Lane::kPeople) {
            readers_.insert(attempt.person);
        }
        if (outcome == Outcome::kExcluded) {
            return;
        }
        ++ledger_.by_intent[static_cast<std::size_t>(intent)];
        if (outcome == Outcome::kPending) {
            return;
        }
        const bool after_the_attempt = opened && *opened - attempt.last > kIdleMax;
        const Outcome without_case = patterns()[decide(evidence, intent)].outcome;
        ledger_.revoked += after_the_attempt && looks_deflected(without_case) ? 1U : 0U;
        add_settled(attempt, outcome, evidence);
    }

    Ledger finish() && {
        ledger_.readers_and_openers.part = readers_.size();
        return std::move(ledger_);
    }

private:
    void add_settled(const Attempt& attempt, Outcome outcome, std::uint32_t evidence) {
        const bool escalated = outcome == Outcome::kConverted;
        const bool solved =
            (evidence & kSaidYes) != 0 || ((evidence & kRead) != 0 && (evidence & kSaidNo) == 0);
        ++ledger_.success.whole;
        ledger_.success.part += solved && !escalated ? 1U : 0U;
        if (attempt.views > 0) {
            ++ledger_.escalated.whole;
            ledger_.escalated.part += escalated ? 1U : 0U;
        }
        for (const std::uint32_t article : attempt.articles) {
            Share& share = ledger_.escalated_by_article[article];
            ++share.whole;
            share.part += escalated ? 1U : 0U;
        }
    }

    const CaseTimes& cases_;
    const std::vector<Bucket>& buckets_;
    const LedgerRules& rules_;
    std::unordered_set<std::uint32_t> readers_;
    Ledger ledger_;
};

// Whether the person was active in self-service within `window` before `at`. Attempts are sorted by
// person, lane and start, so the last one before `at` also ended last.
bool was_active(const std::vector<Attempt>& attempts, std::uint32_t person, Timestamp at,
                std::chrono::milliseconds window) {
    const auto key = [](const Attempt& a) { return std::tuple(a.person, a.lane, a.start); };
    const auto behind = std::lower_bound(
        attempts.begin(), attempts.end(), std::tuple(person, Lane::kPeople, at),
        [&key](const Attempt& attempt, const auto& value) { return key(attempt) < value; });
    if (behind == attempts.begin()) {
        return false;
    }
    const Attempt& before = *std::prev(behind);
    return before.person == person && before.lane == Lane::kPeople && before.last >= at - window;
}

}  // namespace

std::uint64_t settled(const OutcomeCounts& counts) noexcept {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < kOutcomeCount; ++i) {
        const auto outcome = static_cast<Outcome>(i);
        sum += outcome == Outcome::kPending || outcome == Outcome::kExcluded ? 0 : counts[i];
    }
    return sum;
}

std::uint64_t Ledger::settled() const noexcept { return metrics::settled(outcomes); }

std::uint64_t Ledger::attempts() const noexcept { return settled() + count(Outcome::kPending); }

Intent intent_of(const Attempt& attempt) noexcept {
    if (attempt.form_edited) {
        return Intent::kForm;
    }
    const bool trouble =
        attempt.code_in_query || attempt.refinements > 0 || attempt.no != Timestamp{};
    if (attempt.form_opened || (attempt.searches > 0 && trouble)) {
        return Intent::kTrouble;
    }
    return attempt.searches > 0 || attempt.articles.size() > 1 ? Intent::kBrowsed : Intent::kNone;
}

Ledger make_ledger(const Journeys& journeys, const CaseLedger& cases, const Identities& identities,
                   const std::vector<Bucket>& buckets, const LedgerRules& rules) {
    KB_ASSERT(patterns().size() <= kPatternCountMax);
    const CaseTimes times = case_times(cases, identities);
    LedgerMaker maker(times, buckets, rules);
    for (const Attempt& attempt : journeys.attempts) {
        maker.add(attempt);
    }
    Ledger ledger = std::move(maker).finish();
    for (const Answer& answer : journeys.contact) {
        if (find_bucket(buckets, answer.at)) {
            ++ledger.contact.whole;
            ledger.contact.part += answer.yes ? 1U : 0U;
        }
    }
    std::unordered_set<std::uint32_t> openers;
    for (const Case& one : cases.cases()) {
        if (one.left_out || !find_bucket(buckets, one.opened)) {
            continue;
        }
        ++ledger.case_after_self_service.whole;
        if (one.opener) {
            const std::uint32_t person = identities.person(*one.opener);
            openers.insert(person);
            ledger.case_after_self_service.part +=
                was_active(journeys.attempts, person, one.opened, rules.case_window) ? 1U : 0U;
        }
    }
    ledger.readers_and_openers.whole = openers.size();
    return ledger;
}

}  // namespace kb::metrics
