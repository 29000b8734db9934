// SPDX-License-Identifier: Apache-2.0
// Goal: every form of a kernel that this machine can run gives what the plainest gives, at every
// size and density, and the plainest gives what its definition says.
#include "kernel/kernels.hpp"

#include "support/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <string>
#include <vector>

namespace kb::kernel {
namespace {

using test::Random;

// Gaps packed from the lowest bit up, with room to read beyond.
std::vector<unsigned char> packed(const std::vector<std::uint32_t>& gaps, std::uint32_t width) {
    std::vector<unsigned char> bytes(gaps.size() * width / 8 + 1 + kOverRead, 0xA5);
    for (std::size_t bit = 0; bit < gaps.size() * width; ++bit) {
        const unsigned value = gaps[bit / width] >> (bit % width) & 1U;
        const auto mask = static_cast<unsigned char>(1U << (bit % 8));
        bytes[bit / 8] =
            static_cast<unsigned char>((bytes[bit / 8] & ~mask) | (value != 0 ? mask : 0));
    }
    return bytes;
}

struct Block {
    std::vector<std::uint32_t> documents = std::vector<std::uint32_t>(kBlockSize, kFill);
    std::vector<std::uint8_t> impacts = std::vector<std::uint8_t>(kBlockSize, 0);
    std::uint32_t count = 0;
    [[nodiscard]] Postings postings() const {
        return {.documents = documents.data(), .impacts = impacts.data(), .count = count};
    }
};

Block random_block(Random& random, std::uint32_t count, std::uint32_t begin, std::uint32_t step) {
    Block block;
    block.count = count;
    std::uint32_t next = begin;
    for (std::uint32_t i = 0; i < count; ++i) {
        next += random() % step;
        block.documents[i] = next++;
        block.impacts[i] = static_cast<std::uint8_t>(1 + random() % 255);
    }
    return block;
}

struct Found {
    std::vector<std::uint32_t> documents = std::vector<std::uint32_t>(kWindowSize + kOverWrite);
    std::vector<std::uint32_t> scores = std::vector<std::uint32_t>(kWindowSize + kOverWrite);
    Candidates raw() { return {.documents = documents.data(), .scores = scores.data()}; }
    void cut(std::uint32_t count) {
        documents.resize(count);
        scores.resize(count);
    }
    friend bool operator==(const Found&, const Found&) = default;
};

TEST_CASE("gaps of every width and number become documents", "[kernel]") {
    Random random(1);
    for (const Kernels* form : all_kernels()) {
        for (std::uint32_t width = 0; width <= kWidthMax; ++width) {
            for (std::uint32_t count = 1; count <= kBlockSize; ++count) {
                std::vector<std::uint32_t> gaps(count);
                std::generate(gaps.begin(), gaps.end(),
                              [&] { return random() & ((1U << width) - 1); });
                const auto bytes = packed(gaps, width);
                const std::uint32_t before = random() % 1000;
                std::vector<std::uint32_t> documents(kBlockSize + kOverWrite, 7);
                form->unpack(bytes.data(), width, count, before, documents.data());
                std::uint32_t next = before;
                CAPTURE(form->name, width, count);
                for (std::uint32_t i = 0; i < count; ++i) {
                    next += gaps[i];
                    REQUIRE(documents[i] == next++);
                }
                for (std::uint32_t i = count; i < kBlockSize; ++i) {
                    REQUIRE(documents[i] == kFill);
                }
            }
        }
    }
}

TEST_CASE("documents below another are counted", "[kernel]") {
    Random random(2);
    for (const Kernels* form : all_kernels()) {
        for (std::uint32_t count = 0; count <= kBlockSize; count += 1 + random() % 5) {
            const Block block = random_block(random, count, 0x7FFFFFC0U, 4);
            CAPTURE(form->name, count);
            for (const std::uint32_t limit : {0U, 0x7FFFFFC0U, 0x7FFFFFFFU, 0x80000000U,
                                              0x80000001U, 0x80000080U, 0xFFFFFFFFU}) {
                const auto below = static_cast<std::uint32_t>(
                    std::count_if(block.documents.begin(), block.documents.end(),
                                  [&](std::uint32_t document) { return document < limit; }));
                REQUIRE(form->count_below(block.documents.data(), limit) == below);
            }
        }
    }
}

TEST_CASE("what is added up in a window is taken out of it", "[kernel]") {
    for (const Kernels* form : all_kernels()) {
        Random random(3);
        for (int round = 0; round < 300; ++round) {
            const std::uint32_t begin = random() % 50 * kWindowSize;
            std::vector<std::uint32_t> window(kWindowSize, 0);
            std::vector<std::uint32_t> expected(kWindowSize, 0);
            std::uint64_t touched = 0;
            for (std::uint32_t lists = random() % 4; lists > 0; --lists) {
                const Block block =
                    random_block(random, random() % (kBlockSize + 1), begin, 1 + random() % 30);
                const std::uint32_t weight = 1 + random() % 16'000;
                touched |= form->add(block.postings(), weight, begin, window.data());
                for (std::uint32_t i = 0; i < block.count; ++i) {
                    expected[block.documents[i] - begin] += weight * block.impacts[i];
                }
            }
            REQUIRE(window == expected);
            std::vector<std::uint64_t> allowed(kWindowSize / 64);
            const std::uint32_t density = random() % 3;
            for (std::uint64_t& word : allowed) {
                word = (std::uint64_t{random()} << 32U) | random();
                word = density == 0 ? ~0ULL : density == 1 ? word : word & random();
            }
            const std::uint32_t least = 1 + random() % 2'000'000;
            Found found;
            found.cut(kWindowSize + kOverWrite);
            const std::uint32_t taken =
                form->take(window.data(), touched, allowed.data(), least, begin, found.raw());
            found.cut(taken);
            Found wanted;
            wanted.cut(0);
            for (std::uint32_t i = 0; i < kWindowSize; ++i) {
                if (expected[i] >= least && (allowed[i / 64] >> (i % 64) & 1U) != 0) {
                    wanted.documents.push_back(begin + i);
                    wanted.scores.push_back(expected[i]);
                }
            }
            CAPTURE(form->name, round, least);
            REQUIRE(found == wanted);
            REQUIRE(std::accumulate(window.begin(), window.end(), 0ULL) == 0);
        }
    }
}

TEST_CASE("postings and candidates that score enough are kept in order", "[kernel]") {
    for (const Kernels* form : all_kernels()) {
        Random random(4);
        for (std::uint32_t count = 0; count <= kBlockSize; ++count) {
            const Block block = random_block(random, count, random() % 1000, 10);
            const std::uint32_t weight = 1 + random() % 16'000;
            for (const std::uint32_t least :
                 {1U, weight, weight * 100, weight * 250, weight * 255, weight * 255 + 1}) {
                Found found;
                const std::uint32_t selected =
                    form->select(block.postings(), weight, least, found.raw());
                Found kept;
                for (std::uint32_t i = 0; i < count; ++i) {
                    kept.documents[i] = block.documents[i];
                    kept.scores[i] = weight * block.impacts[i];
                }
                const std::uint32_t left = form->keep(kept.raw(), count, least);
                Found wanted;
                wanted.cut(0);
                for (std::uint32_t i = 0; i < count; ++i) {
                    if (weight * block.impacts[i] >= least) {
                        wanted.documents.push_back(block.documents[i]);
                        wanted.scores.push_back(weight * block.impacts[i]);
                    }
                }
                found.cut(selected);
                kept.cut(left);
                CAPTURE(form->name, count, weight, least);
                REQUIRE(found == wanted);
                REQUIRE(kept == wanted);
            }
        }
    }
}

TEST_CASE("sets within limits of another are found, whatever their number", "[kernel]") {
    Random random(5);
    for (const Kernels* form : all_kernels()) {
        for (std::uint32_t more = 0; more <= 3; ++more) {
            for (std::uint32_t less = 0; less <= 3; ++less) {
                for (std::uint32_t count = 0; count < 100; ++count) {
                    const std::uint32_t set = random() & random();
                    // Not aligned, and with bytes behind that must not be taken for sets.
                    std::vector<unsigned char> bytes(1 + 4 * (count + 16));
                    std::vector<std::uint32_t> wanted;
                    for (std::uint32_t i = 0; i < count + 16; ++i) {
                        std::uint32_t other = set;
                        for (std::uint32_t flips = random() % 6; flips > 0; --flips) {
                            other ^= 1U << random() % 32;
                        }
                        std::memcpy(bytes.data() + 1 + 4 * i, &other, sizeof other);
                        if (i < count && std::popcount(other & ~set) <= static_cast<int>(more) &&
                            std::popcount(set & ~other) <= static_cast<int>(less)) {
                            wanted.push_back(i);
                        }
                    }
                    std::vector<std::uint32_t> places(count + kOverWrite);
                    places.resize(form->near_sets(bytes.data() + 1, count, set,
                                                  {.more = more, .less = less}, places.data()));
                    CAPTURE(form->name, more, less, count);
                    REQUIRE(places == wanted);
                }
            }
        }
    }
}

TEST_CASE("the form in use is one that the machine can run, or the one asked for", "[kernel]") {
    const auto all = all_kernels();
    REQUIRE(std::ranges::count(all, &kernels()) == 1);
    REQUIRE(all.front()->name == "scalar");
    const char* wanted = std::getenv("KB_SIMD");
    for (const Kernels* form : all) {
        if (wanted != nullptr && form->name == wanted) {
            CHECK(&kernels() == form);
        }
    }
}

}  // namespace
}  // namespace kb::kernel
