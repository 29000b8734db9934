// SPDX-License-Identifier: Apache-2.0
#include "exchange/html_tags.hpp"

#include <algorithm>
#include <array>

namespace kb::exchange {
namespace {

constexpr std::size_t kNameBytesMax = 32;
constexpr auto kRaw = std::to_array<std::string_view>(
    {"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"});

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_name(std::string_view text, std::string_view name) {
    return std::equal(text.begin(), text.end(), name.begin(), name.end(),
                      [](char a, char b) { return lower(a) == b; });
}

// Behind "<!--", a "<script" makes the script's next end tag part of its text.
bool has_script_in_comment(std::string_view content) {
    constexpr std::string_view kScript = "<script";
    content.remove_prefix(std::min(content.find("<!--"), content.size()));
    for (std::size_t at = content.find('<'); at != std::string_view::npos;
         at = content.find('<', at + 1)) {
        if (equal_name(content.substr(at, kScript.size()), kScript)) {
            return true;
        }
    }
    return false;
}

// Follows the inside of a tag behind its name, byte by byte.
class AttributeStates {
public:
    // False at the '>' that ends the tag.
    bool take(char c) {
        switch (state_) {
        case State::kBeforeName:
        case State::kSlash: return begin_name(c);
        case State::kName:
            if (c == '=') {
                state_ = State::kBeforeValue;
                return true;
            }
            return is_blank(c) ? go(State::kAfterName) : separator(c);
        case State::kAfterName:
            if (c == '=') {
                state_ = State::kBeforeValue;
                return true;
            }
            return begin_name(c);
        case State::kBeforeValue:
            if (c == '"' || c == '\'') {
                quote_ = c;
                return go(State::kQuoted);
            }
            return c != '>' && (is_blank(c) || go(State::kUnquoted));
        case State::kUnquoted: return c != '>' && (!is_blank(c) || go(State::kBeforeName));
        case State::kQuoted: return c != quote_ || go(State::kAfterQuoted);
        case State::kAfterQuoted: return begin_name(c);
        }
        return false;
    }
    [[nodiscard]] std::size_t attributes() const { return attributes_; }
    [[nodiscard]] bool at_slash() const { return state_ == State::kSlash; }

private:
    enum class State {
        kBeforeName,
        kSlash,
        kName,
        kAfterName,
        kBeforeValue,
        kUnquoted,
        kQuoted,
        kAfterQuoted
    };
    bool go(State state) {
        state_ = state;
        return true;
    }
    bool separator(char c) { return c != '>' && (c != '/' || go(State::kSlash)); }
    bool begin_name(char c) {
        if (c == '>') {
            return false;
        }
        if (is_blank(c)) {
            state_ = state_ == State::kAfterName ? state_ : State::kBeforeName;
            return true;
        }
        if (c == '/') {
            return go(State::kSlash);
        }
        ++attributes_;  // also for '=', with which a name may begin
        return go(State::kName);
    }

    State state_ = State::kBeforeName;
    char quote_ = 0;
    std::size_t attributes_ = 0;
};

}  // namespace

bool is_raw_element(std::string_view name) noexcept {
    return std::find(kRaw.begin(), kRaw.end(), name) != kRaw.end();
}

// Behind "<!--": to "-->" or "--!>", and at once where ">" or "->" follows.
void HtmlTags::skip_comment() {
    if (rest_.starts_with(">") || rest_.starts_with("->")) {
        rest_.remove_prefix(rest_.find('>') + 1);
        return;
    }
    std::size_t at = rest_.find("--");
    while (at != std::string_view::npos) {
        const std::string_view after = rest_.substr(at + 2);
        if (after.starts_with('>') || after.starts_with("!>")) {
            rest_.remove_prefix(at + 2 + after.find('>') + 1);
            return;
        }
        at = rest_.find("--", at + 1);
    }
    rest_ = {};
}

bool HtmlTags::next(HtmlTag& tag) {
    bool after_cdata = false;
    for (;;) {
        rest_.remove_prefix(std::min(rest_.find('<'), rest_.size()));
        if (rest_.size() < 2) {
            return false;
        }
        rest_.remove_prefix(1);
        tag = {};
        tag.after_cdata = after_cdata;
        tag.end = rest_.front() == '/';
        const std::size_t at = tag.end ? 1 : 0;
        if (at < rest_.size() && is_letter(rest_[at])) {
            rest_.remove_prefix(at);
            read(tag);
            return true;
        }
        if (rest_.starts_with("!--")) {
            rest_.remove_prefix(3);
            skip_comment();
        } else if (rest_.front() == '!' || rest_.front() == '?' || tag.end) {
            // A declaration or a comment in wrong form ends at the first '>'.
            after_cdata = after_cdata || rest_.starts_with("![CDATA[");
            rest_.remove_prefix(std::min(rest_.find('>'), rest_.size()));
        }
    }
}

void HtmlTags::read(HtmlTag& tag) {
    std::size_t at = 0;
    while (at < rest_.size() && !is_blank(rest_[at]) && rest_[at] != '/' && rest_[at] != '>') {
        if (tag.name.size() < kNameBytesMax) {
            tag.name += lower(rest_[at]);
        }
        ++at;
    }
    AttributeStates states;
    while (at < rest_.size() && states.take(rest_[at])) {
        ++at;
    }
    tag.closes_itself = states.at_slash();
    tag.attributes = states.attributes();
    rest_.remove_prefix(std::min(at + 1, rest_.size()));
}

bool HtmlTags::skip_raw(std::string_view name, bool maybe_not_raw) {
    std::size_t end = rest_.size();
    for (std::size_t at = rest_.find("</"); at != std::string_view::npos;
         at = rest_.find("</", at + 1)) {
        const std::size_t after = at + 2 + name.size();
        if (after < rest_.size() && equal_name(rest_.substr(at + 2, name.size()), name) &&
            (is_blank(rest_[after]) || rest_[after] == '/' || rest_[after] == '>')) {
            end = at;
            break;
        }
    }
    const std::string_view content = rest_.substr(0, end);
    rest_.remove_prefix(end);
    if (maybe_not_raw) {
        return content.find('<') == std::string_view::npos;
    }
    return name != "script" || !has_script_in_comment(content);
}

}  // namespace kb::exchange
