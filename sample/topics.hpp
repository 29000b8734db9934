// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the customers of the sample ask about: which words they use, which articles answer, and how
// often that is enough. The articles are those of sample/articles.

#include <cstdint>
#include <string_view>
#include <vector>

namespace kb::sample {

// No day: the articles of a topic were there before the story began.
inline constexpr std::uint32_t kAlways = 0;

struct Topic {
    std::string_view reason{};  // the reason code of its cases
    std::string_view product{};
    std::string_view locale{};
    std::uint32_t weight = 1;                  // how often it is asked about
    std::uint32_t solve_thousandths = 600;     // readers whom the article is enough for
    std::uint32_t handling_minutes = 15;       // of one case, where the answer is known
    std::uint32_t known_from_day = kAlways;    // day of the story on which it was captured, from 1
    bool internal = false;                     // customers may not read its articles
    std::vector<std::string_view> articles{};  // best first; empty: nobody has written one
    std::vector<std::string_view> queries{};
    std::vector<std::string_view> case_texts{};
};

// Without the fault of the new firmware, which has days of its own.
const std::vector<Topic>& topics();

// Encrypted shares stay locked after the firmware of day 12; captured on day 14.
const Topic& firmware_topic();

}  // namespace kb::sample
