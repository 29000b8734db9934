// SPDX-License-Identifier: Apache-2.0
#pragma once

// An article as the index sees it: the terms of each field, where they stand, and column values.

#include "index/document.hpp"
#include "text/analyzer.hpp"

#include <kb/article.hpp>

#include <cstdint>

namespace kb::engine {

// One thread at a time because of the analyzer. Deterministic: the same article gives the same
// document.
[[nodiscard]] index::Document build_document(std::uint64_t number, const Article& article,
                                             text::Analyzer& analyzer);

}  // namespace kb::engine
