// SPDX-License-Identifier: Apache-2.0
// Goal: the page is well formed, loads nothing, escapes what others wrote, and links lead
// somewhere.
#include "story.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace kb;
using namespace kb::test;

namespace {

constexpr const char* kAttack = "<script>alert('x')</script>\"><img src=x onerror=\"y\">&";

Report hostile() {
    Report made = test::report(ReportKind::kFull);
    made.base = kAttack;
    made.request.zone = kAttack;
    for (Section& section : made.sections) {
        section.title += kAttack;
        section.text += kAttack;
        section.table.title += kAttack;
        for (Column& column : section.table.columns) {
            column.name += kAttack;
        }
        for (auto& row : section.table.rows) {
            for (Cell& cell : row) {
                if (auto* text = std::get_if<std::string>(&cell)) {
                    *text += kAttack;
                }
            }
        }
        for (Figure& figure : section.figures) {
            figure.note += kAttack;
            figure.name += kAttack;
        }
    }
    return made;
}

// Opens and closes every tag in turn; names the first that does not fit.
std::string first_unbalanced(const std::string& html) {
    const std::set<std::string> alone{"meta", "br", "!DOCTYPE"};
    std::vector<std::string> open;
    for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
        const std::size_t end = html.find('>', at);
        if (end == std::string::npos) {
            return "no end of a tag";
        }
        const bool closing = html[at + 1] == '/';
        const std::size_t name_at = at + (closing ? 2 : 1);
        const std::string name =
            html.substr(name_at, html.find_first_of(" />\n", name_at) - name_at);
        if (closing) {
            if (open.empty() || open.back() != name) {
                return "closed " + name + " within " + (open.empty() ? "nothing" : open.back());
            }
            open.pop_back();
        } else if (html[end - 1] != '/' && !alone.contains(name)) {
            open.push_back(name);
        }
    }
    return open.empty() ? "" : "never closed " + open.back();
}

std::set<std::string> after(const std::string& html, const std::string& mark) {
    std::set<std::string> found;
    for (std::size_t at = html.find(mark); at != std::string::npos; at = html.find(mark, at + 1)) {
        const std::size_t start = at + mark.size();
        found.insert(html.substr(start, html.find('"', start) - start));
    }
    return found;
}

}  // namespace

TEST_CASE("tags are balanced, also around hostile text", "[report]") {
    CHECK(first_unbalanced(render(test::report(ReportKind::kFull), ReportFormat::kHtml)).empty());
    CHECK(
        first_unbalanced(render(test::report(ReportKind::kFull, {}), ReportFormat::kHtml)).empty());
    CHECK(first_unbalanced(render(hostile(), ReportFormat::kHtml)).empty());
    CHECK_FALSE(first_unbalanced("<p><b></p>").empty());
}

TEST_CASE("hostile text stays text", "[report]") {
    const std::string html = render(hostile(), ReportFormat::kHtml);
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("<img") == std::string::npos);
    CHECK(html.find("&lt;script&gt;") != std::string::npos);
}

TEST_CASE("the page loads nothing and runs nothing", "[report]") {
    const std::string html = render(test::report(ReportKind::kFull), ReportFormat::kHtml);
    for (const char* word : {"http://", "https://", "src=", "<link", "<script", "@import", "url(",
                             "javascript:", " onload", "//cdn"}) {
        CAPTURE(word);
        CHECK(html.find(word) == std::string::npos);
    }
}

TEST_CASE("ids are used once and every link leads to one", "[report]") {
    const std::string html = render(test::report(ReportKind::kFull), ReportFormat::kHtml);
    const auto ids = after(html, " id=\"");
    const auto links = after(html, "href=\"#");
    CHECK(links.size() > 40);
    for (const std::string& link_to : links) {
        CAPTURE(link_to);
        CHECK(ids.contains(link_to));
    }
    std::size_t uses = 0;
    for (std::size_t at = html.find(" id=\""); at != std::string::npos;
         at = html.find(" id=\"", at + 1)) {
        ++uses;
    }
    CHECK(uses == ids.size());
}

TEST_CASE("the page says its language, has one main heading and a table under each chart",
          "[report]") {
    const std::string html = render(test::report(ReportKind::kFull), ReportFormat::kHtml);
    const auto count = [&html](const std::string& what) {
        std::size_t n = 0;
        for (std::size_t at = html.find(what); at != std::string::npos;
             at = html.find(what, at + 1)) {
            ++n;
        }
        return n;
    };
    CHECK(html.find("<html lang=\"en\">") != std::string::npos);
    CHECK(count("<h1>") == 1);
    CHECK(count("role=\"img\"") == 7);
    CHECK(count("role=\"img\"") == count("<details"));
    CHECK(count("prefers-color-scheme: dark") == 1);
    CHECK(count("@media print") == 1);
}
