// SPDX-License-Identifier: Apache-2.0
#include "exchange/document_reader.hpp"

#include "base/try.hpp"
#include "base/utf8.hpp"
#include "exchange/front_matter.hpp"
#include "exchange/html.hpp"
#include "exchange/html_guard.hpp"
#include "exchange/input.hpp"
#include "exchange/markdown.hpp"
#include "exchange/sections.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::exchange {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::size_t bytes_max(ExchangeFormat format) {
    return format == ExchangeFormat::kHtml ? kHtmlBytesMax : kDocumentBytesMax;
}

std::string_view without_ending(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

// Lists of words are written in one text in many systems: "printer, offline".
bool is_word_list(Member member) {
    return member == Member::kKeywords || member == Member::kCodes || member == Member::kProducts;
}

std::vector<EnvironmentEntry> split_words(const NamedValues& member) {
    const std::vector<EnvironmentEntry>& values = member.values;
    if (member.is_list || values.size() != 1) {
        return values;
    }
    std::vector<EnvironmentEntry> words;
    std::string_view text = values.front().value;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        words.push_back({{}, std::string(trim(text.substr(0, comma)))});
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return words;
}

// What stands in the head of a document. A description waits, because what it becomes depends on
// the text: it is put back into `description`.
Result<void> take_members(ReadArticle& to, const std::vector<NamedValues>& members,
                          const MemberNames& names, std::string& description) {
    for (const NamedValues& member : members) {
        for (const Member ours : names.find(member.name)) {
            if (ours == Member::kDescription) {
                description = member.values.empty() ? "" : member.values.front().value;
                continue;
            }
            KB_TRY(set_member(to, ours, is_word_list(ours) ? split_words(member) : member.values,
                              Reading::kLenient));
        }
    }
    return {};
}

ArticleRecord refuse(Reject reject) { return {.refused = true, .reject = std::move(reject)}; }

ArticleRecord reject_text(std::uint64_t line, std::string reason, std::string_view bytes) {
    return refuse(make_reject({}, line, std::move(reason), bytes));
}

// The rest is the same for both formats.
ArticleRecord finish(ReadArticle read, const std::vector<Section>& sections,
                     std::string_view description, std::string_view name, std::string_view bytes) {
    take_sections(read.article, sections);
    if (const std::string_view text = trim(description); !text.empty()) {
        // Lenient: a description is never refused.
        static_cast<void>(
            set_member(read, Member::kDescription, {{{}, std::string(text)}}, Reading::kLenient));
    }
    const Article& article = read.article;
    if (article.title.empty() && article.issue.empty() && article.resolution.empty() &&
        article.cause.empty()) {
        return reject_text(0, "no text in it", bytes);
    }
    const std::string_view path = without_ending(name);
    if (article.title.empty()) {
        read.article.title = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
    }
    if (article.id.empty()) {
        read.article.id = path;
    }
    return {.read = std::move(read)};
}

ArticleRecord read_markdown_document(std::string_view bytes, std::string_view name,
                                     const MemberNames& names, const ImportRequest& request) {
    const auto front = read_front_matter(bytes);
    if (const auto* fault = std::get_if<FrontMatterFault>(&front)) {
        return reject_text(fault->line, fault->reason, bytes);
    }
    const auto& matter = std::get<FrontMatter>(front);
    ReadArticle read = make_article(request);
    read.line = 1;
    std::string description;
    if (const auto taken = take_members(read, matter.members, names, description); !taken) {
        return reject_text(1, fmt::format("front matter: {}", taken.error().message), bytes);
    }
    const auto sections = read_markdown(matter.body);
    if (!sections) {
        return reject_text(matter.body_line, sections.error().message, matter.body);
    }
    return finish(std::move(read), *sections, description, name, bytes);
}

ArticleRecord read_html_document(std::string_view bytes, std::string_view name,
                                 const MemberNames& names, const ImportRequest& request) {
    const auto document = read_html(bytes);
    if (!document) {
        return reject_text(1, document.error().message, bytes);
    }
    ReadArticle read = make_article(request);
    read.line = 1;
    std::string description;
    if (const auto taken = take_members(read, document->meta, names, description); !taken) {
        return reject_text(1, fmt::format("meta: {}", taken.error().message), bytes);
    }
    static_cast<void>(
        set_member(read, Member::kLanguage, {{{}, document->language}}, Reading::kLenient));
    static_cast<void>(set_member(read, Member::kTitle, {{{}, document->title}}, Reading::kLenient));
    return finish(std::move(read), document->sections, description, name, bytes);
}

class DocumentReader : public ArticleReader {
public:
    DocumentReader(FolderContent content, ImportRequest request)
        : content_(std::move(content)), request_(std::move(request)), names_(request_.map) {
        for (const Document& document : content_.documents) {
            bytes_total_ += document.bytes;
        }
    }

    Result<bool> next(ArticleRecord& record) override {
        if (next_ < content_.documents.size()) {
            const Document& document = content_.documents[next_++];
            record = read(document);
            bytes_done_ += document.bytes;
            record.read.file = display(document.path);
            record.reject.file = record.read.file;
            return true;
        }
        if (!content_.unreadable.empty()) {
            record = refuse(std::move(content_.unreadable.back()));
            content_.unreadable.pop_back();
            return true;
        }
        return false;
    }
    [[nodiscard]] std::uint64_t bytes_done() const noexcept override { return bytes_done_; }
    [[nodiscard]] std::uint64_t bytes_total() const noexcept override { return bytes_total_; }

private:
    ArticleRecord read(const Document& document) const {
        auto input = Input::open(document.path);
        if (!input) {
            return refuse(make_reject({}, 0, input.error().message));
        }
        const auto bytes = read_all(*input, bytes_max(document.format));
        if (!bytes) {
            return refuse(make_reject({}, 0, bytes.error().message));
        }
        return read_document(*bytes, document.format, document.name, names_, request_);
    }

    FolderContent content_;
    ImportRequest request_;
    MemberNames names_;
    std::size_t next_ = 0;
    std::uint64_t bytes_done_ = 0;
    std::uint64_t bytes_total_ = 0;
};

}  // namespace

ArticleRecord read_document(std::string_view bytes, ExchangeFormat format, std::string_view name,
                            const MemberNames& names, const ImportRequest& request) {
    if (bytes.empty()) {
        return reject_text(0, "empty", bytes);
    }
    if (const auto fault = find_text_fault(bytes)) {
        return reject_text(fault->line, fault->reason, bytes);
    }
    if (base::find_invalid_utf8(name) != std::string_view::npos) {
        return reject_text(0, "its name is not UTF-8", bytes);
    }
    if (bytes.starts_with(kByteOrderMark)) {
        bytes.remove_prefix(kByteOrderMark.size());
    }
    return format == ExchangeFormat::kHtml ? read_html_document(bytes, name, names, request)
                                           : read_markdown_document(bytes, name, names, request);
}

std::unique_ptr<ArticleReader> make_document_reader(FolderContent content, ImportRequest request) {
    return std::make_unique<DocumentReader>(std::move(content), std::move(request));
}

}  // namespace kb::exchange
