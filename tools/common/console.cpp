// SPDX-License-Identifier: Apache-2.0

// Output is gathered and written in large pieces; messages are written at once.

#include "common/console.hpp"

#include "common/json_writer.hpp"
#include "common/terminal.hpp"
#include "common/text_layout.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace kb::tools {
namespace {

constexpr std::size_t kPendingBytesMax = 64U << 10U;

bool wants_color(const std::string& choice) {
    if (choice != "auto") {
        return choice == "always";
    }
    const char* const refused = std::getenv("NO_COLOR");
    const char* const kind = std::getenv("TERM");
    const bool dumb = kind == nullptr || std::string_view(kind) == "dumb";
    return is_terminal(kStandardOutput) && !dumb && (refused == nullptr || *refused == '\0');
}

// Messages that cannot be written have nowhere else to go.
void say(std::string_view text) { static_cast<void>(write_all(kStandardError, text)); }

std::string to_json(const Failure& failure) {
    JsonWriter json;
    json.begin_object();
    json.member("schema", "kb.error/1");
    json.key("error");
    json.begin_object();
    json.member("code", failure.code);
    json.member("message", failure.message);
    json.member("hint", failure.hint);
    json.member("exit", static_cast<int>(failure.status));
    json.end_object();
    json.end_object();
    return json.take();
}

}  // namespace

Console::Console(std::string program, const OutputFlags& flags)
    : program_(std::move(program)),
      flags_(flags),
      colored_(!flags.json && wants_color(flags.color)),
      shows_progress_(!flags.quiet && (flags.progress || is_terminal(kStandardError))),
      width_(is_terminal(kStandardOutput) ? terminal_columns(kStandardOutput) : 0) {}

std::string Console::bold(std::string_view text) const {
    return colored_ ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

void Console::write(std::string_view text) {
    pending_ += text;
    if (pending_.size() >= kPendingBytesMax) {
        flush();
    }
}

void Console::note(std::string_view line) {
    flush();
    if (!flags_.json || flags_.verbose) {
        log(line);
    }
}

void Console::detail(std::string_view line) {
    if (flags_.verbose) {
        note(line);
    }
}

void Console::log(std::string_view line) const {
    if (!flags_.quiet) {
        say(fmt::format("{}: {}\n", program_, printable_line(line)));
    }
}

ExitStatus Console::fail(const Failure& failure) {
    flush();
    if (flags_.json) {
        say(to_json(failure));
    } else {
        const std::string hint = failure.hint.empty() ? "" : fmt::format(" ({})", failure.hint);
        say(fmt::format("{}: {}{}\n", program_, printable_line(failure.message), hint));
    }
    return failure.status;
}

bool Console::reader_gone() const {
    return output_errno_ == EPIPE || reader_is_gone(kStandardOutput);
}

ExitStatus Console::finish(ExitStatus status) {
    flush();
    if (output_errno_ == 0) {
        return status;
    }
    if (output_errno_ == EPIPE) {
        return status == kNothingFound ? kDone : status;
    }
    const std::string reason = std::generic_category().message(output_errno_);
    return fail(failure_of(
        {.code = ErrorCode::kIo, .message = "cannot write to standard output: " + reason}));
}

void Console::flush() {
    if (output_errno_ == 0 && !pending_.empty()) {
        output_errno_ = write_all(kStandardOutput, pending_);
    }
    pending_.clear();
}

}  // namespace kb::tools
