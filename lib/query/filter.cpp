// SPDX-License-Identifier: Apache-2.0
//
// Filters as people type them: "key:value,value" words with blanks between. Unlike queries they
// come from somebody who knows the keys, so a word that is wrong is an error and not text.

#include "article/spelling.hpp"
#include "article/storable.hpp"
#include "article/words.hpp"
#include "base/time.hpp"
#include "base/try.hpp"
#include "base/utf8.hpp"
#include "query/lexer.hpp"

#include <kb/query.hpp>

#include <fmt/format.h>

#include <array>
#include <utility>

namespace kb {
namespace {

using Values = std::vector<std::string>;

Error invalid(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message)}; }

// --- One value -----------------------------------------------------------------------------------

Result<void> add_languages(Filter& filter, const Values& values) {
    for (const std::string& value : values) {
        KB_TRY(article::check_language_tag(value));
        filter.languages.push_back(value);
    }
    return {};
}

Result<void> add_products(Filter& filter, const Values& values) {
    filter.products.insert(filter.products.end(), values.begin(), values.end());
    return {};
}

Result<void> add_confidences(Filter& filter, const Values& values) {
    for (const std::string& value : values) {
        KB_TRY_ASSIGN(const Confidence confidence, parse_confidence(value));
        filter.confidences.push_back(confidence);
    }
    return {};
}

Result<void> add_audiences(Filter& filter, const Values& values) {
    for (const std::string& value : values) {
        KB_TRY_ASSIGN(const Audience audience, parse_audience(value));
        filter.audiences.push_back(audience);
    }
    return {};
}

Result<void> add_owners(Filter& filter, const Values& values) {
    filter.owner_domains.insert(filter.owner_domains.end(), values.begin(), values.end());
    return {};
}

// The midnight at which a day begins. Days before 1970 cannot be told from "no limit".
Result<Timestamp> parse_day(std::string_view text) {
    constexpr std::size_t kDayBytes = 10;  // 2026-03-01
    const auto day = base::parse_iso8601(text);
    if (!day || text.size() != kDayBytes || *day < Timestamp{}) {
        return invalid(
            fmt::format("modified: {} is not a day from 1970-01-01 on, such as 2026-03-01",
                        article::quoted(text)));
    }
    return *day;
}

Result<void> set_modified(Filter& filter, const Values& values) {
    if (values.size() != 1 || filter.modified_from != Timestamp{} ||
        filter.modified_until != Timestamp{}) {
        return invalid("modified: one range is possible, such as 2026-01-01..2026-04-01");
    }
    const std::string_view range = values.front();
    const std::size_t dots = range.find("..");
    const std::string_view first = range.substr(0, dots);
    const std::string_view last = dots == std::string_view::npos ? first : range.substr(dots + 2);
    if (first.empty() && last.empty()) {
        return invalid("modified: a range needs a day before or behind its dots");
    }
    if (!first.empty()) {
        KB_TRY_ASSIGN(filter.modified_from, parse_day(first));
    }
    if (!last.empty()) {
        KB_TRY_ASSIGN(const Timestamp day, parse_day(last));
        filter.modified_until = day + std::chrono::days(1);  // the last day is included
    }
    if (!last.empty() && filter.modified_until <= filter.modified_from) {
        return invalid(
            fmt::format("modified: the range {} ends before it begins", article::quoted(range)));
    }
    return {};
}

// --- The keys ------------------------------------------------------------------------------------

struct Key {
    std::string_view name;
    Result<void> (*apply)(Filter& filter, const Values& values);
};

constexpr std::array<Key, 7> kKeys{{{"language", add_languages},
                                    {"product", add_products},
                                    {"state", add_confidences},
                                    {"confidence", add_confidences},
                                    {"audience", add_audiences},
                                    {"owner", add_owners},
                                    {"modified", set_modified}}};

// --- The text ------------------------------------------------------------------------------------

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool skip_blanks() {
        while (at_ < text_.size()) {
            std::size_t next = at_;
            if (!query::is_separator(base::next_code_point(text_, next))) {
                return true;
            }
            at_ = next;
        }
        return false;
    }

    // The key before the next colon.
    Result<const Key*> read_key() {
        std::size_t end = at_;
        while (end < text_.size() && text_[end] != ':' && !is_separator_at(end)) {
            ++end;
        }
        const std::string_view name = text_.substr(at_, end - at_);
        std::vector<std::string_view> names;
        for (const Key& key : kKeys) {
            if (article::same_word(key.name, name)) {
                if (end == text_.size() || text_[end] != ':') {
                    return invalid(
                        fmt::format("filter {0} has no value; write {0}:value", key.name));
                }
                at_ = end + 1;
                return &key;
            }
            names.push_back(key.name);
        }
        return article::unknown_word("filter", name, names);
    }

    // Values with commas between, up to the next blank; in quotes they may hold blanks and commas.
    Result<Values> read_values(const Key& key) {
        Values values;
        do {
            KB_TRY_ASSIGN(std::string value, read_value(key));
            values.push_back(std::move(value));
        } while (accept(','));
        if (at_ < text_.size() && !is_separator_at(at_)) {
            return invalid(
                fmt::format("filter {}: nothing may follow a quoted value but a comma", key.name));
        }
        return values;
    }

private:
    [[nodiscard]] bool is_separator_at(std::size_t at) const {
        return query::is_separator(base::next_code_point(text_, at));
    }

    bool accept(char c) {
        if (at_ >= text_.size() || text_[at_] != c) {
            return false;
        }
        ++at_;
        return true;
    }

    Result<std::string> read_value(const Key& key) {
        std::string_view value;
        if (accept('"')) {
            const std::size_t closing = text_.find('"', at_);
            if (closing == std::string_view::npos) {
                return invalid(fmt::format("filter {}: a quote is never closed", key.name));
            }
            value = article::trim(text_.substr(at_, closing - at_));
            at_ = closing + 1;
        } else {
            const std::size_t begin = at_;
            while (at_ < text_.size() && text_[at_] != ',' && !is_separator_at(at_)) {
                ++at_;
            }
            value = text_.substr(begin, at_ - begin);
        }
        if (!article::has_text(value)) {
            return invalid(fmt::format("filter {}: a value is empty", key.name));
        }
        if (base::find_invalid_utf8(value) != std::string_view::npos) {
            return invalid(
                fmt::format("filter {}: {} is not valid UTF-8", key.name, article::quoted(value)));
        }
        return std::string(value);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

Result<Filter> parse_filter(std::string_view text) {
    if (text.size() > kQueryBytesMax) {
        return invalid(fmt::format("a filter has at most {} bytes", kQueryBytesMax));
    }
    Filter filter;
    Reader reader(text);
    while (reader.skip_blanks()) {
        KB_TRY_ASSIGN(const Key* key, reader.read_key());
        KB_TRY_ASSIGN(const Values values, reader.read_values(*key));
        KB_TRY(key->apply(filter, values));
    }
    return filter;
}

}  // namespace kb
