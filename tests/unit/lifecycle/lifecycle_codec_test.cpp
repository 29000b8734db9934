// SPDX-License-Identifier: Apache-2.0

// Goal: people, audit records, flags, proposals and links come back as they were written; cut,
// changed or random bytes are refused or read safely.

#include "lifecycle/lifecycle_codec.hpp"

#include "base/coding.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <random>

namespace {

using namespace std::chrono_literals;

kb::AuditRecord full_record() {
    return {.change = 900,
            .article = "KB-1",
            .by = "anna",
            .licence = kb::Licence::kCoach,
            .at = kb::Timestamp{1'700'000'000'000ms},
            .verb = "state",
            .reason = "checked with the vendor",
            .case_id = "C-9",
            .version_before = 1,
            .version_after = 2,
            .state_before = kb::ArticleState{},
            .state_after = kb::ArticleState{.confidence = kb::Confidence::kArchived,
                                            .audience = kb::Audience::kPublic,
                                            .governance = kb::Governance::kComplianceBased},
            .changed = {"state", ""},
            .proposed_by = "cara"};
}

kb::Flag full_flag() {
    return {.number = 3,
            .article = "KB-1",
            .version = 2,
            .kind = kb::FlagKind::kOutdated,
            .text = "the menu moved",
            .by = "ben",
            .at = kb::Timestamp{5ms},
            .open = false,
            .resolved_by = "anna",
            .resolved_at = kb::Timestamp{9ms},
            .resolution = "fixed"};
}

kb::Link full_link() {
    return {.case_id = "C-1",
            .article = "KB-1",
            .kind = kb::LinkKind::kSentToCustomer,
            .version = 7,
            .by = "ben",
            .licence = kb::Licence::kPublisher,
            .at = kb::Timestamp{-1ms},
            .use = kb::Use::kFlagged};
}

kb::Proposal full_proposal() {
    kb::Proposal proposal{.number = 4,
                          .article = "KB-1",
                          .version = 2,
                          .by = "cara",
                          .licence = kb::Licence::kCandidate,
                          .at = kb::Timestamp{7ms},
                          .reason = "seen twice",
                          .case_id = "C-2",
                          .status = kb::ProposalStatus::kAccepted,
                          .decided_by = "anna",
                          .decided_at = kb::Timestamp{9ms},
                          .decision = "so it is",
                          .version_made = 3};
    proposal.edit.title = "Printer offline";
    proposal.edit.add_issue = {{.text = "it is off", .by = "cara"}};
    proposal.edit.environment = std::vector<kb::EnvironmentEntry>{};  // set, and empty
    proposal.edit.resolution = "";
    proposal.edit.cause = "a cable";
    proposal.edit.keywords = {{"offline", "lamp"}};
    proposal.edit.codes = {{"E17"}};
    proposal.edit.products = std::vector<std::string>{};
    proposal.edit.owner_domain = "print";
    proposal.edit.language = "de";
    return proposal;
}

// One kind of record: some sound bytes, and whether any bytes decode.
struct Kind {
    std::string name;
    std::string sound;
    std::function<kb::Result<void>(std::string_view)> decode;
};

template <typename Value>
std::function<kb::Result<void>(std::string_view)> checker(
    kb::Result<Value> (*decode)(std::string_view)) {
    return [decode](std::string_view bytes) -> kb::Result<void> {
        auto value = decode(bytes);
        if (!value) {
            return std::move(value).error();
        }
        return {};
    };
}

std::vector<Kind> kinds() {
    using namespace kb::lifecycle;
    return {{"person", encode_person({.id = "anna", .name = "Anna A."}), checker(decode_person)},
            {"audit record", encode_audit_record(full_record()), checker(decode_audit_record)},
            {"flag", encode_flag(full_flag()), checker(decode_flag)},
            {"proposal", encode_proposal(full_proposal()), checker(decode_proposal)},
            {"link", encode_link(full_link()), checker(decode_link)}};
}

TEST_CASE("a person comes back as it was", "[lifecycle]") {
    const auto person =
        GENERATE(kb::Person{}, kb::Person{.id = "a", .name = "A", .licence = kb::Licence::kReader},
                 kb::Person{.id = "b", .licence = kb::Licence::kCoach});
    const auto back = kb::lifecycle::decode_person(kb::lifecycle::encode_person(person));
    REQUIRE(back);
    CHECK(*back == person);
}

TEST_CASE("an audit record comes back as it was", "[lifecycle]") {
    const auto record = GENERATE(kb::AuditRecord{}, full_record());
    const auto back =
        kb::lifecycle::decode_audit_record(kb::lifecycle::encode_audit_record(record));
    REQUIRE(back);
    CHECK(*back == record);
}

TEST_CASE("a flag comes back as it was, open or resolved", "[lifecycle]") {
    const auto flag = GENERATE(kb::Flag{}, full_flag());
    const auto back = kb::lifecycle::decode_flag(kb::lifecycle::encode_flag(flag));
    REQUIRE(back);
    CHECK(*back == flag);
}

TEST_CASE("a proposal comes back as it was, with what is set to nothing", "[lifecycle]") {
    const auto proposal = GENERATE(kb::Proposal{}, full_proposal());
    const auto back = kb::lifecycle::decode_proposal(kb::lifecycle::encode_proposal(proposal));
    REQUIRE(back);
    CHECK(*back == proposal);
}

TEST_CASE("a proposal of a field that no edit sets is refused", "[lifecycle]") {
    std::string bytes = kb::lifecycle::encode_proposal(full_proposal());
    const std::size_t at = bytes.find("owner_domain");
    REQUIRE(at != std::string::npos);
    bytes.replace(at, 5, "ownar");
    const auto back = kb::lifecycle::decode_proposal(bytes);
    REQUIRE_FALSE(back);
    CHECK(back.error().code == kb::ErrorCode::kCorruption);
}

TEST_CASE("a link comes back as it was", "[lifecycle]") {
    const auto link = GENERATE(kb::Link{}, full_link());
    const auto back = kb::lifecycle::decode_link(kb::lifecycle::encode_link(link));
    REQUIRE(back);
    CHECK(*back == link);
}

TEST_CASE("a life cycle record that was cut off anywhere is refused", "[lifecycle]") {
    for (const Kind& kind : kinds()) {
        REQUIRE(kind.decode(kind.sound));
        for (std::size_t size = 0; size < kind.sound.size(); ++size) {
            CAPTURE(kind.name, size);
            const auto result = kind.decode(kind.sound.substr(0, size));
            REQUIRE_FALSE(result);
            CHECK(result.error().code == kb::ErrorCode::kCorruption);
        }
        CHECK_FALSE(kind.decode(kind.sound + 'x'));
    }
}

TEST_CASE("life cycle records skip fields of a later version", "[lifecycle]") {
    for (Kind& kind : kinds()) {
        kind.sound.pop_back();
        kb::base::put_varint(kind.sound, 300);
        kb::base::put_text(kind.sound, "new");
        kind.sound.push_back('\0');
        CAPTURE(kind.name);
        CHECK(kind.decode(kind.sound));
    }
}

TEST_CASE("a state with a value outside its enumeration is refused", "[lifecycle]") {
    // format; tag 11, size 3: confidence, audience, governance; end
    const auto [state, sound] = GENERATE(std::pair{std::string("\x03\x03\x01", 3), true},
                                         std::pair{std::string("\x04\x03\x01", 3), false},
                                         std::pair{std::string("\x03\x04\x01", 3), false},
                                         std::pair{std::string("\x03\x03\x02", 3), false},
                                         std::pair{std::string("\x80\0\0", 3), false});
    std::string bytes("\x01\x0b\x03");
    bytes += state;
    bytes.push_back('\0');
    CHECK(kb::lifecycle::decode_audit_record(bytes).has_value() == sound);
}

TEST_CASE("random bytes and random damage of life cycle records do no harm", "[lifecycle]") {
    std::mt19937 random(7);
    std::size_t refused = 0;
    for (const Kind& kind : kinds()) {
        for (int round = 0; round < 10'000; ++round) {
            std::string bytes = kind.sound;
            if (round % 2 == 0) {
                bytes.resize(random() % 100);
                for (char& byte : bytes) {
                    byte = static_cast<char>(random());
                }
            } else {
                bytes[random() % bytes.size()] = static_cast<char>(random());
            }
            refused += kind.decode(bytes) ? 0U : 1U;
        }
    }
    CHECK(refused > 20'000);
}

}  // namespace
