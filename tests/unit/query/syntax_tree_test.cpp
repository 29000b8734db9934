// SPDX-License-Identifier: Apache-2.0
//
// Goal: trees are measured and read rightly, and also trees that no parser made are spelled so that
// they can be read back.

#include "query/syntax_tree.hpp"

#include <catch2/catch.hpp>

namespace kb::query {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("the height of a tree counts the groups on its longest way", "[query]") {
    CHECK(height(QueryNode{.kind = QueryNode::Kind::kText, .text = "a"}) == 0);
    CHECK(height(parse_query("a b").root) == 1);
    CHECK(height(parse_query("a (b (c d)) (e f)").root) == 3);
}

TEST_CASE("asked words leave out what is excluded", "[query]") {
    CHECK(asked_words(parse_query("a -bc +d title:e f* \"g h\" (i -(jj kk)) NOT (l m)")) ==
          Words{"a", "d", "e", "f", "g h", "i"});
    CHECK(asked_words(parse_query("-ab")).empty());
    CHECK(asked_words(parse_query("")).empty());
}

TEST_CASE("words, phrases and plain groups are no operators", "[query]") {
    for (const char* plain : {"", "a b", "\"a b\" c", "(a b) c", "a OR b", "C:\\x --v"}) {
        CAPTURE(plain);
        CHECK_FALSE(has_operators(parse_query(plain)));
    }
    for (const char* operated : {"+a", "a -bc", "title:a", "a*", "(a (b +c)) d", "a AND b"}) {
        CAPTURE(operated);
        CHECK(has_operators(parse_query(operated)));
    }
}

Query of(QueryNode node) {
    Query query;
    query.root.kind = QueryNode::Kind::kGroup;
    query.root.children.push_back(std::move(node));
    return query;
}

TEST_CASE("text that would be read as syntax is put in quotes", "[query]") {
    struct Case {
        QueryNode node;
        std::string want;
    };
    constexpr auto kText = QueryNode::Kind::kText;
    const Case cases[] = {
        {{.kind = kText, .text = "a"}, "a"},
        {{.kind = kText, .text = "-colour"}, "\"-colour\""},
        {{.kind = kText, .text = "+a"}, "\"+a\""},
        {{.kind = kText, .text = "NOT"}, "\"NOT\""},
        {{.kind = kText, .text = "title:a"}, "\"title:a\""},
        {{.kind = kText, .text = "a*"}, "\"a*\""},
        {{.kind = kText, .text = "(a)"}, "\"(a)\""},
        {{.kind = kText, .text = "a b\n c"}, "\"a b c\""},
        {{.kind = kText, .text = "\"a"}, "\"'a\""},
        {{.kind = kText, .text = ""}, "\"\""},
        {{.kind = kText, .occur = Occur::kMustNot, .text = "v"}, "-\"v\""},
        {{.kind = kText, .occur = Occur::kMust, .field = Field::kCause, .text = "v"}, "+cause:v"},
        {{.kind = QueryNode::Kind::kPrefix, .text = "pri"}, "pri*"},
        {{.kind = QueryNode::Kind::kPrefix, .text = "."}, "\".*\""},
        {{.kind = QueryNode::Kind::kPhrase, .text = " a  \"b\" "}, "\"a 'b'\""},
    };
    for (const Case& c : cases) {
        CAPTURE(c.node.text);
        CHECK(to_string(of(c.node)) == c.want);
    }
}

TEST_CASE("a word that would close a group is put in quotes inside one", "[query]") {
    QueryNode group{.kind = QueryNode::Kind::kGroup};
    group.children = {{.kind = QueryNode::Kind::kText, .text = "a)b"},
                      {.kind = QueryNode::Kind::kText, .text = "c"}};
    CHECK(to_string(of(group)) == "(\"a)b\" c)");
    CHECK(to_string(parse_query("a)b c")) == "a)b c");
}

}  // namespace
}  // namespace kb::query
