// SPDX-License-Identifier: Apache-2.0

// Goal: a Markdown file, its front matter included, is an article or is refused; written as
// Markdown it reads back with the same words.

#include "base/escape.hpp"
#include "exchange/markdown_writer.hpp"
#include "fuzz/imports.hpp"
#include "fuzz/target.hpp"

namespace kb::fuzz {

std::vector<std::string> make_seeds() {
    return {
        "---\ntitle: VPN drops\nconfidence: validated\naudience: customer\ntags: [a, b]\n---\n"
        "## Issue\n- VPN disconnects, error 0x800704C9\n## Environment\n- os: Windows 11\n"
        "## Resolution\nSet the **interval** to [30](http://x).\n",
        "# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```sh\nrm -rf x\n```\n> quote\n1. one\n",
        "---\na: &x [1]\nb: *x\n---\nbody",
        "---\nenvironment:\n  os: X\n  app: {y: z}\ncreated: 2026-01-01\n---\n# T\n\ntext",
        ":::note\n[!NOTE] x\n:::\n<b>html</b> &amp; &#x41; <!-- c -->\n![alt](i.png)",
        "# Symptoms\nx\n# Ursache 2: y\nz\n# \xE8\xA7\xA3\xE6\xB1\xBA\xE7\xAD\x96\nw",
        "---\ntitle: open"};
}

void check_input(std::string_view input) {
    for (const SourceArticle& source : check_import(input, ExchangeFormat::kMarkdown)) {
        if (!check_storable(source.article)) {
            continue;
        }
        if (base::escape_controls(input) != input) {
            continue;  // control characters are written as escapes, which read back as text
        }
        const auto again =
            check_import(exchange::to_markdown(source.article), ExchangeFormat::kMarkdown);
        require(again.size() == 1, "an article that was written as Markdown can be read");
        require(again[0].article.title == source.article.title, "the title reads back as it was");
        require(again[0].article.resolution == source.article.resolution,
                "the resolution reads back as it was");
        require(again[0].article.environment == source.article.environment,
                "the environment reads back as it was");
    }
}

}  // namespace kb::fuzz
