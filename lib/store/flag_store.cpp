// SPDX-License-Identifier: Apache-2.0
#include "store/flag_store.hpp"

#include "lifecycle/lifecycle_codec.hpp"

namespace kb::store {
namespace {

constexpr std::string_view kWhat = "flag";

}  // namespace

std::string encode_flag_note(const FlagNote& note) {
    return note_bytes(note.article, lifecycle::encode_flag(note.value));
}

Result<std::optional<FlagNote>> find_flag(const Source& source, std::uint64_t number) {
    return find_note(source, flag_key(number), kWhat, lifecycle::decode_flag);
}

Result<void> put_flag(Batch& batch, const FlagNote& note) {
    const std::uint64_t number = note.value.number;
    KB_TRY_ASSIGN(const std::optional<FlagNote> before, find_flag(batch, number));
    batch.add(Counter::kOpenFlags, before && before->value.open ? -1 : 0);
    batch.add(Counter::kOpenFlags, note.value.open ? 1 : 0);
    if (before && before->article != note.article) {
        batch.remove(Family::kFlags, article_flag_key(before->article, number));
    }
    batch.put(Family::kFlags, flag_key(number), encode_flag_note(note));
    batch.put(Family::kFlags, article_flag_key(note.article, number), "");
    return {};
}

Result<std::vector<FlagNote>> flags(const View& view) {
    return read_notes(view, flags_prefix(), kWhat, lifecycle::decode_flag);
}

Result<std::vector<FlagNote>> flags_of_article(const View& view, ArticleNumber article) {
    return read_notes_of_article(view, flags_of_article_prefix(article), flag_key, kWhat,
                                 lifecycle::decode_flag);
}

}  // namespace kb::store
