// SPDX-License-Identifier: Apache-2.0

#include "kb_index/difference_output.hpp"

#include "common/document.hpp"
#include "common/text_layout.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::tools {
namespace {

// The lines of a field with those that both have at its ends left out.
std::string field_text(const FieldDifference& difference) {
    const std::vector<std::string>& before = difference.before;
    const std::vector<std::string>& after = difference.after;
    const std::size_t most = std::min(before.size(), after.size());
    std::size_t same = 0;
    while (same < most && before[same] == after[same]) {
        ++same;
    }
    std::size_t tail = 0;
    while (tail < most - same &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
        ++tail;
    }
    std::string text = fmt::format("{}\n", difference.field);
    for (std::size_t i = same; i + tail < before.size(); ++i) {
        text += "  - " + printable_line(before[i]) + '\n';
    }
    for (std::size_t i = same; i + tail < after.size(); ++i) {
        text += "  + " + printable_line(after[i]) + '\n';
    }
    return text;
}

}  // namespace

std::string differences_text(const std::vector<FieldDifference>& differences) {
    std::string text;
    for (const FieldDifference& difference : differences) {
        text += field_text(difference);
    }
    return text;
}

void write_differences(JsonWriter& json, const std::vector<FieldDifference>& differences) {
    json.key("fields");
    json.begin_array();
    for (const FieldDifference& difference : differences) {
        json.begin_object();
        json.member("field", difference.field);
        write_texts(json, "before", difference.before);
        write_texts(json, "after", difference.after);
        json.end_object();
    }
    json.end_array();
}

}  // namespace kb::tools
