// SPDX-License-Identifier: Apache-2.0
#pragma once

// How one attempt at self-service ended. The rules are data: an ordered table of patterns, the
// first that fits decides, and its version stands beside every figure made with it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace kb::metrics {

enum class Outcome : std::uint8_t {
    kConverted,  // a case followed within the case window
    kConfirmed,  // the person said, or the finished task shows, that it was solved
    kProbable,   // trouble, a thorough read, no case
    kPotential,  // a search and a view, no case
    kAbandoned,  // nothing useful seen, or the last word was no; never a success
    kPending,    // the case window is still open
    kExcluded,   // could not have become a case of a customer
};
inline constexpr std::size_t kOutcomeCount = 7;
using OutcomeCounts = std::array<std::uint64_t, kOutcomeCount>;

[[nodiscard]] std::string_view to_string(Outcome outcome) noexcept;  // "converted"

// How close a person came to asking for help.
enum class Intent : std::uint8_t {
    kNone,     // arrived on one article from outside
    kBrowsed,  // searched, or read several articles
    kTrouble,  // an error code, a second wording, a negative vote, or the case form opened
    kForm,     // typed into the case form
};
inline constexpr std::size_t kIntentCount = 4;

// What is true of an attempt, one bit each.
enum Fact : std::uint32_t {
    kWrongActor = 1U << 0U,     // agent, internal, bot or crawler
    kVirtualAgent = 1U << 1U,   // a conversation with a virtual agent: a bucket of its own
    kAgentSentOnly = 1U << 2U,  // nothing but opening what an agent had sent
    kCase = 1U << 3U,           // the same person opened an assisted case within the window
    kWindowOpen = 1U << 4U,     // such a case may still come
    kNotEntitled = 1U << 5U,    // support was never theirs to ask for
    kSaidYes = 1U << 6U,        // vote or survey, or a task finished; and no "no" after it
    kSaidNo = 1U << 7U,         // the last word was no
    kRead = 1U << 8U,           // an article held the person for kReadMs, or a step was done
    kViewed = 1U << 9U,         // an article was opened
};

// One row of the table: fits when all `required` facts hold and the intent is in the range.
struct Pattern {
    std::string_view name;
    std::uint32_t required;
    Intent intent_min;
    Intent intent_max;
    Outcome outcome;
};

inline constexpr std::uint32_t kPatternVersion = 1;

// Ordered; the last row fits everything.
[[nodiscard]] std::span<const Pattern> patterns() noexcept;

// The number of the first row that fits.
[[nodiscard]] std::size_t decide(std::uint32_t facts, Intent intent) noexcept;

}  // namespace kb::metrics
