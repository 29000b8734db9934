// SPDX-License-Identifier: Apache-2.0
#include "metrics/search_health.hpp"

#include "base/checksum.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace kb::metrics {
namespace {

// One spelling for texts that differ in blanks and in the case of ASCII letters.
std::string normalise(std::string_view text) {
    std::string plain;
    for (const char c : base::cut_utf8(text, kGapTextBytesMax)) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!blank) {
            plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        } else if (!plain.empty() && plain.back() != ' ') {
            plain += ' ';
        }
    }
    if (!plain.empty() && plain.back() == ' ') {
        plain.pop_back();
    }
    return plain;
}

}  // namespace

SearchFold::SearchFold(const std::vector<Bucket>& buckets) : buckets_(&buckets) {
    measures_.by_bucket.resize(buckets.size());
}

void SearchFold::add_search(const Event& event, std::optional<std::uint32_t> name) {
    const auto bucket = find_bucket(*buckets_, event.ts);
    if (!bucket) {
        return;
    }
    const Query query{.bucket = static_cast<std::uint32_t>(*bucket),
                      .counted = event.result_count.has_value(),
                      .has_results = event.result_count.value_or(0) > 0};
    if (event.query_id.empty()) {
        nameless_.push_back(query);
    } else if (!queries_.try_emplace(base::checksum(event.query_id), query).second) {
        return;  // the next page of the same search
    }
    if (query.counted && !query.has_results) {
        add_vain(event, name);
    }
}

void SearchFold::add_vain(const Event& event, std::optional<std::uint32_t> name) {
    std::string text = normalise(event.text);
    if (text.empty()) {
        return;
    }
    auto at = vain_.find(text);
    if (at == vain_.end()) {
        if (vain_.size() == kGapTextsMax) {
            ++measures_.gap_searches_lost;
            return;
        }
        at = vain_.emplace(std::move(text), Vain{.first = event.ts}).first;
    }
    Vain& vain = at->second;
    ++vain.searches;
    vain.first = std::min(vain.first, event.ts);
    if (name) {
        const auto place = std::lower_bound(vain.names.begin(), vain.names.end(), *name);
        if (place == vain.names.end() || *place != *name) {
            vain.names.insert(place, *name);
        }
    }
}

void SearchFold::add_view(const Event& event) {
    if (event.query_id.empty() || event.sent_by_agent) {
        return;
    }
    const auto query = queries_.find(base::checksum(event.query_id));
    if (query == queries_.end()) {
        measures_.stray_clicks += find_bucket(*buckets_, event.ts) ? 1U : 0U;
        return;
    }
    ++query->second.clicks;
    if (event.rank && *event.rank > 0) {
        ++measures_.ranked_clicks;
        measures_.rank_sum += *event.rank;
        ++measures_.by_rank[std::min<std::size_t>(*event.rank, kRanksShown + 1) - 1];
    }
}

void SearchFold::add_refined(Timestamp first_wording) {
    if (const auto bucket = find_bucket(*buckets_, first_wording)) {
        ++measures_.total.refined;
        ++measures_.by_bucket[*bucket].refined;
    }
}

void SearchFold::add_query(SearchCounts& into, const Query& query) const {
    ++into.searches;
    into.counted += query.counted ? 1U : 0U;
    into.without_results += query.counted && !query.has_results ? 1U : 0U;
    into.with_results += query.has_results ? 1U : 0U;
    into.with_results_no_click += query.has_results && query.clicks == 0 ? 1U : 0U;
    into.clicked += query.clicks > 0 ? 1U : 0U;
    into.clicks += query.clicks;
}

SearchMeasures SearchFold::finish(const Identities& identities, std::uint32_t people_min) && {
    const auto count = [this](const Query& query) {
        add_query(measures_.total, query);
        add_query(measures_.by_bucket[query.bucket], query);
    };
    for (const auto& [id, query] : queries_) {
        count(query);
    }
    std::for_each(nameless_.begin(), nameless_.end(), count);
    for (auto& [text, vain] : vain_) {
        std::vector<std::uint32_t>& people = vain.names;
        for (std::uint32_t& name : people) {
            name = identities.person(name);
        }
        std::sort(people.begin(), people.end());
        people.erase(std::unique(people.begin(), people.end()), people.end());
        if (people.size() < people_min) {
            ++measures_.gaps_withheld;
            continue;
        }
        measures_.gaps.push_back({.text = text,
                                  .people = people.size(),
                                  .searches = vain.searches,
                                  .first = vain.first});
    }
    std::sort(measures_.gaps.begin(), measures_.gaps.end(), [](const Gap& a, const Gap& b) {
        return std::tie(b.people, b.searches, a.text) < std::tie(a.people, a.searches, b.text);
    });
    return std::move(measures_);
}

}  // namespace kb::metrics
