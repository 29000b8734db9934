// SPDX-License-Identifier: Apache-2.0
#include "index/digest.hpp"

#include "base/checksum.hpp"
#include "base/coding.hpp"
#include "base/escape.hpp"
#include "base/try.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::index {
namespace {

// A term without its kind, on one line whatever its bytes are.
std::string readable(std::string_view term) {
    term.remove_prefix(std::min<std::size_t>(term.size(), 1));
    return base::escape_terminal(base::replace_invalid_utf8(base::cut_utf8(term, kTermBytesMax)));
}

Error wrong(std::string_view term, std::string_view what) {
    return {ErrorCode::kCorruption, fmt::format("postings of \"{}\": {}", readable(term), what)};
}

// Adds one term's postings to the digests of their documents.
Result<void> add_term(const Segment& segment, const std::string& term, const TermEntry& entry,
                      std::vector<std::uint64_t>& digests) {
    PostingsCursor cursor = segment.postings(entry);
    std::uint32_t seen = 0;
    std::uint8_t highest = 0;
    std::string bytes;
    std::vector<Spot> spots;
    ImpactCounts impacts{};
    for (std::uint32_t index = 0; cursor.next_block(); ++index) {
        const Block& block = cursor.block();
        const std::uint8_t highest_here =
            *std::max_element(block.impacts.begin(), block.impacts.begin() + block.count);
        if (highest_here != cursor.block_impact(index)) {
            return wrong(term, fmt::format("block {} has not the highest impact stated", index));
        }
        for (std::uint32_t i = 0; i < block.count; ++i) {
            const std::uint32_t document = block.documents[i];
            if (document >= segment.documents() || !cursor.detail_at(i).spots(spots)) {
                return wrong(term, "a posting does not decode");
            }
            bytes.clear();
            base::put_text(bytes, term);
            bytes.push_back(static_cast<char>(block.impacts[i]));
            bytes.append(reinterpret_cast<const char*>(spots.data()), spots.size() * sizeof(Spot));
            digests[document] += base::checksum(bytes);
            highest = std::max(highest, block.impacts[i]);
            ++impacts[block.impacts[i]];
            ++seen;
        }
    }
    if (seen != entry.documents) {
        return wrong(term, fmt::format("{} instead of {}", seen, entry.documents));
    }
    if (highest != entry.impact_max) {
        return wrong(term, "the highest impact is not the one stated");
    }
    for (const std::uint32_t rank : kBestRanks) {
        if (cursor.blocks() > 1 && cursor.impact_of_best(rank) != impact_at_rank(impacts, rank)) {
            return wrong(term, fmt::format("posting {} has not the impact stated", rank));
        }
    }
    return {};
}

}  // namespace

Result<std::vector<std::uint64_t>> document_digests(const Segment& segment) {
    std::vector<std::uint64_t> digests(segment.documents());
    TermDictionary::Iterator iterator(segment.dictionary(), 0);
    std::string previous;
    std::uint32_t count = 0;
    while (iterator.next()) {
        if (count++ > 0 && iterator.term() <= previous) {
            return wrong(iterator.term(), "terms are out of order");
        }
        previous = iterator.term();
        KB_TRY(add_term(segment, iterator.term(), iterator.entry(), digests));
    }
    if (count != segment.dictionary().size()) {
        return wrong(previous, "the dictionary ends early");
    }
    for (std::uint32_t document = 0; document < segment.documents(); ++document) {
        const Lengths lengths = segment.columns().lengths(document);
        digests[document] +=
            base::checksum({reinterpret_cast<const char*>(lengths.data()), sizeof(lengths)});
    }
    return digests;
}

}  // namespace kb::index
