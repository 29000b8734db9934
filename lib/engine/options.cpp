// SPDX-License-Identifier: Apache-2.0
#include <kb/options.hpp>

#include <fmt/format.h>

namespace kb {
namespace {

constexpr std::uint32_t kMemoryArticlesMost = 1'000'000;
constexpr std::uint64_t kMemoryBytesLeast = 4096;
constexpr std::uint64_t kMemoryBytesMost = 1ULL << 32U;

}  // namespace

Result<void> check(const OpenOptions& options) {
    if (options.memory_articles_max < 1 || options.memory_articles_max > kMemoryArticlesMost) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("memory_articles_max is {}, outside [1, {}]",
                                 options.memory_articles_max, kMemoryArticlesMost)};
    }
    if (options.memory_bytes_max < kMemoryBytesLeast ||
        options.memory_bytes_max > kMemoryBytesMost) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("memory_bytes_max is {}, outside [{}, {}]",
                                 options.memory_bytes_max, kMemoryBytesLeast, kMemoryBytesMost)};
    }
    return {};
}

}  // namespace kb
