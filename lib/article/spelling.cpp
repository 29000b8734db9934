// SPDX-License-Identifier: Apache-2.0
#include "article/spelling.hpp"

#include "base/escape.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace kb::article {
namespace {

constexpr std::size_t kQuotedBytesMax = 80;  // of a text inside a message

char fold(char c) noexcept {
    if (c >= 'A' && c <= 'Z') {
        return static_cast<char>(c - 'A' + 'a');
    }
    return c == '-' || c == ' ' ? '_' : c;
}

std::string fold(std::string_view text) {
    std::string folded(text);
    std::ranges::transform(folded, folded.begin(), [](char c) { return fold(c); });
    return folded;
}

// The optimal string alignment distance: single bytes changed, added, left out, or swapped with
// their neighbour, each place at most once.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before_last.swap(last);
        last.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
    }
    return row[b.size()];
}

}  // namespace

std::string printable(std::string_view text) {
    const std::string_view cut = base::cut_utf8(text, kQuotedBytesMax);
    std::string shown = base::escape_terminal(base::replace_invalid_utf8(cut));
    if (cut.size() < text.size()) {
        shown += "...";
    }
    return shown;
}

std::string quoted(std::string_view text) { return '"' + printable(text) + '"'; }

bool same_word(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(a, b, [](char x, char y) { return fold(x) == fold(y); });
}

std::optional<std::string_view> nearest(std::string_view text,
                                        std::span<const std::string_view> possible) {
    if (text.empty() || text.size() > kQuotedBytesMax) {
        return std::nullopt;
    }
    const std::string folded = fold(text);
    std::optional<std::string_view> best;
    std::size_t best_distance = std::max<std::size_t>(1, text.size() / 3) + 1;
    for (const std::string_view word : possible) {
        const std::size_t d = distance(folded, word);
        if (d < best_distance && d < word.size()) {
            best = word;
            best_distance = d;
        }
    }
    return best;
}

Error unknown_word(std::string_view what, std::string_view text,
                   std::span<const std::string_view> possible) {
    std::string message = fmt::format("{} {} is not known; possible values: {}", what, quoted(text),
                                      fmt::join(possible, ", "));
    if (const auto meant = nearest(text, possible)) {
        message += fmt::format(" (did you mean \"{}\"?)", *meant);
    }
    return {ErrorCode::kInvalidArgument, std::move(message)};
}

}  // namespace kb::article
