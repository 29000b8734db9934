// SPDX-License-Identifier: Apache-2.0
#include "text/edit_distance.hpp"

#include "base/edit_bits.hpp"
#include "base/utf8.hpp"

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <array>

namespace kb::text {
namespace {

constexpr std::size_t kUsualLength = 48;  // code points of a word that need no allocation

template <typename T>
using Buffer = boost::container::small_vector<T, kUsualLength>;
using CodePoints = Buffer<char32_t>;

CodePoints code_points(std::string_view text) {
    CodePoints decoded;
    for (std::size_t at = 0; at < text.size();) {
        decoded.push_back(base::next_code_point(text, at));
    }
    return decoded;
}

// Removes what both words begin and end with: it needs no edits. `a` is the shorter one.
void drop_common_ends(CodePoints& a, CodePoints& b) {
    while (!a.empty() && !b.empty() && a.back() == b.back()) {
        a.pop_back();
        b.pop_back();
    }
    const auto begin = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    a.erase(a.begin(), begin.first);
    b.erase(b.begin(), begin.second);
}

}  // namespace

std::optional<unsigned> edit_distance(std::string_view a, std::string_view b, unsigned max) {
    CodePoints shorter = code_points(a);
    CodePoints longer = code_points(b);
    if (shorter.size() > longer.size()) {
        shorter.swap(longer);
    }
    drop_common_ends(shorter, longer);
    const std::size_t rows = longer.size();
    const std::size_t columns = shorter.size();
    if (rows - columns > max) {
        return std::nullopt;
    }
    // cost[i][j] turns i code points of the longer into j of the shorter word. Cells further than
    // `max` from the diagonal cost more than `max`, so they are not visited; three rows do.
    const auto unreachable = static_cast<unsigned>(rows) + 1;
    std::array<Buffer<unsigned>, 3> cost;
    for (auto& row : cost) {
        row.resize(columns + 1, unreachable);
    }
    for (std::size_t j = 0; j <= columns; ++j) {
        cost[0][j] = static_cast<unsigned>(j);
    }
    for (std::size_t i = 1; i <= rows; ++i) {
        auto& here = cost[i % 3];
        const auto& above = cost[(i - 1) % 3];
        const auto& two_above = cost[(i + 1) % 3];
        const std::size_t first = i > max ? i - max : 1;
        const std::size_t last = std::min<std::size_t>(columns, i + max);
        std::ranges::fill(here, unreachable);
        here[0] = static_cast<unsigned>(i);
        unsigned least = here[0];
        for (std::size_t j = std::max<std::size_t>(first, 1); j <= last; ++j) {
            const unsigned replaced = above[j - 1] + (longer[i - 1] == shorter[j - 1] ? 0U : 1U);
            here[j] = std::min({replaced, above[j] + 1, here[j - 1] + 1});
            if (i > 1 && j > 1 && longer[i - 1] == shorter[j - 2] &&
                longer[i - 2] == shorter[j - 1]) {
                here[j] = std::min(here[j], two_above[j - 2] + 1);
            }
            least = std::min(least, here[j]);
        }
        if (least > max) {
            return std::nullopt;  // a swap reaches two rows back, where it costs one more at least
        }
    }
    const unsigned distance = cost[rows % 3][columns];
    return distance <= max ? std::optional(distance) : std::nullopt;
}

EditDistanceFrom::EditDistanceFrom(std::string_view word) : word_(word) {
    for (std::size_t at = 0; at < word.size() && size_ <= base::kEditBitsMax; ++size_) {
        const char32_t c = base::next_code_point(word, at);
        const std::uint64_t place = 1ULL << (size_ % base::kEditBitsMax);
        if (c < kAscii) {
            ascii_[c] |= place;
        } else {
            others_.emplace_back(c, place);
        }
    }
}

std::uint64_t EditDistanceFrom::places_of(char32_t code_point) const {
    std::uint64_t places = 0;
    for (const auto& [other, place] : others_) {
        places |= other == code_point ? place : 0;
    }
    return places;
}

std::optional<unsigned> EditDistanceFrom::operator()(std::string_view other, unsigned max) const {
    if (size_ == 0 || size_ > base::kEditBitsMax) {
        return edit_distance(word_, other, max);
    }
    base::EditBits bits(static_cast<unsigned>(size_));
    for (std::size_t at = 0; at < other.size();) {
        const auto byte = static_cast<unsigned char>(other[at]);
        if (byte < kAscii) {
            bits.step(ascii_[byte]);
            ++at;
        } else {
            bits.step(places_of(base::next_code_point(other, at)));
        }
        if (bits.distance() > max + (other.size() - at)) {
            return std::nullopt;  // one code point makes it less by one at the most
        }
    }
    return bits.distance() <= max ? std::optional(bits.distance()) : std::nullopt;
}

}  // namespace kb::text
