// SPDX-License-Identifier: Apache-2.0
#pragma once

// JSON as the exchange formats use it: one object a line, read with limits and with numbers exact
// to the last bit, and members read by name and type.

#include <kb/result.hpp>
#include <kb/types.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb::exchange {

inline constexpr std::size_t kJsonDepthMax = 32;

// Errors: kInvalidArgument, naming the byte (from 1).
[[nodiscard]] Result<boost::json::object> parse_object(std::string_view text);

// Text, or a number as text; nothing for other types.
[[nodiscard]] std::optional<std::string> text_of(const boost::json::value& value);

// Reads the members of one object, each at most once, and remembers the first thing that is wrong.
// After a fault every read gives nothing. One thread at a time; the object must outlive it.
class MemberReader {
public:
    explicit MemberReader(const boost::json::object& object, std::string prefix = {})
        : object_(&object), prefix_(std::move(prefix)) {}

    // The member, or nothing where it is missing or null.
    const boost::json::value* find(std::string_view name);
    void text(std::string_view name, std::string& to);                // numbers become text
    void texts(std::string_view name, std::vector<std::string>& to);  // an array, or one text
    void time(std::string_view name, Timestamp& to);
    std::optional<bool> flag(std::string_view name);
    std::optional<std::uint64_t> count(std::string_view name, std::uint64_t max);
    std::optional<double> real(std::string_view name);

    void fail(std::string_view name, std::string_view reason);
    [[nodiscard]] bool good() const noexcept { return fault_.empty(); }

    // Members that were not asked for, with the prefix.
    [[nodiscard]] std::vector<std::string> unknown() const;

    // Success, or the first fault; with `closed`, members that were not asked for are a fault.
    [[nodiscard]] Result<void> finish(bool closed);

private:
    const boost::json::object* object_;
    std::string prefix_;
    std::string fault_{};
    std::vector<std::string_view> asked_{};
};

// Reads a member by the way back of to_string(); nothing where it is missing, empty or wrong.
template <typename Enum>
std::optional<Enum> read_enum(MemberReader& members, std::string_view name,
                              Result<Enum> (*parse)(std::string_view)) {
    std::string text;
    members.text(name, text);
    if (text.empty()) {
        return std::nullopt;
    }
    const auto value = parse(text);
    if (!value) {
        members.fail(name, value.error().message);
        return std::nullopt;
    }
    return *value;
}

// Appends `"name":` and a value to an object under construction ("{", then members). What is empty
// or unknown is left out.
void put_member(std::string& json, std::string_view name, std::string_view text);
void put_member(std::string& json, std::string_view name, const std::vector<std::string>& texts);
void put_member(std::string& json, std::string_view name, Timestamp time);
void put_raw_member(std::string& json, std::string_view name, std::string_view raw);

}  // namespace kb::exchange
