// SPDX-License-Identifier: Apache-2.0

// A brace and a quote, with blanks around: no Markdown or HTML that somebody writes begins so.

#include "kb_index/json_guess.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace kb::tools {

bool begins_like_json(const std::string& path) {
    std::error_code ignored;
    if (path == "-" || !std::filesystem::is_regular_file(path, ignored)) {
        return false;
    }
    std::array<char, 512> start{};
    std::ifstream file(path, std::ios::binary);
    file.read(start.data(), start.size());
    std::string_view text(start.data(), static_cast<std::size_t>(file.gcount()));
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    constexpr std::string_view kBlanks = " \t\r\n";
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    if (!text.starts_with('{')) {
        return false;
    }
    text.remove_prefix(1);
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    return text.starts_with('"');
}

}  // namespace kb::tools
