// SPDX-License-Identifier: Apache-2.0

// Counts that add up: read = added + updated + unchanged + refused.

#include "kb_index/import_output.hpp"

#include "common/document.hpp"
#include "common/input.hpp"
#include "common/text_layout.hpp"

#include <algorithm>

namespace kb::tools {
namespace {

constexpr std::size_t kRejectsShown = 5;
constexpr std::size_t kRemarksShown = 5;

void write_reject(JsonWriter& json, const Reject& reject) {
    json.begin_object();
    json.member("kind", "refused");
    json.member("file", reject.file);
    json.member("line", reject.line);
    json.member("reason", reject.reason);
    json.member("original", reject.original);
    json.end_object();
}

void write_remark(JsonWriter& json, const Remark& remark) {
    json.begin_object();
    json.member("kind", "remark");
    json.member("file", remark.file);
    json.member("line", remark.line);
    json.member("id", remark.id);
    json.member("field", remark.field);
    json.member("text", remark.text);
    json.member("times", remark.times);
    json.end_object();
}

std::string report_lines(const ImportSummary& summary) {
    std::string lines;
    for (const Reject& reject : summary.rejects) {
        JsonWriter json;
        write_reject(json, reject);
        lines += json.take();
    }
    for (const Remark& remark : summary.remarks) {
        JsonWriter json;
        write_remark(json, remark);
        lines += json.take();
    }
    return lines;
}

void print_json(const ImportAnswer& answer, const ImportSummary& summary, Console& console) {
    JsonWriter json;
    begin_document(json, answer.schema, console);
    json.member("dry_run", answer.dry_run);
    json.member("read", summary.read);
    json.member("added", summary.added);
    json.member("updated", summary.updated);
    json.member("unchanged", summary.unchanged);
    json.member("refused", summary.refused);
    json.member("passed_over", summary.passed_over);
    json.member("warnings", summary.warnings);
    json.member("retitled", summary.retitled);
    json.key("rejects");
    json.begin_array();
    for (const Reject& reject : summary.rejects) {
        write_reject(json, reject);
    }
    json.end_array();
    json.key("remarks");
    json.begin_array();
    for (const Remark& remark : summary.remarks) {
        write_remark(json, remark);
    }
    json.end_array();
    end_document(json, console);
}

void note_rejects(const ImportAnswer& answer, const ImportSummary& summary, Console& console) {
    const std::size_t shown = std::min(summary.rejects.size(), kRejectsShown);
    for (std::size_t index = 0; index < shown; ++index) {
        const Reject& reject = summary.rejects[index];
        const std::string line = reject.line == 0 ? "" : fmt::format("{}:", reject.line);
        console.note(fmt::format("refused {}:{} {}", reject.file, line, reject.reason));
    }
    if (summary.refused > shown) {
        console.note(fmt::format(
            "{} more were refused{}", summary.refused - shown,
            answer.report.empty() ? "; --report FILE lists them" : "; see " + answer.report));
    }
}

// "faq.csv:7 KB-3, resolution: ..."
std::string remark_text(const Remark& remark) {
    std::string text = remark.file;
    text += remark.line == 0 ? "" : fmt::format(":{}", remark.line);
    text += remark.id.empty() ? ": " : fmt::format(": {}, ", printable_line(remark.id));
    text += fmt::format("{}: {}", remark.field, remark.text);
    return remark.times == 1 ? text : text + fmt::format(" ({} times)", remark.times);
}

void note_remarks(const ImportAnswer& answer, const ImportSummary& summary, Console& console) {
    if (summary.warnings > 0) {
        console.note(fmt::format("{} {} {}", summary.warnings, answer.unit, answer.warning));
    }
    if (summary.retitled > 0) {
        console.note(fmt::format("{} titles were made one line", summary.retitled));
    }
    const std::size_t shown = std::min(summary.remarks.size(), kRemarksShown);
    for (std::size_t index = 0; index < shown; ++index) {
        console.note("  " + remark_text(summary.remarks[index]));
    }
    if (summary.remarks.size() > shown) {
        console.note(answer.report.empty() ? "  and more; --report FILE or --json names them"
                                           : "  and more; see " + answer.report);
    }
}

}  // namespace

ExitStatus answer_import(const ImportAnswer& answer, const ImportSummary& summary,
                         Console& console) {
    if (console.json()) {
        print_json(answer, summary, console);
    } else {
        console.print("{}{} {} read: {} added, {} updated, {} unchanged, {} refused\n",
                      answer.dry_run ? "dry run: " : "", summary.read, answer.unit, summary.added,
                      summary.updated, summary.unchanged, summary.refused);
    }
    note_rejects(answer, summary, console);
    if (summary.passed_over > 0 && answer.all_or_nothing) {
        console.note("nothing was written: a restore takes all records or none");
    } else if (summary.passed_over > 0) {
        console.note(
            fmt::format("{} records beside articles were passed over; --restore takes "
                        "them into a new base",
                        summary.passed_over));
    }
    note_remarks(answer, summary, console);
    if (!answer.report.empty()) {
        const Result<void> written = write_output(answer.report, report_lines(summary));
        if (!written) {
            return console.fail(written.error());
        }
    }
    return summary.refused == 0 ? kDone : kSomeRefused;
}

ExitStatus fail_import(Console& console, const Error& error, const Progress& last) {
    if (error.code == ErrorCode::kNotFound) {  // the file, not an article
        Failure failure = failure_of(error);
        failure.status = kInputOutput;
        return console.fail(failure);
    }
    if (error.code != ErrorCode::kCancelled) {
        return console.fail(error);
    }
    return console.fail(failure_of(
        {.code = error.code,
         .message =
             fmt::format("interrupted after {} records; every finished batch is kept", last.done)},
        "run it again to go on"));
}

}  // namespace kb::tools
