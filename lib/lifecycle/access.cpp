// SPDX-License-Identifier: Apache-2.0
#include "article/spelling.hpp"
#include "base/try.hpp"

#include <kb/access.hpp>

#include <array>

namespace kb {
namespace {

// By Audience: the shelf of what is for that audience, which is also the innermost shelf such a
// viewer opens.
constexpr std::array<Shelf, 4> kShelfOfAudience{Shelf::kInternal, Shelf::kPartner, Shelf::kCustomer,
                                                Shelf::kPublic};

bool finds_not_validated(Audience audience, const Policy& policy) noexcept {
    switch (audience) {
    case Audience::kInternal: return true;
    case Audience::kPartner: return policy.partner_reads_not_validated;
    case Audience::kCustomer: return policy.customer_reads_not_validated;
    case Audience::kPublic: return policy.public_reads_not_validated;
    }
    return false;
}

// The widest audience that may read an article which is not validated: the article's own, or the
// next narrower one whose switch is on. Shelves lie inside each other, so a switch opens such
// articles also to every narrower audience, whatever its own switch says.
Audience widest_reader(Audience reach, const Policy& policy) noexcept {
    auto audience = static_cast<unsigned>(reach);
    while (audience > 0 && !finds_not_validated(static_cast<Audience>(audience), policy)) {
        --audience;
    }
    return static_cast<Audience>(audience);
}

}  // namespace

Shelf shelf_of(const ArticleState& state, const Policy& policy) noexcept {
    // What is not a state that exists is nobody's but ours.
    if (!article::is_known(state.audience)) {
        return state.confidence == Confidence::kArchived ? Shelf::kArchived : Shelf::kInternal;
    }
    switch (state.confidence) {
    case Confidence::kWorkInProgress: return Shelf::kInternal;
    case Confidence::kNotValidated:
        return kShelfOfAudience[static_cast<std::size_t>(widest_reader(state.audience, policy))];
    case Confidence::kValidated: return kShelfOfAudience[static_cast<std::size_t>(state.audience)];
    case Confidence::kArchived: return Shelf::kArchived;
    }
    return Shelf::kInternal;
}

bool may_read(const Viewer& viewer, Shelf shelf) noexcept {
    if (!article::is_known(viewer.audience) || !article::is_known(shelf)) {
        return false;
    }
    if (shelf == Shelf::kArchived) {
        return viewer.archived && viewer.audience == Audience::kInternal;
    }
    return shelf <= kShelfOfAudience[static_cast<std::size_t>(viewer.audience)];
}

Result<Viewer> parse_viewer(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view word = text.substr(0, colon);
    KB_TRY_ASSIGN(const Audience audience, article::parse_spelling<Audience>("viewer", word));
    Viewer viewer{.audience = audience};
    if (colon != std::string_view::npos) {
        const std::string_view id = text.substr(colon + 1);
        if (auto checked = check_id(id); !checked) {
            return Error{ErrorCode::kInvalidArgument,
                         "viewer " + article::quoted(text) + ": " + checked.error().message};
        }
        viewer.id = id;
    }
    return viewer;
}

std::string_view to_string(Shelf shelf) noexcept {
    switch (shelf) {
    case Shelf::kPublic: return "public";
    case Shelf::kCustomer: return "customer";
    case Shelf::kPartner: return "partner";
    case Shelf::kInternal: return "internal";
    case Shelf::kArchived: return "archived";
    }
    return article::kNoSpelling;
}

}  // namespace kb
