// SPDX-License-Identifier: Apache-2.0
#include "exchange/markup.hpp"

#include "base/utf8.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

namespace kb::exchange {
namespace {

constexpr std::size_t kReferenceBytesMax = 50;
constexpr std::size_t kTagBytesMax = 64U << 10U;  // a longer one is dropped while it is read

struct Reference {
    std::string_view name;
    std::string_view text;
};

// The few that nearly every text uses; all others are looked up in gumbo's table.
constexpr std::array kFrequentReferences{
    Reference{"&amp;", "&"},        Reference{"&lt;", "<"},
    Reference{"&gt;", ">"},         Reference{"&quot;", "\""},
    Reference{"&apos;", "'"},       Reference{"&nbsp;", "\xC2\xA0"},
    Reference{"&reg;", "\xC2\xAE"}, Reference{"&copy;", "\xC2\xA9"},
};

// HTML's element names that take part in text. What is not among them may be somebody's
// stand-in.
constexpr auto kElements = std::to_array<std::string_view>({
    "a",        "abbr",    "acronym",  "address",  "applet", "area",     "article",    "aside",
    "audio",    "b",       "base",     "bdi",      "bdo",    "big",      "blockquote", "body",
    "br",       "button",  "canvas",   "caption",  "center", "cite",     "code",       "col",
    "colgroup", "data",    "datalist", "dd",       "del",    "details",  "dfn",        "dialog",
    "dir",      "div",     "dl",       "dt",       "em",     "embed",    "fieldset",   "figcaption",
    "figure",   "font",    "footer",   "form",     "frame",  "frameset", "h1",         "h2",
    "h3",       "h4",      "h5",       "h6",       "head",   "header",   "hr",         "html",
    "i",        "iframe",  "img",      "input",    "ins",    "kbd",      "label",      "legend",
    "li",       "link",    "main",     "map",      "mark",   "math",     "meta",       "meter",
    "nav",      "nobr",    "noscript", "object",   "ol",     "optgroup", "option",     "p",
    "param",    "picture", "pre",      "progress", "q",      "s",        "samp",       "script",
    "section",  "select",  "small",    "source",   "span",   "strike",   "strong",     "style",
    "sub",      "summary", "sup",      "svg",      "table",  "tbody",    "td",         "template",
    "textarea", "tfoot",   "th",       "thead",    "title",  "tr",       "tt",         "u",
    "ul",       "var",     "video",
});

constexpr auto kLineElements = std::to_array<std::string_view>({
    "article", "blockquote", "br",  "dd",      "details", "div",   "dt", "figure",
    "h1",      "h2",         "h3",  "h4",      "h5",      "h6",    "hr", "li",
    "ol",      "p",          "pre", "section", "summary", "table", "tr", "ul",
});

constexpr auto kRawElements =
    std::to_array<std::string_view>({"script", "style", "template", "textarea", "iframe"});

template <std::size_t n>
bool contains(const std::array<std::string_view, n>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The element's name, in lower case, of a tag without its brackets.
std::string tag_name(std::string_view tag) {
    if (tag.starts_with('/')) {
        tag.remove_prefix(1);
    }
    std::string name;
    for (const char c : tag) {
        if (!is_word(c)) {
            break;
        }
        name += lower(c);
    }
    return name;
}

// "server name" in "<server name>": words only, none of them HTML's.
bool is_stand_in(std::string_view tag) {
    const bool plain = std::all_of(tag.begin(), tag.end(), [](char c) {
        return is_word(c) || c == ' ' || c == '-' || c == '_' || c == '.';
    });
    return plain && !contains(kElements, tag_name(tag));
}

void append_number(std::string& to, std::string_view digits, int base, std::string_view reference) {
    std::uint32_t number = 0;
    const auto [end, code] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
    if (code == std::errc::invalid_argument || end != digits.data() + digits.size()) {
        to += reference;
        return;
    }
    const bool wrong = code != std::errc{} || number == 0 || number > 0x10FFFF ||
                       (number >= 0xD800 && number <= 0xDFFF);
    base::append_utf8(to, wrong ? 0xFFFD : static_cast<char32_t>(number));
}

struct DestroyOutput {
    void operator()(GumboOutput* output) const noexcept {
        gumbo_destroy_output(&kGumboDefaultOptions, output);
    }
};

// gumbo knows the 2,231 names of the HTML standard and offers them only through a parse.
void append_named(std::string& to, std::string_view reference) {
    const std::string document = "<body>" + std::string(reference);
    const std::unique_ptr<GumboOutput, DestroyOutput> output(
        gumbo_parse_with_options(&kGumboDefaultOptions, document.data(), document.size()));
    const GumboVector& children = output->root->v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
        const auto* node = static_cast<const GumboNode*>(children.data[i]);
        if (node->type != GUMBO_NODE_ELEMENT || node->v.element.tag != GUMBO_TAG_BODY ||
            node->v.element.children.length == 0) {
            continue;
        }
        const auto* text = static_cast<const GumboNode*>(node->v.element.children.data[0]);
        if (text->type == GUMBO_NODE_TEXT) {
            to += text->v.text.text;
            return;
        }
    }
    to += reference;
}

}  // namespace

void append_reference(std::string& to, std::string_view reference) {
    for (const Reference& frequent : kFrequentReferences) {
        if (reference == frequent.name) {
            to += frequent.text;
            return;
        }
    }
    if (reference.size() < 4 || reference.size() > kReferenceBytesMax ||
        !reference.starts_with('&') || !reference.ends_with(';')) {
        to += reference;
        return;
    }
    const std::string_view inside = reference.substr(1, reference.size() - 2);
    if (inside.starts_with("#x") || inside.starts_with("#X")) {
        append_number(to, inside.substr(2), 16, reference);
    } else if (inside.starts_with('#')) {
        append_number(to, inside.substr(1), 10, reference);
    } else if (std::all_of(inside.begin(), inside.end(), is_word)) {
        append_named(to, reference);
    } else {
        to += reference;
    }
}

void TagStripper::take_text(std::string& to, std::string_view text, bool decode) const {
    while (decode && !text.empty()) {
        const std::size_t mark = text.find('&');
        if (mark == std::string_view::npos) {
            break;
        }
        to += text.substr(0, mark);
        text.remove_prefix(mark);
        const std::size_t end = text.substr(0, kReferenceBytesMax).find(';');
        const std::size_t length = end == std::string_view::npos ? 1 : end + 1;
        append_reference(to, text.substr(0, length));
        text.remove_prefix(length);
    }
    to += text;
}

void TagStripper::take_tag(std::string& to) {
    if (is_stand_in(tag_)) {
        to += '<';
        to += tag_;
        to += '>';
    } else {
        std::string name = tag_name(tag_);
        if (contains(kLineElements, name)) {
            to += '\n';
        }
        if (contains(kRawElements, name) && !tag_.starts_with('/') && !tag_.ends_with('/')) {
            raw_ = std::move(name);
            state_ = State::kRaw;
        }
    }
    tag_.clear();
}

std::string TagStripper::strip(std::string_view piece, bool decode) {
    std::string text;
    while (!piece.empty()) {
        if (state_ == State::kText) {
            const std::size_t open = std::min(piece.find('<'), piece.size());
            take_text(text, piece.substr(0, open), decode);
            piece.remove_prefix(open);
            if (piece.empty()) {
                break;
            }
            piece.remove_prefix(1);
            state_ = State::kTag;
            quote_ = 0;
            continue;
        }
        const char c = piece.front();
        if (state_ == State::kTag) {
            if (tag_.empty() && !is_letter(c) && c != '/' && c != '!' && c != '?') {
                text += '<';  // "a < b"
                state_ = State::kText;
                continue;
            }
            piece.remove_prefix(1);
            if (c == '>' && quote_ == 0) {
                state_ = State::kText;
                take_tag(text);
                continue;
            }
            if (quote_ != 0) {
                quote_ = c == quote_ ? '\0' : quote_;
            } else if ((c == '"' || c == '\'') && tag_.ends_with('=')) {
                quote_ = c;
            }
            if (tag_.size() < kTagBytesMax) {
                tag_ += c;
            }
            if (tag_ == "!--") {
                state_ = State::kComment;
                tag_.clear();
            }
            continue;
        }
        // A comment ends at "-->", raw text at the tag that closes it; both may come in pieces.
        tag_ += lower(c);
        piece.remove_prefix(1);
        const std::string end = state_ == State::kComment ? "-->" : "</" + raw_;
        if (tag_.ends_with(end)) {
            state_ = state_ == State::kComment ? State::kText : State::kTag;
            tag_ = state_ == State::kTag ? "/" + raw_ : std::string();
        } else if (tag_.size() > 2 * end.size()) {
            tag_.erase(0, tag_.size() - end.size());
        }
    }
    return text;
}

std::string TagStripper::finish() {
    std::string rest;
    if (state_ == State::kTag && is_stand_in(tag_)) {
        rest = "<" + tag_;
    }
    *this = {};
    return rest;
}

}  // namespace kb::exchange
