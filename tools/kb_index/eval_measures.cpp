// SPDX-License-Identifier: Apache-2.0

// The formulas of the header, one loop each.

#include "kb_index/eval_measures.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace kb::tools {
namespace {

constexpr std::size_t kGainDepth = 10;
constexpr std::size_t kReciprocalDepth = 10;
constexpr std::size_t kRecallDepth = 100;

int grade_of(const Grades& grades, const std::string& id) {
    const auto found = grades.find(id);
    return found == grades.end() ? 0 : std::max(found->second, 0);
}

double discounted(const std::vector<int>& gains) {
    double sum = 0.0;
    for (std::size_t index = 0; index < std::min(gains.size(), kGainDepth); ++index) {
        sum += gains[index] / std::log2(static_cast<double>(index) + 2.0);
    }
    return sum;
}

}  // namespace

Measures measure(const std::vector<std::string>& ranking, const Grades& grades) {
    std::vector<int> ideal;
    for (const auto& [id, grade] : grades) {
        if (grade > 0) {
            ideal.push_back(grade);
        }
    }
    if (ideal.empty()) {
        return {};
    }
    std::sort(ideal.begin(), ideal.end(), std::greater<>());
    std::vector<int> gains;
    Measures measures;
    std::size_t relevant = 0;
    for (std::size_t index = 0; index < std::min(ranking.size(), kRecallDepth); ++index) {
        const int grade = grade_of(grades, ranking[index]);
        gains.push_back(grade);
        if (grade > 0 && ++relevant == 1 && index < kReciprocalDepth) {
            measures.mrr_10 = 1.0 / static_cast<double>(index + 1);
        }
    }
    measures.ndcg_10 = discounted(gains) / discounted(ideal);
    measures.recall_100 = static_cast<double>(relevant) / static_cast<double>(ideal.size());
    return measures;
}

Measures mean(const std::vector<Measures>& all) {
    Measures sum;
    for (const Measures& each : all) {
        sum.ndcg_10 += each.ndcg_10;
        sum.mrr_10 += each.mrr_10;
        sum.recall_100 += each.recall_100;
    }
    const double count = all.empty() ? 1.0 : static_cast<double>(all.size());
    return {.ndcg_10 = sum.ndcg_10 / count,
            .mrr_10 = sum.mrr_10 / count,
            .recall_100 = sum.recall_100 / count};
}

double percentile(std::vector<double> values, double share) {
    if (values.empty()) {
        return 0.0;
    }
    std::sort(values.begin(), values.end());
    const double rank = std::ceil(share * static_cast<double>(values.size()));
    const auto index = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
    return values[std::min(index, values.size() - 1)];
}

}  // namespace kb::tools
