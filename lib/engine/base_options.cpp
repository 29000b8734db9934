// SPDX-License-Identifier: Apache-2.0
#include "engine/base_options.hpp"

#include "base/coding.hpp"
#include "base/try.hpp"

#include <kb/options.hpp>

#include <fmt/format.h>

namespace kb::engine {

namespace {

constexpr std::uint64_t kWithoutRules = 1;  // formats: the rules are the default ones,
constexpr std::uint64_t kWithRules = 2;     // or those that are others stand at the end

bool has_rules(const Policy& policy) {
    return !policy.author_validates || policy.rules != default_rules();
}

void put_rules(std::string& bytes, const Policy& policy) {
    bytes.push_back(policy.author_validates ? '\1' : '\0');
    std::string rules;
    std::uint64_t count = 0;
    for (std::size_t s = 0; s < kStepCount; ++s) {
        const Rule& rule = policy.rules[s];
        if (rule == default_rules()[s]) {
            continue;
        }
        ++count;
        base::put_varint(rules, s);
        for (const Licence licence : {rule.own, rule.others, rule.external}) {
            rules.push_back(static_cast<char>(licence));
        }
        rules.push_back(rule.reason ? '\1' : '\0');
        base::put_text(rules, rule.forbidden);
    }
    base::put_varint(bytes, count);
    bytes += rules;
}

// False where a byte is none that put_rules() writes.
bool read_rules(base::Reader& reader, Policy& policy) {
    const std::uint8_t author = reader.byte();
    policy.author_validates = author == 1;
    bool sound = author <= 1;
    const std::uint64_t count = reader.varint();
    for (std::uint64_t i = 0; i < count && reader.good() && sound; ++i) {
        const std::uint64_t step = reader.varint();
        sound = step < kStepCount;
        Rule rule;
        for (Licence* const licence : {&rule.own, &rule.others, &rule.external}) {
            *licence = static_cast<Licence>(reader.byte());
        }
        const std::uint8_t reason = reader.byte();
        sound = sound && reason <= 1;
        rule.reason = reason == 1;
        rule.forbidden = reader.text();
        if (sound) {
            policy.rules.at(step) = std::move(rule);
        }
    }
    return sound && static_cast<bool>(check(policy));
}

}  // namespace

std::string encode_options(const BaseOptions& options) {
    const bool rules = has_rules(options.policy);
    std::string bytes;
    base::put_varint(bytes, rules ? kWithRules : kWithoutRules);
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
    if (rules) {
        put_rules(bytes, options.policy);
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
    const bool rules =
        format == kWithoutRules || (format == kWithRules && read_rules(reader, options.policy));
    if (!reader.good() || !reader.at_end() || !rules || fields != kFieldCount ||
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
