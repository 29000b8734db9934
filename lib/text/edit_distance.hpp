// SPDX-License-Identifier: Apache-2.0
#pragma once

// How many typing mistakes lie between two words. Any thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace kb::text {

// The least number of inserted, deleted, replaced and swapped neighbouring code points that turn
// `a` into `b`, where no swapped pair is edited again (optimal string alignment; R. Lowrance and
// R. Wagner, "An Extension of the String-to-String Correction Problem", Journal of the ACM 22(2),
// 1975, restricted to adjacent swaps). Empty where it exceeds `max`. Takes time in proportion to
// the length times `max`.
[[nodiscard]] std::optional<unsigned> edit_distance(std::string_view a, std::string_view b,
                                                    unsigned max);

// The same from one word to many others, much faster where it has at most 64 code points. The word
// must outlive it.
class EditDistanceFrom {
public:
    explicit EditDistanceFrom(std::string_view word);
    [[nodiscard]] std::optional<unsigned> operator()(std::string_view other, unsigned max) const;

private:
    static constexpr std::size_t kAscii = 128;
    [[nodiscard]] std::uint64_t places_of(char32_t code_point) const;

    std::string_view word_;
    std::size_t size_ = 0;                       // code points
    std::array<std::uint64_t, kAscii> ascii_{};  // bit i: the word has the character at place i
    std::vector<std::pair<char32_t, std::uint64_t>> others_;
};

}  // namespace kb::text
