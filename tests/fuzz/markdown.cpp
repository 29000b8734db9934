// SPDX-License-Identifier: Apache-2.0

// Goal: a Markdown file, its front matter included, is an article or is refused; written as
// Markdown it reads back with the same words.

#include "base/escape.hpp"
#include "base/utf8.hpp"
#include "exchange/front_matter.hpp"
#include "exchange/input.hpp"
#include "exchange/markdown_writer.hpp"
#include "fuzz/imports.hpp"
#include "fuzz/target.hpp"

#include <algorithm>

namespace kb::fuzz {
namespace {

// In what is read back; also a character that the input spells in some other way (&#x82;).
bool has_controls(const Article& article) {
    std::string text = article.title + article.resolution;
    for (const EnvironmentEntry& entry : article.environment) {
        text += entry.name + entry.value;
    }
    return base::escape_controls(text) != text;
}

// Front matter ends before the body, whose lines are counted on; a fault names a line that is one.
void check_front_matter(std::string_view document) {
    if (exchange::find_text_fault(document)) {
        return;
    }
    const auto lines = static_cast<std::uint64_t>(std::ranges::count(document, '\n')) + 1;
    const auto read = exchange::read_front_matter(document);
    if (const auto* fault = std::get_if<exchange::FrontMatterFault>(&read)) {
        require(fault->line >= 1 && fault->line <= lines, "a fault is in a line of the document");
        require_line(fault->reason, "a fault");
        return;
    }
    const auto& matter = std::get<exchange::FrontMatter>(read);
    require(document.ends_with(matter.body), "the body is the end of the document");
    const std::string_view head = document.substr(0, document.size() - matter.body.size());
    const auto before = static_cast<std::uint64_t>(std::ranges::count(head, '\n'));
    require(matter.body.empty() || matter.body_line == before + 1, "the lines are counted");
    require(!head.empty() || matter.members.empty(), "members come from front matter");
    for (const exchange::NamedValues& member : matter.members) {
        for (const EnvironmentEntry& entry : member.values) {
            require(base::find_invalid_utf8(entry.value) == std::string::npos, "values are UTF-8");
        }
    }
}

}  // namespace

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
    check_front_matter(input);
    for (const SourceArticle& source : check_import(input, ExchangeFormat::kMarkdown)) {
        if (!check_storable(source.article)) {
            continue;
        }
        if (has_controls(source.article)) {
            continue;  // they are written as escapes, which read back as text
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
