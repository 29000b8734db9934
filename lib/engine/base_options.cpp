// SPDX-License-Identifier: Apache-2.0
#include "engine/base_options.hpp"

#include "base/coding.hpp"
#include "base/try.hpp"

#include <kb/options.hpp>

#include <fmt/format.h>

namespace kb::engine {

std::string encode_options(const BaseOptions& options) {
    std::string bytes;
    base::put_varint(bytes, 1);  // format
    const unsigned switches = (options.policy.partner_reads_not_validated ? 1U : 0U) |
                              (options.policy.customer_reads_not_validated ? 2U : 0U) |
                              (options.policy.public_reads_not_validated ? 4U : 0U);
    base::put_varint(bytes, switches);
    base::put_double(bytes, static_cast<double>(options.text.saturation));
    base::put_varint(bytes, kFieldCount);
    for (const FieldWeight& weight : options.text.fields) {
        base::put_double(bytes, static_cast<double>(weight.boost));
        base::put_double(bytes, static_cast<double>(weight.length_norm));
    }
    return bytes;
}

Result<BaseOptions> decode_options(std::string_view bytes) {
    base::Reader reader(bytes);
    const std::uint64_t format = reader.varint();
    const std::uint64_t switches = reader.varint();
    BaseOptions options;
    options.policy = {.partner_reads_not_validated = (switches & 1U) != 0,
                      .customer_reads_not_validated = (switches & 2U) != 0,
                      .public_reads_not_validated = (switches & 4U) != 0};
    options.text.saturation = static_cast<float>(reader.real());
    const std::uint64_t fields = reader.varint();
    for (FieldWeight& weight : options.text.fields) {
        weight.boost = static_cast<float>(reader.real());
        weight.length_norm = static_cast<float>(reader.real());
    }
    if (!reader.good() || !reader.at_end() || format != 1 || fields != kFieldCount ||
        !check(options.text)) {
        return Error{ErrorCode::kCorruption, "the options of the base do not decode"};
    }
    return options;
}

index::Schema make_schema(const TextProfile& profile) {
    static_assert(kFieldCount <= index::kFieldsMax);
    index::Schema schema{.field_count = kFieldCount};
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        schema.fields[f] = {.boost = static_cast<double>(profile.fields[f].boost),
                            .length_norm = static_cast<double>(profile.fields[f].length_norm)};
    }
    schema.saturation = static_cast<double>(profile.saturation);
    return schema;
}

}  // namespace kb::engine

// How a base is opened.
namespace kb {
namespace {

constexpr std::uint32_t kMemoryArticlesMost = 1'000'000;
constexpr std::uint32_t kSearchThreadsMost = 16;
constexpr std::uint64_t kMemoryBytesLeast = 4096;
constexpr std::uint64_t kMemoryBytesMost = 1ULL << 32U;
constexpr std::uint64_t kBudgetLeast = 1ULL << 20U;

Result<void> check_budget(std::string_view name, std::uint64_t budget) {
    if (budget != 0 && budget < kBudgetLeast) {
        return Error{ErrorCode::kInvalidArgument, fmt::format("{} is {}, neither 0 nor at least {}",
                                                              name, budget, kBudgetLeast)};
    }
    return {};
}

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
    if (options.search_threads < 1 || options.search_threads > kSearchThreadsMost) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("search_threads is {}, outside [1, {}]", options.search_threads,
                                 kSearchThreadsMost)};
    }
    KB_TRY(check_budget("disk_bytes_max", options.disk_bytes_max));
    return check_budget("write_memory_max", options.write_memory_max);
}

}  // namespace kb
