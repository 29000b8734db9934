// SPDX-License-Identifier: Apache-2.0

// Goal: keys sort as what they stand for, and no key of one thing begins like that of another.

#include "store/keys.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <vector>

namespace {

using namespace kb::store;
using namespace std::chrono_literals;

kb::Timestamp at(std::int64_t milliseconds) {
    return kb::Timestamp{std::chrono::milliseconds{milliseconds}};
}

TEST_CASE("keys sort like what they stand for", "[store]") {
    const std::vector<std::string> numbers{number_key(0), number_key(1), number_key(255),
                                           number_key(256), number_key(0xFFFF'FFFF'FFFF'FFFFU)};
    CHECK(std::ranges::is_sorted(numbers));
    const std::vector<std::string> versions{version_key(1, 1), version_key(1, 256),
                                            version_key(1, 0xFFFF'FFFFU), version_key(2, 0)};
    CHECK(std::ranges::is_sorted(versions));
    const std::vector<std::string> events{
        event_key(at(-1000), 5), event_key(at(-1), 9), event_key(at(0), 0),
        event_key(at(0), 1),     event_key(at(1), 0),  event_key(at(1'700'000'000'000), 0)};
    CHECK(std::ranges::is_sorted(events));
    const std::vector<std::string> audit{audit_key(1, 2, 0), audit_key(1, 2, 1),
                                         audit_key(1, 300, 0), audit_key(2, 1, 0)};
    CHECK(std::ranges::is_sorted(audit));
}

TEST_CASE("keys are as they are drawn", "[store]") {
    using namespace std::string_literals;
    CHECK(number_key(258) == "\0\0\0\0\0\0\1\2"s);
    CHECK(version_key(1, 2) == "\0\0\0\0\0\0\0\1\0\0\0\2"s);
    CHECK(event_key(at(1), 3) == "\x80\0\0\0\0\0\0\1\0\0\0\0\0\0\0\3"s);
    CHECK(event_key(at(-1), 0) == "\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0\0\0\0\0"s);
    CHECK(audit_key(1, 2, 3) == "\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2\3"s);
    CHECK(link_key(1, kb::LinkKind::kReference, "C-1") == "a\0\0\0\0\0\0\0\1\3C-1"s);
    CHECK(case_link_key("C-1", 1, kb::LinkKind::kReference) == "c\3C-1\0\0\0\0\0\0\0\1\3"s);
    CHECK(flag_key(1) == "f\0\0\0\0\0\0\0\1"s);
    CHECK(article_flag_key(1, 2) == "a\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2"s);
}

TEST_CASE("the links of one case are not those of a case that begins like it", "[store]") {
    const std::string one = case_link_key("C-1", 1, kb::LinkKind::kReference);
    CHECK(one.starts_with(links_of_case_prefix("C-1")));
    CHECK_FALSE(case_link_key("C-10", 1, kb::LinkKind::kReference)
                    .starts_with(links_of_case_prefix("C-1")));
    CHECK_FALSE(one.starts_with(links_of_case_prefix("C-")));
}

TEST_CASE("the end of a prefix lies behind all that begins with it", "[store]") {
    using namespace std::string_literals;
    CHECK(end_of_prefix("a") == "b");
    CHECK(end_of_prefix("a\xff") == "b");
    CHECK(end_of_prefix("a\x7f") == "a\x80");
    CHECK(end_of_prefix("\xff\xff").empty());
    CHECK(end_of_prefix("").empty());
    CHECK(end_of_prefix("\0"s) == "\1");
}

TEST_CASE("every family has a name of its own", "[store]") {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
        names.insert(family_name(static_cast<Family>(i)));
    }
    CHECK(names.size() == kFamilyCount);
    CHECK_FALSE(names.contains("unknown"));
}

}  // namespace
