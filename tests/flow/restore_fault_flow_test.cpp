// SPDX-License-Identifier: Apache-2.0
//
// Goal: a complete export that is not whole or not in order is refused by line and member, and
// nothing of it is written.

#include "support/two_bases.hpp"

#include <functional>

namespace kb {
namespace {

using test::export_all;
using test::Lines;
using test::replace_first;
using test::Two;
using test::write_lines;

// The first line that begins with some text.
std::size_t find_line(const Lines& lines, const std::string& schema) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].starts_with("{\"schema\":\"" + schema + "\"")) {
            return i;
        }
    }
    FAIL("no " << schema);
    return 0;
}

struct Fault {
    const char* name;
    std::string schema;  // of the line that is changed
    std::function<void(Lines&, std::size_t)> change;
    std::string reason;  // a part of it
};

std::vector<Fault> all_faults() {
    const auto swap = [](const char* from, const char* to) {
        return [from, to](Lines& lines, std::size_t at) { replace_first(lines[at], from, to); };
    };
    const auto remove = [](Lines& lines, std::size_t at) {
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
    };
    return {
        {"cut in a line", "kb.audit/1",
         [](Lines& lines, std::size_t at) { lines[at].resize(lines[at].size() / 2); },
         "not JSON: byte"},
        {"an unknown member", "kb.flag/1", swap("\"open\":", "\"opened\":"), "member 'open"},
        {"a member of another type", "kb.link/1", swap("\"version\":", "\"version\":\"x\",\"v\":"),
         "member 'version': no whole number"},
        {"a word that is none", "kb.link/1", swap("\"kind\":\"", "\"kind\":\"re"), "member 'kind'"},
        {"a time that is none", "kb.audit/1", swap("\"at\":\"20", "\"at\":\"x20"),
         "member 'at': 'x20"},
        {"a newer shape", "kb.flag/1", swap("kb.flag/1", "kb.flag/2"),
         "member 'schema': 'kb.flag/2' is not known, this build reads kb.flag/1"},
        {"a newer article", "kb.article/1", swap("kb.article/1", "kb.article/2"),
         "'kb.article/2' is not known"},
        {"a kind that is none", "kb.flag/1", swap("kb.flag/1", "kb.gift/1"),
         "'kb.gift/1' is no kind of record"},
        {"an article without its number", "kb.article/1",
         swap("\"article_number\":1", "\"article_number\":0"), "member 'article_number'"},
        {"a number of no article", "kb.version/1",
         swap("\"article_number\":1", "\"article_number\":99"),
         "member 'article_number': 99 is the number of no article"},
        {"a state that is none", "kb.version/1", swap("\"confidence\":\"", "\"confidence\":\"x"),
         "member 'confidence'"},
        {"a line twice", "kb.link/1",
         [](Lines& lines, std::size_t at) {
             lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), lines[at]);
         },
         "for the second time"},
        {"two lines in the wrong order", "kb.event/1",
         [](Lines& lines, std::size_t at) { std::swap(lines[at], lines[at + 1]); },
         "not come in the order"},
        {"kinds in the wrong order", "kb.person/1",
         [](Lines& lines, std::size_t at) {
             const std::string person = lines[at];
             lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
             lines.insert(lines.end() - 1, person);
         },
         "kb.person stands too late"},
        {"a line taken out", "kb.audit/1", remove, "stand before it, not"},
        {"a person taken out and the count mended", "kb.person/1",
         [](Lines& lines, std::size_t at) {
             lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
             lines.back() =
                 "{\"schema\":\"kb.end/1\",\"lines\":" + std::to_string(lines.size() - 1) + "}";
         },
         "the first line tells of 5 people, there were 4"},
        {"the end taken out", "kb.end/1", remove, "without a kb.end record: the file was cut"},
        {"a change that says somebody else", "kb.change/1",
         swap("\"by\":\"coach\"", "\"by\":\"x\""), "this change or one before it is not as it was"},
        {"a second header", "kb.person/1",
         [](Lines& lines, std::size_t at) { lines[at] = lines.front(); }, "a second kb.base"},
        {"a name of two articles", "kb.article/1",
         [](Lines& lines, std::size_t at) {
             replace_first(lines[at + 1], "\"id\":\"A-2\"", "\"id\":\"SF-2\"");
         },
         "the name \"SF-2\" belongs to another article"},
    };
}

TEST_CASE("a file with a fault is refused by line and leaves the base as it was",
          "[flow][restore]") {
    Two two;
    test::fill_richly(*two.old, two.clock);
    const Lines sound = export_all(*two.old, two.file);
    const Lines before = export_all(*two.fresh, two.folder.path() / "before.jsonl");
    for (const Fault& fault : all_faults()) {
        INFO(fault.name);
        Lines lines = sound;
        const std::size_t at = find_line(lines, fault.schema);
        fault.change(lines, at);
        write_lines(two.file, lines);
        const auto summary = two.restore();
        if (!summary) {
            FAIL(summary.error().message);
        }
        REQUIRE(summary->refused > 0);
        CHECK(summary->added == 0);
        CHECK(summary->read == summary->refused);
        const Reject& first = summary->rejects.front();
        INFO(first.line << ": " << first.reason);
        CHECK(first.reason.find(fault.reason) != std::string::npos);
        CHECK(first.file == two.file.string());
        CHECK(export_all(*two.fresh, two.folder.path() / "after.jsonl") == before);
    }
    write_lines(two.file, sound);
    const auto dry = two.restore("olga", true);
    REQUIRE(dry);
    CHECK(dry->added == sound.size());
    CHECK(export_all(*two.fresh, two.folder.path() / "after.jsonl") == before);
    CHECK(two.restore()->refused == 0);
}

TEST_CASE("a fault tells its line", "[flow][restore]") {
    Two two;
    test::fill_richly(*two.old, two.clock);
    Lines lines = export_all(*two.old, two.file);
    const std::size_t flag = find_line(lines, "kb.flag/1");
    replace_first(lines[flag], "\"kind\":\"wrong\"", "\"kind\":\"wroong\"");
    write_lines(two.file, lines);
    const auto summary = two.restore();
    REQUIRE(summary);
    CHECK(summary->rejects.front().line == flag + 1);
    CHECK(summary->passed_over > 0);
}

}  // namespace
}  // namespace kb
