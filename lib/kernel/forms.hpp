// SPDX-License-Identifier: Apache-2.0
#pragma once

// The forms that a build contains. KB_KERNELS_X86 is defined where the two for x86-64 are,
// KB_KERNELS_ARM where the one for AArch64 is.

#include "kernel/kernels.hpp"

namespace kb::kernel {

extern const Kernels kScalar;
#ifdef KB_KERNELS_X86
extern const Kernels kAvx2;
extern const Kernels kAvx512;
#endif
#ifdef KB_KERNELS_ARM
extern const Kernels kNeon;
#endif

}  // namespace kb::kernel
