// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a parse has to say about a query, with places that people can count: characters from 1.
// One thread at a time.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kb::query {

class Warnings {
public:
    // A pasted file can be wrong in ten thousand places; nobody reads more than these.
    static constexpr std::size_t kShownMax = 20;

    // `text` is the query and must outlive this.
    explicit Warnings(std::string_view text) : text_(text) {}

    // Adds "character 5: message", for the character at that byte.
    void add(std::size_t byte, std::string_view message);

    [[nodiscard]] std::vector<std::string> take() &&;

private:
    std::string_view text_;
    std::vector<std::string> messages_{};
    std::size_t not_shown_ = 0;
};

}  // namespace kb::query
