// SPDX-License-Identifier: Apache-2.0
#pragma once

// The tags of an HTML document, found as the standard's tokenizer finds them (HTML Living Standard,
// section 13.2.5) and nothing else of it: comments, declarations and raw text are passed over.

#include <cstddef>
#include <string>
#include <string_view>

namespace kb::exchange {

struct HtmlTag {
    std::string name{};  // lower case, its first bytes
    bool end = false;
    bool closes_itself = false;
    std::size_t attributes = 0;
    bool after_cdata =
        false;  // "<![CDATA[" stands before it: a comment, or text in foreign content
};

// Whether an element's content is text until its end tag.
[[nodiscard]] bool is_raw_element(std::string_view name) noexcept;

// One thread at a time; the document must outlive it.
class HtmlTags {
public:
    explicit HtmlTags(std::string_view html) : rest_(html) {}

    // False at the end.
    bool next(HtmlTag& tag);

    // Passes over the content of the raw element that next() just gave. In foreign content and in
    // lists of choices the content may be raw or not, depending on what was there before; then it
    // must hold no tag at all. False where that or a script within a script makes the end unsure.
    [[nodiscard]] bool skip_raw(std::string_view name, bool maybe_not_raw);

private:
    void skip_comment();
    void read(HtmlTag& tag);

    std::string_view rest_;
};

}  // namespace kb::exchange
