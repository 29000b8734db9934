// SPDX-License-Identifier: Apache-2.0

// Goal: one spelling for what people write in several ways, and no folding that changes a word of
// another script. Method: tables.

#include "text/normalizer.hpp"

#include <catch2/catch.hpp>

#include <utility>
#include <vector>

namespace kb::text {
namespace {

using Rows = std::vector<std::pair<std::string_view, std::string_view>>;

TEST_CASE("normalize folds case, width, compatibility forms and invisible characters", "[text]") {
    for (const auto& [text, want] : Rows{
             {"", ""},
             {"Error 42", "error 42"},
             {"STRASSE Stra\u00DFe", "strasse strasse"},
             {"\uFF21\uFF22\uFF23\uFF11", "abc1"},
             {"\uFB01le", "file"},
             {"e\u0301", "\u00E9"},
             {"pass\u200Bword", "password"},
             {"co\u00ADoperate", "cooperate"},
             {"Can\u2019t", "can't"},
             {"can\u00B4t", "can't"},
             {"\u0149", "'n"},
             {"wi\u2011fi", "wi-fi"},
             {"\uFF76\uFF9E", "ガ"},
             {"数据库", "数据库"},
             {"\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2",
              "\u03C3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C3"},
             {"\u0130stanbul", "istanbul"},
             {"a\xFF", "a\uFFFD"},
         }) {
        CAPTURE(text);
        CHECK(normalize(text) == want);
    }
}

TEST_CASE("normalize_turkic keeps the dotted and the dotless i apart", "[text]") {
    for (const auto& [text, want] : Rows{
             {"I", "\u0131"},
             {"\u0130", "i"},
             {"I\u0307", "i"},
             {"\u0131 i", "\u0131 i"},
             {"KAPI", "kap\u0131"},
         }) {
        CAPTURE(text);
        CHECK(normalize_turkic(text) == want);
    }
    CHECK(normalize("I") == "i");
}

TEST_CASE("fold_accents plains Latin, Greek and Cyrillic letters only", "[text]") {
    for (const auto& [text, want] : Rows{
             {"abc", "abc"},
             {"\u00E9\u00E8\u00FC", "eeu"},
             {"stra\u00DFe", "strasse"},
             {"\u00F8l \u00D8L", "ol OL"},
             {"\u0142\u00F3d\u017A", "lodz"},
             {"\u00E6\u0153\u00FE\u00F0", "aeoethd"},
             {"đường", "duong"},
             {"\u0131", "i"},
             {"\u03AF", "\u03B9"},
             {"ё", "е"},
             {"हिन्दी", "हिन्दी"},
             {"ไม่", "ไม่"},
             {"ガ", "ガ"},
             {"カ\u3099", "ガ"},
             {"한국", "한국"},
             {"\u0645\u064E", "\u0645\u064E"},
         }) {
        CAPTURE(text);
        CHECK(fold_accents(text) == want);
    }
}

}  // namespace
}  // namespace kb::text
