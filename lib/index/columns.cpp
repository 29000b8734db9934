// SPDX-License-Identifier: Apache-2.0
#include "index/columns.hpp"

#include "base/coding.hpp"
#include "base/try.hpp"

#include <algorithm>
#include <numeric>

namespace kb::index {
namespace {

Error damaged() { return {ErrorCode::kCorruption, "columns do not hold together"}; }

}  // namespace

Result<std::uint16_t> ColumnsWriter::number_of(const std::string& name) {
    const auto [entry, is_new] =
        numbers_.try_emplace(name, static_cast<std::uint16_t>(names_.size()));
    if (is_new) {
        if (names_.size() >= kNamesMax) {
            numbers_.erase(entry);
            return Error{ErrorCode::kResourceExhausted,
                         "more than 65535 different languages, owners and products in a segment"};
        }
        names_.push_back(name);
    }
    return entry->second;
}

Result<void> ColumnsWriter::add(std::uint64_t article, std::uint32_t version,
                                const Lengths& lengths, const ColumnValues& values) {
    if (values.products.size() > kProductsMax) {
        return Error{ErrorCode::kResourceExhausted, "more than 65535 products of one article"};
    }
    KB_TRY_ASSIGN(const std::uint16_t language, number_of(values.language));
    KB_TRY_ASSIGN(const std::uint16_t owner, number_of(values.owner_domain));
    for (const std::string& product : values.products) {
        KB_TRY_ASSIGN(const std::uint16_t number, number_of(product));
        products_.push_back(number);
    }
    articles_.push_back(article);
    versions_.push_back(version);
    for (std::size_t f = 0; f < field_count_; ++f) {
        lengths_[f].push_back(lengths[f]);
    }
    confidences_.push_back(values.confidence);
    audiences_.push_back(values.audience);
    modified_.push_back(static_cast<std::uint64_t>(values.modified_ms));
    languages_.push_back(language);
    owners_.push_back(owner);
    product_starts_.push_back(products_.size());
    return {};
}

std::string ColumnsWriter::finish() const {
    std::string section;
    for (const Rows* rows :
         {&articles_, &versions_, &confidences_, &audiences_, &modified_, &languages_, &owners_}) {
        append_packed_column(section, *rows);
    }
    for (std::size_t f = 0; f < field_count_; ++f) {
        append_packed_column(section, lengths_[f]);
    }
    append_packed_column(section, product_starts_);
    append_packed_column(section, products_);
    const bool in_order = std::ranges::is_sorted(articles_);
    section.push_back(in_order ? '\0' : '\1');
    if (!in_order) {
        Rows order(articles_.size());
        std::iota(order.begin(), order.end(), 0U);
        std::ranges::stable_sort(order, {}, [&](std::uint64_t d) { return articles_[d]; });
        append_packed_column(section, order);
    }
    base::put_varint(section, names_.size());
    for (const std::string& name : names_) {
        base::put_text(section, name);
    }
    return section;
}

Result<Columns> Columns::open(std::string_view section, std::uint32_t documents,
                              std::size_t field_count) {
    Columns columns;
    columns.documents_ = documents;
    columns.field_count_ = field_count;
    // Rows may take no bytes at all, but article numbers count from 1.
    bool good = documents / kRowsPerBase <= section.size();
    const auto take = [&](PackedColumn& column, std::size_t rows) {
        good = good && column.take(section, rows);
    };
    for (PackedColumn* column :
         {&columns.articles_, &columns.versions_, &columns.confidences_, &columns.audiences_,
          &columns.modified_, &columns.languages_, &columns.owners_}) {
        take(*column, documents);
    }
    for (std::size_t f = 0; f < field_count; ++f) {
        take(columns.lengths_[f], documents);
    }
    take(columns.product_starts_, documents + std::size_t{1});
    if (!good) {
        return damaged();
    }
    columns.products_total_ = columns.product_starts_[documents];
    // A product of no bits takes no room, and no document has that many.
    good = columns.products_total_ / kProductsMax <= documents;
    take(columns.products_, columns.products_total_);
    good = good && !section.empty();
    if (good) {
        columns.in_order_ = section.front() == '\0';
        section.remove_prefix(1);
        if (!columns.in_order_) {
            take(columns.by_article_, documents);
        }
    }
    base::Reader names(good ? section : std::string_view());
    const std::size_t count = names.count();
    for (std::size_t i = 0; i < count; ++i) {
        columns.names_.emplace_back(names.text());
    }
    good = good && names.good() && columns.are_in_range();
    return good ? Result<Columns>(std::move(columns)) : damaged();
}

bool Columns::are_in_range() const {
    const auto is_name = [&](std::uint64_t number) { return number < names_.size(); };
    if (product_starts_[0] != 0) {
        return false;
    }
    for (std::size_t d = 0; d < documents_; ++d) {
        const std::uint64_t end = product_starts_[d + 1];
        if ((!in_order_ && by_article_[d] >= documents_) || !is_name(languages_[d]) ||
            !is_name(owners_[d]) || end < product_starts_[d] || end > products_total_ ||
            end - product_starts_[d] > kProductsMax) {
            return false;
        }
    }
    const std::uint64_t products =
        products_.is_empty() ? std::min<std::uint64_t>(1, products_total_) : products_total_;
    for (std::uint64_t i = 0; i < products; ++i) {
        if (!is_name(products_[i])) {
            return false;
        }
    }
    return true;
}

std::uint64_t Columns::article(std::uint32_t d) const { return articles_[d]; }
std::uint32_t Columns::version(std::uint32_t d) const {
    return static_cast<std::uint32_t>(versions_[d]);
}
std::uint8_t Columns::confidence(std::uint32_t d) const {
    return static_cast<std::uint8_t>(confidences_[d]);
}
std::uint8_t Columns::audience(std::uint32_t d) const {
    return static_cast<std::uint8_t>(audiences_[d]);
}
std::int64_t Columns::modified_ms(std::uint32_t d) const {
    return static_cast<std::int64_t>(modified_[d]);
}
std::uint16_t Columns::language(std::uint32_t d) const {
    return static_cast<std::uint16_t>(languages_[d]);
}
std::uint16_t Columns::owner(std::uint32_t d) const {
    return static_cast<std::uint16_t>(owners_[d]);
}

Lengths Columns::lengths(std::uint32_t document) const {
    Lengths lengths{};
    for (std::size_t f = 0; f < field_count_; ++f) {
        lengths[f] = static_cast<std::uint16_t>(lengths_[f][document]);
    }
    return lengths;
}

std::vector<std::uint16_t> Columns::products(std::uint32_t document) const {
    std::vector<std::uint16_t> products;
    const std::uint64_t end = product_starts_[document + std::size_t{1}];
    for (std::uint64_t i = product_starts_[document]; i < end; ++i) {
        products.push_back(static_cast<std::uint16_t>(products_[i]));
    }
    return products;
}

bool Columns::has_product(std::uint32_t document, const std::vector<bool>& wanted) const {
    const std::uint64_t end = product_starts_[document + std::size_t{1}];
    for (std::uint64_t i = product_starts_[document]; i < end; ++i) {
        if (wanted[products_[i]]) {
            return true;
        }
    }
    return false;
}

std::uint32_t Columns::nth_by_article(std::uint32_t place) const {
    return in_order_ ? place : static_cast<std::uint32_t>(by_article_[place]);
}

ColumnValues Columns::values(std::uint32_t document) const {
    ColumnValues values{
        .confidence = confidence(document),
        .audience = audience(document),
        .modified_ms = modified_ms(document),
        .language = name(language(document)),
        .owner_domain = name(owner(document)),
    };
    for (const std::uint16_t product : products(document)) {
        values.products.push_back(name(product));
    }
    return values;
}

std::vector<std::uint32_t> Columns::find(std::uint64_t article_number) const {
    std::uint32_t low = 0;
    std::uint32_t high = documents_;
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (article(nth_by_article(middle)) < article_number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    std::vector<std::uint32_t> documents;
    for (; low < documents_; ++low) {
        const std::uint32_t document = nth_by_article(low);
        if (article(document) != article_number) {
            break;
        }
        documents.push_back(document);
    }
    return documents;
}

}  // namespace kb::index
