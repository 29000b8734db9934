// SPDX-License-Identifier: Apache-2.0

// The target as libFuzzer calls it.

#include "fuzz/target.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kb::fuzz::check_input({reinterpret_cast<const char*>(data), size});
    return 0;
}
