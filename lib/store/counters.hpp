// SPDX-License-Identifier: Apache-2.0
#pragma once

// The numbers a base counts on with, and what it counts of itself; one value of the family meta:
//
//     varint how many, then a fixed64 each, in the order of Counter
//
// A value written before a counter existed is shorter; the counter is 0 then.

#include "store/view.hpp"

#include <kb/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kb::store {

// The order is that on disk: only append.
enum class Counter : std::uint8_t {
    kArticleNumber,  // the last one given
    kChange,         // the last change number
    kChain,          // the chain hash of that change
    kEventSequence,  // the last one given
    kFlagNumber,     // the last one given
    kArticles,       // how many there are, and so on
    kVersions,
    kEvents,
    kLinks,
    kOpenFlags,
    kPeople,
    kProposalNumber,  // the last one given
    kOpenProposals,
};
inline constexpr std::size_t kCounterCount = 13;

struct Counters {
    std::array<std::uint64_t, kCounterCount> values{};

    [[nodiscard]] std::uint64_t& operator[](Counter counter) {
        return values[static_cast<std::size_t>(counter)];
    }
    [[nodiscard]] std::uint64_t operator[](Counter counter) const {
        return values[static_cast<std::size_t>(counter)];
    }
    friend bool operator==(const Counters&, const Counters&) = default;
};

[[nodiscard]] std::string encode_counters(const Counters& counters);
[[nodiscard]] Result<Counters> decode_counters(std::string_view bytes);  // kCorruption

// As a view has them. Errors: kCorruption, kIo.
[[nodiscard]] Result<Counters> find_counters(const Source& source);

}  // namespace kb::store
