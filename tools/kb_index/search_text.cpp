// SPDX-License-Identifier: Apache-2.0

// Hits for people. On a terminal lines end at its edge, but for an id, which is to be copied; in a
// pipe nothing is cut.

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "common/time_text.hpp"
#include "kb_index/search_output.hpp"

#include <algorithm>

namespace kb::tools {
namespace {

constexpr std::size_t kUsualColumns = 80;
constexpr std::size_t kTitleColumnsMin = 20;
constexpr std::size_t kSnippetIndent = 6;

// Stand for the marks around a match while lines are laid out; printable text has no controls.
constexpr char kMarkBegin = '\x01';
constexpr char kMarkEnd = '\x02';

std::string replace_marks(std::string_view text, bool colored) {
    std::string out;
    for (const char byte : text) {
        if (byte == kMarkBegin) {
            out += colored ? "\x1b[1m" : "[";
        } else if (byte == kMarkEnd) {
            out += colored ? "\x1b[0m" : "]";
        } else {
            out += byte;
        }
    }
    return out;
}

std::string marked(const Snippet& snippet) {
    std::string out = snippet.cut_before ? "... " : "";
    const std::string_view text = snippet.text;
    std::size_t at = 0;
    for (const auto& [begin, end] : snippet.spans) {
        out += printable_line(text.substr(at, begin - at));
        out += kMarkBegin + printable_line(text.substr(begin, end - begin)) + kMarkEnd;
        at = end;
    }
    out += printable_line(text.substr(at));
    return snippet.cut_after ? out + " ..." : out;
}

std::string used_text(const Hit& hit, Timestamp now) {
    if (hit.solved == 0) {
        return "";
    }
    return fmt::format("  used {}x, last {}", hit.solved, ago(hit.last_solved, now));
}

std::string corrections_text(const std::vector<Correction>& corrections) {
    std::vector<std::string> texts;
    for (const Correction& correction : corrections) {
        texts.push_back(fmt::format("{} for {}", printable_line(correction.to),
                                    printable_line(correction.from)));
    }
    return texts.empty() ? "" : fmt::format("   (searched {})", fmt::join(texts, ", "));
}

std::string head(const SearchAnswer& answer) {
    const SearchResponse& response = answer.response;
    const std::size_t count = response.hits.size();
    const std::string shown =
        answer.request.offset == 0
            ? std::to_string(count)
            : fmt::format("{}-{}", response.hits.front().rank, response.hits.back().rank);
    return fmt::format("{} of {}{} articles for  {}{}   as {}   {:.0f} ms\n", shown,
                       response.total.exact ? "" : "at least ", response.total.value,
                       printable_line(answer.request.text), corrections_text(response.corrections),
                       to_string(answer.request.viewer.audience), answer.took_ms);
}

// What all lines of one answer have in common.
struct Layout {
    std::size_t rank_columns = 2;
    std::size_t id_columns = 0;
    std::size_t title_columns = 0;
    bool id_below = false;  // on a line of its own, where somebody can copy it whole
    std::size_t width = 0;  // 0: not cut
};

Layout layout_of(const std::vector<Hit>& hits, Timestamp now, std::size_t width) {
    Layout layout{.rank_columns = std::max<std::size_t>(2, std::to_string(hits.back().rank).size()),
                  .width = width};
    std::size_t right = 0;
    std::size_t longest = 0;
    for (const Hit& hit : hits) {
        layout.id_columns = std::max(layout.id_columns, columns_of(printable_line(hit.id)));
        longest = std::max(longest, columns_of(printable_line(hit.title)));
        right = std::max(
            right, spaced(to_string(hit.state.confidence)).size() + used_text(hit, now).size());
    }
    const std::size_t total = width == 0 ? kUsualColumns : width;
    std::size_t taken = layout.rank_columns + layout.id_columns + right + 6;
    if (width != 0 && taken + std::min(longest, kTitleColumnsMin) > width) {
        layout.id_below = true;
        taken -= layout.id_columns + 2;
    }
    const std::size_t room = total > taken + kTitleColumnsMin ? total - taken : kTitleColumnsMin;
    layout.title_columns = std::min(room, longest);
    return layout;
}

void print_hit(const Hit& hit, const Layout& layout, Timestamp now, Console& console) {
    const std::string title = printable_line(hit.title);
    const std::string shown = layout.width == 0 ? title : cut(title, layout.title_columns);
    const std::string id = printable_line(hit.id);
    const std::string line = fmt::format(
        "{:>{}}  {}{}  {}{}", hit.rank, layout.rank_columns,
        layout.id_below ? "" : pad(id, layout.id_columns) + "  ", pad(shown, layout.title_columns),
        spaced(to_string(hit.state.confidence)), used_text(hit, now));
    console.print("{}\n", cut(line, layout.width));
    if (layout.id_below) {
        console.print("{}{}\n", std::string(layout.rank_columns + 2, ' '), id);
    }
    const std::string passage = wrap(marked(hit.snippet), layout.width, kSnippetIndent);
    console.write(replace_marks(passage, console.colored()));
    if (hit.explanation) {
        console.write(explanation_text(*hit.explanation, kSnippetIndent));
    }
}

}  // namespace

void print_text(const SearchAnswer& answer, Timestamp now, Console& console) {
    const std::vector<Hit>& hits = answer.response.hits;
    if (hits.empty()) {
        return;
    }
    console.write(head(answer));
    const Layout layout = layout_of(hits, now, console.width());
    for (const Hit& hit : hits) {
        print_hit(hit, layout, now, console);
    }
}

}  // namespace kb::tools
