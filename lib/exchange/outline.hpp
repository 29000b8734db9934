// SPDX-License-Identifier: Apache-2.0
#pragma once

// A marked-up document as plain text under its headings. Markdown and HTML are walked by their own
// parsers; what they find is told to an Outline, which lays it out the same way for both:
// paragraphs apart by an empty line, list entries and table rows a line each, code as it stands.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kb::exchange {

// One thing that is said: a paragraph, or an entry of a list with all that belongs to it. Code goes
// with what stands before it.
struct Piece {
    std::size_t begin = 0;  // in the text of its section, behind the mark of an entry
    std::size_t end = 0;
    bool item = false;  // its lines after the first are indented
};

struct Section {
    unsigned level = 0;     // of the heading, 1 to 6; 0: before the first heading
    std::string heading{};  // one line, may be empty
    std::string text{};
    std::vector<Piece> pieces{};  // of the text, in order
};

// The pieces of a section as texts of their own; one that has none is all one piece.
[[nodiscard]] std::vector<std::string> pieces_of(const Section& section);

// One thread at a time. Every begin_ has its end_.
class Outline {
public:
    // What all sections together may hold; beyond it text is dropped and full() turns true.
    explicit Outline(std::size_t bytes_max) : bytes_left_(bytes_max) {}

    void begin_heading(unsigned level);
    void end_heading();
    void block();  // the end of one paragraph, the start of the next
    void begin_list(bool ordered, unsigned first);
    void end_list();
    void begin_item();
    void begin_row();
    void begin_cell();
    void begin_code();
    void end_code();

    void text(std::string_view text);  // as it stands, on the current line
    void line_break();                 // the paragraph goes on in the next line
    void code(std::string_view text);  // between begin_code() and end_code(), with line feeds
    void flowing_text(std::string_view text);  // blanks collapse, as in HTML

    [[nodiscard]] bool full() const noexcept { return bytes_left_ == 0; }
    [[nodiscard]] std::vector<Section> take();

private:
    struct List {
        bool ordered = false;
        unsigned next = 1;
    };

    std::string& target();
    void need_break(std::size_t line_feeds);
    void open_line();
    void open_text();
    [[nodiscard]] bool begins_piece() const;
    void put(std::string_view text);

    std::vector<Section> sections_{Section{}};
    std::vector<List> lists_{};
    std::size_t bytes_left_;
    std::size_t line_feeds_ = 0;       // due before the next text
    std::size_t code_line_feeds_ = 0;  // seen in code and not written yet
    bool in_heading_ = false;
    bool in_code_ = false;
    bool item_due_ = false;   // a list marker is due before the next text
    bool blank_due_ = false;  // flowing text has collapsed blanks here
    std::size_t cells_ = 0;   // in this row so far
};

}  // namespace kb::exchange
