// SPDX-License-Identifier: Apache-2.0
#pragma once

// In and out: files of other systems to articles and events, and a base to files.

#include <kb/access.hpp>
#include <kb/article.hpp>
#include <kb/event.hpp>
#include <kb/lifecycle.hpp>
#include <kb/result.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kb {

enum class ExchangeFormat : std::uint8_t { kMarkdown, kJsonl, kCsv, kHtml };

// Ours to theirs: {"id": "_id", "resolution": "text"}. Ours are id, title, issue, environment,
// resolution, cause, keywords, codes, products, language, external_ids, owner_domain, confidence,
// audience, created, modified.
using FieldMap = std::map<std::string, std::string>;

inline constexpr std::uint32_t kImportBatchMax = 10'000;  // ImportRequest::batch

struct ImportRequest {
    std::filesystem::path path{};  // a file, or a folder that is walked in name order; "-": stdin
    std::optional<ExchangeFormat> format{};  // empty: by the file's ending
    FieldMap map{};
    std::string language{};                  // for articles that name none; empty: "en"
    std::optional<Confidence> confidence{};  // for articles that name none; empty: validated
    std::optional<Audience> audience{};      // for articles that name none; empty: internal
    std::uint32_t batch = 1000;              // [1, kImportBatchMax]; articles in one synced write
    bool dry_run = false;                    // read and check, write nothing
    // Also take articles that people changed here since they were last imported, over what they
    // did. Without it those are refused where their record changed too, and left as they are where
    // it did not. A state that a record does not name is never changed.
    bool overwrite = false;
    // Take a complete export whole, with numbers, history and stamps as they were, into a base
    // without articles: all of it or nothing. JSONL; `batch` counts records then, and `map`,
    // `language`, `confidence` and `audience` have to be empty.
    bool restore = false;
};

// One input record that was not taken.
struct Reject {
    std::string file{};
    std::uint64_t line = 0;  // counts from 1; 0: the whole file
    std::string reason{};
    std::string original{};  // at most 200 bytes of it
};

inline constexpr std::size_t kRemarksMax = 1000;  // ImportSummary::remarks

// Something about records that were taken, or found to be there: a mandatory field is missing, a
// title was made one line, an event has a member that nobody knows.
struct Remark {
    std::string file{};
    std::uint64_t line = 0;  // of the first record it is about
    std::string id{};        // its article or event; empty: none has been given yet
    std::string field{};
    std::string text{};       // for people
    std::uint64_t times = 1;  // records it is about
};

struct ImportSummary {
    std::uint64_t read = 0;  // records seen
    std::uint64_t added = 0;
    std::uint64_t updated = 0;
    std::uint64_t unchanged = 0;  // already there with the same content
    std::uint64_t refused = 0;    // read = added + updated + unchanged + refused
    // Not counted in `read`: records beside articles, which only a restore takes; and all others
    // where a restore refused one.
    std::uint64_t passed_over = 0;
    // Articles that lack a mandatory field of their confidence; events with unknown members.
    std::uint64_t warnings = 0;
    std::uint64_t retitled = 0;     // articles whose title was made one line
    std::vector<Reject> rejects{};  // the first 1000
    std::vector<Remark> remarks{};  // the first kRemarksMax
};

struct Progress {
    std::uint64_t done = 0;  // records
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;  // 0: unknown
};

// Called now and then; returning false stops after the last finished batch with kCancelled.
using ProgressCallback = std::function<bool(const Progress&)>;

// One article as an import reads it, before any base has seen it.
struct SourceArticle {
    Article article{};            // with the defaults of the request where the record names none
    std::string file{};           // for messages
    std::uint64_t line = 0;       // where the record begins, from 1
    bool has_confidence = false;  // the record itself named one
    bool has_audience = false;
    bool overwrite = false;  // as in ImportRequest
};

// Called for each article; returning false ends the reading.
using SourceCallback = std::function<bool(SourceArticle)>;

struct ExportRequest {
    std::filesystem::path path{};  // a file (JSONL, CSV) or a folder (Markdown); "-": stdout
    ExchangeFormat format = ExchangeFormat::kJsonl;
    Viewer viewer{};        // what he may not read is not written, nor, unless he is kInternal, who
                            // wrote it, for which case, and what was searched
    bool complete = false;  // JSONL for kInternal: everything the base holds, archived or not, so
                            // that a restore makes the same base of it
};

[[nodiscard]] std::string_view to_string(ExchangeFormat format) noexcept;
[[nodiscard]] Result<ExchangeFormat> parse_exchange_format(std::string_view text);

// Reads "ours=theirs,ours=theirs".
//
// Errors: kInvalidArgument, naming the pair and the nearest of our fields.
[[nodiscard]] Result<FieldMap> parse_field_map(std::string_view text);

// One JSON object as our JSONL export writes it, to an article and back.
//
// Errors: kInvalidArgument, naming the member.
[[nodiscard]] Result<Article> article_from_json(std::string_view json, const FieldMap& map = {});
[[nodiscard]] std::string to_json(const Article& article);

// What an import of this request would take, in its order and without a base. The summary counts
// `read` and `refused` and holds the rejects.
//
// Errors: kInvalidArgument, kNotFound, kIo.
[[nodiscard]] Result<ImportSummary> read_articles(const ImportRequest& request,
                                                  const SourceCallback& each);

// One event as in docs/events.md, to an event and back.
//
// Errors: kInvalidArgument, naming the member.
[[nodiscard]] Result<Event> event_from_json(std::string_view json);
[[nodiscard]] std::string to_json(const Event& event);

// A policy as JSON of schema kb.policy/1, and back. Rules that are not named are the default ones.
//
// Errors: kInvalidArgument, naming the member; those of check(Policy); kUnsupported for a newer
// schema.
[[nodiscard]] std::string to_json(const Policy& policy);
[[nodiscard]] Result<Policy> policy_from_json(std::string_view json);

}  // namespace kb
