// SPDX-License-Identifier: Apache-2.0
#include "store/link_store.hpp"

#include "base/coding.hpp"
#include "base/try.hpp"
#include "lifecycle/lifecycle_codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace kb::store {
namespace {

constexpr auto kLinkKindLast = LinkKind::kSentToCustomer;

void sort_by_time(std::vector<Link>& links) { std::ranges::stable_sort(links, {}, &Link::at); }

}  // namespace

Result<bool> add_link(Batch& batch, ArticleNumber article, const Link& link) {
    if (link.case_id.empty() || link.case_id.size() > kCaseBytesMax) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("a case has 1 to {} bytes, this one {}", kCaseBytesMax,
                                 link.case_id.size())};
    }
    std::string key = link_key(article, link.kind, link.case_id);
    KB_TRY_ASSIGN(const std::optional<std::string> before, batch.get(Family::kLinks, key));
    if (before) {
        return false;
    }
    batch.put(Family::kLinks, std::move(key), lifecycle::encode_link(link));
    batch.put(Family::kLinks, case_link_key(link.case_id, article, link.kind), "");
    batch.add(Counter::kLinks, 1);
    return true;
}

Result<std::size_t> remove_links(Batch& batch, ArticleNumber article, std::string_view case_id) {
    std::size_t removed = 0;
    if (case_id.empty() || case_id.size() > kCaseBytesMax) {
        return removed;
    }
    for (unsigned i = 0; i <= static_cast<unsigned>(kLinkKindLast); ++i) {
        const auto kind = static_cast<LinkKind>(i);
        std::string key = link_key(article, kind, case_id);
        KB_TRY_ASSIGN(const std::optional<std::string> link, batch.get(Family::kLinks, key));
        if (link) {
            batch.remove(Family::kLinks, std::move(key));
            batch.remove(Family::kLinks, case_link_key(case_id, article, kind));
            batch.add(Counter::kLinks, -1);
            ++removed;
        }
    }
    return removed;
}

Result<void> note_use(Batch& batch, ArticleNumber article, std::string_view case_id, Use use) {
    if (case_id.empty() || case_id.size() > kCaseBytesMax) {
        return {};
    }
    for (unsigned i = 0; i <= static_cast<unsigned>(kLinkKindLast); ++i) {
        std::string key = link_key(article, static_cast<LinkKind>(i), case_id);
        KB_TRY_ASSIGN(const std::optional<std::string> bytes, batch.get(Family::kLinks, key));
        if (!bytes) {
            continue;
        }
        KB_TRY_ASSIGN(Link link, lifecycle::decode_link(*bytes));
        if (link.use < use) {
            link.use = use;
            batch.put(Family::kLinks, std::move(key), lifecycle::encode_link(link));
        }
    }
    return {};
}

Result<void> for_each_link(const View& view,
                           const std::function<Result<void>(ArticleNumber, const Link&)>& visit) {
    const std::string prefix = links_prefix();
    Cursor cursor = view.prefix(Family::kLinks, prefix);
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            return {};
        }
        KB_TRY_ASSIGN(const Link link, lifecycle::decode_link(cursor.value()));
        KB_TRY(visit(base::get_big_endian64(cursor.key().substr(prefix.size())), link));
    }
}

Result<std::vector<Link>> links_of_article(const View& view, ArticleNumber article) {
    std::vector<Link> links;
    Cursor cursor = view.prefix(Family::kLinks, links_of_article_prefix(article));
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            sort_by_time(links);
            return links;
        }
        KB_TRY_ASSIGN(Link link, lifecycle::decode_link(cursor.value()));
        links.push_back(std::move(link));
    }
}

Result<std::vector<Link>> links_of_case(const View& view, std::string_view case_id) {
    std::vector<Link> links;
    if (case_id.empty() || case_id.size() > kCaseBytesMax) {
        return links;
    }
    const std::string prefix = links_of_case_prefix(case_id);
    std::vector<std::string> keys;
    Cursor cursor = view.prefix(Family::kLinks, prefix);
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            break;
        }
        const std::string_view rest = cursor.key().substr(prefix.size());
        if (rest.size() != 9) {
            return Error{ErrorCode::kCorruption,
                         fmt::format("a link of case {} is damaged", case_id)};
        }
        keys.push_back(
            link_key(base::get_big_endian64(rest), static_cast<LinkKind>(rest[8]), case_id));
    }
    KB_TRY_ASSIGN(const auto values, view.multi_get(Family::kLinks, keys));
    for (const std::optional<std::string>& value : values) {
        if (!value) {
            continue;  // removed since the keys were read
        }
        KB_TRY_ASSIGN(Link link, lifecycle::decode_link(*value));
        links.push_back(std::move(link));
    }
    sort_by_time(links);
    return links;
}

}  // namespace kb::store
