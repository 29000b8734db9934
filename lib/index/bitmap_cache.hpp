// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sets of documents of one segment that were found before, by what they are: a segment never
// changes, so neither do they. Keeps the last kBitmapsMax that were asked for. Any thread.

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

// Bit i of word w: document 64 * w + i.
using Bitmap = std::vector<std::uint64_t>;

inline constexpr std::size_t kBitmapsMax = 64;           // of a segment
inline constexpr std::size_t kBitmapKeyBytesMax = 4096;  // sets with a longer key are not kept

class BitmapCache {
public:
    // Null where it is not known.
    [[nodiscard]] std::shared_ptr<const Bitmap> find(std::string_view key);
    void keep(std::string_view key, std::shared_ptr<const Bitmap> bitmap);

private:
    struct Entry {
        std::string key;
        std::shared_ptr<const Bitmap> bitmap;
    };
    std::mutex mutex_;
    std::list<Entry> entries_;  // what was asked for last first
};

}  // namespace kb::index
