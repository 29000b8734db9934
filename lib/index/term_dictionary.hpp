// SPDX-License-Identifier: Apache-2.0
#pragma once

// The sorted terms of a segment, front-coded in blocks of 32, each with where its postings are.
//
//     section   terms (u64), blocks (u64), for each block the first 8 bytes of its first term as
//               one number (u64, the first byte highest, 0 beyond the end), for each block its
//               offset relative to the blocks (u32), blocks, 8 zero bytes
//     block     least postings offset (varint), least details offset (varint), bytes of a document
//               frequency, a postings offset, a details offset (1 byte each, 0 to 8); then for each
//               term its document frequency, for each its highest impact (1 byte), for each its
//               postings offset and for each its details offset, less the least; then keys
//     key       bytes shared with the term before (varint; 0 at the start of a block), rest (text)
//
// A term's ordinal is its place in the order. The reader is immutable, any thread.

#include <kb/result.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

inline constexpr std::uint32_t kTermsPerBlock = 32;

struct TermEntry {
    std::uint32_t ordinal = 0;
    std::uint32_t documents = 0;  // document frequency, dead documents included
    std::uint8_t impact_max = 0;
    std::uint64_t postings = 0;  // offsets in their sections
    std::uint64_t details = 0;
};

// One thread at a time. Terms come in byte order.
class TermDictionaryWriter {
public:
    void add(std::string_view term, const TermEntry& entry);  // the ordinal is counted here
    [[nodiscard]] std::uint32_t size() const { return count_; }
    [[nodiscard]] std::size_t bytes() const { return blocks_.size(); }  // of closed blocks
    [[nodiscard]] std::string finish();  // the section; no more terms afterwards

private:
    void close_block();

    std::string starts_;  // of the blocks, 8 bytes each
    std::vector<std::uint32_t> offsets_;
    std::string blocks_;
    std::string keys_;                // of the open block
    std::vector<TermEntry> entries_;  // of the open block
    std::string previous_;
    std::uint32_t count_ = 0;
};

class TermDictionary {
public:
    // An empty dictionary.
    TermDictionary() = default;
    // Errors: kCorruption where the section does not hold together.
    [[nodiscard]] static Result<TermDictionary> open(std::string_view section);

    [[nodiscard]] std::uint32_t size() const { return terms_; }
    [[nodiscard]] std::optional<TermEntry> find(std::string_view term) const;

    // Calls for each term from `from` on, in order, until it returns false.
    void scan(std::string_view from,
              const std::function<bool(std::string_view, const TermEntry&)>& visit) const;

    // Calls for each of the terms with these ordinals, which rise.
    void visit(std::span<const std::uint32_t> ordinals,
               const std::function<void(std::string_view, const TermEntry&)>& visit) const;

    // One block, its values at hand. Invalid where its bytes do not hold together.
    class Block {
    public:
        Block() = default;
        Block(std::string_view bytes, std::uint32_t first, std::uint32_t terms);
        [[nodiscard]] bool valid() const { return terms_ > 0; }
        [[nodiscard]] std::uint32_t terms() const { return terms_; }
        [[nodiscard]] std::string_view keys() const { return keys_; }
        [[nodiscard]] TermEntry entry(std::uint32_t place) const;  // place < terms()

    private:
        const char* values_ = nullptr;
        std::string_view keys_;
        std::uint64_t postings_ = 0;
        std::uint64_t details_ = 0;
        std::uint32_t first_ = 0;  // ordinal
        std::uint32_t terms_ = 0;
        std::array<std::uint8_t, 3> widths_{};
    };

    // Walks all terms in order. One thread at a time.
    class Iterator {
    public:
        explicit Iterator(const TermDictionary& dictionary) : dictionary_(&dictionary) {}
        Iterator(const TermDictionary& dictionary, std::uint32_t block)
            : dictionary_(&dictionary), next_block_(block) {}
        bool next();  // false: the end, or damage
        [[nodiscard]] const std::string& term() const { return term_; }
        [[nodiscard]] TermEntry entry() const { return block_.entry(place_ - 1); }

    private:
        const TermDictionary* dictionary_;
        Block block_;
        std::string_view keys_;  // that follow
        std::uint32_t next_block_ = 0;
        std::uint32_t place_ = 0;  // of the term that follows
        std::string term_;
    };

private:
    [[nodiscard]] Block block(std::uint32_t index) const;
    [[nodiscard]] std::uint32_t block_of(std::string_view term) const;
    [[nodiscard]] std::string first_of(std::uint32_t block) const;

    std::string_view starts_;
    std::string_view offsets_;
    std::string_view entries_;
    std::uint32_t terms_ = 0;
    std::uint32_t blocks_ = 0;
};

}  // namespace kb::index
