// SPDX-License-Identifier: Apache-2.0
#include "exchange/markdown_writer.hpp"

#include "base/checksum.hpp"
#include "base/escape.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::exchange {
namespace {

constexpr std::size_t kFileNameBytesMax = 200;

void put(std::string& to, std::string_view key, std::string_view value) {
    if (!value.empty()) {
        // A JSON string is also a YAML one.
        to += fmt::format("{}: \"{}\"\n", key, base::escape_json(value));
    }
}

void put(std::string& to, std::string_view key, const std::vector<std::string>& values) {
    if (values.empty()) {
        return;
    }
    to += fmt::format("{}:\n", key);
    for (const std::string& value : values) {
        to += fmt::format("  - \"{}\"\n", base::escape_json(value));
    }
}

void put(std::string& to, std::string_view key, Timestamp time) {
    if (time != Timestamp{}) {
        put(to, key, base::to_iso8601(time));
    }
}

void put(std::string& to, std::string_view key, VersionNumber version) {
    if (version != 0) {
        to += fmt::format("{}: {}\n", key, version);
    }
}

void put_environment(std::string& to, const std::vector<EnvironmentEntry>& environment) {
    if (environment.empty()) {
        return;
    }
    to += "environment:\n";
    for (const EnvironmentEntry& entry : environment) {
        to += entry.name.empty() ? std::string("  - ")
                                 : fmt::format("  - \"{}\": ", base::escape_json(entry.name));
        to += fmt::format("\"{}\"\n", base::escape_json(entry.value));
    }
}

void put_section(std::string& to, std::string_view heading, std::string_view text) {
    if (!text.empty()) {
        to += fmt::format("\n## {}\n\n{}\n", heading, escape_markdown(text));
    }
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Whether lines of a paragraph begin or end with blanks, or are empty: fenced code keeps that, and
// is good to read. It does not keep what only a character reference does: carriage returns, tabs in
// front of a line, line feeds at both ends.
bool needs_code(std::string_view paragraph) {
    if (paragraph.empty() || paragraph.front() == '\n' || paragraph.back() == '\n' ||
        paragraph.find_first_of(std::string_view("\t\r\0", 3)) != std::string_view::npos) {
        return false;
    }
    for (std::size_t at = 0; at <= paragraph.size();) {
        const std::size_t end = std::min(paragraph.find('\n', at), paragraph.size());
        const std::string_view line = paragraph.substr(at, end - at);
        if (line.empty() || is_blank(line.front()) || is_blank(line.back())) {
            return true;
        }
        at = end + 1;
    }
    return false;
}

// Where a paragraph ends: at two line feeds, no more, between other characters.
std::size_t find_paragraph_end(std::string_view text) {
    std::size_t at = text.find_first_not_of('\n');
    while (at != std::string_view::npos) {
        const std::size_t feeds = text.find('\n', at);
        const std::size_t next =
            feeds == std::string_view::npos ? feeds : text.find_first_not_of('\n', feeds);
        if (next != std::string_view::npos && next - feeds == 2) {
            return feeds;
        }
        at = next;
    }
    return text.size();
}

std::string fenced(std::string_view paragraph) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : paragraph) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
    return fmt::format("{}\n{}\n{}", fence, paragraph, fence);
}

// ASCII punctuation may always be escaped by a backslash; what needs it is what can begin a mark.
bool is_mark(std::string_view text, std::size_t at, bool line_start) {
    const char c = text[at];
    if (c == ':') {  // ":::" begins a directive
        return (at > 0 && text[at - 1] == c) || text.substr(at + 1).starts_with(c);
    }
    return std::string_view("\\`*_[]<>&|~#!").find(c) != std::string_view::npos ||
           (line_start && (c == '-' || c == '+' || c == '='));
}

std::string escaped(std::string_view paragraph) {
    std::string text;
    bool line_start = true;
    bool only_digits = true;  // of this line so far
    for (std::size_t i = 0; i < paragraph.size(); ++i) {
        const char c = paragraph[i];
        const bool last = i + 1 == paragraph.size() || paragraph[i + 1] == '\n';
        if (c == '\n') {
            // A break needs text on both of its sides.
            text += line_start || i + 1 == paragraph.size() || paragraph[i + 1] == '\n' ? "&#10;"
                                                                                        : "\\\n";
            line_start = true;
            only_digits = true;
            continue;
        }
        if (c == '\r') {
            text += "&#13;";
        } else if (is_blank(c) && (line_start || last)) {
            text += c == ' ' ? "&#32;" : "&#9;";
        } else if (!line_start && only_digits && (c == '.' || c == ')')) {
            text += '\\';
            text += c;
        } else {
            text += is_mark(paragraph, i, line_start) ? "\\" : "";
            text += c;
        }
        only_digits = only_digits && c >= '0' && c <= '9';
        line_start = false;
    }
    return text;
}

// Markdown that reads as one paragraph or one block of code, whatever the text: a statement, which
// two paragraphs would make two of.
std::string escape_statement(std::string_view text) {
    return needs_code(text) ? fenced(text) : escaped(text);
}

}  // namespace

std::string escape_markdown(std::string_view text) {
    std::string markdown;
    for (;;) {
        const std::size_t end = find_paragraph_end(text);
        const std::string_view paragraph = text.substr(0, end);
        markdown += needs_code(paragraph) ? fenced(paragraph) : escaped(paragraph);
        if (end == text.size()) {
            return markdown;
        }
        markdown += "\n\n";
        text.remove_prefix(end + 2);
    }
}

std::string to_markdown(const Article& article) {
    std::string file = "---\n";
    put(file, "id", article.id);
    put(file, "title", article.title);
    put(file, "language", article.language);
    put(file, "translation_of", article.translation_of);
    put(file, "translation_of_version", article.translation_of_version);
    put(file, "confidence", to_string(article.state.confidence));
    put(file, "audience", to_string(article.state.audience));
    put(file, "governance", to_string(article.state.governance));
    put(file, "archive_reason", article.archive_reason);
    put(file, "owner", article.owner_domain);
    put(file, "products", article.products);
    put_environment(file, article.environment);
    put(file, "keywords", article.keywords);
    put(file, "codes", article.codes);
    put(file, "external_ids", article.external_ids);
    put(file, "originating_queries", article.originating_queries);
    put(file, "article_version", article.version);
    put(file, "created", article.created);
    put(file, "created_by", article.created_by);
    put(file, "updated", article.modified);
    put(file, "modified_by", article.modified_by);
    file += "---\n";
    for (const Statement& statement : article.issue) {
        file += fmt::format("\n## Issue\n\n{}\n", escape_statement(statement.text));
    }
    put_section(file, "Resolution", article.resolution);
    put_section(file, "Cause", article.cause);
    return base::escape_controls(file);
}

std::string file_name(std::string_view id) {
    std::string name;
    for (const char c : id) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                           (c == '.' && !name.empty());
        name += plain
                    ? std::string(1, c)
                    : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    if (name.empty() || name.size() > kFileNameBytesMax) {
        name.resize(std::min(name.size(), kFileNameBytesMax));
        name += fmt::format("-{:016x}", base::checksum(id));
    }
    return name + ".md";
}

}  // namespace kb::exchange
