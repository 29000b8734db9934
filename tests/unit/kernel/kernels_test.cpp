// SPDX-License-Identifier: Apache-2.0
// Goal: every form of a kernel that this machine can run gives what the plainest gives, at every
// size and density, and the plainest gives what its definition says. What is read ends where memory
// does, at no round address, and behind what may be written stand numbers that must stay.
#include "kernel/kernels.hpp"

#include "support/guarded.hpp"
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

using test::Guarded;
using test::Random;

constexpr std::uint32_t kBehind = 0xB4B4B4B4U;  // what must stay

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
    Guarded<std::uint32_t> documents{kBlockSize, kFill};
    Guarded<std::uint8_t> impacts{kBlockSize, 255};  // anything beyond the count
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
        block.documents.data()[i] = next++;
        block.impacts.data()[i] = static_cast<std::uint8_t>(1 + random() % 255);
    }
    return block;
}

// `count` numbers of which the last 16 must have stayed, cut to the first `kept`.
void cut(std::vector<std::uint32_t>& numbers, std::size_t kept) {
    constexpr std::ptrdiff_t kStay = 16;
    REQUIRE(kept + kStay <= numbers.size());
    REQUIRE(std::count(numbers.end() - kStay, numbers.end(), kBehind) == kStay);
    numbers.resize(kept);
}

struct Found {
    std::vector<std::uint32_t> documents = {};
    std::vector<std::uint32_t> scores = {};
    // With room for `count`.
    static Found with_room(std::uint32_t count) {
        const std::vector<std::uint32_t> room(count + kOverWrite + 16, kBehind);
        return {.documents = room, .scores = room};
    }
    Candidates raw() { return {.documents = documents.data(), .scores = scores.data()}; }
    void cut(std::uint32_t count) {
        kernel::cut(documents, count);
        kernel::cut(scores, count);
    }
    void add(std::uint32_t document, std::uint32_t score) {
        documents.push_back(document);
        scores.push_back(score);
    }
    friend bool operator==(const Found&, const Found&) = default;
};

TEST_CASE("gaps of every width and number become documents", "[kernel]") {
    Random random(1);
    for (const Kernels* form : all_kernels()) {
        for (std::uint32_t width = 0; width <= kWidthMax; ++width) {
            for (std::uint32_t count = 0; count <= kBlockSize; ++count) {
                const std::uint32_t all = (1U << width) - 1;
                const std::uint32_t kind = random() % 4;  // none, all or some bits
                std::vector<std::uint32_t> gaps(count);
                std::generate(gaps.begin(), gaps.end(), [&] {
                    return kind == 0 ? 0 : kind == 1 ? all : random() & all;
                });
                const Guarded<unsigned char> bytes(packed(gaps, width));
                // Also beyond the largest number, as damage may have it.
                const std::uint32_t before = kind == 2 ? ~0U - random() % 1000 : random() % 1000;
                std::vector<std::uint32_t> documents(kBlockSize + kOverWrite + 16, kBehind);
                form->unpack(bytes.data(), width, count, before, documents.data());
                cut(documents, kBlockSize);
                std::vector<std::uint32_t> wanted(kBlockSize, kFill);
                std::uint32_t next = before;
                for (std::uint32_t i = 0; i < count; ++i) {
                    next += gaps[i];
                    wanted[i] = next++;
                }
                CAPTURE(form->name, width, count);
                REQUIRE(documents == wanted);
            }
        }
    }
}

TEST_CASE("documents below another are counted", "[kernel]") {
    Random random(2);
    for (const Kernels* form : all_kernels()) {
        for (std::uint32_t count = 0; count <= kBlockSize; ++count) {
            const Block block = random_block(random, count, 0x7FFFFFC0U, 4);
            CAPTURE(form->name, count);
            for (const std::uint32_t limit :
                 {0U, 0x7FFFFFC0U, 0x7FFFFFFFU, 0x80000000U, 0x80000001U, 0x80000080U, 0xFFFFFFFFU,
                  0x7FFFFFC0U + random() % 0x100}) {
                const auto below = static_cast<std::uint32_t>(
                    std::count_if(block.documents.data(), block.documents.data() + kBlockSize,
                                  [&](std::uint32_t document) { return document < limit; }));
                REQUIRE(form->count_below(block.documents.data(), limit) == below);
            }
        }
    }
}

// The bits of a window: all, half or a quarter of them.
std::vector<std::uint64_t> random_bits(Random& random, std::uint32_t kind) {
    std::vector<std::uint64_t> bits(kWindowSize / 64);
    for (std::uint64_t& word : bits) {
        word = (std::uint64_t{random()} << 32U) | random();
        word = kind == 0 ? ~0ULL : kind == 1 ? word : word & random();
    }
    return bits;
}

// Takes out of a window what is wanted, and nothing else.
void check_take(const Kernels& form, std::vector<std::uint32_t>& window, std::uint64_t touched,
                const std::vector<std::uint64_t>& allowed, std::uint32_t least,
                std::uint32_t begin) {
    Found wanted;
    std::vector<std::uint32_t> left = window;
    for (std::uint32_t i = 0; i < kWindowSize; ++i) {
        if ((touched >> (i / 64) & 1U) == 0) {
            continue;
        }
        if (window[i] >= least && (allowed[i / 64] >> (i % 64) & 1U) != 0) {
            wanted.add(begin + i, window[i]);
        }
        left[i] = 0;
    }
    Found found = Found::with_room(kWindowSize);
    found.cut(form.take(window.data(), touched, allowed.data(), least, begin, found.raw()));
    REQUIRE(found == wanted);
    REQUIRE(window == left);
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
                    expected[block.documents.data()[i] - begin] += weight * block.impacts.data()[i];
                }
            }
            REQUIRE(window == expected);
            const std::vector<std::uint64_t> allowed = random_bits(random, random() % 3);
            const std::uint32_t least = 1 + random() % 2'000'000;
            CAPTURE(form->name, round, least);
            check_take(*form, window, touched, allowed, least, begin);
            REQUIRE(std::accumulate(window.begin(), window.end(), 0ULL) == 0);
        }
    }
}

TEST_CASE("windows of any density are taken out where they were touched", "[kernel]") {
    for (const Kernels* form : all_kernels()) {
        Random random(6);
        for (const std::uint32_t percent : {0U, 1U, 3U, 10U, 30U, 50U, 80U, 97U, 100U}) {
            for (const std::uint32_t bits : {0U, 1U, 2U}) {
                for (const std::uint32_t least : {1U, 1U << 20U, 0x7FFFFFFFU, 0x80000000U, ~0U}) {
                    std::vector<std::uint32_t> window(kWindowSize);
                    std::generate(window.begin(), window.end(), [&] {
                        const std::uint32_t score = random() % 4 == 0 ? least : random();
                        return random() % 100 < percent ? score : 0;
                    });
                    const std::vector<std::uint64_t> allowed = random_bits(random, bits);
                    const std::uint64_t touched = random_bits(random, random() % 3).front();
                    CAPTURE(form->name, percent, bits, least, touched);
                    check_take(*form, window, touched, allowed, least, kWindowSize * 9);
                }
            }
        }
    }
}

TEST_CASE("marks are set for postings of every number, and for no others", "[kernel]") {
    for (const Kernels* form : all_kernels()) {
        Random random(8);
        for (std::uint32_t count = 0; count <= kBlockSize; ++count) {
            CAPTURE(form->name, count);
            const std::uint32_t begin = random() % 9 * kMarksSize;
            const Block block = random_block(random, count, begin, 1 + random() % 100);
            std::vector<unsigned char> wanted(kMarksSize, 0);
            for (std::uint32_t i = 0; i < count; ++i) {
                wanted[block.documents.data()[i] - begin] = 1;
            }
            const Guarded<unsigned char> marks(kMarksSize, 0);
            form->mark(block.postings(), begin, marks.data());
            form->mark(block.postings(), begin, marks.data());  // once is as good as twice
            REQUIRE(std::equal(wanted.begin(), wanted.end(), marks.data()));
        }
    }
}

TEST_CASE("marks of any density are counted where they are allowed", "[kernel]") {
    for (const Kernels* form : all_kernels()) {
        Random random(9);
        for (const std::uint32_t percent : {0U, 1U, 10U, 50U, 90U, 100U}) {
            for (const std::uint32_t allowed_percent : {0U, 2U, 40U, 60U, 98U, 100U}) {
                const Guarded<unsigned char> marks(kMarksSize, 0);
                const Guarded<std::uint64_t> allowed(kMarksSize / 64, 0);
                std::uint32_t wanted = 0;
                for (std::uint32_t i = 0; i < kMarksSize; ++i) {
                    const bool marked = random() % 100 < percent;
                    const bool counts = random() % 100 < allowed_percent;
                    marks.data()[i] = marked ? 1 : 0;
                    allowed.data()[i / 64] |= (counts ? 1ULL : 0ULL) << (i % 64);
                    wanted += marked && counts ? 1 : 0;
                }
                CAPTURE(form->name, percent, allowed_percent);
                REQUIRE(form->count_marked(marks.data(), allowed.data()) == wanted);
                REQUIRE(std::count(marks.data(), marks.data() + kMarksSize, 0) == kMarksSize);
            }
        }
    }
}

// Those of `count` that score enough, in their order.
Found enough_of(const std::uint32_t* documents, const std::vector<std::uint32_t>& scores,
                std::uint32_t count, std::uint32_t least) {
    Found wanted;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (scores[i] >= least) {
            wanted.add(documents[i], scores[i]);
        }
    }
    return wanted;
}

TEST_CASE("postings that score enough are selected in order", "[kernel]") {
    for (const Kernels* form : all_kernels()) {
        Random random(4);
        for (std::uint32_t count = 0; count <= kBlockSize; ++count) {
            const Block block = random_block(random, count, random() % 1000, 10);
            for (const std::uint32_t weight : {1 + random() % 16'000, 16'000'000U}) {
                std::vector<std::uint32_t> scores(count);
                for (std::uint32_t i = 0; i < count; ++i) {
                    scores[i] = weight * block.impacts.data()[i];
                }
                for (const std::uint32_t least :
                     {1U, weight, weight * 100, weight * 250, weight * 255, weight * 255 + 1}) {
                    Found found = Found::with_room(count);
                    CAPTURE(form->name, count, weight, least);
                    found.cut(form->select(block.postings(), weight, least, found.raw()));
                    REQUIRE(found == enough_of(block.documents.data(), scores, count, least));
                }
            }
        }
    }
}

TEST_CASE("candidates that score enough are kept in order", "[kernel]") {
    std::vector<std::uint32_t> counts(200);
    std::iota(counts.begin(), counts.end(), 0);
    counts.insert(counts.end(), {1000, kWindowSize - 1, kWindowSize});
    for (const Kernels* form : all_kernels()) {
        Random random(7);
        for (const std::uint32_t count : counts) {
            for (const std::uint32_t least :
                 {1U, 0x10000000U, 0x7FFFFFFFU, 0x80000000U, 0xF0000000U, ~0U}) {
                Found kept = Found::with_room(count);
                for (std::uint32_t i = 0; i < count; ++i) {
                    kept.documents[i] = random();
                    kept.scores[i] = random() % 8 == 0 ? least : random();
                }
                const Found wanted = enough_of(kept.documents.data(), kept.scores, count, least);
                CAPTURE(form->name, count, least);
                kept.cut(form->keep(kept.raw(), count, least));
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
                    std::vector<unsigned char> bytes(4UL * count);
                    std::vector<std::uint32_t> wanted;
                    for (std::uint32_t i = 0; i < count; ++i) {
                        std::uint32_t other = set;
                        for (std::uint32_t flips = random() % 6; flips > 0; --flips) {
                            other ^= 1U << random() % 32;
                        }
                        std::memcpy(bytes.data() + 4UL * i, &other, sizeof other);
                        if (std::popcount(other & ~set) <= static_cast<int>(more) &&
                            std::popcount(set & ~other) <= static_cast<int>(less)) {
                            wanted.push_back(i);
                        }
                    }
                    // Not aligned, and with bytes behind that must not be taken for sets.
                    const auto byte = static_cast<unsigned char>(set);
                    bytes.insert(bytes.end(), random() % 70, byte);
                    const Guarded<unsigned char> guarded(bytes);
                    std::vector<std::uint32_t> places(count + kOverWrite + 16, kBehind);
                    CAPTURE(form->name, more, less, count);
                    cut(places, form->near_sets(guarded.data(), count, set,
                                                {.more = more, .less = less}, places.data()));
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
#ifdef __aarch64__
    REQUIRE(all.back()->name == "neon");  // which every such machine has
#endif
    const char* wanted = std::getenv("KB_SIMD");
    for (const Kernels* form : all) {
        if (wanted != nullptr && form->name == wanted) {
            CHECK(&kernels() == form);
        }
    }
}

}  // namespace
}  // namespace kb::kernel
