// SPDX-License-Identifier: Apache-2.0

// `diff`: what two versions of an article say differently, field by field.

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "kb_index/commands.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string id{};
    VersionNumber from = 0;  // 0: the one before `to`
    VersionNumber to = 0;    // 0: the present one
    std::string viewer{};
};

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
    Lines lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

Lines statements_of(const Article& article) {
    Lines lines;
    for (const Statement& statement : article.issue) {
        lines.push_back(statement.text);
    }
    return lines;
}

Lines environment_of(const Article& article) {
    Lines lines;
    for (const EnvironmentEntry& entry : article.environment) {
        lines.push_back(entry.name.empty() ? entry.value : entry.name + "=" + entry.value);
    }
    return lines;
}

template <auto Member>
Lines text_of(const Article& article) {
    return lines_of(article.*Member);
}

template <auto Member>
Lines list_of(const Article& article) {
    return article.*Member;
}

template <auto Member>
Lines state_of(const Article& article) {
    return {std::string(to_string(article.state.*Member))};
}

struct ComparedField {
    std::string_view name;
    Lines (*read)(const Article& article);
};

constexpr std::array<ComparedField, 16> kFields{{
    {"title", text_of<&Article::title>},
    {"issue", statements_of},
    {"environment", environment_of},
    {"resolution", text_of<&Article::resolution>},
    {"cause", text_of<&Article::cause>},
    {"keywords", list_of<&Article::keywords>},
    {"codes", list_of<&Article::codes>},
    {"products", list_of<&Article::products>},
    {"owner_domain", text_of<&Article::owner_domain>},
    {"language", text_of<&Article::language>},
    {"external_ids", list_of<&Article::external_ids>},
    {"originating_queries", list_of<&Article::originating_queries>},
    {"confidence", state_of<&ArticleState::confidence>},
    {"audience", state_of<&ArticleState::audience>},
    {"governance", state_of<&ArticleState::governance>},
    {"archive_reason", text_of<&Article::archive_reason>},
}};

struct Difference {
    std::string_view field;
    Lines before;
    Lines after;
};

std::vector<Difference> compare(const Article& before, const Article& after) {
    std::vector<Difference> differences;
    for (const ComparedField& field : kFields) {
        Difference difference{
            .field = field.name, .before = field.read(before), .after = field.read(after)};
        if (difference.before != difference.after) {
            differences.push_back(std::move(difference));
        }
    }
    return differences;
}

// The lines of a field with those that both have at its ends left out.
std::string field_text(const Difference& difference) {
    const Lines& before = difference.before;
    const Lines& after = difference.after;
    const std::size_t most = std::min(before.size(), after.size());
    std::size_t same = 0;
    while (same < most && before[same] == after[same]) {
        ++same;
    }
    std::size_t tail = 0;
    while (tail < most - same &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
        ++tail;
    }
    std::string text = fmt::format("{}\n", difference.field);
    for (std::size_t i = same; i + tail < before.size(); ++i) {
        text += "  - " + printable_line(before[i]) + '\n';
    }
    for (std::size_t i = same; i + tail < after.size(); ++i) {
        text += "  + " + printable_line(after[i]) + '\n';
    }
    return text;
}

void print_json(const Article& before, const Article& after,
                const std::vector<Difference>& differences, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.diff/1", console);
    json.member("id", after.id);
    json.member("from", before.version);
    json.member("to", after.version);
    json.key("fields");
    json.begin_array();
    for (const Difference& difference : differences) {
        json.begin_object();
        json.member("field", difference.field);
        write_texts(json, "before", difference.before);
        write_texts(json, "after", difference.after);
        json.end_object();
    }
    json.end_array();
    end_document(json, console);
}

ExitStatus run(const KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    Result<Viewer> viewer = viewer_of(arguments.viewer, context);
    if (!viewer) {
        return console.fail(viewer.error());
    }
    viewer->archived = true;
    const Result<Article> after = base.article(arguments.id, *viewer, arguments.to);
    if (!after) {
        return console.fail(after.error());
    }
    if (arguments.from == 0 && after->version < 2) {
        console.note(fmt::format("{} has one version", after->id));
        return kNothingFound;
    }
    const VersionNumber from = arguments.from == 0 ? after->version - 1 : arguments.from;
    const Result<Article> before = base.article(arguments.id, *viewer, from);
    if (!before) {
        return console.fail(before.error());
    }
    const std::vector<Difference> differences = compare(*before, *after);
    if (console.json()) {
        print_json(*before, *after, differences, console);
    } else {
        for (const Difference& difference : differences) {
            console.write(field_text(difference));
        }
    }
    if (differences.empty()) {
        console.note(fmt::format("versions {} and {} of {} say the same", before->version,
                                 after->version, after->id));
        return kNothingFound;
    }
    return kDone;
}

}  // namespace

void add_diff(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "diff",
         .purpose = "Compare two versions of an article, field by field",
         .group = kFinding,
         .text = {.details = "Lines that went begin with -, lines that came with +.",
                  .examples = {{"diff KB-17", "What the last change did."},
                               {"diff KB-17 2", "Version 2 and the present one."},
                               {"diff KB-17 2 5", "Two versions."}},
                  .exits =
                      "0 they differ, 1 they say the same, or there is no such article or version "
                      "for this viewer, 2 wrong use, 4 base missing, newer or damaged"}},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *arguments, context);
            });
        });
    command.add_option("ID", arguments->id, "The article")->required();
    command.add_option("V1", arguments->from, "A version; else the one before V2")
        ->check(within(kVersions));
    command.add_option("V2", arguments->to, "A version; else the present one")
        ->check(within(kVersions));
    add_viewer_flag(command, arguments->viewer);
}

}  // namespace kb::tools
