// SPDX-License-Identifier: Apache-2.0
#pragma once

// One value a document: which article it is, its field lengths, and what filters ask for.
//
//     section   packed columns (packed_column.hpp) of a row for each document: article, version,
//               confidence, audience, time modified, language, owner, then the length of each
//               field; product starts (a column of one row more), products (a column); 1 byte, and
//               where it is 1 a column of the documents in the order of their article numbers (0:
//               that is their own order); names: count (varint) and texts
//
// Languages, owners and products are numbers into the names. The reader is immutable, any thread.

#include "index/document.hpp"
#include "index/impact.hpp"
#include "index/packed_column.hpp"

#include <kb/result.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

inline constexpr std::size_t kNamesMax = 65'535;     // different names in a segment
inline constexpr std::size_t kProductsMax = 65'535;  // of a document

// One thread at a time.
class ColumnsWriter {
public:
    explicit ColumnsWriter(std::size_t field_count) : field_count_(field_count) {}
    // Errors: kResourceExhausted above kNamesMax or kProductsMax.
    Result<void> add(std::uint64_t article, std::uint32_t version, const Lengths& lengths,
                     const ColumnValues& values);
    [[nodiscard]] std::string finish() const;
    [[nodiscard]] std::uint32_t size() const {
        return static_cast<std::uint32_t>(articles_.size());
    }

private:
    Result<std::uint16_t> number_of(const std::string& name);

    std::size_t field_count_;
    using Rows = std::vector<std::uint64_t>;
    Rows articles_;
    Rows versions_;
    Rows confidences_;
    Rows audiences_;
    Rows modified_;
    Rows languages_;
    Rows owners_;
    std::array<Rows, kFieldsMax> lengths_;
    Rows product_starts_{0};
    Rows products_;
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
    // Whether one of its products is wanted, by number.
    [[nodiscard]] bool has_product(std::uint32_t document, const std::vector<bool>& wanted) const;
    [[nodiscard]] const std::string& name(std::uint16_t number) const { return names_[number]; }
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }  // by number
    [[nodiscard]] ColumnValues values(std::uint32_t document) const;

    // Every document of an article, newest last; an article replaced inside one segment has
    // several.
    [[nodiscard]] std::vector<std::uint32_t> find(std::uint64_t article) const;

private:
    // Whether every number that leads to a document, a product or a name leads to one.
    [[nodiscard]] bool are_in_range() const;
    // Document `place` in the order of article numbers.
    [[nodiscard]] std::uint32_t nth_by_article(std::uint32_t place) const;

    std::uint32_t documents_ = 0;
    std::size_t field_count_ = 0;
    std::size_t products_total_ = 0;
    PackedColumn articles_;
    PackedColumn versions_;
    PackedColumn confidences_;
    PackedColumn audiences_;
    PackedColumn modified_;
    PackedColumn languages_;
    PackedColumn owners_;
    std::array<PackedColumn, kFieldsMax> lengths_;
    PackedColumn product_starts_;
    PackedColumn products_;
    bool in_order_ = true;  // of article numbers
    PackedColumn by_article_;
    std::vector<std::string> names_;
};

}  // namespace kb::index
