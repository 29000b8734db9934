// SPDX-License-Identifier: Apache-2.0

// `verify`: is everything in the base as it was written?

#include "common/base_selection.hpp"
#include "common/document.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

void print_json(const VerifyReport& report, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.verify/1", console);
    json.member("sound", report.damage_count == 0);
    json.member("opened", report.opened);
    json.member("damage_count", report.damage_count);
    json.member("articles_checked", report.articles_checked);
    json.member("segments_checked", report.segments_checked);
    json.member("changes_checked", report.changes_checked);
    json.key("damage");
    json.begin_array();
    for (const Damage& damage : report.damage) {
        json.begin_object();
        json.member("where", damage.where);
        json.member("expected", damage.expected);
        json.member("found", damage.found);
        json.member("advice", damage.advice);
        json.end_object();
    }
    json.end_array();
    end_document(json, console);
}

void print_text(const VerifyReport& report, Console& console) {
    for (const Damage& damage : report.damage) {
        console.print("damaged: {}: expected {}, found {}; {}\n", damage.where, damage.expected,
                      damage.found, damage.advice);
    }
    if (report.damage_count > report.damage.size()) {
        console.print("and {} more\n", report.damage_count - report.damage.size());
    }
    console.print(
        "{}: {} articles, {} index files and {} changes checked\n",
        report.damage_count == 0 ? "sound" : fmt::format("{} damaged places", report.damage_count),
        report.articles_checked, report.segments_checked, report.changes_checked);
}

void answer(const VerifyReport& report, Console& console) {
    if (console.json()) {
        print_json(report, console);
    } else {
        print_text(report, console);
    }
}

// All that is wrong with a base that does not open, not only what its opening met first.
ExitStatus run_on_files(const Error& error, const Context& context) {
    const Result<BaseChoice> choice = choose_base(context.base_flag, context.settings);
    if (choice) {
        const Result<VerifyReport> report = KnowledgeBase::verify_files(choice->path);
        if (report && report->damage_count > 0) {
            answer(*report, context.console);
        }
    }
    return context.console.fail(base_failure(error));
}

ExitStatus run(const KnowledgeBase& base, bool quick, Console& console) {
    const Result<VerifyReport> report = base.verify({.deep = !quick});
    if (!report) {
        return console.fail(report.error());
    }
    answer(*report, console);
    return report->damage_count == 0 ? kDone : kNothingFound;
}

}  // namespace

void add_verify(Program& program) {
    const auto quick = std::make_shared<bool>(false);
    CLI::App& command = program.add(
        {.name = "verify",
         .purpose = "Check that the base is sound",
         .group = kCare,
         .text = {.details = "Reads everything, makes the index of every article again in memory "
                             "and compares. Writes nothing and needs no lock. Lists every damaged "
                             "place, the first 1000 by name; of a base that does not open, those "
                             "of its files.",
                  .examples = {{"verify", "Everything."},
                               {"verify --quick", "Only headers, checksums and counts."}},
                  .exits =
                      "0 sound, 1 damage was found, 2 wrong use, 4 the base cannot be opened"}},
        [quick](Context& context) {
            const Result<KnowledgeBase> base = open_base(context, {.mode = OpenMode::kRead});
            if (base) {
                return run(*base, *quick, context.console);
            }
            return base.error().code == ErrorCode::kCorruption
                       ? run_on_files(base.error(), context)
                       : context.console.fail(base_failure(base.error()));
        });
    command.add_flag("--quick", *quick, "Headers, checksums and counts only");
}

}  // namespace kb::tools
