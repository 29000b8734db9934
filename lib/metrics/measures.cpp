// SPDX-License-Identifier: Apache-2.0
#include "metrics/measures.hpp"

#include "base/checksum.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace kb::metrics {
namespace {

Demand demand_of(const CaseMeasures& cases, const Ledger& ledger) {
    Demand demand{.assisted = cases.no_channel,
                  .unassisted = ledger.by_lane[static_cast<std::size_t>(Lane::kPeople)],
                  .virtual_agent = ledger.by_lane[static_cast<std::size_t>(Lane::kVirtualAgent)] -
                                   ledger.handed_over};
    for (std::size_t i = 0; i < kChannelCount; ++i) {
        const auto channel = static_cast<Channel>(i);
        if (is_assisted(channel)) {
            demand.assisted += cases.by_channel[i];
        } else if (channel == Channel::kVirtualAgent) {
            demand.virtual_agent += cases.by_channel[i];
        } else {
            demand.unassisted += cases.by_channel[i];
        }
    }
    return demand;
}

}  // namespace

Fold::Fold(Settings settings) : settings_(std::move(settings)), search_(settings_.buckets) {}

void Fold::add(const Event& event) {
    const auto name = identities_.add(event);
    const Fate fate = fate_of(event, name.has_value(), settings_.from, settings_.until);
    quality_.add(event, fate);
    if (event.type == EventType::kIdentify) {
        identities_.join(event);
    } else if (!is_self_service(event.type)) {
        cases_.add(event, name, articles_.add(event.article), settings_.until);
    } else if (name) {
        add_self_service(event, fate, *name);
    }
}

void Fold::add_self_service(const Event& event, Fate fate, std::uint32_t name) {
    const std::uint32_t article = articles_.add(event.article);
    const Refined refined = journeys_.add(name, article, event);
    if (lane_of(event) != Lane::kPeople) {
        return;
    }
    // A search at the end of the period may be clicked after it, so all views are shown to it.
    if (event.type == EventType::kSearch) {
        search_.add_search(event, name);
        if (refined) {
            search_.add_refined(*refined);
        }
    } else if (event.type == EventType::kView) {
        search_.add_view(event);
    }
    if (fate == Fate::kCounted) {
        ++events_of_name_[name];
        add_to_session(event);
        add_vote(event, article);
    }
}

void Fold::add_to_session(const Event& event) {
    if (event.session_id.empty()) {
        return;
    }
    Session& session = sessions_[base::checksum(event.session_id)];
    session.searched |= event.type == EventType::kSearch;
    session.clicked |= event.type == EventType::kView && !event.query_id.empty();
    session.support |= event.type == EventType::kFormOpen || event.type == EventType::kFormEdit;
}

void Fold::add_vote(const Event& event, std::uint32_t article) {
    const double value = event.value.value_or(0.0);
    if (event.type == EventType::kVote && !event.sent_by_agent && (value > 0.0 || value < 0.0)) {
        Share& share = votes_[article];
        ++share.whole;
        share.part += value > 0.0 ? 1U : 0U;
    }
}

void Fold::count_people(Measures& into, const Journeys& journeys) const {
    into.ledger = make_ledger(journeys, cases_, identities_, settings_.buckets,
                              {.case_window = settings_.case_window, .now = settings_.now});
    into.cases = cases_.measure(settings_.buckets);
    into.demand = demand_of(into.cases, into.ledger);
    into.quality = quality_;
    for (const auto& [name, count] : events_of_name_) {
        into.quality.identified.whole += count;
        into.quality.identified.part += identities_.is_known(name) ? count : 0U;
    }
    for (const auto& [id, session] : sessions_) {
        into.sessions.searched += session.searched ? 1U : 0U;
        into.sessions.clicked += session.searched && session.clicked ? 1U : 0U;
        into.sessions.clicked_then_support +=
            session.searched && session.clicked && session.support ? 1U : 0U;
    }
}

void Fold::count_articles(Measures& into) const {
    std::unordered_map<std::uint32_t, ArticleUse> use;
    for (const auto& [article, cases] : into.cases.reuse) {
        use[article].reuse = cases;
    }
    for (const auto& [article, share] : into.ledger.escalated_by_article) {
        use[article].escalated = share;
    }
    for (const auto& [article, votes] : votes_) {
        use[article].up = votes.part;
        use[article].down = votes.whole - votes.part;
        into.helpful.part += votes.part;
        into.helpful.whole += votes.whole;
    }
    for (auto& [article, one] : use) {
        one.id = articles_.name(article);
        into.articles.push_back(std::move(one));
    }
    std::sort(into.articles.begin(), into.articles.end(),
              [](const ArticleUse& a, const ArticleUse& b) {
                  return std::tie(b.reuse, b.escalated.whole, a.id) <
                         std::tie(a.reuse, a.escalated.whole, b.id);
              });
}

Measures Fold::finish() && {
    Measures measures;
    const Journeys journeys = std::move(journeys_).finish(identities_, settings_.case_window);
    count_people(measures, journeys);
    count_articles(measures);
    measures.search = std::move(search_).finish(identities_, settings_.people_min);
    measures.buckets = std::move(settings_.buckets);
    return measures;
}

}  // namespace kb::metrics
