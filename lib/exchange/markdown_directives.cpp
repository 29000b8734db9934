// SPDX-License-Identifier: Apache-2.0
#include "exchange/markdown_directives.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace kb::exchange {
namespace {

constexpr std::string_view kDirective = ":::";
constexpr std::string_view kMark = "[!";
constexpr std::string_view kTab = "](#tab/";

// A line without the blanks, quote marks and list marks before its text.
std::string_view content_of(std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t>"), line.size()));
    return line;
}

// Follows fenced code blocks from line to line.
class Fence {
public:
    // Whether the line belongs to fenced code, its fences included.
    bool take(std::string_view line) {
        const std::string_view content = content_of(line);
        const char mark = content.empty() ? '\0' : content.front();
        const std::size_t length = mark == '`' || mark == '~'
                                       ? std::min(content.find_first_not_of(mark), content.size())
                                       : 0;
        if (length_ == 0) {
            // Backticks behind the fence make it inline code.
            const bool opens =
                length >= 3 && (mark == '~' || content.find('`', length) == std::string_view::npos);
            mark_ = mark;
            length_ = opens ? length : 0;
            return opens;
        }
        if (mark == mark_ && length >= length_ &&
            content.find_first_not_of(" \t\r\n", length) == std::string_view::npos) {
            length_ = 0;
        }
        return true;
    }

private:
    char mark_ = 0;
    std::size_t length_ = 0;  // of the opening fence; 0: no code here
};

// The value of an attribute such as alt-text="...".
std::string_view attribute(std::string_view directive, std::string_view name) {
    for (std::size_t at = directive.find(name); at != std::string_view::npos;
         at = directive.find(name, at + 1)) {
        const std::string_view rest = directive.substr(at + name.size());
        if (rest.starts_with("=\"") && at > 0 && directive[at - 1] == ' ') {
            return rest.substr(2, std::min(rest.find('"', 2), rest.size()) - 2);
        }
    }
    return {};
}

// Replaces the directives of a line. One without an end is a whole line of its own.
std::string without_directives(std::string_view line) {
    std::string plain;
    for (std::size_t open = line.find(kDirective); open != std::string_view::npos;
         open = line.find(kDirective)) {
        plain += line.substr(0, open);
        line.remove_prefix(open + kDirective.size());
        const std::size_t close = line.find(kDirective);
        if (close == std::string_view::npos &&
            plain.find_first_not_of(" \t>-*0123456789.") != std::string::npos) {
            plain += kDirective;  // three colons in a sentence
            break;
        }
        const std::string_view directive = line.substr(0, std::min(close, line.size()));
        if (directive.starts_with("image")) {
            plain += attribute(directive, "alt-text");
        } else if (directive.starts_with("no-loc")) {
            plain += attribute(directive, "text");
        }
        line.remove_prefix(std::min(directive.size() + kDirective.size(), line.size()));
    }
    return plain + std::string(line);
}

// What stands for something that is not text: "[!INCLUDE ...", "[!VIDEO ...", "[!div ...".
bool is_box(std::string_view word) {
    constexpr std::array<std::string_view, 4> kBoxes{"include", "video", "div", "code"};
    return std::any_of(kBoxes.begin(), kBoxes.end(), [&](std::string_view box) {
        return std::equal(box.begin(), box.end(), word.begin(), word.end(),
                          [](char a, char b) { return a == static_cast<char>(b | 0x20); });
    });
}

// "[!NOTE]" to "Note:", a box to nothing.
std::string without_marks(std::string_view line) {
    std::string plain;
    for (std::size_t open = line.find(kMark); open != std::string_view::npos;
         open = line.find(kMark)) {
        plain += line.substr(0, open);
        line.remove_prefix(open + kMark.size());
        const bool image = plain.ends_with('[') || plain.ends_with('!');  // [![badge](...)](...)
        const std::size_t word =
            std::min(line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
                     line.size());
        if (image || word == 0) {
            plain += kMark;
            continue;
        }
        if (line.substr(word).starts_with(']')) {
            plain += static_cast<char>(line.front() & ~0x20);  // upper case
            std::transform(line.begin() + 1, line.begin() + static_cast<std::ptrdiff_t>(word),
                           std::back_inserter(plain),
                           [](char c) { return static_cast<char>(c | 0x20); });
            plain += ':';
            line.remove_prefix(word + 1);
            continue;
        }
        if (!is_box(line.substr(0, word))) {
            plain += kMark;
            continue;
        }
        // Up to the bracket that closes it, and the target of a link.
        std::size_t depth = 1;
        std::size_t end = 0;
        while (end < line.size() && depth > 0) {
            depth += line[end] == '[' ? 1U : 0U;
            depth -= line[end] == ']' ? 1U : 0U;
            ++end;
        }
        line.remove_prefix(end);
        if (line.starts_with('(')) {
            line.remove_prefix(std::min(line.find(')'), line.size() - 1) + 1);
        }
    }
    return plain + std::string(line);
}

// "# [Windows](#tab/windows)" without what makes it a heading.
std::string_view without_tab(std::string_view line) {
    const std::size_t heading = line.find_first_not_of("# ");
    if (line.starts_with('#') && heading != std::string_view::npos && line[heading] == '[' &&
        line.find(kTab) != std::string_view::npos) {
        line.remove_prefix(heading);
    }
    return line;
}

}  // namespace

bool has_directives(std::string_view markdown) noexcept {
    return markdown.find(kDirective) != std::string_view::npos ||
           markdown.find(kMark) != std::string_view::npos ||
           markdown.find(kTab) != std::string_view::npos;
}

std::string resolve_directives(std::string_view markdown) {
    std::string plain;
    plain.reserve(markdown.size());
    Fence fence;
    while (!markdown.empty()) {
        const std::size_t end = std::min(markdown.find('\n'), markdown.size() - 1) + 1;
        std::string_view line = markdown.substr(0, end);
        markdown.remove_prefix(end);
        if (fence.take(line)) {
            plain += line;
            continue;
        }
        const std::string_view feed = line.ends_with('\n') ? "\n" : "";
        line.remove_suffix(feed.size());
        plain += without_marks(without_directives(without_tab(line)));
        plain += feed;
    }
    return plain;
}

}  // namespace kb::exchange
