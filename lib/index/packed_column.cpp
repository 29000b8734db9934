// SPDX-License-Identifier: Apache-2.0
#include "index/packed_column.hpp"

#include "base/bytes.hpp"
#include "index/bit_packing.hpp"

#include <algorithm>
#include <bit>
#include <vector>

namespace kb::index {
namespace {

constexpr unsigned kPackedMax = 57;  // bits that one word holds from any bit of its first byte
constexpr unsigned kWhole = 64;

void append_wide(std::string& to, std::span<const std::uint64_t> values, unsigned width) {
    const std::size_t start = to.size();
    const std::size_t size = packed_bytes(values.size(), width);
    to.resize(start + size + sizeof(std::uint64_t));
    for (std::size_t i = 0; i < values.size() && width > 0; ++i) {
        const std::size_t bit = i * width;
        char* at = to.data() + start + bit / 8;
        base::store(at, base::load<std::uint64_t>(at) | values[i] << (bit % 8));
    }
    to.resize(start + size);
}

}  // namespace

void append_packed_column(std::string& to, std::span<const std::uint64_t> values) {
    std::vector<std::uint64_t> bases;
    std::vector<std::uint64_t> above(values.size());
    std::uint64_t widest = 0;
    std::uint64_t highest_base = 0;
    for (std::size_t i = 0; i < values.size(); i += kRowsPerBase) {
        const auto frame = values.subspan(i, std::min(kRowsPerBase, values.size() - i));
        const std::uint64_t least = *std::ranges::min_element(frame);
        for (std::size_t j = 0; j < frame.size(); ++j) {
            above[i + j] = frame[j] - least;
            widest |= above[i + j];
        }
        bases.push_back(least);
        highest_base |= least;
    }
    auto width = static_cast<unsigned>(std::bit_width(widest));
    width = width > kPackedMax ? kWhole : width;
    const auto base_bytes = static_cast<unsigned>((std::bit_width(highest_base) + 7) / 8);
    to.push_back(static_cast<char>(width));
    to.push_back(static_cast<char>(base_bytes));
    for (const std::uint64_t base : bases) {
        to.append(reinterpret_cast<const char*>(&base), base_bytes);
    }
    append_wide(to, above, width);
}

bool PackedColumn::take(std::string_view& bytes, std::size_t rows) {
    if (bytes.size() < 2) {
        return false;
    }
    width_ = static_cast<unsigned char>(bytes[0]);
    base_bytes_ = static_cast<unsigned char>(bytes[1]);
    bytes.remove_prefix(2);
    const std::size_t bases = (rows + kRowsPerBase - 1) / kRowsPerBase * base_bytes_;
    const std::size_t packed = packed_bytes(rows, width_);
    if ((width_ > kPackedMax && width_ != kWhole) || base_bytes_ > 8 || bytes.size() < bases ||
        bytes.size() - bases < packed) {
        return false;
    }
    bases_ = bytes;
    rows_ = bytes.substr(bases);
    bytes.remove_prefix(bases + packed);
    return true;
}

std::uint64_t PackedColumn::operator[](std::size_t row) const {
    std::uint64_t value = 0;
    if (base_bytes_ > 0) {
        std::memcpy(&value, bases_.data() + row / kRowsPerBase * base_bytes_, base_bytes_);
    }
    return value + (width_ == kWhole ? base::load<std::uint64_t>(rows_.data() + row * 8)
                                     : packed_number(rows_, row, width_));
}

}  // namespace kb::index
