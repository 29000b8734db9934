// SPDX-License-Identifier: Apache-2.0

// Goal: what docs/formats.md says of keys and values is what stands on disk: one record of each
// kind, byte by byte, worked out by hand. A base that was written yesterday has to be read
// tomorrow.

#include "base/checksum.hpp"
#include "base/coding.hpp"
#include "store/article_store.hpp"
#include "store/audit_store.hpp"
#include "store/counters.hpp"
#include "store/event_store.hpp"
#include "store/flag_store.hpp"
#include "store/id_store.hpp"
#include "store/link_store.hpp"
#include "store/people_store.hpp"
#include "store/proposal_store.hpp"
#include "store_support.hpp"

#include <fmt/format.h>

namespace {

using namespace kb;
using namespace kb::store;
using namespace kb::store::test;

constexpr std::string_view kOne = "0000000000000001";  // as a key

Timestamp at(std::int64_t milliseconds) {
    return Timestamp{std::chrono::milliseconds{milliseconds}};
}

std::string bytes_of(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += hex[i] == ' ' ? 1U : 2U) {
        if (hex[i] != ' ') {
            bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
        }
    }
    return bytes;
}

std::string hex_of(std::string_view bytes) {
    std::string hex;
    for (const char byte : bytes) {
        hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    }
    return hex;
}

// Every key of a family with its value, in hexadecimal digits.
std::vector<std::pair<std::string, std::string>> entries(const Database& database, Family family) {
    std::vector<std::pair<std::string, std::string>> found;
    Cursor cursor = database.latest().prefix(family, "");
    while (take(cursor.next())) {
        found.emplace_back(hex_of(cursor.key()), hex_of(cursor.value()));
    }
    return found;
}

std::pair<std::string, std::string> entry(std::string_view key, std::string_view value) {
    return {hex_of(bytes_of(key)), hex_of(bytes_of(value))};
}

Article article() {
    return {.id = "A",
            .title = "T",
            .issue = {{.text = "x",
                       .source = StatementSource::kCustomer,
                       .by = "p",
                       .at = at(1),
                       .case_id = "c"}},
            .environment = {{"os", "W"}},
            .resolution = "r",
            .cause = "c",
            .keywords = {""},
            .state = {.confidence = Confidence::kValidated,
                      .audience = Audience::kPublic,
                      .governance = Governance::kComplianceBased},
            .version = 2,
            .created_by = "p",
            .created = at(64),
            .modified = at(-1)};
}

constexpr std::string_view kArticle =
    "01 010141 0202656e 050154"
    "060f 010178 020103 030170 040102 050163"
    "0707 01026f73 020157"
    "080172 090163 0a00 100102 110103 120101 140102 150170 17028001 180101 00";

constexpr std::string_view kChange = "01 010102 020102 030170 0404 01ff0002 00";

void write_one_of_each(Database& database) {
    Batch batch = database.batch();
    must(put_article(batch, 1, {.change = 5, .article = article()}));
    must(claim_id(batch, "A", {.kind = IdKind::kPublic, .article = 1}));
    must(claim_id(batch, "old", {.kind = IdKind::kFormer, .article = 1}));
    must(claim_id(batch, "SF", {.kind = IdKind::kExternal, .article = 1}));
    must(put_person(batch, {.id = "a", .name = "B", .licence = Licence::kCoach}));
    REQUIRE(take(append_event(batch, {.event_id = "e",
                                      .ts = at(1000),
                                      .type = EventType::kView,
                                      .rank = 0,
                                      .sent_by_agent = true,
                                      .value = -1.0})) == Appended::kNew);
    REQUIRE(take(add_link(batch, 1,
                          {.case_id = "c",
                           .article = "A",
                           .kind = LinkKind::kReference,
                           .version = 2,
                           .by = "p",
                           .licence = Licence::kCandidate,
                           .at = at(1),
                           .use = Use::kImproved})));
    must(put_flag(batch, {.article = 1,
                          .value = {.number = 1,
                                    .article = "A",
                                    .version = 2,
                                    .kind = FlagKind::kOther,
                                    .text = "t",
                                    .by = "p",
                                    .at = at(1)}}));
    ProposalNote proposal{.article = 1,
                          .value = {.number = 3,
                                    .article = "A",
                                    .version = 2,
                                    .by = "p",
                                    .licence = Licence::kCandidate,
                                    .at = at(1),
                                    .status = ProposalStatus::kRejected,
                                    .decided_by = "a"}};
    proposal.value.edit.cause = "x";
    must(put_proposal(batch, proposal));
    must(append_audit(batch, 1,
                      {.change = 5,
                       .article = "A",
                       .by = "p",
                       .licence = Licence::kCandidate,
                       .at = at(1),
                       .verb = "put",
                       .version_after = 2,
                       .state_after = article().state,
                       .changed = {"title"}}));
    append_change(batch, {.kind = ChangeKind::kPut,
                          .at = at(1),
                          .by = "p",
                          .articles = {{.article = 1, .shelf_after = 0, .version = 2}}});
    must(database.commit(std::move(batch)));
}

TEST_CASE("one record of each kind has the bytes that its format says", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    write_one_of_each(*database);
    using Entries = std::vector<std::pair<std::string, std::string>>;
    const std::string one(kOne);
    const std::string three = "0000000000000003";

    CHECK(entries(*database, Family::kArticles) ==
          Entries{entry(one, "0500000000000000" + std::string(kArticle))});
    CHECK(entries(*database, Family::kVersions) == Entries{entry(one + "00000002", kArticle)});
    CHECK(entries(*database, Family::kIds) ==
          Entries{entry("41", "01" + one), entry("5346", "03" + one), entry("6f6c64", "02" + one)});
    CHECK(entries(*database, Family::kPeople) ==
          Entries{entry("61", "01 010161 020142 030104 00")});
    CHECK(entries(*database, Family::kEvents) ==
          Entries{entry("80000000000003e8" + one,
                        "01 010165 0202d00f 040102 150100 160101 1808000000000000f0bf 00")});
    CHECK(entries(*database, Family::kEventIds) == Entries{entry("65", "80000000000003e8" + one)});
    CHECK(entries(*database, Family::kLinks) ==
          Entries{entry("61" + one + "0363",
                        "01 010163 020141 030103 040102 050170 060101 070102 080101 00"),
                  entry("630163" + one + "03", "")});
    CHECK(entries(*database, Family::kFlags) ==
          Entries{entry("61" + one + one, ""),
                  entry("66" + one, one + "01 010101 020141 030102 040105 050174 060170 070102"
                                          "080101 00"),
                  entry("70" + three, one + "01 010103 020141 030102 04056361757365"
                                            "0509 01 0202656e 090178 00"
                                            "060170 070101 080102 0b0102 0c0161 00"),
                  entry("71" + one + three, "")});
    CHECK(entries(*database, Family::kAudit) ==
          Entries{entry(one + "000000000000000500",
                        "01 010105 020141 030170 040101 050102 0603707574 0a0102 0c03020301"
                        "0d057469746c65 00")});
}

TEST_CASE("changes and counters have the bytes that their formats say", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    write_one_of_each(*database);
    // The hash before the first change is 0, and this is change 1.
    const std::uint64_t chain =
        base::checksum(bytes_of("0000000000000000 0100000000000000" + std::string(kChange)));
    std::string hash;
    base::put_fixed64(hash, chain);
    const auto changes = entries(*database, Family::kChanges);
    REQUIRE(changes.size() == 1);
    CHECK(changes.front() == entry(kOne, hex_of(hash) + std::string(kChange)));

    const std::string none = "0000000000000000";
    const std::string single = "0100000000000000";
    const auto counters = take(database->latest().get(Family::kMeta, kCountersKey));
    REQUIRE(counters);
    // Article number, change, hash, event sequence, flag number; articles, versions, events, links,
    // open flags, people; proposal number, open proposals.
    CHECK(hex_of(*counters) == "0d" + none + single + hex_of(hash) + single + none + single +
                                   single + single + single + single + single + none + none);
}

}  // namespace
