// SPDX-License-Identifier: Apache-2.0
#pragma once

// The files of an evaluation: queries as JSON lines, judgements as a table.

#include "kb_index/eval_measures.hpp"

#include <kb/result.hpp>

#include <map>
#include <string>
#include <vector>

namespace kb::tools {

struct EvalQuery {
    std::string id{};
    std::string text{};
};

// One {"_id": ..., "text": ...} a line ("id" will do); other members are passed over.
//
// Errors: kInvalidArgument with file and line, kIo.
[[nodiscard]] Result<std::vector<EvalQuery>> read_queries(const std::string& path);

// Query id to the grades of its articles. Three columns (query, article, grade) with a head line,
// or the four of TREC (query, 0, article, grade) without one; separated by tabs or blanks.
//
// Errors: kInvalidArgument with file and line, kIo.
[[nodiscard]] Result<std::map<std::string, Grades>> read_judgements(const std::string& path);

}  // namespace kb::tools
