// SPDX-License-Identifier: Apache-2.0
#pragma once

// What Markdown and HTML share: character references, and text without its tags.

#include <string>
#include <string_view>

namespace kb::exchange {

// Appends what a reference such as "&amp;", "&#228;" or "&#xe4;" stands for; one that stands for
// nothing is appended as it is. Numbers outside Unicode, surrogates and 0 give U+FFFD.
void append_reference(std::string& to, std::string_view reference);

// Leaves the text of markup that comes in pieces: no comments, no tags, nothing of what script and
// style elements hold; line-breaking tags give a line feed. Angle brackets around a word that is no
// HTML element, as in <server name>, are text and stay. One thread at a time; forward only, so it
// takes time in proportion to the bytes whatever they are.
class TagStripper {
public:
    // The text of `piece`, with references where `decode` asks for it.
    [[nodiscard]] std::string strip(std::string_view piece, bool decode);
    // What an unfinished tag held back.
    [[nodiscard]] std::string finish();

private:
    void take_tag(std::string& to);
    void take_text(std::string& to, std::string_view text, bool decode) const;

    enum class State { kText, kTag, kComment, kRaw };
    State state_ = State::kText;
    std::string tag_{};  // the tag so far, without its brackets
    std::string raw_{};  // the element whose raw text is passed over
    char quote_ = 0;     // within an attribute's value
};

}  // namespace kb::exchange
