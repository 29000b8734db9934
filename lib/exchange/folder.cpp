// SPDX-License-Identifier: Apache-2.0
#include "exchange/folder.hpp"

#include "base/file.hpp"
#include "base/try.hpp"
#include "exchange/input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>

namespace kb::exchange {
namespace {

struct Ending {
    std::string_view text;
    ExchangeFormat format;
};
constexpr std::array kEndings{
    Ending{".md", ExchangeFormat::kMarkdown}, Ending{".markdown", ExchangeFormat::kMarkdown},
    Ending{".jsonl", ExchangeFormat::kJsonl}, Ending{".ndjson", ExchangeFormat::kJsonl},
    Ending{".csv", ExchangeFormat::kCsv},     Ending{".tsv", ExchangeFormat::kCsv},
    Ending{".html", ExchangeFormat::kHtml},   Ending{".htm", ExchangeFormat::kHtml},
};

class Walk {
public:
    explicit Walk(std::optional<ExchangeFormat> format) : format_(format) {}

    Result<void> list(const std::filesystem::path& folder, const std::string& prefix,
                      std::size_t depth) {
        KB_TRY_ASSIGN(const std::vector<std::string> names, base::list_directory(folder));
        for (const std::string& name : names) {
            if (name.empty() || name.front() == '.') {
                continue;
            }
            enter(folder / name, prefix + name, depth);
        }
        return {};
    }
    FolderContent take() { return std::move(content_); }

private:
    void enter(const std::filesystem::path& path, const std::string& name, std::size_t depth) {
        std::error_code code;
        const auto type = std::filesystem::symlink_status(path, code).type();
        if (type == std::filesystem::file_type::directory) {
            if (depth == kFolderDepthMax) {
                content_.unreadable.push_back(
                    make_reject(display(name), 0,
                                fmt::format("folders nested deeper than {}", kFolderDepthMax)));
            } else if (const auto listed = list(path, name + "/", depth + 1); !listed) {
                content_.unreadable.push_back(
                    make_reject(display(name), 0, listed.error().message));
            }
            return;
        }
        const auto format = format_of(path);
        const bool wanted = format && (format_ ? *format == *format_
                                               : *format == ExchangeFormat::kMarkdown ||
                                                     *format == ExchangeFormat::kHtml);
        if (type == std::filesystem::file_type::regular && wanted) {
            const std::uint64_t bytes = std::filesystem::file_size(path, code);
            content_.documents.push_back({path, name, *format, code ? 0 : bytes});
        }
    }

    std::optional<ExchangeFormat> format_;
    FolderContent content_{};
};

}  // namespace

std::optional<ExchangeFormat> format_of(const std::filesystem::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    for (const Ending& known : kEndings) {
        if (ending == known.text) {
            return known.format;
        }
    }
    return std::nullopt;
}

Result<FolderContent> list_documents(const std::filesystem::path& folder,
                                     std::optional<ExchangeFormat> format) {
    Walk walk(format);
    KB_TRY(walk.list(folder, {}, 1));
    return walk.take();
}

}  // namespace kb::exchange
