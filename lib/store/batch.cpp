// SPDX-License-Identifier: Apache-2.0
#include "store/batch.hpp"

#include "base/assert.hpp"

#include <utility>

namespace kb::store {

void Batch::put(Family family, std::string key, std::string value) {
    enter(family, std::move(key), std::move(value));
}

void Batch::remove(Family family, std::string key) { enter(family, std::move(key), std::nullopt); }

Result<std::optional<std::string>> Batch::get(Family family, std::string_view key) const {
    const Entries& entries = families_[static_cast<std::size_t>(family)];
    if (const auto found = entries.find(key); found != entries.end()) {
        return found->second;
    }
    return view_.get(family, key);
}

void Batch::add(Counter counter, std::int64_t difference) {
    const std::uint64_t value = counters_[counter] + static_cast<std::uint64_t>(difference);
    KB_ASSERT(difference >= 0 || value < counters_[counter]);
    counters_[counter] = value;
}

void Batch::enter(Family family, std::string key, std::optional<std::string> value) {
    bytes_ += key.size() + (value ? value->size() : 0);
    ++entries_;
    families_[static_cast<std::size_t>(family)].insert_or_assign(std::move(key), std::move(value));
}

}  // namespace kb::store
