// SPDX-License-Identifier: Apache-2.0

// Goal: the records of the store, by any bytes: each is read or is damage, and what was read is the
// same after it was written again. The first byte says which record it is.

#include "article/article_codec.hpp"
#include "engine/base_options.hpp"
#include "engine/signal_table.hpp"
#include "event/event_codec.hpp"
#include "fuzz/target.hpp"
#include "lifecycle/lifecycle_codec.hpp"
#include "store/article_store.hpp"
#include "store/change_log.hpp"
#include "store/counters.hpp"
#include "store/flag_store.hpp"
#include "store/format_file.hpp"
#include "store/id_store.hpp"
#include "store/proposal_store.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <optional>

namespace kb::fuzz {
namespace {

// What was encoded is decoded whole.
void check_whole(std::string_view input, const std::string& written) {
    static const std::vector<std::string> seeds = make_seeds();
    const bool is_seed = std::ranges::find(seeds, input) != seeds.end();
    require(!is_seed || written == input.substr(1), "nothing of a record is lost");
}

template <typename T>
void check_record(std::string_view input, std::string (*encode)(const T&),
                  Result<T> (*decode)(std::string_view)) {
    const Result<T> read = decode(input.substr(1));
    if (!read) {
        require_error(read.error(), {ErrorCode::kCorruption});
        return;
    }
    const std::string written = encode(*read);
    check_whole(input, written);
    const auto again = decode(written);
    require(again.has_value(), "a record that was written can be read");
    require(encode(*again) == written, "a record is the same after it was read again");
}

// A store that holds one value, whatever the key.
class OneValue final : public store::Source {
public:
    explicit OneValue(std::string_view value) : value_(value) {}
    [[nodiscard]] Result<std::optional<std::string>> get(store::Family,
                                                         std::string_view) const override {
        return std::optional(value_);
    }

private:
    std::string value_;
};

void check_change(std::string_view bytes) {
    const auto change = store::find_change(OneValue(bytes), 7);
    if (!change) {
        require_error(change.error(), {ErrorCode::kCorruption});
    } else {
        require(change->has_value() && (*change)->number == 7, "a change has its number");
    }
}

// What a store finds under a number or an id, and is written by a function of its own.
template <typename T, typename Key>
void check_stored(std::string_view input, std::string (*encode)(const T&),
                  Result<std::optional<T>> (*find)(const store::Source&, Key)) {
    const auto read = find(OneValue(input.substr(1)), Key{});
    if (!read) {
        require_error(read.error(), {ErrorCode::kCorruption});
        return;
    }
    const std::string written = encode(**read);
    check_whole(input, written);
    const auto again = find(OneValue(written), Key{});
    require(again.has_value(), "a record that was written can be read");
    require(encode(**again) == written, "a record is the same after it was read again");
}

// The file that names the format of a base.
void check_format(std::string_view bytes) {
    static const test::TemporaryFolder folder;
    std::ofstream(folder.path() / store::kFormatFileName, std::ios::binary) << bytes;
    const auto checked = store::check_format_file(folder.path());
    if (!checked) {
        require_error(checked.error(), {ErrorCode::kCorruption, ErrorCode::kUnsupported});
        return;
    }
    require(bytes.starts_with("kb base\nformat "), "a base says that it is one");
}

std::string record(char kind, const std::string& bytes) { return kind + bytes; }

Article small_article() {
    Article article;
    article.id = "KB-17";
    article.title = "VPN drops";
    article.issue = {{"VPN disconnects", StatementSource::kCustomer, "ana", Timestamp{}, "C-1"}};
    article.environment = {{"os", "Windows 11"}, {"", "office"}};
    article.resolution = "Set the interval.";
    article.products = {"client"};
    article.state = {Confidence::kArchived, Audience::kPublic, Governance::kComplianceBased};
    article.version = 3;
    return article;
}

}  // namespace

std::vector<std::string> make_seeds() {
    using std::chrono::milliseconds;
    Event event;
    event.event_id = "e1";
    event.ts = Timestamp(milliseconds(1'772'000'000'000));
    event.type = EventType::kCaseOpen;
    event.case_id = "C-1";
    event.channel = Channel::kPhone;
    event.value = 0.5;
    AuditRecord audit{.change = 4, .article = "KB-1", .by = "ana", .verb = "edit"};
    audit.state_before = ArticleState{};
    audit.changed = {"title", "cause"};
    const Flag flag{.number = 2, .article = "KB-1", .version = 3, .text = "old", .by = "ana"};
    Proposal proposal{.number = 2, .article = "KB-1", .version = 3, .by = "ana"};
    proposal.edit.title = "Printer offline";
    proposal.edit.add_issue = {{.text = "it is off"}};
    const Link link{.case_id = "C-1", .article = "KB-1", .version = 1, .by = "ana"};
    store::Counters counters;
    counters.values.fill(1ULL << 40U);
    return {
        record('a', article::encode_article(small_article())),
        record('e', event::encode_event(event)),
        record('p', lifecycle::encode_person({.id = "ana", .name = "Ana"})),
        record('u', lifecycle::encode_audit_record(audit)),
        record('f', lifecycle::encode_flag(flag)),
        record('l', lifecycle::encode_link(link)),
        record('c', store::encode_counters(counters)),
        record('o', engine::encode_options({})),
        record('A', store::encode_article_record({.change = 4, .article = small_article()})),
        record('F', store::encode_flag_note({.article = 7, .value = flag})),
        record('P', store::encode_proposal_note({.article = 7, .value = proposal})),
        record('i', store::encode_id_entry({.kind = store::IdKind::kFormer, .article = 7})),
        record('s', engine::encode_reuse({.solved = 2, .last = event.ts, .recent = {event.ts}})),
        record('k', "kb base\nformat 1\n"),
        record('k', "kb base\nformat 99\nmore\n"),
        record('h', std::string("\x01\x02\x03\x04\x05\x06\x07\x08\x01\x01\x01\x02\x03\x03"
                                "ana\x04\x04\x01\xFF\x00\x02\x00",
                                23))};
}

void check_input(std::string_view input) {
    if (input.empty()) {
        return;
    }
    const std::string_view bytes = input.substr(1);
    using article::decode_article, article::encode_article;
    using engine::decode_options, engine::encode_options;
    using engine::decode_reuse, engine::encode_reuse;
    using event::decode_event, event::encode_event;
    using lifecycle::decode_audit_record, lifecycle::encode_audit_record;
    using lifecycle::decode_flag, lifecycle::encode_flag;
    using lifecycle::decode_link, lifecycle::encode_link;
    using lifecycle::decode_person, lifecycle::encode_person;
    using store::decode_counters, store::encode_counters;
    switch (input.front()) {
    case 'a': return check_record(input, encode_article, decode_article);
    case 'e': return check_record(input, encode_event, decode_event);
    case 'p': return check_record(input, encode_person, decode_person);
    case 'u': return check_record(input, encode_audit_record, decode_audit_record);
    case 'f': return check_record(input, encode_flag, decode_flag);
    case 'l': return check_record(input, encode_link, decode_link);
    case 'c': return check_record(input, encode_counters, decode_counters);
    case 'o': return check_record(input, encode_options, decode_options);
    case 's': return check_record(input, encode_reuse, decode_reuse);
    case 'A': return check_stored(input, store::encode_article_record, store::find_article);
    case 'F': return check_stored(input, store::encode_flag_note, store::find_flag);
    case 'P': return check_stored(input, store::encode_proposal_note, store::find_proposal);
    case 'i':
        check_stored(input, store::encode_id_entry, store::find_id);
        require(bytes.size() == 9 || !store::find_id(OneValue(bytes), ""), "of one size only");
        return;
    case 'k': return check_format(bytes);
    default: return check_change(bytes);
    }
}

}  // namespace kb::fuzz
