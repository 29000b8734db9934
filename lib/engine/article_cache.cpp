// SPDX-License-Identifier: Apache-2.0
#include "engine/article_cache.hpp"

#include <iterator>

namespace kb::engine {
namespace {

// What an article takes beside its texts, and each entry of its lists.
constexpr std::size_t kArticleBytes = 1024;
constexpr std::size_t kListEntryBytes = 64;

std::size_t size_of(const Article& article) {
    std::size_t bytes =
        kArticleBytes + article.title.size() + article.resolution.size() + article.cause.size();
    for (const Statement& statement : article.issue) {
        bytes += kListEntryBytes + statement.text.size();
    }
    for (const EnvironmentEntry& entry : article.environment) {
        bytes += kListEntryBytes + entry.name.size() + entry.value.size();
    }
    for (const auto* list : {&article.keywords, &article.codes, &article.products,
                             &article.external_ids, &article.originating_queries}) {
        for (const std::string& entry : *list) {
            bytes += kListEntryBytes + entry.size();
        }
    }
    return bytes;
}

}  // namespace

std::shared_ptr<const Article> ArticleCache::find(std::uint64_t article, std::uint32_t version) {
    const std::lock_guard lock(mutex_);
    const auto place = places_.find(article);
    if (place == places_.end() || place->second->version != version) {
        return nullptr;
    }
    entries_.splice(entries_.begin(), entries_, place->second);
    return place->second->text;
}

void ArticleCache::keep(std::uint64_t article, std::uint32_t version,
                        std::shared_ptr<const Article> text) {
    const std::size_t bytes = size_of(*text);
    if (bytes > kCachedArticleBytesMax) {
        return;  // it would push out too many others
    }
    const std::lock_guard lock(mutex_);
    if (const auto place = places_.find(article); place != places_.end()) {
        remove(place->second);
    }
    entries_.push_front(
        {.article = article, .version = version, .bytes = bytes, .text = std::move(text)});
    places_[article] = entries_.begin();
    bytes_ += bytes;
    while (bytes_ > kArticleCacheBytesMax) {
        remove(std::prev(entries_.end()));
    }
}

void ArticleCache::forget(std::uint64_t article) {
    const std::lock_guard lock(mutex_);
    if (const auto place = places_.find(article); place != places_.end()) {
        remove(place->second);
    }
}

void ArticleCache::clear() {
    const std::lock_guard lock(mutex_);
    entries_.clear();
    places_.clear();
    bytes_ = 0;
}

void ArticleCache::remove(Entries::iterator entry) {
    bytes_ -= entry->bytes;
    places_.erase(entry->article);
    entries_.erase(entry);
}

}  // namespace kb::engine
