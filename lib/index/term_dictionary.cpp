// SPDX-License-Identifier: Apache-2.0
#include "index/term_dictionary.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "base/coding.hpp"
#include "index/term_start.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace kb::index {
namespace {

std::size_t shared_prefix(std::string_view a, std::string_view b) {
    const std::size_t most = std::min(a.size(), b.size());
    std::size_t size = 0;
    while (size < most && a[size] == b[size]) {
        ++size;
    }
    return size;
}

constexpr std::size_t kPadding = 8;  // so that values can be read as whole words

std::uint8_t bytes_for(std::uint64_t value) {
    return static_cast<std::uint8_t>((std::bit_width(value) + 7) / 8);
}

void put_bytes(std::string& to, std::uint64_t value, std::uint8_t width) {
    for (std::uint8_t i = 0; i < width; ++i) {
        to.push_back(static_cast<char>(value >> (8U * i) & 0xFFU));
    }
}

std::uint64_t load_bytes(const char* from, std::uint8_t width) {
    const auto word = base::load<std::uint64_t>(from);
    return width == 0 ? 0 : word & (~0ULL >> (64U - 8U * width));
}

// Takes a key off the front; false where it does not fit.
bool take_key(std::string_view& keys, std::uint64_t& shared, std::string_view& rest) {
    base::Reader reader(keys);
    shared = reader.varint();
    rest = reader.text();
    keys = reader.rest();
    return reader.good();
}

// The keys of a block, for a few of its terms: what lies before them is walked over, not copied.
class BlockKeys {
public:
    explicit BlockKeys(std::string_view keys) : reader_(keys) {}

    // Puts the term at a place below kTermsPerBlock into `term`; false where that is damaged.
    bool spell(std::uint32_t place, std::string& term) {
        for (; known_ <= place; ++known_) {
            const std::uint64_t shared = reader_.varint();
            const std::string_view rest = reader_.text();
            if (!reader_.good() || shared > size_) {
                return false;
            }
            keys_[known_] = {.shared = shared, .rest = rest};
            size_ = shared + rest.size();
        }
        std::size_t missing = keys_[place].shared;  // bytes at the front
        term.resize(missing + keys_[place].rest.size());
        std::ranges::copy(keys_[place].rest, term.begin() + static_cast<std::ptrdiff_t>(missing));
        while (missing > 0) {
            const Key& key = keys_[--place];
            if (key.shared < missing) {
                std::copy_n(key.rest.begin(), missing - key.shared,
                            term.begin() + static_cast<std::ptrdiff_t>(key.shared));
                missing = key.shared;
            }
        }
        return true;
    }

private:
    struct Key {
        std::size_t shared = 0;
        std::string_view rest;
    };
    base::Reader reader_;
    std::array<Key, kTermsPerBlock> keys_;  // the first `known_`
    std::uint32_t known_ = 0;
    std::size_t size_ = 0;  // of the last of them
};

}  // namespace

void TermDictionaryWriter::add(std::string_view term, const TermEntry& entry) {
    KB_ASSERT(count_ == 0 || previous_ < term);
    if (entries_.size() == kTermsPerBlock) {
        close_block();
    }
    if (entries_.empty()) {
        offsets_.push_back(static_cast<std::uint32_t>(blocks_.size()));
        base::put_fixed64(starts_, start_of(term));
    }
    const std::size_t shared = entries_.empty() ? 0 : shared_prefix(previous_, term);
    base::put_varint(keys_, shared);
    base::put_text(keys_, term.substr(shared));
    entries_.push_back(entry);
    previous_.assign(term);
    ++count_;
}

void TermDictionaryWriter::close_block() {
    if (entries_.empty()) {
        return;
    }
    TermEntry least = entries_.front();
    for (const TermEntry& entry : entries_) {
        least.postings = std::min(least.postings, entry.postings);
        least.details = std::min(least.details, entry.details);
    }
    std::array<std::uint8_t, 3> widths{};
    for (const TermEntry& entry : entries_) {
        widths[0] = std::max(widths[0], bytes_for(entry.documents));
        widths[1] = std::max(widths[1], bytes_for(entry.postings - least.postings));
        widths[2] = std::max(widths[2], bytes_for(entry.details - least.details));
    }
    base::put_varint(blocks_, least.postings);
    base::put_varint(blocks_, least.details);
    for (const std::uint8_t width : widths) {
        blocks_.push_back(static_cast<char>(width));
    }
    for (const TermEntry& entry : entries_) {
        put_bytes(blocks_, entry.documents, widths[0]);
    }
    for (const TermEntry& entry : entries_) {
        blocks_.push_back(static_cast<char>(entry.impact_max));
    }
    for (const TermEntry& entry : entries_) {
        put_bytes(blocks_, entry.postings - least.postings, widths[1]);
    }
    for (const TermEntry& entry : entries_) {
        put_bytes(blocks_, entry.details - least.details, widths[2]);
    }
    blocks_ += keys_;
    keys_.clear();
    entries_.clear();
}

std::string TermDictionaryWriter::finish() {
    close_block();
    std::string section;
    base::put_fixed64(section, count_);
    base::put_fixed64(section, offsets_.size());
    section += starts_;
    for (const std::uint32_t offset : offsets_) {
        base::put_fixed32(section, offset);
    }
    section += blocks_;
    section.append(kPadding, '\0');
    return section;
}

Result<TermDictionary> TermDictionary::open(std::string_view section) {
    const Error damaged{ErrorCode::kCorruption, "term dictionary does not hold together"};
    base::Reader reader(section);
    const std::uint64_t terms = reader.fixed64();
    const std::uint64_t blocks = reader.fixed64();
    if (!reader.good() || terms > std::numeric_limits<std::uint32_t>::max() ||
        blocks != (terms + kTermsPerBlock - 1) / kTermsPerBlock ||
        blocks > reader.rest().size() / 12 || reader.rest().size() - blocks * 12 < kPadding) {
        return damaged;
    }
    TermDictionary dictionary;
    dictionary.terms_ = static_cast<std::uint32_t>(terms);
    dictionary.blocks_ = static_cast<std::uint32_t>(blocks);
    dictionary.starts_ = reader.rest().substr(0, blocks * 8);
    dictionary.offsets_ = reader.rest().substr(blocks * 8, blocks * 4);
    dictionary.entries_ = reader.rest().substr(blocks * 12);
    for (std::uint32_t b = 0; b < dictionary.blocks_; ++b) {
        if (base::load<std::uint32_t>(dictionary.offsets_.data() + b * 4ULL) >=
            dictionary.entries_.size()) {
            return damaged;
        }
    }
    return dictionary;
}

TermDictionary::Block::Block(std::string_view bytes, std::uint32_t first, std::uint32_t terms)
    : first_(first) {
    base::Reader reader(bytes);
    postings_ = reader.varint();
    details_ = reader.varint();
    std::size_t size = 1;
    for (std::uint8_t& width : widths_) {
        width = reader.byte();
        size += width;
    }
    size *= terms;
    if (!reader.good() || *std::ranges::max_element(widths_) > 8 ||
        reader.rest().size() < size + kPadding) {
        return;
    }
    values_ = reader.rest().data();
    keys_ = reader.rest().substr(size);
    terms_ = terms;
}

TermEntry TermDictionary::Block::entry(std::uint32_t place) const {
    const char* impacts = values_ + static_cast<std::size_t>(widths_[0]) * terms_;
    const char* postings = impacts + terms_;
    const char* details = postings + static_cast<std::size_t>(widths_[1]) * terms_;
    const std::size_t at = place;
    return {
        .ordinal = first_ + place,
        .documents = static_cast<std::uint32_t>(load_bytes(values_ + at * widths_[0], widths_[0])),
        .impact_max = static_cast<std::uint8_t>(impacts[at]),
        .postings = postings_ + load_bytes(postings + at * widths_[1], widths_[1]),
        .details = details_ + load_bytes(details + at * widths_[2], widths_[2])};
}

TermDictionary::Block TermDictionary::block(std::uint32_t index) const {
    const auto offset = base::load<std::uint32_t>(offsets_.data() + index * 4ULL);
    const std::uint32_t first = index * kTermsPerBlock;
    return {entries_.substr(offset), first, std::min(kTermsPerBlock, terms_ - first)};
}

std::string TermDictionary::first_of(std::uint32_t index) const {
    const Block first = block(index);
    std::string_view keys = first.keys();
    std::uint64_t shared = 0;
    std::string_view rest;
    return first.valid() && take_key(keys, shared, rest) ? std::string(rest) : std::string();
}

// The last block whose first term is not after `term`; 0 where there is none.
std::uint32_t TermDictionary::block_of(std::string_view term) const {
    const std::uint64_t start = start_of(term);
    std::uint32_t low = 0;
    std::uint32_t high = blocks_;
    while (high - low > 1) {
        const std::uint32_t middle = low + (high - low) / 2;
        const auto other = base::load<std::uint64_t>(starts_.data() + middle * 8ULL);
        if (other < start || (other == start && first_of(middle) <= term)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

bool TermDictionary::Iterator::next() {
    if (place_ == block_.terms()) {
        if (next_block_ >= dictionary_->blocks_) {
            return false;
        }
        block_ = dictionary_->block(next_block_++);
        keys_ = block_.keys();
        place_ = 0;
        if (!block_.valid()) {
            next_block_ = dictionary_->blocks_;
            return false;
        }
    }
    std::uint64_t shared = 0;
    std::string_view rest;
    if (!take_key(keys_, shared, rest) || shared > term_.size()) {
        next_block_ = dictionary_->blocks_;
        place_ = block_.terms();
        return false;
    }
    term_.resize(shared);
    term_ += rest;
    ++place_;
    return true;
}

std::optional<TermEntry> TermDictionary::find(std::string_view term) const {
    if (terms_ == 0) {
        return std::nullopt;
    }
    const Block found = block(block_of(term));
    std::string_view keys = found.keys();
    std::size_t matched = 0;  // bytes that the term before shares with `term`
    for (std::uint32_t place = 0; place < found.terms(); ++place) {
        std::uint64_t shared = 0;
        std::string_view rest;
        if (!take_key(keys, shared, rest) || shared < matched) {
            return std::nullopt;  // beyond `term`
        }
        if (shared > matched) {
            continue;  // differs from `term` where the one before did
        }
        const std::string_view wanted = term.substr(matched);
        const std::size_t same = shared_prefix(rest, wanted);
        if (same == wanted.size()) {
            return rest.size() == same ? std::optional(found.entry(place)) : std::nullopt;
        }
        if (same < rest.size() &&
            static_cast<unsigned char>(rest[same]) > static_cast<unsigned char>(wanted[same])) {
            return std::nullopt;
        }
        matched += same;
    }
    return std::nullopt;
}

void TermDictionary::scan(
    std::string_view from,
    const std::function<bool(std::string_view, const TermEntry&)>& visit) const {
    if (terms_ == 0) {
        return;
    }
    for (Iterator iterator(*this, block_of(from)); iterator.next();) {
        if (iterator.term() >= from && !visit(iterator.term(), iterator.entry())) {
            return;
        }
    }
}

void TermDictionary::visit(
    std::span<const std::uint32_t> ordinals,
    const std::function<void(std::string_view, const TermEntry&)>& visit) const {
    std::string term;
    for (std::size_t i = 0; i < ordinals.size();) {
        const std::uint32_t index = ordinals[i] / kTermsPerBlock;
        if (index >= blocks_) {
            return;
        }
        const Block found = block(index);
        BlockKeys keys(found.keys());
        for (; i < ordinals.size() && ordinals[i] / kTermsPerBlock == index; ++i) {
            const std::uint32_t place = ordinals[i] % kTermsPerBlock;
            if (place >= found.terms() || !keys.spell(place, term)) {
                return;
            }
            visit(term, found.entry(place));
        }
    }
}

}  // namespace kb::index
