// SPDX-License-Identifier: Apache-2.0
#include "engine/listing.hpp"

#include "base/try.hpp"
#include "store/article_store.hpp"
#include "store/link_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kb::engine {
namespace {

constexpr std::array kOrders{ListOrder::kUpdated, ListOrder::kCreated, ListOrder::kId,
                             ListOrder::kTitle};

template <typename Value>
bool is_wanted(const std::vector<Value>& wanted, const Value& value) {
    return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

bool is_wanted(const ListRequest& request, const Article& article) {
    // Whom it belongs to is not told outside, so nobody outside can ask for it either.
    const bool tells_owner = request.viewer.audience == Audience::kInternal;
    return is_wanted(request.confidences, article.state.confidence) &&
           is_wanted(request.audiences, article.state.audience) &&
           (request.owner_domains.empty() ||
            (tells_owner && is_wanted(request.owner_domains, article.owner_domain)));
}

ListedArticle entry_of(const Article& article, const Viewer& viewer) {
    ListedArticle entry{.id = article.id,
                        .version = article.version,
                        .title = article.title,
                        .language = article.language,
                        .owner_domain = article.owner_domain,
                        .state = article.state,
                        .created = article.created,
                        .modified = article.modified};
    if (viewer.audience != Audience::kInternal) {
        entry.owner_domain.clear();
    }
    return entry;
}

// By id where nothing else decides, so that a list is the same every time.
bool comes_before(const ListedArticle& a, const ListedArticle& b, ListOrder order) {
    switch (order) {
    case ListOrder::kUpdated:
        if (a.modified != b.modified) {
            return a.modified > b.modified;
        }
        break;
    case ListOrder::kCreated:
        if (a.created != b.created) {
            return a.created > b.created;
        }
        break;
    case ListOrder::kTitle:
        if (a.title != b.title) {
            return a.title < b.title;
        }
        break;
    case ListOrder::kId: break;
    }
    return a.id < b.id;
}

}  // namespace

Result<ArticleList> list_articles(const State& state, const ListRequest& request) {
    KB_TRY(check_open(state));
    ArticleList list;
    KB_TRY(store::for_each_article(
        state.database->snapshot(),
        [&](store::ArticleNumber, const store::ArticleRecord& record) -> Result<void> {
            if (may_read(request.viewer, state.shelf_of(record.article)) &&
                is_wanted(request, record.article)) {
                list.articles.push_back(entry_of(record.article, request.viewer));
            }
            return {};
        }));
    list.total = list.articles.size();
    std::ranges::sort(list.articles, [&](const ListedArticle& a, const ListedArticle& b) {
        return comes_before(a, b, request.order);
    });
    if (request.limit > 0 && request.limit < list.total) {
        list.articles.resize(request.limit);
    }
    return list;
}

Result<std::vector<Link>> list_links(const State& state) {
    KB_TRY(check_open(state));
    std::vector<Link> links;
    KB_TRY(store::for_each_link(state.database->snapshot(),
                                [&](store::ArticleNumber, const Link& link) -> Result<void> {
                                    links.push_back(link);
                                    return {};
                                }));
    std::ranges::stable_sort(links, {}, &Link::at);
    return links;
}

}  // namespace kb::engine

namespace kb {

std::string_view to_string(ListOrder order) noexcept {
    switch (order) {
    case ListOrder::kUpdated: return "updated";
    case ListOrder::kCreated: return "created";
    case ListOrder::kId: return "id";
    case ListOrder::kTitle: return "title";
    }
    return "unknown";
}

Result<ListOrder> parse_list_order(std::string_view text) {
    for (const ListOrder order : engine::kOrders) {
        if (text == to_string(order)) {
            return order;
        }
    }
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("order: {} is none of updated, created, id, title", text)};
}

}  // namespace kb
