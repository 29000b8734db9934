// SPDX-License-Identifier: Apache-2.0

// kb-report: what an analyst takes out of one base.

#include "kb_report/commands.hpp"

int main(int argc, char** argv) {
    using namespace kb::tools;
    Program program(
        "kb-report", "Figures about one knowledge base that can be defended",
        {.details = "Every figure names its definition, its numerator and its denominator; a rate "
                    "whose denominator is 0 is empty, not 0. The base is named by --base, else by "
                    "KB_BASE, else by base in the nearest kb.toml, else it is the only *.kb folder "
                    "of the working folder.",
         .examples = {{"summary --last 28d", "The headline figures."},
                      {"deflection --from 2026-01-01 --to 2026-03-31 --format csv -o q1.csv",
                       "For a spreadsheet."},
                      {"html --last 28d --tz Europe/Berlin", "One file to send around."},
                      {"define link_rate", "What a figure means."}},
         .exits = "0 done, 1 no such definition, 2 wrong use, 4 base missing, newer or damaged, 5 "
                  "output failed; a closed pipe is 0"});
    add_summary(program);
    add_deflection(program);
    add_articles(program);
    add_html(program);
    add_define(program);
    add_generate(program);
    add_help(program);
    return program.run(argc, argv);
}
