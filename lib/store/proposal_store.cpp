// SPDX-License-Identifier: Apache-2.0
#include "store/proposal_store.hpp"

#include "lifecycle/lifecycle_codec.hpp"

namespace kb::store {
namespace {

constexpr std::string_view kWhat = "proposal";

bool is_open(const ProposalNote& note) { return note.value.status == ProposalStatus::kOpen; }

}  // namespace

std::string encode_proposal_note(const ProposalNote& note) {
    return note_bytes(note.article, lifecycle::encode_proposal(note.value));
}

Result<std::optional<ProposalNote>> find_proposal(const Source& source, std::uint64_t number) {
    return find_note(source, proposal_key(number), kWhat, lifecycle::decode_proposal);
}

Result<void> put_proposal(Batch& batch, const ProposalNote& note) {
    const std::uint64_t number = note.value.number;
    KB_TRY_ASSIGN(const std::optional<ProposalNote> before, find_proposal(batch, number));
    batch.add(Counter::kOpenProposals, before && is_open(*before) ? -1 : 0);
    batch.add(Counter::kOpenProposals, is_open(note) ? 1 : 0);
    if (before && before->article != note.article) {
        batch.remove(Family::kFlags, article_proposal_key(before->article, number));
    }
    batch.put(Family::kFlags, proposal_key(number), encode_proposal_note(note));
    batch.put(Family::kFlags, article_proposal_key(note.article, number), "");
    return {};
}

Result<std::vector<ProposalNote>> proposals(const View& view) {
    return read_notes(view, proposals_prefix(), kWhat, lifecycle::decode_proposal);
}

Result<std::vector<ProposalNote>> proposals_of_article(const View& view, ArticleNumber article) {
    return read_notes_of_article(view, proposals_of_article_prefix(article), proposal_key, kWhat,
                                 lifecycle::decode_proposal);
}

}  // namespace kb::store
