// SPDX-License-Identifier: Apache-2.0
#pragma once

// Unaligned little-endian loads and stores. The caller has checked that the bytes are there.

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>

namespace kb::base {

static_assert(std::endian::native == std::endian::little,
              "files are little endian, so is the host");

template <typename T>
[[nodiscard]] inline T load(const void* from) noexcept {
    static_assert(std::is_trivially_copyable_v<T>);
    T value;  // NOLINT(cppcoreguidelines-pro-type-member-init): memcpy fills it
    std::memcpy(&value, from, sizeof(T));
    return value;
}

template <typename T>
inline void store(void* to, T value) noexcept {
    static_assert(std::is_trivially_copyable_v<T>);
    std::memcpy(to, &value, sizeof(T));
}

// Appends the bytes of a number.
template <typename T>
inline void append(std::string& to, T value) {
    static_assert(std::is_arithmetic_v<T>);
    to.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

}  // namespace kb::base
