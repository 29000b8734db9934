// SPDX-License-Identifier: Apache-2.0
#include "search/highlight.hpp"

#include "article/field_text.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace kb::search {
namespace {

constexpr std::uint32_t kReach = 24;          // positions that a passage may span
constexpr std::size_t kPieceBytesMax = 4096;  // of a text analysed for one passage

// Fields that a passage is taken from. Where two are as good, the earlier one wins.
constexpr Field kFields[] = {Field::kResolution, Field::kIssue, Field::kCause, Field::kEnvironment,
                             Field::kKeywords};

struct Spot {
    double worth = 0.0;  // sum of idf of the different words there
    Field field = Field::kResolution;
    std::uint32_t position = 0;
};

struct Occurrence {
    std::uint32_t position = 0;
    std::size_t word = 0;
};

// The start of the stretch of kReach positions with the most worth in one field.
Spot best_spot_in(Field field, const Plan& plan, WordMatches matches) {
    std::vector<Occurrence> places;
    for (std::size_t w = 0; w < matches.size(); ++w) {
        for (const std::uint32_t position : matches[w].positions[static_cast<std::size_t>(field)]) {
            places.push_back({position, w});
        }
    }
    std::ranges::sort(places, {}, &Occurrence::position);
    std::vector<std::uint32_t> inside(matches.size());
    Spot best{.field = field};
    double worth = 0.0;
    std::size_t first = 0;
    for (const Occurrence& place : places) {
        worth += inside[place.word]++ == 0 ? plan.words[place.word].idf : 0.0;
        while (place.position - places[first].position > kReach) {
            const std::size_t word = places[first++].word;
            worth -= --inside[word] == 0 ? plan.words[word].idf : 0.0;
        }
        if (worth > best.worth + 1e-9) {
            best.worth = worth;
            best.position = places[first].position;
        }
    }
    return best;
}

// The bytes of a text from a little before a position on.
struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;
};

Piece piece_around(const HighlightRequest& request, const Spot& spot, std::string_view text) {
    const auto samples =
        request.segment.offset_samples(request.document, static_cast<std::size_t>(spot.field));
    const std::size_t before = spot.position / index::kOffsetSampleStep;
    const std::size_t after = (spot.position + kReach) / index::kOffsetSampleStep + 1;
    Piece piece{.begin = 0, .end = text.size()};
    if (before < samples.size()) {
        piece.begin =
            samples[before > 0 && spot.position % index::kOffsetSampleStep < 4 ? before - 1
                                                                               : before];
    }
    if (after < samples.size()) {
        piece.end = samples[after];
    }
    if (piece.begin > text.size() || piece.begin >= piece.end) {
        piece.begin = 0;
    }
    piece.end = std::min({piece.end, text.size(), piece.begin + kPieceBytesMax});
    return piece;
}

class Marker {
public:
    explicit Marker(const Plan& plan) : plan_(plan) {
        for (const QueryWord& word : plan.words) {
            remember(word.base, word.idf);
            remember(word.other, word.idf);
        }
    }
    // The worth of a token; none where it does not match.
    [[nodiscard]] std::optional<double> worth(const text::Token& token) const {
        for (const auto& [kind, form] : {std::pair(index::kBaseTerm, &token.base),
                                         std::pair(index::kBaseTerm, &token.unaccented),
                                         std::pair(index::kExactTerm, &token.exact)}) {
            const auto& known = kind == index::kBaseTerm ? base_ : exact_;
            if (const auto found = known.find(*form); found != known.end()) {
                return found->second;
            }
        }
        for (const std::string_view prefix : plan_.prefixes) {
            if (token.exact.starts_with(prefix.substr(1))) {
                return 1.0;
            }
        }
        return std::nullopt;
    }

private:
    using Worths = std::map<std::string_view, double>;

    void remember(std::string_view term, double idf) {
        if (!term.empty()) {
            (term.front() == index::kBaseTerm ? base_ : exact_).try_emplace(term.substr(1), idf);
        }
    }

    const Plan& plan_;
    Worths base_;
    Worths exact_;
};

using Span = std::pair<std::size_t, std::size_t>;

// Spans in order, those that touch or overlap made one.
std::vector<Span> merged(std::vector<Span> spans) {
    std::ranges::sort(spans);
    std::vector<Span> result;
    for (const Span& span : spans) {
        if (!result.empty() && span.first <= result.back().second) {
            result.back().second = std::max(result.back().second, span.second);
        } else {
            result.push_back(span);
        }
    }
    return result;
}

// Where a passage of kSnippetBytes with the most marked bytes' worth begins: a little before a
// mark.
std::size_t best_start(const std::vector<Span>& marks, const std::vector<double>& worths,
                       const Piece& piece) {
    constexpr std::size_t kLead = 40;
    double best = 0.0;
    std::size_t start = piece.begin;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        double worth = 0.0;
        for (std::size_t j = i;
             j < marks.size() && marks[j].second <= marks[i].first + kSnippetBytes - kLead; ++j) {
            worth += worths[j];
        }
        if (worth > best + 1e-9) {
            best = worth;
            start = marks[i].first > piece.begin + kLead ? marks[i].first - kLead : piece.begin;
        }
    }
    return start;
}

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Moves a start forward to the beginning of a word, at most a few bytes.
std::size_t word_start(std::string_view text, std::size_t at) {
    if (at == 0) {
        return 0;
    }
    constexpr std::size_t kFar = 24;
    for (std::size_t i = at; i < text.size() && i < at + kFar; ++i) {
        if (is_blank(text[i])) {
            return i + 1;
        }
    }
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
        ++at;
    }
    return at;
}

std::size_t word_end(std::string_view text, std::size_t begin) {
    if (text.size() - begin <= kSnippetBytes) {
        return text.size();
    }
    const std::size_t most = begin + base::cut_utf8(text.substr(begin), kSnippetBytes).size();
    for (std::size_t end = most; end > begin + kSnippetBytes / 2; --end) {
        if (is_blank(text[end])) {
            return end;
        }
    }
    return most;
}

Snippet cut_snippet(std::string_view text, Field field, std::size_t start,
                    const std::vector<Span>& marks) {
    const std::size_t begin = word_start(text, start);
    const std::size_t end = word_end(text, begin);
    Snippet snippet{.field = field,
                    .text = std::string(text.substr(begin, end - begin)),
                    .cut_before = begin > 0,
                    .cut_after = end < text.size()};
    for (const Span& mark : merged(marks)) {
        if (mark.first >= begin && mark.second <= end) {
            snippet.spans.emplace_back(mark.first - begin, mark.second - begin);
        }
    }
    return snippet;
}

Snippet opening(const Article& article) {
    for (const Field field : {Field::kIssue, Field::kResolution, Field::kEnvironment}) {
        const std::string text = article::field_text(article, field);
        if (!text.empty()) {
            return cut_snippet(text, field, 0, {});
        }
    }
    return {.field = Field::kTitle, .text = article.title};
}

}  // namespace

Snippet make_snippet(const HighlightRequest& request, text::Analyzer& analyzer) {
    Spot best;
    for (const Field field : kFields) {
        const Spot spot = best_spot_in(field, request.plan, request.matches);
        if (spot.worth > best.worth + 1e-9) {
            best = spot;
        }
    }
    if (best.worth == 0.0 && !request.plan.prefixes.empty()) {
        best.worth = 1.0;  // a prefix alone keeps no positions: look at the start of the resolution
    }
    if (best.worth == 0.0) {
        return opening(request.article);
    }
    const std::string text = article::field_text(request.article, best.field);
    if (text.empty()) {
        return opening(request.article);
    }
    const Piece piece = piece_around(request, best, text);
    std::vector<text::Token> tokens;
    analyzer.analyze(std::string_view(text).substr(piece.begin, piece.end - piece.begin),
                     request.article.language, tokens);
    const Marker marker(request.plan);
    std::vector<Span> marks;
    std::vector<double> worths;
    for (const text::Token& token : tokens) {
        if (const auto worth = marker.worth(token)) {
            marks.emplace_back(piece.begin + token.begin, piece.begin + token.end);
            worths.push_back(*worth);
        }
    }
    return cut_snippet(text, best.field, best_start(marks, worths, piece), marks);
}

}  // namespace kb::search
