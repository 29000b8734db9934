// SPDX-License-Identifier: Apache-2.0

// Goal: rows are articles or are refused with their line; a cell and a list that were written read
// back as they were.

#include "exchange/csv.hpp"

#include "base/escape.hpp"
#include "base/utf8.hpp"
#include "fuzz/imports.hpp"
#include "fuzz/target.hpp"

namespace kb::fuzz {

std::vector<std::string> make_seeds() {
    return {"id,title,issue,resolution\nKB-1,\"VPN, drops\",disconnects,restart\n",
            "title;environment;keywords\r\n\"a \"\"b\"\"\";os=Windows 11|Outlook;x|y\\|z\r\n",
            "title\tconfidence\taudience\nx\tvalidated\tpublic\ny\tnone\t\n",
            "title\n'=SUM(A1)\n\"two\nlines\"\n\"open",
            "\xEF\xBB\xBF"
            "title,language\n\xC3\xA4,de_AT\n",
            "title,title,created\na,b,2026-01-01\na\n,,,,,\n",
            std::string(300, ',')};
}

void check_input(std::string_view input) {
    check_import(input, ExchangeFormat::kCsv);
    if (base::find_invalid_utf8(input) != std::string::npos) {
        return;
    }
    const auto cells = exchange::parse_cells(exchange::csv_cell(input), ',');
    require(cells && cells->size() == 1, "a written cell is one cell");
    require(exchange::without_guard(cells->front()) == base::escape_controls(input),
            "a cell reads back as it was, control characters escaped");
    const auto entries = exchange::split_list(input);
    require(exchange::split_list(exchange::join_list(entries)) == entries,
            "a list reads back as it was");
}

}  // namespace kb::fuzz
