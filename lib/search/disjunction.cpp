// SPDX-License-Identifier: Apache-2.0
#include "search/disjunction.hpp"

#include <algorithm>

namespace kb::search {

Disjunction::Disjunction(Matchers any, Matchers none, Scope& scope, Scratch& scratch)
    : any_(std::move(any)), none_(std::move(none)), scope_(scope), scratch_(scratch) {
    std::ranges::stable_sort(any_, {}, [](const auto& matcher) { return matcher->bound(); });
    reach_.push_back(0);
    for (const auto& matcher : any_) {
        reach_.push_back(reach_.back() + matcher->bound());
    }
    parts_.resize(any_.size());
}

void Disjunction::run() {
    walk();
    tally_all(any_, scope_.work());
    tally_all(none_, scope_.work());
}

void Disjunction::walk() {
    std::uint32_t from = scope_.begin();
    while (from < scope_.end() && !scope_.is_late()) {
        const std::uint32_t least = scope_.least();
        const std::size_t before = essential_;
        while (essential_ < any_.size() && reach_[essential_ + 1] < least) {
            ++essential_;
        }
        if (essential_ == any_.size()) {
            return;
        }
        if (essential_ != before) {
            exhaustive_ = is_cheaper_exhaustive();
        }
        from = essential_ + 1 == any_.size() && !exhaustive_ ? walk_block(from) : walk_window(from);
    }
}

// A document that is looked up costs as much as two dozen that are added up in order, so with few
// and short lists adding up everything is quicker. The factors are nanoseconds, measured.
bool Disjunction::is_cheaper_exhaustive() const {
    constexpr double kAdd = 0.5;
    constexpr double kLookUp = 12.0;
    constexpr double kLookedUpShare = 0.3;
    constexpr double kWindow = 200.0;
    double all = 0.0;
    double essential = 0.0;
    for (std::size_t i = 0; i < any_.size(); ++i) {
        all += static_cast<double>(any_[i]->cost());
        essential += i >= essential_ ? static_cast<double>(any_[i]->cost()) : 0.0;
    }
    const double windows = kWindow * scope_.end() / kWindowSize;
    const bool by_window = essential_ + 1 < any_.size();
    return kAdd * all + windows <
           kAdd * essential +
               kLookedUpShare * kLookUp * essential * static_cast<double>(essential_) +
               (by_window ? windows : 0.0);
}

std::uint32_t Disjunction::take_bounds(std::size_t parts, std::uint32_t begin, std::uint32_t end) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < parts; ++i) {
        parts_[i] = {.matcher = any_[i].get(), .bound = any_[i]->bound(begin, end)};
        sum += parts_[i].bound;
    }
    return sum;
}

std::uint32_t Disjunction::walk_block(std::uint32_t from) {
    Candidates& candidates = scratch_.candidates;
    candidates.count = 0;
    const std::uint32_t least = scope_.least();
    const std::uint32_t reach = reach_[essential_];
    const std::uint32_t end =
        any_[essential_]->list(from, least > reach ? least - reach : 1, candidates);
    scope_.restrict(candidates);
    if (scope_.counting()) {
        count();
    }
    if (candidates.count > 0) {
        const std::uint32_t rest = take_bounds(essential_, candidates.documents[0],
                                               candidates.documents[candidates.count - 1] + 1);
        complete(essential_, rest);
    }
    return end;
}

std::uint32_t Disjunction::next_essential(std::uint32_t from) {
    std::uint32_t next = index::kNoDocument;
    for (std::size_t i = essential_; i < any_.size() && next > from; ++i) {
        next = std::min(next, any_[i]->next(from));
    }
    return next;
}

std::uint32_t Disjunction::walk_window(std::uint32_t from) {
    const std::uint32_t first = next_essential(from);
    if (first >= scope_.end()) {
        return first;
    }
    Window& window = scratch_.window;
    window.begin = first / kWindowSize * kWindowSize;
    const std::uint32_t end = std::min(window.end(), scope_.end());
    const std::uint32_t least = scope_.least();
    std::size_t optional = 0;  // parts that cannot reach the threshold here
    std::uint32_t rest = 0;    // the sum of their bounds
    if (least > 1) {
        if (take_bounds(any_.size(), window.begin, end) < least) {
            return window.end();
        }
        std::ranges::sort(parts_, {}, &Part::bound);
        while (!exhaustive_ && rest + parts_[optional].bound < least) {
            rest += parts_[optional++].bound;
        }
    } else {
        take_bounds(any_.size(), window.begin, end);
    }
    for (std::size_t i = optional; i < parts_.size(); ++i) {
        parts_[i].matcher->collect(window);
    }
    Candidates& candidates = scratch_.candidates;
    candidates.count = kernel::kernels().take(
        window.scores.data(), window.touched, scope_.allowed(window.begin, kWindowSize),
        std::max<std::uint32_t>(1, least - rest), window.begin, candidates.raw());
    window.touched = 0;
    if (scope_.counting()) {
        count();
    }
    complete(optional, rest);
    return window.end();
}

void Disjunction::drop_excluded() {
    for (const auto& matcher : none_) {
        matcher->drop(scratch_.candidates);
    }
}

void Disjunction::count() {
    drop_excluded();
    dropped_ = true;
    scope_.count(scratch_.candidates.count);
}

void Disjunction::complete(std::size_t parts, std::uint32_t rest) {
    Candidates& candidates = scratch_.candidates;
    std::sort(parts_.begin(), parts_.begin() + static_cast<std::ptrdiff_t>(parts),
              [](const Part& a, const Part& b) { return a.bound < b.bound; });
    while (parts > 0 && candidates.count > 0) {
        const std::uint32_t least = scope_.threshold();
        Scope::keep(candidates, least > rest ? least - rest : 1);
        const Part& part = parts_[--parts];
        part.matcher->add(candidates);
        rest -= part.bound;
    }
    Scope::keep(candidates, scope_.threshold());
    if (!dropped_) {
        drop_excluded();
    }
    dropped_ = false;
    scope_.offer(candidates);
}

}  // namespace kb::search
