// SPDX-License-Identifier: Apache-2.0
#pragma once

// Answers as JSON, for callers that have a parser and no wish for a structure of each kind. The
// shapes are in docs/c-api.md. Members are only added.

#include <kb/knowledge_base.hpp>

#include <string>

namespace kb::c {

[[nodiscard]] std::string search_json(const SearchResponse& response);
[[nodiscard]] std::string statistics_json(const BaseStatistics& statistics);
[[nodiscard]] std::string verify_json(const VerifyReport& report);

}  // namespace kb::c
