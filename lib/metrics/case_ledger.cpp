// SPDX-License-Identifier: Apache-2.0
#include "metrics/case_ledger.hpp"

#include "base/checksum.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace kb::metrics {
namespace {

constexpr std::array<std::string_view, 4> kReasonsLeftOut{"spam", "duplicate", "administrative",
                                                          "test"};

bool is_left_out(const Event& event) {
    const ActorClass who = event.actor.actor_class;
    const bool opened_by_machine =
        event.type == EventType::kCaseOpen &&
        (who == ActorClass::kInternal || who == ActorClass::kBot || who == ActorClass::kCrawler);
    return opened_by_machine || std::find(kReasonsLeftOut.begin(), kReasonsLeftOut.end(),
                                          event.reason) != kReasonsLeftOut.end();
}

// A case that a virtual agent or a form began and a person took over is an assisted one.
void take_channel(Case& one, const Event& event) {
    if (event.channel && (!one.channel || is_assisted(*event.channel))) {
        one.channel = event.channel;
    }
}

// A case has an article linked once in each kind: what resolved it may be sent to the customer as
// well. Unlinking takes all kinds away.
void put_link(Case& one, std::uint32_t article, const Event& event) {
    const bool links = event.type == EventType::kLink;
    std::erase_if(one.links, [&](const CaseLink& link) {
        return link.article == article && (!links || link.kind == event.link_kind);
    });
    if (links && event.link_kind) {
        one.links.push_back({article, *event.link_kind, event.ts});
    }
}

bool is_reuse(LinkKind kind) {
    return kind == LinkKind::kResolvedByKnown || kind == LinkKind::kJoinedWip;
}

void count(SolveLoop& into, const Case& one) {
    const auto has = [&one](LinkKind kind) {
        return std::any_of(one.links.begin(), one.links.end(),
                           [kind](const CaseLink& link) { return link.kind == kind; });
    };
    const bool reused = has(LinkKind::kResolvedByKnown);
    const bool created = has(LinkKind::kResolvedByNew);
    const bool known = reused || has(LinkKind::kJoinedWip);
    ++into.closed;
    into.linked += known || created ? 1U : 0U;
    into.reused += reused ? 1U : 0U;
    into.created += created ? 1U : 0U;
    into.known += known ? 1U : 0U;
    into.fresh += !known && created ? 1U : 0U;
    into.unknown += !known && !created ? 1U : 0U;
}

void count_opened(CaseMeasures& into, const Case& one) {
    ++into.opened;
    into.opened_nameless += one.opener ? 0U : 1U;
    if (one.channel) {
        ++into.by_channel[static_cast<std::size_t>(*one.channel)];
    } else {
        ++into.no_channel;
    }
}

}  // namespace

bool is_assisted_case(const Case& one) noexcept {
    return !one.channel || is_assisted(*one.channel);
}

void CaseLedger::add(const Event& event, std::optional<std::uint32_t> name, std::uint32_t article,
                     Timestamp until) {
    const bool is_case =
        event.type == EventType::kCaseOpen || event.type == EventType::kCaseUpdate ||
        event.type == EventType::kCaseClose || event.type == EventType::kCaseReopen;
    const bool is_link = event.type == EventType::kLink || event.type == EventType::kUnlink;
    const bool is_late = event.ts >= until && event.type != EventType::kCaseOpen;
    if ((!is_case && !is_link) || is_late || event.case_id.empty()) {
        return;
    }
    const auto [at, is_new] = numbers_.try_emplace(base::checksum(event.case_id),
                                                   static_cast<std::uint32_t>(cases_.size()));
    if (is_new) {
        cases_.emplace_back();
    }
    Case& one = cases_[at->second];
    if (is_link) {
        put_link(one, article, event);
        return;
    }
    one.left_out = one.left_out || is_left_out(event);
    take_channel(one, event);
    if (event.type == EventType::kCaseOpen && one.opened == Timestamp{}) {
        one.opened = event.ts;
        one.opener = name;
    } else if (event.type == EventType::kCaseClose) {
        one.closed = event.ts;
    } else if (event.type == EventType::kCaseReopen) {
        one.closed = {};
    }
}

CaseMeasures CaseLedger::measure(const std::vector<Bucket>& buckets) const {
    CaseMeasures measures;
    measures.by_bucket.resize(buckets.size());
    for (const Case& one : cases_) {
        const auto opened = find_bucket(buckets, one.opened);
        const auto closed = find_bucket(buckets, one.closed);
        if (one.left_out) {
            measures.left_out += opened || closed ? 1U : 0U;
            continue;
        }
        if (opened) {
            count_opened(measures, one);
        }
        if (closed) {
            count(measures.total, one);
            count(measures.by_bucket[*closed], one);
        }
        std::set<std::uint32_t> reused;  // an article counts once a case
        for (const CaseLink& link : one.links) {
            if (is_reuse(link.kind) && find_bucket(buckets, link.at) &&
                reused.insert(link.article).second) {
                ++measures.reuse[link.article];
            }
        }
    }
    return measures;
}

}  // namespace kb::metrics
