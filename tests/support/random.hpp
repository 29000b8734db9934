// SPDX-License-Identifier: Apache-2.0
#pragma once

// Random numbers that are the same on every machine.

#include <cstdint>
#include <random>

namespace kb::test {

class Random {
public:
    explicit Random(std::uint32_t seed) : engine_(seed) {}
    std::uint32_t operator()() { return static_cast<std::uint32_t>(engine_()); }

private:
    std::mt19937 engine_;
};

}  // namespace kb::test
