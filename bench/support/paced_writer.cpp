// SPDX-License-Identifier: Apache-2.0
#include "support/paced_writer.hpp"

#include <utility>

namespace kb::bench {

void PacedWriter::start() {
    stop_ = false;
    started_ = std::chrono::steady_clock::now();
    thread_ = std::thread([this] {
        try {
            run();
        } catch (...) {
            failure_ = std::current_exception();
        }
    });
}

void PacedWriter::stop() {
    halt();
    if (failure_) {
        std::rethrow_exception(std::exchange(failure_, nullptr));
    }
}

void PacedWriter::halt() {
    if (thread_.joinable()) {
        stop_ = true;
        thread_.join();
        seconds_ +=
            std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    }
}

// A batch that comes late does not move those after it: the pace is kept as long as it can be.
void PacedWriter::run() {
    const auto step = std::chrono::duration_cast<std::chrono::steady_clock::duration>(
        std::chrono::duration<double>(static_cast<double>(kPacedBatch) /
                                      static_cast<double>(per_second_)));
    auto due = started_;
    while (!stop_) {
        std::vector<Article> batch;
        while (batch.size() < kPacedBatch) {
            batch.push_back(bases_.fresh_article());
        }
        put_or_throw(base_, batch, bases_.action());
        written_ += batch.size();
        last_ = std::move(batch.back());
        due += step;
        std::this_thread::sleep_until(due);
    }
}

}  // namespace kb::bench
