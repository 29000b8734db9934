// SPDX-License-Identifier: Apache-2.0
#pragma once

// The commands of kb-report, in the order of its help.

#include "common/program.hpp"

#include <kb/report.hpp>

namespace kb::tools {

// `summary`, `deflection`, `articles` and `html`: the same flags, another kind of report.
void add_summary(Program& program);
void add_deflection(Program& program);
void add_articles(Program& program);
void add_html(Program& program);

void add_define(Program& program);

}  // namespace kb::tools
