// SPDX-License-Identifier: Apache-2.0
#pragma once

// The commands of a program as plain data, read from its CLI11 tree: what --help, the manual page
// and the completions are all made of, so that they cannot disagree.

#include <map>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace kb::tools {

struct Example {
    std::string command{};  // without the program: "search vpn -n 5"
    std::string meaning{};
};

// What the manual says of one command beyond its flags.
struct CommandText {
    std::string details{};  // a paragraph; may be empty
    std::vector<Example> examples{};
    std::string exits{};  // "0 found, 1 nothing found, 2 wrong use"
};

struct OptionDescription {
    std::vector<std::string> names{};  // "-n", "--limit"; empty for a positional
    std::string value_name{};          // "TEXT"; empty for a flag
    std::string description{};
    std::vector<std::string> choices{};  // the only values; empty: anything
    bool value_is_optional = false;      // --explain or --explain=ID
    bool required = false;
    bool repeated = false;
    bool positional = false;
    bool common = false;  // every command has it
};

struct CommandDescription {
    std::string name{};
    std::string purpose{};
    std::string group{};
    CommandText text{};
    std::vector<OptionDescription> options{};
    std::vector<CommandDescription> commands{};
};

using CommandTexts = std::map<const CLI::App*, CommandText>;

// The group of the options that every command has.
inline constexpr const char* kCommonGroup = "Common";

[[nodiscard]] CommandDescription describe(const CLI::App& app, const CommandTexts& texts);

// What --help prints, at most 80 columns wide. `path` is "kb-index search".
[[nodiscard]] std::string help_text(const CommandDescription& command, const std::string& path);

// "kb-index search [OPTIONS] TEXT..."
[[nodiscard]] std::string usage_line(const CommandDescription& command, const std::string& path);

// A manual page in roff.
[[nodiscard]] std::string manual_page(const CommandDescription& program);

// Completion scripts.
[[nodiscard]] std::string bash_completion(const CommandDescription& program);
[[nodiscard]] std::string zsh_completion(const CommandDescription& program);
[[nodiscard]] std::string fish_completion(const CommandDescription& program);

}  // namespace kb::tools
