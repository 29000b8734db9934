// SPDX-License-Identifier: Apache-2.0
#include "support/price_bases.hpp"

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <vector>

namespace kb::bench {
namespace {

const char* name_of(Arrangement arrangement) {
    static constexpr std::array<const char*, kArrangementCount> kNames = {
        "one segment", "four shelves", "ten segments", "replaced", "added to", "written to"};
    return kNames[static_cast<std::size_t>(arrangement)];
}

// Sizes of pieces that the index does not merge at a flush: it leaves three of one size and merges
// the fourth, and four times smaller is another size. Largest first.
std::vector<std::size_t> piece_sizes(std::size_t articles) {
    static constexpr std::size_t kOfOneSize = 3;
    static constexpr std::size_t kShrink = 4;
    std::vector<std::size_t> parts(kPieces, 1);  // in units of the smallest
    std::size_t sum = 1;
    for (std::size_t i = kPieces - 1; i > 0; --i) {
        const bool smaller_after = (kPieces - 1 - i) % kOfOneSize == 0;
        parts[i - 1] = smaller_after ? parts[i] * kShrink : parts[i];
        sum += parts[i - 1];
    }
    std::size_t used = 0;
    for (std::size_t& part : parts) {
        part = articles * part / sum;
        used += part;
    }
    parts.front() += articles - used;
    return parts;
}

}  // namespace

void require(bool holds, const std::string& what) {
    if (!holds) {
        throw std::runtime_error(what);
    }
}

Timestamp MadeClock::at(double share_of_year) {
    using std::chrono::milliseconds;
    constexpr auto kYear = std::chrono::milliseconds(std::chrono::days(365));
    return Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)) +
           milliseconds(
               static_cast<std::int64_t>(share_of_year * static_cast<double>(kYear.count())));
}

Timestamp MadeClock::now() const { return at(share_); }

PriceBases::PriceBases(std::size_t articles) : articles_(articles) {
    std::string name = (std::filesystem::temp_directory_path() / "kb-prices-XXXXXX").string();
    require(::mkdtemp(name.data()) != nullptr, "cannot make a temporary folder");
    folder_ = name;
}

PriceBases::~PriceBases() {
    for (auto& base : bases_) {
        base.reset();
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

KnowledgeBase& PriceBases::get(Arrangement arrangement) {
    auto& base = bases_[static_cast<std::size_t>(arrangement)];
    if (base == nullptr) {
        if (arrangement != Arrangement::kOne) {
            get(Arrangement::kOne);  // brings the corpus to where fresh articles begin
        }
        std::fprintf(stderr, "making: %s\n", name_of(arrangement));
        base = std::make_unique<KnowledgeBase>(make(arrangement));
    }
    return *base;
}

Article PriceBases::fresh_article() {
    get(Arrangement::kOne);
    Article article = corpus_->next();
    article.state.audience = Audience::kPublic;
    return article;
}

std::filesystem::path PriceBases::folder_of(Arrangement arrangement) const {
    return folder_ / std::to_string(static_cast<int>(arrangement));
}

KnowledgeBase PriceBases::create(Arrangement arrangement) {
    clock_.set(0.0);
    // Nothing goes to files by itself: the arrangement decides.
    return KnowledgeBase::create(folder_of(arrangement),
                                 {.owner = {.id = action_.by}, .clock = &clock_},
                                 {.clock = &clock_,
                                  .memory_articles_max = 1'000'000,
                                  .memory_bytes_max = 1ULL << 32U})
        .value();
}

KnowledgeBase PriceBases::copy_of_one(Arrangement arrangement) {
    static_cast<void>(get(Arrangement::kOne).backup(folder_of(arrangement)).value());
    return KnowledgeBase::open(folder_of(arrangement), {.clock = &clock_}).value();
}

KnowledgeBase PriceBases::make(Arrangement arrangement) {
    if (arrangement == Arrangement::kWritten) {
        return copy_of_one(arrangement);
    }
    if (arrangement == Arrangement::kReplaced || arrangement == Arrangement::kAdded) {
        KnowledgeBase base = copy_of_one(arrangement);
        write_tenth(base, arrangement == Arrangement::kReplaced);
        return base;
    }
    KnowledgeBase base = create(arrangement);
    Corpus corpus;
    if (arrangement == Arrangement::kSegments) {
        std::size_t from = 0;
        for (const std::size_t size : piece_sizes(articles_)) {
            write(base, corpus, from, from + size, false);
            from += size;
            base.flush(false).value();
        }
    } else {
        write(base, corpus, 0, articles_, arrangement == Arrangement::kShelves);
        base.flush(true).value();
    }
    if (arrangement == Arrangement::kOne) {
        corpus_ = std::move(corpus);
    }
    return base;
}

void PriceBases::write(KnowledgeBase& base, Corpus& corpus, std::size_t from, std::size_t until,
                       bool shelves) {
    for (std::size_t begin = from; begin < until; begin += kImportBatch) {
        clock_.set(static_cast<double>(begin) / static_cast<double>(articles_));
        std::vector<Article> batch = corpus.next(std::min(kImportBatch, until - begin));
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const std::size_t number = begin + i;
            batch[i].owner_domain = "team" + std::to_string(number % kTeams);
            batch[i].state.audience =
                shelves ? static_cast<Audience>(number % 4) : Audience::kPublic;
        }
        put_or_throw(base, batch, action_);
    }
}

void PriceBases::write_tenth(KnowledgeBase& base, bool replace) {
    std::vector<Article> batch;
    for (std::size_t number = 0; number < articles_; number += kReplacedOneIn) {
        Article article = fresh_article();
        if (replace) {
            article.id = "D-" + std::to_string(number);
        }
        article.owner_domain = "team" + std::to_string(number % kTeams);
        batch.push_back(std::move(article));
        if (batch.size() == kImportBatch || number + kReplacedOneIn >= articles_) {
            put_or_throw(base, batch, action_);
            batch.clear();
        }
    }
    base.flush(false).value();
}

SegmentCount count_segments(const KnowledgeBase& base) {
    SegmentCount count;
    for (const ShelfInfo& shelf : base.inspect({}).value().shelves) {
        for (const SegmentInfo& segment : shelf.segments) {
            ++count.segments;
            count.documents += segment.documents;
            count.live += segment.live;
        }
    }
    return count;
}

void put_or_throw(KnowledgeBase& base, const std::vector<Article>& batch, const Action& action) {
    const auto outcomes = base.put_all(batch, action).value();
    for (const auto& outcome : outcomes) {
        static_cast<void>(outcome.value());
    }
}

}  // namespace kb::bench
