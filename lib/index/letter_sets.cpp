// SPDX-License-Identifier: Apache-2.0
//
// The sieve has two layers, and neither loses a word that is near. It looks at letters, that is at
// code points modulo 26: edits of code points are edits of letters, or none at all.
//
// Letter sets. A letter that is brought in sets one bit at the most: that it occurs, or that it now
// occurs twice; one that is taken away clears one. So an insertion sets at most one bit and clears
// none, a deletion clears at most one and sets none, a replacement does both, a swap neither. A
// word that is d longer has d insertions more than deletions: with e edits at most e bits are set,
// and at most e - d cleared. The other way round where it is d shorter.
//
// Letter ends. Of a word with at most six letters they are the whole word, and the distance between
// letters is taken. If a word has seven or more, it can be cut behind its third or its fourth
// letter such that no swap of an edit script lies across the cut, as swaps do not overlap: either
// side has three letters or more. Edits of one side and of the other then add up. A side without an
// edit leaves its three outer letters alone. One with one edit has the outer letters of the other
// word with one of them replaced; or one inserted, so that the third moves on; or one deleted, so
// that any letter takes the third place; or two swapped. All else has two edits at least. The same
// holds if it is the other word that has seven letters: undone, an edit is one of these again.
#include "index/letter_sets.hpp"

#include "base/bytes.hpp"
#include "base/coding.hpp"
#include "base/edit_bits.hpp"
#include "base/utf8.hpp"
#include "kernel/kernels.hpp"

#include <algorithm>
#include <array>
#include <bitset>

namespace kb::index {
namespace {

constexpr char32_t kFirstUnspaced = 0x2E80;  // from here on Han, kana and others
constexpr std::uint32_t kAtOnce = 4096;      // words that the sieve looks at
constexpr std::uint32_t kEndLetters = 3;     // at either end
constexpr std::uint32_t kCodeBits = 5;
constexpr std::uint32_t kCodes = 1U << kCodeBits;
constexpr std::uint32_t kEndBits = kEndLetters * kCodeBits;
constexpr std::uint32_t kEndMask = (1U << kEndBits) - 1;

using Codes = std::array<std::uint8_t, kLettersMax>;
using End = std::array<std::uint32_t, kEndLetters>;

// Numbers from 1 to 26 for the letters of a word; returns how many, 0 where it has no letter set.
std::uint32_t letter_codes(std::string_view word, Codes& codes) {
    std::uint32_t length = 0;
    for (std::size_t at = 0; at < word.size();) {
        const char32_t c = base::next_code_point(word, at);
        const bool letter = c < 0x80 ? c >= 'a' && c <= 'z' : c < kFirstUnspaced;
        if (!letter || length == kLettersMax) {
            return 0;
        }
        codes[length++] = static_cast<std::uint8_t>(1 + (c < 0x80 ? c - 'a' : c % 26));
    }
    return length;
}

std::uint32_t set_of(const Codes& codes, std::uint32_t length) {
    constexpr std::uint32_t kLetters = 26;
    std::uint32_t set = 0;
    for (std::uint32_t i = 0; i < length; ++i) {
        const std::uint32_t letter = codes[i] - 1U;
        const bool again = (set >> letter & 1U) != 0;
        set |= 1U << (again ? kLetters + letter % (32 - kLetters) : letter);
    }
    return set;
}

std::uint32_t packed(const End& end) {
    return end[0] | end[1] << kCodeBits | end[2] << (2 * kCodeBits);
}

std::uint32_t ends_of(const Codes& codes, std::uint32_t length) {
    End first{};
    End last{};
    for (std::uint32_t i = 0; i < std::min(length, kEndLetters); ++i) {
        first[i] = codes[i];
        last[i] = codes[length - 1 - i];
    }
    return packed(first) | packed(last) << kEndBits;
}

// Tells how many edits an end of a word has taken at least: 0, 1 or 2.
class EndEdits {
public:
    explicit EndEdits(std::uint32_t end) : end_(end) {
        constexpr std::uint32_t kLetter = kCodes - 1;
        const End letters{end & kLetter, end >> kCodeBits & kLetter, end >> 2 * kCodeBits};
        const auto [a, b, c] = letters;
        for (std::uint32_t any = 0; any < kCodes; ++any) {
            for (const End& edited : {End{any, b, c}, End{a, any, c}, End{a, b, any},  // replaced
                                      End{any, a, b}, End{a, any, b},                  // inserted
                                      End{b, c, any}, End{a, c, any}}) {               // deleted
                one_.set(packed(edited));
            }
        }
        one_.set(packed({b, a, c}));
        one_.set(packed({a, c, b}));
    }

    [[nodiscard]] unsigned operator()(std::uint32_t end) const {
        return end == end_ ? 0 : one_.test(end) ? 1 : 2;
    }

private:
    std::uint32_t end_;
    std::bitset<1U << kEndBits> one_;  // ends that one edit makes
};

// The second layer, for one word.
class EndSieve {
public:
    EndSieve(const Codes& codes, std::uint32_t length, unsigned edits)
        : first_(ends_of(codes, length) & kEndMask),
          last_(ends_of(codes, length) >> kEndBits),
          length_(length),
          edits_(edits) {
        for (std::uint32_t i = 0; i < length; ++i) {
            places_[codes[i]] |= 1ULL << i;
        }
    }

    [[nodiscard]] bool passes(std::uint32_t ends, std::uint32_t length) const {
        return length <= 2 * kEndLetters
                   ? distance(ends, length) <= edits_
                   : first_(ends & kEndMask) + last_(ends >> kEndBits & kEndMask) <= edits_;
    }

private:
    // From a word of so many letters, which its ends are all of.
    [[nodiscard]] unsigned distance(std::uint32_t ends, std::uint32_t length) const {
        base::EditBits bits(length_);
        std::uint32_t place = 0;
        for (; place < std::min(length, kEndLetters); ++place) {
            bits.step(places_[ends >> kCodeBits * place & (kCodes - 1)]);
        }
        for (; place < length; ++place) {
            const std::uint32_t from_end = length - 1 - place;
            bits.step(places_[ends >> (kEndBits + kCodeBits * from_end) & (kCodes - 1)]);
        }
        return bits.distance();
    }

    EndEdits first_;
    EndEdits last_;
    std::array<std::uint64_t, kCodes> places_{};  // of each letter in the word, as bits
    std::uint32_t length_;
    unsigned edits_;
};

}  // namespace

std::uint32_t letters_in(std::string_view word) {
    Codes codes;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled as far as it is read
    return letter_codes(word, codes);
}

void LetterSetsWriter::add(std::string_view word, std::uint32_t ordinal) {
    Codes codes;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled as far as it is read
    const std::uint32_t length = letter_codes(word, codes);
    if (length > 0) {
        Column& column = of_length_[length];
        base::put_fixed32(column.sets, set_of(codes, length));
        base::put_fixed32(column.ends, ends_of(codes, length));
        base::put_fixed32(column.ordinals, ordinal);
    }
}

std::string LetterSetsWriter::finish() const {
    std::uint32_t count = 0;
    std::string begins;
    for (std::uint32_t length = 1; length <= kLettersMax; ++length) {
        base::put_fixed32(begins, count);
        count += static_cast<std::uint32_t>(of_length_[length].sets.size() / 4);
    }
    std::string section;
    base::put_fixed32(section, count);
    section += begins;
    for (const auto column : {&Column::sets, &Column::ends, &Column::ordinals}) {
        for (const Column& of_length : of_length_) {
            section += of_length.*column;
        }
    }
    return section;
}

Result<LetterSets> LetterSets::open(std::string_view section, std::uint32_t terms) {
    const Error damaged{ErrorCode::kCorruption, "letter sets do not fit the dictionary"};
    constexpr std::size_t kBegins = kLettersMax * 4UL;
    base::Reader reader(section);
    const std::uint32_t count = reader.fixed32();
    const std::string_view rest = reader.rest();
    if (!reader.good() || count > terms || rest.size() != kBegins + count * 12ULL) {
        return damaged;
    }
    LetterSets sets;
    sets.begins_ = rest.substr(0, kBegins);
    sets.sets_ = rest.substr(kBegins, count * 4ULL);
    sets.ends_ = rest.substr(kBegins + count * 4ULL, count * 4ULL);
    sets.ordinals_ = rest.substr(kBegins + count * 8ULL);
    sets.terms_ = terms;
    for (std::uint32_t length = 1; length <= kLettersMax; ++length) {
        if (sets.begin_of(length) > sets.begin_of(length + 1)) {
            return damaged;
        }
    }
    return sets;
}

std::uint32_t LetterSets::begin_of(std::uint32_t length) const {
    return length > kLettersMax ? static_cast<std::uint32_t>(sets_.size() / 4)
                                : base::load<std::uint32_t>(begins_.data() + (length - 1) * 4UL);
}

void LetterSets::near(std::string_view word, unsigned edits,
                      std::vector<std::uint32_t>& ordinals) const {
    Codes codes;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled as far as it is read
    const std::uint32_t length = letter_codes(word, codes);
    if (length == 0 || sets_.empty()) {
        return;
    }
    const std::uint32_t set = set_of(codes, length);
    const EndSieve sieve(codes, length, edits);
    const auto before = static_cast<std::ptrdiff_t>(ordinals.size());
    std::array<std::uint32_t, kAtOnce + kernel::kOverWrite> places;  // NOLINT: the kernel fills it
    const std::uint32_t shortest = length > edits ? length - edits : 1;
    const std::uint32_t longest = std::min(length + edits, kLettersMax);
    for (std::uint32_t other = shortest; other <= longest; ++other) {
        const kernel::SetLimits limits{.more = edits - (other < length ? length - other : 0),
                                       .less = edits - (other > length ? other - length : 0)};
        const std::uint32_t end = begin_of(other + 1);
        for (std::uint32_t begin = begin_of(other); begin < end; begin += kAtOnce) {
            const std::uint32_t near = kernel::kernels().near_sets(
                reinterpret_cast<const unsigned char*>(sets_.data()) + begin * 4ULL,
                std::min(kAtOnce, end - begin), set, limits, places.data());
            for (std::uint32_t i = 0; i < near; ++i) {
                const std::size_t at = (std::size_t{begin} + places[i]) * 4;
                const auto ordinal = base::load<std::uint32_t>(ordinals_.data() + at);
                if (sieve.passes(base::load<std::uint32_t>(ends_.data() + at), other) &&
                    ordinal < terms_) {
                    ordinals.push_back(ordinal);
                }
            }
        }
    }
    std::sort(ordinals.begin() + before, ordinals.end());
}

}  // namespace kb::index
