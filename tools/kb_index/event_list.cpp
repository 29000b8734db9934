// SPDX-License-Identifier: Apache-2.0

// `events list` and `events export`: what was recorded, by when it happened.

#include "common/document.hpp"
#include "common/input.hpp"
#include "common/time_text.hpp"
#include "kb_index/commands.hpp"

#include <kb/clock.hpp>

#include <memory>

namespace kb::tools {
namespace {

// The years in which an event can lie.
constexpr const char* kFirstDay = "2000-01-01";
constexpr const char* kLastDay = "2099-12-31";

struct Arguments {
    std::string from{};
    std::string to{};
    std::string zone{};
    std::vector<std::string> types{};
    std::uint64_t limit = 0;  // 0: all
    std::string format = "text";
    std::string output = "-";
};

Result<EventRequest> request_of(const Arguments& arguments, const Context& context) {
    EventRequest request;
    if (!arguments.from.empty() || !arguments.to.empty()) {
        const auto window = parse_window("", arguments.from.empty() ? kFirstDay : arguments.from,
                                         arguments.to.empty() ? kLastDay : arguments.to,
                                         context.settings.value_or(arguments.zone, "report.tz"),
                                         system_clock().now());
        if (!window) {
            return window.error();
        }
        request.from = window->first;
        request.until = window->second;
    }
    for (const std::string& text : arguments.types) {
        const Result<EventType> type = parse_event_type(text);
        if (!type) {
            return type.error();
        }
        request.types.push_back(*type);
    }
    return request;
}

std::string who(const Event& event) {
    const Actor& actor = event.actor;
    const std::string& name = !actor.user_id.empty()   ? actor.user_id
                              : !actor.anon_id.empty() ? actor.anon_id
                                                       : event.session_id;
    return name.empty() ? "-" : name;
}

std::string what(const Event& event) {
    std::string text;
    const auto add = [&text](std::string_view name, const std::string& value) {
        if (!value.empty()) {
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, value);
        }
    };
    add("article", event.article);
    add("case", event.case_id);
    if (event.link_kind) {
        add("as", spaced(to_string(*event.link_kind)));
    }
    if (event.result_count) {
        add("results", fmt::format("{}", *event.result_count));
    }
    if (event.value) {
        add("value", fmt::format("{}", *event.value));
    }
    add("text", event.text);
    return text;
}

// The events as rows of text, or as lines of JSON.
class Collector {
public:
    Collector(const Arguments& arguments, bool json)
        : as_lines_(arguments.format == "jsonl"), as_document_(json), limit_(arguments.limit) {}

    bool take(const Event& event) {
        if (as_lines_) {
            lines_ += to_json(event) + '\n';
        } else if (as_document_) {
            documents_.push_back(to_json(event));
        } else {
            rows_.push_back({to_rfc3339(event.ts), std::string(to_string(event.type)), who(event),
                             what(event)});
        }
        ++count_;
        return limit_ == 0 || count_ < limit_;
    }

    [[nodiscard]] std::uint64_t count() const { return count_; }

    [[nodiscard]] std::string text(const Console& console) const {
        return as_lines_ ? lines_ : table_text(rows_, console.width());
    }

    void print_document(Console& console) const {
        JsonWriter json;
        begin_document(json, "kb.event_list/1", console);
        json.member("count", count_);
        json.key("events");
        json.begin_array();
        for (const std::string& event : documents_) {
            json.raw(event);
        }
        json.end_array();
        end_document(json, console);
    }

private:
    bool as_lines_;
    bool as_document_;
    std::uint64_t limit_;
    std::uint64_t count_ = 0;
    std::string lines_;
    std::vector<std::string> documents_;
    std::vector<std::vector<std::string>> rows_;
};

ExitStatus run(const KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    const Result<EventRequest> request = request_of(arguments, context);
    if (!request) {
        return console.fail(request.error());
    }
    Collector collector(arguments, console.json());
    const Result<void> read =
        base.events(*request, [&](const Event& event) { return collector.take(event); });
    if (!read) {
        return console.fail(read.error());
    }
    if (console.json() && arguments.format != "jsonl") {
        collector.print_document(console);
    } else if (arguments.output == "-") {
        console.write(collector.text(console));
    } else {
        const Result<void> written = write_output(arguments.output, collector.text(console));
        if (!written) {
            return console.fail(written.error());
        }
        console.note(fmt::format("{} events written to {}", collector.count(), arguments.output));
    }
    if (collector.count() == 0) {
        console.note("there are no such events");
        return kNothingFound;
    }
    return kDone;
}

void add_arguments(CLI::App& command, Arguments& arguments) {
    command.add_option("--from", arguments.from, "First day, as 2026-01-01, or a moment")
        ->type_name("DATE")
        ->check(not_empty());
    command.add_option("--to", arguments.to, "Last day, itself included")
        ->type_name("DATE")
        ->check(not_empty());
    command.add_option("--tz", arguments.zone, "Where days begin, such as Europe/Berlin; else UTC")
        ->type_name("ZONE")
        ->check(not_empty());
    add_repeated(command, "--type", arguments.types, "Only events of this type, such as search")
        ->type_name("TYPE");
    add_number(command, "-n,--limit", arguments.limit, kFromOne, "The first so many; else all");
}

CLI::App& add(Program& program, CLI::App& family, CommandHead head,
              const std::shared_ptr<Arguments>& arguments) {
    head.group = "Commands";
    head.text.exits =
        "0 found, 1 there are none, 2 wrong use, 4 base missing, newer or damaged, 5 output failed";
    CLI::App& command = program.add_below(family, std::move(head), [arguments](Context& context) {
        return with_base(context, OpenMode::kRead,
                         [&](const KnowledgeBase& base) { return run(base, *arguments, context); });
    });
    add_arguments(command, *arguments);
    return command;
}

}  // namespace

void add_event_list(Program& program, CLI::App& family) {
    const auto listing = std::make_shared<Arguments>();
    CLI::App& list =
        add(program, family,
            {.name = "list",
             .purpose = "List recorded events, oldest first",
             .text = {.details = "",
                      .examples = {{"events list --from 2026-03-01 --to 2026-03-31 --type search",
                                    "What was searched in March."}}}},
            listing);
    add_choice(list, "--format", listing->format, {"text", "jsonl"}, "The format; else text");

    const auto exporting = std::make_shared<Arguments>();
    exporting->format = "jsonl";
    CLI::App& to_file =
        add(program, family,
            {.name = "export",
             .purpose = "Write recorded events as JSON lines, as import reads them",
             .text = {.details = "",
                      .examples = {{"events export --output clicks.jsonl", "All of them."}}}},
            exporting);
    to_file.add_option("-o,--output", exporting->output, "A file, or - for standard output")
        ->type_name("FILE")
        ->check(not_empty());
}

}  // namespace kb::tools
