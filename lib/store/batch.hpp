// SPDX-License-Identifier: Apache-2.0
#pragma once

// What one commit will write, in all families: all of it or nothing. A batch reads as if it were
// written already, so the second article of a batch meets the id that the first one took. One
// thread at a time.

#include "store/counters.hpp"
#include "store/keys.hpp"
#include "store/view.hpp"

#include <kb/result.hpp>

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace kb::store {

// A greater batch is refused by Database::commit.
inline constexpr std::size_t kBatchBytesMax = 512U << 20U;

class Batch final : public Source {
public:
    void put(Family family, std::string key, std::string value);
    void remove(Family family, std::string key);

    // What this batch writes there, else what the store holds.
    [[nodiscard]] Result<std::optional<std::string>> get(Family family,
                                                         std::string_view key) const override;

    // The next number, which is then taken: take(Counter::kArticleNumber).
    [[nodiscard]] std::uint64_t take(Counter counter) { return ++counters_[counter]; }
    // Precondition: the counter does not fall below 0.
    void add(Counter counter, std::int64_t difference);
    void set(Counter counter, std::uint64_t value) { counters_[counter] = value; }
    [[nodiscard]] std::uint64_t counter(Counter counter) const { return counters_[counter]; }

    [[nodiscard]] bool empty() const noexcept { return entries_ == 0; }
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }  // keys and values, about

private:
    friend class Database;
    // The value, or none where the key is removed.
    using Entries = std::map<std::string, std::optional<std::string>, std::less<>>;

    Batch(View view, const Counters& counters)
        : view_(std::move(view)), counters_(counters), from_(counters) {}
    void enter(Family family, std::string key, std::optional<std::string> value);

    View view_;
    Counters counters_;
    Counters from_;  // the counters this batch began with: another commit since makes it stale
    std::array<Entries, kFamilyCount> families_{};
    std::size_t entries_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace kb::store
