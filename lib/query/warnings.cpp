// SPDX-License-Identifier: Apache-2.0
#include "query/warnings.hpp"

#include "article/words.hpp"

#include <fmt/format.h>

#include <utility>

namespace kb::query {

void Warnings::add(std::size_t byte, std::string_view message) {
    if (messages_.size() == kShownMax) {
        ++not_shown_;
        return;
    }
    const std::size_t character = article::count_characters(text_.substr(0, byte)) + 1;
    messages_.push_back(fmt::format("character {}: {}", character, message));
}

std::vector<std::string> Warnings::take() && {
    if (not_shown_ > 0) {
        messages_.push_back(fmt::format("and {} more like these", not_shown_));
    }
    return std::move(messages_);
}

}  // namespace kb::query
