// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reuse of each article, beside the index: a link changes one entry here and the next search sees
// it. One thread at a time writes; any thread reads, without waiting for the writer, from a view
// that it takes once.

#include "base/shared_cell.hpp"
#include "ranking/signals.hpp"

#include <kb/result.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace kb::engine {

class SignalTable {
private:
    using Part = std::unordered_map<std::uint64_t, ranking::Reuse>;
    static constexpr std::size_t kParts = 256;  // a write copies one of them
    using Parts = std::array<std::shared_ptr<const Part>, kParts>;

public:
    // The table as it was at one moment. Immutable, any thread.
    class View final : public ranking::SignalSource {
    public:
        explicit View(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
        [[nodiscard]] const ranking::Reuse& find(std::uint64_t article) const override;

    private:
        std::shared_ptr<const Parts> parts_;
    };
    using Entry = std::pair<std::uint64_t, ranking::Reuse>;

    SignalTable() { assign({}); }
    [[nodiscard]] View view() const { return View(parts_.load()); }
    // Also in the next view.
    void set(std::uint64_t article, ranking::Reuse reuse);
    // Instead of all that is there.
    void assign(std::vector<Entry> entries);

private:
    base::SharedCell<const Parts> parts_;
};

// One more case that an article resolved; one less.
void add_case(ranking::Reuse& reuse, Timestamp at);
void remove_case(ranking::Reuse& reuse, Timestamp at);

[[nodiscard]] std::string encode_reuse(const ranking::Reuse& reuse);
[[nodiscard]] Result<ranking::Reuse> decode_reuse(std::string_view bytes);  // kCorruption

}  // namespace kb::engine
