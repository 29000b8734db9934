// SPDX-License-Identifier: Apache-2.0
#pragma once

// What changes of an article's content, and what came of it.

#include <kb/article.hpp>
#include <kb/content_standard.hpp>

#include <optional>
#include <string>
#include <vector>

namespace kb {

// A revision: what is set replaces, what is not stays. Issue statements can only be added.
struct Edit {
    ArticleId article{};
    VersionNumber expected_version = 0;  // refuse with kConflict where the article moved on; 0: any
    std::optional<std::string> title{};
    std::vector<Statement> add_issue{};
    std::optional<std::vector<EnvironmentEntry>> environment{};
    std::optional<std::string> resolution{};
    std::optional<std::string> cause{};
    std::optional<std::vector<std::string>> keywords{};
    std::optional<std::vector<std::string>> codes{};
    std::optional<std::vector<std::string>> products{};
    std::optional<std::string> owner_domain{};
    std::optional<std::string> language{};
    friend bool operator==(const Edit&, const Edit&) = default;
};

// The names of what an edit sets, as in Article; "issue" where statements are added.
[[nodiscard]] std::vector<std::string> fields_of(const Edit& edit);

// What a write did.
struct PutOutcome {
    Article article{};
    bool created = false;
    bool changed = false;             // false: the same content was there already
    std::vector<Finding> findings{};  // of the content standard
};

}  // namespace kb
