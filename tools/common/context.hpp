// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a command runs in: its console, what is configured, and the base it works on.

#include "common/console.hpp"
#include "common/settings.hpp"

#include <kb/knowledge_base.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace kb::tools {

// The flags of every command that writes.
struct WriterFlags {
    std::string by{};
    std::string reason{};
};

struct Context {
    Console& console;
    const Settings& settings;
    const std::string& base_flag;  // as given; empty: not given
    const std::string& wait_flag;  // the same
};

// The longest that --wait and KB_WAIT may ask for.
inline constexpr std::uint64_t kWaitSecondsMax = 3600;

// Opens the base that is meant; with --verbose, says which and why. The log goes to the console.
// For writing it waits as long as --wait says while another process writes.
[[nodiscard]] Result<KnowledgeBase> open_base(const Context& context, OpenOptions options);

// Closes what was opened for writing; `status`, unless that failed.
[[nodiscard]] ExitStatus close_base(KnowledgeBase& base, const Context& context, ExitStatus status);

// Runs `body(base)` on the open base and answers its status.
template <typename Body>
[[nodiscard]] ExitStatus with_base(const Context& context, OpenMode mode, const Body& body) {
    Result<KnowledgeBase> base = open_base(context, {.mode = mode});
    if (!base) {
        return context.console.fail(base_failure(base.error()));
    }
    const ExitStatus status = body(*base);
    return mode == OpenMode::kRead ? status : close_base(*base, context, status);
}

// Who writes, and why: --by, else KB_BY, else kb.toml, else the user of the system.
[[nodiscard]] Action action_of(const WriterFlags& flags, const Context& context);

// The viewer of --as, else of the configuration; `archived` is what --archived says.
//
// Errors: kInvalidArgument, also for --archived of anybody but an internal viewer.
[[nodiscard]] Result<Viewer> viewer_of(const std::string& flag, const Context& context,
                                       bool archived = false);

// The language of --language, else of the configuration. Says so where text of a language that
// was asked for is not analysed further than into words.
//
// Errors: kInvalidArgument where the configuration has no language tag.
[[nodiscard]] Result<std::string> language_of(const std::string& flag, const Context& context);

}  // namespace kb::tools
