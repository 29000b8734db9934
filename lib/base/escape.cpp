// SPDX-License-Identifier: Apache-2.0
#include "base/escape.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

namespace kb::base {

namespace {

// Tells by bytes, before anything is decoded: nearly all text has none.
bool has_controls(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const bool blank = byte == '\n' || byte == '\r' || byte == '\t';
        const bool c1 =
            byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
        if ((byte < 0x20 && !blank) || byte == 0x7F || c1) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::string escape_controls(std::string_view text) {
    return has_controls(text) ? escape_terminal(text, true) : std::string(text);
}

std::string escape_html(std::string_view text) {
    const std::string visible = escape_controls(text);
    std::string safe;
    safe.reserve(visible.size() + visible.size() / 8);
    for (const char c : visible) {
        switch (c) {
        case '&': safe += "&amp;"; break;
        case '<': safe += "&lt;"; break;
        case '>': safe += "&gt;"; break;
        case '"': safe += "&quot;"; break;
        case '\'': safe += "&#39;"; break;
        default: safe += c;
        }
    }
    return safe;
}

std::string escape_json(std::string_view text) {
    std::string valid;
    if (find_invalid_utf8(text) != std::string_view::npos) {
        valid = replace_invalid_utf8(text);
        text = valid;
    }
    std::string safe;
    safe.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        switch (c) {
        case '"': safe += "\\\""; break;
        case '\\': safe += "\\\\"; break;
        case '\n': safe += "\\n"; break;
        case '\r': safe += "\\r"; break;
        case '\t': safe += "\\t"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20U || c == 0x7F) {
                safe += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
            } else {
                safe += c;
            }
        }
    }
    return safe;
}

std::string escape_csv(std::string_view text, bool guard) {
    std::string cell;
    if (guard && !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos) {
        cell += '\'';
    }
    cell += escape_controls(text);
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
        return cell;
    }
    std::string quoted = "\"";
    for (const char c : cell) {
        quoted += c;
        if (c == '"') {
            quoted += '"';
        }
    }
    return quoted + '"';
}

std::string escape_terminal(std::string_view text, bool lines) {
    std::string safe;
    safe.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c == '\n' || c == '\r' || c == '\t') {
            safe += lines || c == '\t' ? static_cast<char>(c) : ' ';
        } else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
            safe += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
        } else {
            append_utf8(safe, c);
        }
    }
    return safe;
}

}  // namespace kb::base
