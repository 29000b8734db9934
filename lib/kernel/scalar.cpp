// SPDX-License-Identifier: Apache-2.0
// The form that runs everywhere, and that the others are checked against.
#include "kernel/forms.hpp"
#include "kernel/loops.hpp"

namespace kb::kernel {
namespace {

template <std::uint32_t kMore, std::uint32_t kLess>
std::uint32_t near_sets_within(const unsigned char* sets, std::uint32_t count, std::uint32_t set,
                               std::uint32_t* places) {
    return near_sets_loop(sets, count, set, {.more = kMore, .less = kLess}, places);
}

constexpr NearSetsOfLimits kNearSets{
    {{near_sets_within<0, 0>, near_sets_within<0, 1>, near_sets_within<0, 2>},
     {near_sets_within<1, 0>, near_sets_within<1, 1>, near_sets_within<1, 2>},
     {near_sets_within<2, 0>, near_sets_within<2, 1>, near_sets_within<2, 2>}}};

std::uint32_t near_sets(const unsigned char* sets, std::uint32_t count, std::uint32_t set,
                        SetLimits limits, std::uint32_t* places) {
    return kNearSets(sets, count, set, limits, places);
}

}  // namespace

constinit const Kernels kScalar = {.name = "scalar",
                                   .unpack = unpack_loop,
                                   .count_below = count_below_loop,
                                   .add = add_loop,
                                   .take = take_loop,
                                   .mark = mark_loop,
                                   .count_marked = count_marked_loop,
                                   .select = select_loop,
                                   .near_sets = near_sets,
                                   .keep = keep_loop};

}  // namespace kb::kernel
