// SPDX-License-Identifier: Apache-2.0
#pragma once

// JSONL: one object a line, for articles and for events. Empty lines are passed over.

#include "exchange/input.hpp"
#include "exchange/reader.hpp"

#include <memory>

namespace kb::exchange {

[[nodiscard]] std::unique_ptr<ArticleReader> make_jsonl_article_reader(Input input,
                                                                       ImportRequest request);
[[nodiscard]] std::unique_ptr<EventReader> make_jsonl_event_reader(Input input);

}  // namespace kb::exchange
