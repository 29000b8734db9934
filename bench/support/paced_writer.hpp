// SPDX-License-Identifier: Apache-2.0
#pragma once

// A thread that adds articles at a pace, in durable batches, for as long as it is let.

#include "support/price_bases.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <string>
#include <thread>
#include <vector>

namespace kb::bench {

inline constexpr std::size_t kPacedBatch = 100;

class PacedWriter {
public:
    // Takes its articles from `bases`, which no other thread may ask meanwhile.
    PacedWriter(PriceBases& bases, KnowledgeBase& base, std::size_t per_second)
        : bases_(bases), base_(base), per_second_(per_second) {}
    PacedWriter(const PacedWriter&) = delete;
    PacedWriter& operator=(const PacedWriter&) = delete;
    ~PacedWriter() { halt(); }

    void start();
    void stop();  // throws what the thread ended with

    [[nodiscard]] std::size_t written() const { return written_; }
    // Articles a second while it was let, whatever it was asked for.
    [[nodiscard]] double rate() const { return static_cast<double>(written_) / seconds_; }
    [[nodiscard]] const Article& last() const { return last_; }

private:
    void run();
    void halt();

    PriceBases& bases_;
    KnowledgeBase& base_;
    std::size_t per_second_;
    std::atomic<bool> stop_ = false;
    std::thread thread_;
    std::chrono::steady_clock::time_point started_;
    double seconds_ = 0.0;
    std::size_t written_ = 0;  // read after stop()
    Article last_;
    std::exception_ptr failure_;
};

}  // namespace kb::bench
