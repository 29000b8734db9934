// SPDX-License-Identifier: Apache-2.0

// `inspect`: what the folder and the index are made of.

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

ExitStatus run(const KnowledgeBase& base, const KnowledgeBase::InspectRequest& request,
               Console& console) {
    const Result<std::string> text = base.inspect(request);
    if (!text) {
        return console.fail(text.error());
    }
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.inspect/1", console);
        json.member("text", *text);
        end_document(json, console);
        return kDone;
    }
    console.write(printable_text(*text));
    if (!text->ends_with('\n')) {
        console.write("\n");
    }
    return kDone;
}

}  // namespace

void add_inspect(Program& program) {
    const auto request = std::make_shared<KnowledgeBase::InspectRequest>();
    CLI::App& command = program.add(
        {.name = "inspect",
         .purpose = "Show the inside of the base: files, one term, one article",
         .group = kCare,
         .text = {.details = "",
                  .examples = {{"inspect", "Format, shelves and index files."},
                               {"inspect --term vpn", "Where a word stands."},
                               {"inspect --article KB-17", "How an article was indexed."}},
                  .exits = "0 done, 1 no such article, 2 wrong use, 4 base missing or damaged"}},
        [request](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *request, context.console);
            });
        });
    command.add_option("--term", request->term, "A word")->type_name("WORD");
    command.add_option("--article", request->article, "An article")->type_name("ID");
}

}  // namespace kb::tools
