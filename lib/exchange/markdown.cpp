// SPDX-License-Identifier: Apache-2.0
#include "exchange/markdown.hpp"

#include "exchange/markdown_directives.hpp"
#include "exchange/markup.hpp"

#include <fmt/format.h>
#include <md4c.h>

#include <algorithm>
#include <cstdint>
#include <string>

namespace kb::exchange {
namespace {

constexpr std::size_t kPageBytes = 4096;
constexpr std::uint64_t kParagraphWorkMax = 1'000'000'000;  // lines times brackets; under a second

// Told by md4c what stands where. Each step is counted, because a table of many columns makes md4c
// call once for every cell that is not there.
class Walker {
public:
    explicit Walker(std::size_t input_bytes)
        : outline_(kExpansionMax * input_bytes + kPageBytes),
          steps_left_(kExpansionMax * input_bytes + kPageBytes) {}

    int enter(MD_BLOCKTYPE type, const void* detail);
    int leave(MD_BLOCKTYPE type);
    int text(MD_TEXTTYPE type, std::string_view text);
    int step() { return steps_left_-- == 0 || outline_.full() ? 1 : 0; }
    std::vector<Section> take() { return outline_.take(); }

private:
    Outline outline_;
    std::size_t steps_left_;
    TagStripper html_{};
    bool in_code_ = false;
};

int Walker::enter(MD_BLOCKTYPE type, const void* detail) {
    switch (type) {
    case MD_BLOCK_H:
        outline_.begin_heading(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
        break;
    case MD_BLOCK_UL: outline_.begin_list(false, 1); break;
    case MD_BLOCK_OL:
        outline_.begin_list(true, static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->start);
        break;
    case MD_BLOCK_LI: outline_.begin_item(); break;
    case MD_BLOCK_CODE:
        outline_.begin_code();
        in_code_ = true;
        break;
    case MD_BLOCK_TR: outline_.begin_row(); break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: outline_.begin_cell(); break;
    case MD_BLOCK_P:
    case MD_BLOCK_HR:
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_TABLE:
    case MD_BLOCK_HTML: outline_.block(); break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY: break;
    }
    return step();
}

int Walker::leave(MD_BLOCKTYPE type) {
    outline_.flowing_text(html_.finish());
    switch (type) {
    case MD_BLOCK_H: outline_.end_heading(); break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL: outline_.end_list(); break;
    case MD_BLOCK_CODE:
        outline_.end_code();
        in_code_ = false;
        break;
    case MD_BLOCK_P:
    case MD_BLOCK_HR:
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_TABLE:
    case MD_BLOCK_HTML: outline_.block(); break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_LI:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: break;
    }
    return step();
}

int Walker::text(MD_TEXTTYPE type, std::string_view text) {
    switch (type) {
    case MD_TEXT_NORMAL:
    case MD_TEXT_LATEXMATH: outline_.text(text); break;
    case MD_TEXT_NULLCHAR: outline_.text("\xEF\xBF\xBD"); break;
    case MD_TEXT_BR: outline_.line_break(); break;
    case MD_TEXT_SOFTBR: outline_.text(" "); break;
    case MD_TEXT_ENTITY: {
        std::string meant;
        append_reference(meant, text);
        outline_.text(meant);
        break;
    }
    case MD_TEXT_CODE:
        if (in_code_) {
            outline_.code(text);
        } else {
            outline_.text(text);
        }
        break;
    case MD_TEXT_HTML: {
        // Lines that the tags mean, not those of the source.
        const std::string visible = html_.strip(text, true);
        for (std::size_t at = 0; at < visible.size();) {
            const std::size_t end = std::min(visible.find('\n', at), visible.size());
            outline_.flowing_text(std::string_view(visible).substr(at, end - at));
            if (end < visible.size()) {
                outline_.line_break();
            }
            at = end + 1;
        }
        break;
    }
    }
    return step();
}

int enter_block(MD_BLOCKTYPE type, void* detail, void* walker) {
    return static_cast<Walker*>(walker)->enter(type, detail);
}
int leave_block(MD_BLOCKTYPE type, void* /*detail*/, void* walker) {
    return static_cast<Walker*>(walker)->leave(type);
}
int pass_span(MD_SPANTYPE /*type*/, void* /*detail*/, void* walker) {
    return static_cast<Walker*>(walker)->step();
}
int take_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* walker) {
    return static_cast<Walker*>(walker)->text(type, {text, size});
}

// For each link reference md4c looks through the lines of its paragraph, so a paragraph of very
// many of both takes it minutes. Counts that work, and a bracket of any kind as a reference.
bool has_endless_paragraph(std::string_view markdown) {
    std::uint64_t work = 0;
    std::uint64_t lines = 0;
    std::uint64_t brackets = 0;
    for (std::size_t at = 0; at < markdown.size();) {
        const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
        const std::string_view line = markdown.substr(at, end - at);
        at = end + 1;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
            work += lines * brackets;
            lines = brackets = 0;
            continue;
        }
        ++lines;
        brackets += static_cast<std::uint64_t>(std::count(line.begin(), line.end(), ']'));
    }
    return work + lines * brackets > kParagraphWorkMax;
}

}  // namespace

Result<std::vector<Section>> read_markdown(std::string_view markdown) {
    std::string plain;
    if (has_directives(markdown)) {
        plain = resolve_directives(markdown);
        markdown = plain;
    }
    if (has_endless_paragraph(markdown)) {
        return Error{ErrorCode::kResourceExhausted, "too many links in one paragraph"};
    }
    Walker walker(markdown.size());
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
    parser.enter_block = enter_block;
    parser.leave_block = leave_block;
    parser.enter_span = pass_span;
    parser.leave_span = pass_span;
    parser.text = take_text;
    const int status =
        md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &walker);
    if (status != 0) {
        return Error{ErrorCode::kResourceExhausted,
                     fmt::format("its text is more than {} times its size", kExpansionMax)};
    }
    return walker.take();
}

}  // namespace kb::exchange
