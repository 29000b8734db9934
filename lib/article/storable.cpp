// SPDX-License-Identifier: Apache-2.0
#include "article/storable.hpp"

#include "article/spelling.hpp"
#include "article/words.hpp"
#include "base/try.hpp"
#include "base/utf8.hpp"

#include <kb/article.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace kb {
namespace {

Error invalid(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message)}; }

// Adds up what an article weighs while its parts are checked one by one.
class Scale {
public:
    Result<void> add(std::string_view name, std::string_view text,
                     std::size_t bytes_max = kFieldBytesMax) {
        if (text.size() > bytes_max) {
            return Error{ErrorCode::kResourceExhausted,
                         fmt::format("{} has {} bytes; at most {} are possible", name, text.size(),
                                     bytes_max)};
        }
        const std::size_t wrong = base::find_invalid_utf8(text);
        if (wrong != std::string_view::npos) {
            return invalid(fmt::format("{} is not valid UTF-8 at byte {}", name, wrong));
        }
        bytes_ += text.size();
        return {};
    }

    // An id that may be missing.
    Result<void> add_id(std::string_view name, std::string_view id) {
        bytes_ += id.size();
        if (id.empty()) {
            return {};
        }
        if (auto checked = check_id(id); !checked) {
            return invalid(fmt::format("{}: {}", name, checked.error().message));
        }
        return {};
    }

    Result<void> add_all(std::string_view name, const std::vector<std::string>& texts) {
        KB_TRY(check_count(name, texts.size()));
        for (const std::string& text : texts) {
            KB_TRY(add(name, text));
        }
        return {};
    }

    static Result<void> check_count(std::string_view name, std::size_t count) {
        if (count > kListEntriesMax) {
            return Error{ErrorCode::kResourceExhausted,
                         fmt::format("{} has {} entries; at most {} are possible", name, count,
                                     kListEntriesMax)};
        }
        return {};
    }

    [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
    std::size_t bytes_ = 0;
};

Result<void> check_state(const ArticleState& state) {
    if (!article::is_known(state.confidence)) {
        return invalid("confidence has a value that does not exist");
    }
    if (!article::is_known(state.audience)) {
        return invalid("audience has a value that does not exist");
    }
    if (!article::is_known(state.governance)) {
        return invalid("governance has a value that does not exist");
    }
    return {};
}

// A time that a calendar of four digits can write; the epoch is one of them.
Result<void> check_time(std::string_view name, Timestamp at) {
    using std::chrono::sys_days;
    using std::chrono::year;
    constexpr Timestamp kFirst = sys_days(year(1) / 1 / 1);
    constexpr Timestamp kBeyond = sys_days(year(10'000) / 1 / 1);
    if (at < kFirst || at >= kBeyond) {
        return invalid(fmt::format("{} lies outside the years 1 to 9999", name));
    }
    return {};
}

Result<void> check_issue(const std::vector<Statement>& issue, Scale& scale) {
    KB_TRY(Scale::check_count("issue", issue.size()));
    for (const Statement& statement : issue) {
        if (statement.text.empty()) {
            return invalid("issue has an empty statement");
        }
        if (!article::is_known(statement.source)) {
            return invalid("issue has a statement whose source does not exist");
        }
        KB_TRY(scale.add("issue", statement.text));
        KB_TRY(scale.add_id("person of an issue statement", statement.by));
        KB_TRY(scale.add_id("case of an issue statement", statement.case_id));
        KB_TRY(check_time("time of an issue statement", statement.at));
    }
    return {};
}

Result<void> check_environment(const std::vector<EnvironmentEntry>& environment, Scale& scale) {
    KB_TRY(Scale::check_count("environment", environment.size()));
    for (const EnvironmentEntry& entry : environment) {
        if (entry.value.empty()) {
            return invalid(
                fmt::format("environment entry {} has no value", article::quoted(entry.name)));
        }
        KB_TRY(scale.add("environment", entry.name));
        KB_TRY(scale.add("environment", entry.value));
    }
    return {};
}

bool is_subtag(std::string_view subtag) {
    return !subtag.empty() && subtag.size() <= 8 && std::ranges::all_of(subtag, [](char c) {
        return article::is_letter(c) || article::is_digit(c);
    });
}

}  // namespace

namespace article {

Result<void> check_language_tag(std::string_view tag) {
    const auto refuse = [&](std::string_view rule) {
        return invalid(fmt::format("language {} {}", quoted(tag), rule));
    };
    if (tag.size() > kLanguageTagBytesMax) {
        return refuse("is longer than 35 bytes");
    }
    const std::string_view primary = tag.substr(0, tag.find('-'));
    const bool small =
        std::ranges::all_of(primary, [](char c) { return is_letter(c) && !is_capital(c); });
    if (primary.size() < 2 || primary.size() > 8 || !small) {
        return refuse("must begin with a language code in small letters, such as \"en\"");
    }
    for (std::size_t at = primary.size(); at < tag.size();) {
        const std::size_t begin = at + 1;
        const std::size_t end = std::min(tag.find('-', begin), tag.size());
        if (!is_subtag(tag.substr(begin, end - begin))) {
            return refuse("is not of the form \"en\" or \"pt-BR\"");
        }
        at = end;
    }
    return {};
}

}  // namespace article

Result<void> check_id(std::string_view id) {
    if (id.empty()) {
        return invalid("an id must not be empty");
    }
    const auto refuse = [&](std::string_view rule) {
        return invalid(fmt::format("id {} {}", article::quoted(id), rule));
    };
    if (id.size() > article::kIdBytesMax) {
        return refuse(
            fmt::format("has {} bytes; at most {} are possible", id.size(), article::kIdBytesMax));
    }
    if (base::find_invalid_utf8(id) != std::string_view::npos) {
        return refuse("is not valid UTF-8");
    }
    for (std::size_t at = 0; at < id.size();) {
        if (article::is_control(base::next_code_point(id, at))) {
            return refuse("has a control character");
        }
    }
    if (article::trim(id).size() != id.size()) {
        return refuse("begins or ends with a blank");
    }
    return {};
}

Result<void> check_storable(const Article& article) {
    Scale scale;
    KB_TRY(scale.add_id("id", article.id));
    KB_TRY(article::check_language_tag(article.language));
    KB_TRY(scale.add_id("translation_of", article.translation_of));
    KB_TRY(check_state(article.state));

    KB_TRY(scale.add("title", article.title, kTitleBytesMax));
    KB_TRY(check_issue(article.issue, scale));
    KB_TRY(check_environment(article.environment, scale));
    KB_TRY(scale.add("resolution", article.resolution));
    KB_TRY(scale.add("cause", article.cause));
    KB_TRY(scale.add_all("keywords", article.keywords));
    KB_TRY(scale.add_all("codes", article.codes));
    KB_TRY(scale.add_all("products", article.products));
    KB_TRY(scale.add("owner_domain", article.owner_domain));
    KB_TRY(scale.add_all("originating_queries", article.originating_queries));
    KB_TRY(scale.add("archive_reason", article.archive_reason));

    // An article is found by its external ids as by its own, so the same rule holds for them.
    KB_TRY(Scale::check_count("external_ids", article.external_ids.size()));
    for (const std::string& external_id : article.external_ids) {
        KB_TRY(check_id(external_id));
        KB_TRY(scale.add_id("external_ids", external_id));
    }
    KB_TRY(scale.add_id("created_by", article.created_by));
    KB_TRY(scale.add_id("modified_by", article.modified_by));
    KB_TRY(check_time("created", article.created));
    KB_TRY(check_time("modified", article.modified));

    if (scale.bytes() > kArticleBytesMax) {
        return Error{ErrorCode::kResourceExhausted,
                     fmt::format("the article has {} bytes; at most {} are possible", scale.bytes(),
                                 kArticleBytesMax)};
    }
    return {};
}

}  // namespace kb
