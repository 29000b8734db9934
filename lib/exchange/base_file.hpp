// SPDX-License-Identifier: Apache-2.0
#pragma once

// A complete export as a file: records out and in, one after the other. Memory holds one of them.

#include "exchange/base_record.hpp"
#include "exchange/input.hpp"
#include "exchange/output.hpp"

#include <kb/result.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace kb::exchange {

// A line holds at most an article of kArticleBytesMax, of which JSON can write each byte with six.
inline constexpr std::size_t kBaseLineBytesMax = 32U << 20U;

// One thread at a time. The file takes its name at finish(), as those of ArticleWriter do.
class BaseWriter {
public:
    // "-": stdout. Errors: kInvalidArgument (a folder), kIo.
    [[nodiscard]] static Result<BaseWriter> open(const std::filesystem::path& path);

    // Errors: kIo, naming the file.
    [[nodiscard]] Result<void> write(const BaseRecord& record);
    // Writes the last line.
    [[nodiscard]] Result<void> finish();

private:
    explicit BaseWriter(Output output) : output_(std::move(output)) {}
    Output output_;
    std::uint64_t lines_ = 0;
};

// One line: either `record`, or why it is refused.
struct BaseLine {
    std::uint64_t number = 0;
    std::optional<BaseRecord> record{};
    std::string fault{};
    std::string original{};  // the first bytes of a line with a fault
};

// One thread at a time.
class BaseReader {
public:
    // "-": stdin. Errors: kNotFound, kInvalidArgument (a folder), kIo.
    [[nodiscard]] static Result<BaseReader> open(const std::filesystem::path& path);

    // Goes to the next line that is not empty; false at the end.
    //
    // Errors: kIo.
    [[nodiscard]] Result<bool> next(BaseLine& line);

    [[nodiscard]] const std::string& name() const noexcept { return lines_.name(); }
    [[nodiscard]] std::uint64_t bytes_done() const noexcept { return lines_.bytes_done(); }
    [[nodiscard]] std::uint64_t bytes_total() const noexcept { return lines_.bytes_total(); }

private:
    explicit BaseReader(Input input) : lines_(std::move(input), kBaseLineBytesMax) {}
    LineReader lines_;
};

}  // namespace kb::exchange
