// SPDX-License-Identifier: Apache-2.0
// Goal: the table decides as the ledger's rules say, in their order, and never runs out of rows.
#include "metrics/outcome.hpp"

#include <catch2/catch.hpp>

using namespace kb::metrics;

TEST_CASE("the pattern table decides by its first row that fits", "[metrics]") {
    struct Case {
        std::uint32_t facts;
        Intent intent;
        Outcome want;
    };
    constexpr std::uint32_t kGood = kSaidYes | kRead | kViewed;
    const auto one = GENERATE(
        Case{kGood, Intent::kBrowsed, Outcome::kConfirmed},
        Case{kGood | kCase, Intent::kForm, Outcome::kConverted},  // a case outweighs a vote
        Case{kGood | kCase | kWindowOpen, Intent::kForm, Outcome::kConverted},
        Case{kGood | kWindowOpen, Intent::kForm, Outcome::kPending},  // and may still come
        Case{kGood | kCase | kWrongActor, Intent::kForm, Outcome::kExcluded},
        Case{kGood | kVirtualAgent, Intent::kForm, Outcome::kExcluded},
        Case{kAgentSentOnly, Intent::kNone, Outcome::kExcluded},
        Case{kGood | kNotEntitled, Intent::kBrowsed, Outcome::kExcluded},
        Case{kGood, Intent::kNone, Outcome::kExcluded},  // one article from outside
        Case{kSaidNo | kRead | kViewed, Intent::kTrouble, Outcome::kAbandoned},
        Case{kRead | kViewed, Intent::kTrouble, Outcome::kProbable},
        Case{kRead | kViewed, Intent::kForm, Outcome::kProbable},
        Case{kRead | kViewed, Intent::kBrowsed, Outcome::kPotential},
        Case{kViewed, Intent::kTrouble, Outcome::kPotential},
        Case{0, Intent::kForm, Outcome::kAbandoned},
        Case{0, Intent::kBrowsed, Outcome::kAbandoned});
    CAPTURE(one.facts, static_cast<int>(one.intent));
    CHECK(patterns()[decide(one.facts, one.intent)].outcome == one.want);
}

TEST_CASE("every row of the pattern table can be reached", "[metrics]") {
    for (std::size_t row = 0; row < patterns().size(); ++row) {
        bool reached = false;
        for (std::uint32_t facts = 0; facts < (1U << 10U) && !reached; ++facts) {
            for (std::size_t intent = 0; intent < kIntentCount; ++intent) {
                reached = reached || decide(facts, static_cast<Intent>(intent)) == row;
            }
        }
        CAPTURE(patterns()[row].name);
        CHECK(reached);
    }
}
