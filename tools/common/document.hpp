// SPDX-License-Identifier: Apache-2.0
#pragma once

// The parts that many answers have in common, as JSON and as text. Every JSON answer is one object
// that begins with its schema and the tool; within a major version members are only added.

#include "common/console.hpp"
#include "common/json_writer.hpp"

#include <kb/article.hpp>
#include <kb/content_standard.hpp>
#include <kb/knowledge_base.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace kb::tools {

// {"schema":"kb.search/1","tool":"kb-index 0.1.0", and the object is left open.
void begin_document(JsonWriter& json, std::string_view schema, const Console& console);

// Closes the object and prints it.
void end_document(JsonWriter& json, Console& console);

// "state":{"confidence":...,"audience":...,"governance":...}
void write_state(JsonWriter& json, const ArticleState& state);

// "base":{"generation":...,"articles":...}; articles that the viewer may not read are not counted.
void write_base(JsonWriter& json, const BaseStatistics& statistics, const Viewer& viewer);

// "findings":[...]
void write_findings(JsonWriter& json, const std::vector<Finding>& findings);

// RFC 3339, or null where it is unknown.
void write_time(JsonWriter& json, std::string_view name, Timestamp time);

// A list of texts.
void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts);

// "validated, internal"; compliance-based articles say so.
[[nodiscard]] std::string state_text(const ArticleState& state);

// "work in progress": the spelling of the library with blanks.
[[nodiscard]] std::string spaced(std::string_view name);

// Each finding on a line of standard error.
void note_findings(Console& console, const std::vector<Finding>& findings);

// A table of rows, columns aligned by the widest cell, the last one cut at the terminal's edge.
// Cells are made printable.
[[nodiscard]] std::string table_text(const std::vector<std::vector<std::string>>& rows,
                                     std::size_t width);

}  // namespace kb::tools
