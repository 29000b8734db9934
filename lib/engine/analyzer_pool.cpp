// SPDX-License-Identifier: Apache-2.0
#include "engine/analyzer_pool.hpp"

#include "base/try.hpp"

namespace kb::engine {

Result<AnalyzerPool::Lease> AnalyzerPool::borrow() {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            auto analyzer = std::move(idle_.back());
            idle_.pop_back();
            return Lease(*this, std::move(analyzer));
        }
    }
    KB_TRY_ASSIGN(text::Analyzer made, text::Analyzer::make());
    return Lease(*this, std::make_unique<text::Analyzer>(std::move(made)));
}

void AnalyzerPool::give_back(std::unique_ptr<text::Analyzer> analyzer) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(analyzer));
}

}  // namespace kb::engine
