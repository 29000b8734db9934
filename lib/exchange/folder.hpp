// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which documents stand in a folder: regular files by their endings, in the order of their names,
// folder by folder. Hidden names and symbolic links are passed over, so a walk never leaves the
// folder it was given.

#include <kb/exchange.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kb::exchange {

inline constexpr std::size_t kFolderDepthMax = 64;

// The format a file's ending tells, or nothing.
[[nodiscard]] std::optional<ExchangeFormat> format_of(const std::filesystem::path& file);

struct Document {
    std::filesystem::path path{};
    std::string name{};  // relative to the folder, with its ending
    ExchangeFormat format = ExchangeFormat::kMarkdown;
    std::uint64_t bytes = 0;
};

struct FolderContent {
    std::vector<Document> documents{};
    std::vector<Reject> unreadable{};  // folders below that could not be listed
};

// Markdown and HTML documents, or those of one format.
//
// Errors: kIo where the folder itself cannot be listed.
[[nodiscard]] Result<FolderContent> list_documents(const std::filesystem::path& folder,
                                                   std::optional<ExchangeFormat> format);

}  // namespace kb::exchange
