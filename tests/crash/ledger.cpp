// SPDX-License-Identifier: Apache-2.0
#include "ledger.hpp"

#include "journal.hpp"

#include <algorithm>

namespace kb::crash {
namespace {

constexpr std::size_t kSearched = 8;  // articles of the last life that are searched for

const Viewer kEverything{.audience = Audience::kInternal, .archived = true};

std::string last_word(const std::string& text) { return text.substr(text.rfind(' ') + 1); }

}  // namespace

std::vector<std::string> Ledger::take(const Lines& lines) {
    std::vector<std::string> wrong;
    recent_.clear();
    batch_ = {};
    for (const std::vector<std::string>& line : lines) {
        const char kind = line[0].empty() ? 'X' : line[0][0];
        switch (kind) {
        case 'A':
            versions_[line[1]][static_cast<VersionNumber>(std::stoul(line[2]))] =
                std::stoull(line[3]);
            recent_.push_back(line[1]);
            break;
        case 'B': batch_ = {line[1], std::stoull(line[2])}; break;
        case 'L': links_.insert({line[1], line[2]}); break;
        case 'u': links_.erase({line[1], line[2]}); break;  // from here on both are right
        case 'U': unlinked_.insert({line[1], line[2]}); break;
        case 'E': events_.insert(line[1]); break;
        case 'F': flags_.insert(std::stoull(line[1])); break;
        case 'l': break;
        default: wrong.push_back(line.size() > 1 ? line[1] : line[0]);
        }
        acknowledged_ += std::string_view("ALUEF").find(kind) != std::string_view::npos ? 1 : 0;
    }
    return wrong;
}

std::vector<std::string> Ledger::missing_from(const KnowledgeBase& base) const {
    std::vector<std::string> missing;
    check_versions(base, missing);
    check_links(base, missing);
    check_last_batch(base, missing);
    check_findable(base, missing);
    const auto statistics = base.statistics();
    if (!statistics || statistics->events < events_.size()) {
        missing.push_back("events: fewer than were acknowledged");
    }
    const auto flags = base.flags("", false);
    if (!flags || flags->size() < flags_.size()) {
        missing.push_back("flags: fewer than were acknowledged");
    } else {
        for (const std::uint64_t number : flags_) {
            if (std::ranges::find(*flags, number, &Flag::number) == flags->end()) {
                missing.push_back("flag " + std::to_string(number));
            }
        }
    }
    return missing;
}

void Ledger::check_versions(const KnowledgeBase& base, std::vector<std::string>& missing) const {
    for (const auto& [id, prints] : versions_) {
        for (const auto& [version, print] : prints) {
            const std::string name = "article " + id + " version " + std::to_string(version);
            const auto article = base.article(id, kEverything, version);
            if (!article) {
                missing.push_back(name + ": " + article.error().message);
            } else if (print_of(*article) != print) {
                missing.push_back(name + ": other content");
            }
        }
        const auto current = base.article(id, kEverything);
        if (!current || current->version < prints.rbegin()->first) {
            missing.push_back("article " + id + ": an older version is the current one");
        }
    }
}

void Ledger::check_links(const KnowledgeBase& base, std::vector<std::string>& missing) const {
    const auto is_there = [&](const Names& names) {
        const auto links = base.links_of_case(names.first);
        return links && std::ranges::find(*links, names.second, &Link::article) != links->end();
    };
    for (const Names& names : links_) {
        if (!is_there(names)) {
            missing.push_back("link of " + names.first + " to " + names.second);
        }
    }
    for (const Names& names : unlinked_) {
        if (is_there(names)) {
            missing.push_back("the unlinking of " + names.first + " from " + names.second);
        }
    }
}

// A batch is written wholly or not at all, whether acknowledged or not.
void Ledger::check_last_batch(const KnowledgeBase& base, std::vector<std::string>& missing) const {
    std::uint64_t there = 0;
    for (std::uint64_t i = 0; i < batch_.second; ++i) {
        there += base.article(batch_.first + std::to_string(i), kEverything) ? 1 : 0;
    }
    if (there != 0 && there != batch_.second) {
        missing.push_back("batch " + batch_.first + ": " + std::to_string(there) + " of " +
                          std::to_string(batch_.second) + " articles");
    }
}

// The index has it too: a word that stands in this article only finds it.
void Ledger::check_findable(const KnowledgeBase& base, std::vector<std::string>& missing) const {
    const std::size_t from = recent_.size() - std::min(recent_.size(), kSearched);
    for (std::size_t i = from; i < recent_.size(); ++i) {
        const auto article = base.article(recent_[i], kEverything);
        if (!article) {
            continue;  // check_versions has said so
        }
        const auto response = base.search(
            {.text = last_word(article->title), .viewer = kEverything, .correct_spelling = false});
        if (!response || response->hits.size() != 1 || response->hits[0].id != recent_[i] ||
            response->hits[0].version != article->version) {
            missing.push_back("article " + recent_[i] + " is not found by its own word " +
                              last_word(article->title));
        }
    }
}

std::vector<std::string> Ledger::events_missing_from(KnowledgeBase& base) const {
    std::vector<Event> events;
    for (const std::string& id : events_) {
        events.push_back(event_of(id));
    }
    const auto summary = base.record(events);
    if (!summary || summary->duplicate != events.size()) {
        return {"an acknowledged event was recorded as new"};
    }
    return {};
}

}  // namespace kb::crash
