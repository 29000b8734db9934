// SPDX-License-Identifier: Apache-2.0
#pragma once

// Writes one JSON document on one line. Numbers are always finite (others become null), text is
// always valid UTF-8 (broken bytes become U+FFFD), so that every output parses.
//
// One thread at a time.

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kb::tools {

class JsonWriter {
public:
    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }
    void key(std::string_view name);

    void value(std::string_view text);
    void value(const std::string& text) { value(std::string_view(text)); }
    void value(const char* text) { value(std::string_view(text)); }
    void value(bool truth) { scalar(truth ? "true" : "false"); }
    void value(double number);
    template <std::integral Integer>
    void value(Integer number) {
        scalar(std::to_string(number));
    }
    void null() { scalar("null"); }
    // Precondition: `json` is one valid JSON value.
    void raw(std::string_view json);

    template <typename Value>
    void member(std::string_view name, const Value& content) {
        key(name);
        value(content);
    }
    void member_null(std::string_view name) {
        key(name);
        null();
    }

    // The document with a line feed at its end.
    [[nodiscard]] std::string take();

private:
    void open(char bracket);
    void close(char bracket);
    void scalar(std::string_view text);
    void separate();

    std::string out_;
    std::vector<bool> has_element_;  // one for each open bracket
    bool after_key_ = false;
};

// `text` as a JSON string with its quotes.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace kb::tools
