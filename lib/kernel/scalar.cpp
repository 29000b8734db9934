// SPDX-License-Identifier: Apache-2.0
// The form that runs everywhere, and that the others are checked against.
#include "kernel/forms.hpp"
#include "kernel/loops.hpp"

namespace kb::kernel {

constinit const Kernels kScalar = {.name = "scalar",
                                   .unpack = unpack_loop,
                                   .count_below = count_below_loop,
                                   .add = add_loop,
                                   .take = take_loop,
                                   .select = select_loop,
                                   .keep = keep_loop};

}  // namespace kb::kernel
