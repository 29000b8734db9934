// SPDX-License-Identifier: Apache-2.0
#pragma once

// The bytes of one article: a record of tagged fields (base/record.hpp), format 1.

#include <kb/article.hpp>
#include <kb/result.hpp>

#include <string>
#include <string_view>

namespace kb::article {

[[nodiscard]] std::string encode_article(const Article& article);

// Errors: kCorruption.
[[nodiscard]] Result<Article> decode_article(std::string_view bytes);

}  // namespace kb::article
