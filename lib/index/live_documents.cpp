// SPDX-License-Identifier: Apache-2.0
#include "index/live_documents.hpp"

#include "base/coding.hpp"

#include <algorithm>

namespace kb::index {

LiveDocuments::LiveDocuments(std::uint32_t documents)
    : words_((documents + 63ULL) / 64, ~0ULL), documents_(documents), live_(documents) {
    if (documents % 64 != 0) {
        words_.back() = (1ULL << (documents % 64)) - 1;
    }
}

std::uint32_t LiveDocuments::dead_frequency(std::uint32_t ordinal) const {
    const std::size_t page = ordinal / kPage;
    return page < dead_frequencies_.size() && dead_frequencies_[page] != nullptr
               ? (*dead_frequencies_[page])[ordinal % kPage]
               : 0;
}

std::shared_ptr<const LiveDocuments> LiveDocuments::without(const LiveDocuments& before,
                                                            const Segment& segment,
                                                            std::span<const std::uint32_t> dead) {
    auto after = std::make_shared<LiveDocuments>(before);
    after->dead_frequencies_.resize((segment.dictionary().size() + kPage - 1) / kPage);
    std::vector<bool> own(after->dead_frequencies_.size());  // pages that are ours to change
    for (const std::uint32_t document : dead) {
        if (!after->is_live(document)) {
            continue;
        }
        after->words_[document / 64] &= ~(1ULL << (document % 64));
        --after->live_;
        for (const std::uint32_t ordinal : segment.terms_of(document)) {
            const std::size_t index = ordinal / kPage;
            if (index >= own.size()) {
                break;  // a damaged list; verify names it
            }
            auto& page = after->dead_frequencies_[index];
            if (!own[index]) {
                page = page == nullptr ? std::make_shared<Page>() : std::make_shared<Page>(*page);
                own[index] = true;
            }
            ++(*page)[ordinal % kPage];
        }
    }
    return after;
}

std::string LiveDocuments::encode() const {
    std::string bytes;
    base::put_varint(bytes, documents_ - live_);
    std::uint32_t before = 0;
    for (std::uint32_t document = 0; document < documents_; ++document) {
        if (!is_live(document)) {
            base::put_varint(bytes, document - before);
            before = document;
        }
    }
    return bytes;
}

Result<std::shared_ptr<const LiveDocuments>> LiveDocuments::decode(std::string_view bytes,
                                                                   const Segment& segment) {
    base::Reader reader(bytes);
    std::vector<std::uint32_t> dead;
    std::uint64_t document = 0;
    for (std::size_t i = reader.count(); i > 0; --i) {
        document += reader.varint32();
        if (document >= segment.documents()) {
            reader.fail();
            break;
        }
        dead.push_back(static_cast<std::uint32_t>(document));
    }
    if (!reader.good() || !reader.at_end()) {
        return Error{ErrorCode::kCorruption, "the list of dead documents does not hold together"};
    }
    const LiveDocuments all(segment.documents());
    return without(all, segment, dead);
}

}  // namespace kb::index
