// SPDX-License-Identifier: Apache-2.0
#pragma once

// XXH3-64 of some bytes: what every block and file of ours is checked with. Not cryptographic.

#include <cstdint>
#include <string_view>

namespace kb::base {

[[nodiscard]] std::uint64_t checksum(std::string_view bytes) noexcept;

}  // namespace kb::base
