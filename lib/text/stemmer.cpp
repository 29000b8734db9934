// SPDX-License-Identifier: Apache-2.0
#include "text/stemmer.hpp"

#include <libstemmer.h>

#include <algorithm>
#include <array>

namespace kb::text {
namespace {

struct Algorithm {
    std::string_view language;
    const char* name;
};

constexpr std::array<Algorithm, 32> kAlgorithms{{
    {"ar", "arabic"},     {"ca", "catalan"},  {"da", "danish"},     {"de", "german"},
    {"el", "greek"},      {"en", "english"},  {"es", "spanish"},    {"eu", "basque"},
    {"fi", "finnish"},    {"fr", "french"},   {"ga", "irish"},      {"hi", "hindi"},
    {"hu", "hungarian"},  {"hy", "armenian"}, {"id", "indonesian"}, {"in", "indonesian"},
    {"it", "italian"},    {"ji", "yiddish"},  {"lt", "lithuanian"}, {"nb", "norwegian"},
    {"ne", "nepali"},     {"nl", "dutch"},    {"nn", "norwegian"},  {"no", "norwegian"},
    {"pt", "portuguese"}, {"ro", "romanian"}, {"ru", "russian"},    {"sr", "serbian"},
    {"sv", "swedish"},    {"ta", "tamil"},    {"tr", "turkish"},    {"yi", "yiddish"},
}};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
        text.replace(at, from.size(), to);
        at += to.size();
    }
}

}  // namespace

const char* stemming_algorithm(std::string_view language) noexcept {
    const auto* found = std::ranges::lower_bound(kAlgorithms, language, {}, &Algorithm::language);
    return found != kAlgorithms.end() && found->language == language ? found->name : nullptr;
}

void Stemmer::Delete::operator()(sb_stemmer* stemmer) const noexcept { sb_stemmer_delete(stemmer); }

Stemmer::Stemmer() noexcept = default;

Stemmer::Stemmer(std::string_view language) : cedilla_for_comma_(language == "ro") {
    if (const char* name = stemming_algorithm(language); name != nullptr) {
        stemmer_.reset(sb_stemmer_new(name, "UTF_8"));
    }
}

Stemmer::Stemmer(Stemmer&& other) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&& other) noexcept = default;
Stemmer::~Stemmer() = default;

std::string Stemmer::stem(std::string_view word) {
    std::string stem(word);
    if (stemmer_ == nullptr) {
        return stem;
    }
    if (cedilla_for_comma_) {
        replace_all(stem, "\u0219", "\u015F");
        replace_all(stem, "\u021B", "\u0163");
    }
    const auto* bytes = reinterpret_cast<const sb_symbol*>(stem.data());
    const auto* stemmed = sb_stemmer_stem(stemmer_.get(), bytes, static_cast<int>(stem.size()));
    const int size = sb_stemmer_length(stemmer_.get());
    if (stemmed == nullptr || size <= 0) {
        return stem;  // out of memory, or nothing left of the word
    }
    stem.assign(reinterpret_cast<const char*>(stemmed), static_cast<std::size_t>(size));
    return stem;
}

}  // namespace kb::text
