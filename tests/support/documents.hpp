// SPDX-License-Identifier: Apache-2.0
#pragma once

// Builders of index documents, and random ones from a seed.

#include "index/document.hpp"
#include "index/index.hpp"
#include "support/random.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace kb::test {

inline index::Schema two_fields() {
    index::Schema schema{.field_count = 2};
    schema.fields[0] = {.boost = 3.0, .length_norm = 0.5};
    schema.fields[1] = {.boost = 1.0, .length_norm = 0.75};
    return schema;
}

// Positions that own their numbers.
using FieldPositions = std::array<std::vector<std::uint32_t>, index::kFieldsMax>;

inline FieldPositions copied(const index::FieldSpans& spans) {
    FieldPositions positions;
    for (std::size_t f = 0; f < spans.size(); ++f) {
        positions[f].assign(spans[f].begin(), spans[f].end());
    }
    return positions;
}

// A document whose fields are words; each word is its own base and exact form.
inline index::Document document(std::uint64_t article,
                                const std::vector<std::vector<std::string>>& fields,
                                std::uint32_t version = 1) {
    index::Document made{.article = article, .version = version};
    made.columns.language = "en";
    for (std::size_t f = 0; f < fields.size(); ++f) {
        std::uint32_t position = 0;
        for (const std::string& word : fields[f]) {
            for (const char kind : {index::kBaseTerm, index::kExactTerm}) {
                made.add(kind, word, f, position);
            }
            ++position;
        }
        made.lengths[f] = position;
        for (std::uint32_t p = 0; p < position; p += index::kOffsetSampleStep) {
            made.offset_samples[f].push_back(p * 7);
        }
    }
    return made;
}

// Few words are frequent, many are rare, as in a language.
inline std::string random_word(Random& random, std::uint32_t vocabulary) {
    const double share = static_cast<double>(random()) / 4294967296.0;
    return "w" + std::to_string(static_cast<std::uint32_t>(share * share * share * vocabulary));
}

inline index::Document random_document(std::uint64_t article, Random& random,
                                       std::uint32_t vocabulary = 500) {
    std::vector<std::vector<std::string>> fields(2);
    for (std::uint32_t i = 0; i < 1 + random() % 8; ++i) {
        fields[0].push_back(random_word(random, vocabulary));
    }
    for (std::uint32_t i = 0; i < random() % 80; ++i) {
        fields[1].push_back(random_word(random, vocabulary));
    }
    index::Document made = document(article, fields, 1 + static_cast<std::uint32_t>(random() % 5));
    made.columns.confidence = static_cast<std::uint8_t>(random() % 3);
    made.columns.audience = static_cast<std::uint8_t>(random() % 4);
    made.columns.language = random() % 4 == 0 ? "de" : "en";
    made.columns.modified_ms = static_cast<std::int64_t>(random());
    if (random() % 2 == 0) {
        made.columns.products = {"p" + std::to_string(random() % 5)};
    }
    return made;
}

}  // namespace kb::test
