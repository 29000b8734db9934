// SPDX-License-Identifier: Apache-2.0
#pragma once

// Numbers or bytes that end where memory ends: reading one more ends the process.

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <new>
#include <utility>
#include <vector>

namespace kb::test {

template <typename T>
class Guarded {
public:
    explicit Guarded(const std::vector<T>& values)
        : page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))), size_(values.size()) {
        readable_ = (size_ * sizeof(T) / page_ + 1) * page_;
        void* memory = mmap(nullptr, readable_ + page_, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) {
            throw std::bad_alloc();
        }
        begin_ = static_cast<std::byte*>(memory);
        mprotect(begin_ + readable_, page_, PROT_NONE);
        std::copy(values.begin(), values.end(), data());
    }
    Guarded(std::size_t size, T value) : Guarded(std::vector<T>(size, value)) {}
    Guarded(Guarded&& other) noexcept
        : page_(other.page_),
          size_(other.size_),
          readable_(other.readable_),
          begin_(std::exchange(other.begin_, nullptr)) {}
    Guarded(const Guarded&) = delete;
    Guarded& operator=(const Guarded&) = delete;
    Guarded& operator=(Guarded&&) = delete;
    ~Guarded() {
        if (begin_ != nullptr) {
            munmap(begin_, readable_ + page_);
        }
    }

    [[nodiscard]] T* data() const {
        return reinterpret_cast<T*>(begin_ + readable_ - size_ * sizeof(T));
    }

private:
    std::size_t page_;
    std::size_t size_;
    std::size_t readable_ = 0;
    std::byte* begin_ = nullptr;
};

}  // namespace kb::test
