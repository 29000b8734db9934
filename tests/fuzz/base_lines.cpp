// SPDX-License-Identifier: Apache-2.0

// Goal: the lines of a complete export, by any bytes: each is a record or is refused with a reason,
// and a record says the same after it was written again. A file of them is read to its end.

#include "base/utf8.hpp"
#include "exchange/base_file.hpp"
#include "fuzz/memory_file.hpp"
#include "fuzz/target.hpp"

#include <limits>

namespace kb::fuzz {
namespace {

using exchange::BaseRecord;

void check_line(std::string_view line) {
    const auto record = exchange::read_line(line);
    if (!record) {
        require_error(record.error(), {ErrorCode::kInvalidArgument, ErrorCode::kUnsupported,
                                       ErrorCode::kResourceExhausted});
        return;
    }
    const std::string written = exchange::to_line(*record);
    require_line(written, "a record");
    const auto again = exchange::read_line(written);
    require(again.has_value(), "a record that was written can be read");
    require(*again == *record && exchange::to_line(*again) == written,
            "a record is the same after it was written");
    require(written.find(exchange::kind_of(*record)) != std::string::npos, "it names its kind");
}

void check_file(std::string_view bytes) {
    const MemoryFile file(bytes);
    auto reader = exchange::BaseReader::open(file.path());
    require(reader.has_value(), "a file that is there opens");
    std::uint64_t before = 0;
    for (exchange::BaseLine line;;) {
        const auto more = reader->next(line);
        require(more.has_value(), "a file that can be read is read to its end");
        if (!*more) {
            break;
        }
        require(line.number > before, "lines are counted");
        before = line.number;
        require(line.record.has_value() == line.fault.empty(), "a line is a record or has a fault");
        if (!line.record) {
            require_line(line.fault, "a fault");
            require(line.original.size() <= exchange::kOriginalBytesMax + 3 &&
                        base::find_invalid_utf8(line.original) == std::string::npos,
                    "what is shown of a line is short and UTF-8");
        }
    }
    require(reader->bytes_done() == bytes.size(), "all bytes were read");
}

exchange::BaseHeader header() {
    exchange::BaseHeader made{.saturation = 1.5,
                              .last_change = std::numeric_limits<std::uint64_t>::max(),
                              .chain = 0xAB,
                              .people = 1};
    made.fields[0] = {.boost = 2.5, .length_norm = 0.5};
    return made;
}

Article article() {
    Article made;
    made.id = "KB-17/\xC3\xA4";
    made.language = "de-AT";
    made.title = "Drucker \"offline\"";
    made.issue = {{"er piept", StatementSource::kCustomer, "anna", Timestamp{}, "C-9"}};
    made.environment = {{"os", "Windows 11"}, {"", "office"}};
    made.resolution = "1. aus\n2. an";
    made.codes = {"0x80070005"};
    made.version = 7;
    made.created_by = "anna";
    return made;
}

}  // namespace

std::vector<std::string> make_seeds() {
    AuditRecord audit{.change = 4, .article = "KB-1", .by = "ana", .verb = "edit"};
    audit.state_before = ArticleState{};
    audit.changed = {"title", "cause"};
    const Flag flag{.number = 2, .article = "KB-1", .version = 3, .text = "old", .by = "ana"};
    const Link link{.case_id = "C-1", .article = "KB-1", .version = 1, .by = "ana"};
    const Event event{.event_id = "e1", .text = "vpn", .value = -0.5};
    const exchange::ChangeLine change{
        .change = 7,
        .kind = 3,
        .by = "pia",
        .articles = {{.number = 1, .from = Shelf::kPublic, .to = Shelf::kArchived, .version = 4}},
        .chain = 9};
    std::vector<std::string> seeds;
    std::string file = "\xEF\xBB\xBF";
    for (const BaseRecord& record :
         {BaseRecord(header()), BaseRecord(Person{.id = "ana", .name = "Ana"}),
          BaseRecord(exchange::ArticleLine{.number = 1, .change = 2, .article = article()}),
          BaseRecord(exchange::VersionLine{.number = 1, .article = article()}),
          BaseRecord(exchange::AuditLine{.number = 1, .record = audit}),
          BaseRecord(exchange::NameLine{.name = "KB-old", .number = 9}),
          BaseRecord(exchange::LinkLine{.number = 2, .link = link}),
          BaseRecord(exchange::FlagLine{.number = 2, .flag = flag}),
          BaseRecord(exchange::ReuseLine{.number = 2, .solved = 70, .recent = {Timestamp{}}}),
          BaseRecord(exchange::EventLine{.sequence = 8, .event = event}), BaseRecord(change),
          BaseRecord(exchange::EndLine{.lines = 12})}) {
        seeds.push_back(exchange::to_line(record));
        file += seeds.back() + "\r\n";
    }
    seeds.push_back(file + "\n \n{}\n\xFF");
    seeds.emplace_back(R"({"schema":"kb.end/2","lines":1})");
    seeds.emplace_back(
        R"({"schema":"kb.change/1","change":7,"kind":"put","chain":"00000000000000ab",)"
        R"("articles":[{"article_number":1,"to":"a\nb","version":1}]})");
    seeds.emplace_back(R"({"schema":"kb.change/1","change":7,"kind":"a\nb","chain":"x\u0007"})");
    seeds.emplace_back(R"({"schema":"a\nb","\n":1})");
    return seeds;
}

void check_input(std::string_view input) {
    check_line(input);
    check_file(input);
}

}  // namespace kb::fuzz
