// SPDX-License-Identifier: Apache-2.0

// `add`: one article from a file, under the rules of the life cycle.

#include "common/input.hpp"
#include "kb_index/article_output.hpp"
#include "kb_index/commands.hpp"
#include "kb_index/json_guess.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

namespace kb::tools {
namespace {

struct Arguments {
    std::string file{};
    std::string format{};
    std::string language{};
    WriterFlags writer{};
};

Result<Article> read_json(const std::string& file) {
    const Result<std::string> content = read_input(file);
    return content ? article_from_json(*content) : Result<Article>(content.error());
}

Error refused(const Reject& reject) {
    const std::string line = reject.line == 0 ? "" : fmt::format("{}:", reject.line);
    return {.code = ErrorCode::kInvalidArgument,
            .message = fmt::format("{}:{} {}", reject.file, line, reject.reason)};
}

bool has_all_mandatory(const Article& article, Confidence confidence) {
    const std::vector<Finding> findings = check_content(article, confidence);
    return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.severity == Severity::kError;
    });
}

// A file without an id of its own is named after itself by imports; here the base chooses one.
Article completed(SourceArticle source, const std::string& file) {
    Article article = std::move(source.article);
    const std::string stem = std::filesystem::path(file).stem().string();
    if (article.id == stem || file == "-") {
        article.id.clear();
    }
    if (!source.has_confidence) {
        const bool complete = has_all_mandatory(article, Confidence::kNotValidated);
        article.state.confidence =
            complete ? Confidence::kNotValidated : Confidence::kWorkInProgress;
    }
    return article;
}

Result<Article> read_document(const Arguments& arguments, ExchangeFormat format,
                              const std::string& language) {
    std::optional<Article> article;
    const Result<ImportSummary> summary =
        read_articles({.path = arguments.file, .format = format, .language = language},
                      [&](SourceArticle source) {
                          article = completed(std::move(source), arguments.file);
                          return false;  // a document is one article
                      });
    if (!summary) {
        return summary.error();
    }
    if (!summary->rejects.empty()) {
        return refused(summary->rejects.front());
    }
    if (!article) {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = arguments.file + " holds no article"};
    }
    return *std::move(article);
}

// By --from, else by the ending, else Markdown.
std::string format_of(const Arguments& arguments) {
    if (!arguments.format.empty()) {
        return arguments.format;
    }
    const std::string ending = std::filesystem::path(arguments.file).extension().string();
    if (ending == ".json") {
        return "json";
    }
    return ending == ".html" || ending == ".htm" ? "html" : "markdown";
}

Result<Article> read(const Arguments& arguments, const Context& context) {
    std::error_code ignored;
    if (std::filesystem::is_directory(arguments.file, ignored)) {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = arguments.file + " is a folder; import or sync takes folders"};
    }
    const std::string format = format_of(arguments);
    if (format != "json" && begins_like_json(arguments.file)) {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = fmt::format("{} holds JSON; add one article with --from json, JSON "
                                            "lines with kb-index import --from jsonl",
                                            arguments.file)};
    }
    if (format == "json") {
        return read_json(arguments.file);
    }
    const Result<std::string> language = language_of(arguments.language, context);
    if (!language) {
        return language.error();
    }
    return read_document(
        arguments, format == "html" ? ExchangeFormat::kHtml : ExchangeFormat::kMarkdown, *language);
}

ExitStatus run(KnowledgeBase& base, const Arguments& arguments, Context& context) {
    const Result<Article> article = read(arguments, context);
    if (!article) {
        // A file that is not there is an input that failed, not an article that was not found.
        Failure failure = failure_of(article.error());
        if (article.error().code == ErrorCode::kNotFound) {
            failure.status = kInputOutput;
        }
        return context.console.fail(failure);
    }
    const Result<PutOutcome> outcome = base.add(*article, action_of(arguments.writer, context));
    if (!outcome) {
        return context.console.fail(outcome.error());
    }
    answer_put(*outcome, "added", context.console);
    return kDone;
}

}  // namespace

void add_add(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "add",
         .purpose = "Add one article that is written already",
         .group = kImproving,
         .text = {.details =
                      "Markdown with front matter, HTML, or JSON as export writes it. Without "
                      "an id the base chooses one; without a confidence it is not validated, "
                      "or work in progress where something mandatory is missing.",
                  .examples = {{"add article.md", "Prints the new id."},
                               {"add - --from json < article.json", "From a pipe."}},
                  .exits = kWritingExits},
         .writes = true},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kWrite,
                             [&](KnowledgeBase& base) { return run(base, *arguments, context); });
        });
    command.add_option("FILE", arguments->file, "The article, or - for standard input")->required();
    add_choice(command, "--from", arguments->format, {"markdown", "json", "html"},
               "The format; else by the file's ending, else Markdown");
    add_language_flag(command, arguments->language, "Where the article names none; else en");
    add_writer_flags(command, arguments->writer);
}

}  // namespace kb::tools
