// SPDX-License-Identifier: Apache-2.0
// Whether all of a base is sound: the bytes, the log, and that the index says exactly what the
// store says, no less and no more.
#include "base/try.hpp"
#include "engine/care.hpp"
#include "engine/document_builder.hpp"
#include "index/digest.hpp"
#include "store/article_store.hpp"
#include "store/change_log.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

namespace kb::engine {
namespace {

constexpr std::uint64_t kQuickChanges = 1000;
constexpr std::string_view kRebuild = "run kb-index rebuild";
constexpr std::string_view kRestore = "restore the base from a backup";

class Verification {
public:
    Verification(const State& state, const VerifyOptions& options)
        : state_(state),
          options_(options),
          view_(state.database->snapshot()),
          snapshot_(state.index->snapshot()) {}

    Result<VerifyReport> run() {
        KB_TRY(go_on_after("log of changes", check_log()));
        if (options_.deep) {
            const auto report = [&](const store::Damage& damage) { add_store(damage); };
            KB_TRY(go_on_after("store", state_.database->verify(report)));
        }
        check_segments();
        KB_TRY(go_on_after("articles", options_.deep ? compare_articles() : compare_counts()));
        return std::move(report_);
    }

private:
    // Damage that ends one part of the check is one more place, and the others are looked at too.
    Result<void> go_on_after(std::string_view part, const Result<void>& done) {
        if (done || done.error().code != ErrorCode::kCorruption) {
            return done;
        }
        add({.where = std::string(part),
             .expected = "what can be read to its end",
             .found = done.error().message,
             .advice = std::string(kRestore)});
        return {};
    }
    void add(Damage damage) { add_damage(report_, std::move(damage)); }
    void add_store(const store::Damage& damage) {
        add({.where = damage.where,
             .expected = damage.expected,
             .found = damage.found,
             .advice = std::string(kRestore)});
    }

    Result<void> check_log() {
        KB_TRY_ASSIGN(const store::Counters counters, state_.database->counters());
        const std::uint64_t last = counters[store::Counter::kChange];
        const ChangeNumber from =
            options_.deep || last <= kQuickChanges ? 1 : last - kQuickChanges + 1;
        KB_TRY_ASSIGN(report_.changes_checked,
                      store::verify_changes(
                          view_, from, [&](const store::Damage& damage) { add_store(damage); }));
        return {};
    }

    void check_segments() {
        for (std::uint32_t s = 0; s < index::kShelvesMax; ++s) {
            for (const index::SegmentState& state : snapshot_->shelves[s]->segments) {
                ++report_.segments_checked;
                check_segment(s, state);
            }
        }
    }

    void check_segment(std::uint32_t shelf, const index::SegmentState& state) {
        const std::string name = state.file.empty() ? "memory segment" : "index/" + state.file;
        const index::Segment& segment = *state.segment;
        if (segment.header().shelf != shelf) {
            add({.where = name,
                 .expected = fmt::format("shelf {}", shelf),
                 .found = fmt::format("shelf {}", segment.header().shelf),
                 .advice = std::string(kRebuild)});
        }
        if (auto sums = segment.verify_checksums(); !sums) {
            add_index(name, sums.error().message);
            return;
        }
        if (!options_.deep) {
            return;
        }
        auto digests = index::document_digests(segment);
        if (!digests) {
            add_index(name, digests.error().message);
            return;
        }
        for (std::uint32_t document = 0; document < segment.documents(); ++document) {
            if (state.live->is_live(document)) {
                const Place place{.segment = &segment,
                                  .document = document,
                                  .digest = (*digests)[document],
                                  .shelf = shelf};
                const std::uint64_t article = segment.columns().article(document);
                if (!places_.try_emplace(article, place).second) {
                    add_index(name,
                              fmt::format("article number {} stands in the index twice", article));
                }
            }
        }
    }

    void add_index(std::string_view where, std::string_view found) {
        add({.where = std::string(where),
             .expected = "what the store holds",
             .found = std::string(found),
             .advice = std::string(kRebuild)});
    }

    Result<void> compare_counts() {
        KB_TRY_ASSIGN(const store::Counters counters, state_.database->counters());
        std::uint64_t indexed = 0;
        for (const auto& shelf : snapshot_->shelves) {
            indexed += shelf->sums.documents;
        }
        report_.articles_checked = indexed;
        if (indexed != counters[store::Counter::kArticles]) {
            add_index("index", fmt::format("{} articles instead of {}", indexed,
                                           counters[store::Counter::kArticles]));
        }
        return {};
    }

    Result<void> compare_articles() {
        KB_TRY_ASSIGN(AnalyzerPool::Lease analyzer, state_.analyzers.borrow());
        std::array<index::LengthSums, index::kShelvesMax> sums{};
        KB_TRY(store::for_each_article(
            view_,
            [&](store::ArticleNumber number, const store::ArticleRecord& record) -> Result<void> {
                ++report_.articles_checked;
                return compare_article(number, record.article, analyzer.get(), sums);
            }));
        for (const auto& [article, place] : places_) {
            add_index(fmt::format("article number {}", article),
                      "it is in the index and not in the store");
        }
        for (std::uint32_t s = 0; s < index::kShelvesMax; ++s) {
            if (!(sums[s] == snapshot_->shelves[s]->sums)) {
                add_index(fmt::format("statistics of shelf {}", s),
                          "they are not the sums over its articles");
            }
        }
        return {};
    }

    // Indexes the article anew, alone, and compares what the two indexes say of it.
    Result<void> compare_article(store::ArticleNumber number, const Article& article,
                                 text::Analyzer& analyzer,
                                 std::array<index::LengthSums, index::kShelvesMax>& sums) {
        const auto found = places_.find(number);
        if (found == places_.end()) {
            add_index(article.id, "it is in the store and not in the index");
            return {};
        }
        const Place place = found->second;
        places_.erase(found);
        const auto shelf = static_cast<std::uint32_t>(state_.shelf_of(article));
        if (place.shelf != shelf) {
            add_index(article.id,
                      fmt::format("it stands on shelf {} instead of {}", place.shelf, shelf));
            return {};
        }
        const index::Document document = build_document(number, article, analyzer);
        const index::Epoch& epoch = snapshot_->shelves[shelf]->epoch;
        KB_TRY_ASSIGN(std::string image,
                      index::build_segment(
                          {&document, 1},
                          {.schema = state_.index->schema(), .epoch = epoch, .shelf = shelf}));
        KB_TRY_ASSIGN(const auto alone,
                      index::Segment::from_memory(std::move(image), state_.index->schema()));
        KB_TRY_ASSIGN(const auto digests, index::document_digests(*alone));
        sums[shelf].add(alone->columns().lengths(0));
        const index::Columns& columns = place.segment->columns();
        if (columns.version(place.document) != article.version) {
            add_index(article.id, fmt::format("version {} instead of {}",
                                              columns.version(place.document), article.version));
        } else if (place.digest != digests.front()) {
            add_index(article.id, "its terms are not those of its text");
        } else if (!(columns.values(place.document) == document.columns)) {
            add_index(article.id, "its column values are not those of the article");
        }
        return {};
    }

    struct Place {
        const index::Segment* segment = nullptr;
        std::uint32_t document = 0;
        std::uint64_t digest = 0;
        std::uint32_t shelf = 0;
    };

    const State& state_;
    const VerifyOptions& options_;
    store::View view_;
    std::shared_ptr<const index::Snapshot> snapshot_;
    std::map<std::uint64_t, Place> places_;  // live documents not yet met in the store
    VerifyReport report_;
};

}  // namespace

void add_damage(VerifyReport& report, Damage damage) {
    ++report.damage_count;
    if (report.damage.size() < kDamageMax) {
        report.damage.push_back(std::move(damage));
    }
}

Result<VerifyReport> verify(const State& state, const VerifyOptions& options) {
    KB_TRY(check_open(state));
    // A writer in this process waits: store and index are of one moment then.
    const std::lock_guard lock(state.write);
    return Verification(state, options).run();
}

}  // namespace kb::engine
