// SPDX-License-Identifier: Apache-2.0
#pragma once

// Numbers that are small but for a few, packed at the width that suits most of them.
//
//     width (1 byte; bit 7 is set where some numbers are larger), the low `width` bits of each,
//     packed; where some are larger: how many (varint), bytes of a place and of a rest (1 byte:
//     place + 8 * rest, each 1 to 4), the place of each, rising, what each has above `width` bits
//
// The method is that of M. Zukowski et al., "Super-Scalar RAM-CPU Cache Compression", ICDE 2006.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kb::index {

inline constexpr unsigned kPatchedWidthMax = 20;                     // of the packed bits
inline constexpr std::uint32_t kPatchedNumberMax = (1U << 29U) - 1;  // that can be written
inline constexpr std::uint32_t kPatchedFreeMax = 1U << 16U;  // numbers that may take no bits at all

// Appends the numbers, none above kPatchedNumberMax, at the width that takes the fewest bytes.
void append_patched(std::string& to, std::span<const std::uint32_t> values);

// Numbers that were written so. Refers to the bytes. One thread at a time.
class PatchedNumbers {
public:
    // Takes `count` numbers off the front. False where they end too early or do not hold together.
    [[nodiscard]] bool take(std::string_view& bytes, std::uint32_t count);

    // Writes `count` numbers from the one at `begin` on. Precondition: they are there. Of damaged
    // bytes any numbers may come.
    void read(std::uint32_t begin, std::uint32_t count, std::uint32_t* to) const;

    // Where the numbers are sizes less one: writes the last place of each, all laid in a row. At
    // most kSizesMax numbers; `to` has room for so many and kernel::kOverWrite more. False where a
    // number is above kSizeMax or the larger ones are out of order.
    [[nodiscard]] bool ends(std::uint32_t* to) const;
    static constexpr std::uint32_t kSizesMax = 1024;
    static constexpr std::uint32_t kSizeMax = (1U << 21U) - 1;

private:
    // Of the larger numbers; i < large_.
    [[nodiscard]] std::uint32_t place(std::uint32_t i) const;
    [[nodiscard]] std::uint32_t more(std::uint32_t i) const;  // to be added

    std::string_view bytes_;  // from the first packed byte to wherever reading may go
    std::uint32_t count_ = 0;
    unsigned width_ = 0;
    std::uint32_t large_ = 0;
    unsigned place_bytes_ = 0;
    unsigned rest_bytes_ = 0;
    const char* places_ = nullptr;
    const char* rests_ = nullptr;
};

}  // namespace kb::index
