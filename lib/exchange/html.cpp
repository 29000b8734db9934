// SPDX-License-Identifier: Apache-2.0
#include "exchange/html.hpp"

#include "exchange/html_guard.hpp"
#include "exchange/markdown.hpp"
#include "exchange/markup.hpp"

#include <fmt/format.h>
#include <gumbo.h>

#include <algorithm>
#include <memory>

namespace kb::exchange {
namespace {

constexpr std::size_t kPageBytes = 4096;
constexpr std::size_t kWalkDepthMax = 4 * kHtmlDepthMax;  // the guard's estimate with room to spare

struct DestroyOutput {
    void operator()(GumboOutput* output) const noexcept {
        gumbo_destroy_output(&kGumboDefaultOptions, output);
    }
};
using Output = std::unique_ptr<GumboOutput, DestroyOutput>;

std::string_view attribute(const GumboNode& node, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&node.v.element.attributes, name);
    return found == nullptr ? std::string_view() : found->value;
}

bool is_element(const GumboNode& node) {
    return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

// What is not read as part of the text.
bool is_dropped(GumboTag tag) {
    switch (static_cast<int>(tag)) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOEMBED: return true;
    default: return false;
    }
}

unsigned heading_level(GumboTag tag) {
    switch (static_cast<int>(tag)) {
    case GUMBO_TAG_H1: return 1;
    case GUMBO_TAG_H2: return 2;
    case GUMBO_TAG_H3: return 3;
    case GUMBO_TAG_H4: return 4;
    case GUMBO_TAG_H5: return 5;
    case GUMBO_TAG_H6: return 6;
    default: return 0;
    }
}

bool is_block(GumboTag tag) {
    switch (static_cast<int>(tag)) {
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_P:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE: return true;
    default: return false;
    }
}

// Tells an Outline what a tree holds. The depth is limited by the guard before it.
class Walker {
public:
    explicit Walker(std::size_t input_bytes) : outline_(kExpansionMax * input_bytes + kPageBytes) {}

    void walk(const GumboNode& node, std::size_t depth);
    [[nodiscard]] bool full() const { return outline_.full(); }
    std::vector<Section> take() { return outline_.take(); }

private:
    void walk_children(const GumboNode& node, std::size_t depth) {
        const GumboVector& children = node.v.element.children;
        for (unsigned i = 0; i < children.length && !outline_.full(); ++i) {
            walk(*static_cast<const GumboNode*>(children.data[i]), depth + 1);
        }
    }
    void walk_element(const GumboNode& node, std::size_t depth);

    Outline outline_;
    bool in_code_ = false;
};

void Walker::walk(const GumboNode& node, std::size_t depth) {
    if (depth > kWalkDepthMax) {
        return;
    }
    switch (node.type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_WHITESPACE:
        if (in_code_) {
            outline_.code(node.v.text.text);
        } else {
            outline_.flowing_text(node.v.text.text);
        }
        break;
    case GUMBO_NODE_ELEMENT: walk_element(node, depth); break;
    case GUMBO_NODE_DOCUMENT:
    case GUMBO_NODE_COMMENT:
    case GUMBO_NODE_TEMPLATE: break;
    }
}

void Walker::walk_element(const GumboNode& node, std::size_t depth) {
    const GumboTag tag = node.v.element.tag;
    if (is_dropped(tag)) {
        return;
    }
    if (in_code_) {
        if (tag == GUMBO_TAG_BR) {
            outline_.code("\n");
        }
        walk_children(node, depth);
    } else if (const unsigned level = heading_level(tag)) {
        outline_.begin_heading(level);
        walk_children(node, depth);
        outline_.end_heading();
    } else if (tag == GUMBO_TAG_PRE) {
        outline_.begin_code();
        in_code_ = true;
        walk_children(node, depth);
        in_code_ = false;
        outline_.end_code();
    } else if (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DIR) {
        outline_.begin_list(tag == GUMBO_TAG_OL, 1);
        walk_children(node, depth);
        outline_.end_list();
    } else if (tag == GUMBO_TAG_LI) {
        outline_.begin_item();
        walk_children(node, depth);
    } else if (tag == GUMBO_TAG_TR) {
        outline_.begin_row();
        walk_children(node, depth);
    } else if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
        outline_.begin_cell();
        walk_children(node, depth);
    } else if (tag == GUMBO_TAG_BR) {
        outline_.line_break();
    } else if (tag == GUMBO_TAG_IMG) {
        outline_.flowing_text(attribute(node, "alt"));
    } else if (is_block(tag)) {
        outline_.block();
        walk_children(node, depth);
        outline_.block();
    } else {
        walk_children(node, depth);
    }
}

// The first element of a kind, in document order.
const GumboNode* find_first(const GumboNode& node, GumboTag tag, std::size_t depth = 0) {
    if (!is_element(node) || depth > kWalkDepthMax) {
        return nullptr;
    }
    if (node.v.element.tag == tag) {
        return &node;
    }
    const GumboVector& children = node.v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
        const auto& child = *static_cast<const GumboNode*>(children.data[i]);
        if (const GumboNode* found = find_first(child, tag, depth + 1)) {
            return found;
        }
    }
    return nullptr;
}

// All text of an element on one line.
std::string line_of(const GumboNode* node) {
    if (node == nullptr) {
        return {};
    }
    Outline line(kPageBytes);
    std::vector<const GumboNode*> open{node};
    while (!open.empty()) {
        const GumboNode& next = *open.back();
        open.pop_back();
        if (next.type == GUMBO_NODE_TEXT || next.type == GUMBO_NODE_WHITESPACE) {
            line.flowing_text(next.v.text.text);
        } else if (is_element(next)) {
            const GumboVector& children = next.v.element.children;
            for (unsigned i = children.length; i-- > 0;) {
                open.push_back(static_cast<const GumboNode*>(children.data[i]));
            }
        }
    }
    return line.take().front().text;
}

void read_head(const GumboNode& root, HtmlDocument& document) {
    document.language = attribute(root, "lang");
    document.title = line_of(find_first(root, GUMBO_TAG_H1));
    const GumboNode* head = find_first(root, GUMBO_TAG_HEAD);
    if (head == nullptr) {
        return;
    }
    if (document.title.empty()) {
        document.title = line_of(find_first(*head, GUMBO_TAG_TITLE));
    }
    const GumboVector& children = head->v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
        const auto& child = *static_cast<const GumboNode*>(children.data[i]);
        if (!is_element(child) || child.v.element.tag != GUMBO_TAG_META) {
            continue;
        }
        const std::string_view name = attribute(child, "name");
        const std::string_view content = trim(attribute(child, "content"));
        if (!name.empty() && !content.empty()) {
            document.meta.push_back(
                {.name = std::string(name), .values = {{{}, std::string(content)}}});
        }
    }
}

HtmlDocument without_structure(std::string_view html, std::string excess) {
    HtmlDocument document;
    document.excess = std::move(excess);
    Outline outline(kExpansionMax * html.size() + kPageBytes);
    TagStripper stripper;
    std::string text = stripper.strip(html, true);
    text += stripper.finish();
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        outline.flowing_text(std::string_view(text).substr(at, end - at));
        outline.line_break();
        at = end + 1;
    }
    document.sections = outline.take();
    return document;
}

}  // namespace

Result<HtmlDocument> read_html(std::string_view html) {
    if (auto excess = find_html_excess(html)) {
        return without_structure(html, std::move(*excess));
    }
    const Output output(gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()));
    const GumboNode& root = *output->root;
    HtmlDocument document;
    read_head(root, document);
    const GumboNode* content = nullptr;
    for (const GumboTag tag : {GUMBO_TAG_MAIN, GUMBO_TAG_ARTICLE, GUMBO_TAG_BODY}) {
        content = content == nullptr ? find_first(root, tag) : content;
    }
    Walker walker(html.size());
    walker.walk(content == nullptr ? root : *content, 0);
    if (walker.full()) {
        return Error{ErrorCode::kResourceExhausted,
                     fmt::format("its text is more than {} times its size", kExpansionMax)};
    }
    document.sections = walker.take();
    return document;
}

}  // namespace kb::exchange
