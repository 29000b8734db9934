// SPDX-License-Identifier: Apache-2.0
#include "exchange/json.hpp"

#include "base/escape.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "exchange/input.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace kb::exchange {
namespace {

namespace json = boost::json;

// Builds a value from the parser's events. Boost.JSON's own handler rounds some numbers of 17
// digits to a neighbour; this one hands their text to from_chars, which does not.
class ValueBuilder {
public:
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    ValueBuilder() { stack_.reset(); }
    json::value release() { return stack_.release(); }

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) { return true; }
    bool on_object_end(std::size_t size, json::error_code&) {
        stack_.push_object(size);
        return true;
    }
    bool on_array_begin(json::error_code&) { return true; }
    bool on_array_end(std::size_t size, json::error_code&) {
        stack_.push_array(size);
        return true;
    }
    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        stack_.push_chars(part);
        return true;
    }
    bool on_key(json::string_view last, std::size_t, json::error_code&) {
        stack_.push_key(last);
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        stack_.push_chars(part);
        return true;
    }
    bool on_string(json::string_view last, std::size_t, json::error_code&) {
        stack_.push_string(last);
        return true;
    }
    bool on_number_part(json::string_view part, json::error_code&) {
        number_.append(part.data(), part.size());
        return true;
    }
    bool on_int64(std::int64_t value, json::string_view, json::error_code&) {
        number_.clear();
        stack_.push_int64(value);
        return true;
    }
    bool on_uint64(std::uint64_t value, json::string_view, json::error_code&) {
        number_.clear();
        stack_.push_uint64(value);
        return true;
    }
    bool on_double(double value, json::string_view last, json::error_code&) {
        number_.append(last.data(), last.size());
        double exact = value;
        const auto result = std::from_chars(number_.data(), number_.data() + number_.size(), exact);
        stack_.push_double(result.ec == std::errc{} ? exact : value);
        number_.clear();
        return true;
    }
    bool on_bool(bool value, json::error_code&) {
        stack_.push_bool(value);
        return true;
    }
    bool on_null(json::error_code&) {
        stack_.push_null();
        return true;
    }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

private:
    json::value_stack stack_{};
    std::string number_{};  // the parts of a number before its last one
};

std::string describe(const json::error_code& code) {
    return code == json::error::too_deep ? fmt::format("nested deeper than {}", kJsonDepthMax)
                                         : code.message();
}

}  // namespace

Result<json::object> parse_object(std::string_view text) {
    if (const auto fault = find_line_fault(text)) {
        return Error{ErrorCode::kInvalidArgument, *fault};
    }
    json::parse_options options;
    options.max_depth = kJsonDepthMax;
    json::basic_parser<ValueBuilder> parser(options);
    json::error_code code;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), code);
    if (!code && used < text.size() &&
        text.find_first_not_of(" \t\r\n", used) != std::string_view::npos) {
        code = json::error::extra_data;
    }
    if (code) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("not JSON: byte {}: {}", used + 1, describe(code))};
    }
    json::value value = parser.handler().release();
    if (!value.is_object()) {
        return Error{ErrorCode::kInvalidArgument, "not a JSON object"};
    }
    return std::move(value.get_object());
}

std::optional<std::string> text_of(const json::value& value) {
    if (const json::string* text = value.if_string()) {
        return std::string(text->data(), text->size());
    }
    if (const std::int64_t* number = value.if_int64()) {
        return fmt::format("{}", *number);
    }
    if (const std::uint64_t* number = value.if_uint64()) {
        return fmt::format("{}", *number);
    }
    if (const double* number = value.if_double()) {
        return fmt::format("{}", *number);
    }
    return std::nullopt;
}

const json::value* MemberReader::find(std::string_view name) {
    asked_.push_back(name);
    if (!good()) {
        return nullptr;
    }
    const json::value* value = object_->if_contains(json::string_view(name.data(), name.size()));
    return value == nullptr || value->is_null() ? nullptr : value;
}

void MemberReader::fail(std::string_view name, std::string_view reason) {
    if (good()) {
        fault_ = fmt::format("member '{}{}': {}", prefix_, name, reason);
    }
}

void MemberReader::text(std::string_view name, std::string& to) {
    if (const json::value* value = find(name)) {
        if (auto text = text_of(*value)) {
            to = std::move(*text);
        } else {
            fail(name, "neither text nor a number");
        }
    }
}

void MemberReader::texts(std::string_view name, std::vector<std::string>& to) {
    const json::value* value = find(name);
    if (value == nullptr) {
        return;
    }
    const auto add = [&](const json::value& entry) {
        if (auto text = text_of(entry)) {
            to.push_back(std::move(*text));
        } else {
            fail(name, "an entry is neither text nor a number");
        }
    };
    if (const json::array* entries = value->if_array()) {
        std::for_each(entries->begin(), entries->end(), add);
    } else {
        add(*value);
    }
}

void MemberReader::time(std::string_view name, Timestamp& to) {
    std::string written;
    text(name, written);
    if (written.empty()) {
        return;
    }
    if (const auto time = base::parse_iso8601(written)) {
        to = *time;
    } else {
        fail(name, fmt::format("{} is no ISO 8601 time", quote(written)));
    }
}

std::optional<bool> MemberReader::flag(std::string_view name) {
    const json::value* value = find(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (const bool* flag = value->if_bool()) {
        return *flag;
    }
    fail(name, "neither true nor false");
    return std::nullopt;
}

std::optional<std::uint64_t> MemberReader::count(std::string_view name, std::uint64_t max) {
    const json::value* value = find(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    const std::uint64_t* large = value->if_uint64();
    const std::int64_t* small = value->if_int64();
    if (large == nullptr && (small == nullptr || *small < 0)) {
        fail(name, "no whole number from 0");
        return std::nullopt;
    }
    const std::uint64_t number = large != nullptr ? *large : static_cast<std::uint64_t>(*small);
    if (number > max) {
        fail(name, fmt::format("{} is above {}", number, max));
        return std::nullopt;
    }
    return number;
}

std::optional<double> MemberReader::real(std::string_view name) {
    const json::value* value = find(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (const double* number = value->if_double()) {
        if (!std::isfinite(*number)) {  // the text was a number, of more than a double holds
            fail(name, "too large a number");
            return std::nullopt;
        }
        return *number;
    }
    if (const std::int64_t* number = value->if_int64()) {
        return static_cast<double>(*number);
    }
    if (const std::uint64_t* number = value->if_uint64()) {
        return static_cast<double>(*number);
    }
    fail(name, "no number");
    return std::nullopt;
}

std::vector<std::string> MemberReader::unknown() const {
    constexpr std::size_t kNameBytesShown = 60;
    std::vector<std::string> names;
    for (const auto& member : *object_) {
        const std::string_view name(member.key().data(), member.key().size());
        if (std::find(asked_.begin(), asked_.end(), name) == asked_.end()) {
            names.push_back(prefix_ + base::escape_terminal(base::cut_utf8(name, kNameBytesShown)));
        }
    }
    return names;
}

Result<void> MemberReader::finish(bool closed) {
    if (closed && good()) {
        const std::vector<std::string> names = unknown();
        if (!names.empty()) {
            fail(std::string_view(names.front()).substr(prefix_.size()), "unknown");
        }
    }
    if (!good()) {
        return Error{ErrorCode::kInvalidArgument, fault_};
    }
    return {};
}

void put_raw_member(std::string& json, std::string_view name, std::string_view raw) {
    if (json.back() != '{') {
        json += ',';
    }
    json += fmt::format("\"{}\":", name);
    json += raw;
}

void put_member(std::string& json, std::string_view name, std::string_view text) {
    if (!text.empty()) {
        put_raw_member(json, name, fmt::format("\"{}\"", base::escape_json(text)));
    }
}

void put_member(std::string& json, std::string_view name, const std::vector<std::string>& texts) {
    if (texts.empty()) {
        return;
    }
    std::string list = "[";
    for (const std::string& text : texts) {
        list += fmt::format("{}\"{}\"", list.size() > 1 ? "," : "", base::escape_json(text));
    }
    put_raw_member(json, name, list + "]");
}

void put_member(std::string& json, std::string_view name, Timestamp time) {
    if (time != Timestamp{}) {
        put_member(json, name, base::to_iso8601(time));
    }
}

}  // namespace kb::exchange
