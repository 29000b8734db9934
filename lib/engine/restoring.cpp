// SPDX-License-Identifier: Apache-2.0
#include "engine/restoring.hpp"

#include "base/checksum.hpp"
#include "base/coding.hpp"
#include "base/try.hpp"
#include "engine/record_sink.hpp"
#include "engine/recovery.hpp"
#include "engine/transfer.hpp"
#include "exchange/base_file.hpp"
#include "lifecycle/licence.hpp"
#include "store/counters.hpp"
#include "store/opaque_store.hpp"
#include "store/people_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kb::engine {
namespace {

using store::Counter;
using store::Family;
using Mode = RecordSink::Mode;

constexpr std::uint64_t kMarkFormat = 1;
constexpr std::uint64_t kProgressLines = 1000;

// What stands in the store while a restore is not finished: of which export, and who may go on,
// because the people of the base have given way already.
struct Mark {
    std::uint64_t header = 0;  // checksum of its first line
    std::vector<PersonId> coaches{};
};

std::string encode_mark(const Mark& mark) {
    std::string bytes;
    base::put_varint(bytes, kMarkFormat);
    base::put_fixed64(bytes, mark.header);
    base::put_varint(bytes, mark.coaches.size());
    for (const PersonId& coach : mark.coaches) {
        base::put_text(bytes, coach);
    }
    return bytes;
}

Result<Mark> decode_mark(std::string_view bytes) {
    base::Reader reader(bytes);
    const std::uint64_t format = reader.varint();
    Mark mark{.header = reader.fixed64()};
    for (std::size_t i = reader.count(); i > 0; --i) {
        mark.coaches.emplace_back(reader.text());
    }
    if (!reader.good() || !reader.at_end() || format != kMarkFormat) {
        return Error{ErrorCode::kCorruption, "the mark of an unfinished restore does not decode"};
    }
    return mark;
}

bool holds_nothing(const store::Counters& counters) {
    constexpr std::array kMustBeZero{Counter::kArticleNumber, Counter::kEventSequence,
                                     Counter::kFlagNumber, Counter::kVersions, Counter::kLinks};
    return std::ranges::all_of(kMustBeZero,
                               [&](Counter counter) { return counters[counter] == 0; });
}

bool is_of(const store::Counters& counters, const exchange::BaseHeader& header) {
    return counters[Counter::kChange] == header.last_change &&
           counters[Counter::kChain] == header.chain &&
           counters[Counter::kArticles] == header.articles &&
           counters[Counter::kEvents] == header.events;
}

Result<void> check_request(const ImportRequest& request) {
    const bool other =
        !request.map.empty() || !request.language.empty() || request.confidence || request.audience;
    if (other || request.format.value_or(ExchangeFormat::kJsonl) != ExchangeFormat::kJsonl) {
        return Error{ErrorCode::kInvalidArgument,
                     "a restore takes a complete JSONL export as it is: no other format, names, "
                     "language, confidence or audience"};
    }
    return {};
}

class Restore {
public:
    Restore(State& state, const ImportRequest& request, const Action& action,
            const ProgressCallback& progress)
        : state_(state), request_(request), action_(action), progress_(progress) {}

    Result<ImportSummary> run() {
        KB_TRY(check_actor());
        KB_TRY_ASSIGN(exchange::BaseReader reader, exchange::BaseReader::open(request_.path));
        KB_TRY_ASSIGN(const exchange::BaseHeader header, read_header(reader));
        KB_TRY_ASSIGN(const Mode mode, choose_mode(header));
        if (mode == Mode::kCompare || request_.dry_run) {
            return pass(mode == Mode::kCompare ? mode : Mode::kCheck, reader, header);
        }
        if (!exchange::is_stdin(request_.path)) {
            KB_TRY_ASSIGN(ImportSummary checked, pass(Mode::kCheck, reader, header));
            if (checked.refused > 0) {
                return checked;
            }
            KB_TRY_ASSIGN(exchange::BaseReader again, exchange::BaseReader::open(request_.path));
            KB_TRY_ASSIGN(const exchange::BaseHeader same, read_header(again));
            if (!(same == header)) {
                return changed_meanwhile();
            }
            return write(again, header);
        }
        return write(reader, header);
    }

private:
    Error changed_meanwhile() const {
        return {ErrorCode::kIo,
                fmt::format("{} changed while it was read", exchange::display(request_.path))};
    }

    Result<void> check_actor() {
        KB_TRY_ASSIGN(const auto bytes, store::find_unfinished_restore(state_.database->latest()));
        if (!bytes) {
            KB_TRY_ASSIGN(const Person person, find_actor(state_, action_));
            return lifecycle::check_permission(state_.policy(), Step::kRestore, person);
        }
        KB_TRY_ASSIGN(mark_, decode_mark(*bytes));
        if (std::ranges::find(mark_->coaches, action_.by) == mark_->coaches.end()) {
            return Error{
                ErrorCode::kPermissionDenied,
                fmt::format("a restore was not finished; only a coach who was there before "
                            "it can go on, not \"{}\"",
                            action_.by)};
        }
        return {};
    }

    static Error refusal(const exchange::BaseReader& reader, std::uint64_t line,
                         std::string_view reason) {
        return {ErrorCode::kInvalidArgument, fmt::format("{}:{}: {}", reader.name(), line, reason)};
    }

    static Result<exchange::BaseHeader> read_header(exchange::BaseReader& reader) {
        exchange::BaseLine line;
        KB_TRY_ASSIGN(const bool more, reader.next(line));
        if (!more) {
            return refusal(reader, 1, "it is empty");
        }
        if (!line.record) {
            return refusal(reader, line.number, line.fault);
        }
        const auto* header = std::get_if<exchange::BaseHeader>(&*line.record);
        if (header == nullptr) {
            return refusal(reader, line.number,
                           fmt::format("a complete export begins with a kb.base record, not with "
                                       "{}; articles alone are imported, not restored",
                                       exchange::kind_of(*line.record)));
        }
        return *header;
    }

    Result<Mode> choose_mode(const exchange::BaseHeader& header) {
        const std::uint64_t checksum = base::checksum(exchange::to_line(header));
        if (mark_) {
            if (mark_->header != checksum) {
                return Error{ErrorCode::kAlreadyExists,
                             fmt::format("{} holds part of another export; make a new base",
                                         state_.directory.string())};
            }
            return Mode::kWrite;
        }
        KB_TRY_ASSIGN(const store::Counters counters, state_.database->counters());
        if (holds_nothing(counters)) {
            return Mode::kWrite;
        }
        if (is_of(counters, header)) {
            return Mode::kCompare;
        }
        return Error{ErrorCode::kAlreadyExists,
                     fmt::format("{} holds articles or events of its own; a restore goes into a "
                                 "base that kb-index init has just made",
                                 state_.directory.string())};
    }

    // Takes people and log out of the way, and says in the same write that the base is not whole.
    Result<void> begin(const exchange::BaseHeader& header) {
        if (mark_) {
            return {};
        }
        const store::View view = state_.database->latest();
        Mark mark{.header = base::checksum(exchange::to_line(header))};
        KB_TRY_ASSIGN(const std::vector<Person> people, store::people(view));
        for (const Person& person : people) {
            if (person.licence == Licence::kCoach) {
                mark.coaches.push_back(person.id);
            }
        }
        store::Batch batch = state_.database->batch();
        for (const Family family : {Family::kPeople, Family::kChanges, Family::kManifest}) {
            store::Cursor cursor = view.prefix(family, "");
            for (;;) {
                KB_TRY_ASSIGN(const bool more, cursor.next());
                if (!more) {
                    break;
                }
                batch.remove(family, std::string(cursor.key()));
            }
        }
        for (std::size_t counter = 0; counter < store::kCounterCount; ++counter) {
            batch.set(static_cast<Counter>(counter), 0);
        }
        store::put_unfinished_restore(batch, encode_mark(mark));
        KB_TRY(state_.database->commit(std::move(batch)));
        state_.restoring = true;
        state_.manifest.clear();
        return {};
    }

    Result<ImportSummary> write(exchange::BaseReader& reader, const exchange::BaseHeader& header) {
        KB_TRY(begin(header));
        KB_TRY_ASSIGN(ImportSummary summary, pass(Mode::kWrite, reader, header));
        KB_TRY_ASSIGN(const auto options, store::find_options(state_.database->latest()));
        KB_TRY_ASSIGN(state_.base_options, decode_options(options.value_or("")));
        KB_TRY(load_signals(state_));
        state_.restoring = false;
        if (auto replayed = replay_from_start(state_); !replayed) {
            state_.index_lacks_changes = true;  // until the base is opened again
            return replayed.error();
        }
        return summary;
    }

    // One reading of all lines after the first. A check and a comparison go on after a fault, so
    // that all are told; what is written ends at the first.
    Result<ImportSummary> pass(Mode mode, exchange::BaseReader& reader,
                               const exchange::BaseHeader& header) {
        RecordSink sink(state_, mode, header);
        ImportSummary summary;
        exchange::BaseLine line{.number = 1, .record = header};
        for (bool more = true; more;) {
            ++summary.read;
            KB_TRY(take(sink, line, summary));
            if (mode == Mode::kWrite && summary.refused > 0) {
                return refusal(reader, line.number, summary.rejects.front().reason);
            }
            if (sink.is_full(request_.batch)) {
                KB_TRY(sink.commit());
            }
            if (summary.read % kProgressLines == 0) {
                KB_TRY(report(summary, reader));
            }
            const Result<bool> next = reader.next(line);
            if (!next) {  // a signal ends a read that waits, too
                return is_cancelled(state_) ? interrupted(summary) : next.error();
            }
            more = *next;
        }
        if (summary.refused == 0) {
            if (auto complete = mode == Mode::kWrite ? sink.finish() : sink.check_end();
                !complete) {
                if (mode == Mode::kWrite) {
                    return std::move(complete).error();
                }
                // The fault is what is missing, so it is one record more than there are.
                ++summary.read;
                add_reject(summary, {.reason = std::move(complete).error().message});
            }
        }
        for (Reject& reject : summary.rejects) {
            reject.file = reader.name();
        }
        if (summary.refused > 0) {  // all or nothing
            summary.passed_over = summary.added + summary.unchanged;
            summary.added = summary.unchanged = 0;
            summary.read = summary.refused;
        }
        return summary;
    }

    static Result<void> take(RecordSink& sink, const exchange::BaseLine& line,
                             ImportSummary& summary) {
        std::string fault = line.fault;
        if (line.record) {
            const Result<bool> taken = sink.take(*line.record);
            if (taken) {
                ++(*taken ? summary.added : summary.unchanged);
                return {};
            }
            const ErrorCode code = taken.error().code;
            if (code == ErrorCode::kIo || code == ErrorCode::kCorruption) {
                return taken.error();
            }
            fault = fmt::format("{}: {}", exchange::kind_of(*line.record), taken.error().message);
        }
        if (!line.record) {
            sink.pass_over();
        }
        add_reject(summary,
                   {.line = line.number, .reason = std::move(fault), .original = line.original});
        return {};
    }

    Result<void> report(const ImportSummary& summary, const exchange::BaseReader& reader) const {
        const bool go_on = !progress_ || progress_({.done = summary.read,
                                                    .bytes_done = reader.bytes_done(),
                                                    .bytes_total = reader.bytes_total()});
        if (go_on && !is_cancelled(state_)) {
            return {};
        }
        return interrupted(summary);
    }

    static Error interrupted(const ImportSummary& summary) {
        return {ErrorCode::kCancelled,
                fmt::format("interrupted after {} records; run it again to go on", summary.read)};
    }

    State& state_;
    const ImportRequest& request_;
    const Action& action_;
    const ProgressCallback& progress_;
    std::optional<Mark> mark_{};
};

}  // namespace

Result<ImportSummary> restore_base(State& state, const ImportRequest& request, const Action& action,
                                   const ProgressCallback& progress) {
    KB_TRY(check_not_closed(state));
    if (state.database->mode() != store::Mode::kWrite) {
        return Error{ErrorCode::kUnsupported,
                     fmt::format("{} was opened for reading", state.directory.string())};
    }
    KB_TRY(check_request(request));
    const std::lock_guard lock(state.write);
    return Restore(state, request, action, progress).run();
}

}  // namespace kb::engine
