// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which articles were linked to which cases. There is at most one link of each kind between an
// article and a case.

#include "store/batch.hpp"
#include "store/keys.hpp"
#include "store/view.hpp"

#include <kb/lifecycle.hpp>
#include <kb/result.hpp>

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace kb::store {

inline constexpr std::size_t kCaseBytesMax = 255;

// False where there is a link of that kind already: it stays as it is.
//
// Errors: kInvalidArgument where the case has not 1 to 255 bytes, kCorruption, kIo.
[[nodiscard]] Result<bool> add_link(Batch& batch, ArticleNumber article, const Link& link);

// Removes the links of every kind; how many there were. Errors: kCorruption, kIo.
[[nodiscard]] Result<std::size_t> remove_links(Batch& batch, ArticleNumber article,
                                               std::string_view case_id);

// Says of the links of that case, if there are any, what became of the article; what outweighs it
// stays. Errors: kCorruption, kIo.
[[nodiscard]] Result<void> note_use(Batch& batch, ArticleNumber article, std::string_view case_id,
                                    Use use);

// Of every article, in the order of the keys, until `visit` fails. Errors: kCorruption, kIo.
[[nodiscard]] Result<void> for_each_link(
    const View& view, const std::function<Result<void>(ArticleNumber, const Link&)>& visit);

// By time. Errors: kCorruption, kIo.
[[nodiscard]] Result<std::vector<Link>> links_of_article(const View& view, ArticleNumber article);
[[nodiscard]] Result<std::vector<Link>> links_of_case(const View& view, std::string_view case_id);

}  // namespace kb::store
