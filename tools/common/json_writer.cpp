// SPDX-License-Identifier: Apache-2.0

// JSON, RFC 8259. Doubles are written with the fewest digits that read back the same.

#include "common/json_writer.hpp"

#include "common/text_layout.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace kb::tools {

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const CodePoint point = next_code_point(text, at);
        if (!point.valid) {
            out += "\xEF\xBF\xBD";
        } else if (point.value == U'"' || point.value == U'\\') {
            out += '\\';
            out += static_cast<char>(point.value);
        } else if (point.value == U'\n') {
            out += "\\n";
        } else if (point.value == U'\t') {
            out += "\\t";
        } else if (point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0)) {
            // Controls, those of the second block too: the line may be shown on a terminal.
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(point.value));
        } else {
            out += text.substr(begin, at - begin);
        }
    }
    return out + '"';
}

void JsonWriter::key(std::string_view name) {
    separate();
    out_ += json_string(name);
    out_ += ':';
    after_key_ = true;
}

void JsonWriter::value(std::string_view text) { scalar(json_string(text)); }

void JsonWriter::value(double number) {
    if (std::isfinite(number)) {
        scalar(fmt::format("{}", number));
    } else {
        null();
    }
}

void JsonWriter::raw(std::string_view json) {
    std::string safe;
    for (std::size_t at = 0; at < json.size();) {
        const std::size_t begin = at;
        const CodePoint point = next_code_point(json, at);
        // Controls of the second block stand only inside of strings.
        if (point.valid && point.value >= 0x7F && point.value < 0xA0) {
            safe += fmt::format("\\u{:04x}", static_cast<unsigned>(point.value));
        } else {
            safe += json.substr(begin, at - begin);
        }
    }
    scalar(safe);
}

std::string JsonWriter::take() {
    out_ += '\n';
    return std::exchange(out_, {});
}

void JsonWriter::open(char bracket) {
    separate();
    out_ += bracket;
    has_element_.push_back(false);
}

void JsonWriter::close(char bracket) {
    out_ += bracket;
    has_element_.pop_back();
}

void JsonWriter::scalar(std::string_view text) {
    separate();
    out_ += text;
}

void JsonWriter::separate() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (has_element_.empty()) {
        return;
    }
    if (has_element_.back()) {
        out_ += ',';
    }
    has_element_.back() = true;
}

}  // namespace kb::tools
