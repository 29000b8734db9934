// SPDX-License-Identifier: Apache-2.0
#pragma once

// Articles from CSV: a row of names, then one article a row.

#include "exchange/input.hpp"
#include "exchange/reader.hpp"

#include <memory>

namespace kb::exchange {

[[nodiscard]] std::unique_ptr<ArticleReader> make_csv_reader(Input input, ImportRequest request);

}  // namespace kb::exchange
