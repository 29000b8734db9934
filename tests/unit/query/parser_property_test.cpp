// SPDX-License-Identifier: Apache-2.0
//
// Goal: whatever bytes come in, a query comes out: within the limits, its nodes inside the text and
// inside their groups, valid UTF-8, and with a canonical spelling that reads back as itself.
// Texts are made from a fixed seed, of random bytes and of the language's own pieces.

#include "base/utf8.hpp"
#include "query/syntax_tree.hpp"

#include <kb/query.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <random>

namespace kb {
namespace {

constexpr std::array<std::string_view, 46> kPieces{"a",
                                                   "printer",
                                                   "\"",
                                                   "\"",
                                                   "(",
                                                   "(",
                                                   ")",
                                                   ")",
                                                   "+",
                                                   "-",
                                                   "--",
                                                   "*",
                                                   ":",
                                                   "title:",
                                                   "cause",
                                                   "titel:",
                                                   " ",
                                                   " ",
                                                   " ",
                                                   "\n",
                                                   " OR ",
                                                   " AND ",
                                                   " NOT ",
                                                   "OR",
                                                   "NOT",
                                                   "NOT(",
                                                   "-v",
                                                   "--force",
                                                   "-la",
                                                   "=",
                                                   "\xC3\xA9",
                                                   "\xFF",
                                                   "\xE3\x80\x80",
                                                   "\xE6\x9D\xB1",
                                                   "1",
                                                   "0x8007",
                                                   "C++",
                                                   "'",
                                                   "\\",
                                                   "/",
                                                   "PRINTER",
                                                   "x*",
                                                   "+title:(",
                                                   "-\"",
                                                   std::string_view("\0", 1),
                                                   "."};

std::string make_text(std::mt19937& random) {
    std::string text;
    const bool bytes = random() % 4 == 0;
    const std::size_t parts = random() % 24;
    for (std::size_t i = 0; i < parts; ++i) {
        if (bytes) {
            text += static_cast<char>(random() % 256);
        } else {
            text += kPieces[random() % kPieces.size()];
        }
    }
    return text;
}

struct Tally {
    std::size_t terms = 0;
    bool well_formed = true;
};

void examine(const QueryNode& node, const QueryNode& parent, Tally& tally) {
    const bool group = node.kind == QueryNode::Kind::kGroup;
    tally.terms += group ? 0 : 1;
    const bool inside =
        parent.begin <= node.begin && node.begin < node.end && node.end <= parent.end;
    const bool filled = group ? !node.children.empty() && node.text.empty()
                              : node.children.empty() && !node.text.empty();
    const bool valid = base::find_invalid_utf8(node.text) == std::string::npos;
    tally.well_formed = tally.well_formed && inside && filled && valid;
    for (const QueryNode& child : node.children) {
        examine(child, node, tally);
    }
}

// What is wrong with the parse of a text; empty: nothing.
std::string fault(const std::string& text) {
    const Query query = parse_query(text);
    if (query::height(query.root) > kQueryDepthMax + 1) {  // the root is one
        return "too deep";
    }
    Tally tally;
    for (const QueryNode& child : query.root.children) {
        examine(child, query.root, tally);
    }
    if (tally.terms > kQueryTermsMax) {
        return "too many words";
    }
    if (!tally.well_formed) {
        return "a node out of place, empty or not UTF-8";
    }
    const std::string canonical = to_string(query);
    if (canonical.size() > kQueryBytesMax) {
        return "the canonical spelling is too long";
    }
    const std::string again = to_string(parse_query(canonical));
    const auto at =
        static_cast<std::size_t>(std::ranges::mismatch(canonical, again).in1 - canonical.begin());
    if (again != canonical) {
        const std::size_t from = at - std::min<std::size_t>(at, 40);
        return "spelled ..." + canonical.substr(from, 80) + "..., read back as ..." +
               again.substr(from, 80) + "...";
    }
    return {};
}

TEST_CASE("any text makes a query whose spelling reads back as itself", "[query]") {
    std::mt19937 random(20260301);
    for (int i = 0; i < 60'000; ++i) {
        const std::string text = make_text(random);
        const std::string wrong = fault(text);
        if (!wrong.empty()) {
            CAPTURE(i, text);
            FAIL_CHECK(wrong);
        }
    }
}

TEST_CASE("so does any text around the limits", "[query]") {
    std::mt19937 random(7);
    for (int i = 0; i < 40; ++i) {
        std::string text;
        while (text.size() < kQueryBytesMax + 5000) {
            const std::string part = make_text(random);
            const std::size_t times = 1 + random() % 300;
            for (std::size_t t = 0; t < times; ++t) {
                text += part;
            }
            text += i % 3 == 0 ? std::string(random() % 3000, 'w') : " ";
        }
        const std::string wrong = fault(text);
        if (!wrong.empty()) {
            CAPTURE(i);
            FAIL_CHECK(wrong);
        }
    }
}

TEST_CASE("a query that is all words keeps them all in order", "[query]") {
    std::mt19937 random(11);
    constexpr std::array<std::string_view, 8> kWords{"error:",   "C:\\x", "0x8007", "a-b",
                                                     "foo(bar)", "--",    "x@y.z",  "'t"};
    for (int i = 0; i < 2'000; ++i) {
        std::vector<std::string> words;
        std::string text;
        for (std::size_t n = random() % 12; n > 0; --n) {
            words.emplace_back(kWords[random() % kWords.size()]);
            text += words.back() + ' ';
        }
        const Query query = parse_query(text);
        CAPTURE(text);
        REQUIRE(query::asked_words(query) == words);
        REQUIRE(query.warnings.empty());
    }
}

}  // namespace
}  // namespace kb
