// SPDX-License-Identifier: Apache-2.0
#include "metrics/outcome.hpp"

#include "base/assert.hpp"

namespace kb::metrics {
namespace {

// Who cannot be counted comes first; then a case, because nothing outweighs it; then the open
// window, because a case may still come; then what was said before what is inferred.
constexpr std::array<Pattern, 12> kTable{{
    {"wrong actor", kWrongActor, Intent::kNone, Intent::kForm, Outcome::kExcluded},
    {"virtual agent", kVirtualAgent, Intent::kNone, Intent::kForm, Outcome::kExcluded},
    {"sent by an agent", kAgentSentOnly, Intent::kNone, Intent::kForm, Outcome::kExcluded},
    {"case opened", kCase, Intent::kNone, Intent::kForm, Outcome::kConverted},
    {"window open", kWindowOpen, Intent::kNone, Intent::kForm, Outcome::kPending},
    {"not entitled", kNotEntitled, Intent::kNone, Intent::kForm, Outcome::kExcluded},
    {"no intent", 0, Intent::kNone, Intent::kNone, Outcome::kExcluded},
    {"said it was solved", kSaidYes, Intent::kBrowsed, Intent::kForm, Outcome::kConfirmed},
    {"said it was not solved", kSaidNo, Intent::kBrowsed, Intent::kForm, Outcome::kAbandoned},
    {"trouble, then a thorough read", kRead, Intent::kTrouble, Intent::kForm, Outcome::kProbable},
    {"searched and opened an article", kViewed, Intent::kBrowsed, Intent::kForm,
     Outcome::kPotential},
    {"nothing useful", 0, Intent::kNone, Intent::kForm, Outcome::kAbandoned},
}};

}  // namespace

std::string_view to_string(Outcome outcome) noexcept {
    switch (outcome) {
    case Outcome::kConverted: return "converted";
    case Outcome::kConfirmed: return "confirmed";
    case Outcome::kProbable: return "probable";
    case Outcome::kPotential: return "potential";
    case Outcome::kAbandoned: return "abandoned";
    case Outcome::kPending: return "pending";
    case Outcome::kExcluded: return "excluded";
    }
    return "unknown";
}

std::span<const Pattern> patterns() noexcept { return kTable; }

std::size_t decide(std::uint32_t facts, Intent intent) noexcept {
    for (std::size_t i = 0; i < kTable.size(); ++i) {
        const Pattern& row = kTable[i];
        if ((facts & row.required) == row.required && intent >= row.intent_min &&
            intent <= row.intent_max) {
            return i;
        }
    }
    KB_ASSERT(false);  // the last row fits everything
    return kTable.size() - 1;
}

}  // namespace kb::metrics
