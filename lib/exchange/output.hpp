// SPDX-License-Identifier: Apache-2.0
#pragma once

// A file that is written beside its name and takes it at the end, or stdout. What is neither a new
// nor a regular file, such as a pipe, is written to directly.

#include <kb/result.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace kb::exchange {

// One thread at a time. Moves. Going without finish() leaves what stood there before.
class Output {
public:
    // Errors: kInvalidArgument for a folder, kIo.
    [[nodiscard]] static Result<Output> open(const std::filesystem::path& path);
    Output(Output&& other) noexcept = default;
    Output& operator=(Output&& other) = delete;
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;
    ~Output();

    [[nodiscard]] Result<void> write(std::string_view bytes);
    [[nodiscard]] Result<void> finish();

private:
    struct Close {
        void operator()(std::FILE* file) const noexcept;
    };
    Output(std::FILE* file, std::filesystem::path path, std::filesystem::path written)
        : file_(file), path_(std::move(path)), written_(std::move(written)) {}
    [[nodiscard]] Error failure() const;

    std::unique_ptr<std::FILE, Close> file_;
    std::filesystem::path path_;
    std::filesystem::path written_;  // empty: directly to path_
};

}  // namespace kb::exchange
