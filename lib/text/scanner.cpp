// SPDX-License-Identifier: Apache-2.0
#include "text/scanner.hpp"

#include "text/normalizer.hpp"

#include <algorithm>
#include <array>

namespace kb::text {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::size_t kGlueMax = 4;  // glue characters in a row; more of them are a drawn line

bool is_ascii_letter(char c) noexcept {
    const auto lower = static_cast<unsigned char>(c) | 0x20U;
    return lower >= 'a' && lower <= 'z';
}
bool is_ascii_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
bool is_ascii_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_slash(char c) noexcept { return c == '/' || c == '\\'; }

// Ends a word for sure: a blank, a bracket, a quotation mark, hard punctuation.
bool is_hard(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80U && char_class(byte) == CharClass::kSeparator;
}

// Glue that joins when it stands between two segments.
bool joins(std::string_view glue) noexcept {
    if (glue.size() == 1) {
        return glue != ",";
    }
    if (glue.find_first_not_of('_') == kNowhere) {
        return true;
    }
    if (glue.find("--") != kNowhere || glue.find(',') != kNowhere) {
        return false;
    }
    return glue.find_first_of("/\\_") != kNowhere || glue == "::";
}

Glue strength(std::string_view glue) noexcept {
    if (glue == "://") {
        return Glue::kScheme;
    }
    if (glue.find_first_of("/\\:@#") != kNowhere) {
        return Glue::kStrong;
    }
    return glue.find_first_not_of('.') == kNowhere ? Glue::kWeak : Glue::kMedium;
}

Run::Kind kind_of(CharClass c) noexcept {
    if (c == CharClass::kHangul) {
        return Run::Kind::kHangul;
    }
    return c == CharClass::kIdeographic ? Run::Kind::kIdeographic : Run::Kind::kComplex;
}

}  // namespace

bool Scanner::next(Run& run) {
    while (at_ < text_.size()) {
        if (is_ascii_letter(text_[at_]) && scan_ascii_word(run)) {
            return true;
        }
        const Char c = char_at(text_, at_);
        if (is_alphanumeric(c.kind)) {
            scan_segments(run);
            if (!run.segments.empty()) {
                return true;
            }
        } else if (c.kind == CharClass::kHangul || c.kind == CharClass::kIdeographic ||
                   c.kind == CharClass::kComplex) {
            scan_unspaced(run, c.kind);
            return true;
        } else {
            at_ += c.size;
        }
    }
    return false;
}

// The short way for most words of most texts: ASCII letters, then what ends a word for sure.
bool Scanner::scan_ascii_word(Run& run) noexcept {
    if (at_ > 0) {
        const char before = text_[at_ - 1];
        if (before == '.' || before == '\'' || is_slash(before) ||
            static_cast<signed char>(before) < 0) {
            return false;
        }
    }
    std::size_t end = at_;
    std::size_t capitals = 0;
    for (; end < text_.size() && is_ascii_letter(text_[end]); ++end) {
        capitals += is_ascii_upper(text_[end]) ? 1 : 0;
    }
    if (end < text_.size() && !is_hard(text_[end])) {
        const bool sentence_end = std::string_view(".,:-/").find(text_[end]) != kNowhere &&
                                  (end + 1 == text_.size() || is_hard(text_[end + 1]));
        if (!sentence_end) {
            return false;
        }
    }
    const bool title = capitals == 1 && is_ascii_upper(text_[at_]);
    if (capitals != 0 && !title && capitals != end - at_) {
        return false;
    }
    run.kind = Run::Kind::kAsciiWord;
    run.begin = static_cast<std::uint32_t>(at_);
    run.end = static_cast<std::uint32_t>(end);
    at_ = end;
    taken_ = end;
    return true;
}

void Scanner::scan_unspaced(Run& run, CharClass kind) noexcept {
    run.kind = kind_of(kind);
    run.begin = static_cast<std::uint32_t>(at_);
    run.end = run.begin;
    for (;;) {
        const Char c = char_at(text_, at_);
        if (c.size == 0 ||
            (c.kind != kind && c.kind != CharClass::kMark && c.kind != CharClass::kIgnorable)) {
            break;
        }
        at_ += c.size;
        if (c.kind != CharClass::kIgnorable) {
            run.end = static_cast<std::uint32_t>(at_);
        }
    }
    taken_ = at_;
}

void Scanner::scan_segments(Run& run) {
    run.kind = Run::Kind::kSegments;
    run.segments.clear();
    std::size_t next = at_;
    while (next != kNowhere) {
        run.segments.push_back(scan_segment(next));
        next = find_next_segment(run.segments.back(), run);
    }
    const Segment& first = run.segments.front();
    const bool orphan = run.segments.size() == 1 && is_orphan(first);
    run.begin = path_begin(run);
    run.end = run.segments.back().end;
    at_ = run.end;
    taken_ = run.end;
    if (orphan) {
        run.segments.clear();
    }
}

Segment Scanner::scan_segment(std::size_t at) const {
    Segment segment;
    segment.begin = static_cast<std::uint32_t>(at);
    segment.end = segment.begin;
    scan_letters(segment);
    if (segment.letters && at > 0 && text_[at - 1] == '.' && starts_name(at - 1) &&
        char_at(text_, at).kind != CharClass::kDigit) {
        segment.begin -= 1;
        segment.named_sign = true;
    }
    if (segment.letters && !segment.digits) {
        take_signs(segment);
    }
    return segment;
}

void Scanner::scan_letters(Segment& segment) const {
    CharClass last = CharClass::kSeparator;
    for (std::size_t at = segment.begin; at < text_.size();) {
        const Char c = char_at(text_, at);
        if (is_letter(c.kind)) {
            segment.upper = segment.upper || (segment.letters && c.kind == CharClass::kUpper);
            segment.letters = true;
        } else if (c.kind == CharClass::kDigit) {
            segment.digits = true;
        } else if (c.kind == CharClass::kApostrophe) {
            const bool inside = is_letter(last) && is_letter(char_at(text_, at + c.size).kind);
            if (!inside || is_elided(segment)) {
                return;
            }
            segment.apostrophe = true;
        } else if (c.kind != CharClass::kMark && c.kind != CharClass::kIgnorable) {
            return;
        }
        at += c.size;
        if (c.kind != CharClass::kIgnorable) {
            segment.end = static_cast<std::uint32_t>(at);
            last = c.kind == CharClass::kMark ? last : c.kind;
        }
    }
}

// The signs of "c++" and "c#", which would be cut off as punctuation.
void Scanner::take_signs(Segment& segment) const noexcept {
    const std::string_view rest = text_.substr(segment.end);
    if (rest.starts_with("++")) {
        const Char behind = char_at(rest, 2);
        if (behind.value != U'+' && !is_letter(behind.kind)) {
            segment.end += 2;
            segment.named_sign = true;
        }
    } else if (rest.starts_with('#') && segment.size() == 1 &&
               !is_alphanumeric(char_at(rest, 1).kind)) {
        segment.end += 1;
        segment.named_sign = true;
    }
}

std::size_t Scanner::find_next_segment(Segment& last, const Run& run) const {
    std::array<char, kGlueMax> buffer{};
    std::size_t size = 0;
    std::size_t at = last.end;
    Char c = char_at(text_, at);
    while (c.kind == CharClass::kGlue || (c.kind == CharClass::kIgnorable)) {
        if (c.kind == CharClass::kGlue) {
            if (size == kGlueMax) {
                return kNowhere;
            }
            buffer[size++] = ascii_form(c.value);
        }
        at += c.size;
        c = char_at(text_, at);
    }
    const std::string_view glue(buffer.data(), size);
    if (!is_alphanumeric(c.kind)) {
        return kNowhere;
    }
    if (glue.empty()) {
        return last.named_sign ? at : kNowhere;
    }
    const bool thousands =
        glue == "," && is_thousands(last, at) &&
        (run.segments.size() == 1 || run.segments[run.segments.size() - 2].glue_char == ',');
    if (!joins(glue) && !thousands) {
        return kNowhere;
    }
    last.glue = strength(glue);
    last.glue_char = size == 1 ? glue.front() : '\0';
    return at;
}

// Tells whether a comma behind `last` groups the digits of a number: three follow.
bool Scanner::is_thousands(const Segment& last, std::size_t at) const noexcept {
    constexpr std::size_t kGroup = 3;
    const std::string_view group = text_.substr(at, kGroup);
    return !last.letters && last.size() <= kGroup && group.size() == kGroup &&
           std::ranges::all_of(group, is_ascii_digit) &&
           !is_alphanumeric(char_at(text_, at + kGroup).kind);
}

bool Scanner::is_elided(const Segment& segment) const {
    constexpr std::size_t kElidedBytesMax = 8;
    if (elided_.empty() || segment.size() > kElidedBytesMax) {
        return false;
    }
    const std::string word = normalize(text_.substr(segment.begin, segment.size()));
    return std::ranges::find(elided_, word) != elided_.end();
}

// The "s" of "15's", whose number has been taken already.
bool Scanner::is_orphan(const Segment& segment) const noexcept {
    if (segment.size() != 1 || (text_[segment.begin] != 's' && text_[segment.begin] != 'S')) {
        return false;
    }
    const Char apostrophe = char_before(segment.begin);
    if (apostrophe.kind != CharClass::kApostrophe ||
        char_at(text_, segment.end).kind == CharClass::kApostrophe) {
        return false;
    }
    const Char owner = char_before(segment.begin - apostrophe.size);
    return owner.size != 0 && owner.value > U' ' && owner.value != U'(';
}

Char Scanner::char_before(std::size_t at) const noexcept {
    constexpr std::size_t kCharBytesMax = 4;
    if (at == 0) {
        return {};
    }
    std::size_t begin = at - 1;
    while (begin > 0 && at - begin < kCharBytesMax &&
           (static_cast<unsigned char>(text_[begin]) & 0xC0U) == 0x80U) {
        --begin;
    }
    const Char c = char_at(text_, begin);
    return begin + c.size == at ? c : Char{U'\uFFFD', CharClass::kSeparator, 1};
}

// Tells whether a full stop is the first character of a name such as ".net" or ".bashrc".
bool Scanner::starts_name(std::size_t dot) const noexcept {
    if (dot < taken_) {
        return false;
    }
    return dot == 0 || is_hard(text_[dot - 1]) || is_slash(text_[dot - 1]);
}

// A path keeps the slashes before its first name: "/etc/fstab", "\\server\share".
std::uint32_t Scanner::path_begin(const Run& run) const noexcept {
    std::size_t begin = run.segments.front().begin;
    if (run.segments.front().glue != Glue::kStrong || begin == 0) {
        return static_cast<std::uint32_t>(begin);
    }
    const char slash = text_[begin - 1];
    if (!is_slash(slash) || run.segments.front().glue_char != slash) {
        return static_cast<std::uint32_t>(begin);
    }
    constexpr std::size_t kSlashesMax = 2;  // of a network path
    for (std::size_t count = 0; count < kSlashesMax && begin > taken_; ++count) {
        if (text_[begin - 1] != slash) {
            break;
        }
        --begin;
    }
    return static_cast<std::uint32_t>(begin);
}

}  // namespace kb::text
