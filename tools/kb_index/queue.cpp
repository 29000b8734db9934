// SPDX-License-Identifier: Apache-2.0

// `queue`: what waits for somebody. `waiting`: who waits for one article to be mended.

#include "common/choices.hpp"
#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "common/time_text.hpp"
#include "kb_index/commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::vector<std::string> kinds{};
    std::string domain{};
    std::string by{};
    std::uint64_t limit = 0;
};

// "3 d", of a minute at the least.
std::string age_text(Timestamp since, Timestamp now) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - since).count();
    if (minutes < 60) {
        return fmt::format("{} min", std::max<std::int64_t>(minutes, 0));
    }
    const auto hours = minutes / 60;
    return hours < 48 ? fmt::format("{} h", hours) : fmt::format("{} d", hours / 24);
}

void write_queue(const Queue& queue, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.queue/1", console);
    json.member("total", queue.total);
    write_time(json, "at", queue.at);
    json.key("items");
    json.begin_array();
    for (const QueueItem& item : queue.items) {
        json.begin_object();
        json.member("kind", to_string(item.kind));
        json.member("article", item.article);
        json.member("title", item.title);
        json.member("owner_domain", item.owner_domain);
        json.member("number", item.number);
        json.member("by", item.by);
        write_time(json, "since", item.since);
        json.member("text", item.text);
        json.end_object();
    }
    json.end_array();
    end_document(json, console);
}

std::string queue_text(const Queue& queue, std::size_t width) {
    std::vector<std::vector<std::string>> rows;
    for (const QueueItem& item : queue.items) {
        const std::string kind = spaced(to_string(item.kind));
        rows.push_back({age_text(item.since, queue.at),
                        item.number == 0 ? kind : fmt::format("{} {}", kind, item.number),
                        item.article, item.owner_domain, item.by,
                        item.text.empty() ? item.title : item.title + ": " + item.text});
    }
    return table_text(rows, width);
}

ExitStatus run(const KnowledgeBase& base, const Arguments& arguments, Console& console) {
    QueueRequest request{
        .owner_domain = arguments.domain, .by = arguments.by, .limit = arguments.limit};
    for (const std::string& name : arguments.kinds) {
        const Result<QueueKind> kind = parse_queue_kind(name);
        if (!kind) {
            return console.fail(kind.error());
        }
        request.kinds.push_back(*kind);
    }
    const Result<Queue> queue = base.queue(request);
    if (!queue) {
        return console.fail(queue.error());
    }
    if (console.json()) {
        write_queue(*queue, console);
    } else {
        console.write(queue_text(*queue, console.width()));
    }
    if (queue->items.empty()) {
        console.note("nothing waits");
        return kNothingFound;
    }
    if (queue->items.size() < queue->total) {
        console.note(fmt::format("{} of {} shown", queue->items.size(), queue->total));
    }
    return kDone;
}

// What a reader of a vote is called: his login, else his browser.
std::string name_of(const WaitingReader& reader) {
    if (!reader.person.empty()) {
        return reader.person;
    }
    return reader.actor.user_id.empty() ? reader.actor.anon_id : reader.actor.user_id;
}

void write_waiting(const ArticleId& id, const std::vector<WaitingReader>& readers,
                   Console& console) {
    JsonWriter json;
    begin_document(json, "kb.waiting/1", console);
    json.member("article", id);
    json.key("readers");
    json.begin_array();
    for (const WaitingReader& reader : readers) {
        json.begin_object();
        json.member("kind", to_string(reader.kind));
        json.member("person", reader.person);
        json.member("user_id", reader.actor.user_id);
        json.member("anon_id", reader.actor.anon_id);
        json.member("account_id", reader.actor.account_id);
        json.member("number", reader.number);
        write_time(json, "at", reader.at);
        json.member("version", reader.version);
        json.member("text", reader.text);
        json.member("open", reader.open);
        json.member("changed", reader.changed);
        json.end_object();
    }
    json.end_array();
    end_document(json, console);
}

std::string waiting_text(const std::vector<WaitingReader>& readers, std::size_t width) {
    std::vector<std::vector<std::string>> rows;
    for (const WaitingReader& reader : readers) {
        const std::string kind(to_string(reader.kind));
        rows.push_back({to_day(reader.at),
                        reader.number == 0 ? kind : fmt::format("{} {}", kind, reader.number),
                        name_of(reader), reader.changed ? "changed since" : "as it was",
                        reader.text});
    }
    return table_text(rows, width);
}

struct WaitingArguments {
    std::string id{};
    bool changed_only = false;
};

ExitStatus list_waiting(const KnowledgeBase& base, const WaitingArguments& arguments,
                        Console& console) {
    Result<std::vector<WaitingReader>> readers = base.waiting_readers(arguments.id);
    if (!readers) {
        return console.fail(readers.error());
    }
    if (arguments.changed_only) {
        std::erase_if(*readers, [](const WaitingReader& reader) { return !reader.changed; });
    }
    if (console.json()) {
        write_waiting(arguments.id, *readers, console);
    } else {
        console.write(waiting_text(*readers, console.width()));
    }
    if (readers->empty()) {
        console.note("nobody waits");
        return kNothingFound;
    }
    return kDone;
}

}  // namespace

void add_queue(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "queue",
         .purpose = "List what waits for somebody, longest first",
         .group = kImproving,
         .text = {.details = "Open flags, open proposals, articles that candidates wrote and that "
                             "are not validated (review), and work in progress.",
                  .examples = {{"queue --domain network",
                                "What the owners of a domain have to do."},
                               {"queue --kind review", "What a coach looks at."},
                               {"queue --of bob --kind work_in_progress", "What bob has begun."}},
                  .exits = "0 something waits, 1 nothing does, 2 wrong use, 4 base missing, newer "
                           "or damaged"}},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *arguments, context.console);
            });
        });
    add_repeated(command, "--kind", arguments->kinds, "Only of this kind")
        ->check(CLI::IsMember(queue_kind_choices()));
    command.add_option("--domain", arguments->domain, "Only articles of this owner domain")
        ->type_name("NAME")
        ->check(not_empty());
    command.add_option("--of", arguments->by, "Only flags, proposals and articles of this person")
        ->type_name("NAME")
        ->check(not_empty());
    add_number(command, "-n,--limit", arguments->limit, kFromOne, "How many at most; else all");
}

void add_waiting(Program& program) {
    const auto arguments = std::make_shared<WaitingArguments>();
    CLI::App& command = program.add(
        {.name = "waiting",
         .purpose = "List who flagged an article, proposed a change or voted it down",
         .group = kImproving,
         .text = {.details = "Whom to tell once the article is mended.",
                  .examples = {{"waiting KB-17", "All, oldest first."},
                               {"waiting KB-17 --changed",
                                "Those who saw an older version than the present one."},
                               {"waiting KB-17 --json", "With the ids to write to."}},
                  .exits = "0 somebody waits, 1 nobody or no such article, 2 wrong use, 4 base "
                           "missing, newer or damaged"}},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return list_waiting(base, *arguments, context.console);
            });
        });
    command.add_option("ID", arguments->id, "The article")->required();
    command.add_flag("--changed", arguments->changed_only,
                     "Only where the article has another version since");
}

}  // namespace kb::tools
