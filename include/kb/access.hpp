// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who asks, and what exists for him.
//
// A policy table over audience and confidence gives each article one shelf; a viewer opens only the
// shelves he may read. What stands on another shelf does not exist for him: no hit, no count, no
// suggestion, no statistic, and reading it by its id answers as if there were no such article.

#include <kb/article.hpp>
#include <kb/policy.hpp>

#include <cstdint>
#include <string_view>

namespace kb {

// From everybody's to nobody's. The order is also that of the files on disk: never renumber.
enum class Shelf : std::uint8_t { kPublic, kCustomer, kPartner, kInternal, kArchived };
inline constexpr std::size_t kShelfCount = 5;

struct Viewer {
    Audience audience = Audience::kPublic;  // the widest shelf-set is kInternal
    bool archived = false;                  // also the archived shelf; honoured for kInternal only
    std::string id{};                       // whom events are recorded for; empty: anonymous
};

// "public", "customer", "partner", "internal", each optionally with ":<id>".
//
// Errors: kInvalidArgument.
[[nodiscard]] Result<Viewer> parse_viewer(std::string_view text);

// The one shelf an article of this state stands on.
[[nodiscard]] Shelf shelf_of(const ArticleState& state, const Policy& policy) noexcept;

// Whether a viewer may read what stands on a shelf.
[[nodiscard]] bool may_read(const Viewer& viewer, Shelf shelf) noexcept;

[[nodiscard]] std::string_view to_string(Shelf shelf) noexcept;

}  // namespace kb
