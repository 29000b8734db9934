// SPDX-License-Identifier: Apache-2.0
#include "exchange/html_guard.hpp"

#include "exchange/html_tags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace kb::exchange {
namespace {

using Names = std::vector<std::string>;

constexpr auto kVoid = std::to_array<std::string_view>(
    {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
     "keygen", "link", "meta", "param", "source", "track", "wbr"});
constexpr auto kFormatting =
    std::to_array<std::string_view>({"a", "b", "big", "code", "em", "font", "i", "nobr", "s",
                                     "small", "strike", "strong", "tt", "u"});
// What an end tag may leave open below it without going against its element.
constexpr auto kImplied = std::to_array<std::string_view>(
    {"dd", "dt", "li", "optgroup", "option", "p", "rb", "rp", "rt", "rtc"});
constexpr auto kTable = std::to_array<std::string_view>(
    {"caption", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"});
// Their end forgets the formatting elements opened within.
constexpr auto kCells = std::to_array<std::string_view>({"caption", "td", "th"});
// Content by other rules: what looks like a part of a table is none there.
constexpr auto kForeign = std::to_array<std::string_view>({"math", "svg"});
constexpr auto kCloseParagraph = std::to_array<std::string_view>(
    {"address", "article",  "aside",      "blockquote", "center",  "details", "dir",  "div",
     "dl",      "fieldset", "figcaption", "figure",     "footer",  "form",    "h1",   "h2",
     "h3",      "h4",       "h5",         "h6",         "header",  "hr",      "main", "menu",
     "nav",     "ol",       "p",          "pre",        "section", "summary", "ul"});
template <std::size_t n>
bool contains(const std::array<std::string_view, n>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// The open elements as the standard's tree construction (section 13.2.6) would have them, or more
// of them: an end tag that meets what it should not meet closes nothing here.
class Stack {
public:
    void start(const HtmlTag& tag) {
        if (contains(kCloseParagraph, tag.name)) {
            close_implied("p");
        }
        if (tag.name == "li") {
            close_implied("li");
        } else if (tag.name == "dd" || tag.name == "dt") {
            close_implied("dd");
            close_implied("dt");
        } else if (tag.name == "option" && !open_.empty() && open_.back() == "option") {
            open_.pop_back();
        } else if (tag.name == "a") {
            end_formatting("a");
        } else if (contains(kTable, tag.name) && tag.name != "table") {
            start_table_part(tag.name);
        }
        if (contains(kVoid, tag.name) || (tag.closes_itself && in_foreign())) {
            return;
        }
        if (contains(kFormatting, tag.name)) {
            formatting_.push_back(tag.name);
        } else if (is_cell(tag.name)) {
            formatting_.emplace_back(kMark);
        }
        open_.push_back(tag.name);
    }

    void end(const HtmlTag& tag) {
        if (contains(kFormatting, tag.name)) {
            end_formatting(tag.name);
            return;
        }
        const bool table = contains(kTable, tag.name);
        for (std::size_t i = open_.size(); i-- > 0;) {
            const std::string& name = open_[i];
            if (name == tag.name) {
                close_from(i);
                return;
            }
            const bool passes = table ? !ends_table_scope(name)
                                      : contains(kImplied, name) || contains(kFormatting, name);
            if (!passes) {
                return;
            }
        }
    }

    // Formatting elements that come back in the block are open again, too.
    [[nodiscard]] std::size_t depth() const { return open_.size() + formatting_.size(); }
    [[nodiscard]] std::size_t formatting() const { return formatting_.size(); }
    [[nodiscard]] bool in_foreign() const { return is_open("svg") || is_open("math"); }
    [[nodiscard]] bool is_open(std::string_view name) const {
        return std::find(open_.begin(), open_.end(), name) != open_.end();
    }

private:
    static constexpr std::string_view kMark = "|";  // in formatting_: a cell begins

    static bool ends_table_scope(std::string_view name) {
        return name == "table" || name == "template" || contains(kForeign, name);
    }
    [[nodiscard]] bool is_cell(std::string_view name) const {
        return contains(kCells, name) && is_open("table");
    }

    void close_from(std::size_t first) {
        for (std::size_t i = open_.size(); i-- > first;) {
            if (is_cell(open_[i])) {
                const auto mark = std::find(formatting_.rbegin(), formatting_.rend(), kMark);
                if (mark != formatting_.rend()) {
                    formatting_.erase(mark.base() - 1, formatting_.end());
                }
            }
        }
        open_.resize(first);
    }

    void close_implied(std::string_view wanted) {
        for (std::size_t i = open_.size(); i-- > 0;) {
            const std::string& name = open_[i];
            if (name == wanted) {
                close_from(i);
                return;
            }
            const bool passes = contains(kFormatting, name) ||
                                (wanted != "p" && (name == "p" || name == "div" || name == "span"));
            if (!passes) {
                return;
            }
        }
    }

    // A cell ends the cell before it, a row the row, a group of rows the group.
    void start_table_part(std::string_view name) {
        const bool cell = name == "td" || name == "th";
        for (std::size_t i = open_.size(); i-- > 0;) {
            const std::string& open = open_[i];
            const bool holds =
                open == "table" || (cell && open == "tr") ||
                ((cell || name == "tr") && (open == "tbody" || open == "thead" || open == "tfoot"));
            if (holds && i + 1 < open_.size() && contains(kTable, open_[i + 1])) {
                close_from(i + 1);
            }
            if (holds || ends_table_scope(open)) {
                return;
            }
        }
    }

    void end_formatting(std::string_view name) {
        const auto mark = std::find(formatting_.rbegin(), formatting_.rend(), kMark);
        const auto last = std::find(formatting_.rbegin(), mark, name);
        if (last == mark) {
            return;
        }
        formatting_.erase(last.base() - 1);
        // On the stack only where nothing but formatting stands above it; else it stays counted.
        for (std::size_t i = open_.size(); i-- > 0 && contains(kFormatting, open_[i]);) {
            if (open_[i] == name) {
                open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
                return;
            }
        }
    }

    Names open_{};
    Names formatting_{};
};

}  // namespace

std::optional<std::string> find_html_excess(std::string_view html) {
    HtmlTags tags(html);
    Stack stack;
    std::size_t work = 0;
    for (HtmlTag tag; tags.next(tag);) {
        if (tag.attributes > kHtmlAttributesMax) {
            return fmt::format("a tag with more than {} attributes", kHtmlAttributesMax);
        }
        if (tag.after_cdata && stack.in_foreign()) {
            return std::string("a CDATA section");
        }
        if (!tag.end && is_raw_element(tag.name)) {
            const bool maybe_not_raw = stack.in_foreign() || stack.is_open("select");
            if (!tags.skip_raw(tag.name, maybe_not_raw)) {
                return fmt::format("a {} element without a clear end", tag.name);
            }
            continue;
        }
        if (tag.end) {
            stack.end(tag);
        } else {
            stack.start(tag);
        }
        if (stack.formatting() > kHtmlFormattingMax) {
            return fmt::format("more than {} formatting tags open", kHtmlFormattingMax);
        }
        if (stack.depth() > kHtmlDepthMax) {
            return fmt::format("nested deeper than {}", kHtmlDepthMax);
        }
        // Each tag may open the formatting elements again, and looks through the stack.
        work += 1 + stack.formatting() + stack.depth() / 8;
        if (work > kHtmlWorkMax) {
            return std::string("tags that belong to too many open elements");
        }
    }
    return std::nullopt;
}

}  // namespace kb::exchange
