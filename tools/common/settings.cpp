// SPDX-License-Identifier: Apache-2.0

// Reads kb.toml by toml++, which throws; nothing of it leaves this file.

#include "common/settings.hpp"

#include "common/suggestion.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace kb::tools {
namespace {

constexpr std::string_view kFileName = "kb.toml";

constexpr std::array<SettingKey, 14> kKeys{{
    {"base", "KB_BASE", "", "the base to work on; relative to the file that says so"},
    {"by", "KB_BY", "", "who writes; built-in: the user name of the system"},
    {"viewer", "KB_AS", "internal", "who asks: internal, partner, customer, public"},
    {"language", "KB_LANGUAGE", "en", "language of queries and of new articles"},
    {"color", "KB_COLOR", "auto", "auto, always or never"},
    {"wait", "KB_WAIT", "10", "seconds to wait while another process writes; 0: not"},
    {"disk_max", "KB_DISK_MAX", "0", "bytes the folder of the base may take; 0: no budget"},
    {"memory_max", "KB_MEMORY_MAX", "0", "bytes that writing may hold in memory; 0: no budget"},
    {"record_searches", "KB_RECORD_SEARCHES", "off",
     "on: search keeps every search as an event, as with --record"},
    {"report.tz", "KB_TZ", "UTC", "time zone of reports, an IANA name"},
    {"report.case_window", "KB_CASE_WINDOW", "72",
     "hours in which a case counts against an attempt"},
    {"report.cost_per_case", "KB_COST_PER_CASE", "0", "what one case costs; 0 shows no savings"},
    {"report.top", "KB_TOP", "25", "rows of lists"},
    {"report.min_people", "KB_MIN_PEOPLE", "5", "texts that fewer people searched are not shown"},
}};

Error config_error(const std::filesystem::path& file, std::string_view what) {
    return {.code = ErrorCode::kInvalidArgument,
            .message = fmt::format("{}: {}", file.string(), what)};
}

const SettingKey* find_key(std::string_view name) {
    const auto* const found = std::find_if(
        kKeys.begin(), kKeys.end(), [name](const SettingKey& key) { return key.name == name; });
    return found == kKeys.end() ? nullptr : found;
}

std::optional<std::string> scalar_text(const toml::node& node) {
    if (const auto* const text = node.as_string()) {
        return text->get();
    }
    if (const auto* const number = node.as_integer()) {
        return std::to_string(number->get());
    }
    if (const auto* const number = node.as_floating_point()) {
        return fmt::format("{}", number->get());
    }
    return std::nullopt;
}

Result<void> add_table(const toml::table& table, const std::string& prefix,
                       const std::filesystem::path& file, std::vector<Setting>& settings) {
    for (const auto& [name, node] : table) {
        const std::string key = prefix + std::string(name.str());
        if (const toml::table* const inner = node.as_table()) {
            const Result<void> done = add_table(*inner, key + ".", file, settings);
            if (!done) {
                return done.error();
            }
            continue;
        }
        if (find_key(key) == nullptr) {
            std::vector<std::string> known;
            std::transform(kKeys.begin(), kKeys.end(), std::back_inserter(known),
                           [](const SettingKey& each) { return std::string(each.name); });
            const std::string advice =
                did_you_mean(key, known, "known are " + fmt::format("{}", fmt::join(known, ", ")));
            return config_error(file, fmt::format("unknown key {}; {}", key, advice));
        }
        const std::optional<std::string> value = scalar_text(node);
        if (!value) {
            return config_error(file, fmt::format("{} is neither a text nor a number", key));
        }
        settings.push_back(
            {.key = key, .value = *value, .origin = file.string(), .folder = file.parent_path()});
    }
    return {};
}

Result<void> add_file(const std::filesystem::path& file, std::vector<Setting>& settings) {
    try {
        return add_table(toml::parse_file(file.string()), "", file, settings);
    } catch (const toml::parse_error& error) {
        const std::string where = fmt::format("line {}", error.source().begin.line);
        return config_error(file, fmt::format("{}: {}", where, error.description()));
    }
}

void add_environment(std::vector<Setting>& settings) {
    for (const SettingKey& key : kKeys) {
        const char* const value = std::getenv(std::string(key.variable).c_str());
        if (value != nullptr && *value != '\0') {
            settings.push_back({.key = std::string(key.name),
                                .value = value,
                                .origin = std::string(key.variable)});
        }
    }
}

// The nearest kb.toml of the working folder and the folders above it; empty where there is none.
std::filesystem::path nearest_file() {
    std::error_code error;
    std::filesystem::path folder = std::filesystem::current_path(error);
    while (!error && !folder.empty()) {
        std::error_code ignored;
        if (std::filesystem::is_regular_file(folder / kFileName, ignored)) {
            return folder / kFileName;
        }
        if (folder == folder.parent_path()) {
            break;
        }
        folder = folder.parent_path();
    }
    return {};
}

std::filesystem::path user_file() {
    const char* const configured = std::getenv("XDG_CONFIG_HOME");
    const char* const home = std::getenv("HOME");
    std::filesystem::path folder;
    if (configured != nullptr && *configured != '\0') {
        folder = configured;
    } else if (home != nullptr && *home != '\0') {
        folder = std::filesystem::path(home) / ".config";
    }
    const std::filesystem::path file = folder / "kb" / kFileName;
    std::error_code ignored;
    const bool exists = !folder.empty() && std::filesystem::is_regular_file(file, ignored);
    return exists ? file : std::filesystem::path{};
}

// All of `text` as a number; nothing where it is none.
template <typename Number>
std::optional<Number> whole_text_as(std::string_view text) {
    Number number{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && stop == end ? std::optional(number) : std::nullopt;
}

}  // namespace

Result<std::uint64_t> parse_number(std::string_view text, NumberRange range) {
    const auto number = whole_text_as<std::uint64_t>(text);
    if (number && *number >= range.first && *number <= range.last) {
        return *number;
    }
    const std::string values = range.last == std::numeric_limits<std::uint64_t>::max()
                                   ? fmt::format("of at least {}", range.first)
                                   : fmt::format("from {} to {}", range.first, range.last);
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = fmt::format("{} is no whole number {}",
                                        text.empty() ? "an empty text" : text, values)};
}

std::span<const SettingKey> setting_keys() { return kKeys; }

Result<Settings> Settings::load() {
    Settings settings;
    add_environment(settings.layered_);
    for (const std::filesystem::path& file : {nearest_file(), user_file()}) {
        if (file.empty()) {
            continue;
        }
        const Result<void> added = add_file(file, settings.layered_);
        if (!added) {
            return added.error();
        }
    }
    return settings;
}

std::optional<Setting> Settings::find(std::string_view key) const {
    const auto found = std::find_if(layered_.begin(), layered_.end(),
                                    [key](const Setting& setting) { return setting.key == key; });
    if (found != layered_.end()) {
        return *found;
    }
    const SettingKey* const known = find_key(key);
    if (known == nullptr || known->built_in.empty()) {
        return std::nullopt;
    }
    return Setting{
        .key = std::string(key), .value = std::string(known->built_in), .origin = "built-in"};
}

std::string Settings::value_or(const std::string& flag, std::string_view key) const {
    if (!flag.empty()) {
        return flag;
    }
    const std::optional<Setting> setting = find(key);
    return setting ? setting->value : std::string{};
}

std::string Settings::origin_of(const std::string& flag, std::string_view name,
                                std::string_view key) const {
    const std::optional<Setting> setting = flag.empty() ? find(key) : std::nullopt;
    if (!setting) {
        return std::string(name);
    }
    return setting->folder.empty() ? setting->origin : fmt::format("{}: {}", setting->origin, key);
}

Result<std::uint64_t> Settings::number(const std::string& flag, std::string_view name,
                                       std::string_view key, NumberRange range) const {
    Result<std::uint64_t> number = parse_number(value_or(flag, key), range);
    if (number) {
        return number;
    }
    return Error{.code = number.error().code,
                 .message = origin_of(flag, name, key) + ": " + number.error().message};
}

Result<double> Settings::amount(const std::string& flag, std::string_view name,
                                std::string_view key, double max) const {
    const std::string text = value_or(flag, key);
    const auto amount = whole_text_as<double>(text);
    if (amount && std::isfinite(*amount) && *amount >= 0.0 && *amount <= max) {
        return *amount;
    }
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = fmt::format("{}: {} is no number from 0 to {:.0f}",
                                        origin_of(flag, name, key), text, max)};
}

}  // namespace kb::tools
