// SPDX-License-Identifier: Apache-2.0
#include "exchange/outline.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::exchange {
namespace {

constexpr std::size_t kIndentDepthMax = 8;  // deeper lists stay in that column
constexpr std::string_view kIndent = "   ";
constexpr std::string_view kBlanks = " \t\r\n\f";

void trim_end(std::string& text) {
    text.resize(text.find_last_not_of(kBlanks) + 1);  // npos + 1 is 0
}

}  // namespace

std::string& Outline::target() {
    return in_heading_ ? sections_.back().heading : sections_.back().text;
}

void Outline::put(std::string_view text) {
    const std::string_view fits = base::cut_utf8(text, bytes_left_);
    target() += fits;
    bytes_left_ = fits.size() < text.size() ? 0 : bytes_left_ - fits.size();
}

void Outline::need_break(std::size_t line_feeds) {
    line_feeds_ = std::max(line_feeds_, line_feeds);
    blank_due_ = false;
}

bool Outline::begins_piece() const {
    if (in_heading_) {
        return false;
    }
    const bool paragraph = lists_.empty() && line_feeds_ > 1 && !in_code_;
    const bool entry = lists_.size() == 1 && item_due_;
    return sections_.back().pieces.empty() || paragraph || entry;
}

void Outline::open_line() {
    if (line_feeds_ == 0) {
        return;
    }
    std::vector<Piece>& pieces = sections_.back().pieces;
    const bool piece = begins_piece();
    if (piece && pieces.empty() && !target().empty()) {
        pieces.push_back({});  // what came without a break before it
    }
    if (piece && !pieces.empty()) {
        pieces.back().end = target().size();
    }
    open_text();
    if (piece) {
        pieces.push_back({.begin = target().size(), .item = !lists_.empty()});
    }
}

void Outline::open_text() {
    if (!target().empty()) {
        put(std::string(in_heading_ ? 0 : line_feeds_, '\n'));
        if (in_heading_) {
            put(" ");
        }
    }
    line_feeds_ = 0;
    if (lists_.empty() || in_heading_) {
        return;
    }
    const std::size_t depth = std::min(lists_.size(), kIndentDepthMax);
    for (std::size_t i = 1; i < depth; ++i) {
        put(kIndent);
    }
    if (item_due_) {
        List& list = lists_.back();
        put(list.ordered ? fmt::format("{}. ", list.next++) : std::string("- "));
        item_due_ = false;
    } else {
        put(kIndent);
    }
}

void Outline::begin_heading(unsigned level) {
    sections_.push_back({level, {}, {}});
    in_heading_ = true;
    line_feeds_ = 0;
    blank_due_ = false;
    item_due_ = false;
}

void Outline::end_heading() {
    std::string& heading = sections_.back().heading;
    trim_end(heading);
    in_heading_ = false;
    line_feeds_ = 0;
    need_break(lists_.empty() ? 2 : 1);
}

void Outline::block() { need_break(lists_.empty() ? 2 : 1); }

void Outline::begin_list(bool ordered, unsigned first) {
    need_break(lists_.empty() ? 2 : 1);
    lists_.push_back({ordered, first});
    item_due_ = false;
}

void Outline::end_list() {
    if (!lists_.empty()) {
        lists_.pop_back();
    }
    item_due_ = false;
    need_break(lists_.empty() ? 2 : 1);
}

void Outline::begin_item() {
    need_break(1);
    item_due_ = true;
}

void Outline::begin_row() {
    need_break(1);
    cells_ = 0;
}

void Outline::begin_cell() {
    if (cells_++ > 0) {
        text(" |");
        blank_due_ = true;
    }
}

void Outline::begin_code() {
    block();
    in_code_ = true;
    code_line_feeds_ = 0;
}

void Outline::code(std::string_view text) {
    while (!text.empty()) {
        const std::size_t feed = std::min(text.find('\n'), text.size());
        if (feed > 0) {
            open_line();
            put(std::string(code_line_feeds_, '\n'));
            code_line_feeds_ = 0;
            put(text.substr(0, feed));
        }
        if (feed < text.size()) {
            ++code_line_feeds_;
        }
        text.remove_prefix(std::min(feed + 1, text.size()));
    }
}

void Outline::end_code() {
    if (code_line_feeds_ > 1) {  // the last one ends the code and is not part of it
        open_line();
        put(std::string(code_line_feeds_ - 1, '\n'));
    }
    code_line_feeds_ = 0;
    in_code_ = false;
    block();
}

void Outline::text(std::string_view text) {
    if (text.empty()) {
        return;
    }
    open_line();
    if (blank_due_) {
        blank_due_ = false;
        put(" ");
    }
    put(text);
}

void Outline::line_break() {
    if (target().empty() || line_feeds_ > 0) {
        return;
    }
    need_break(1);
}

void Outline::flowing_text(std::string_view text) {
    while (!text.empty()) {
        const std::size_t word = std::min(text.find_first_not_of(kBlanks), text.size());
        if (word > 0) {
            blank_due_ = line_feeds_ == 0 && !target().empty();
        }
        text.remove_prefix(word);
        const std::size_t end = std::min(text.find_first_of(kBlanks), text.size());
        this->text(text.substr(0, end));
        text.remove_prefix(end);
    }
}

std::vector<Section> Outline::take() {
    for (Section& section : sections_) {
        if (!section.pieces.empty()) {
            section.pieces.back().end = section.text.size();
        }
    }
    return std::move(sections_);
}

std::vector<std::string> pieces_of(const Section& section) {
    if (section.pieces.empty()) {
        return {section.text};
    }
    std::vector<std::string> texts;
    for (const Piece& piece : section.pieces) {
        std::string text = section.text.substr(piece.begin, piece.end - piece.begin);
        const std::string indented = fmt::format("\n{}", kIndent);
        for (std::size_t at = text.find(indented); piece.item && at != std::string::npos;
             at = text.find(indented, at + 1)) {
            text.erase(at + 1, kIndent.size());
        }
        texts.push_back(std::move(text));
    }
    return texts;
}

}  // namespace kb::exchange
