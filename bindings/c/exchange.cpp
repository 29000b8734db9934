// SPDX-License-Identifier: Apache-2.0

// Many articles and events at once: lines of JSON, files in, files out.

#include "arguments.hpp"
#include "json.hpp"
#include "lines.hpp"

#include <vector>

namespace {

using namespace kb;  // NOLINT(google-build-using-namespace): the functions below are global

static_assert(KB_EXCHANGE_MARKDOWN == static_cast<kb_exchange_format>(ExchangeFormat::kMarkdown));
static_assert(KB_EXCHANGE_HTML == static_cast<kb_exchange_format>(ExchangeFormat::kHtml));

kb_import_options read_options(const kb_import_options* options) {
    const kb_import_options defaults = KB_IMPORT_OPTIONS_INIT;
    const kb_import_options given = c::sized(c::required(options, "options"), defaults, "options");
    c::must_be_zero(given.reserved, "options");
    if (c::view(given.path, "options.path").empty()) {
        c::refuse("options.path is empty");
    }
    return given;
}

template <typename Enum>
std::optional<Enum> said(std::int32_t value, Enum last, std::string_view name) {
    return value == KB_UNSET ? std::nullopt : std::optional(c::enumerator(value, last, name));
}

ImportRequest read_import(const kb_import_options& given) {
    ImportRequest request;
    request.path = c::view(given.path, "options.path");
    request.map = parse_field_map(c::view(given.map, "options.map")).value();
    request.language = c::copy(given.language, "options.language");
    request.format = said(given.format, ExchangeFormat::kHtml, "options.format");
    request.confidence = said(given.confidence, Confidence::kArchived, "options.confidence");
    request.audience = said(given.audience, Audience::kPublic, "options.audience");
    request.batch = given.batch;
    request.dry_run =
        (c::known_flags(given.flags, KB_IMPORT_DRY_RUN, "options.flags") & KB_IMPORT_DRY_RUN) != 0;
    return request;
}

ProgressCallback callback(const kb_import_options& given) {
    if (given.progress == nullptr) {
        return {};
    }
    return [call = given.progress, context = given.progress_context](const Progress& progress) {
        const kb_progress told{sizeof(kb_progress), progress.done, progress.bytes_done,
                               progress.bytes_total};
        return call(context, &told) != 0;
    };
}

// An out structure of a wrong size is refused before anything is read.
void check_summary(kb_import_summary* summary) {
    if (summary != nullptr) {
        c::fill(*summary, KB_IMPORT_SUMMARY_INIT, "summary");
    }
}

void tell(const ImportSummary& done, kb_import_summary* summary, kb_blob** rejects) {
    if (rejects != nullptr) {
        *rejects = new kb_blob{c::rejects_json(done.rejects)};
    }
    if (summary != nullptr) {
        const kb_import_summary value{sizeof(kb_import_summary),
                                      done.read,
                                      done.added,
                                      done.updated,
                                      done.unchanged,
                                      done.refused,
                                      done.warnings};
        c::fill(*summary, value, "summary");
    }
}

kb_put_summary put_lines(KnowledgeBase& base, const Action& action, c::Lines<Article>& lines) {
    kb_put_summary summary = KB_PUT_SUMMARY_INIT;
    summary.refused = lines.unread();
    const auto outcomes = base.put_all(lines.items(), action).value();
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const Result<PutOutcome>& outcome = outcomes[i];
        if (!outcome) {
            lines.refuse_item(i, outcome.error().message);
            ++summary.refused;
        } else if (outcome->created) {
            ++summary.created;
        } else {
            ++(outcome->changed ? summary.replaced : summary.unchanged);
        }
    }
    summary.received = outcomes.size() + lines.unread();
    return summary;
}

}  // namespace

kb_status kb_put_lines_json(kb_base* base, kb_text lines, const kb_action* action,
                            kb_put_summary* summary, kb_blob** refusals, kb_error** error) {
    c::clear(refusals);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        if (summary != nullptr) {
            c::fill(*summary, KB_PUT_SUMMARY_INIT, "summary");
        }
        c::Lines<Article> read;
        read.read(c::view(lines, "lines"),
                  [](std::string_view line) { return article_from_json(line); });
        const kb_put_summary done = put_lines(open, c::action(action), read);
        if (refusals != nullptr) {
            *refusals = new kb_blob{std::move(read).refusals()};
        }
        if (summary != nullptr) {
            c::fill(*summary, done, "summary");
        }
    });
}

kb_status kb_import(kb_base* base, const kb_import_options* options, const kb_action* action,
                    kb_import_summary* summary, kb_blob** rejects, kb_error** error) {
    c::clear(rejects);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        check_summary(summary);
        const kb_import_options given = read_options(options);
        const ImportRequest request = read_import(given);
        tell(open.import_articles(request, c::action(action), callback(given)).value(), summary,
             rejects);
    });
}

kb_status kb_import_events(kb_base* base, const kb_import_options* options,
                           kb_import_summary* summary, kb_blob** rejects, kb_error** error) {
    c::clear(rejects);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        check_summary(summary);
        const kb_import_options given = read_options(options);
        tell(open.import_events(c::view(given.path, "options.path"), callback(given)).value(),
             summary, rejects);
    });
}

kb_status kb_export(const kb_base* base, const kb_export_options* options, uint64_t* written,
                    kb_error** error) {
    c::clear(written);
    return c::guarded(error, [&] {
        const KnowledgeBase& open = c::opened(base);
        const kb_export_options defaults = KB_EXPORT_OPTIONS_INIT;
        const kb_export_options given =
            c::sized(c::required(options, "options"), defaults, "options");
        ExportRequest request;
        request.path = c::view(given.path, "options.path");
        if (request.path.empty()) {
            c::refuse("options.path is empty");
        }
        request.format = c::enumerator(given.format, ExchangeFormat::kHtml, "options.format");
        request.viewer = c::viewer(given.viewer);
        request.viewer.archived =
            (c::known_flags(given.flags, KB_EXPORT_ARCHIVED, "options.flags") &
             KB_EXPORT_ARCHIVED) != 0;
        const std::uint64_t count = open.export_articles(request).value();
        if (written != nullptr) {
            *written = count;
        }
    });
}
