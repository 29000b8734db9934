// SPDX-License-Identifier: Apache-2.0

// Rate and time left are means over the whole run: calm, and exact at the end.

#include "common/progress.hpp"

#include "common/terminal.hpp"

#include <fmt/format.h>

#include <utility>

namespace kb::tools {

namespace {
constexpr std::chrono::milliseconds kInterval{200};
constexpr std::string_view kWipe = "\r\x1b[K";
}  // namespace

ProgressLine::ProgressLine(const Console& console, std::string unit)
    : enabled_(console.shows_progress()),
      unit_(std::move(unit)),
      start_(std::chrono::steady_clock::now()),
      next_(start_ + kInterval) {}

ProgressLine::~ProgressLine() { wipe(); }

bool ProgressLine::show(const Progress& progress) {
    last_ = progress;
    const auto now = std::chrono::steady_clock::now();
    if (enabled_ && now >= next_) {
        next_ = now + kInterval;
        shown_ = true;
        const std::chrono::duration<double> seconds = now - start_;
        const std::string text = fmt::format("{}{}", kWipe, line(progress, seconds.count()));
        static_cast<void>(write_all(kStandardError, text));
    }
    return !InterruptWatch::interrupted();
}

void ProgressLine::wipe() {
    if (shown_) {
        static_cast<void>(write_all(kStandardError, kWipe));
        shown_ = false;
    }
}

std::string ProgressLine::line(const Progress& progress, double seconds) const {
    const double rate = static_cast<double>(progress.done) / seconds;
    std::string text = fmt::format("{} {}, {:.0f} a second", progress.done, unit_, rate);
    if (progress.bytes_total > 0 && progress.bytes_done > 0) {
        const double share =
            static_cast<double>(progress.bytes_done) / static_cast<double>(progress.bytes_total);
        const double left = seconds / share - seconds;
        text += fmt::format(", {:.0f} %, {:.0f} s left", 100.0 * share, left);
    }
    return text;
}

}  // namespace kb::tools
