// SPDX-License-Identifier: Apache-2.0
//
// Goal: every way people type has the one reading that the canonical spelling shows, with as many
// warnings as it deserves; and the limits hold. The table is the language.

#include <kb/query.hpp>

#include <catch2/catch.hpp>

#include <functional>

namespace kb {
namespace {

struct Row {
    std::string typed;
    std::string canonical;
    std::size_t warnings;
};

const Row kRows[] = {
    // plain words
    {"", "", 0},
    {"printer", "printer", 0},
    {"printer offline", "printer offline", 0},
    {"  printer   offline ", "printer offline", 0},
    {"printer\toffline", "printer offline", 0},
    {"offline, again!", "offline, again!", 0},
    {"don't print", "don't print", 0},
    {"what's new?", "what's new?", 0},
    {"naïve café", "naïve café", 0},
    {"東京 印刷", "東京 印刷", 0},
    {"プリンター　オフライン", "プリンター オフライン", 0},
    // phrases
    {"\"printer offline\"", "\"printer offline\"", 0},
    {"slow \"printer offline\" again", "slow \"printer offline\" again", 0},
    {"\"printer   offline\"", "\"printer offline\"", 0},
    {"\" printer \"", "\"printer\"", 0},
    {"\"a\"\"b\"", "\"a\" \"b\"", 0},
    {"\"a\"b", "\"a\" b", 0},
    {"a\"b\"", "a\"b\"", 0},
    {"5\" screen", "5\" screen", 0},
    {"say\"hello world\"", "say\"hello world\"", 0},
    {"“printer offline”", "“printer offline”", 0},
    {"\"C:\\Program Files\"", "\"C:\\Program Files\"", 0},
    // phrases that are none
    {"\"", "", 1},
    {"\"\"", "", 1},
    {"\" \"", "", 1},
    {"\"printer", "printer", 1},
    {"printer\"", "printer\"", 0},
    {"printer \"offline", "printer offline", 1},
    {"\"a\" \"b", "\"a\" b", 1},
    {"say \"5\" screen\"", "say \"5\" screen\"", 0},
    // signs
    {"+printer", "+printer", 0},
    {"-colour", "-colour", 1},
    {"+printer -colour", "+printer -colour", 0},
    {"+\"printer offline\" -\"paper jam\"", "+\"printer offline\" -\"paper jam\"", 0},
    {"+(a b) -(c d)", "+(a b) -(c d)", 0},
    {"printer - colour", "printer - colour", 0},
    {"printer -", "printer -", 0},
    {"+", "+", 0},
    {"-", "-", 0},
    {"+ printer", "+ printer", 0},
    {"- -", "- -", 0},
    {"++i", "++i", 0},
    {"i++", "i++", 0},
    {"C++", "C++", 0},
    {"C++ -linker", "C++ -linker", 0},
    {"a-b", "a-b", 0},
    {"a+b", "a+b", 0},
    {"--", "--", 0},
    {"---", "---", 0},
    {"-1", "-1", 0},
    {"-12.5", "-12.5", 0},
    {"-2147467259", "-2147467259", 0},
    {"+49 30 1234567", "+49 30 1234567", 0},
    {"+0x80070005", "+0x80070005", 0},
    {"-0x80070005", "-0x80070005", 0},
    {"+2019R2", "+2019R2", 0},
    {"-2019R2", "-2019R2", 0},
    {"+-x", "+-x", 0},
    {"-+x", "-+x", 0},
    {"-_private", "-_private", 1},
    {"+_private", "+_private", 0},
    {"-é", "-é", 1},
    {"-.5", "-.5", 0},
    {"-/x", "-/x", 0},
    {"-$HOME", "-$HOME", 0},
    {"-\"printer", "printer", 1},
    {"+\"printer", "printer", 1},
    {"-(", "", 2},
    {"-\"\" a", "a", 1},
    // command lines
    {"ls -la", "ls -la", 0},
    {"ls -l", "ls \"-l\"", 0},
    {"tar -xzf a.tgz -C out", "tar \"-xzf\" a.tgz \"-C\" out", 1},
    {"tar -v -xzf a.tgz", "tar \"-v\" \"-xzf\" a.tgz", 1},
    {"git push --force -origin", "git push \"--force\" \"-origin\"", 1},
    {"a --b NOT c", "a \"--b\" -\"c\"", 0},
    {"a --b -\"c d\"", "a \"--b\" -\"c d\"", 0},
    {"a --b -title:c", "a \"--b\" -title:c", 0},
    {"gcc -Dname=value -I. -c x.c", "gcc -Dname=value \"-I.\" \"-c\" x.c", 1},
    {"kill -9 1234", "kill -9 1234", 0},
    {"foo --", "foo --", 0},
    {"-v", "\"-v\"", 0},
    {"NOT v", "-\"v\"", 1},
    // fields
    {"title:offline", "title:offline", 0},
    {"issue:a environment:b resolution:c cause:d keywords:e codes:f",
     "issue:a environment:b resolution:c cause:d keywords:e codes:f", 0},
    {"codes:0x80070005", "codes:0x80070005", 0},
    {"+title:offline -cause:disk", "+title:offline -cause:disk", 0},
    {"title:\"printer offline\"", "title:\"printer offline\"", 0},
    {"title:print*", "title:print*", 0},
    {"title:(a b)", "title:(a b)", 0},
    {"+title:(a b)", "+title:(a b)", 0},
    {"title:(a)", "title:a", 0},
    {"title:(cause:a b)", "title:(cause:a b)", 0},
    {"title:((a b))", "title:(a b)", 0},
    {"title:-x", "title:-x", 0},
    {"title:OR", "title:OR", 0},
    {"title:title:x", "title:title:x", 0},
    {"title:", "title:", 1},
    {"title: offline", "title: offline", 1},
    {"(title:)", "title:", 1},
    {"title::x", "title::x", 0},
    {"Title:offline", "Title:offline", 1},
    {"titel:offline", "titel:offline", 1},
    {"foo:bar", "foo:bar", 1},
    {"title:\"", "", 1},
    {"title:\"offline", "title:offline", 1},
    {"+title:\"offline", "title:offline", 1},
    {"title:()", "", 1},
    {"title:\"\"", "", 1},
    {"error: failed", "error: failed", 0},
    {"error:failed", "error:failed", 1},
    {"std::string", "std::string", 0},
    {"std::vector<int>::at", "std::vector<int>::at", 0},
    {"http://x/y", "http://x/y", 0},
    {"https://example.com/kb?id=1&x=(2)", "https://example.com/kb?id=1&x=(2)", 0},
    {"C:\\x", "C:\\x", 0},
    {"C:\\Users\\x\\y.txt", "C:\\Users\\x\\y.txt", 0},
    {"12:30", "12:30", 0},
    {"host:8080", "host:8080", 0},
    {"Bar.java:42", "Bar.java:42", 0},
    {"user@example.com", "user@example.com", 0},
    {"mailto:user@example.com", "mailto:user@example.com", 1},
    // prefixes
    {"print*", "print*", 0},
    {"-print*", "-print*", 1},
    {"*", "*", 0},
    {"print *", "print *", 0},
    {"*.dll", "*.dll", 0},
    {"a.*", "a.*", 0},
    {"**bold**", "**bold**", 0},
    {"a*b", "a*b", 0},
    {"foo**", "foo**", 0},
    {"E_*", "E_*", 0},
    {"x_*", "x_*", 0},
    {"foo(*", "foo(*", 0},
    {"東*", "東*", 0},
    {"/*", "/*", 0},
    // OR, AND, NOT
    {"a OR b", "a b", 0},
    {"a AND b", "+a +b", 0},
    {"a AND b AND c", "+a +b +c", 0},
    {"a OR b OR c", "a b c", 0},
    {"a AND b OR c", "(+a +b) c", 0},
    {"a OR b AND c", "a (+b +c)", 0},
    {"a OR b AND c d", "a (+b +c) d", 0},
    {"a b AND c", "a +b +c", 0},
    {"a AND b c AND d", "+a +b +c +d", 0},
    {"(a OR b) AND c", "+(a b) +c", 0},
    {"+a OR b", "+a b", 0},
    {"a OR -bc", "a -bc", 0},
    {"a AND -bc", "+a -bc", 0},
    {"NOT colour", "-colour", 1},
    {"a NOT colour", "a -colour", 0},
    {"a AND NOT colour", "+a -colour", 0},
    {"a OR NOT colour", "a -colour", 0},
    {"NOT NOT colour", "-colour", 1},
    {"NOT +colour", "-colour", 1},
    {"NOT (a b)", "-(a b)", 1},
    {"NOT \"a b\" c", "-\"a b\" c", 0},
    {"NOT title:a b", "-title:a b", 0},
    {"NOT(a b) c", "-(a b) c", 0},
    {"a and b or not c", "a and b or not c", 0},
    {"OR", "\"OR\"", 1},
    {"AND", "\"AND\"", 1},
    {"NOT", "\"NOT\"", 1},
    {"OR a", "\"OR\" a", 1},
    {"a OR", "a \"OR\"", 1},
    {"a OR OR b", "a \"OR\" b", 1},
    {"a AND OR b", "a \"AND\" b", 1},
    {"a OR AND b", "a +OR +b", 1},
    {"AND AND AND", "\"AND\" \"AND\" \"AND\"", 3},
    {"a NOT", "a \"NOT\"", 1},
    {"a NOT OR b", "a \"NOT\" b", 1},
    {"a AND ()", "a", 1},
    {"() OR a", "\"OR\" a", 2},
    {"ANDROID NOTE ORB", "ANDROID NOTE ORB", 0},
    {"a ORb", "a ORb", 0},
    {"(a OR)", "(a \"OR\")", 1},
    {"(OR a) b", "(\"OR\" a) b", 1},
    {"PRINTER DOES NOT PRINT", "PRINTER DOES \"NOT\" PRINT", 1},
    {"PRINTER AND SCANNER", "+PRINTER +SCANNER", 0},
    {"PRINTER NOT (A B)", "PRINTER \"NOT\" (A B)", 1},
    {"東京 NOT 大阪", "東京 -大阪", 0},
    {"a NOT b", "a -\"b\"", 0},
    {"A NOT B", "A -\"B\"", 0},
    // groups
    {"(a b)", "(a b)", 0},
    {"(a b) c", "(a b) c", 0},
    {"((a))", "a", 0},
    {"((a b))", "(a b)", 0},
    {"(a (b c))", "(a (b c))", 0},
    {"()", "", 1},
    {"( )", "", 1},
    {"(())", "", 2},
    {"(a", "a", 1},
    {"(a b", "(a b)", 1},
    {"((a b", "(a b)", 2},
    {"a)", "a)", 0},
    {"a) b", "a) b", 0},
    {")", "", 1},
    {"(a b))", "(a b)", 1},
    {"foo)", "foo)", 0},
    {"(foo(bar) baz)", "(foo(bar) baz)", 0},
    {"(a b)c", "(a b) c", 0},
    {"(a)b", "a b", 0},
    {"foo(bar)", "foo(bar)", 0},
    {"foo (bar)", "foo bar", 0},
    {"foo()", "foo()", 0},
    {"printf(\"hello world\")", "printf(\"hello world\")", 0},
    {"open(\"C:\\x\", \"r\")", "open(\"C:\\x\", \"r\"", 1},
    {"if (a == b) { c(); }", "if (a == b) { c(); }", 0},
    {":-) :(", ":-) :(", 0},
    {"(-a)", "\"-a\"", 0},
    {"(-ab)", "(-ab)", 1},
    {"(-ab -cd)", "(-ab -cd)", 1},
    {"-(-ab)", "-(-ab)", 2},
    {"+(+a)", "+a", 0},
    {"(+a)", "a", 0},
    {"-(a)", "-\"a\"", 1},
    {"a OR (b AND c)", "a (+b +c)", 0},
    {"[a] {b} <c>", "[a] {b} <c>", 0},
    // pasted texts
    {"error: cannot open \"C:\\x", "error: cannot open C:\\x", 1},
    {"at com.foo.Bar.baz(Bar.java:42)", "at com.foo.Bar.baz(Bar.java:42)", 0},
    {"java.lang.NullPointerException: null at x(Y.java:1)",
     "java.lang.NullPointerException: null at x(Y.java:1)", 0},
    {"ORA-00942: table or view does not exist", "ORA-00942: table or view does not exist", 0},
    {"Error 0x80070005: Access is denied.", "Error 0x80070005: Access is denied.", 0},
    {"The remote server returned an error: (401) Unauthorized.",
     "The remote server returned an error: 401 Unauthorized.", 0},
    {"SELECT * FROM t WHERE a=(1+2) AND b='x'", "SELECT * FROM t WHERE +a=(1+2) +b='x'", 0},
    {"File \"/usr/lib/x.py\", line 3, in <module>", "File \"/usr/lib/x.py\" , line 3, in <module>",
     0},
    {"Segmentation fault (core dumped)", "Segmentation fault (core dumped)", 0},
    {"[2026-03-01 09:30:00] ERROR - disk full", "[2026-03-01 09:30:00] ERROR - disk full", 0},
    {"x = y ? a : b;", "x = y ? a : b;", 0},
};

TEST_CASE("each typed text has its canonical spelling", "[query]") {
    for (const Row& row : kRows) {
        CAPTURE(row.typed);
        const Query query = parse_query(row.typed);
        CHECK(to_string(query) == row.canonical);
        CAPTURE(query.warnings);
        CHECK(query.warnings.size() == row.warnings);
    }
}

TEST_CASE("a canonical spelling is its own", "[query]") {
    for (const Row& row : kRows) {
        CAPTURE(row.typed);
        CHECK(to_string(parse_query(row.canonical)) == row.canonical);
    }
}

TEST_CASE("a query is a tree of nodes that know their bytes", "[query]") {
    const Query query = parse_query("+title:(print* \"paper jam\") NOT é x");
    REQUIRE(query.root.kind == QueryNode::Kind::kGroup);
    CHECK(query.root.begin == 0);
    CHECK(query.root.end == 36);
    REQUIRE(query.root.children.size() == 3);

    const QueryNode& group = query.root.children[0];
    CHECK(group.kind == QueryNode::Kind::kGroup);
    CHECK(group.occur == Occur::kMust);
    CHECK(group.field == Field::kTitle);
    CHECK(group.text.empty());
    CHECK(group.begin == 0);
    CHECK(group.end == 27);
    REQUIRE(group.children.size() == 2);
    CHECK(group.children[0] ==
          QueryNode{.kind = QueryNode::Kind::kPrefix, .text = "print", .begin = 8, .end = 14});
    CHECK(group.children[1] ==
          QueryNode{.kind = QueryNode::Kind::kPhrase, .text = "paper jam", .begin = 15, .end = 26});
    CHECK(query.root.children[1] == QueryNode{.kind = QueryNode::Kind::kText,
                                              .occur = Occur::kMustNot,
                                              .text = "é",
                                              .begin = 28,
                                              .end = 34});
    CHECK(query.root.children[2].begin == 35);
}

TEST_CASE("each plain word is a node of its own", "[query]") {
    const Query query = parse_query("error: cannot open C:\\x");
    REQUIRE(query.root.children.size() == 4);
    for (const QueryNode& child : query.root.children) {
        CHECK(child.kind == QueryNode::Kind::kText);
        CHECK(child.occur == Occur::kShould);
        CHECK(child.text.find(' ') == std::string::npos);
    }
}

TEST_CASE("warnings name the place and what was done about it", "[query]") {
    const std::pair<std::string, std::string> cases[] = {
        {"é titel:offline",
         "character 3: \"titel:\" is no field, so it is text; did you mean \"title:\"?"},
        {"foo:bar", "character 1: \"foo:\" is no field, so it is text"},
        {"x title:", "character 3: nothing follows \"title:\", so it is text"},
        {"x \"y", "character 3: this quote has no partner on its line and is left out"},
        {"x \"\"", "character 3: there is nothing between the quotes"},
        {"x ()", "character 3: there is nothing between the parentheses"},
        {"x )", "character 3: there is nothing that \")\" could close"},
        {"x (y", "character 3: \"(\" is never closed; its group ends with the query"},
        {"x OR", "character 3: OR has nothing to work on here, so it is text"},
        {"x (-ab -cd)", "character 3: everything here is excluded, so nothing is found by it"},
        {"tar -v -xzf",
         "character 8: taken for a command line, so \"-\" before a word is text; NOT excludes"},
        {"DOES NOT WORK",
         "character 6: all letters are capitals, so NOT is a word; \"-\" excludes"},
    };
    for (const auto& [typed, warning] : cases) {
        CAPTURE(typed);
        CHECK(parse_query(typed).warnings == std::vector<std::string>{warning});
    }
}

// ---- Limits -------------------------------------------------------------------------------------

std::string repeated(std::size_t count, const std::string& text) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) {
        all += text;
    }
    return all;
}

std::size_t count_leaves(const QueryNode& node) {
    std::size_t count = node.kind == QueryNode::Kind::kGroup ? 0 : 1;
    for (const QueryNode& child : node.children) {
        count += count_leaves(child);
    }
    return count;
}

TEST_CASE("words beyond the limit are left out with one warning", "[query]") {
    const Query full = parse_query(repeated(kQueryTermsMax, "w "));
    CHECK(count_leaves(full.root) == kQueryTermsMax);
    CHECK(full.warnings.empty());

    const Query more = parse_query(repeated(kQueryTermsMax, "w ") + "x (y z) w");
    CHECK(count_leaves(more.root) == kQueryTermsMax);
    CHECK(
        more.warnings ==
        std::vector<std::string>{
            "character 1025: a query has at most 512 words; what comes from here on is left out"});

    // A phrase counts by its words and is taken or left as a whole.
    const Query phrase = parse_query(repeated(kQueryTermsMax - 1, "w ") + "\"a b\" c");
    CHECK(count_leaves(phrase.root) == kQueryTermsMax - 1);
    CHECK(phrase.warnings.size() == 1);
}

TEST_CASE("groups deeper than the limit are left out", "[query]") {
    const auto nested = [](std::size_t depth) {
        return repeated(depth, "(a ") + "b" + repeated(depth, ")") + " z";
    };
    const Query full = parse_query(nested(kQueryDepthMax));
    CHECK(full.warnings.empty());
    CHECK(count_leaves(full.root) == kQueryDepthMax + 2);

    const Query more = parse_query(nested(kQueryDepthMax + 1));
    CHECK(count_leaves(more.root) == kQueryDepthMax + 1);  // an "a" a level, and the last "z"
    CHECK(more.root.children.back().text == "z");
    CHECK(more.warnings ==
          std::vector<std::string>{
              "character 97: groups lie at most 32 deep in each other; this one is left out"});

    const Query hopeless = parse_query(repeated(30'000, "("));
    CHECK(hopeless.root.children.empty());
    CHECK(hopeless.warnings.size() <= 40);
}

TEST_CASE("a group that AND would make stays flat at the depth limit", "[query]") {
    const std::string typed =
        repeated(kQueryDepthMax, "(x ") + "a AND b OR c" + repeated(kQueryDepthMax, ")");
    const std::string canonical = to_string(parse_query(typed));
    CHECK(canonical.find("+a +b c") != std::string::npos);
    CHECK(to_string(parse_query(canonical)) == canonical);
}

TEST_CASE("bytes beyond the limit are left out between words", "[query]") {
    const std::string word(1000, 'x');
    const Query query = parse_query(repeated(70, word + " "));
    CHECK(query.warnings.size() >= 1);
    const std::size_t leaves = count_leaves(query.root);
    CHECK(leaves >= 60);
    CHECK(leaves <= kQueryBytesMax / 1001);
    for (const QueryNode& child : query.root.children) {
        CHECK(child.text == word);
    }
    CHECK(to_string(query).size() <= kQueryBytesMax);

    // One word that is longer than the whole limit: nothing to cut between, and nothing to find.
    const Query huge = parse_query(std::string(2 * kQueryBytesMax, 'x'));
    CHECK(huge.root.children.empty());
    CHECK(huge.warnings.size() == 2);
}

TEST_CASE("a thousand mistakes make few warnings", "[query]") {
    const Query query = parse_query(repeated(1000, ") "));
    REQUIRE(query.warnings.size() == 21);
    CHECK(query.warnings.back() == "and 980 more like these");
}

}  // namespace
}  // namespace kb
