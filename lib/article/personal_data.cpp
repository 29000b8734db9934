// SPDX-License-Identifier: Apache-2.0
//
// Personal data in free text. Support texts are full of numbers that are nobody's telephone:
// versions, addresses of machines, error codes, order numbers. So a number counts only where its
// form says what it is (see kPhoneForms) or a word before it does.

#include "article/words.hpp"

#include <kb/content_standard.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <ranges>
#include <span>

namespace kb {
namespace {

using article::is_digit;
using article::is_letter;

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80U; }
bool is_name_byte(char c) { return is_letter(c) || is_digit(c) || is_beyond_ascii(c); }

// --- Mail addresses ------------------------------------------------------------------------------

bool is_local_byte(char c) {
    return is_name_byte(c) || std::string_view("._%+-").find(c) != std::string_view::npos;
}

// The end of the host name that begins at `begin`; `begin` itself where there is none. The name
// needs a dot and a last part of at least two letters: "root@localhost" is no mail address.
std::size_t host_end(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    while (end < text.size() && (is_name_byte(text[end]) || text[end] == '.' || text[end] == '-')) {
        ++end;
    }
    while (end > begin && (text[end - 1] == '.' || text[end - 1] == '-')) {
        --end;
    }
    const std::string_view host = text.substr(begin, end - begin);
    const std::size_t dot = host.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || host.size() - dot < 3) {
        return begin;
    }
    const bool named = std::ranges::all_of(
        host.substr(dot + 1), [](char c) { return is_letter(c) || is_beyond_ascii(c); });
    return named ? end : begin;
}

void find_mail_addresses(std::string_view text, std::vector<Span>& found) {
    std::size_t from = 0;  // where the search for the next one may look back to
    for (std::size_t at = text.find('@'); at != std::string_view::npos;
         at = text.find('@', at + 1)) {
        std::size_t begin = at;
        while (begin > from && is_local_byte(text[begin - 1])) {
            --begin;
        }
        while (begin < at && (text[begin] == '.' || text[begin] == '-')) {
            ++begin;
        }
        const std::size_t end = host_end(text, at + 1);
        from = at + 1;
        if (begin == at || end == at + 1) {
            continue;
        }
        // "git@host.example:path" and "ssh://user@host.example" name machines.
        const bool path = end + 1 < text.size() && text[end] == ':' && is_name_byte(text[end + 1]);
        const bool login = begin >= 2 && text.substr(begin - 2, 2) == "//";
        if (!path && !login) {
            found.push_back({begin, end});
            from = end;
        }
    }
}

// --- Runs of digits ------------------------------------------------------------------------------

// Digits in groups, with what stands between them: "(030) 123-45" has the groups 030, 123, 45 and
// the separators ") " and "-".
struct DigitRun {
    static constexpr std::size_t kGroupsMax = 12;
    Span span{};
    std::vector<std::string_view> groups{};
    std::vector<std::string_view> separators{};
    bool plus = false;         // a '+' before the first group
    bool parentheses = false;  // around the first group, or around the second behind a '+' group

    [[nodiscard]] std::size_t digits() const {
        std::size_t count = 0;
        for (const std::string_view group : groups) {
            count += group.size();
        }
        return count;
    }
    // There are separators, and all are `separator`.
    [[nodiscard]] bool separated_by(std::string_view separator) const {
        return !separators.empty() &&
               std::ranges::all_of(separators, [&](auto s) { return s == separator; });
    }
    [[nodiscard]] bool has_sizes(std::initializer_list<std::size_t> sizes) const {
        return std::ranges::equal(groups, sizes, {}, [](auto group) { return group.size(); });
    }
};

// What may stand between two groups of digits.
constexpr std::array<std::string_view, 9> kSeparators{") ", ")-", " (", "-(", ")",
                                                      " ",  "-",  ".",  "/"};

std::size_t separator_size(std::string_view rest) {
    for (const std::string_view separator : kSeparators) {
        const std::size_t size = separator.size();
        if (rest.size() > size && rest.substr(0, size) == separator && is_digit(rest[size])) {
            return size;
        }
    }
    return 0;
}

// The run whose first digit is at `at`.
DigitRun read_run(std::string_view text, std::size_t at) {
    DigitRun run;
    run.span.begin = at;
    if (at > 0 && text[at - 1] == '(') {
        run.parentheses = true;
        --run.span.begin;
    }
    if (run.span.begin > 0 && text[run.span.begin - 1] == '+') {
        run.plus = true;
        --run.span.begin;
    }
    while (true) {
        std::size_t end = at;
        while (end < text.size() && is_digit(text[end])) {
            ++end;
        }
        run.groups.push_back(text.substr(at, end - at));
        run.span.end = end;
        const std::size_t size = separator_size(text.substr(end));
        if (size == 0) {
            return run;
        }
        const std::string_view separator = text.substr(end, size);
        run.parentheses = run.parentheses || separator.back() == '(';
        run.separators.push_back(separator);
        at = end + size;
    }
}

// Whether a run is a word of its own and not a part of "KB5004945", "v1.2", "10:30" or "#123".
bool stands_alone(std::string_view text, const Span& span) {
    if (span.begin > 0) {
        const char before = text[span.begin - 1];
        if (is_name_byte(before) ||
            std::string_view("_-.#/\\=@$").find(before) != std::string_view::npos) {
            return false;
        }
    }
    if (span.end < text.size()) {
        const char after = text[span.end];
        const bool more = span.end + 1 < text.size() && is_name_byte(text[span.end + 1]);
        if (is_name_byte(after) || after == '_' || after == '%') {
            return false;
        }
        return !more || std::string_view(":-./\\@").find(after) == std::string_view::npos;
    }
    return true;
}

// --- Payment cards -------------------------------------------------------------------------------

struct CardRange {
    std::uint32_t first;  // of the first four digits
    std::uint32_t last;
    std::size_t digits_min;
    std::size_t digits_max;
};

// Issuer ranges in use (ISO/IEC 7812), as the card networks publish them.
constexpr std::array<CardRange, 12> kCardRanges{{
    {2221, 2720, 16, 16},  // Mastercard
    {3000, 3059, 14, 16},  // Diners Club
    {3400, 3499, 15, 15},  // American Express
    {3528, 3589, 16, 19},  // JCB
    {3600, 3699, 14, 19},  // Diners Club
    {3700, 3799, 15, 15},  // American Express
    {3800, 3999, 14, 19},  // Diners Club
    {4000, 4999, 16, 19},  // Visa
    {5018, 5099, 16, 19},  // Maestro
    {5100, 5599, 16, 16},  // Mastercard
    {5600, 6999, 16, 19},  // Maestro, Discover, UnionPay
    {8100, 8171, 16, 19},  // UnionPay
}};

// The check digit of ISO/IEC 7812-1, annex B: from the right, every second digit doubled (its
// digits added), the sum a multiple of ten.
bool passes_luhn(std::string_view digits) {
    unsigned sum = 0;
    bool doubled = false;
    for (const char digit : std::views::reverse(digits)) {
        auto value = static_cast<unsigned>(digit - '0');
        if (doubled) {
            value = value > 4 ? value * 2 - 9 : value * 2;
        }
        sum += value;
        doubled = !doubled;
    }
    return sum % 10 == 0;
}

bool is_payment_card(const DigitRun& run) {
    const bool grouped = run.has_sizes({4, 4, 4, 4}) || run.has_sizes({4, 4, 4, 4, 3}) ||
                         run.has_sizes({4, 6, 5}) || run.has_sizes({4, 6, 4});
    const bool written =
        run.groups.size() == 1 || (grouped && (run.separated_by(" ") || run.separated_by("-")));
    const std::size_t count = run.digits();
    if (run.plus || run.parentheses || !written || count < 14 || count > 19) {
        return false;
    }
    std::string digits;
    for (const std::string_view group : run.groups) {
        digits += group;
    }
    std::uint32_t issuer = 0;
    for (const char digit : digits.substr(0, 4)) {
        issuer = issuer * 10 + static_cast<std::uint32_t>(digit - '0');
    }
    const bool issued = std::ranges::any_of(kCardRanges, [&](const CardRange& range) {
        return range.first <= issuer && issuer <= range.last && range.digits_min <= count &&
               count <= range.digits_max;
    });
    return issued && passes_luhn(digits);
}

// --- Telephone numbers ---------------------------------------------------------------------------

constexpr std::size_t kPhoneDigitsMax = 15;  // ITU-T E.164, section 6

// "+49 30 1234567", "+4930123456"
bool is_international(const DigitRun& run) {
    const std::size_t digits_min = run.groups.size() > 1 ? 8 : 9;
    return run.plus && run.groups.front().front() != '0' && run.digits() >= digits_min;
}

// "0049 30 1234567"
bool is_international_by_zeros(const DigitRun& run) {
    const std::string_view first = run.groups.front();
    return run.groups.size() > 1 && first.size() >= 4 && first.size() <= 5 &&
           first.substr(0, 2) == "00" && first[2] != '0' && run.digits() >= 10 &&
           !run.separated_by(".");
}

// "(555) 123-4567", "(030) 1234567"
bool has_area_code_in_parentheses(const DigitRun& run) {
    return run.parentheses && !run.plus && run.groups.size() > 1 &&
           run.separators.front().front() == ')' && run.groups.front().size() >= 2 &&
           run.groups.front().size() <= 5 && run.digits() >= 7;
}

// "555-123-4567", "555.123.4567", "1-800-555-0199"
bool is_north_american(const DigitRun& run) {
    const bool formed =
        run.has_sizes({3, 3, 4}) || (run.has_sizes({1, 3, 3, 4}) && run.groups.front() == "1");
    return formed && run.separated_by(run.separators.front()) && run.separators.front() != "/";
}

// "030 1234567", "030/1234567", "07700 900123", "020 7946 0958": a trunk zero, an area code.
bool is_national(const DigitRun& run) {
    const std::string_view first = run.groups.front();
    const bool groups =
        std::ranges::all_of(run.groups, [](auto group) { return group.size() >= 2; });
    return run.groups.size() > 1 && groups && first.front() == '0' && first[1] != '0' &&
           first.size() >= 3 && first.size() <= 6 && run.digits() >= 9 && run.digits() <= 13 &&
           !run.separated_by(".");
}

// "01 23 45 67 89"
bool is_in_pairs(const DigitRun& run) {
    return run.has_sizes({2, 2, 2, 2, 2}) && run.groups.front().front() == '0' &&
           run.groups.front()[1] != '0' && run.separated_by(run.separators.front());
}

constexpr std::array<bool (*)(const DigitRun&), 6> kPhoneForms{is_international,
                                                               is_international_by_zeros,
                                                               has_area_code_in_parentheses,
                                                               is_north_american,
                                                               is_national,
                                                               is_in_pairs};

constexpr std::array<std::string_view, 10> kPhoneWords{
    "fax", "fon", "mobile", "mobil", "phone", "tel", "telefon", "telephone", "tfno", "whatsapp"};
constexpr std::size_t kPhoneWordDistanceMax = 4;  // bytes between the word and the number: ".: "
constexpr std::size_t kLabelledDigitsMin = 6;

// "Tel.: 123456"
bool has_phone_word_before(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    while (end > 0 && begin - end <= kPhoneWordDistanceMax && !is_name_byte(text[end - 1])) {
        --end;
    }
    std::size_t start = end;
    while (start > 0 && is_letter(text[start - 1])) {
        --start;
    }
    if (start > 0 && (is_name_byte(text[start - 1]) || text[start - 1] == '_')) {
        return false;
    }
    const auto words = article::split_words(text.substr(start, end - start));
    return words.size() == 1 &&
           std::ranges::find(kPhoneWords, words[0].folded) != kPhoneWords.end();
}

bool is_phone(std::string_view text, const DigitRun& run) {
    const std::size_t count = run.digits();
    if (count > kPhoneDigitsMax || run.groups.size() > DigitRun::kGroupsMax) {
        return false;
    }
    if (std::ranges::any_of(kPhoneForms, [&](auto form) { return form(run); })) {
        return true;
    }
    return count >= kLabelledDigitsMin && !run.separated_by(".") &&
           has_phone_word_before(text, run.span.begin);
}

// --- All of it -----------------------------------------------------------------------------------

Finding personal(Field field, const Span& span, std::string_view what) {
    return {.check = "personal-data",
            .severity = Severity::kWarning,
            .field = field,
            .begin = span.begin,
            .end = span.end,
            .message = "this looks like " + std::string(what) +
                       "; what belongs to one person stays in the case"};
}

}  // namespace

std::vector<Finding> find_personal_data(std::string_view text, Field field) {
    std::vector<Finding> findings;
    std::vector<Span> addresses;
    find_mail_addresses(text, addresses);
    findings.reserve(addresses.size());
    for (const Span& address : addresses) {
        findings.push_back(personal(field, address, "a mail address"));
    }
    auto next_address = addresses.begin();
    for (std::size_t at = 0; at < text.size();) {
        while (next_address != addresses.end() && next_address->end <= at) {
            ++next_address;
        }
        if (next_address != addresses.end() && next_address->begin <= at) {
            at = next_address->end;  // digits of a mail address are no number
            continue;
        }
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        const DigitRun run = read_run(text, at);
        if (stands_alone(text, run.span)) {
            if (is_payment_card(run)) {
                findings.push_back(personal(field, run.span, "a payment card number"));
            } else if (is_phone(text, run)) {
                findings.push_back(personal(field, run.span, "a telephone number"));
            }
        }
        at = run.span.end;
    }
    std::ranges::sort(findings, {}, &Finding::begin);
    return findings;
}

}  // namespace kb
