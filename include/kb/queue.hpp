// SPDX-License-Identifier: Apache-2.0
#pragma once

// What waits for somebody: open flags and proposals, articles not validated that somebody who is a
// candidate wrote last, and work in progress. And who waits for an article to be mended.

#include <kb/article.hpp>
#include <kb/event.hpp>
#include <kb/lifecycle.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

enum class QueueKind : std::uint8_t {
    kFlag,
    kProposal,
    kReview,          // not validated, and last written by somebody who is a candidate now
    kWorkInProgress,  // nobody has a resolution yet
};

// An empty list or text does not restrict.
struct QueueRequest {
    std::vector<QueueKind> kinds{};
    std::string owner_domain{};
    PersonId by{};            // whose flag, proposal or article it is
    std::uint64_t limit = 0;  // 0: all
};

struct QueueItem {
    QueueKind kind = QueueKind::kFlag;
    ArticleId article{};
    std::string title{};
    std::string owner_domain{};
    std::uint64_t number = 0;  // of the flag or proposal; else 0
    PersonId by{};
    Timestamp since{};
    std::string text{};  // of the flag; why it is proposed; else empty
    friend bool operator==(const QueueItem&, const QueueItem&) = default;
};

struct Queue {
    std::vector<QueueItem> items{};  // what has waited longest first
    std::uint64_t total = 0;         // before `limit`
    Timestamp at{};                  // now, for the age of an item
};

// Why somebody waits.
enum class WaitKind : std::uint8_t { kFlag, kProposal, kVote };

// Somebody who said that an article needs work.
struct WaitingReader {
    WaitKind kind = WaitKind::kFlag;
    PersonId person{};         // of a flag or proposal
    Actor actor{};             // of a vote
    std::uint64_t number = 0;  // of the flag or proposal; else 0
    Timestamp at{};
    VersionNumber version = 0;  // that was flagged or voted down; 0: not told
    std::string text{};         // of the flag, why it was proposed, or the comment with the vote
    bool open = false;          // a flag or proposal that nobody answered
    bool changed = false;       // the article has another version since
    friend bool operator==(const WaitingReader&, const WaitingReader&) = default;
};

[[nodiscard]] std::string_view to_string(QueueKind kind) noexcept;        // "work_in_progress"
[[nodiscard]] std::string_view to_string(WaitKind kind) noexcept;         // "vote"
[[nodiscard]] Result<QueueKind> parse_queue_kind(std::string_view text);  // kInvalidArgument

}  // namespace kb
