// SPDX-License-Identifier: Apache-2.0
#pragma once

// What holds of an import, whatever the format and the bytes: it reads to the end, counts add up,
// what is refused says why, and what is taken can be written and read again.

#include <kb/exchange.hpp>

#include <string_view>
#include <vector>

namespace kb::fuzz {

// Imports the bytes as a file and checks the above. Returns the articles.
std::vector<SourceArticle> check_import(std::string_view bytes, ExchangeFormat format);

// An article that was read says the same after it was written as JSON.
void check_round_trip(const Article& article);

}  // namespace kb::fuzz
