// SPDX-License-Identifier: Apache-2.0

// Goal: every promised language has a stemmer that joins forms of one word. Method: a table of
// pairs.

#include "text/stemmer.hpp"

#include <catch2/catch.hpp>

namespace kb::text {
namespace {

TEST_CASE("two forms of a word have one stem", "[text]") {
    struct Row {
        std::string_view language;
        std::string_view one;
        std::string_view other;
    };
    for (const Row& row : {
             Row{"en", "printers", "printer"}, Row{"de", "druckern", "drucker"},
             Row{"fr", "imprimantes", "imprimante"}, Row{"es", "impresoras", "impresora"},
             Row{"it", "stampanti", "stampante"}, Row{"pt", "impressoras", "impressora"},
             Row{"nl", "printers", "printer"}, Row{"sv", "skrivare", "skrivarna"},
             Row{"da", "printere", "printeren"}, Row{"no", "skrivere", "skriveren"},
             Row{"fi", "tulostimet", "tulostimen"}, Row{"hu", "nyomtatók", "nyomtató"},
             Row{"ro", "imprimante", "imprimantă"}, Row{"ru", "принтеры", "принтера"},
             Row{"tr", "bilgisayarlar", "bilgisayar"}, Row{"id", "membaca", "dibaca"},
             Row{"ro", "na\u021Biunile", "na\u0163iunile"},  // comma and cedilla below
         }) {
        CAPTURE(row.language, row.one, row.other);
        Stemmer stemmer(row.language);
        CHECK(stemmer.stem(row.one) == stemmer.stem(row.other));
    }
}

TEST_CASE("every language of the table has its algorithm", "[text]") {
    for (const std::string_view language :
         {"ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr",
          "ga", "hi", "hu", "hy", "id", "it", "lt", "nb", "ne", "nl",
          "nn", "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi"}) {
        CAPTURE(language);
        CHECK(stemming_algorithm(language) != nullptr);
    }
    CHECK(stemming_algorithm("xx") == nullptr);
    CHECK(stemming_algorithm("") == nullptr);
}

TEST_CASE("without an algorithm a word stays as it is", "[text]") {
    CHECK(Stemmer().stem("printers") == "printers");
    CHECK(Stemmer("xx").stem("printers") == "printers");
    CHECK(Stemmer("en").stem("").empty());
}

}  // namespace
}  // namespace kb::text
