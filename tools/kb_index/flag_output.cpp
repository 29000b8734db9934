// SPDX-License-Identifier: Apache-2.0

// One row a flag, oldest first.

#include "kb_index/flag_output.hpp"

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "common/time_text.hpp"

namespace kb::tools {

void write_flag(JsonWriter& json, const Flag& flag) {
    json.begin_object();
    json.member("number", flag.number);
    json.member("article", flag.article);
    json.member("version", flag.version);
    json.member("kind", to_string(flag.kind));
    json.member("text", flag.text);
    json.member("by", flag.by);
    write_time(json, "at", flag.at);
    json.member("open", flag.open);
    json.member("resolved_by", flag.resolved_by);
    write_time(json, "resolved_at", flag.resolved_at);
    json.member("resolution", flag.resolution);
    json.end_object();
}

void answer_flag(const Flag& flag, Console& console) {
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.flag/1", console);
        json.key("flag");
        write_flag(json, flag);
        end_document(json, console);
        return;
    }
    console.print("flag {} on {} version {}: {}, {}\n", flag.number, printable_line(flag.article),
                  flag.version, to_string(flag.kind), flag.open ? "open" : "resolved");
}

std::string flags_text(const std::vector<Flag>& flags, std::size_t width) {
    std::vector<std::vector<std::string>> rows;
    for (const Flag& flag : flags) {
        rows.push_back({std::to_string(flag.number), flag.open ? "open" : "resolved", flag.article,
                        std::string(to_string(flag.kind)), to_day(flag.at), flag.by,
                        flag.open ? flag.text : flag.text + " -> " + flag.resolution});
    }
    return table_text(rows, width);
}

}  // namespace kb::tools
