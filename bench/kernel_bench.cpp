// SPDX-License-Identifier: Apache-2.0

// The inner loops of a search, in each form that this machine can run: a block of 128 postings, a
// window of 4,096 documents. Items are postings or documents.

#include "kernel/kernels.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <random>
#include <string>
#include <vector>

namespace kb::bench {
namespace {

using namespace kernel;  // NOLINT: a benchmark of one layer

constexpr std::uint32_t kStep = 9;   // documents from one posting to the next, about
constexpr std::uint32_t kWidth = 5;  // bits of a gap
constexpr std::uint32_t kWeight = 700;

struct Block {
    std::array<std::uint32_t, kBlockSize> documents{};
    std::array<std::uint8_t, kBlockSize> impacts{};
    std::vector<unsigned char> gaps = std::vector<unsigned char>(kBlockSize * 4 + kOverRead);

    Block() {
        std::mt19937 random(1);
        std::uint32_t next = 0;
        for (std::uint32_t i = 0; i < kBlockSize; ++i) {
            next += 1 + static_cast<std::uint32_t>(random() % (2 * kStep - 1));
            documents[i] = next;
            impacts[i] = static_cast<std::uint8_t>(1 + random() % 255);
        }
        for (unsigned char& byte : gaps) {
            byte = static_cast<unsigned char>(random());
        }
    }
    [[nodiscard]] Postings postings() const {
        return {.documents = documents.data(), .impacts = impacts.data(), .count = kBlockSize};
    }
};

struct Room {
    std::vector<std::uint32_t> documents = std::vector<std::uint32_t>(kWindowSize + kOverWrite);
    std::vector<std::uint32_t> scores = std::vector<std::uint32_t>(kWindowSize + kOverWrite);
    [[nodiscard]] Candidates candidates() {
        return {.documents = documents.data(), .scores = scores.data()};
    }
};

void unpack(benchmark::State& state, const Kernels& form) {
    const Block block;
    std::array<std::uint32_t, kBlockSize> documents{};
    for (auto step : state) {
        form.unpack(block.gaps.data(), kWidth, kBlockSize, 0, documents.data());
        benchmark::DoNotOptimize(documents.data());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * kBlockSize);
}

void select_some(benchmark::State& state, const Kernels& form) {
    const Block block;
    Room room;
    for (auto step : state) {
        benchmark::DoNotOptimize(
            form.select(block.postings(), kWeight, kWeight * 230, room.candidates()));
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * kBlockSize);
}

void add_and_take(benchmark::State& state, const Kernels& form) {
    const Block block;
    const std::vector<std::uint64_t> allowed(kWindowSize / 64, ~0ULL);
    std::vector<std::uint32_t> scores(kWindowSize);
    Room room;
    for (auto step : state) {
        const std::uint64_t touched = form.add(block.postings(), kWeight, 0, scores.data());
        benchmark::DoNotOptimize(
            form.take(scores.data(), touched, allowed.data(), kWeight * 230, 0, room.candidates()));
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * kBlockSize);
}

void mark_and_count(benchmark::State& state, const Kernels& form) {
    const Block block;
    const std::vector<std::uint64_t> allowed(kMarksSize / 64, ~0ULL);
    std::vector<unsigned char> marks(kMarksSize);
    constexpr int kBlocks = 12;  // of one window
    for (auto step : state) {
        for (std::uint32_t i = 0; i < kBlocks; ++i) {
            form.mark(block.postings(), 0U - i * kBlockSize * kStep, marks.data());
        }
        benchmark::DoNotOptimize(form.count_marked(marks.data(), allowed.data()));
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * kBlockSize * kBlocks);
}

void near_sets(benchmark::State& state, const Kernels& form) {
    constexpr std::uint32_t kSets = 4096;
    std::mt19937 random(2);
    std::vector<unsigned char> sets(kSets * 4);
    for (unsigned char& byte : sets) {
        byte = static_cast<unsigned char>(random() & random());
    }
    std::vector<std::uint32_t> places(kSets + kOverWrite);
    for (auto step : state) {
        benchmark::DoNotOptimize(
            form.near_sets(sets.data(), kSets, 0x00A40921U, {.more = 2, .less = 2}, places.data()));
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * kSets);
}

using Measure = void (*)(benchmark::State&, const Kernels&);
constexpr std::array<std::pair<const char*, Measure>, 5> kMeasures{
    {{"unpack", unpack},
     {"select", select_some},
     {"add_and_take", add_and_take},
     {"mark_and_count", mark_and_count},
     {"near_sets", near_sets}}};

[[maybe_unused]] const bool kRegistered = [] {
    for (const auto& [name, measure] : kMeasures) {
        for (const Kernels* form : all_kernels()) {
            benchmark::RegisterBenchmark(
                (std::string(name) + "/" + std::string(form->name)).c_str(), measure,
                std::cref(*form));
        }
    }
    return true;
}();

}  // namespace
}  // namespace kb::bench
