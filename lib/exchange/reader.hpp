// SPDX-License-Identifier: Apache-2.0
#pragma once

// The way in, as the engine sees it: one record after the other, whatever the format. A record that
// cannot be taken is a Reject and reading goes on; an Error means that the input itself cannot be
// read any further. Memory holds one record and, for folders, the list of names.

#include <kb/exchange.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kb::exchange {

// An article as read, with the request's defaults where the record names none. `issue` statements
// that carry no source of their own are an editor's.
struct ReadArticle {
    Article article{};
    bool has_confidence = false;  // the record itself named one
    bool has_audience = false;
    bool has_language = false;
    // Members whose values are none of ours, and these values; what stood before them stands.
    std::vector<std::pair<std::string, std::string>> strange{};
    std::string file{};
    std::uint64_t line = 0;  // where the record begins, from 1
};

struct ReadEvent {
    Event event{};
    std::vector<std::string> unknown{};  // members that no event has
    std::string file{};
    std::uint64_t line = 0;
};

// One record of the input: either `read`, or refused and in `reject`, or neither: a line of a
// complete export that is no article.
struct ArticleRecord {
    bool refused = false;
    bool passed_over = false;
    ReadArticle read{};
    Reject reject{};
};
struct EventRecord {
    bool refused = false;
    bool passed_over = false;
    ReadEvent read{};
    Reject reject{};
};

// One thread at a time.
class ArticleReader {
public:
    ArticleReader() = default;
    ArticleReader(const ArticleReader&) = delete;
    ArticleReader& operator=(const ArticleReader&) = delete;
    virtual ~ArticleReader() = default;

    // Fills `record` with the next one; false at the end.
    //
    // Errors: kIo; no record can be read after it.
    [[nodiscard]] virtual Result<bool> next(ArticleRecord& record) = 0;
    [[nodiscard]] virtual std::uint64_t bytes_done() const noexcept = 0;
    [[nodiscard]] virtual std::uint64_t bytes_total() const noexcept = 0;  // 0: unknown
};

// One thread at a time.
class EventReader {
public:
    EventReader() = default;
    EventReader(const EventReader&) = delete;
    EventReader& operator=(const EventReader&) = delete;
    virtual ~EventReader() = default;

    // As ArticleReader::next(). The events are well formed; check_event() has not seen them.
    [[nodiscard]] virtual Result<bool> next(EventRecord& record) = 0;
    [[nodiscard]] virtual std::uint64_t bytes_done() const noexcept = 0;
    [[nodiscard]] virtual std::uint64_t bytes_total() const noexcept = 0;  // 0: unknown
};

// A folder is walked for the request's format (Markdown or HTML), or for both where it names none.
//
// Errors: kInvalidArgument (no format can be told, a folder for JSONL or CSV, an unknown name in
// the map), kNotFound, kIo.
[[nodiscard]] Result<std::unique_ptr<ArticleReader>> open_articles(const ImportRequest& request);

// Reads an event as event_from_json() does, and the names of the members that mean nothing here.
//
// Errors: kInvalidArgument.
[[nodiscard]] Result<void> read_event(std::string_view json, ReadEvent& to);

// The member of an event that a misspelt name may have meant; empty where none is near.
[[nodiscard]] std::string nearest_event_member(std::string_view unknown);

// JSONL, one event a line; "-": stdin.
//
// Errors: kInvalidArgument (a folder), kNotFound, kIo.
[[nodiscard]] Result<std::unique_ptr<EventReader>> open_events(const std::filesystem::path& file);

}  // namespace kb::exchange
