// SPDX-License-Identifier: Apache-2.0
#pragma once

// What came of reading many records: the same answer for articles and for events.

#include "common/console.hpp"

#include <kb/exchange.hpp>

#include <string>
#include <string_view>

namespace kb::tools {

struct ImportAnswer {
    std::string_view schema{};
    std::string_view unit{};      // "articles", "events"
    bool all_or_nothing = false;  // one refused record keeps out all others
    bool dry_run = false;
    // Where the rejects and remarks go, one JSON object a line; empty: nowhere.
    std::string report{};
    std::string_view warning = "lack a mandatory field of their confidence";
};

// Prints the summary, names what was refused, writes the report; kSomeRefused where any was.
[[nodiscard]] ExitStatus answer_import(const ImportAnswer& answer, const ImportSummary& summary,
                                       Console& console);

// Says why an import ended early, and how far it came.
[[nodiscard]] ExitStatus fail_import(Console& console, const Error& error, const Progress& last);

}  // namespace kb::tools
