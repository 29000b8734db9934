// SPDX-License-Identifier: Apache-2.0
#pragma once

// The same made articles in bases of several arrangements, for `kb_bench_prices`. All go with the
// object. What cannot be arranged, or did not come out as arranged, is thrown.

#include "support/corpus.hpp"

#include <kb/clock.hpp>
#include <kb/knowledge_base.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace kb::bench {

enum class Arrangement : std::uint8_t {
    kOne,       // every article public, one segment
    kShelves,   // a quarter on each of four shelves, one segment each
    kSegments,  // as kOne, but in ten segments, the later ones smaller, as a growing base has them
    kReplaced,  // as kOne, then every tenth article replaced
    kAdded,     // as kOne, then as many articles added
    kWritten,   // as kOne, and to be written to
};
inline constexpr std::size_t kArrangementCount = 6;
inline constexpr std::size_t kPieces = 10;         // segments of kSegments
inline constexpr std::size_t kReplacedOneIn = 10;  // of kReplaced and kAdded
inline constexpr std::size_t kTeams = 5;           // owner domains "team0" to "team4"

// A year goes by while the articles are written, so that they differ in when they were modified.
class MadeClock : public Clock {
public:
    [[nodiscard]] Timestamp now() const override;
    void set(double share_of_year) { share_ = share_of_year; }
    [[nodiscard]] static Timestamp at(double share_of_year);

private:
    std::atomic<double> share_ = 0.0;
};

struct SegmentCount {
    std::size_t segments = 0;
    std::size_t documents = 0;
    std::size_t live = 0;
};

class PriceBases {
public:
    explicit PriceBases(std::size_t articles);
    PriceBases(const PriceBases&) = delete;
    PriceBases& operator=(const PriceBases&) = delete;
    ~PriceBases();

    // Made when first asked for.
    KnowledgeBase& get(Arrangement arrangement);
    // An article that is in none of the bases, public.
    Article fresh_article();
    [[nodiscard]] std::size_t articles() const { return articles_; }
    [[nodiscard]] const Action& action() const { return action_; }

private:
    [[nodiscard]] std::filesystem::path folder_of(Arrangement arrangement) const;
    KnowledgeBase make(Arrangement arrangement);
    KnowledgeBase create(Arrangement arrangement);
    KnowledgeBase copy_of_one(Arrangement arrangement);
    void write(KnowledgeBase& base, Corpus& corpus, std::size_t from, std::size_t until,
               bool shelves);
    void write_tenth(KnowledgeBase& base, bool replace);

    std::size_t articles_;
    std::filesystem::path folder_;
    Action action_{.by = "bench"};
    MadeClock clock_;
    std::optional<Corpus> corpus_;  // beyond the articles of the bases
    std::array<std::unique_ptr<KnowledgeBase>, kArrangementCount> bases_;
};

// By KnowledgeBase::inspect().
SegmentCount count_segments(const KnowledgeBase& base);

// Writes one batch of any size durably; throws where an article is refused.
void put_or_throw(KnowledgeBase& base, const std::vector<Article>& batch, const Action& action);

// Throws std::runtime_error with `what` where something does not hold.
void require(bool holds, const std::string& what);

}  // namespace kb::bench
