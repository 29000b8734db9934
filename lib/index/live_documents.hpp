// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which documents of a segment were not replaced since it was written, and how many dead ones a
// term has: so that a document frequency counts what is alive and nothing else. A value: changing
// makes a new one that shares what did not change. Immutable, any thread.

#include "index/dead_list.hpp"
#include "index/segment.hpp"

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
    [[nodiscard]] std::uint32_t live() const { return documents_ - dead_.size(); }
    // How many of a term's postings in `segment` are of dead documents. The first call for a term
    // walks its postings; later ones look only at documents that died since.
    [[nodiscard]] std::uint32_t dead_frequency(const Segment& segment, const TermEntry& term) const;

    // The same without some documents; those that are dead already do not count.
    [[nodiscard]] static std::shared_ptr<const LiveDocuments> without(
        const LiveDocuments& before, std::span<const std::uint32_t> dead);

    // The dead documents as bytes, and back. Errors: kCorruption.
    [[nodiscard]] std::string encode() const;
    [[nodiscard]] static Result<std::shared_ptr<const LiveDocuments>> decode(
        std::string_view bytes, std::uint32_t documents);

private:
    std::vector<std::uint64_t> words_;
    std::uint32_t documents_;
    DeadList dead_;  // in the order in which they died
};

}  // namespace kb::index
