// SPDX-License-Identifier: Apache-2.0
#include "index/columns.hpp"

#include "base/bytes.hpp"
#include "base/coding.hpp"
#include "base/try.hpp"

#include <algorithm>
#include <numeric>

namespace kb::index {
namespace {

template <typename T>
void append_all(std::string& to, const std::vector<T>& values) {
    to.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

template <typename T>
T at(const char* column, std::size_t i) {
    return base::load<T>(column + i * sizeof(T));
}

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
    KB_TRY_ASSIGN(const std::uint16_t language, number_of(values.language));
    KB_TRY_ASSIGN(const std::uint16_t owner, number_of(values.owner_domain));
    for (const std::string& product : values.products) {
        KB_TRY_ASSIGN(const std::uint16_t number, number_of(product));
        products_.push_back(number);
    }
    articles_.push_back(article);
    versions_.push_back(version);
    lengths_.push_back(lengths);
    confidences_.push_back(values.confidence);
    audiences_.push_back(values.audience);
    modified_.push_back(values.modified_ms);
    languages_.push_back(language);
    owners_.push_back(owner);
    product_starts_.push_back(static_cast<std::uint32_t>(products_.size()));
    return {};
}

std::string ColumnsWriter::finish() const {
    std::string section;
    append_all(section, articles_);
    append_all(section, versions_);
    std::vector<std::uint32_t> order(articles_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t d) { return articles_[d]; });
    append_all(section, order);
    for (const Lengths& lengths : lengths_) {
        section.append(reinterpret_cast<const char*>(lengths.data()), field_count_ * 2);
    }
    append_all(section, confidences_);
    append_all(section, audiences_);
    append_all(section, modified_);
    append_all(section, languages_);
    append_all(section, owners_);
    append_all(section, product_starts_);
    append_all(section, products_);
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
    bool good = true;
    const auto take = [&](std::size_t bytes) {
        const char* start = section.data();
        good = good && bytes <= section.size();
        section.remove_prefix(good ? bytes : section.size());
        return start;
    };
    const std::size_t n = documents;
    columns.articles_ = take(n * 8);
    columns.versions_ = take(n * 4);
    columns.by_article_ = take(n * 4);
    columns.lengths_ = take(n * field_count * 2);
    columns.confidences_ = take(n);
    columns.audiences_ = take(n);
    columns.modified_ = take(n * 8);
    columns.languages_ = take(n * 2);
    columns.owners_ = take(n * 2);
    columns.product_starts_ = take((n + 1) * 4);
    if (!good) {
        return damaged();
    }
    columns.products_ = take(at<std::uint32_t>(columns.product_starts_, n) * 2ULL);
    base::Reader names(good ? section : std::string_view());
    const std::size_t count = names.count();
    for (std::size_t i = 0; i < count; ++i) {
        columns.names_.emplace_back(names.text());
    }
    good = good && names.good() && columns.are_in_range();
    return good ? Result<Columns>(std::move(columns)) : damaged();
}

bool Columns::are_in_range() const {
    const auto is_name = [&](std::uint16_t number) { return number < names_.size(); };
    const auto start = [&](std::size_t d) { return at<std::uint32_t>(product_starts_, d); };
    const std::uint32_t total = start(documents_);
    if (start(0) != 0) {
        return false;
    }
    for (std::uint32_t d = 0; d < documents_; ++d) {
        if (at<std::uint32_t>(by_article_, d) >= documents_ || !is_name(language(d)) ||
            !is_name(owner(d)) || start(d + 1ULL) < start(d) || start(d + 1ULL) > total) {
            return false;
        }
    }
    for (std::uint32_t i = 0; i < total; ++i) {
        if (!is_name(at<std::uint16_t>(products_, i))) {
            return false;
        }
    }
    return true;
}

std::uint64_t Columns::article(std::uint32_t d) const { return at<std::uint64_t>(articles_, d); }
std::uint32_t Columns::version(std::uint32_t d) const { return at<std::uint32_t>(versions_, d); }
std::uint8_t Columns::confidence(std::uint32_t d) const {
    return at<std::uint8_t>(confidences_, d);
}
std::uint8_t Columns::audience(std::uint32_t d) const { return at<std::uint8_t>(audiences_, d); }
std::int64_t Columns::modified_ms(std::uint32_t d) const { return at<std::int64_t>(modified_, d); }
std::uint16_t Columns::language(std::uint32_t d) const { return at<std::uint16_t>(languages_, d); }
std::uint16_t Columns::owner(std::uint32_t d) const { return at<std::uint16_t>(owners_, d); }

Lengths Columns::lengths(std::uint32_t document) const {
    Lengths lengths{};
    std::memcpy(lengths.data(), lengths_ + document * field_count_ * 2, field_count_ * 2);
    return lengths;
}

std::vector<std::uint16_t> Columns::products(std::uint32_t document) const {
    std::vector<std::uint16_t> products;
    const auto end = at<std::uint32_t>(product_starts_, document + 1ULL);
    for (auto i = at<std::uint32_t>(product_starts_, document); i < end; ++i) {
        products.push_back(at<std::uint16_t>(products_, i));
    }
    return products;
}

std::optional<std::uint16_t> Columns::number_of(std::string_view name) const {
    const auto found = std::ranges::find(names_, name);
    if (found == names_.end()) {
        return std::nullopt;
    }
    return static_cast<std::uint16_t>(found - names_.begin());
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
        if (article(at<std::uint32_t>(by_article_, middle)) < article_number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    std::vector<std::uint32_t> documents;
    for (; low < documents_; ++low) {
        const auto document = at<std::uint32_t>(by_article_, low);
        if (article(document) != article_number) {
            break;
        }
        documents.push_back(document);
    }
    return documents;
}

}  // namespace kb::index
