// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which documents of a segment were not replaced since it was written, and how many dead ones each
// term has: so that a document frequency counts what is alive and nothing else. A value: changing
// makes a new one that shares what did not change. Immutable, any thread.

#include "index/segment.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

class LiveDocuments {
public:
    // All documents of a segment are alive.
    explicit LiveDocuments(std::uint32_t documents);

    [[nodiscard]] bool is_live(std::uint32_t document) const {
        return (words_[document / 64] >> (document % 64) & 1U) != 0;
    }
    // Bit i of word w: document 64 * w + i is alive. Bits beyond the last document are 0.
    [[nodiscard]] std::span<const std::uint64_t> words() const { return words_; }
    [[nodiscard]] std::uint32_t live() const { return live_; }
    [[nodiscard]] std::uint32_t dead_frequency(std::uint32_t ordinal) const;

    // The same without some documents; those that are dead already do not count.
    [[nodiscard]] static std::shared_ptr<const LiveDocuments> without(
        const LiveDocuments& before, const Segment& segment, std::span<const std::uint32_t> dead);

    // The dead documents as bytes, and back. Errors: kCorruption.
    [[nodiscard]] std::string encode() const;
    [[nodiscard]] static Result<std::shared_ptr<const LiveDocuments>> decode(
        std::string_view bytes, const Segment& segment);

private:
    static constexpr std::uint32_t kPage = 256;
    using Page = std::array<std::uint32_t, kPage>;

    std::vector<std::uint64_t> words_;
    std::uint32_t documents_;
    std::uint32_t live_;
    std::vector<std::shared_ptr<Page>> dead_frequencies_;  // by ordinal / kPage; null: all 0
};

}  // namespace kb::index
