// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lists without a search: the articles that a viewer may read, and the events of a time.

#include <kb/access.hpp>
#include <kb/article.hpp>
#include <kb/event.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace kb {

enum class ListOrder : std::uint8_t {
    kUpdated,  // changed last first
    kCreated,  // made last first
    kId,
    kTitle,
};

// An empty list does not restrict; a list means "one of them".
struct ListRequest {
    Viewer viewer{};
    std::vector<Confidence> confidences{};
    std::vector<Audience> audiences{};
    std::vector<std::string> owner_domains{};
    ListOrder order = ListOrder::kUpdated;
    std::uint64_t limit = 0;  // 0: all
};

struct ListedArticle {
    ArticleId id{};
    VersionNumber version = 0;
    std::string title{};
    std::string language{};
    std::string owner_domain{};  // empty for viewers outside
    ArticleState state{};
    Timestamp created{};
    Timestamp modified{};
    friend bool operator==(const ListedArticle&, const ListedArticle&) = default;
};

struct ArticleList {
    std::vector<ListedArticle> articles{};
    std::uint64_t total = 0;  // before `limit`
};

// Which events, by when they happened; an empty list of types means all.
struct EventRequest {
    Timestamp from{};   // inclusive; the epoch: no limit
    Timestamp until{};  // exclusive; the epoch: no limit
    std::vector<EventType> types{};
};

// Called for each event, oldest first; returning false ends the reading.
using EventCallback = std::function<bool(const Event&)>;

[[nodiscard]] std::string_view to_string(ListOrder order) noexcept;       // "updated"
[[nodiscard]] Result<ListOrder> parse_list_order(std::string_view text);  // kInvalidArgument

}  // namespace kb
