// SPDX-License-Identifier: Apache-2.0
#pragma once

// Phase one without bytes and whole numbers: BM25F in double precision, from the frequencies and
// lengths of every document that matches. Nothing is stored, rounded or passed over, so it says
// what the impact byte costs. Terms, idf, boosts and the mean lengths of the epoch are those of the
// plan and the index; the formula is written out here a second time.

#include "search/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kb::bench {

// ptf / (ptf + k1), in (0, 1); 0 where all frequencies are 0.
[[nodiscard]] double saturated_frequency(const index::Schema& schema, const index::Epoch& epoch,
                                         const index::Frequencies& frequencies,
                                         const index::Lengths& lengths);

struct ExactHit {
    double score = 0.0;
    std::uint64_t article = 0;
};

// The best `k` of all that match a plan; equal scores go by article number.
[[nodiscard]] std::vector<ExactHit> rank_exactly(const search::Plan& plan,
                                                 const search::Visible& visible,
                                                 const index::Schema& schema, std::size_t k);

}  // namespace kb::bench
