// SPDX-License-Identifier: Apache-2.0
#include "index/letter_sets.hpp"

#include "base/bytes.hpp"
#include "base/coding.hpp"
#include "base/utf8.hpp"

namespace kb::index {
namespace {

constexpr char32_t kFirstUnspaced = 0x2E80;  // from here on Han, kana and others
constexpr std::uint32_t kLetterBits = (1U << 26U) - 1;

// Whether more than `most` bits are set; `most` is small, so this beats counting them.
bool has_more_bits_than(std::uint32_t bits, unsigned most) {
    for (unsigned i = 0; i < most; ++i) {
        bits &= bits - 1;
    }
    return bits != 0;
}

}  // namespace

std::uint32_t letter_set(std::string_view word) {
    std::uint32_t set = 0;
    std::uint32_t length = 0;
    for (std::size_t at = 0; at < word.size(); ++length) {
        const char32_t c = base::next_code_point(word, at);
        const bool letter = c < 0x80 ? c >= 'a' && c <= 'z' : c < kFirstUnspaced;
        if (!letter || length == kLettersMax) {
            return 0;
        }
        set |= 1U << (c < 0x80 ? c - 'a' : c % 26);
    }
    return set | length << 26U;
}

Result<LetterSets> LetterSets::open(std::string_view section, std::uint32_t terms) {
    base::Reader reader(section);
    LetterSets sets;
    sets.first_ = reader.fixed32();
    const std::uint32_t count = reader.fixed32();
    if (!reader.good() || count > terms || sets.first_ > terms - count ||
        reader.rest().size() != count * 4ULL) {
        return Error{ErrorCode::kCorruption, "letter sets do not fit the dictionary"};
    }
    sets.sets_ = reader.rest();
    return sets;
}

void LetterSets::near(std::uint32_t set, unsigned edits,
                      std::vector<std::uint32_t>& ordinals) const {
    const std::uint32_t shortest = letters_in(set) > edits ? letters_in(set) - edits : 1;
    const auto count = static_cast<std::uint32_t>(sets_.size() / 4);
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto other = base::load<std::uint32_t>(sets_.data() + i * 4ULL);
        if (letters_in(other) - shortest <= letters_in(set) + edits - shortest &&
            !has_more_bits_than((other ^ set) & kLetterBits, 2 * edits)) {
            ordinals.push_back(first_ + i);
        }
    }
}

}  // namespace kb::index
