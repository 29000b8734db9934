// SPDX-License-Identifier: Apache-2.0

// Goal: an HTML file is an article or is refused, and no document takes the parser too long or too
// deep: what the guard lets pass makes a tree that can be walked.

#include "exchange/html_guard.hpp"
#include "exchange/input.hpp"
#include "fuzz/imports.hpp"
#include "fuzz/target.hpp"

#include <gumbo.h>

#include <algorithm>
#include <utility>

namespace kb::fuzz {
namespace {

struct Tree {
    std::size_t depth = 0;
    std::size_t nodes = 0;
};

Tree measure(const GumboNode* root) {
    Tree tree;
    std::vector<std::pair<const GumboNode*, std::size_t>> open{{root, 1}};
    while (!open.empty()) {
        const auto [node, depth] = open.back();
        open.pop_back();
        tree.depth = std::max(tree.depth, depth);
        ++tree.nodes;
        if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) {
            const GumboVector& children = node->v.element.children;
            for (unsigned i = 0; i < children.length; ++i) {
                open.emplace_back(static_cast<const GumboNode*>(children.data[i]), depth + 1);
            }
        }
    }
    return tree;
}

void check_guard(std::string_view html) {
    if (html.size() > exchange::kHtmlBytesMax || exchange::find_text_fault(html)) {
        return;
    }
    const auto excess = exchange::find_html_excess(html);
    if (excess) {
        require_line(*excess, "an excess");
        return;
    }
    GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
    const Tree tree = measure(output->root);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    require(tree.depth <= 4 * exchange::kHtmlDepthMax, "a tree is no deeper than is walked");
    // Each piece of text, and what a document has without saying so, is a node as well.
    require(tree.nodes <= 2 * exchange::kHtmlWorkMax, "a tree has no more nodes than estimated");
}

}  // namespace

std::vector<std::string> make_seeds() {
    std::string deep;
    for (int i = 0; i < 300; ++i) {
        deep += "<div><b>";
    }
    std::string divisions;  // deeper than anything that is walked
    for (int i = 0; i < 1100; ++i) {
        divisions += "<div>";
    }
    return {
        "<!doctype html><html lang=de><head><title>VPN</title>"
        "<meta name=\"keywords\" content=\"a, b\"></head><body><h1>VPN drops</h1>"
        "<h2>Symptom</h2><p>x &amp; y<ul><li>1<li>2</ul><table><tr><td>a<td>b</table></body>",
        "<main><h2>Cause</h2><pre>code\n  x</pre><script>alert(1)</script></main>",
        "<p>plain<br>text &#x1F600; &bogus; <a href='x'>link</a><!-- c --><![CDATA[x]]>",
        "<svg><math><template><select><option>",
        "<article><h1></h1><h3>Resolution</h3><p>do it</article>",
        deep,
        divisions,
        "\xEF\xBB\xBF<p>\xC2\xA0"};
}

void check_input(std::string_view input) {
    check_guard(input);
    check_import(input, ExchangeFormat::kHtml);
}

}  // namespace kb::fuzz
