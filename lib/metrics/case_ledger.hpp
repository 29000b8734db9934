// SPDX-License-Identifier: Apache-2.0
#pragma once

// Cases and their links: the assisted side. A case counts as closed in the period where its last
// close lies in it and it was not opened again before the end; what happens to it later changes a
// later period. Cases closed as spam, duplicate, administrative or test, and cases opened by
// internal people, bots and crawlers, are left out and counted.

#include "metrics/identity.hpp"
#include "metrics/period.hpp"
#include "metrics/share.hpp"

#include <kb/event.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace kb::metrics {

inline constexpr std::size_t kChannelCount = 8;

struct CaseLink {
    std::uint32_t article = 0;
    LinkKind kind = LinkKind::kReference;
    Timestamp at{};
};

struct Case {
    Timestamp opened{};                     // the epoch: before what was read
    Timestamp closed{};                     // the epoch: open
    std::optional<std::uint32_t> opener{};  // a name; none where the event had none
    std::optional<Channel> channel{};
    bool left_out = false;
    std::vector<CaseLink> links{};
};

// The closed cases of a period or of one of its buckets. known + fresh + unknown = closed.
struct SolveLoop {
    std::uint64_t closed = 0;
    std::uint64_t linked = 0;   // resolved by an article, or joined to one in the making
    std::uint64_t reused = 0;   // resolved by an article that existed
    std::uint64_t created = 0;  // an article was written for it
    std::uint64_t known = 0;    // resolved by one that existed or joined to one in the making
    std::uint64_t fresh = 0;    // not known, and an article was written for it
    std::uint64_t unknown = 0;  // no such link
};

struct CaseMeasures {
    SolveLoop total{};
    std::vector<SolveLoop> by_bucket{};
    std::uint64_t left_out = 0;         // opened or closed in the period, but not counted
    std::uint64_t opened = 0;           // in the period
    std::uint64_t opened_nameless = 0;  // of these, by nobody who can be told from others
    std::array<std::uint64_t, kChannelCount> by_channel{};  // opened in the period
    std::uint64_t no_channel = 0;  // opened without one; counted as assisted
    std::unordered_map<std::uint32_t, std::uint64_t> reuse{};  // article: distinct cases
};

// One thread at a time.
class CaseLedger {
public:
    // Takes a case, link or unlink event; others are ignored. What is not before `until` is used to
    // tell who opened a case when, and for nothing else.
    void add(const Event& event, std::optional<std::uint32_t> name, std::uint32_t article,
             Timestamp until);

    [[nodiscard]] CaseMeasures measure(const std::vector<Bucket>& buckets) const;

    // Every case read, in no order.
    [[nodiscard]] const std::vector<Case>& cases() const noexcept { return cases_; }

private:
    std::vector<Case> cases_;
    std::unordered_map<std::uint64_t, std::uint32_t> numbers_;  // by checksum of the id
};

// Whether it reached a person: also where no channel is told.
[[nodiscard]] bool is_assisted_case(const Case& one) noexcept;

}  // namespace kb::metrics
