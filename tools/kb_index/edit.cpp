// SPDX-License-Identifier: Apache-2.0

// `edit`: improve an article; every edit is a new version.

#include "common/input.hpp"
#include "kb_index/article_fields.hpp"
#include "kb_index/article_output.hpp"
#include "kb_index/commands.hpp"
#include "kb_index/proposal_output.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string id{};
    std::vector<std::string> assignments{};
    std::vector<std::string> issue{};
    VersionNumber expected_version = 0;
    VersionNumber restored_version = 0;  // 0: none
    std::string case_id{};
    bool propose = false;
    bool no_propose = false;
    WriterFlags writer{};
};

// Everything of a former version that an edit can replace.
Result<Edit> restoring_edit(const KnowledgeBase& base, const Arguments& arguments) {
    const Viewer editor{.audience = Audience::kInternal, .archived = true};
    const Result<Article> old = base.article(arguments.id, editor, arguments.restored_version);
    if (!old) {
        return old.error();
    }
    return Edit{.article = arguments.id,
                .title = old->title,
                .environment = old->environment,
                .resolution = old->resolution,
                .cause = old->cause,
                .keywords = old->keywords,
                .codes = old->codes,
                .products = old->products,
                .owner_domain = old->owner_domain,
                .language = old->language};
}

Result<Edit> edit_of(const KnowledgeBase& base, const Arguments& arguments, const PersonId& by) {
    Result<Edit> begun = arguments.restored_version == 0 ? Edit{.article = arguments.id}
                                                         : restoring_edit(base, arguments);
    if (!begun) {
        return begun.error();
    }
    Edit edit = *std::move(begun);
    edit.expected_version = arguments.expected_version;
    for (const std::string& assignment : arguments.assignments) {
        const Result<void> done = set_field(edit, assignment);
        if (!done) {
            return done.error();
        }
    }
    for (const std::string& given : arguments.issue) {
        Result<std::string> text = text_or_file(given);
        if (!text) {
            return text.error();
        }
        edit.add_issue.push_back(
            {.text = *std::move(text), .source = StatementSource::kEditor, .by = by});
    }
    if (arguments.assignments.empty() && arguments.issue.empty() &&
        arguments.restored_version == 0) {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = "nothing to edit: give --set, --add-issue or --restore-version"};
    }
    return edit;
}

ExitStatus propose(KnowledgeBase& base, const Edit& edit, const Action& action, Console& console) {
    const Result<Proposal> proposal = base.propose(edit, action);
    if (!proposal) {
        return console.fail(proposal.error());
    }
    answer_proposal(*proposal, console);
    return kDone;
}

ExitStatus run(KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Action action = action_of(arguments.writer, context);
    action.case_id = arguments.case_id;
    const Result<Edit> edit = edit_of(base, arguments, action.by);
    if (!edit) {
        return context.console.fail(edit.error());
    }
    if (edit->language) {
        const Result<std::string> language = language_of(*edit->language, context);
        if (!language) {
            return context.console.fail(language.error());
        }
    }
    if (arguments.propose) {
        return propose(base, *edit, action, context.console);
    }
    const Result<PutOutcome> outcome = base.edit(*edit, action);
    if (outcome) {
        answer_put(*outcome, "edited", context.console);
        return kDone;
    }
    if (outcome.error().code == ErrorCode::kPermissionDenied && !arguments.no_propose &&
        base.person(action.by)) {
        context.console.note(outcome.error().message);
        return propose(base, *edit, action, context.console);
    }
    return context.console.fail(outcome.error());
}

}  // namespace

void add_edit(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "edit",
         .purpose = "Improve an article",
         .group = kImproving,
         .text = {.details = "Fields: title, resolution, cause, environment, keywords, codes, "
                             "products, owner_domain, language. Lists are separated by |. What the "
                             "requestor said is only added to. Whoever lacks the licence for an "
                             "edit makes a proposal of it.",
                  .examples = {{"edit KB-17 --set resolution=@fix.md --reason 'new client'",
                                "The text of a file; @- is standard input."},
                               {"edit KB-17 --set 'keywords=tunnel|disconnect'", "A list."},
                               {"edit KB-17 --restore-version 3",
                                "The fields as they were, as a new version; what the requestor "
                                "said since and the state stay."},
                               {"edit KB-17 --add-issue 'drops when the lid closes'",
                                "Somebody else's words for the same issue."},
                               {"edit KB-17 --set cause=@cause.md --propose",
                                "For somebody else to accept."}},
                  .exits = kWritingExits},
         .writes = true},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kWrite,
                             [&](KnowledgeBase& base) { return run(base, *arguments, context); });
        });
    command.add_option("ID", arguments->id, "The article")->required();
    add_repeated(command, "--set", arguments->assignments, "Replace a field")
        ->type_name("FIELD=VALUE");
    add_repeated(command, "--add-issue", arguments->issue, "Add a statement; @FILE reads a file")
        ->type_name("TEXT");
    add_number(command, "--restore-version", arguments->restored_version, kVersions,
               "Bring the fields of a former version back; --set goes on from there");
    add_number(command, "--expect-version", arguments->expected_version, kVersions,
               "Refuse where the article has another version");
    add_case_flag(command, arguments->case_id);
    CLI::Option* const propose =
        command.add_flag("--propose", arguments->propose, "Make a proposal of it in any case");
    command
        .add_flag("--no-propose", arguments->no_propose,
                  "Fail with 6 where the licence for the edit is missing")
        ->excludes(propose);
    add_writer_flags(command, arguments->writer);
}

}  // namespace kb::tools
