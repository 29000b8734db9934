// SPDX-License-Identifier: Apache-2.0
#pragma once

// What an edit makes of an article, and whether it may. Pure.

#include <kb/edit.hpp>

#include <string>
#include <string_view>

namespace kb::engine {

// Errors: kConflict where the article is not at the version that is expected; 0: any.
[[nodiscard]] Result<void> check_version(const Article& article, VersionNumber expected);

// A title that somebody wrote, without a line end behind it, which is nobody's wish.
//
// Errors: kInvalidArgument (line breaks, control characters).
[[nodiscard]] Result<std::string> title_line(std::string_view title);

// The article after the edit, which `by` makes at that time.
//
// Errors: kInvalidArgument where a mandatory field that was there would be missing, or the title;
// those of check_storable().
[[nodiscard]] Result<Article> edited(const Article& before, const Edit& edit, const PersonId& by,
                                     Timestamp at);

}  // namespace kb::engine
