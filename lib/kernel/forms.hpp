// SPDX-License-Identifier: Apache-2.0
#pragma once

// The forms that a build contains. KB_KERNELS_X86 is defined where the two for x86-64 are.

#include "kernel/kernels.hpp"

namespace kb::kernel {

extern const Kernels kScalar;
#ifdef KB_KERNELS_X86
extern const Kernels kAvx2;
extern const Kernels kAvx512;
#endif

}  // namespace kb::kernel
