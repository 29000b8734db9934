// SPDX-License-Identifier: Apache-2.0
#pragma once

// The signs of trust beside the text: how often an article resolved cases, and how lately.

#include <kb/article.hpp>
#include <kb/ranking.hpp>
#include <kb/types.hpp>

#include <cstdint>
#include <vector>

namespace kb::ranking {

// What is known of one article's reuse.
struct Reuse {
    std::uint64_t solved = 0;         // cases it resolved, all times
    Timestamp last{};                 // the epoch: never
    std::vector<Timestamp> recent{};  // the newest kRecentMax, newest last
    friend bool operator==(const Reuse&, const Reuse&) = default;
};
inline constexpr std::size_t kRecentMax = 64;

// Hands reuse to a search. Any thread.
class SignalSource {
public:
    SignalSource() = default;
    SignalSource(const SignalSource&) = delete;
    SignalSource& operator=(const SignalSource&) = delete;
    virtual ~SignalSource() = default;
    // As long as the source lives; of no reuse where nothing is known.
    [[nodiscard]] virtual const Reuse& find(std::uint64_t article) const = 0;
};

// In [0, 1]: log(1 + w) / log(1 + 50), at most 1, where w = sum over recent cases of
// 2^(-age / half life): fifty fresh cases are as good as any number.
[[nodiscard]] double reuse_signal(const Reuse& reuse, Timestamp now, std::chrono::days half_life);

// In [0, 1]: validated 1, not validated 1/2, work in progress and archived 0.
[[nodiscard]] double confidence_signal(Confidence confidence);

// In [0, 1]: 2^(-age / half life) since the article was last validated by reuse or changed.
[[nodiscard]] double freshness_signal(Timestamp last_good, Timestamp now,
                                      std::chrono::days half_life);

}  // namespace kb::ranking
