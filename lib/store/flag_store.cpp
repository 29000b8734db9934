// SPDX-License-Identifier: Apache-2.0
#include "store/flag_store.hpp"

#include "base/coding.hpp"
#include "base/try.hpp"
#include "lifecycle/lifecycle_codec.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace kb::store {
namespace {

Result<FlagRecord> decode_record(std::string_view bytes) {
    if (bytes.size() < 8) {
        return Error{ErrorCode::kCorruption, "the record of a flag is damaged"};
    }
    KB_TRY_ASSIGN(Flag flag, lifecycle::decode_flag(bytes.substr(8)));
    return FlagRecord{.article = base::get_big_endian64(bytes), .flag = std::move(flag)};
}

}  // namespace

std::string encode_flag_record(const FlagRecord& record) {
    std::string bytes;
    base::put_big_endian64(bytes, record.article);
    bytes += lifecycle::encode_flag(record.flag);
    return bytes;
}

Result<std::optional<FlagRecord>> find_flag(const Source& source, std::uint64_t number) {
    KB_TRY_ASSIGN(const std::optional<std::string> bytes,
                  source.get(Family::kFlags, flag_key(number)));
    if (!bytes) {
        return std::optional<FlagRecord>{};
    }
    KB_TRY_ASSIGN(FlagRecord record, decode_record(*bytes));
    return std::optional(std::move(record));
}

Result<void> put_flag(Batch& batch, const FlagRecord& record) {
    KB_TRY_ASSIGN(const std::optional<FlagRecord> before, find_flag(batch, record.flag.number));
    batch.add(Counter::kOpenFlags, before && before->flag.open ? -1 : 0);
    batch.add(Counter::kOpenFlags, record.flag.open ? 1 : 0);
    if (before && before->article != record.article) {
        batch.remove(Family::kFlags, article_flag_key(before->article, record.flag.number));
    }
    batch.put(Family::kFlags, flag_key(record.flag.number), encode_flag_record(record));
    batch.put(Family::kFlags, article_flag_key(record.article, record.flag.number), "");
    return {};
}

Result<std::vector<FlagRecord>> flags(const View& view) {
    std::vector<FlagRecord> records;
    Cursor cursor = view.prefix(Family::kFlags, flags_prefix());
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            return records;
        }
        KB_TRY_ASSIGN(FlagRecord record, decode_record(cursor.value()));
        records.push_back(std::move(record));
    }
}

Result<std::vector<FlagRecord>> flags_of_article(const View& view, ArticleNumber article) {
    const std::string prefix = flags_of_article_prefix(article);
    std::vector<FlagRecord> records;
    Cursor cursor = view.prefix(Family::kFlags, prefix);
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            return records;
        }
        const std::uint64_t number = base::get_big_endian64(cursor.key().substr(prefix.size()));
        KB_TRY_ASSIGN(std::optional<FlagRecord> record, find_flag(view, number));
        if (!record) {
            return Error{ErrorCode::kCorruption, fmt::format("flag {} is missing", number)};
        }
        records.push_back(*std::move(record));
    }
}

}  // namespace kb::store
