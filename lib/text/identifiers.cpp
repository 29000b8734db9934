// SPDX-License-Identifier: Apache-2.0
#include "text/identifiers.hpp"

#include <algorithm>
#include <array>

namespace kb::text {
namespace {

constexpr std::size_t kWordsMax = 8;           // of camel case; more look like encoded bytes
constexpr std::size_t kAlternationsMax = 4;    // of letters and digits; more look like a hash
constexpr std::size_t kHashBytesMin = 8;       // hexadecimal digits that are not split at letters
constexpr std::size_t kSplitBytesMax = 128;    // longer segments stay whole
constexpr std::size_t kJoinedBytesMax = 64;    // longer compounds are not written as one word
constexpr std::size_t kSlashBytesMax = 4;      // of each side of "TCP/IP"
constexpr std::size_t kNumberBytesMin = 6;     // digits of a joined number, such as a date
constexpr std::size_t kExtensionBytesMax = 5;  // of a file name
constexpr std::size_t kNameBytesMin = 3;       // "net" of ".net" is searched for, "c" of "c++" not

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_hex(char c) noexcept {
    const auto lower = static_cast<unsigned char>(c) | 0x20U;
    return is_digit(c) || (lower >= 'a' && lower <= 'f');
}

std::string_view text_of(std::string_view text, const Segment& segment) noexcept {
    return text.substr(segment.begin, segment.size());
}

// "v2"
bool is_v_number(std::string_view word) noexcept {
    return word.size() > 1 && (word.front() == 'v' || word.front() == 'V') &&
           std::ranges::all_of(word.substr(1), is_digit);
}

// "0x80"
bool is_hex_number(std::string_view word) noexcept {
    constexpr std::size_t kPrefix = 2;
    return word.size() > kPrefix && word[0] == '0' && (word[1] == 'x' || word[1] == 'X') &&
           std::ranges::all_of(word.substr(kPrefix), is_hex);
}

// Collects the pieces of one run. Segments are counted; pieces are [first, last].
class PieceFinder {
public:
    PieceFinder(std::string_view text, const Run& run, std::vector<Piece>& pieces)
        : text_(text), segments_(run.segments), run_(run), pieces_(pieces) {}

    void find() {
        const std::size_t last = segments_.size() - 1;
        if (run_.begin < segments_.front().begin) {
            add(0, last);
        } else {
            add_without_v(0, last);
        }
        if (segments_.front().glue == Glue::kScheme && last > 1) {
            add(1, last);
        }
        for (std::size_t first = 0; first <= last;) {
            std::size_t end = first;
            while (end < last && segments_[end].glue < Glue::kStrong) {
                ++end;
            }
            find_between_strong(first, end);
            first = end + 1;
        }
    }

private:
    void find_between_strong(std::size_t first, std::size_t last) {
        if (last == first) {
            return;
        }
        if (last - first + 1 < segments_.size()) {
            add(first, last);
        }
        add_file_name(first, last);
        for (std::size_t begin = first; begin < last;) {
            std::size_t end = begin;
            while (end < last && is_number(begin) && segments_[end].glue == Glue::kWeak &&
                   is_digit(text_[segments_[end + 1].begin])) {
                ++end;
            }
            if (end > begin && end - begin < last - first) {
                add(begin, end);
            }
            begin = end + 1;
        }
    }

    // "foo_bar" of "foo_bar.cfg".
    void add_file_name(std::size_t first, std::size_t last) {
        const Segment& extension = segments_[last];
        const bool one_dot =
            std::all_of(segments_.begin() + static_cast<std::ptrdiff_t>(first),
                        segments_.begin() + static_cast<std::ptrdiff_t>(last) - 1,
                        [](const Segment& segment) { return segment.glue == Glue::kMedium; });
        if (last - first > 1 && one_dot && segments_[last - 1].glue == Glue::kWeak &&
            extension.size() <= kExtensionBytesMax && !is_digit(text_[extension.begin])) {
            add(first, last - 1);
        }
    }

    [[nodiscard]] bool is_number(std::size_t segment) const noexcept {
        return is_digit(text_[segments_[segment].begin]) ||
               is_v_number(text_of(text_, segments_[segment]));
    }

    void add(std::size_t first, std::size_t last) {
        pieces_.push_back({.range = {segments_[first].begin, segments_[last].end},
                           .segment = static_cast<std::uint32_t>(first)});
        add_without_v(first, last);
    }

    // "2.4.1" of "v2.4.1".
    void add_without_v(std::size_t first, std::size_t last) {
        if (last > first && is_v_number(text_of(text_, segments_[first]))) {
            pieces_.push_back({.range = {segments_[first].begin + 1, segments_[last].end},
                               .segment = static_cast<std::uint32_t>(first)});
        }
    }

    std::string_view text_;
    const std::vector<Segment>& segments_;
    const Run& run_;
    std::vector<Piece>& pieces_;
};

// The letters and digits of a segment, without marks.
struct Letter {
    std::uint32_t at = 0;
    CharClass kind = CharClass::kSeparator;
};

// Tells whether a new part starts at letter `i`: aB, a1, 1a, and the B of ABcd. One small letter
// behind capitals is a plural or a version: "PDFs", "IPv6".
bool is_border(const std::vector<Letter>& letters, std::size_t i) noexcept {
    const CharClass before = letters[i - 1].kind;
    const CharClass here = letters[i].kind;
    if ((before == CharClass::kDigit) != (here == CharClass::kDigit)) {
        return true;
    }
    if (before == CharClass::kLower && here == CharClass::kUpper) {
        return true;
    }
    return before == CharClass::kUpper && here == CharClass::kUpper && i + 2 < letters.size() &&
           letters[i + 1].kind == CharClass::kLower && letters[i + 2].kind == CharClass::kLower;
}

// The name inside ".bashrc" and "notepad++".
void split_name(std::string_view text, const Segment& segment, std::vector<Range>& parts) {
    Range name{segment.begin, segment.end};
    while (name.begin < name.end && text[name.begin] == '.') {
        ++name.begin;
    }
    while (name.end > name.begin && (text[name.end - 1] == '+' || text[name.end - 1] == '#')) {
        --name.end;
    }
    if (name.end - name.begin >= kNameBytesMin) {
        parts.push_back(name);
    }
}

}  // namespace

void find_pieces(std::string_view text, const Run& run, std::vector<Piece>& pieces) {
    pieces.clear();
    PieceFinder(text, run, pieces).find();
    std::ranges::stable_sort(pieces, {}, &Piece::segment);
}

void split_segment(std::string_view text, const Segment& segment, std::vector<Range>& parts) {
    parts.clear();
    const std::string_view word = text_of(text, segment);
    if (segment.named_sign) {
        split_name(text, segment, parts);
        return;
    }
    if (is_hex_number(word)) {
        parts.push_back({segment.begin + 2, segment.end});
        return;
    }
    if (is_v_number(word)) {
        parts.push_back({segment.begin + 1, segment.end});
        return;
    }
    const bool mixed = segment.letters && segment.digits;
    const bool hash = mixed && word.size() >= kHashBytesMin && std::ranges::all_of(word, is_hex);
    if ((!segment.upper && !mixed) || hash || segment.apostrophe ||
        segment.size() > kSplitBytesMax) {
        return;
    }
    std::vector<Letter> letters;
    for (std::size_t at = segment.begin; at < segment.end;) {
        const Char c = char_at(text, at);
        if (is_alphanumeric(c.kind)) {
            letters.push_back({static_cast<std::uint32_t>(at), c.kind});
        }
        at += c.size;
    }
    std::uint32_t begin = segment.begin;
    for (std::size_t i = 1; i < letters.size(); ++i) {
        if (is_border(letters, i)) {
            parts.push_back({begin, letters[i].at});
            begin = letters[i].at;
        }
    }
    if (!parts.empty()) {
        parts.push_back({begin, segment.end});
    }
    if (parts.size() > (mixed ? kAlternationsMax : kWordsMax)) {
        parts.clear();
    }
}

bool is_also_joined(const Run& run) noexcept {
    const std::vector<Segment>& segments = run.segments;
    if (segments.size() < 2 || run.end - run.begin > kJoinedBytesMax ||
        run.begin != segments.front().begin) {
        return false;
    }
    std::size_t size = 0;
    bool letters = false;
    bool grouped = true;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const Segment& segment = segments[i];
        size += segment.size();
        letters = letters || segment.letters;
        if (segment.named_sign) {
            return false;
        }
        if (i + 1 == segments.size()) {
            break;
        }
        const Segment& next = segments[i + 1];
        grouped = grouped && segment.glue_char == ',';
        const bool short_slash = segments.size() == 2 && segment.glue_char == '/' &&
                                 segment.size() <= kSlashBytesMax && next.size() <= kSlashBytesMax;
        const bool decimal = segment.glue == Glue::kWeak && segment.digits && next.digits;
        if ((segment.glue >= Glue::kStrong && !short_slash) || decimal) {
            return false;
        }
    }
    return letters || grouped || size >= kNumberBytesMin;
}

}  // namespace kb::text
