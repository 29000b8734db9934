// SPDX-License-Identifier: Apache-2.0
#pragma once

// How good a ranking is against judgements, by the definitions of trec_eval, so that figures can be
// compared with published ones.
//
//     nDCG@10    sum over ranks r <= 10 of grade(r) / log2(r + 1), divided by that sum for the best
//                possible order of all judged articles; a grade below 0 counts 0
//     MRR@10     1 / rank of the first relevant hit among the first 10, else 0
//     Recall@100 relevant hits among the first 100 / relevant articles
//
// Relevant is a grade above 0. Sources: K. Jarvelin, J. Kekalainen, "Cumulated gain-based
// evaluation of IR techniques", ACM TOIS 20(4), 2002, with the discount of trec_eval's ndcg_cut.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace kb::tools {

// Article to grade, for one query.
using Grades = std::map<std::string, int>;

struct Measures {
    double ndcg_10 = 0.0;
    double mrr_10 = 0.0;
    double recall_100 = 0.0;
};

// `ranking`: ids, best first, each once. Without any relevant article every measure is 0.
[[nodiscard]] Measures measure(const std::vector<std::string>& ranking, const Grades& grades);

// The mean; zeros where there is nothing.
[[nodiscard]] Measures mean(const std::vector<Measures>& all);

// The smallest value that at least `share` of the values do not exceed (nearest rank); 0 where
// there is none. `share` is in (0, 1].
[[nodiscard]] double percentile(std::vector<double> values, double share);

}  // namespace kb::tools
