// SPDX-License-Identifier: Apache-2.0
#pragma once

// The commands of kb-index, in the order of its help; each has its own file.

#include "common/program.hpp"

#include <cstdint>
#include <limits>

namespace kb::tools {

void add_search(Program& program);
void add_similar(Program& program);
void add_show(Program& program);
void add_diff(Program& program);
void add_articles(Program& program);

void add_capture(Program& program);
void add_add(Program& program);
void add_edit(Program& program);
void add_state(Program& program);
void add_flag(Program& program);
void add_flags(Program& program);
void add_proposals(Program& program);
void add_proposal(Program& program);
void add_accept(Program& program);
void add_reject(Program& program);
void add_queue(Program& program);
void add_waiting(Program& program);
void add_link(Program& program);
void add_unlink(Program& program);
void add_links(Program& program);

void add_import(Program& program);
void add_export(Program& program);
void add_sync(Program& program);
void add_events(Program& program);
void add_event_list(Program& program, CLI::App& family);  // below `events`

void add_init(Program& program);
void add_log(Program& program);
void add_undo(Program& program);
void add_person(Program& program);
void add_policy(Program& program);
void add_stats(Program& program);
void add_verify(Program& program);
void add_backup(Program& program);
void add_compact(Program& program);
void add_rebuild(Program& program);
void add_inspect(Program& program);
void add_eval(Program& program);
void add_config(Program& program);

// The headings of the help.
inline constexpr const char* kFinding = "Find";
inline constexpr const char* kImproving = "Capture and improve";
inline constexpr const char* kExchange = "In and out";
inline constexpr const char* kCare = "Set up and look after";

// What "exit codes" says of every command that writes.
inline constexpr const char* kWritingExits =
    "0 done, 1 no such article, 2 wrong use or refused by the content standard, 4 base missing, "
    "locked, newer or damaged, 5 input or output failed, 6 not allowed, 7 the article has another "
    "version or state than that needs";

inline constexpr NumberRange kFromOne{1, std::numeric_limits<std::uint64_t>::max()};
inline constexpr NumberRange kVersions{1, std::numeric_limits<VersionNumber>::max()};

}  // namespace kb::tools
