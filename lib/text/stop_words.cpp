// SPDX-License-Identifier: Apache-2.0
#include "text/stop_words.hpp"

#include "text/language.hpp"

#include <algorithm>
#include <array>

namespace kb::text {
namespace {

// Each list in the order of its bytes, so that it can be searched by halves.
constexpr auto kEnglish = std::to_array<std::string_view>({
    "a",    "an",    "and",   "are",   "as",   "at",   "be",    "been", "being", "but",
    "by",   "could", "did",   "do",    "does", "for",  "from",  "had",  "has",   "have",
    "he",   "her",   "his",   "i",     "if",   "in",   "into",  "is",   "its",   "me",
    "my",   "of",    "or",    "our",   "she",  "so",   "than",  "that", "the",   "their",
    "them", "then",  "there", "these", "they", "this", "those", "to",   "us",    "was",
    "we",   "were",  "which", "who",   "will", "with", "would", "you",  "your",
});

constexpr auto kGerman = std::to_array<std::string_view>({
    "aber",   "als",  "am",    "an",    "ans",   "auch",  "auf",   "aus",   "bei",   "beim",
    "bin",    "bis",  "da",    "dann",  "das",   "dass",  "dem",   "den",   "der",   "des",
    "die",    "du",   "durch", "ein",   "eine",  "einem", "einen", "einer", "eines", "er",
    "es",     "für",  "hat",   "hatte", "ich",   "ihr",   "im",    "in",    "ins",   "ist",
    "mit",    "nach", "oder",  "sein",  "seine", "sich",  "sie",   "sind",  "so",    "um",
    "und",    "uns",  "unser", "vom",   "von",   "vor",   "war",   "waren", "was",   "wenn",
    "werden", "wie",  "wir",   "wird",  "zu",    "zum",   "zur",   "über",
});

constexpr auto kFrench = std::to_array<std::string_view>({
    "au",  "aux",   "avec", "c",     "ce",    "ces",  "cet", "cette", "d",   "dans", "de",  "des",
    "du",  "elle",  "en",   "est",   "et",    "eux",  "il",  "ils",   "j",   "je",   "l",   "la",
    "le",  "les",   "leur", "leurs", "lui",   "m",    "ma",  "mais",  "me",  "mes",  "mon", "n",
    "nos", "notre", "nous", "ont",   "ou",    "où",   "par", "pour",  "qu",  "que",  "qui", "s",
    "sa",  "se",    "ses",  "si",    "son",   "sont", "sur", "t",     "ta",  "te",   "tes", "ton",
    "tu",  "un",    "une",  "vos",   "votre", "vous", "y",   "à",     "été", "être",
});

constexpr auto kSpanish = std::to_array<std::string_view>({
    "a",    "al",    "ante",  "como", "con",   "cuando", "de",    "del", "desde", "donde", "el",
    "ella", "ellas", "ellos", "en",   "entre", "era",    "eran",  "es",  "esa",   "ese",   "eso",
    "esta", "este",  "esto",  "fue",  "ha",    "han",    "hasta", "la",  "las",   "le",    "les",
    "lo",   "los",   "me",    "mi",   "mis",   "muy",    "nos",   "o",   "para",  "pero",  "por",
    "que",  "se",    "ser",   "si",   "sin",   "sobre",  "son",   "su",  "sus",   "te",    "tu",
    "un",   "una",   "uno",   "unos", "y",     "ya",
});

constexpr auto kItalian = std::to_array<std::string_view>({
    "a",      "ad",     "agli",   "ai",     "al",     "alla",  "alle",  "allo",  "anche", "c",
    "che",    "chi",    "ci",     "come",   "con",    "cui",   "d",     "da",    "dagli", "dai",
    "dal",    "dalla",  "dalle",  "dallo",  "degli",  "dei",   "del",   "dell",  "della", "delle",
    "dello",  "di",     "e",      "ed",     "era",    "gli",   "ha",    "hanno", "i",     "il",
    "in",     "io",     "l",      "la",     "le",     "lei",   "lo",    "loro",  "lui",   "ma",
    "mi",     "ne",     "nei",    "nel",    "nell",   "nella", "nelle", "o",     "per",   "può",
    "quando", "quella", "quello", "questa", "questo", "se",    "sei",   "si",    "sono",  "su",
    "sua",    "sul",    "sull",   "sulla",  "suo",    "tra",   "tu",    "un",    "una",   "uno",
});

constexpr auto kPortuguese = std::to_array<std::string_view>({
    "a",    "ao",   "aos",  "as",     "com",    "como",  "da",   "das",  "de",    "dela", "dele",
    "do",   "dos",  "e",    "ela",    "elas",   "ele",   "eles", "em",   "entre", "era",  "essa",
    "esse", "esta", "este", "eu",     "foi",    "foram", "há",   "isso", "isto",  "já",   "lhe",
    "mais", "mas",  "me",   "meu",    "minha",  "na",    "nas",  "nos",  "o",     "os",   "ou",
    "para", "pela", "pelo", "por",    "quando", "que",   "se",   "sem",  "ser",   "seu",  "seus",
    "sua",  "suas", "são",  "também", "te",     "tem",   "um",   "uma",  "você",
});

constexpr auto kDutch = std::to_array<std::string_view>({
    "aan",  "al",    "als",  "bij",  "dan",  "dat",  "de",  "den", "der",    "deze",
    "die",  "dit",   "doen", "door", "een",  "en",   "er",  "had", "heb",    "heeft",
    "hem",  "het",   "hij",  "hoe",  "hun",  "ik",   "in",  "is",  "je",     "kan",
    "maar", "me",    "met",  "mijn", "naar", "nog",  "of",  "om",  "ons",    "onze",
    "ook",  "te",    "ten",  "ter",  "toch", "toen", "tot", "u",   "van",    "veel",
    "voor", "waren", "was",  "wat",  "we",   "werd", "wie", "wij", "worden", "wordt",
    "zal",  "ze",    "zich", "zij",  "zijn", "zo",   "zou",
});

struct List {
    std::string_view language;
    std::span<const std::string_view> words;
};

constexpr std::array<List, 7> kLists{{
    {"de", kGerman},
    {"en", kEnglish},
    {"es", kSpanish},
    {"fr", kFrench},
    {"it", kItalian},
    {"nl", kDutch},
    {"pt", kPortuguese},
}};

}  // namespace

std::span<const std::string_view> stop_words(std::string_view language) noexcept {
    const auto* found = std::ranges::find(kLists, language, &List::language);
    return found != kLists.end() ? found->words : std::span<const std::string_view>();
}

bool is_stop_word(std::string_view folded, std::string_view language) {
    return std::ranges::binary_search(stop_words(primary_subtag(language)), folded);
}

}  // namespace kb::text
