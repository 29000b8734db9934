// SPDX-License-Identifier: Apache-2.0
#pragma once

// A Token is one findable piece of a text: what it is called in the index and where it stands in
// the text it came from. One place of a text may give several tokens: "ORA-00942" is found whole,
// without its hyphen, and by its two parts.

#include <cstdint>
#include <string>

namespace kb::text {

// In the order in which tokens of one place follow each other.
enum class TokenKind : std::uint8_t {
    kWord,        // a word as written, or a number of one or two digits
    kIdentifier,  // a code, number, version, path or compound, kept whole
    kJoined,      // the same without its separators: wi-fi -> wifi, ORA-00942 -> ora00942
    kPart,        // a piece of an identifier: ora, 00942; example.com of an address
    kBigram,      // two neighbouring characters of a script without spaces, or of Hangul
    kUnigram,     // one Han, Hiragana or Katakana character
};

struct Token {
    std::string exact{};  // written form, NFKC case folded, without default-ignorable characters
    std::string base{};   // stemmed by the language, then accents folded; == exact where the token
                          // is an identifier, joined, has digits, or is a bigram or unigram
    std::string unaccented{};  // stemmed after its accents were folded, where that is another form:
                               // "resum" of "r\u00e9sum\u00e9", whose base is "resume"
    TokenKind kind = TokenKind::kWord;
    bool stop_word = false;      // a function word of the language; a hint, nothing is dropped
    std::uint32_t position = 0;  // counts words, and characters where writing has no spaces; whole
                                 // and joined forms stand where their first part stands
    std::uint32_t begin = 0;     // [begin, end): bytes of the original text
    std::uint32_t end = 0;

    friend bool operator==(const Token&, const Token&) = default;
};

}  // namespace kb::text
