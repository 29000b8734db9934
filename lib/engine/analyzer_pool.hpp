// SPDX-License-Identifier: Apache-2.0
#pragma once

// Analyzers to borrow: making one is dear, using one is for one thread at a time. Any thread.

#include "text/analyzer.hpp"

#include <kb/result.hpp>

#include <memory>
#include <mutex>
#include <vector>

namespace kb::engine {

class AnalyzerPool {
public:
    // An analyzer that goes back to its pool at the end of a scope.
    class Lease {
    public:
        Lease(AnalyzerPool& pool, std::unique_ptr<text::Analyzer> analyzer)
            : pool_(&pool), analyzer_(std::move(analyzer)) {}
        Lease(Lease&&) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        ~Lease() {
            if (analyzer_ != nullptr) {
                pool_->give_back(std::move(analyzer_));
            }
        }
        [[nodiscard]] text::Analyzer& get() const { return *analyzer_; }

    private:
        AnalyzerPool* pool_;
        std::unique_ptr<text::Analyzer> analyzer_;
    };

    // Errors: kInternal (text/analyzer.hpp).
    [[nodiscard]] Result<Lease> borrow();

private:
    void give_back(std::unique_ptr<text::Analyzer> analyzer);

    std::mutex mutex_;
    std::vector<std::unique_ptr<text::Analyzer>> idle_;
};

}  // namespace kb::engine
