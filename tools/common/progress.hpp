// SPDX-License-Identifier: Apache-2.0
#pragma once

// One moving line on standard error: how much is done, how fast, how long still.

#include "common/console.hpp"

#include <kb/exchange.hpp>

#include <chrono>
#include <string>

namespace kb::tools {

// Also the place where Ctrl-C becomes a request to stop. One thread at a time.
class ProgressLine {
public:
    // `unit` is "articles" or "events".
    ProgressLine(const Console& console, std::string unit);
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine();  // wipes the line

    // Shows the progress now and then; false once the user wants to stop.
    [[nodiscard]] bool show(const Progress& progress);
    // What has been seen last.
    [[nodiscard]] const Progress& last() const noexcept { return last_; }
    void wipe();

private:
    [[nodiscard]] std::string line(const Progress& progress, double seconds) const;

    bool enabled_;
    bool shown_ = false;
    std::string unit_;
    Progress last_{};
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::time_point next_;
};

}  // namespace kb::tools
