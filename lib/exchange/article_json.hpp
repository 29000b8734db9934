// SPDX-License-Identifier: Apache-2.0
#pragma once

// One article as one JSON object. Ours claims "schema":"kb.article/1" and is read to the letter:
// every member is known or refused. Anything else is foreign: its members are found by the map and
// by their usual names, and what is not known is passed over.

#include "exchange/members.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace kb::exchange {

inline constexpr std::string_view kArticleSchema = "kb.article/1";

// Reads into an article that already has its defaults.
//
// Errors: kInvalidArgument, naming the byte or the member; kUnsupported for a newer schema.
[[nodiscard]] Result<void> read_article(std::string_view json, const MemberNames& names,
                                        ReadArticle& to);

// The same of an object that claims our schema.
[[nodiscard]] Result<void> read_own_article(const boost::json::object& object, ReadArticle& to);

}  // namespace kb::exchange
