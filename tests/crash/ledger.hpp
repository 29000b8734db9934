// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything a base has acknowledged, and whether it still holds it. One thread at a time.

#include <kb/knowledge_base.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace kb::crash {

using Lines = std::vector<std::vector<std::string>>;

class Ledger {
public:
    // Takes the lines of one life of the writer; see journal.hpp. Returns what went wrong there.
    std::vector<std::string> take(const Lines& lines);

    // Everything acknowledged that `base` does not have, and every part of a write that it has
    // without the rest; one sentence each.
    [[nodiscard]] std::vector<std::string> missing_from(const KnowledgeBase& base) const;

    // The same for events, by recording them again. Needs a base opened for writing.
    [[nodiscard]] std::vector<std::string> events_missing_from(KnowledgeBase& base) const;

    [[nodiscard]] std::uint64_t acknowledged() const { return acknowledged_; }

private:
    using Names = std::pair<std::string, std::string>;

    void check_versions(const KnowledgeBase& base, std::vector<std::string>& missing) const;
    void check_links(const KnowledgeBase& base, std::vector<std::string>& missing) const;
    void check_last_batch(const KnowledgeBase& base, std::vector<std::string>& missing) const;
    void check_findable(const KnowledgeBase& base, std::vector<std::string>& missing) const;

    std::map<std::string, std::map<VersionNumber, std::uint64_t>> versions_;  // by article: prints
    std::vector<std::string> recent_;  // articles of the last life
    std::set<Names> links_;            // case and article
    std::set<Names> unlinked_;
    std::set<std::string> events_;
    std::set<std::uint64_t> flags_;
    std::pair<std::string, std::uint64_t> batch_;  // the last one announced: prefix, articles
    std::uint64_t acknowledged_ = 0;
};

}  // namespace kb::crash
