// SPDX-License-Identifier: Apache-2.0
#pragma once

// Bytes that can be opened by a path and never touch a disk.

#include <sys/mman.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace kb::fuzz {

class MemoryFile {
public:
    explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
        while (descriptor_ >= 0 && !bytes.empty()) {
            const ssize_t written = write(descriptor_, bytes.data(), bytes.size());
            if (written <= 0) {
                throw std::runtime_error("cannot write to memory");
            }
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        if (descriptor_ < 0) {
            throw std::runtime_error("cannot make a file in memory");
        }
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { close(descriptor_); }

    [[nodiscard]] std::filesystem::path path() const {
        return "/proc/self/fd/" + std::to_string(descriptor_);
    }

private:
    int descriptor_;
};

}  // namespace kb::fuzz
