// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where the time comes from, so that every test can bring its own. Any thread may ask.

#include <kb/types.hpp>

namespace kb {

class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
};

// The machine's clock; lives as long as the process.
[[nodiscard]] const Clock& system_clock();

}  // namespace kb
