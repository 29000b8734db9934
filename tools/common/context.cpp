// SPDX-License-Identifier: Apache-2.0

// Opening and closing, the same for every command.

#include "common/context.hpp"

#include "common/base_selection.hpp"
#include "common/terminal.hpp"

#include <fmt/format.h>

namespace kb::tools {
namespace {

// With --verbose, what the library has to tell. A failure is one line without it.
LogSink log_to(const Console& console) {
    return [&console](LogLevel level, std::string_view message) {
        if (level != LogLevel::kDebug && console.verbose()) {
            console.log(message);
        }
    };
}

}  // namespace

Result<KnowledgeBase> open_base(const Context& context, OpenOptions options) {
    const Result<BaseChoice> choice = choose_base(context.base_flag, context.settings);
    if (!choice) {
        return choice.error();
    }
    std::error_code ignored;
    if (std::filesystem::is_regular_file(choice->path, ignored)) {
        return Error{.code = ErrorCode::kNotFound,
                     .message = choice->path.string() + " is a file, a base is a folder"};
    }
    context.console.detail(fmt::format("base {} (from {})", choice->path.string(), choice->origin));
    options.log = log_to(context.console);
    return KnowledgeBase::open(choice->path, options);
}

ExitStatus close_base(KnowledgeBase& base, const Context& context, ExitStatus status) {
    const Result<void> closed = base.close();
    // What failed before this is why closing fails as well.
    return closed || status != kDone ? status : context.console.fail(base_failure(closed.error()));
}

Action action_of(const WriterFlags& flags, const Context& context) {
    Action action{.by = context.settings.value_or(flags.by, "by"), .reason = flags.reason};
    if (action.by.empty()) {
        action.by = user_name();
    }
    return action;
}

Result<Viewer> viewer_of(const std::string& flag, const Context& context) {
    return parse_viewer(context.settings.value_or(flag, "viewer"));
}

}  // namespace kb::tools
