// SPDX-License-Identifier: Apache-2.0
#pragma once

// One value a document: which article it is, its field lengths, and what filters ask for.
//
//     section   articles (u64 each), versions (u32 each), by_article (u32 each: documents in the
//               order of their article numbers), lengths (u16 * fields each), confidence (u8 each),
//               audience (u8 each), modified (i64 each), language (u16 each), owner (u16 each),
//               product starts (u32 each, and one more), products (u16 each), names: count (varint)
//               and texts
//
// Languages, owners and products are numbers into the names. The reader is immutable, any thread.

#include "index/document.hpp"
#include "index/impact.hpp"

#include <kb/result.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

inline constexpr std::size_t kNamesMax = 65'535;  // different names in a segment

// One thread at a time.
class ColumnsWriter {
public:
    explicit ColumnsWriter(std::size_t field_count) : field_count_(field_count) {}
    // Errors: kResourceExhausted above kNamesMax.
    Result<void> add(std::uint64_t article, std::uint32_t version, const Lengths& lengths,
                     const ColumnValues& values);
    [[nodiscard]] std::string finish() const;
    [[nodiscard]] std::uint32_t size() const {
        return static_cast<std::uint32_t>(articles_.size());
    }

private:
    Result<std::uint16_t> number_of(const std::string& name);

    std::size_t field_count_;
    std::vector<std::uint64_t> articles_;
    std::vector<std::uint32_t> versions_;
    std::vector<Lengths> lengths_;
    std::vector<std::uint8_t> confidences_;
    std::vector<std::uint8_t> audiences_;
    std::vector<std::int64_t> modified_;
    std::vector<std::uint16_t> languages_;
    std::vector<std::uint16_t> owners_;
    std::vector<std::uint32_t> product_starts_{0};
    std::vector<std::uint16_t> products_;
    std::map<std::string, std::uint16_t> numbers_;
    std::vector<std::string> names_;
};

class Columns {
public:
    Columns() = default;
    // Errors: kCorruption.
    [[nodiscard]] static Result<Columns> open(std::string_view section, std::uint32_t documents,
                                              std::size_t field_count);

    [[nodiscard]] std::uint64_t article(std::uint32_t document) const;
    [[nodiscard]] std::uint32_t version(std::uint32_t document) const;
    [[nodiscard]] Lengths lengths(std::uint32_t document) const;
    [[nodiscard]] std::uint8_t confidence(std::uint32_t document) const;
    [[nodiscard]] std::uint8_t audience(std::uint32_t document) const;
    [[nodiscard]] std::int64_t modified_ms(std::uint32_t document) const;
    [[nodiscard]] std::uint16_t language(std::uint32_t document) const;
    [[nodiscard]] std::uint16_t owner(std::uint32_t document) const;
    [[nodiscard]] std::vector<std::uint16_t> products(std::uint32_t document) const;
    [[nodiscard]] const std::string& name(std::uint16_t number) const { return names_[number]; }
    [[nodiscard]] std::optional<std::uint16_t> number_of(std::string_view name) const;
    [[nodiscard]] ColumnValues values(std::uint32_t document) const;

    // Every document of an article, newest last; an article replaced inside one segment has
    // several.
    [[nodiscard]] std::vector<std::uint32_t> find(std::uint64_t article) const;

private:
    // Whether every number that leads to a document, a product or a name leads to one.
    [[nodiscard]] bool are_in_range() const;

    std::uint32_t documents_ = 0;
    std::size_t field_count_ = 0;
    const char* articles_ = nullptr;
    const char* versions_ = nullptr;
    const char* by_article_ = nullptr;
    const char* lengths_ = nullptr;
    const char* confidences_ = nullptr;
    const char* audiences_ = nullptr;
    const char* modified_ = nullptr;
    const char* languages_ = nullptr;
    const char* owners_ = nullptr;
    const char* product_starts_ = nullptr;
    const char* products_ = nullptr;
    std::vector<std::string> names_;
};

}  // namespace kb::index
