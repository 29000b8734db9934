// SPDX-License-Identifier: Apache-2.0
#include "kernel/kernels.hpp"

#include "kernel/forms.hpp"

#include <array>
#include <cstdlib>

namespace kb::kernel {
namespace {

struct Forms {
    std::array<const Kernels*, 3> all{&kScalar};
    std::size_t count = 1;
};

Forms find_forms() {
    Forms forms;
#ifdef KB_KERNELS_X86
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("popcnt")) {
        forms.all[forms.count++] = &kAvx2;
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
            __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")) {
            forms.all[forms.count++] = &kAvx512;
        }
    }
#endif
#ifdef KB_KERNELS_ARM
    forms.all[forms.count++] = &kNeon;  // no machine is without it
#endif
    return forms;
}

const Forms& forms() {
    static const Forms found = find_forms();
    return found;
}

const Kernels& choose() {
    const char* wanted = std::getenv("KB_SIMD");  // NOLINT(concurrency-mt-unsafe): read once
    const auto all = all_kernels();
    for (const Kernels* form : all) {
        if (wanted != nullptr && form->name == wanted) {
            return *form;
        }
    }
    return *all.back();
}

}  // namespace

std::span<const Kernels* const> all_kernels() {
    return std::span(forms().all).first(forms().count);
}

const Kernels& kernels() {
    static const Kernels& chosen = choose();
    return chosen;
}

}  // namespace kb::kernel
