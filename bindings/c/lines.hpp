// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lines of JSON, each to an item or to a refusal that names the line. What the base refuses later
// is told by the place among the items.

#include <kb/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kb::c {

// One thread at a time.
template <typename Item>
class Lines {
public:
    // `read` makes a Result<Item> of a line; empty lines are passed over.
    template <typename Read>
    void read(std::string_view lines, Read&& read) {
        std::uint64_t number = 0;
        while (!lines.empty()) {
            const std::size_t end = lines.find('\n');
            add(lines.substr(0, end), ++number, read);
            lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
        }
    }

    void refuse_item(std::uint64_t index, std::string_view reason) {
        refuse(index < numbers_.size() ? numbers_[index] : 0, reason);
    }

    [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }
    [[nodiscard]] std::uint64_t unread() const noexcept { return unread_; }  // no items at all
    [[nodiscard]] std::string refusals() && { return std::move(refusals_); }

private:
    template <typename Read>
    void add(std::string_view line, std::uint64_t number, Read& read) {
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
            return;
        }
        Result<Item> item = read(line);
        if (item) {
            items_.push_back(*std::move(item));
            numbers_.push_back(number);
        } else {
            refuse(number, item.error().message);
            ++unread_;
        }
    }

    void refuse(std::uint64_t line, std::string_view reason) {
        refusals_ += "line " + std::to_string(line) + ": ";
        refusals_ += reason;
        refusals_ += '\n';
    }

    std::vector<Item> items_;
    std::vector<std::uint64_t> numbers_;  // items_[i] stood in line numbers_[i]
    std::uint64_t unread_ = 0;
    std::string refusals_;
};

}  // namespace kb::c
