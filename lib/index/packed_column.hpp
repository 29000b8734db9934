// SPDX-License-Identifier: Apache-2.0
#pragma once

// A column of numbers, each found by its row at once, in as few bits as the widest needs above the
// least of its 64 neighbours.
//
//     column   width of a row in bits (1 byte: 0 to 57, or 64), width of a base in bytes (1 byte: 0
//              to 8), the least number of every 64 rows (the base), what each row is above it,
//              packed

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kb::index {

inline constexpr std::size_t kRowsPerBase = 64;

void append_packed_column(std::string& to, std::span<const std::uint64_t> values);

// Refers to the bytes. Immutable, any thread.
class PackedColumn {
public:
    PackedColumn() = default;  // of no rows
    // Takes a column of `rows` off the front. False where the bytes end too early or do not hold
    // together.
    [[nodiscard]] bool take(std::string_view& bytes, std::size_t rows);

    [[nodiscard]] std::uint64_t operator[](std::size_t row) const;  // row < rows
    // All rows are 0, and take no bytes whatever their number.
    [[nodiscard]] bool is_empty() const { return width_ == 0 && base_bytes_ == 0; }

private:
    std::string_view bases_;
    std::string_view rows_;
    unsigned base_bytes_ = 0;
    unsigned width_ = 0;
};

}  // namespace kb::index
