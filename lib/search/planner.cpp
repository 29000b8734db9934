// SPDX-License-Identifier: Apache-2.0
#include "index/schema.hpp"
#include "search/plan.hpp"
#include "search/spelling.hpp"
#include "search/word_groups.hpp"
#include "text/content_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace kb::search {
namespace {

// A piece of an identifier says less than a word of its own: 00942 alone against ORA-00942.
constexpr double kPartBoost = 0.5;
constexpr double kJoinedBoost = 1.0;
constexpr double kBigramBoost = 0.5;
constexpr double kCorrectedBoost = 0.8;
constexpr double kPrefixBoost = 0.8;
// How a word repeated in the query counts: (k3 + 1) n / (k3 + n), Robertson and others, TREC-3,
// 1994.
constexpr double kRepeatSaturation = 8.0;

std::string base_term(const text::Token& token) { return index::kBaseTerm + token.base; }
std::string exact_term(const text::Token& token) { return index::kExactTerm + token.exact; }

// A number long enough to be the name of something.
bool is_telling(const text::Token& token) {
    constexpr std::size_t kNameBytesMin = 4;
    return token.exact.size() >= kNameBytesMin &&
           token.exact.find_first_of("0123456789") != std::string::npos;
}

class Planner {
public:
    Planner(const PlanRequest& request, const Visible& visible, text::Analyzer& analyzer)
        : request_(request), visible_(visible), analyzer_(analyzer) {}

    Plan make() {
        plan_.warnings = request_.query.warnings;
        keep_stop_words_ = !has_content_word(request_.query.root);
        plan_.root = make_group(request_.query.root);
        merge_repeats(plan_.root);
        scale_weights();
        return std::move(plan_);
    }

private:
    std::vector<text::Token> analyze(std::string_view text) {
        std::vector<text::Token> tokens;
        analyzer_.analyze(text, request_.language, tokens);
        return tokens;
    }

    bool has_content_word(const QueryNode& node) {
        if (node.occur == Occur::kMustNot) {
            return false;
        }
        if (node.kind == QueryNode::Kind::kGroup) {
            return std::ranges::any_of(node.children,
                                       [&](const auto& child) { return has_content_word(child); });
        }
        return node.kind != QueryNode::Kind::kText ||
               std::ranges::any_of(analyze(node.text),
                                   [](const auto& token) { return !token.stop_word; });
    }

    PlanNode make_group(const QueryNode& node) {
        PlanNode group{.kind = PlanNode::Kind::kGroup, .occur = node.occur};
        for (const QueryNode& typed : node.children) {
            QueryNode inherited;
            if (node.field && !typed.field) {
                inherited = typed;
                inherited.field = node.field;
            }
            const QueryNode& child = node.field && !typed.field ? inherited : typed;
            plan_.plain = plan_.plain && child.kind == QueryNode::Kind::kText &&
                          child.occur == Occur::kShould && !child.field;
            switch (child.kind) {
            case QueryNode::Kind::kText: add_text(child, group); break;
            case QueryNode::Kind::kPhrase: add_phrase(child, group); break;
            case QueryNode::Kind::kPrefix: add_prefix(child, group); break;
            case QueryNode::Kind::kGroup: group.children.push_back(make_group(child)); break;
            }
        }
        return group;
    }

    // An excluded word takes no part in ranking, counting of words or highlighting.
    static bool scores(const QueryNode& node) { return node.occur != Occur::kMustNot; }

    PlanNode term_node(const std::string& term, double boost, const QueryNode& from) {
        const std::uint64_t with_term = visible_.document_frequency(term);
        PlanNode node{.kind = with_term == 0 ? PlanNode::Kind::kNothing : PlanNode::Kind::kTerm};
        node.field = from.field ? static_cast<std::uint32_t>(*from.field) : kAnyField;
        node.terms = {term};
        node.idf = boost * inverse_document_frequency(visible_.documents, with_term);
        return node;
    }

    // The stem of a token, with and without accents; either will do.
    PlanNode stem_node(const text::Token& token, double boost, const QueryNode& from) {
        PlanNode node = term_node(base_term(token), boost, from);
        if (token.unaccented.empty()) {
            return node;
        }
        PlanNode other = term_node(index::kBaseTerm + token.unaccented, boost, from);
        if (node.kind == PlanNode::Kind::kNothing || other.kind == PlanNode::Kind::kNothing) {
            return node.kind == PlanNode::Kind::kNothing ? other : node;
        }
        node.kind = PlanNode::Kind::kAnyOf;
        node.terms.push_back(other.terms.front());
        node.idf = std::min(node.idf, other.idf);
        return node;
    }

    void remember(const text::Token& token, const QueryNode& from, bool identifier) {
        if (scores(from)) {
            const std::string base = base_term(token);
            const std::string other =
                token.unaccented.empty() ? "" : index::kBaseTerm + token.unaccented;
            std::uint64_t with_word = visible_.document_frequency(base);
            if (!other.empty()) {
                with_word = std::max(with_word, visible_.document_frequency(other));
            }
            plan_.words.push_back(
                {.base = base,
                 .other = other,
                 .exact = exact_term(token),
                 .shown = token.exact,
                 .idf = inverse_document_frequency(visible_.documents, with_word),
                 .identifier = identifier,
                 .has_digit = token.exact.find_first_of("0123456789") != std::string::npos,
                 .place = next_place_++});
        }
    }

    void add_text(const QueryNode& node, PlanNode& group) {
        const std::vector<text::Token> tokens = analyze(node.text);
        if (scores(node)) {
            plan_.length += text::count_content_words(tokens);
        }
        for (const WordGroup& word : group_words(tokens)) {
            if (word.is_stop_word() && !keep_stop_words_ && node.occur == Occur::kShould &&
                !node.field) {
                continue;
            }
            std::vector<PlanNode> any = alternatives(word, node);
            if (node.occur == Occur::kShould) {
                std::ranges::move(any, std::back_inserter(group.children));
                continue;
            }
            group.children.push_back(
                {.kind = PlanNode::Kind::kGroup, .occur = node.occur, .children = std::move(any)});
        }
    }

    // The ways a word may stand in an article. Where the word must be there or must not be, all its
    // parts together are one of the ways.
    std::vector<PlanNode> alternatives(const WordGroup& word, const QueryNode& node) {
        const bool strict = node.occur != Occur::kShould;
        const bool digits = word.has_digit();
        std::vector<PlanNode> any;
        const bool ordinary =
            !word.whole.empty() && word.whole.front().kind == text::TokenKind::kWord;
        const auto& wholes = word.joined.empty() || ordinary ? word.whole : word.joined;
        // A run of Chinese characters may hold several words: all of them together are the run.
        PlanNode run{.kind = PlanNode::Kind::kGroup};
        const bool together = strict && ordinary && wholes.size() > 1;
        for (const text::Token& token : wholes) {
            const bool is_word = token.kind == text::TokenKind::kWord;
            PlanNode found = is_word && word.parts.empty() ? word_node(token, node)
                                                           : stem_node(token, kJoinedBoost, node);
            if (is_word && !word.parts.empty()) {
                remember(token, node, false);
            }
            found.occur = together ? Occur::kMust : found.occur;
            (together ? run.children : any).push_back(std::move(found));
        }
        if (together) {
            any.push_back(std::move(run));
        }
        for (const text::Token& token : word.whole) {
            // A compound of plain words (wi-fi) is known by its parts; a code is more than they
            // are.
            if (token.kind == text::TokenKind::kIdentifier && (digits || word.parts.empty())) {
                remember(token, node, true);
            }
        }
        // The same of a code, but for a part that is telling by itself: "kb" of KB2936603 is in
        // every other article.
        PlanNode parts{.kind = PlanNode::Kind::kGroup};
        for (const text::Token& token : word.parts) {
            const bool bigram = token.kind == text::TokenKind::kBigram;
            const double boost = bigram ? kBigramBoost : digits ? kPartBoost : 1.0;
            PlanNode part = stem_node(token, boost, node);
            remember(token, node, false);
            if (!strict && (!digits || bigram || is_telling(token))) {
                any.push_back(part);
            }
            if (strict || digits) {
                part.occur = Occur::kMust;
                parts.children.push_back(std::move(part));
            }
        }
        if (!parts.children.empty()) {
            any.push_back(std::move(parts));
        }
        if (any.empty() || (word.parts.empty() && word.whole.empty())) {
            for (const text::Token& token : word.unigrams) {
                any.push_back(term_node(base_term(token), 1.0, node));
                remember(token, node, false);
            }
        }
        return any;
    }

    PlanNode word_node(const text::Token& token, const QueryNode& node) {
        PlanNode found = stem_node(token, 1.0, node);
        if (found.kind != PlanNode::Kind::kNothing || !request_.correct_spelling || !scores(node)) {
            remember(token, node, false);
            return found;
        }
        // An identifier typed in small letters (accessdenied) is indexed whole and not stemmed.
        text::Token literal = token;
        literal.base = token.exact;
        PlanNode as_written = term_node(base_term(literal), 1.0, node);
        if (as_written.kind != PlanNode::Kind::kNothing) {
            remember(literal, node, false);
            return as_written;
        }
        // A word of an article in another language has another stem there.
        PlanNode foreign = term_node(exact_term(token), 1.0, node);
        if (foreign.kind != PlanNode::Kind::kNothing) {
            remember(token, node, false);
            plan_.words.back().other = exact_term(token);
            plan_.words.back().idf = foreign.idf;
            return foreign;
        }
        const auto corrected = correct(token, visible_);
        if (!corrected) {
            remember(token, node, false);
            return found;
        }
        std::vector<text::Token> tokens = analyze(corrected->word);
        if (tokens.empty()) {
            return found;
        }
        plan_.corrections.push_back({.from = token.exact,
                                     .to = corrected->word,
                                     .begin = node.begin + token.begin,
                                     .end = node.begin + token.end,
                                     .gain = corrected->documents});
        remember(tokens.front(), node, false);
        return stem_node(tokens.front(), kCorrectedBoost, node);
    }

    void add_phrase(const QueryNode& node, PlanNode& group) {
        const std::vector<text::Token> tokens = phrase_tokens(analyze(node.text));
        if (tokens.empty()) {
            return;
        }
        PlanNode phrase{
            .kind = tokens.size() == 1 ? PlanNode::Kind::kTerm : PlanNode::Kind::kPhrase,
            .occur = node.occur};
        phrase.field = node.field ? static_cast<std::uint32_t>(*node.field) : kAnyField;
        for (const text::Token& token : tokens) {
            const std::string term = exact_term(token);
            const std::uint64_t with_term = visible_.document_frequency(term);
            if (with_term == 0) {
                phrase.kind = PlanNode::Kind::kNothing;
            }
            phrase.idf += inverse_document_frequency(visible_.documents, with_term);
            phrase.terms.push_back(term);
            phrase.gaps.push_back(token.position - tokens.front().position);
            remember(token, node, false);
        }
        group.children.push_back(std::move(phrase));
    }

    void add_prefix(const QueryNode& node, PlanNode& group) {
        const std::string prefix = index::kExactTerm + text::normalize(node.text);
        std::map<std::string, std::uint64_t> terms;
        for (const index::SegmentState* segment : visible_.segments) {
            segment->segment->dictionary().scan(
                prefix, [&](std::string_view term, const index::TermEntry& entry) {
                    const std::uint64_t live = index::live_frequency(*segment, entry);
                    if (term.starts_with(prefix) && live > 0) {
                        terms[std::string(term)] += live;
                    }
                    return term.starts_with(prefix) && terms.size() <= kPrefixExpansionsMax;
                });
        }
        if (terms.size() > kPrefixExpansionsMax) {
            plan_.warnings.push_back(
                fmt::format("{}* stands for more than {} words; the first of "
                            "them were searched for",
                            node.text, kPrefixExpansionsMax));
            terms.erase(std::prev(terms.end()));
        }
        PlanNode any{.kind = terms.empty() ? PlanNode::Kind::kNothing : PlanNode::Kind::kAnyOf,
                     .occur = node.occur};
        any.field = node.field ? static_cast<std::uint32_t>(*node.field) : kAnyField;
        std::uint64_t with_any = 0;
        for (const auto& [term, documents] : terms) {
            any.terms.push_back(term);
            with_any += documents;
        }
        any.idf = kPrefixBoost * inverse_document_frequency(visible_.documents,
                                                            std::min(with_any, visible_.documents));
        if (scores(node)) {
            plan_.prefixes.push_back(prefix);
        }
        group.children.push_back(std::move(any));
    }

    // Words that a group asks for more than once become one node with more weight.
    static void merge_repeats(PlanNode& group) {
        std::map<std::pair<std::string, std::uint32_t>, std::pair<std::size_t, double>> seen;
        std::vector<PlanNode> kept;
        for (PlanNode& child : group.children) {
            if (child.kind == PlanNode::Kind::kGroup) {
                merge_repeats(child);
            }
            if (child.kind == PlanNode::Kind::kTerm && child.occur == Occur::kShould) {
                const auto [entry, is_new] =
                    seen.try_emplace({child.terms.front(), child.field}, kept.size(), child.idf);
                if (!is_new) {
                    entry->second.second += child.idf;
                    continue;
                }
            }
            kept.push_back(std::move(child));
        }
        for (const auto& [key, place] : seen) {
            PlanNode& node = kept[place.first];
            const double repeats = place.second / node.idf;
            node.idf *= (kRepeatSaturation + 1.0) * repeats / (kRepeatSaturation + repeats);
        }
        group.children = std::move(kept);
    }

    static void visit(PlanNode& node, const auto& call) {
        if (node.occur == Occur::kMustNot) {
            return;
        }
        call(node);
        for (PlanNode& child : node.children) {
            visit(child, call);
        }
    }

    void scale_weights() {
        double highest = 0.0;
        double sum = 0.0;
        visit(plan_.root, [&](const PlanNode& node) {
            highest = std::max(highest, node.idf);
            sum += node.idf;
        });
        if (highest <= 0.0) {
            return;
        }
        plan_.scale = std::min(kWeightMax / highest,
                               static_cast<double>(kWeightSumMax) * 0.99 / (sum + highest));
        visit(plan_.root, [&](PlanNode& node) {
            if (node.kind != PlanNode::Kind::kGroup) {
                node.weight = std::max<std::uint32_t>(
                    1, static_cast<std::uint32_t>(std::lround(node.idf * plan_.scale)));
            }
        });
    }

    const PlanRequest& request_;
    const Visible& visible_;
    text::Analyzer& analyzer_;
    Plan plan_;
    bool keep_stop_words_ = false;
    std::uint32_t next_place_ = 0;
};

}  // namespace

double inverse_document_frequency(std::uint64_t documents, std::uint64_t with_term) {
    const auto n = static_cast<double>(with_term);
    const auto rest = static_cast<double>(documents) - n;
    return std::log(1.0 + (std::max(rest, 0.0) + 0.5) / (n + 0.5));
}

Plan make_plan(const PlanRequest& request, const Visible& visible, text::Analyzer& analyzer) {
    return Planner(request, visible, analyzer).make();
}

}  // namespace kb::search
