// SPDX-License-Identifier: Apache-2.0
#include "index/reordering.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <future>
#include <numeric>
#include <span>
#include <utility>

namespace kb::index {
namespace {

constexpr std::size_t kSmallest = 32;        // a part of so many documents is not cut again
constexpr int kRoundsMax = 12;               // of swaps for one cut
constexpr std::size_t kInThreads = 4096;     // halves of so many documents are cut side by side
constexpr std::uint32_t kLogarithms = 4096;  // kept

double log2_of(std::uint32_t number) {
    static const auto kTable = [] {
        std::array<double, kLogarithms> table{};
        for (std::uint32_t i = 1; i < kLogarithms; ++i) {
            table[i] = std::log2(i);
        }
        return table;
    }();
    return number < kLogarithms ? kTable[number] : std::log2(number);
}

// Cuts parts in two. One thread at a time.
class Cutter {
public:
    Cutter(const DocumentTerms& documents, const std::atomic<bool>* stop)
        : documents_(documents), stop_(stop), terms_(documents.term_count) {}

    void cut(std::span<std::uint32_t> part) {
        if (part.size() < kSmallest || is_stopped()) {
            return;
        }
        const std::size_t half = part.size() / 2;
        bisect(part.first(half), part.subspan(half));
        cut(part.first(half));
        cut(part.subspan(half));
    }

    // The first cut of many, then one half in a thread of its own.
    void cut_in_threads(std::span<std::uint32_t> part) {
        const std::size_t half = part.size() / 2;
        if (half < kInThreads) {
            cut(part);
            return;
        }
        bisect(part.first(half), part.subspan(half));
        // Where the system gives no thread, one half comes after the other.
        auto other = std::async(std::launch::async | std::launch::deferred,
                                [&] { Cutter(documents_, stop_).cut(part.first(half)); });
        cut(part.subspan(half));
        other.get();
    }

private:
    struct Term {
        std::uint32_t left = 0;  // documents of the half that have it
        std::uint32_t right = 0;
        double to_right = 0.0;  // bits that are saved where one of them changes sides
        double to_left = 0.0;
    };
    struct Mover {
        double gain = 0.0;
        std::uint32_t document = 0;
    };

    [[nodiscard]] bool is_stopped() const { return stop_ != nullptr && *stop_; }

    [[nodiscard]] std::span<const std::uint32_t> terms_of(std::uint32_t document) const {
        const std::uint64_t begin = documents_.starts[document];
        return std::span(documents_.terms).subspan(begin, documents_.starts[document + 1] - begin);
    }

    // About how many bits the gaps of a term take that has so many of `size` documents.
    static double bits(std::uint32_t count, double log_size) {
        return static_cast<double>(count) * (log_size - log2_of(count + 1));
    }

    void count_terms(std::span<const std::uint32_t> half, std::uint32_t Term::*side) {
        for (const std::uint32_t document : half) {
            for (const std::uint32_t term : terms_of(document)) {
                if (terms_[term].left + terms_[term].right == 0) {
                    met_.push_back(term);
                }
                ++(terms_[term].*side);
            }
        }
    }

    void weigh_terms(std::size_t left_size, std::size_t right_size) {
        const double left = log2_of(static_cast<std::uint32_t>(left_size));
        const double right = log2_of(static_cast<std::uint32_t>(right_size));
        for (const std::uint32_t number : met_) {
            Term& term = terms_[number];
            const double now = bits(term.left, left) + bits(term.right, right);
            term.to_right = term.left == 0
                                ? 0.0
                                : now - bits(term.left - 1, left) - bits(term.right + 1, right);
            term.to_left = term.right == 0
                               ? 0.0
                               : now - bits(term.left + 1, left) - bits(term.right - 1, right);
        }
    }

    // Those who gain most first.
    void weigh_documents(std::span<const std::uint32_t> half, double Term::*gain,
                         std::vector<Mover>& movers) const {
        movers.clear();
        for (const std::uint32_t document : half) {
            double sum = 0.0;
            for (const std::uint32_t term : terms_of(document)) {
                sum += terms_[term].*gain;
            }
            movers.push_back({.gain = sum, .document = document});
        }
        std::ranges::sort(movers, [](const Mover& a, const Mover& b) {
            return a.gain != b.gain ? a.gain > b.gain : a.document < b.document;
        });
    }

    // False: nothing was worth a swap.
    bool swap_round(std::span<std::uint32_t> left, std::span<std::uint32_t> right) {
        met_.clear();
        count_terms(left, &Term::left);
        count_terms(right, &Term::right);
        weigh_terms(left.size(), right.size());
        weigh_documents(left, &Term::to_right, from_left_);
        weigh_documents(right, &Term::to_left, from_right_);
        for (const std::uint32_t term : met_) {
            terms_[term] = {};
        }
        std::size_t swapped = 0;
        while (swapped < left.size() &&
               from_left_[swapped].gain + from_right_[swapped].gain > 0.0) {
            std::swap(from_left_[swapped].document, from_right_[swapped].document);
            ++swapped;
        }
        std::ranges::transform(from_left_, left.begin(), &Mover::document);
        std::ranges::transform(from_right_, right.begin(), &Mover::document);
        return swapped > 0;
    }

    void bisect(std::span<std::uint32_t> left, std::span<std::uint32_t> right) {
        for (int round = 0; round < kRoundsMax && !is_stopped(); ++round) {
            if (!swap_round(left, right)) {
                break;
            }
        }
        // What is alike all the same keeps the order it had.
        std::ranges::sort(left);
        std::ranges::sort(right);
    }

    const DocumentTerms& documents_;
    const std::atomic<bool>* stop_;
    std::vector<Term> terms_;
    std::vector<std::uint32_t> met_;  // terms of the part at hand
    std::vector<Mover> from_left_;
    std::vector<Mover> from_right_;
};

}  // namespace

std::optional<std::vector<std::uint32_t>> order_by_likeness(const DocumentTerms& documents,
                                                            const std::atomic<bool>* stop) {
    std::vector<std::uint32_t> order(documents.starts.size() - 1);
    std::iota(order.begin(), order.end(), 0U);
    Cutter(documents, stop).cut_in_threads(order);
    if (stop != nullptr && *stop) {
        return std::nullopt;
    }
    return order;
}

}  // namespace kb::index
