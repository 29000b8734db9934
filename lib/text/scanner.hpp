// SPDX-License-Identifier: Apache-2.0
#pragma once

// Cuts a text into runs: what stands between blanks and hard punctuation. A run is a plain word, an
// identifier (segments of letters and digits with glue between them, such as "foo_bar.cfg"), or
// text of one script without spaces.

#include "text/char_class.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb::text {

// What stands between a segment and the next one, by how strongly it divides.
enum class Glue : std::uint8_t {
    kNone,    // nothing: the last segment, or "c++" before "11"
    kWeak,    // .
    kMedium,  // - _ + & ~ $ ,
    kStrong,  // / \ : @ # and whatever is mixed with them
    kScheme,  // ://
};

// Letters and digits, with marks and with apostrophes between letters. "c++", "c#" and ".net" are
// one segment, as their signs belong to the name.
struct Segment {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    Glue glue = Glue::kNone;  // behind the segment
    char glue_char = 0;       // where the glue is one character: its ASCII form
    bool letters = false;
    bool digits = false;
    bool upper = false;  // has a capital behind its first letter
    bool apostrophe = false;
    bool named_sign = false;  // has the signs of "c++", "c#" or ".net"

    [[nodiscard]] std::uint32_t size() const noexcept { return end - begin; }
};

struct Run {
    enum class Kind : std::uint8_t { kAsciiWord, kSegments, kHangul, kIdeographic, kComplex };

    Kind kind = Kind::kAsciiWord;
    std::uint32_t begin = 0;  // of a path: its first slash
    std::uint32_t end = 0;
    std::vector<Segment> segments;  // of Kind::kSegments, never empty
};

// One thread at a time. The text must outlive the scanner.
class Scanner {
public:
    // `elided`: the words that lose their vowel before an apostrophe, which is then a border.
    // Precondition: the text is shorter than 4 GiB.
    Scanner(std::string_view text, std::span<const std::string_view> elided)
        : text_(text), elided_(elided) {}

    // Finds the next run; false at the end of the text.
    bool next(Run& run);

private:
    bool scan_ascii_word(Run& run) noexcept;
    void scan_segments(Run& run);
    void scan_unspaced(Run& run, CharClass kind) noexcept;
    [[nodiscard]] Segment scan_segment(std::size_t at) const;
    // The letters of a segment; takes apostrophes between letters along.
    void scan_letters(Segment& segment) const;
    void take_signs(Segment& segment) const noexcept;
    // Where the next segment of the run starts, or npos; sets the glue of `last`.
    std::size_t find_next_segment(Segment& last, const Run& run) const;
    [[nodiscard]] bool is_thousands(const Segment& last, std::size_t at) const noexcept;
    [[nodiscard]] bool is_elided(const Segment& segment) const;
    [[nodiscard]] bool is_orphan(const Segment& segment) const noexcept;
    [[nodiscard]] Char char_before(std::size_t at) const noexcept;
    [[nodiscard]] bool starts_name(std::size_t dot) const noexcept;
    [[nodiscard]] std::uint32_t path_begin(const Run& run) const noexcept;

    std::string_view text_;
    std::span<const std::string_view> elided_;
    std::size_t at_ = 0;
    std::size_t taken_ = 0;  // the end of the last run
};

}  // namespace kb::text
