// SPDX-License-Identifier: Apache-2.0

// kb-index: everything a support engineer does with one base.

#include "kb_index/commands.hpp"

int main(int argc, char** argv) {
    using namespace kb::tools;
    Program program(
        "kb-index", "Build, search and maintain one knowledge base",
        {.details = "A base is a folder. It is named by --base, else by KB_BASE, else by base in "
                    "the nearest kb.toml, else it is the only *.kb folder of the working folder.",
         .examples = {{"init support.kb", "Make an empty base; you are its coach."},
                      {"import articles.jsonl --from jsonl", "Fill it."},
                      {"search vpn keeps dropping -n 5", "Find."},
                      {"help search", "Everything about one command."}},
         .exits = "0 done or found, 1 nothing found or the answer is no, 2 wrong use, 3 some input "
                  "records refused, 4 base missing, locked, newer or damaged, 5 input or output "
                  "failed, 6 not allowed, 7 not as the article is now, 130 interrupted, 143 "
                  "terminated; a closed pipe is 0"});
    add_search(program);
    add_similar(program);
    add_show(program);
    add_diff(program);
    add_articles(program);
    add_capture(program);
    add_add(program);
    add_edit(program);
    add_state(program);
    add_flag(program);
    add_flags(program);
    add_proposals(program);
    add_proposal(program);
    add_accept(program);
    add_reject(program);
    add_queue(program);
    add_waiting(program);
    add_link(program);
    add_unlink(program);
    add_links(program);
    add_import(program);
    add_export(program);
    add_sync(program);
    add_events(program);
    add_init(program);
    add_log(program);
    add_undo(program);
    add_person(program);
    add_policy(program);
    add_stats(program);
    add_verify(program);
    add_backup(program);
    add_compact(program);
    add_rebuild(program);
    add_inspect(program);
    add_eval(program);
    add_config(program);
    add_generate(program);
    add_help(program);
    return program.run(argc, argv);
}
