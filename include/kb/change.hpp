// SPDX-License-Identifier: Apache-2.0
#pragma once

// The log of committed changes, and taking changes back.

#include <kb/access.hpp>
#include <kb/article.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kb {

// An article that a change made a version of.
struct ChangedArticle {
    ArticleId id{};  // as it is called now
    VersionNumber version = 0;
    std::optional<Shelf> from{};  // empty: it did not exist
    std::optional<Shelf> to{};
    friend bool operator==(const ChangedArticle&, const ChangedArticle&) = default;
};

struct Change {
    ChangeNumber number = 0;
    std::string kind{};  // "put", "state", "flag", "link", "people", "events", ...
    Timestamp at{};
    PersonId by{};
    std::string reason{};
    std::vector<ChangedArticle> articles{};
    friend bool operator==(const Change&, const Change&) = default;
};

// Newest first; an empty id does not restrict.
struct ChangeRequest {
    ChangeNumber from = 1;
    ChangeNumber until = 0;  // inclusive; 0: the last
    PersonId by{};
    bool articles_only = false;  // only changes that made versions
    std::uint64_t limit = 0;     // 0: all
};

// Which changes to take back, both inclusive.
struct UndoRequest {
    ChangeNumber from = 0;
    ChangeNumber until = 0;  // 0: `from` alone
    bool dry_run = false;    // decide and tell, write nothing
};

// An article that is left as it is.
struct UndoConflict {
    ArticleId article{};
    VersionNumber version = 0;  // the last that these changes made
    VersionNumber now = 0;
    std::string why{};  // "it was changed since", or a rule that what it was would break
    friend bool operator==(const UndoConflict&, const UndoConflict&) = default;
};

struct UndoOutcome {
    std::uint64_t changes = 0;    // that made versions; then articles:
    std::uint64_t restored = 0;   // have the content and state they had before, as a new version
    std::uint64_t archived = 0;   // did not exist before
    std::uint64_t unchanged = 0;  // are as they are to be: taken back before, or nothing goes
    std::vector<UndoConflict> conflicts{};
};

}  // namespace kb
