// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the writing process tells the one that kills it: one line a fact, members apart by tabs.
//
//     B prefix count          about to put this many articles, named prefix0, prefix1, ...
//     A id version print      this version is acknowledged, with this content
//     l case article          about to link            L case article     linked
//     u case article          about to unlink          U case article     unlinked
//     E id                    this event is recorded
//     F number                this flag is raised
//     D records               an import has written this many records
//     R                       it is open and waits to be killed
//     X message               a call failed that should not

#include "base/checksum.hpp"

#include <kb/knowledge_base.hpp>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace kb::crash {

inline constexpr std::uint32_t kBatchArticles = 12;
inline constexpr std::uint32_t kImportBatch = 500;
inline constexpr std::string_view kCoach = "coach";

// Equal for equal content, with state, version and stamps.
inline std::uint64_t print_of(const Article& article) { return base::checksum(to_json(article)); }

// A word of letters that no other number has and no stemmer shortens to another's.
inline std::string marker(std::uint64_t number) {
    std::string word = "zq";
    for (int i = 0; i < 8; ++i) {
        word += "bdfgklmp"[number % 8];
        number /= 8;
    }
    return word + "ox";
}

inline std::string words(std::mt19937_64& random, std::uint32_t count) {
    static constexpr std::string_view kWords[] = {
        "printer", "offline", "vpn",      "drops", "after", "update", "error", "0x800704C9",
        "login",   "fails",   "password", "reset", "sync",  "box",    "slow",  "network",
        "install", "rolls",   "back",     "disk",  "full",  "mail",   "not",   "sent"};
    std::string text;
    for (std::uint32_t i = 0; i < count; ++i) {
        text += i == 0 ? "" : " ";
        text += kWords[random() % std::size(kWords)];
    }
    return text;
}

// Articles that are all replaced at once, so that a file of the index has nothing alive in it.
inline std::vector<Article> rewritten_articles(int edition) {
    std::vector<Article> articles(50);
    for (std::size_t i = 0; i < articles.size(); ++i) {
        articles[i].id = "r" + std::to_string(i);
        articles[i].title = "printer offline " + marker(i);
        articles[i].resolution = "edition " + std::to_string(edition);
        articles[i].state.confidence = Confidence::kValidated;
    }
    return articles;
}

// The event of an id; made again by whoever asks whether it was kept.
inline Event event_of(const std::string& id) {
    Event event;
    event.event_id = id;
    event.ts = Timestamp(std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}.time_since_epoch());
    event.type = EventType::kSearch;
    event.session_id = "s-" + id;
    event.actor.anon_id = "browser";
    event.query_id = "q-" + id;
    event.text = "printer offline";
    event.result_count = 3;
    return event;
}

}  // namespace kb::crash
