// SPDX-License-Identifier: Apache-2.0
#include "exchange/csv.hpp"

#include "base/escape.hpp"
#include "base/try.hpp"
#include "base/utf8.hpp"
#include "exchange/members.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kb::exchange {
namespace {

constexpr std::string_view kDelimiters = ",;\t|";

// Follows quotes through a record: a quote opens a cell only as its first character.
class QuoteState {
public:
    explicit QuoteState(char delimiter) : delimiter_(delimiter) {}
    void take(std::string_view text) {
        for (const char c : text) {
            if (quoted_) {
                // The second quote of a pair opens the cell again.
                quoted_ = c != '"';
                closed_ = !quoted_;
            } else if (c == '"' && (cell_start_ || closed_)) {
                quoted_ = true;
                cell_start_ = closed_ = false;
            } else {
                cell_start_ = c == delimiter_;
                closed_ = false;
            }
        }
    }
    [[nodiscard]] bool open() const { return quoted_; }

private:
    char delimiter_;
    bool cell_start_ = true;
    bool quoted_ = false;
    bool closed_ = false;  // a quote has just ended the cell
};

// How often each delimiter stands outside of quotes.
char sniff_delimiter(std::string_view header) {
    std::array<std::size_t, kDelimiters.size()> counts{};
    bool quoted = false;
    for (const char c : header) {
        quoted = quoted != (c == '"');
        const std::size_t which = quoted ? std::string_view::npos : kDelimiters.find(c);
        if (which != std::string_view::npos) {
            ++counts[which];
        }
    }
    const auto most = std::max_element(counts.begin(), counts.end()) - counts.begin();
    return kDelimiters[static_cast<std::size_t>(most)];
}

void refuse(CsvRecord& record, std::string fault, std::string_view text) {
    record.fault = std::move(fault);
    record.original = text.substr(0, kOriginalBytesMax);
}

// One cell from the front of `rest`, which then begins with the delimiter behind it.
Result<std::string> take_cell(std::string_view& rest, char delimiter) {
    std::string cell;
    if (!rest.starts_with('"')) {
        const std::size_t end = std::min(rest.find(delimiter), rest.size());
        cell = rest.substr(0, end);
        rest.remove_prefix(end);
        return cell;
    }
    rest.remove_prefix(1);
    for (;;) {
        const std::size_t quote = rest.find('"');
        if (quote == std::string_view::npos) {
            return Error{ErrorCode::kInvalidArgument, "a quote is not closed"};
        }
        cell += rest.substr(0, quote);
        rest.remove_prefix(quote + 1);
        if (!rest.starts_with('"')) {
            break;
        }
        cell += '"';
        rest.remove_prefix(1);
    }
    if (!rest.empty() && rest.front() != delimiter) {
        return Error{ErrorCode::kInvalidArgument, "text behind a closing quote"};
    }
    return cell;
}

bool begins_formula(std::string_view text) {
    // The last four are the full-width forms, which some spreadsheets read the same.
    constexpr std::array<std::string_view, 10> kFirsts{"=",  "+",  "-",  "@",  "\t",
                                                       "\r", "＝", "＋", "－", "＠"};
    return std::any_of(kFirsts.begin(), kFirsts.end(),
                       [&](std::string_view first) { return text.starts_with(first); });
}

// Whether apostrophes, and then a formula's first character, begin the text.
bool is_guarded(std::string_view text) {
    const std::size_t marks = std::min(text.find_first_not_of('\''), text.size());
    return marks > 0 && begins_formula(text.substr(marks));
}

}  // namespace

Result<bool> CsvRecords::next(CsvRecord& record) {
    record = {};
    KB_TRY_ASSIGN(std::optional<Line> line, lines_.next());
    while (line && !line->too_long && trim(line->text).empty()) {
        KB_TRY_ASSIGN(line, lines_.next());
    }
    if (!line) {
        return false;
    }
    record.line = line->number;
    if (line->too_long) {
        refuse(record, fmt::format("longer than {} bytes", kLineBytesMax), line->text);
        return true;
    }
    if (!delimiter_) {
        delimiter_ = sniff_delimiter(line->text);
    }
    std::string_view text = line->text;
    QuoteState quotes(*delimiter_);
    quotes.take(text);
    if (quotes.open()) {
        text_ = text;
        while (quotes.open()) {
            KB_TRY_ASSIGN(line, lines_.next());
            if (!line || line->too_long || text_.size() + line->text.size() >= kLineBytesMax) {
                refuse(record,
                       line ? fmt::format("a quote is not closed within {} bytes", kLineBytesMax)
                            : "a quote is not closed",
                       text_);
                return true;
            }
            text_ += '\n';
            text_ += line->text;
            quotes.take("\n");
            quotes.take(line->text);
        }
        text = text_;
    }
    if (text.ends_with('\r')) {
        text.remove_suffix(1);
    }
    if (const auto fault = find_line_fault(text)) {
        refuse(record, *fault, text);
        return true;
    }
    auto cells = parse_cells(text, *delimiter_);
    if (cells) {
        record.cells = *std::move(cells);
    } else {
        refuse(record, cells.error().message, text);
    }
    return true;
}

Result<std::vector<std::string>> parse_cells(std::string_view record, char delimiter) {
    std::vector<std::string> cells;
    for (;;) {
        if (cells.size() == kCsvColumnsMax) {
            return Error{ErrorCode::kInvalidArgument,
                         fmt::format("more than {} columns", kCsvColumnsMax)};
        }
        auto cell = take_cell(record, delimiter);
        if (!cell) {
            return Error{ErrorCode::kInvalidArgument,
                         fmt::format("column {}: {}", cells.size() + 1, cell.error().message)};
        }
        cells.push_back(*std::move(cell));
        if (record.empty()) {
            return cells;
        }
        record.remove_prefix(1);
    }
}

std::string csv_cell(std::string_view text) {
    const std::string valid = base::escape_controls(base::replace_invalid_utf8(text));
    std::string cell = begins_formula(valid) || is_guarded(valid) ? "'" + valid : valid;
    // All delimiters, because the reader may cut at another one than ours.
    const bool outer_blank = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
    if (!outer_blank && cell.find_first_of(",;\t|\"\r\n") == std::string::npos) {
        return cell;
    }
    std::string quoted = "\"";
    for (const char c : cell) {
        quoted += c;
        if (c == '"') {
            quoted += c;
        }
    }
    return quoted + '"';
}

std::string_view without_guard(std::string_view cell) noexcept {
    return is_guarded(cell) ? cell.substr(1) : cell;
}

// Backslashes mean themselves unless a run of them stands before a bar: then each two are one, and
// one left over makes the bar a part of the entry.
std::string join_list(const std::vector<std::string>& entries) {
    std::string joined;
    for (std::size_t n = 0; n < entries.size(); ++n) {
        std::size_t run = 0;
        for (const char c : entries[n]) {
            if (c == '|') {
                joined.append(run + 1, '\\');
            }
            run = c == '\\' ? run + 1 : 0;
            joined += c;
        }
        if (n + 1 < entries.size()) {
            joined.append(run, '\\');
            joined += '|';
        }
    }
    return joined;
}

std::vector<std::string> split_list(std::string_view cell) {
    std::vector<std::string> entries;
    if (cell.empty()) {
        return entries;
    }
    entries.emplace_back();
    std::size_t run = 0;
    for (const char c : cell) {
        std::string& entry = entries.back();
        if (c != '|') {
            run = c == '\\' ? run + 1 : 0;
            entry += c;
            continue;
        }
        entry.resize(entry.size() - (run + 1) / 2);
        if (run % 2 == 1) {
            entry += c;
        } else {
            entries.emplace_back();
        }
        run = 0;
    }
    return entries;
}

std::string write_environment(const EnvironmentEntry& entry) {
    if (entry.name.empty()) {
        return entry.value.find('=') == std::string::npos ? entry.value : "=" + entry.value;
    }
    std::string name;
    for (const char c : entry.name) {
        name += c == '=' ? "\\=" : std::string(1, c);
    }
    return fmt::format("{}={}", name, entry.value);
}

EnvironmentEntry parse_environment(std::string_view text) {
    std::string name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '=') {
            name += '=';
            ++i;
        } else if (text[i] == '=') {
            return {std::string(trim(name)), std::string(trim(text.substr(i + 1)))};
        } else {
            name += text[i];
        }
    }
    return {{}, std::string(trim(text))};
}

}  // namespace kb::exchange
