// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is kept beside articles under numbers of its own, in the family `flags`: a record begins
// with the number of its article, and a second key leads from the article to the record.

#include "base/coding.hpp"
#include "base/try.hpp"
#include "store/keys.hpp"
#include "store/view.hpp"

#include <kb/result.hpp>

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kb::store {

template <typename Value>
struct Note {
    ArticleNumber article = 0;
    Value value{};
};

template <typename Value>
using DecodeNote = Result<Value> (*)(std::string_view bytes);

[[nodiscard]] inline std::string note_bytes(ArticleNumber article, std::string_view record) {
    std::string bytes;
    base::put_big_endian64(bytes, article);
    bytes += record;
    return bytes;
}

// Errors of all: kCorruption, kIo.
template <typename Value>
[[nodiscard]] Result<Note<Value>> decode_note(std::string_view bytes, std::string_view what,
                                              DecodeNote<Value> decode) {
    if (bytes.size() < 8) {
        return Error{ErrorCode::kCorruption, fmt::format("the record of a {} is damaged", what)};
    }
    KB_TRY_ASSIGN(Value value, decode(bytes.substr(8)));
    return Note<Value>{.article = base::get_big_endian64(bytes), .value = std::move(value)};
}

template <typename Value>
[[nodiscard]] Result<std::optional<Note<Value>>> find_note(const Source& source,
                                                           std::string_view key,
                                                           std::string_view what,
                                                           DecodeNote<Value> decode) {
    KB_TRY_ASSIGN(const std::optional<std::string> bytes, source.get(Family::kFlags, key));
    if (!bytes) {
        return std::optional<Note<Value>>{};
    }
    KB_TRY_ASSIGN(Note<Value> note, decode_note(*bytes, what, decode));
    return std::optional(std::move(note));
}

// All under a prefix, by number.
template <typename Value>
[[nodiscard]] Result<std::vector<Note<Value>>> read_notes(const View& view, std::string_view prefix,
                                                          std::string_view what,
                                                          DecodeNote<Value> decode) {
    std::vector<Note<Value>> notes;
    Cursor cursor = view.prefix(Family::kFlags, prefix);
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            return notes;
        }
        KB_TRY_ASSIGN(Note<Value> note, decode_note(cursor.value(), what, decode));
        notes.push_back(std::move(note));
    }
}

// Those that the second keys under a prefix lead to; `key_of` makes the first key of a number.
template <typename Value>
[[nodiscard]] Result<std::vector<Note<Value>>> read_notes_of_article(
    const View& view, std::string_view prefix, std::string (*key_of)(std::uint64_t number),
    std::string_view what, DecodeNote<Value> decode) {
    std::vector<Note<Value>> notes;
    Cursor cursor = view.prefix(Family::kFlags, prefix);
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            return notes;
        }
        const std::uint64_t number = base::get_big_endian64(cursor.key().substr(prefix.size()));
        KB_TRY_ASSIGN(auto note, find_note(view, key_of(number), what, decode));
        if (!note) {
            return Error{ErrorCode::kCorruption, fmt::format("{} {} is missing", what, number)};
        }
        notes.push_back(*std::move(note));
    }
}

}  // namespace kb::store
