// SPDX-License-Identifier: Apache-2.0
#include "exchange/output.hpp"

#include "exchange/input.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace kb::exchange {

void Output::Close::operator()(std::FILE* file) const noexcept {
    if (file != stdout) {
        std::fclose(file);  // NOLINT: finish() has looked at what can fail
    }
}

Result<Output> Output::open(const std::filesystem::path& path) {
    if (is_stdin(path)) {  // "-" means stdout here
        return Output(stdout, path, {});
    }
    std::error_code code;
    const auto type = std::filesystem::status(path, code).type();
    if (type == std::filesystem::file_type::directory) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("cannot write {}: it is a folder", display(path))};
    }
    const bool direct = type != std::filesystem::file_type::not_found &&
                        type != std::filesystem::file_type::regular;
    std::filesystem::path written = path;
    if (!direct) {
        written += ".part";
    }
    std::FILE* file = std::fopen(written.c_str(), "wb");
    if (file == nullptr) {
        return Error{ErrorCode::kIo, fmt::format("cannot write {}: {}", display(written),
                                                 std::generic_category().message(errno))};
    }
    return Output(file, path, direct ? std::filesystem::path() : written);
}

Output::~Output() {
    if (file_ != nullptr && !written_.empty()) {
        file_.reset();
        std::error_code code;
        std::filesystem::remove(written_, code);
    }
}

Error Output::failure() const {
    return {ErrorCode::kIo,
            fmt::format("cannot write {}: {}", is_stdin(path_) ? "stdout" : display(path_),
                        std::generic_category().message(errno))};
}

Result<void> Output::write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) {
        return failure();
    }
    return {};
}

Result<void> Output::finish() {
    if (std::fflush(file_.get()) != 0) {
        return failure();
    }
    if (written_.empty()) {
        return {};
    }
    std::FILE* file = file_.release();
    std::error_code code;
    if (std::fclose(file) != 0) {
        const Error error = failure();
        std::filesystem::remove(written_, code);
        return error;
    }
    std::filesystem::rename(written_, path_, code);
    if (code) {
        return Error{ErrorCode::kIo, fmt::format("cannot rename {} to {}: {}", display(written_),
                                                 display(path_), code.message())};
    }
    return {};
}

}  // namespace kb::exchange
