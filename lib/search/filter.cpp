// SPDX-License-Identifier: Apache-2.0
#include "search/filter.hpp"

#include <algorithm>
#include <optional>

namespace kb::search {
namespace {

template <typename T>
bool is_one_of(const std::vector<T>& wanted, const T& value) {
    return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

bool speaks(const std::vector<std::string>& wanted, std::string_view language) {
    return wanted.empty() || std::ranges::any_of(wanted, [&](const std::string& tag) {
               return language == tag || (language.starts_with(tag) && language[tag.size()] == '-');
           });
}

class Conditions {
public:
    Conditions(const Filter& filter, const index::Columns& columns)
        : filter_(filter), columns_(columns) {}

    [[nodiscard]] bool hold(std::uint32_t document) const {
        return is_one_of(filter_.confidences,
                         static_cast<Confidence>(columns_.confidence(document))) &&
               is_one_of(filter_.audiences, static_cast<Audience>(columns_.audience(document))) &&
               speaks(filter_.languages, columns_.name(columns_.language(document))) &&
               is_one_of(filter_.owner_domains, columns_.name(columns_.owner(document))) &&
               has_product(document) && is_modified_in_time(document);
    }

private:
    [[nodiscard]] bool has_product(std::uint32_t document) const {
        if (filter_.products.empty()) {
            return true;
        }
        return std::ranges::any_of(columns_.products(document), [&](std::uint16_t product) {
            return is_one_of(filter_.products, columns_.name(product));
        });
    }
    [[nodiscard]] bool is_modified_in_time(std::uint32_t document) const {
        const Timestamp at{std::chrono::milliseconds(columns_.modified_ms(document))};
        return (filter_.modified_from == Timestamp{} || at >= filter_.modified_from) &&
               (filter_.modified_until == Timestamp{} || at < filter_.modified_until);
    }

    const Filter& filter_;
    const index::Columns& columns_;
};

}  // namespace

bool restricts(const Filter& filter) { return !(filter == Filter{}); }

std::vector<std::uint64_t> filter_documents(const Filter& filter, const index::Segment& segment) {
    std::vector<std::uint64_t> words((segment.documents() + 63ULL) / 64);
    const Conditions conditions(filter, segment.columns());
    for (std::uint32_t document = 0; document < segment.documents(); ++document) {
        if (conditions.hold(document)) {
            words[document / 64] |= 1ULL << (document % 64);
        }
    }
    return words;
}

}  // namespace kb::search
