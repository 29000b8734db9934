// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reuse of each article, beside the index: a link changes one entry here and the next search sees
// it. One thread at a time writes; any thread reads, without waiting for the writer.

#include "ranking/signals.hpp"

#include <kb/result.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kb::engine {

class SignalTable final : public ranking::SignalSource {
public:
    SignalTable();
    [[nodiscard]] ranking::Reuse find(std::uint64_t article) const override;
    void set(std::uint64_t article, ranking::Reuse reuse);

private:
    using Part = std::unordered_map<std::uint64_t, ranking::Reuse>;
    static constexpr std::size_t kParts = 256;  // a write copies one of them
    std::array<std::atomic<std::shared_ptr<const Part>>, kParts> parts_;
};

// One more case that an article resolved; one less.
void add_case(ranking::Reuse& reuse, Timestamp at);
void remove_case(ranking::Reuse& reuse, Timestamp at);

[[nodiscard]] std::string encode_reuse(const ranking::Reuse& reuse);
[[nodiscard]] Result<ranking::Reuse> decode_reuse(std::string_view bytes);  // kCorruption

}  // namespace kb::engine
