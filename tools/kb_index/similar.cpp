// SPDX-License-Identifier: Apache-2.0

// `similar`: articles with the same words, the candidates for a merge.

#include "common/document.hpp"
#include "kb_index/article_output.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string id{};
    std::uint32_t limit = 10;
    std::string viewer{};
};

ExitStatus run(const KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    const Result<Viewer> viewer = viewer_of(arguments.viewer, context);
    if (!viewer) {
        return console.fail(viewer.error());
    }
    const Result<std::vector<SimilarArticle>> similar =
        base.similar(arguments.id, *viewer, arguments.limit);
    if (!similar) {
        return console.fail(similar.error());
    }
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.similar/1", console);
        json.member("id", arguments.id);
        write_similar(json, *similar);
        end_document(json, console);
    } else {
        console.write(similar_text(*similar, console.width()));
    }
    if (similar->empty()) {
        console.note("no article is similar to " + arguments.id);
        return kNothingFound;
    }
    return kDone;
}

}  // namespace

void add_similar(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "similar",
         .purpose = "List articles with the same words as one",
         .group = kFinding,
         .text = {.details = "",
                  .examples = {{"similar KB-17", "Id, share of common words, state, title."}},
                  .exits = "0 found, 1 nothing is similar or no such article, 2 wrong use, 4 base "
                           "missing, newer or damaged"}},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *arguments, context);
            });
        });
    command.add_option("ID", arguments->id, "The article")->required();
    add_number(command, "-n,--limit", arguments->limit, {1, kSimilarMax},
               fmt::format("How many at most, 1 to {}; else 10", kSimilarMax));
    add_viewer_flag(command, arguments->viewer);
}

}  // namespace kb::tools
