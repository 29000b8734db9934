// SPDX-License-Identifier: Apache-2.0
#pragma once

// Executes one node of a plan on one segment. What it is asked about rises from call to call:
// ranges, windows and documents alike.

#include "index/segment.hpp"
#include "kernel/kernels.hpp"
#include "search/plan.hpp"

#include <array>
#include <cstdint>
#include <memory>

namespace kb::search {

inline constexpr std::uint32_t kWindowSize = kernel::kWindowSize;

// The scores of kWindowSize documents; what has none matched nothing.
struct Window {
    alignas(64) std::array<std::uint32_t, kWindowSize> scores{};
    std::uint64_t touched = 0;  // bit i: some of the i-th 64 documents may have a score
    std::uint32_t begin = 0;    // document of slot 0; a multiple of kWindowSize

    void add(std::uint32_t document, std::uint32_t score) {
        const std::uint32_t slot = (document - begin) % kWindowSize;
        scores[slot] += score;
        touched |= 1ULL << (slot / 64);
    }
    [[nodiscard]] std::uint32_t end() const { return begin + kWindowSize; }
};

// What matches among kMarksSize documents, one byte each.
struct Marks {
    alignas(64) std::array<unsigned char, kernel::kMarksSize> bytes{};
    std::uint32_t begin = 0;  // document of byte 0; a multiple of kMarksSize

    [[nodiscard]] std::uint32_t end() const { return begin + kernel::kMarksSize; }
};

// Documents with the score they have so far, in rising order.
struct Candidates {
    alignas(64) std::array<std::uint32_t, kWindowSize + kernel::kOverWrite> documents;
    alignas(64) std::array<std::uint32_t, kWindowSize + kernel::kOverWrite> scores;
    std::uint32_t count = 0;

    void push(std::uint32_t document, std::uint32_t score) {
        documents[count] = document;
        scores[count++] = score;
    }
    [[nodiscard]] kernel::Candidates raw(std::uint32_t from = 0) {
        return {.documents = documents.data() + from, .scores = scores.data() + from};
    }
};

// What a search has done, to be guarded and compared where times are too noisy.
struct Work {
    std::uint64_t blocks = 0;    // of postings, decoded
    std::uint64_t postings = 0;  // scored or marked in the order of their list
    std::uint64_t lookups = 0;   // of single documents in a list
    std::uint64_t offered = 0;   // documents whose whole score was known
    Work& operator+=(const Work& more) {
        blocks += more.blocks;
        postings += more.postings;
        lookups += more.lookups;
        offered += more.offered;
        return *this;
    }
    friend bool operator==(const Work&, const Work&) = default;
};

// One thread at a time.
class Matcher {
public:
    Matcher() = default;
    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;
    virtual ~Matcher() = default;

    // No document scores more.
    [[nodiscard]] virtual std::uint32_t bound() const = 0;
    // No document in [begin, end) scores more; end > begin.
    [[nodiscard]] virtual std::uint32_t bound(std::uint32_t begin, std::uint32_t end);
    // At least k documents of the segment, dead ones among them, score this or more; 0: not known.
    [[nodiscard]] virtual std::uint32_t score_of_best(std::size_t k) const;
    // Postings to be read for all that matches.
    [[nodiscard]] virtual std::uint64_t cost() const = 0;

    // A document at or after `from` before which nothing matches; kNoDocument: nothing is left.
    virtual std::uint32_t next(std::uint32_t from) = 0;
    // 0: does not match.
    virtual std::uint32_t score(std::uint32_t document) = 0;

    // Adds to a window what matches in it.
    virtual void collect(Window& window);
    // Puts into empty `candidates` some of what matches from `from` on and scores `least` or more
    // (1 at the least), up to a document that it returns; kNoDocument: all is done.
    virtual std::uint32_t list(std::uint32_t from, std::uint32_t least, Candidates& candidates);
    // Marks all that matches in [marks.begin, marks.end()).
    virtual void mark(Marks& marks);
    // Adds to the scores of those candidates that match.
    virtual void add(Candidates& candidates);
    // The same, and drops those that do not match.
    void keep(Candidates& candidates);
    // Drops those that match.
    void drop(Candidates& candidates);

    // Adds what it has done until now.
    virtual void tally(Work& work) const { work.lookups += lookups_; }

protected:
    std::uint64_t lookups_ = 0;
};

// Precondition: the segment outlives the matcher.
[[nodiscard]] std::unique_ptr<Matcher> make_matcher(const PlanNode& node,
                                                    const index::Segment& segment,
                                                    const index::Schema& schema);

}  // namespace kb::search
