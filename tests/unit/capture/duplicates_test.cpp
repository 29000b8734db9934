// SPDX-License-Identifier: Apache-2.0
//
// Goal: the similarity of two articles agrees with its formula on cases worked by hand, is the same
// both ways, and tells the same issue in the same environment from one in another.

#include "capture/duplicates.hpp"

#include <catch2/catch.hpp>

#include <cmath>

namespace kb::capture {
namespace {

Article make(const std::string& title, const std::string& issue, const std::string& environment,
             const std::string& resolution) {
    Article article;
    article.title = title;
    if (!issue.empty()) {
        article.issue = {{.text = issue}};
    }
    if (!environment.empty()) {
        article.environment = {{"", environment}};
    }
    article.resolution = resolution;
    return article;
}

TEST_CASE("each field agrees with the formula worked by hand", "[capture]") {
    const Article a = make("printer offline", "printer shows offline", "windows 11 client",
                           "restart the spooler service");
    const Article b = make("printer", "offline since update", "windows 10", "replace toner");
    const Similarity similarity = compare(a, b);
    // The titles are most alike, {printer, offline} and {printer}: 1 / sqrt(2 * 1), more than all
    // words together, {printer, offline, shows} and {printer, offline, since, update}: 2 / sqrt(12)
    CHECK(similarity.issue.value() == Approx(1.0 / std::sqrt(2.0)));
    // {windows, 11, client} and {windows, 10}: 1 / sqrt(3 * 2)
    CHECK(similarity.environment.value() == Approx(1.0 / std::sqrt(6.0)));
    // {restart, spooler, service} and {replace, toner}: nothing in common; "the" is no content
    CHECK(similarity.resolution.value() == 0.0);
    CHECK(similarity.overall == Approx(0.5 / std::sqrt(2.0) + 0.2 / std::sqrt(6.0)));
}

TEST_CASE("the same words are fully similar, in any order and case", "[capture]") {
    const Article a = make("Printer offline", "shows offline", "Windows 11", "restart spooler");
    const Article b =
        make("shows OFFLINE", "offline printer, printer!", "11 windows", "Spooler: restart");
    CHECK(compare(a, b).overall == Approx(1.0));
    CHECK(compare(a, a).overall == Approx(1.0));
}

TEST_CASE("a field that one of the two lacks does not count", "[capture]") {
    const Article draft = make("", "printer offline", "", "");
    const Article known = make("printer offline", "printer offline", "windows", "restart");
    const Similarity similarity = compare(draft, known);
    CHECK_FALSE(similarity.environment.has_value());
    CHECK_FALSE(similarity.resolution.has_value());
    CHECK(similarity.overall == Approx(1.0));
}

TEST_CASE("the issue is alike where one way of telling it is, however many others there are",
          "[capture]") {
    Article known = make("VPN drops every hour", "disconnected while working", "", "");
    for (const char* text : {"tunnel is gone after lunch", "client says no gateway"}) {
        known.issue.push_back({.text = text});
    }
    CHECK(compare(make("", "client says: no gateway!", "", ""), known).overall == Approx(1.0));
    CHECK(compare(make("vpn drops every hour", "", "", ""), known).overall == Approx(1.0));
    CHECK(compare(make("", "printer offline", "", ""), known).overall == 0.0);
}

TEST_CASE("articles whose issues cannot be compared are not similar", "[capture]") {
    const Article silent = make("", "", "windows", "restart");
    CHECK_FALSE(compare(silent, silent).issue.has_value());
    CHECK(compare(silent, silent).overall == 0.0);
    CHECK(compare({}, {}).overall == 0.0);
    CHECK(compare(make("the", "of it", "", ""), make("the", "of it", "", "")).overall == 0.0);
}

TEST_CASE("the same issue in another environment is another article", "[capture]") {
    const Article a = make("", "vpn drops every hour", "windows client", "");
    const Article other = make("", "vpn drops every hour", "router firmware", "");
    const Article same = make("", "vpn drops every hour", "windows client", "");
    CHECK(compare(a, other).overall == Approx(0.5 / 0.7));
    CHECK(compare(a, other).overall < kSameFrom);
    CHECK(compare(a, same).overall >= kSameFrom);
}

TEST_CASE("the order of the two makes no difference", "[capture]") {
    const Article articles[] = {
        make("printer offline", "shows offline", "windows", "restart"),
        make("vpn", "drops", "", "restart the client"),
        make("", "東京 印刷", "office", ""),
        make("", "", "", ""),
    };
    for (const Article& a : articles) {
        for (const Article& b : articles) {
            const Similarity one = compare(a, b);
            const Similarity other = compare(b, a);
            CHECK(one.overall == other.overall);
            CHECK(one.issue == other.issue);
            CHECK(one.overall >= 0.0);
            CHECK(one.overall <= 1.0);
        }
    }
}

}  // namespace
}  // namespace kb::capture
