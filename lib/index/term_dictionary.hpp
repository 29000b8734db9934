// SPDX-License-Identifier: Apache-2.0
#pragma once

// The sorted terms of a segment, front-coded in blocks of 32, each with where its postings are.
//
//     section   terms (u64), blocks (u64), offset of each block (u32 each, relative to the
//     entries),
//               entries
//     entry     bytes shared with the term before (varint; 0 at the start of a block), rest (text),
//               document frequency (varint), highest impact (1 byte), postings offset (varint),
//               details offset (varint)
//
// A term's ordinal is its place in the order. The reader is immutable, any thread.

#include <kb/result.hpp>

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
    [[nodiscard]] std::string finish() const;  // the section

private:
    std::string entries_;
    std::vector<std::uint32_t> blocks_;
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

    // Walks all terms in order. One thread at a time.
    class Iterator {
    public:
        explicit Iterator(const TermDictionary& dictionary) : dictionary_(&dictionary) {}
        Iterator(const TermDictionary& dictionary, std::uint32_t block);
        bool next();  // false: the end, or damage
        [[nodiscard]] const std::string& term() const { return term_; }
        [[nodiscard]] const TermEntry& entry() const { return entry_; }

    private:
        const TermDictionary* dictionary_;
        std::size_t at_ = 0;
        std::uint32_t next_ordinal_ = 0;
        std::string term_;
        TermEntry entry_;
    };

    // The term of an ordinal; empty where there is none.
    [[nodiscard]] std::string term(std::uint32_t ordinal) const;

private:
    [[nodiscard]] std::string_view first_of(std::uint32_t block) const;
    [[nodiscard]] std::uint32_t block_of(std::string_view term) const;

    std::string_view entries_;
    std::string_view offsets_;
    std::uint32_t terms_ = 0;
    std::uint32_t blocks_ = 0;
};

}  // namespace kb::index
