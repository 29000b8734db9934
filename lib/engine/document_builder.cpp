// SPDX-License-Identifier: Apache-2.0
#include "engine/document_builder.hpp"

#include "article/field_text.hpp"
#include "base/utf8.hpp"
#include "index/schema.hpp"
#include "text/content_words.hpp"

#include <algorithm>

namespace kb::engine {
namespace {

// A bare number this short is somebody's counter and not a name that people search for.
constexpr std::size_t kShortNumber = 5;

void add_token(index::Document& document, std::size_t field, const text::Token& token) {
    const auto add = [&](char kind, std::string_view text) {
        document.add(kind, base::cut_utf8(text, index::kTermBytesMax - 1), field, token.position);
    };
    add(index::kBaseTerm, token.base);
    add(index::kExactTerm, token.exact);
    if (!token.unaccented.empty()) {
        add(index::kBaseTerm, token.unaccented);
    }
}

std::uint32_t add_field(index::Document& document, Field field, std::string_view text,
                        std::string_view language, text::Analyzer& analyzer) {
    const auto f = static_cast<std::size_t>(field);
    std::vector<text::Token> tokens;
    const std::uint32_t length = analyzer.analyze(text, language, tokens);
    auto& samples = document.offset_samples[f];
    for (const text::Token& token : tokens) {
        add_token(document, f, token);
        while (token.position >= samples.size() * index::kOffsetSampleStep) {
            // Offsets never fall, also where a part begins before the token ahead of it.
            samples.push_back(samples.empty() ? token.begin
                                              : std::max(token.begin, samples.back()));
        }
    }
    document.lengths[f] = text::count_content_words(tokens);
    return length;
}

bool is_name(std::string_view id) {
    return id.size() >= kShortNumber ||
           id.find_first_not_of("0123456789") != std::string_view::npos;
}

// The names an article is known by are found whole, not by their pieces.
void add_names(index::Document& document, const Article& article, text::Analyzer& analyzer,
               std::uint32_t position) {
    std::vector<std::string> names{article.id};
    names.insert(names.end(), article.external_ids.begin(), article.external_ids.end());
    for (const std::string& name : names) {
        if (!is_name(name)) {
            continue;
        }
        const std::string whole = text::normalize(name);
        std::vector<text::Token> tokens;
        analyzer.analyze(name, "", tokens);
        std::vector<std::string> forms{whole};
        for (const text::Token& token : tokens) {
            if (token.kind == text::TokenKind::kJoined && token.begin == 0 &&
                token.end == name.size()) {
                forms.push_back(token.exact);
            }
        }
        for (const std::string& form : forms) {
            add_token(document, static_cast<std::size_t>(Field::kCodes),
                      {.exact = form, .base = form, .position = position});
        }
        ++position;
    }
}

}  // namespace

index::Document build_document(std::uint64_t number, const Article& article,
                               text::Analyzer& analyzer) {
    index::Document document{.article = number, .version = article.version};
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        const auto field = static_cast<Field>(f);
        const std::uint32_t length = add_field(document, field, article::field_text(article, field),
                                               article.language, analyzer);
        if (field == Field::kCodes) {
            add_names(document, article, analyzer, length);
        }
    }
    document.columns = {
        .confidence = static_cast<std::uint8_t>(article.state.confidence),
        .audience = static_cast<std::uint8_t>(article.state.audience),
        .modified_ms = article.modified.time_since_epoch().count(),
        .language = article.language,
        .owner_domain = article.owner_domain,
        .products = article.products,
    };
    return document;
}

}  // namespace kb::engine
