// SPDX-License-Identifier: Apache-2.0
#include "index/patched_numbers.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "base/coding.hpp"
#include "index/bit_packing.hpp"
#include "kernel/kernels.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace kb::index {
namespace {

constexpr unsigned kLargerFollow = 0x80;

struct Choice {
    unsigned width = 0;
    std::size_t large = 0;  // numbers that it is too few bits for
};

unsigned bytes_of(std::uint32_t value) {
    return std::max(1U, (static_cast<unsigned>(std::bit_width(value)) + 7) / 8);
}

void append_bytes(std::string& to, std::uint32_t value, unsigned bytes) {
    to.append(reinterpret_cast<const char*>(&value), bytes);
}

// One or two bytes are by far the most frequent.
std::uint32_t load_bytes(const char* from, unsigned bytes) {
    if (bytes == 1) {
        return static_cast<unsigned char>(*from);
    }
    if (bytes == 2) {
        return base::load<std::uint16_t>(from);
    }
    std::uint32_t value = 0;
    std::memcpy(&value, from, bytes);
    return value;
}

// The width that takes the fewest bytes.
Choice best_width(std::span<const std::uint32_t> values) {
    std::array<std::uint32_t, 33> of_bits{};
    std::uint32_t widest = 0;
    for (const std::uint32_t value : values) {
        ++of_bits[static_cast<std::size_t>(std::bit_width(value))];
        widest |= value;
    }
    const auto most = static_cast<unsigned>(std::bit_width(widest));
    const unsigned fewest = values.size() > kPatchedFreeMax ? 1 : 0;
    const unsigned place_bits = 8 * bytes_of(static_cast<std::uint32_t>(values.size() - 1));
    Choice best;
    std::size_t least = SIZE_MAX;
    for (unsigned width = std::max(fewest, std::min(most, kPatchedWidthMax));; --width) {
        std::size_t large = 0;
        for (unsigned more = width + 1; more <= most; ++more) {
            large += of_bits[more];
        }
        const unsigned rest_bits = width < most ? 8 * ((most - width + 7) / 8) : 0;
        const std::size_t bits =
            values.size() * width + (large > 0 ? 16 + large * (place_bits + rest_bits) : 0);
        if (bits < least) {
            least = bits;
            best = {.width = width, .large = large};
        }
        if (width == fewest) {
            return best;
        }
    }
}

}  // namespace

void append_patched(std::string& to, std::span<const std::uint32_t> values) {
    const auto [width, large] = best_width(values);
    to.push_back(static_cast<char>(width | (large > 0 ? kLargerFollow : 0U)));
    if (large == 0) {
        append_packed(to, values, width);
        return;
    }
    const std::uint32_t mask = (1U << width) - 1;
    std::array<std::uint32_t, kernel::kBlockSize> low{};
    for (std::size_t i = 0; i < values.size(); i += low.size()) {
        const auto part = values.subspan(i, std::min(low.size(), values.size() - i));
        std::ranges::transform(part, low.begin(), [&](std::uint32_t v) { return v & mask; });
        append_packed(to, std::span(low).first(part.size()), width);
    }
    std::string places;
    std::string rests;
    const unsigned place_bytes = bytes_of(static_cast<std::uint32_t>(values.size() - 1));
    const unsigned rest_bytes = bytes_of(*std::ranges::max_element(values) >> width);
    for (std::uint32_t i = 0; i < values.size(); ++i) {
        if (values[i] > mask) {
            KB_ASSERT(values[i] <= kPatchedNumberMax);
            append_bytes(places, i, place_bytes);
            append_bytes(rests, values[i] >> width, rest_bytes);
        }
    }
    base::put_varint(to, large);
    to.push_back(static_cast<char>(place_bytes + 8 * rest_bytes));
    to += places;
    to += rests;
}

std::uint32_t PatchedNumbers::place(std::uint32_t i) const {
    return load_bytes(places_ + std::size_t{i} * place_bytes_, place_bytes_);
}

std::uint32_t PatchedNumbers::more(std::uint32_t i) const {
    return load_bytes(rests_ + std::size_t{i} * rest_bytes_, rest_bytes_) << width_;
}

bool PatchedNumbers::take(std::string_view& bytes, std::uint32_t count) {
    base::Reader head(bytes);
    const unsigned byte = head.byte();
    width_ = byte & ~kLargerFollow;
    bytes_ = head.rest();
    count_ = count;
    large_ = 0;
    const std::size_t size = packed_bytes(count, width_);
    if (!head.good() || width_ > kPatchedWidthMax || size > bytes_.size() ||
        (width_ == 0 && count > kPatchedFreeMax)) {
        return false;
    }
    bytes = bytes_.substr(size);
    if ((byte & kLargerFollow) == 0) {
        return true;
    }
    base::Reader reader(bytes);
    const std::uint64_t large = reader.varint();
    const unsigned widths = reader.byte();
    place_bytes_ = widths % 8;
    rest_bytes_ = widths / 8;
    if (!reader.good() || large > count || place_bytes_ < 1 || place_bytes_ > 4 ||
        rest_bytes_ < 1 || rest_bytes_ > 4 ||
        large * (place_bytes_ + rest_bytes_) > reader.rest().size()) {
        return false;
    }
    large_ = static_cast<std::uint32_t>(large);
    places_ = reader.rest().data();
    rests_ = places_ + large * place_bytes_;
    bytes = reader.rest().substr(large * (place_bytes_ + rest_bytes_));
    return true;
}

void PatchedNumbers::read(std::uint32_t begin, std::uint32_t count, std::uint32_t* to) const {
    const std::size_t end = std::size_t{begin} + count;
    if (packed_bytes(end, width_) + sizeof(std::uint64_t) <= bytes_.size()) {
        const std::uint32_t mask = (1U << width_) - 1;
        std::size_t bit = std::size_t{begin} * width_;
        for (std::uint32_t i = 0; i < count; ++i, bit += width_) {
            const auto word = base::load<std::uint32_t>(bytes_.data() + bit / 8);
            to[i] = (word >> (bit % 8)) & mask;
        }
    } else {
        for (std::uint32_t i = 0; i < count; ++i) {
            to[i] = static_cast<std::uint32_t>(packed_number(bytes_, begin + i, width_));
        }
    }
    if (large_ == 0) {
        return;
    }
    std::uint32_t low = 0;
    std::uint32_t high = large_;
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (place(middle) < begin) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < large_ && place(low) - begin < count; ++low) {
        to[place(low) - begin] |= more(low);
    }
}

bool PatchedNumbers::ends(std::uint32_t* to) const {
    static_assert((1U << kPatchedWidthMax) - 1 <= kSizeMax && kPatchedWidthMax <= 25);
    static_assert(std::uint64_t{kSizesMax} * (kSizeMax + 1) <= (1ULL << 31U));  // no sum overflows
    KB_ASSERT(count_ <= kSizesMax);
    std::uint32_t before = 0;
    for (std::uint32_t i = 0; i < count_; i += kernel::kBlockSize) {
        const std::uint32_t part = std::min(count_ - i, kernel::kBlockSize);
        const std::size_t at = packed_bytes(i, width_);
        if (bytes_.size() >= at + packed_bytes(part, width_) + kernel::kOverRead) {
            kernel::kernels().unpack(reinterpret_cast<const unsigned char*>(bytes_.data() + at),
                                     width_, part, before, to + i);
        } else {
            std::uint32_t next = before;
            for (std::uint32_t j = i; j < i + part; ++j) {
                next += static_cast<std::uint32_t>(packed_number(bytes_, j, width_));
                to[j] = next++;
            }
        }
        before = to[i + part - 1] + 1;
    }
    std::uint32_t sum = 0;
    for (std::uint32_t i = 0; i < large_; ++i) {
        const std::uint32_t from = place(i);
        const std::uint32_t end = i + 1 < large_ ? place(i + 1) : count_;
        if (more(i) > kSizeMax || from >= end || end > count_) {
            return false;
        }
        sum += more(i);
        for (std::uint32_t j = from; j < end; ++j) {
            to[j] += sum;
        }
    }
    return true;
}

}  // namespace kb::index
