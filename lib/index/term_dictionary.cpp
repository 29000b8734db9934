// SPDX-License-Identifier: Apache-2.0
#include "index/term_dictionary.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "base/coding.hpp"

#include <algorithm>
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

}  // namespace

void TermDictionaryWriter::add(std::string_view term, const TermEntry& entry) {
    KB_ASSERT(count_ == 0 || previous_ < term);
    const bool starts_block = count_ % kTermsPerBlock == 0;
    if (starts_block) {
        blocks_.push_back(static_cast<std::uint32_t>(entries_.size()));
    }
    const std::size_t shared = starts_block ? 0 : shared_prefix(previous_, term);
    base::put_varint(entries_, shared);
    base::put_text(entries_, term.substr(shared));
    base::put_varint(entries_, entry.documents);
    entries_.push_back(static_cast<char>(entry.impact_max));
    base::put_varint(entries_, entry.postings);
    base::put_varint(entries_, entry.details);
    previous_.assign(term);
    ++count_;
}

std::string TermDictionaryWriter::finish() const {
    std::string section;
    base::put_fixed64(section, count_);
    base::put_fixed64(section, blocks_.size());
    for (const std::uint32_t offset : blocks_) {
        base::put_fixed32(section, offset);
    }
    section += entries_;
    return section;
}

Result<TermDictionary> TermDictionary::open(std::string_view section) {
    const Error damaged{ErrorCode::kCorruption, "term dictionary does not hold together"};
    base::Reader reader(section);
    const std::uint64_t terms = reader.fixed64();
    const std::uint64_t blocks = reader.fixed64();
    if (!reader.good() || terms > std::numeric_limits<std::uint32_t>::max() ||
        blocks != (terms + kTermsPerBlock - 1) / kTermsPerBlock ||
        blocks > reader.rest().size() / 4) {
        return damaged;
    }
    TermDictionary dictionary;
    dictionary.terms_ = static_cast<std::uint32_t>(terms);
    dictionary.blocks_ = static_cast<std::uint32_t>(blocks);
    dictionary.offsets_ = reader.rest().substr(0, blocks * 4);
    dictionary.entries_ = reader.rest().substr(blocks * 4);
    for (std::uint32_t b = 0; b < dictionary.blocks_; ++b) {
        if (base::load<std::uint32_t>(dictionary.offsets_.data() + b * 4ULL) >=
            dictionary.entries_.size()) {
            return damaged;
        }
    }
    return dictionary;
}

std::string_view TermDictionary::first_of(std::uint32_t block) const {
    const auto offset = base::load<std::uint32_t>(offsets_.data() + block * 4ULL);
    base::Reader reader(entries_.substr(offset));
    reader.varint();
    return reader.text();
}

std::uint32_t TermDictionary::block_of(std::string_view term) const {
    // The last block whose first term is not after `term`.
    std::uint32_t low = 0;
    std::uint32_t high = blocks_;
    while (high - low > 1) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (first_of(middle) <= term) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

TermDictionary::Iterator::Iterator(const TermDictionary& dictionary, std::uint32_t block)
    : dictionary_(&dictionary), next_ordinal_(block * kTermsPerBlock) {
    if (block < dictionary.blocks_) {
        at_ = base::load<std::uint32_t>(dictionary.offsets_.data() + block * 4ULL);
    } else {
        next_ordinal_ = dictionary.terms_;
    }
}

bool TermDictionary::Iterator::next() {
    if (next_ordinal_ >= dictionary_->terms_) {
        return false;
    }
    base::Reader reader(dictionary_->entries_.substr(at_));
    const std::uint64_t shared = reader.varint();
    const std::string_view rest = reader.text();
    if (!reader.good() || shared > term_.size()) {
        return false;
    }
    term_.resize(shared);
    term_ += rest;
    entry_.ordinal = next_ordinal_++;
    entry_.documents = reader.varint32();
    entry_.impact_max = reader.byte();
    entry_.postings = reader.varint();
    entry_.details = reader.varint();
    at_ = dictionary_->entries_.size() - reader.rest().size();
    return reader.good();
}

std::optional<TermEntry> TermDictionary::find(std::string_view term) const {
    if (terms_ == 0) {
        return std::nullopt;
    }
    Iterator iterator(*this, block_of(term));
    for (std::uint32_t i = 0; i < kTermsPerBlock && iterator.next(); ++i) {
        const int order = iterator.term().compare(term);
        if (order == 0) {
            return iterator.entry();
        }
        if (order > 0) {
            break;
        }
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
    std::uint32_t block = 0;
    std::uint32_t next = terms_;  // ordinal that the iterator comes to next
    Iterator iterator(*this, blocks_);
    for (const std::uint32_t ordinal : ordinals) {
        if (ordinal / kTermsPerBlock != block || next > ordinal) {
            block = ordinal / kTermsPerBlock;
            next = block * kTermsPerBlock;
            iterator = Iterator(*this, block);
        }
        for (; next <= ordinal; ++next) {
            if (!iterator.next()) {
                return;
            }
        }
        visit(iterator.term(), iterator.entry());
    }
}

std::string TermDictionary::term(std::uint32_t ordinal) const {
    Iterator iterator(*this, ordinal / kTermsPerBlock);
    for (std::uint32_t i = 0; i <= ordinal % kTermsPerBlock; ++i) {
        if (!iterator.next()) {
            return {};
        }
    }
    return iterator.term();
}

}  // namespace kb::index
