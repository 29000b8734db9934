// SPDX-License-Identifier: Apache-2.0

// `inspect`: what the folder and the index are made of.

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

// A name of a file, or null for what is not in one yet.
void write_file(JsonWriter& json, const std::string& file) {
    if (file.empty()) {
        json.member_null("file");
    } else {
        json.member("file", file);
    }
}

void write_shelf(JsonWriter& json, const ShelfInfo& shelf) {
    json.begin_object();
    json.member("shelf", to_string(shelf.shelf));
    json.member("articles", shelf.articles);
    json.member("epoch", shelf.epoch);
    json.key("segments");
    json.begin_array();
    for (const SegmentInfo& segment : shelf.segments) {
        json.begin_object();
        write_file(json, segment.file);
        json.member("documents", segment.documents);
        json.member("live", segment.live);
        json.member("terms", segment.terms);
        json.member("bytes", segment.bytes);
        json.member("last_change", segment.last_change);
        json.key("sections");
        json.begin_array();
        for (const SectionInfo& section : segment.sections) {
            json.begin_object();
            json.member("name", section.name);
            json.member("offset", section.offset);
            json.member("bytes", section.bytes);
            json.end_object();
        }
        json.end_array();
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

void write_postings(JsonWriter& json, const TermPlace& place) {
    json.key("blocks");
    json.begin_array();
    for (const BlockInfo& block : place.blocks) {
        json.begin_object();
        json.member("postings", block.postings);
        json.member("first_document", block.first_document);
        json.member("last_document", block.last_document);
        json.member("impact_max", block.impact_max);
        json.end_object();
    }
    json.end_array();
    json.key("postings");
    json.begin_array();
    for (const PostingInfo& posting : place.postings) {
        json.begin_object();
        json.member("document", posting.document);
        json.member("live", posting.live);
        json.member("impact", posting.impact);
        json.key("positions");
        json.begin_object();
        for (std::size_t field = 0; field < kFieldCount; ++field) {
            if (!posting.positions[field].empty()) {
                json.key(to_string(static_cast<Field>(field)));
                json.begin_array();
                for (const std::uint32_t position : posting.positions[field]) {
                    json.value(position);
                }
                json.end_array();
            }
        }
        json.end_object();
        json.end_object();
    }
    json.end_array();
}

void write_place(JsonWriter& json, const TermPlace& place) {
    json.begin_object();
    json.member("form", place.as_written ? "as_written" : "stem");
    json.member("shelf", to_string(place.shelf));
    write_file(json, place.file);
    json.member("documents", place.documents);
    json.member("live", place.live);
    json.member("impact_max", place.impact_max);
    json.member("postings_offset", place.postings_offset);
    json.member("details_offset", place.details_offset);
    if (!place.blocks.empty()) {
        write_postings(json, place);
    }
    json.end_object();
}

void write_article(JsonWriter& json, const ArticlePlace& place) {
    json.key("article");
    json.begin_object();
    json.member("id", place.id);
    json.member("number", place.number);
    json.member("version", place.version);
    json.member("shelf", to_string(place.shelf));
    json.member("change", place.change);
    json.member("indexed", place.indexed);
    if (place.indexed) {
        write_file(json, place.file);
        json.member("document", place.document);
        json.key("words");
        json.begin_object();
        for (std::size_t field = 0; field < kFieldCount; ++field) {
            json.member(to_string(static_cast<Field>(field)), place.words[field]);
        }
        json.end_object();
        write_texts(json, "terms", place.terms);
    }
    json.end_object();
}

void print_json(const Inspection& inspection, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.inspect/1", console);
    json.member("change", inspection.change);
    if (!inspection.shelves.empty()) {
        json.key("shelves");
        json.begin_array();
        for (const ShelfInfo& shelf : inspection.shelves) {
            write_shelf(json, shelf);
        }
        json.end_array();
    }
    if (!inspection.term.empty()) {
        json.member("term", inspection.term);
        json.key("places");
        json.begin_array();
        for (const TermPlace& place : inspection.places) {
            write_place(json, place);
        }
        json.end_array();
    }
    if (inspection.article) {
        write_article(json, *inspection.article);
    }
    end_document(json, console);
}

ExitStatus run(const KnowledgeBase& base, const InspectRequest& request, Console& console) {
    const Result<Inspection> inspection = base.inspect(request);
    if (!inspection) {
        return console.fail(inspection.error());
    }
    if (console.json()) {
        print_json(*inspection, console);
    } else {
        console.write(printable_text(to_string(*inspection)));
    }
    return kDone;
}

}  // namespace

void add_inspect(Program& program) {
    const auto request = std::make_shared<InspectRequest>();
    CLI::App& command = program.add(
        {.name = "inspect",
         .purpose = "Show the inside of the base: files, one term, one article",
         .group = kCare,
         .text = {.details = "",
                  .examples = {{"inspect", "Format, shelves and index files."},
                               {"inspect --term vpn", "Where a word stands."},
                               {"inspect --term vpn --postings", "In each document of the index."},
                               {"inspect --article KB-17", "How an article was indexed."}},
                  .exits = "0 done, 1 no such article, 2 wrong use, 4 base missing or damaged"}},
        [request](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *request, context.console);
            });
        });
    auto* term = command.add_option("--term", request->term, "A word")->type_name("WORD");
    command.add_flag("--postings", request->postings, "With --term: its postings, block by block")
        ->needs(term);
    command.add_option("--article", request->article, "An article")->type_name("ID");
}

}  // namespace kb::tools
