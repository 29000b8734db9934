// SPDX-License-Identifier: Apache-2.0
//
// Goal: mail addresses, telephone and payment card numbers are found where they stand, and the
// numbers that support texts are full of (versions, addresses of machines, codes, dates, orders)
// are not taken for them. Card numbers are the networks' published test numbers.

#include <kb/content_standard.hpp>

#include <catch2/catch.hpp>

namespace kb {
namespace {

std::vector<std::string> found(const std::string& text) {
    std::vector<std::string> parts;
    for (const Finding& finding : find_personal_data(text, Field::kIssue)) {
        CHECK(finding.check == "personal-data");
        CHECK(finding.severity == Severity::kWarning);
        CHECK(finding.field == Field::kIssue);
        REQUIRE(finding.begin < finding.end);
        REQUIRE(finding.end <= text.size());
        parts.push_back(text.substr(finding.begin, finding.end - finding.begin));
    }
    return parts;
}

TEST_CASE("personal data is found where it stands", "[article]") {
    struct Case {
        std::string text;
        std::vector<std::string> want;
    };
    const Case cases[] = {
        // mail addresses
        {"write to ana@corp.example.", {"ana@corp.example"}},
        {"<a.b+c@mail.corp.co.uk>", {"a.b+c@mail.corp.co.uk"}},
        {"Contact bob@corp.com: he knows", {"bob@corp.com"}},
        {"a@b.de,c@d.de", {"a@b.de", "c@d.de"}},
        {"jürgen@müller.de", {"jürgen@müller.de"}},
        {"jo1234567890@corp.com", {"jo1234567890@corp.com"}},
        // telephone numbers
        {"call +49 30 1234567 today", {"+49 30 1234567"}},
        {"+4930123456", {"+4930123456"}},
        {"+1 (555) 123-4567", {"+1 (555) 123-4567"}},
        {"(555) 123-4567", {"(555) 123-4567"}},
        {"(030) 1234567.", {"(030) 1234567"}},
        {"555-123-4567", {"555-123-4567"}},
        {"555.123.4567", {"555.123.4567"}},
        {"1-800-555-0199", {"1-800-555-0199"}},
        {"020 7946 0958", {"020 7946 0958"}},
        {"030/1234567", {"030/1234567"}},
        {"07700 900123", {"07700 900123"}},
        {"01 23 45 67 89", {"01 23 45 67 89"}},
        {"0049 30 1234567", {"0049 30 1234567"}},
        {"Tel.: 123456", {"123456"}},
        {"phone 5551234", {"5551234"}},
        {"Fax 12 34 56", {"12 34 56"}},
        // payment cards
        {"card 4111 1111 1111 1111 was", {"4111 1111 1111 1111"}},
        {"4111-1111-1111-1111", {"4111-1111-1111-1111"}},
        {"4111111111111111", {"4111111111111111"}},
        {"a,5555555555554444,b", {"5555555555554444"}},
        {"378282246310005", {"378282246310005"}},
        {"3782 822463 10005", {"3782 822463 10005"}},
        {"30569309025904", {"30569309025904"}},
        {"6011111111111117", {"6011111111111117"}},
        {"2223003122003222", {"2223003122003222"}},
        // several, in order
        {"+49 30 1234567 or ana@corp.example", {"+49 30 1234567", "ana@corp.example"}},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        CHECK(found(c.text) == c.want);
    }
}

TEST_CASE("numbers that belong to nobody are left alone", "[article]") {
    const char* texts[] = {
        // mail-like
        "root@localhost",
        "git@git.corp.com:team/tool.git",
        "ssh://deploy@host.corp.com",
        "@user",
        "a @ b.com",
        "user@",
        "a@b.c",
        "@Override",
        "x@.com",
        "ana@corp",
        // versions, builds, machines
        "Windows 10.0.19041.1237",
        "version 2.4.1",
        "192.168.0.1",
        "10.255.255.255:8080",
        "255.255.255.0",
        "00-15-5D-01-02-03",
        "550e8400-e29b-41d4-a716-446655440000",
        "fe80::1234:5678:9012",
        "build 20260301123456",
        "16.0.5173.1000",
        // codes and articles
        "KB5004945",
        "0x80070005",
        "ORA-00942",
        "CVE-2021-44228",
        "E1234567",
        "#1234567890",
        "HTTP 500 1234567",
        "error 0000000123",
        "-2147467259",
        "status 1603",
        // dates and times
        "2026-03-01 09:30:00",
        "03/04/2026 1015",
        "01.02.2026",
        "2026-03-01T09:30:00+02:00",
        "09:30:15 123456",
        "20260301",
        // counts, orders, money
        "1234567890",
        "order 4500012345",
        "12,345,678",
        "$1234567890",
        "100000000 bytes",
        "99.999999999 %",
        "1024 x 768",
        "size 1048576 of 16777216",
        // almost cards: a wrong check digit, an unused issuer, a wrong length or grouping
        "4111111111111112",
        "4111 1111 1111 1112",
        "1111111111111117",
        "411111111111111",
        "41111111 11111111",
        "9999999999999995",
        "4111.1111.1111.1111",
        // almost telephone numbers
        "+123",
        "+0200",
        "(2024) report",
        "telemetry 123456",
        "hotel 123456",
        "+12345678901234567",
        "Tel 3.1.2.12345",
        "call +1-2",
        "",
    };
    for (const char* text : texts) {
        CAPTURE(text);
        CHECK(found(text).empty());
    }
}

TEST_CASE("any bytes are looked through to their end", "[article]") {
    std::string digits;
    for (int i = 0; i < 20'000; ++i) {
        digits += "1 ";
    }
    CHECK(found(digits).empty());
    CHECK(found(std::string(20'000, '@')).empty());
    CHECK(found("\xff\xfe ana@corp.example \xff").size() == 1);
}

}  // namespace
}  // namespace kb
