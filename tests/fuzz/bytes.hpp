// SPDX-License-Identifier: Apache-2.0
#pragma once

// Inputs of several parts: numbers and bytes taken off the front, and put there by seeds. Of an
// input that ends too early comes what there is, and zeros.

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

namespace kb::fuzz {

template <typename T>
T take(std::string_view& input) {
    T value{};
    const std::size_t size = std::min(sizeof(T), input.size());
    std::memcpy(&value, input.data(), size);
    input.remove_prefix(size);
    return value;
}

inline std::string_view take_bytes(std::string_view& input, std::size_t size) {
    const std::string_view bytes = input.substr(0, size);
    input.remove_prefix(bytes.size());
    return bytes;
}

template <typename T>
std::string put(T value) {
    return {reinterpret_cast<const char*>(&value), sizeof(T)};
}

}  // namespace kb::fuzz
