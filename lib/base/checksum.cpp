// SPDX-License-Identifier: Apache-2.0
#include "base/checksum.hpp"

#include <xxhash.h>

namespace kb::base {

std::uint64_t checksum(std::string_view bytes) noexcept {
    return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace kb::base
