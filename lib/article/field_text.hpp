// SPDX-License-Identifier: Apache-2.0
#pragma once

// One field of an article as one text; the byte ranges of findings are ranges in it.

#include <kb/article.hpp>

#include <string>

namespace kb::article {

// Statements, environment entries ("name: value", or the value alone) and list entries stand on
// lines of their own; the last line has no end.
[[nodiscard]] std::string field_text(const Article& article, Field field);

}  // namespace kb::article
