// SPDX-License-Identifier: Apache-2.0
#include "store/change_log.hpp"

#include "base/checksum.hpp"
#include "base/coding.hpp"
#include "base/record.hpp"
#include "base/try.hpp"
#include "store/counters.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace kb::store {
namespace {

using base::FieldReader;
using base::Tag;

constexpr std::uint8_t kFormat = 1;

// Never renumber, never reuse.
enum class Part : Tag {
    kKind = 1,
    kAt = 2,
    kBy = 3,
    kArticle = 4,
    kReason = 5
};  // kArticle: repeated

std::string encode_touched(const TouchedArticle& touched) {
    std::string bytes;
    base::put_varint(bytes, touched.article);
    bytes.push_back(static_cast<char>(touched.shelf_before));
    bytes.push_back(static_cast<char>(touched.shelf_after));
    base::put_varint(bytes, touched.version);
    return bytes;
}

TouchedArticle decode_touched(FieldReader& field) {
    base::Reader reader(field.bytes());
    TouchedArticle touched;
    touched.article = reader.varint();
    touched.shelf_before = reader.byte();
    touched.shelf_after = reader.byte();
    touched.version = reader.varint32();
    if (!reader.good()) {
        field.fail();
    }
    return touched;
}

std::string encode_payload(const ChangeRecord& record) {
    std::string bytes(1, static_cast<char>(kFormat));
    base::add_enum(bytes, static_cast<Tag>(Part::kKind), record.kind);
    base::add_time(bytes, static_cast<Tag>(Part::kAt), record.at);
    base::add_text(bytes, static_cast<Tag>(Part::kBy), record.by);
    for (const TouchedArticle& touched : record.articles) {
        base::put_text_field(bytes, static_cast<Tag>(Part::kArticle), encode_touched(touched));
    }
    base::add_text(bytes, static_cast<Tag>(Part::kReason), record.reason);
    bytes.push_back('\0');
    return bytes;
}

std::uint64_t chain_of(std::uint64_t before, ChangeNumber number, std::string_view payload) {
    std::string bytes;
    base::put_fixed64(bytes, before);
    base::put_fixed64(bytes, number);
    bytes.append(payload);
    return base::checksum(bytes);
}

Result<ChangeRecord> decode_change(ChangeNumber number, std::string_view value) {
    base::Reader head(value);
    ChangeRecord record{.number = number, .chain = head.fixed64()};
    FieldReader reader = FieldReader::of_record(head.rest(), kFormat);
    while (reader.next()) {
        switch (static_cast<Part>(reader.tag())) {
        case Part::kKind: record.kind = static_cast<ChangeKind>(reader.number32()); break;
        case Part::kAt: record.at = reader.time(); break;
        case Part::kBy: record.by = reader.text(); break;
        case Part::kArticle: record.articles.push_back(decode_touched(reader)); break;
        case Part::kReason: record.reason = reader.text(); break;
        default: break;
        }
    }
    if (!reader.good()) {
        return Error{ErrorCode::kCorruption,
                     fmt::format("the record of change {} is damaged", number)};
    }
    return record;
}

std::string change_name(ChangeNumber number) { return fmt::format("change {}", number); }

std::string chain_name(std::uint64_t chain) { return fmt::format("chain {:016x}", chain); }

}  // namespace

ChangeNumber next_change(const Batch& batch) { return batch.counter(Counter::kChange) + 1; }

ChangeNumber append_change(Batch& batch, const ChangeRecord& record) {
    const ChangeNumber number = batch.take(Counter::kChange);
    const std::string payload = encode_payload(record);
    const std::uint64_t chain = chain_of(batch.counter(Counter::kChain), number, payload);
    batch.set(Counter::kChain, chain);
    std::string value;
    base::put_fixed64(value, chain);
    value += payload;
    batch.put(Family::kChanges, number_key(number), std::move(value));
    return number;
}

Result<std::optional<ChangeRecord>> find_change(const Source& source, ChangeNumber number) {
    KB_TRY_ASSIGN(const std::optional<std::string> value,
                  source.get(Family::kChanges, number_key(number)));
    if (!value) {
        return std::optional<ChangeRecord>{};
    }
    KB_TRY_ASSIGN(ChangeRecord record, decode_change(number, *value));
    return std::optional(std::move(record));
}

ChangeCursor::ChangeCursor(const View& view, ChangeNumber from)
    : cursor_(view.range(Family::kChanges, number_key(from), "")) {}

Result<bool> ChangeCursor::next(ChangeRecord& record) {
    KB_TRY_ASSIGN(const bool found, cursor_.next());
    if (found) {
        const ChangeNumber number = base::get_big_endian64(cursor_.key());
        KB_TRY_ASSIGN(record, decode_change(number, cursor_.value()));
    }
    return found;
}

Result<std::uint64_t> verify_changes(const View& view, ChangeNumber from,
                                     const DamageFunction& report) {
    KB_TRY_ASSIGN(const Counters counters, find_counters(view));
    ChangeNumber expected = from == 0 ? 1 : from;
    std::uint64_t chain = 0;
    if (expected > 1) {
        KB_TRY_ASSIGN(const auto before, view.get(Family::kChanges, number_key(expected - 1)));
        chain = base::Reader(before.value_or("")).fixed64();
    }
    std::uint64_t checked = 0;
    Cursor cursor = view.range(Family::kChanges, number_key(expected), "");
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            break;
        }
        const ChangeNumber number = base::get_big_endian64(cursor.key());
        if (number != expected) {
            report({.where = change_name(expected),
                    .expected = "a record",
                    .found = fmt::format("the next is change {}", number)});
        }
        base::Reader value(cursor.value());
        const std::uint64_t stored = value.fixed64();
        const std::uint64_t computed = chain_of(chain, number, value.rest());
        if (stored != computed || !decode_change(number, cursor.value())) {
            report({.where = change_name(number),
                    .expected = chain_name(computed),
                    .found = chain_name(stored)});
        }
        chain = stored;  // so that one damaged record is reported once
        expected = number + 1;
        ++checked;
    }
    const ChangeNumber last = expected - 1;
    if (last != counters[Counter::kChange] || (last > 0 && chain != counters[Counter::kChain])) {
        report({.where = "the last change",
                .expected = fmt::format("change {} with {}", counters[Counter::kChange],
                                        chain_name(counters[Counter::kChain])),
                .found = fmt::format("change {} with {}", last, chain_name(chain))});
    }
    return checked;
}

}  // namespace kb::store
