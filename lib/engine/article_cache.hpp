// SPDX-License-Identifier: Apache-2.0
#pragma once

// Articles that were read for a search and may be read again soon: those that solve problems are
// found again and again. Any thread.

#include <kb/article.hpp>

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace kb::engine {

inline constexpr std::size_t kArticleCacheBytesMax = 16U << 20U;  // of all, about
inline constexpr std::size_t kCachedArticleBytesMax = 1U << 20U;  // larger ones are not kept

class ArticleCache {
public:
    // Null where that version is not at hand.
    [[nodiscard]] std::shared_ptr<const Article> find(std::uint64_t article, std::uint32_t version);
    void keep(std::uint64_t article, std::uint32_t version, std::shared_ptr<const Article> text);
    void forget(std::uint64_t article);  // after it was written
    void clear();

private:
    struct Entry {
        std::uint64_t article = 0;
        std::uint32_t version = 0;
        std::size_t bytes = 0;
        std::shared_ptr<const Article> text;
    };
    using Entries = std::list<Entry>;
    void remove(Entries::iterator entry);

    std::mutex mutex_;
    Entries entries_;                                              // last used first
    std::unordered_map<std::uint64_t, Entries::iterator> places_;  // one version of an article
    std::size_t bytes_ = 0;
};

}  // namespace kb::engine
