// SPDX-License-Identifier: Apache-2.0
//
// Goal: each confidence refuses exactly what it needs and lacks, and each piece of advice comes
// when it should, points at its place, and stays away otherwise.

#include <kb/content_standard.hpp>

#include <catch2/catch.hpp>

#include <algorithm>

namespace kb {
namespace {

constexpr Confidence kAll[] = {Confidence::kWorkInProgress, Confidence::kNotValidated,
                               Confidence::kValidated, Confidence::kArchived};

// Nothing to say about it as a validated article.
Article complete() {
    Article article;
    article.title = "Printer offline after update";
    article.issue = {{.text = "printer shows offline"}};
    article.environment = {{"os", "Windows 11"}};
    article.resolution = "Restart the spooler";
    article.products = {"client"};
    return article;
}

std::vector<std::string> checks(const Article& article, Confidence confidence, Severity severity) {
    std::vector<std::string> names;
    for (const Finding& finding : check_content(article, confidence)) {
        if (finding.severity == severity) {
            names.push_back(finding.check);
        }
    }
    return names;
}

std::vector<Finding> named(const Article& article, std::string_view check,
                           Confidence confidence = Confidence::kValidated) {
    std::vector<Finding> findings = check_content(article, confidence);
    std::erase_if(findings, [&](const Finding& finding) { return finding.check != check; });
    return findings;
}

TEST_CASE("a complete article has no finding", "[article]") {
    CHECK(check_content(complete(), Confidence::kNotValidated).empty());
    CHECK(check_content(complete(), Confidence::kValidated).empty());
    Article archived = complete();
    archived.archive_reason = "product gone";
    CHECK(check_content(archived, Confidence::kArchived).empty());
    Article begun = complete();
    begun.resolution = "";
    CHECK(check_content(begun, Confidence::kWorkInProgress).empty());
}

TEST_CASE("an empty article lacks what its confidence needs", "[article]") {
    using List = std::vector<std::string>;
    const List want[] = {
        {"issue-missing"},
        {"issue-missing", "environment-missing", "resolution-missing", "title-missing"},
        {"issue-missing", "environment-missing", "resolution-missing", "title-missing"},
        {"archive-reason-missing"},
    };
    const List advice[] = {
        {"environment-missing", "title-missing"}, {"product-missing"}, {"product-missing"}, {}};
    for (const Confidence confidence : kAll) {
        CAPTURE(to_string(confidence));
        const auto i = static_cast<std::size_t>(confidence);
        CHECK(checks({}, confidence, Severity::kError) == want[i]);
        CHECK(checks({}, confidence, Severity::kWarning) == advice[i]);
    }
}

TEST_CASE("blank entries do not fill a field", "[article]") {
    Article article = complete();
    article.title = " \t";
    article.issue = {{.text = "  "}};
    article.environment = {{"os", " "}};
    article.resolution = "\n";
    article.products = {""};
    CHECK(checks(article, Confidence::kValidated, Severity::kError).size() == 4);
    CHECK(named(article, "product-missing").size() == 1);
}

TEST_CASE("a title of more than 125 characters is pointed at from there on", "[article]") {
    Article article = complete();
    article.title = "printer " + std::string(117, 'x');
    CHECK(named(article, "title-long").empty());
    article.title += "yz";
    const auto findings = named(article, "title-long");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].severity == Severity::kWarning);
    CHECK(findings[0].field == Field::kTitle);
    CHECK(findings[0].begin == 125);
    CHECK(findings[0].end == 127);

    // Characters, not bytes: 125 of two bytes each are fine.
    article.title = "printer ";
    for (int i = 0; i < 117; ++i) {
        article.title += "é";
    }
    CHECK(named(article, "title-long").empty());
}

TEST_CASE("a title without a word of the issue is advised against", "[article]") {
    struct Case {
        std::string title;
        std::string issue;
        bool related;
    };
    const Case cases[] = {
        {"Printer offline", "my PRINTER is dead", true},
        {"Printing fails", "cannot print", true},  // one form begins like the other
        {"Print fails", "no printing at all", true},
        {"Spooler service stopped", "printer shows offline", false},
        {"The spooler", "the printer", false},  // function words do not relate
        {"Without paper", "with colour", false},
        {"VPN drops", "vpn is slow", true},
        {"VPNs drop", "vpn is slow", false},  // too short for a form
        {"東京の印刷", "印刷できない", true},
        {"Änderung verloren", "änderung ist weg", true},
        {"???", "anything", true},  // nothing to compare
        {"", "anything", true},
    };
    for (const Case& c : cases) {
        CAPTURE(c.title, c.issue);
        Article article = complete();
        article.title = c.title;
        article.issue = {{.text = c.issue}};
        CHECK(named(article, "title-unrelated").empty() == c.related);
    }
}

TEST_CASE("a resolution in work in progress is noticed", "[article]") {
    const auto findings = named(complete(), "resolution-early", Confidence::kWorkInProgress);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].severity == Severity::kWarning);
    CHECK(findings[0].field == Field::kResolution);
    CHECK(named(complete(), "resolution-early", Confidence::kNotValidated).empty());
}

TEST_CASE("a keyword that stands in the text is pointed at", "[article]") {
    Article article = complete();
    article.keywords = {"drucker", "SPOOLER", "printer shows", "show", "offline printer"};
    const auto findings = named(article, "keyword-redundant");
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].severity == Severity::kHint);
    CHECK(findings[0].field == Field::kKeywords);
    CHECK(findings[0].begin == 8);  // behind "drucker" and a line end
    CHECK(findings[0].end == 15);
    CHECK(findings[1].begin == 16);
    CHECK(findings[1].end == 29);
}

TEST_CASE("a code in the text that is not listed is pointed at once", "[article]") {
    Article article = complete();
    article.issue = {{.text = "fails with 0x80070005 and 0x80070005"}, {.text = "ORA-00942"}};
    article.resolution = "0x80070005 means access denied";
    article.codes = {"ora-00942"};
    const auto findings = named(article, "code-unlisted");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].severity == Severity::kHint);
    CHECK(findings[0].field == Field::kIssue);
    CHECK(findings[0].begin == 11);
    CHECK(findings[0].end == 21);
    CHECK(findings[0].message == "\"0x80070005\" could be listed as a code of the article");

    article.external_ids = {"0x80070005"};
    CHECK(named(article, "code-unlisted").empty());
}

TEST_CASE("personal data is found in every field", "[article]") {
    const std::string mail = "ana@corp.example";
    for (std::size_t i = 0; i < kFieldCount; ++i) {
        const auto field = static_cast<Field>(i);
        CAPTURE(to_string(field));
        Article article = complete();
        switch (field) {
        case Field::kTitle: article.title += " " + mail; break;
        case Field::kIssue: article.issue.push_back({.text = mail}); break;
        case Field::kEnvironment: article.environment.push_back({"", mail}); break;
        case Field::kResolution: article.resolution += " " + mail; break;
        case Field::kCause: article.cause = mail; break;
        case Field::kKeywords: article.keywords = {mail}; break;
        case Field::kCodes: article.codes = {mail}; break;
        }
        const auto findings = named(article, "personal-data");
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].field == field);
        CHECK(findings[0].end - findings[0].begin == mail.size());
    }
}

TEST_CASE("advice about a huge article stays short", "[article]") {
    Article article = complete();
    for (int i = 0; i < 1000; ++i) {
        article.resolution += " ana@corp.example ERR-" + std::to_string(1000 + i);
    }
    CHECK(named(article, "personal-data").size() == 100);
    CHECK(named(article, "code-unlisted").size() == 20);
}

}  // namespace
}  // namespace kb
