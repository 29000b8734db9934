// SPDX-License-Identifier: Apache-2.0
#pragma once

// The version of this library. CMake reads the three numbers from here.

#define KB_VERSION_MAJOR 0
#define KB_VERSION_MINOR 1
#define KB_VERSION_PATCH 0

namespace kb {

inline constexpr const char* kVersion = "0.1.0";

// The format of the files this build writes; it reads this one and refuses newer ones.
inline constexpr unsigned kFormatVersion = 1;

}  // namespace kb
