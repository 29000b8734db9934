// SPDX-License-Identifier: Apache-2.0
//
// Goal: codes as vendors write them are found whole; ordinary words, versions and numbers are not.

#include "article/codes.hpp"

#include <catch2/catch.hpp>

namespace kb::article {
namespace {

TEST_CASE("codes are found whole and ordinary words are left alone", "[article]") {
    struct Case {
        std::string_view text;
        std::vector<std::string_view> want;
    };
    const Case cases[] = {
        {"fails with 0x80070005.", {"0x80070005"}},
        {"0X8E5E0147", {"0X8E5E0147"}},
        {"0x (nothing behind)", {}},
        {"0xZZ", {}},
        {"ORA-00942: table or view", {"ORA-00942"}},
        {"CVE-2021-44228", {"CVE-2021-44228"}},
        {"see KB-17 and KB5004945", {"KB-17", "KB5004945"}},
        {"E_ACCESSDENIED", {"E_ACCESSDENIED"}},
        {"ERR_NAME_NOT_RESOLVED,ERR_TIMED_OUT", {"ERR_NAME_NOT_RESOLVED", "ERR_TIMED_OUT"}},
        {"(C2065)", {"C2065"}},
        {"LNK2019!", {"LNK2019"}},
        {"UTF-8 and MP3", {}},
        {"snake_case and kWord", {}},
        {"A_ trailing", {}},
        {"_LEADING", {}},
        {"v10.0.19041", {}},
        {"2026-03-01", {}},
        {"12345", {}},
        {"VPN NOT WORKING", {}},
        {"ORA-", {}},
        {"ORA-942x", {}},
        {"-12", {}},
        {"ORA-00942é", {}},  // a letter goes on
        {"", {}},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        std::vector<std::string_view> got;
        for (const Code& code : find_codes(c.text)) {
            got.push_back(code.text);
            CHECK(c.text.substr(code.begin, code.end - code.begin) == code.text);
        }
        CHECK(got == c.want);
    }
}

TEST_CASE("a blob of more than 64 bytes is no code", "[article]") {
    const std::string code = "0x" + std::string(62, 'A');
    CHECK(find_codes(code).size() == 1);
    CHECK(find_codes(code + "A").empty());
}

}  // namespace
}  // namespace kb::article
