// SPDX-License-Identifier: Apache-2.0
#include "article/field_text.hpp"

namespace kb::article {
namespace {

template <typename List, typename Append>
std::string join_lines(const List& list, Append append) {
    std::string text;
    bool first = true;
    for (const auto& entry : list) {
        if (!first) {
            text += '\n';
        }
        first = false;
        append(text, entry);
    }
    return text;
}

void append_entry(std::string& text, const EnvironmentEntry& entry) {
    if (!entry.name.empty()) {
        text += entry.name;
        text += ": ";
    }
    text += entry.value;
}

}  // namespace

std::string field_text(const Article& article, Field field) {
    const auto append_text = [](std::string& text, const std::string& line) { text += line; };
    switch (field) {
    case Field::kTitle: return article.title;
    case Field::kIssue:
        return join_lines(article.issue,
                          [](std::string& text, const Statement& said) { text += said.text; });
    case Field::kEnvironment: return join_lines(article.environment, append_entry);
    case Field::kResolution: return article.resolution;
    case Field::kCause: return article.cause;
    case Field::kKeywords: return join_lines(article.keywords, append_text);
    case Field::kCodes: return join_lines(article.codes, append_text);
    }
    return {};
}

}  // namespace kb::article
