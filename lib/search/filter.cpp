// SPDX-License-Identifier: Apache-2.0
#include "search/filter.hpp"

#include "base/coding.hpp"

#include <algorithm>

namespace kb::search {
namespace {

bool speaks(const std::vector<std::string>& wanted, std::string_view language) {
    return std::ranges::any_of(wanted, [&](const std::string& tag) {
        return language == tag || (language.starts_with(tag) && language[tag.size()] == '-');
    });
}

// One condition after the other: a look at the column takes less than a look at each document.
class Sieve {
public:
    Sieve(const Filter& filter, const index::Segment& segment)
        : filter_(filter),
          columns_(segment.columns()),
          documents_(segment.documents()),
          words_((documents_ + 63ULL) / 64, ~0ULL) {
        if (documents_ % 64 != 0) {
            words_.back() = (1ULL << (documents_ % 64)) - 1;
        }
    }

    index::Bitmap run() {
        by_number(filter_.confidences, &index::Columns::confidence);
        by_number(filter_.audiences, &index::Columns::audience);
        by_name(filter_.languages, &index::Columns::language, speaks);
        by_name(filter_.owner_domains, &index::Columns::owner, is_one_of);
        by_product();
        by_time();
        return std::move(words_);
    }

private:
    static bool is_one_of(const std::vector<std::string>& wanted, std::string_view name) {
        return std::ranges::find(wanted, name) != wanted.end();
    }

    // Whether each name of the segment is wanted, by its number.
    template <typename Wants>
    std::vector<bool> wanted_names(const std::vector<std::string>& wanted, Wants wants) const {
        std::vector<bool> numbers;
        for (const std::string& name : columns_.names()) {
            numbers.push_back(wants(wanted, name));
        }
        return numbers;
    }

    template <typename Holds>
    void keep(Holds holds) {
        for (std::size_t w = 0; w < words_.size(); ++w) {
            const auto first = static_cast<std::uint32_t>(w * 64);
            const std::uint32_t count = std::min<std::uint32_t>(64, documents_ - first);
            std::uint64_t bits = 0;
            for (std::uint32_t i = 0; i < count && words_[w] != 0; ++i) {
                bits |= static_cast<std::uint64_t>(holds(first + i)) << i;
            }
            words_[w] &= bits;
        }
    }

    template <typename T>
    void by_number(const std::vector<T>& wanted,
                   std::uint8_t (index::Columns::*column)(std::uint32_t) const) {
        if (wanted.empty()) {
            return;
        }
        std::array<bool, 256> wants{};
        for (const T value : wanted) {
            wants[static_cast<std::uint8_t>(value)] = true;
        }
        keep([&](std::uint32_t document) { return wants[(columns_.*column)(document)]; });
    }

    template <typename Wants>
    void by_name(const std::vector<std::string>& wanted,
                 std::uint16_t (index::Columns::*column)(std::uint32_t) const, Wants wants) {
        if (!wanted.empty()) {
            const std::vector<bool> names = wanted_names(wanted, wants);
            keep([&](std::uint32_t document) { return names[(columns_.*column)(document)]; });
        }
    }

    void by_product() {
        if (!filter_.products.empty()) {
            const std::vector<bool> names = wanted_names(filter_.products, is_one_of);
            keep([&](std::uint32_t document) { return columns_.has_product(document, names); });
        }
    }

    void by_time() {
        const auto from = filter_.modified_from;
        const auto until = filter_.modified_until;
        if (from == Timestamp{} && until == Timestamp{}) {
            return;
        }
        keep([&](std::uint32_t document) {
            const Timestamp at{std::chrono::milliseconds(columns_.modified_ms(document))};
            return (from == Timestamp{} || at >= from) && (until == Timestamp{} || at < until);
        });
    }

    const Filter& filter_;
    const index::Columns& columns_;
    std::uint32_t documents_;
    index::Bitmap words_;
};

// Tells filters apart.
std::string key_of(const Filter& filter) {
    std::string key;
    const auto put_names = [&](const std::vector<std::string>& names) {
        base::put_varint(key, names.size());
        for (const std::string& name : names) {
            base::put_text(key, name);
        }
    };
    const auto put_numbers = [&](const auto& numbers) {
        base::put_varint(key, numbers.size());
        for (const auto number : numbers) {
            base::put_varint(key, static_cast<std::uint64_t>(number));
        }
    };
    put_names(filter.languages);
    put_names(filter.products);
    put_names(filter.owner_domains);
    put_numbers(filter.confidences);
    put_numbers(filter.audiences);
    for (const Timestamp at : {filter.modified_from, filter.modified_until}) {
        base::put_fixed64(key, static_cast<std::uint64_t>(at.time_since_epoch().count()));
    }
    return key;
}

}  // namespace

bool restricts(const Filter& filter) { return !(filter == Filter{}); }

std::shared_ptr<const index::Bitmap> filter_documents(const Filter& filter,
                                                      const index::Segment& segment) {
    const std::string key = key_of(filter);
    std::shared_ptr<const index::Bitmap> documents = segment.bitmaps().find(key);
    if (documents == nullptr) {
        documents = std::make_shared<const index::Bitmap>(Sieve(filter, segment).run());
        segment.bitmaps().keep(key, documents);
    }
    return documents;
}

}  // namespace kb::search
