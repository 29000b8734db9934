// SPDX-License-Identifier: Apache-2.0
#pragma once

// The first version of an article, made of what was searched. Pure: it decides nothing and writes
// nothing; whether the article may come into being is asked of lifecycle/state_machine.hpp.

#include <kb/capture.hpp>

#include <string>
#include <string_view>

namespace kb::capture {

inline constexpr std::size_t kTitleCharactersMax = 125;

// The words of a search as an issue statement. A search is kept as it was typed, because it is in
// the requestor's words; only where a short line of it uses operators ("+printer -colour title:x*")
// they are taken off and what was excluded is left out, since nobody says it that way.
[[nodiscard]] std::string statement_of(std::string_view query);

// The first line with text, at most kTitleCharactersMax characters, cut between words; the first
// letter is made a capital unless its word is a name of something ("iPhone", "kernel32.dll").
[[nodiscard]] std::string title_of(std::string_view text);

// The article that the request describes: the title given or made from the query (else from the
// issue); the query as the first issue statement, then the requestor's other words, none twice; the
// codes found in them; work in progress without a resolution, not validated with one; for internal
// use. `by` said and wrote it, at `now`. It has no id and no version yet.
[[nodiscard]] Article make_draft(const CaptureRequest& request, const PersonId& by, Timestamp now);

}  // namespace kb::capture
