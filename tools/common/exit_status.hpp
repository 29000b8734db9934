// SPDX-License-Identifier: Apache-2.0
#pragma once

// What every tool answers to the shell; the table is in docs/cli.md.

#include <kb/error.hpp>

namespace kb::tools {

enum ExitStatus {
    kDone = 0,          // and something was found, where finding was the question
    kNothingFound = 1,  // ran, and the answer is no: nothing there, no such article; verify: damage
    kUsage = 2,         // unknown command, bad flag, bad value
    kSomeRefused = 3,   // some input records were refused, the rest is done
    kBase = 4,          // base missing, locked, of a newer format, or damaged
    kInputOutput = 5,   // reading or writing failed: disk full, no such file, an internal defect
    kNotAllowed = 6,    // the person's licence or the viewer's audience does not allow it
    kConflicting = 7,   // what is there now does not allow it: another version, another state
    kInterrupted = 130,  // stopped by Ctrl-C; what was committed stays
    kTerminated = 143,   // the same by SIGTERM
};

// The status for an error of a call on an open base, or of reading arguments.
[[nodiscard]] ExitStatus exit_status_of(ErrorCode code) noexcept;

}  // namespace kb::tools
