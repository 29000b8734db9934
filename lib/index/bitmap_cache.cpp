// SPDX-License-Identifier: Apache-2.0
#include "index/bitmap_cache.hpp"

#include <algorithm>

namespace kb::index {

std::shared_ptr<const Bitmap> BitmapCache::find(std::string_view key) {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(entries_, key, &Entry::key);
    if (found == entries_.end()) {
        return nullptr;
    }
    entries_.splice(entries_.begin(), entries_, found);
    return entries_.front().bitmap;
}

void BitmapCache::keep(std::string_view key, std::shared_ptr<const Bitmap> bitmap) {
    if (key.size() > kBitmapKeyBytesMax) {
        return;
    }
    const std::lock_guard lock(mutex_);
    if (std::ranges::find(entries_, key, &Entry::key) != entries_.end()) {
        return;  // another thread came first with the same
    }
    entries_.push_front({std::string(key), std::move(bitmap)});
    if (entries_.size() > kBitmapsMax) {
        entries_.pop_back();
    }
}

}  // namespace kb::index
