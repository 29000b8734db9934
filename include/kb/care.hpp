// SPDX-License-Identifier: Apache-2.0
#pragma once

// Looking after a base: its figures, its inside, whether it is sound, and a copy of it.

#include <kb/access.hpp>
#include <kb/article.hpp>
#include <kb/types.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

struct BaseStatistics {
    ChangeNumber generation = 0;  // the last committed change
    std::uint64_t articles = 0;   // of every shelf
    std::array<std::uint64_t, kShelfCount> articles_on_shelf{};
    std::uint64_t versions = 0;
    std::uint64_t events = 0;
    std::uint64_t people = 0;
    std::uint64_t links = 0;
    std::uint64_t open_flags = 0;
    std::uint64_t open_proposals = 0;
    std::uint64_t segments = 0;         // files
    std::uint64_t index_bytes = 0;      // of those files
    std::uint64_t memory_articles = 0;  // not in a file yet
};

// Articles that stand on another shelf under another policy.
struct ShelfMove {
    Shelf from = Shelf::kInternal;
    Shelf to = Shelf::kInternal;
    std::uint64_t articles = 0;
    friend bool operator==(const ShelfMove&, const ShelfMove&) = default;
};

// What another policy does, or would do.
struct PolicyOutcome {
    bool changed = false;
    std::vector<Step> steps{};       // whose rule is another
    std::vector<ShelfMove> moves{};  // in the order of the shelves
    std::uint64_t moved = 0;         // articles in all
};

// One thing that `verify` found wrong.
struct Damage {
    std::string where{};  // file and offset, or key
    std::string expected{};
    std::string found{};
    std::string advice{};
};

inline constexpr std::size_t kDamageMax = 1000;  // VerifyReport::damage

struct VerifyOptions {
    bool deep = true;  // re-analyse every article and compare; false: headers and counts
};

struct VerifyReport {
    std::vector<Damage> damage{};    // the first kDamageMax
    std::uint64_t damage_count = 0;  // all of it
    bool opened = true;  // false: so damaged that only its files were looked at, one by one
    std::uint64_t articles_checked = 0;
    std::uint64_t segments_checked = 0;
    std::uint64_t changes_checked = 0;
};

// What to look at inside of the index; term and article empty: its shelves and segments.
struct InspectRequest {
    std::string term{};
    ArticleId article{};
    bool postings = false;  // of the term, block by block
};

inline constexpr std::size_t kInspectedPostingsMax = 1000;  // of a term in one segment

// A part of a segment; docs/formats.md draws its bytes.
struct SectionInfo {
    std::string name{};
    std::uint64_t offset = 0;  // in the file
    std::uint64_t bytes = 0;
};

struct SegmentInfo {
    std::string file{};  // in the folder of the index; empty: in memory
    std::uint64_t documents = 0;
    std::uint64_t live = 0;  // of those
    std::uint64_t terms = 0;
    std::uint64_t bytes = 0;
    ChangeNumber last_change = 0;
    std::vector<SectionInfo> sections{};  // in the order of the file
};

struct ShelfInfo {
    Shelf shelf = Shelf::kPublic;
    std::uint64_t articles = 0;
    std::uint64_t epoch = 0;
    std::vector<SegmentInfo> segments{};
};

// One posting: a document and where the term stands in it.
struct PostingInfo {
    std::uint32_t document = 0;
    bool live = true;
    std::uint32_t impact = 0;                                         // [1, 255]
    std::array<std::vector<std::uint32_t>, kFieldCount> positions{};  // by Field
};

struct BlockInfo {
    std::uint32_t postings = 0;
    std::uint32_t first_document = 0;
    std::uint32_t last_document = 0;
    std::uint32_t impact_max = 0;
};

// Where a term stands: one segment.
struct TermPlace {
    bool as_written = false;  // false: the stem
    Shelf shelf = Shelf::kPublic;
    std::string file{};  // empty: in memory
    std::uint64_t documents = 0;
    std::uint64_t live = 0;
    std::uint32_t impact_max = 0;
    std::uint64_t postings_offset = 0;    // in the section of postings
    std::uint64_t details_offset = 0;     // in the section of details
    std::vector<BlockInfo> blocks{};      // where postings were asked for
    std::vector<PostingInfo> postings{};  // the first kInspectedPostingsMax of them
};

// How an article was indexed.
struct ArticlePlace {
    ArticleId id{};
    std::uint64_t number = 0;
    VersionNumber version = 0;
    Shelf shelf = Shelf::kPublic;
    ChangeNumber change = 0;
    bool indexed = false;  // what follows is of the index
    std::string file{};    // empty: in memory
    std::uint32_t document = 0;
    std::array<std::uint64_t, kFieldCount> words{};  // by Field
    std::vector<std::string> terms{};                // stems
};

struct Inspection {
    ChangeNumber change = 0;  // the last one that the index shows
    std::vector<ShelfInfo> shelves{};
    std::string term{};  // as it is looked for
    std::vector<TermPlace> places{};
    std::optional<ArticlePlace> article{};
};

// The same as lines for people.
[[nodiscard]] std::string to_string(const Inspection& inspection);

// What a backup copied.
struct BackupSummary {
    ChangeNumber generation = 0;  // the last change in it
    std::uint64_t articles = 0;
    std::uint64_t records = 0;  // of the store
    std::uint64_t segments = 0;
    std::uint64_t bytes = 0;  // of both
};

}  // namespace kb
