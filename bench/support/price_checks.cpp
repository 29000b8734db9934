// SPDX-License-Identifier: Apache-2.0
#include "support/price_checks.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>

namespace kb::bench {
namespace {

constexpr std::size_t kListed = 40;  // queries whose matches are counted one by one

const Viewer kEverybody{.audience = Audience::kInternal};

SearchResponse ask(const PricedSearch& row, SearchRequest request) {
    return row.base->search(request).value();
}

std::vector<ArticleId> ids(const SearchResponse& response) {
    std::vector<ArticleId> found;
    for (const Hit& hit : response.hits) {
        found.push_back(hit.id);
    }
    return found;
}

std::uint64_t count(const PricedSearch& row, SearchRequest request) {
    request.exact_total_up_to = kCountAll;
    const SearchResponse response = ask(row, std::move(request));
    require(response.total.exact, "a total is not exact");
    return response.total.value;
}

// All matches, or none where there are too many to be listed.
SearchResponse list(const PricedSearch& row, SearchRequest request) {
    request.limit = kHitsMax;
    request.exact_total_up_to = kCountAll;
    SearchResponse response = ask(row, std::move(request));
    return response.total.value <= kHitsMax ? response : SearchResponse{};
}

template <typename T>
bool is_one_of(const std::vector<T>& wanted, const T& value) {
    return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

bool fits(const Filter& filter, const Article& article) {
    return is_one_of(filter.languages, article.language) &&
           is_one_of(filter.confidences, article.state.confidence) &&
           is_one_of(filter.owner_domains, article.owner_domain) &&
           article.modified >= filter.modified_from &&
           (filter.products.empty() ||
            std::ranges::any_of(article.products, [&](const std::string& product) {
                return is_one_of(filter.products, product);
            }));
}

std::size_t number_of(const ArticleId& id) {  // "D-17"
    std::size_t number = 0;
    std::from_chars(id.data() + 2, id.data() + id.size(), number);
    return number;
}

std::size_t a_tenth(std::size_t articles) {
    return (articles + kReplacedOneIn - 1) / kReplacedOneIn;
}

void check_same_matches(const PricedSearch& row, const PricedSearch& bare) {
    for (std::size_t i = 0; i < row.requests.size(); ++i) {
        require(count(row, row.requests[i]) == count(bare, bare.requests[i]),
                "\"" + row.requests[i].text + "\" matches a different number of articles");
    }
}

}  // namespace

void check_bare(const PricedSearch& row) {
    std::size_t found = 0;
    for (const SearchRequest& request : row.requests) {
        const SearchResponse response = ask(row, request);
        found += response.hits.empty() ? 0 : 1;
        require(response.hits.empty() || !response.total.exact, "the bare search counts");
        require(response.corrections.empty(), "the bare search corrects");
        for (const Hit& hit : response.hits) {
            require(hit.snippet.text.empty() && !hit.explanation, "the bare search cuts out");
        }
    }
    require(found * 10 >= row.requests.size() * 9, "most queries of the mix find nothing");
}

void check_totals(const PricedSearch& row, const PricedSearch& bare) {
    std::size_t listed = 0;
    for (std::size_t i = 0; i < row.requests.size(); ++i) {
        const SearchResponse response = ask(row, row.requests[i]);
        require(response.total.exact, "a total is not exact");
        require(ids(response) == ids(ask(bare, bare.requests[i])), "counting changes the hits");
        if (response.total.value > 0 && response.total.value <= kHitsMax) {
            require(list(row, row.requests[i]).hits.size() == response.total.value,
                    "a total is not the number of matches");
            ++listed;
        }
    }
    require(listed > 0, "no query has a total that can be looked at");
}

void check_spelling(const PricedSearch& row) {
    std::size_t corrected = 0;
    for (const SearchRequest& request : row.requests) {
        corrected += ask(row, request).corrections.size();
    }
    require(corrected > 0, "no word was corrected");
}

void check_order(const PricedSearch& row, const PricedSearch& bare) {
    std::size_t other = 0;
    for (std::size_t i = 0; i < row.requests.size(); ++i) {
        other += ids(ask(row, row.requests[i])) == ids(ask(bare, bare.requests[i])) ? 0 : 1;
    }
    require(other * 10 > row.requests.size(), "phase two leaves nearly every order as it was");
}

void check_snippets(const PricedSearch& row) {
    std::size_t hits = 0;
    std::size_t marked = 0;
    for (const SearchRequest& request : row.requests) {
        for (const Hit& hit : ask(row, request).hits) {
            ++hits;
            require(!hit.snippet.text.empty(), "a hit has no passage");
            marked += hit.snippet.spans.empty() ? 0 : 1;
        }
    }
    // Passages are not taken from titles and codes, where all that matched may stand.
    require(marked * 2 > hits, "most passages have nothing marked");
}

void check_segments(const PricedSearch& row, const PricedSearch& bare) {
    const std::size_t segments = count_segments(*row.base).segments;
    require(segments == kPieces, "there are " + std::to_string(segments) + " segments");
    check_same_matches(row, bare);
}

void check_shelves(const PricedSearch& row, const PricedSearch& bare) {
    check_same_matches(row, bare);
    std::set<Audience> audiences;
    for (const SearchRequest& request : row.requests) {
        for (const Hit& hit : ask(row, request).hits) {
            audiences.insert(hit.state.audience);
        }
    }
    require(audiences.size() == 4, "hits are not of all four audiences");
}

void check_filter(const PricedSearch& row, const PricedSearch& bare) {
    std::size_t hits = 0;
    std::size_t listed = 0;
    std::uint64_t fit = 0;
    std::uint64_t fit_at_any_time = 0;
    for (std::size_t i = 0; i < row.requests.size(); ++i) {
        const SearchRequest& request = row.requests[i];
        require(!(request.filter == Filter{}), "there is no filter");
        SearchRequest at_any_time = request;
        at_any_time.filter.modified_from = {};
        fit += count(row, request);
        fit_at_any_time += count(row, at_any_time);
        for (const Hit& hit : ask(row, request).hits) {
            require(fits(request.filter, row.base->article(hit.id, kEverybody).value()),
                    "a hit does not fit the filter");
            ++hits;
        }
        const SearchResponse all =
            listed < kListed ? list(bare, bare.requests[i]) : SearchResponse{};
        if (!all.hits.empty()) {
            const auto fitting = std::ranges::count_if(all.hits, [&](const Hit& hit) {
                return fits(request.filter, bare.base->article(hit.id, kEverybody).value());
            });
            require(count(row, request) == static_cast<std::uint64_t>(fitting),
                    "not all that fit the filter are found");
            ++listed;
        }
    }
    require(row.requests.front().filter.modified_from == Timestamp{} || fit < fit_at_any_time,
            "no article is older than the filter wants");
    require(hits > row.requests.size(), "hardly anything passes the filter");
    require(listed > 0, "no query has matches that can be looked at");
}

void check_replaced(const PricedSearch& row, std::size_t articles) {
    const SegmentCount count = count_segments(*row.base);
    require(count.live == articles && count.documents == articles + a_tenth(articles),
            "the replaced articles are not in their segment any more: " +
                std::to_string(count.documents) + " documents, " + std::to_string(count.live) +
                " live");
    std::size_t second = 0;
    for (const SearchRequest& request : row.requests) {
        for (const Hit& hit : ask(row, request).hits) {
            const bool is_new = number_of(hit.id) % kReplacedOneIn == 0;
            require(hit.version == (is_new ? 2 : 1), "a dead article comes: " + hit.id);
            second += is_new ? 1 : 0;
        }
    }
    require(second > 0, "no replaced article is a hit");
}

void check_added(const PricedSearch& row, std::size_t articles) {
    const SegmentCount count = count_segments(*row.base);
    require(count.segments == 2 && count.live == articles + a_tenth(articles) &&
                count.documents == count.live,
            "the articles that were added are not in a second segment");
    std::size_t added = 0;
    for (const SearchRequest& request : row.requests) {
        for (const Hit& hit : ask(row, request).hits) {
            added += number_of(hit.id) >= articles ? 1 : 0;
        }
    }
    require(added > 0, "no article that was added is a hit");
}

}  // namespace kb::bench
