// SPDX-License-Identifier: Apache-2.0
#pragma once

// The deflection ledger: every attempt of the period gets one outcome, and from the counts come
// three numbers instead of one.
//
//     floor   = confirmed
//     middle  = confirmed + p * probable
//     ceiling = confirmed + probable + potential
//
// p is the share of people who answered yes when asked whether they would have contacted support.
// Without an answer there is no p and no middle: nothing is assumed.

#include "metrics/case_ledger.hpp"
#include "metrics/journey.hpp"
#include "metrics/outcome.hpp"
#include "metrics/period.hpp"
#include "metrics/share.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace kb::metrics {

inline constexpr std::size_t kPatternCountMax = 16;

struct LedgerRules {
    std::chrono::hours case_window{72};  // a case this soon after an attempt undoes it
    Timestamp now{};                     // attempts whose window is still open then are pending
};

struct Ledger {
    OutcomeCounts outcomes{};
    std::vector<OutcomeCounts> by_bucket{};                    // by the bucket the attempt began in
    std::array<std::uint64_t, kPatternCountMax> by_pattern{};  // which row decided
    std::array<std::uint64_t, kIntentCount> by_intent{};       // of attempts not excluded
    std::array<std::uint64_t, kLaneCount> by_lane{};           // all attempts
    std::uint64_t revoked = 0;        // looked deflected until a later case
    std::uint64_t handed_over = 0;    // virtual agent conversations that became assisted cases
    Share contact{};                  // survey: would have contacted, of answers
    Share success{};                  // solved by word or by a read, of settled attempts
    Share escalated{};                // a case after a view, of settled attempts with a view
    Share case_after_self_service{};  // cases opened soon after self-service, of cases opened
    Share readers_and_openers{};      // people with an attempt; people who opened a case
    std::unordered_map<std::uint32_t, Share> escalated_by_article{};

    [[nodiscard]] std::uint64_t count(Outcome outcome) const noexcept {
        return outcomes[static_cast<std::size_t>(outcome)];
    }
    // Converted, confirmed, probable, potential and abandoned: what is known for good.
    [[nodiscard]] std::uint64_t settled() const noexcept;
    // Settled and pending: everything that could have become a customer's case.
    [[nodiscard]] std::uint64_t attempts() const noexcept;
};

// Cases of persons: every assisted case that may undo an attempt. Pure.
[[nodiscard]] Ledger make_ledger(const Journeys& journeys, const CaseLedger& cases,
                                 const Identities& identities, const std::vector<Bucket>& buckets,
                                 const LedgerRules& rules);

[[nodiscard]] std::uint64_t settled(const OutcomeCounts& counts) noexcept;

[[nodiscard]] Intent intent_of(const Attempt& attempt) noexcept;

}  // namespace kb::metrics
