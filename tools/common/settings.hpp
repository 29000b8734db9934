// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is configured, and where: KB_* variables, the nearest kb.toml in the working folder or above
// it, and the user's kb.toml under $XDG_CONFIG_HOME/kb. The first that has a key wins; a flag beats
// them all.

#include <kb/result.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb::tools {

// The whole numbers that a value may be.
struct NumberRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

// Errors: kInvalidArgument, "abc is no whole number from 1 to 10"; without an end where `last` is
// the largest there is.
[[nodiscard]] Result<std::uint64_t> parse_number(std::string_view text, NumberRange range);

// A key that may be configured.
struct SettingKey {
    std::string_view name;         // "report.tz"
    std::string_view variable;     // "KB_TZ"
    std::string_view built_in;     // what holds where nothing is configured; may be empty
    std::string_view description;  // for `config list` and the manual
};

struct Setting {
    std::string key{};
    std::string value{};
    std::string origin{};            // "KB_BASE", "/home/ana/kb.toml", "built-in"
    std::filesystem::path folder{};  // of the file it came from; empty: no file
};

// Every key there is.
[[nodiscard]] std::span<const SettingKey> setting_keys();

class Settings {
public:
    // Errors: kInvalidArgument for a file that does not parse, an unknown key (with the nearest
    // known one) or a value of the wrong kind.
    static Result<Settings> load();

    // The value in force; nothing where neither a layer nor the built-in has one.
    // Precondition: `key` is one of setting_keys().
    [[nodiscard]] std::optional<Setting> find(std::string_view key) const;

    // `flag` where it is not empty, else the value in force, else empty.
    [[nodiscard]] std::string value_or(const std::string& flag, std::string_view key) const;

    // The same as a whole number. `name` is the flag's, for the message.
    //
    // Errors: kInvalidArgument, naming the flag, variable or file the value came from.
    [[nodiscard]] Result<std::uint64_t> number(const std::string& flag, std::string_view name,
                                               std::string_view key, NumberRange range) const;

    // The same as a number with a fraction, from 0 to `max`.
    [[nodiscard]] Result<double> amount(const std::string& flag, std::string_view name,
                                        std::string_view key, double max) const;

private:
    // Where the value in force came from, as a message names it.
    [[nodiscard]] std::string origin_of(const std::string& flag, std::string_view name,
                                        std::string_view key) const;

    std::vector<Setting> layered_;  // the first of a key wins
};

}  // namespace kb::tools
