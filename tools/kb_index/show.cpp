// SPDX-License-Identifier: Apache-2.0

// `show`: one article, a former version of it, or what happened to it.

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "common/time_text.hpp"
#include "kb_index/article_output.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string id{};
    VersionNumber version = 0;
    bool history = false;
    std::string viewer{};
};

// What one record changed, in words.
std::string change_text(const AuditRecord& record) {
    std::string text = fmt::format("{}", fmt::join(record.changed, ", "));
    if (record.state_after && record.state_before != record.state_after) {
        text += text.empty() ? "" : "; ";
        text += record.state_before ? state_text(*record.state_before) + " -> " : "";
        text += state_text(*record.state_after);
    }
    if (!record.case_id.empty()) {
        text += " case " + record.case_id;
    }
    if (!record.proposed_by.empty()) {
        text += " proposed by " + record.proposed_by;
    }
    return record.reason.empty() ? text : text + " (" + record.reason + ")";
}

std::string history_text(const std::vector<AuditRecord>& records, std::size_t width) {
    std::vector<std::vector<std::string>> rows;
    for (const AuditRecord& record : records) {
        rows.push_back({to_minute(record.at), fmt::format("v{}", record.version_after), record.verb,
                        fmt::format("{} ({})", record.by, to_string(record.licence)),
                        change_text(record)});
    }
    return table_text(rows, width);
}

void write_record(JsonWriter& json, const AuditRecord& record) {
    json.begin_object();
    json.member("change", record.change);
    write_time(json, "at", record.at);
    json.member("verb", record.verb);
    json.member("by", record.by);
    json.member("licence", to_string(record.licence));
    json.member("reason", record.reason);
    json.member("case", record.case_id);
    json.member("version_before", record.version_before);
    json.member("version_after", record.version_after);
    write_texts(json, "changed", record.changed);
    json.member("proposed_by", record.proposed_by);
    if (record.state_after) {
        write_state(json, *record.state_after);
    }
    json.end_object();
}

void print_json(const Article& article, const std::vector<AuditRecord>& records,
                const Arguments& arguments, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.article/1", console);
    json.key("article");
    json.raw(to_json(article));
    if (arguments.history) {
        json.key("history");
        json.begin_array();
        for (const AuditRecord& record : records) {
            write_record(json, record);
        }
        json.end_array();
    }
    end_document(json, console);
}

ExitStatus run(const KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    Result<Viewer> viewer = viewer_of(arguments.viewer, context);
    if (!viewer) {
        return console.fail(viewer.error());
    }
    viewer->archived = true;  // who names an article knows that it exists
    const Result<Article> article = base.article(arguments.id, *viewer, arguments.version);
    if (!article) {
        return console.fail(article.error());
    }
    std::vector<AuditRecord> records;
    if (arguments.history) {
        Result<std::vector<AuditRecord>> history = base.history(article->id, *viewer);
        if (!history) {
            return console.fail(history.error());
        }
        records = *std::move(history);
    }
    if (console.json()) {
        print_json(*article, records, arguments, console);
    } else if (arguments.history) {
        console.print("{}  {}\n\n", console.bold(printable_line(article->id)),
                      printable_line(article->title));
        console.write(history_text(records, console.width()));
    } else {
        console.write(article_text(*article, console.width()));
    }
    return kDone;
}

}  // namespace

void add_show(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "show",
         .purpose = "Show one article, a version of it, or its history",
         .group = kFinding,
         .text = {.details = "A former id or the id of another system will do.",
                  .examples = {{"show KB-17", "As it is now."},
                               {"show KB-17 --version 3", "As it was."},
                               {"show KB-17 --history", "Who changed what, when and why."}},
                  .exits =
                      "0 shown, 1 there is no such article for this viewer, 2 wrong use, 4 base "
                      "missing, newer or damaged"}},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *arguments, context);
            });
        });
    command.add_option("ID", arguments->id, "The article")->required();
    add_number(command, "--version", arguments->version, kVersions, "A former version");
    command.add_flag("--history", arguments->history, "What happened to it (internal only)");
    add_viewer_flag(command, arguments->viewer);
}

}  // namespace kb::tools
