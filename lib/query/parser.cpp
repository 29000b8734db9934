// SPDX-License-Identifier: Apache-2.0
//
// From lexemes to a tree, by recursive descent with a depth limit:
//
//     group   = { operand | "AND" | "OR" }
//     operand = [ "NOT" ] ( word | prefix | phrase | "(" group ")" )
//
// AND makes what stands on both sides of it required; OR changes nothing, as it is the default.
// Where both meet, AND binds closer: "a AND b OR c" is "(+a +b) c". What stands where the grammar
// has no place for it is text.
//
// What a query may hold is counted so that the canonical spelling of any parsed query fits into the
// same limits, and is therefore read back whole.

#include "article/words.hpp"
#include "base/utf8.hpp"
#include "query/lexer.hpp"
#include "query/syntax_tree.hpp"
#include "query/warnings.hpp"

#include <kb/query.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kb {
namespace {

using query::Lexeme;
using query::Warnings;

// The bytes that a node has in the canonical spelling beside its text, at most: sign, the longest
// field name, colon, two quotes or parentheses, a star, a blank.
constexpr std::size_t kSpellingBytes = 1 + 11 + 1 + 2 + 1 + 1;

class Parser {
public:
    Parser(const std::vector<Lexeme>& lexemes, Warnings& warnings)
        : lexemes_(lexemes), warnings_(warnings) {}

    // Precondition: depth <= kQueryDepthMax.
    QueryNode parse_group(std::size_t depth) {
        std::vector<Item> items;
        Joiner joiner = Joiner::kNone;
        while (!full_ && at_ < lexemes_.size() && lexemes_[at_].kind != Lexeme::Kind::kClose) {
            if (const auto joined = read_joiner(!items.empty() && joiner == Joiner::kNone)) {
                joiner = *joined;
            } else if (auto node = parse_operand(depth)) {
                items.push_back({std::move(*node), std::exchange(joiner, Joiner::kNone)});
            }
        }
        QueryNode group{.kind = QueryNode::Kind::kGroup};
        group.children = join(std::move(items), depth);
        return group;
    }

    // Says so where a group has nothing but exclusions.
    void warn_of_exclusion(const QueryNode& group) {
        const bool excludes = std::ranges::all_of(
            group.children, [](const QueryNode& child) { return child.occur == Occur::kMustNot; });
        if (excludes && !group.children.empty()) {
            warnings_.add(group.begin, "everything here is excluded, so nothing is found by it");
        }
    }

private:
    enum class Joiner : std::uint8_t { kNone, kAnd, kOr };

    struct Item {
        QueryNode node{};
        Joiner before = Joiner::kNone;  // what stood between the one before and this
    };

    // Whether an operand begins at a lexeme.
    [[nodiscard]] bool begins_operand(std::size_t at) const {
        while (at < lexemes_.size() && lexemes_[at].kind == Lexeme::Kind::kNot) {
            ++at;
        }
        if (at >= lexemes_.size()) {
            return false;
        }
        switch (lexemes_[at].kind) {
        case Lexeme::Kind::kWord:
        case Lexeme::Kind::kPrefix:
        case Lexeme::Kind::kPhrase:
        case Lexeme::Kind::kOpen: return true;
        case Lexeme::Kind::kClose:
        case Lexeme::Kind::kAnd:
        case Lexeme::Kind::kOr:
        case Lexeme::Kind::kNot: return false;
        }
        return false;
    }

    // An AND or OR that stands between two operands.
    std::optional<Joiner> read_joiner(bool operand_before) {
        const Lexeme::Kind kind = lexemes_[at_].kind;
        if (kind != Lexeme::Kind::kAnd && kind != Lexeme::Kind::kOr) {
            return std::nullopt;
        }
        if (!operand_before || !begins_operand(at_ + 1)) {
            return std::nullopt;
        }
        ++at_;
        bytes_ += kSpellingBytes;  // of the group that AND may become
        return kind == Lexeme::Kind::kAnd ? Joiner::kAnd : Joiner::kOr;
    }

    // Nothing where the operand is empty or beyond a limit.
    std::optional<QueryNode> parse_operand(std::size_t depth) {
        bool excluded = false;
        std::size_t begin = lexemes_[at_].begin;
        while (lexemes_[at_].kind == Lexeme::Kind::kNot && begins_operand(at_)) {
            excluded = true;
            ++at_;
        }
        Lexeme lexeme = lexemes_[at_++];
        if (excluded) {
            lexeme.occur = Occur::kMustNot;
            lexeme.begin = begin;
        }
        switch (lexeme.kind) {
        case Lexeme::Kind::kWord: return leaf(lexeme, QueryNode::Kind::kText);
        case Lexeme::Kind::kPrefix: return leaf(lexeme, QueryNode::Kind::kPrefix);
        case Lexeme::Kind::kPhrase: return leaf(lexeme, QueryNode::Kind::kPhrase);
        case Lexeme::Kind::kOpen: return parse_parentheses(lexeme, depth);
        case Lexeme::Kind::kClose: break;  // cannot be: it ends the group
        case Lexeme::Kind::kAnd:
        case Lexeme::Kind::kOr:
        case Lexeme::Kind::kNot:
            warnings_.add(lexeme.begin, fmt::format("{} has nothing to work on here, so it is text",
                                                    lexeme.text));
            return leaf(lexeme, QueryNode::Kind::kText);
        }
        return std::nullopt;
    }

    static std::size_t count_words(std::string_view phrase) {
        std::size_t count = 0;
        bool inside = false;
        for (std::size_t at = 0; at < phrase.size();) {
            const bool separator = query::is_separator(base::next_code_point(phrase, at));
            count += !separator && !inside ? 1U : 0U;
            inside = !separator;
        }
        return std::max<std::size_t>(count, 1);
    }

    std::optional<QueryNode> leaf(const Lexeme& lexeme, QueryNode::Kind kind) {
        QueryNode node{.kind = kind,
                       .occur = lexeme.occur,
                       .field = lexeme.field,
                       .text = base::replace_invalid_utf8(lexeme.text),
                       .begin = lexeme.begin,
                       .end = lexeme.end};
        const std::size_t terms = kind == QueryNode::Kind::kPhrase ? count_words(node.text) : 1;
        const std::size_t bytes = node.text.size() + kSpellingBytes;
        if (terms_ + terms > kQueryTermsMax) {
            leave_out(lexeme.begin, fmt::format("a query has at most {} words", kQueryTermsMax));
            return std::nullopt;
        }
        if (bytes_ + bytes > kQueryBytesMax) {
            leave_out(lexeme.begin, fmt::format("a query has at most {} bytes", kQueryBytesMax));
            return std::nullopt;
        }
        terms_ += terms;
        bytes_ += bytes;
        return node;
    }

    void leave_out(std::size_t at, const std::string& limit) {
        full_ = true;
        warnings_.add(at, limit + "; what comes from here on is left out");
    }

    std::optional<QueryNode> parse_parentheses(const Lexeme& open, std::size_t depth) {
        if (depth == kQueryDepthMax) {
            warnings_.add(open.begin, fmt::format("groups lie at most {} deep in each other; this "
                                                  "one is left out",
                                                  kQueryDepthMax));
            skip_group();
            return std::nullopt;
        }
        bytes_ += kSpellingBytes;
        QueryNode group = parse_group(depth + 1);
        group.occur = open.occur;
        group.field = open.field;
        group.begin = open.begin;
        if (at_ < lexemes_.size() && !full_) {
            group.end = lexemes_[at_++].end;
        } else {
            group.end = at_ > 0 ? lexemes_[at_ - 1].end : open.end;
            if (!full_) {
                warnings_.add(open.begin, "\"(\" is never closed; its group ends with the query");
            }
        }
        return simplify(std::move(group));
    }

    void skip_group() {
        for (std::size_t open = 1; at_ < lexemes_.size() && open > 0; ++at_) {
            const Lexeme::Kind kind = lexemes_[at_].kind;
            open += kind == Lexeme::Kind::kOpen ? 1U : 0U;
            open -= kind == Lexeme::Kind::kClose ? 1U : 0U;
        }
    }

    // A group of nothing is nothing, and one of a single operand is that operand.
    std::optional<QueryNode> simplify(QueryNode group) {
        if (group.children.empty()) {
            if (!full_) {
                warnings_.add(group.begin, "there is nothing between the parentheses");
            }
            return std::nullopt;
        }
        warn_of_exclusion(group);
        if (group.children.size() > 1 || group.children.front().occur == Occur::kMustNot) {
            return group;
        }
        QueryNode only = std::move(group.children.front());
        only.occur = group.occur;
        only.field = only.field ? only.field : group.field;
        only.begin = group.begin;
        only.end = group.end;
        return only;
    }

    static void require(QueryNode& node) {
        node.occur = node.occur == Occur::kShould ? Occur::kMust : node.occur;
    }

    // The children of a group, with what AND and OR say about them.
    static std::vector<QueryNode> join(std::vector<Item> items, std::size_t depth) {
        std::vector<QueryNode> nodes;
        for (std::size_t first = 0; first < items.size();) {
            std::size_t last = first;
            while (last + 1 < items.size() && items[last + 1].before == Joiner::kAnd) {
                require(items[last].node);
                require(items[++last].node);
            }
            const bool meets_or =
                items[first].before == Joiner::kOr ||
                (last + 1 < items.size() && items[last + 1].before == Joiner::kOr);
            std::vector<QueryNode> run;
            std::size_t below = 0;
            for (std::size_t i = first; i <= last; ++i) {
                below = std::max(below, query::height(items[i].node));
                run.push_back(std::move(items[i].node));
            }
            if (meets_or && run.size() > 1 && depth + 1 + below <= kQueryDepthMax) {
                QueryNode group{.kind = QueryNode::Kind::kGroup};
                group.begin = run.front().begin;
                group.end = run.back().end;
                group.children = std::move(run);
                nodes.push_back(std::move(group));
            } else {
                std::ranges::move(run, std::back_inserter(nodes));
            }
            first = last + 1;
        }
        return nodes;
    }

    const std::vector<Lexeme>& lexemes_;
    Warnings& warnings_;
    std::size_t at_ = 0;
    std::size_t terms_ = 0;
    std::size_t bytes_ = 0;
    bool full_ = false;  // a limit was reached: the rest is left out
};

// The text up to the limit, cut between words where there are any.
std::string_view cut(std::string_view text) {
    const std::string_view whole = base::cut_utf8(text, kQueryBytesMax);
    const std::size_t blank = whole.find_last_of(" \t\r\n");
    return blank == std::string_view::npos ? whole : whole.substr(0, blank);
}

}  // namespace

Query parse_query(std::string_view text) {
    Warnings warnings(text);
    std::string_view read = text;
    if (text.size() > kQueryBytesMax) {
        read = cut(text);
        warnings.add(read.size(), fmt::format("a query has at most {} bytes; what comes from here "
                                              "on is left out",
                                              kQueryBytesMax));
    }
    const query::Lexed lexed = query::lex(read, warnings);
    Parser parser(lexed.lexemes, warnings);
    Query query;
    query.root = parser.parse_group(0);
    query.root.end = read.size();
    parser.warn_of_exclusion(query.root);
    query.warnings = std::move(warnings).take();
    return query;
}

}  // namespace kb
