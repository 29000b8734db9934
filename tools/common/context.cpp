// SPDX-License-Identifier: Apache-2.0

// Opening and closing, the same for every command.

#include "common/context.hpp"

#include "common/base_selection.hpp"
#include "common/terminal.hpp"

#include <kb/language.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <thread>

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

using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::chrono::milliseconds kPauseBetweenTries{20};

// Until when a writer waits for another one.
Result<SteadyTime> end_of_wait(const Context& context) {
    const Result<std::uint64_t> seconds =
        context.settings.number(context.wait_flag, "--wait", "wait", {0, kWaitSecondsMax});
    if (!seconds) {
        return seconds.error();
    }
    return std::chrono::steady_clock::now() + std::chrono::seconds(*seconds);
}

Result<void> read_budgets(const Settings& settings, OpenOptions& options) {
    constexpr NumberRange kAny{0, std::numeric_limits<std::uint64_t>::max()};
    const Result<std::uint64_t> disk = settings.number("", "disk_max", "disk_max", kAny);
    const Result<std::uint64_t> memory = settings.number("", "memory_max", "memory_max", kAny);
    if (!disk || !memory) {
        return disk ? memory.error() : disk.error();
    }
    options.disk_bytes_max = *disk;
    options.write_memory_max = *memory;
    return {};
}

// "Not found" means that there is no base; a base that lacks one of its files is a damaged one.
Error named_rightly(const Error& error, const std::filesystem::path& path) {
    std::error_code ignored;
    const bool is_base = std::filesystem::exists(path / "kb.format", ignored);
    const bool lacks_file = error.code == ErrorCode::kNotFound && is_base;
    return {.code = lacks_file ? ErrorCode::kCorruption : error.code, .message = error.message};
}

Result<KnowledgeBase> open_patiently(const std::filesystem::path& path, const OpenOptions& options,
                                     SteadyTime end, Console& console) {
    for (bool first = true;; first = false) {
        Result<KnowledgeBase> base = KnowledgeBase::open(path, options);
        const SteadyTime now = std::chrono::steady_clock::now();
        if (base || base.error().code != ErrorCode::kLocked || now >= end) {
            return base;
        }
        if (first && (console.shows_progress() || console.verbose())) {
            console.note(base.error().message + "; waiting");
        }
        std::this_thread::sleep_for(
            std::min<std::chrono::nanoseconds>(kPauseBetweenTries, end - now));
    }
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
    options.cancellation = &InterruptWatch::cancellation();
    if (options.mode == OpenMode::kWrite) {
        const Result<void> read = read_budgets(context.settings, options);
        if (!read) {
            return read.error();
        }
    }
    Result<SteadyTime> end = SteadyTime{};  // reading needs no lock
    if (options.mode != OpenMode::kRead) {
        end = end_of_wait(context);
    }
    if (!end) {
        return end.error();
    }
    Result<KnowledgeBase> base = open_patiently(choice->path, options, *end, context.console);
    return base ? std::move(base)
                : Result<KnowledgeBase>(named_rightly(base.error(), choice->path));
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

Result<Viewer> viewer_of(const std::string& flag, const Context& context, bool archived) {
    Result<Viewer> viewer = parse_viewer(context.settings.value_or(flag, "viewer"));
    if (viewer && archived && viewer->audience != Audience::kInternal) {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = fmt::format("--archived: only internal viewers find archived "
                                            "articles, not {}",
                                            to_string(viewer->audience))};
    }
    if (viewer) {
        viewer->archived = archived;
    }
    return viewer;
}

Result<std::string> language_of(const std::string& flag, const Context& context) {
    const std::string tag = context.settings.value_or(flag, "language");
    const Result<LanguageSupport> support = language_support(tag);
    if (!support) {
        return Error{.code = support.error().code,
                     .message = "language: " + support.error().message};
    }
    const std::string analysis =
        support->stems
            ? fmt::format("{}: words are found by their stem{}", tag,
                          support->stop_words ? ", function words weigh little" : "")
            : fmt::format("{}: no stemming is known; words are found as they are written", tag);
    if (!support->stems && !flag.empty()) {
        context.console.note(analysis);
    } else {
        context.console.detail(analysis);
    }
    return tag;
}

}  // namespace kb::tools
