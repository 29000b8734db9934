// SPDX-License-Identifier: Apache-2.0
// Goal: closed cases and their links are counted as the definitions of link rate, reuse, create and
// known say.
#include "metrics/case_ledger.hpp"

#include "events.hpp"

#include <catch2/catch.hpp>

using namespace kb;
using namespace kb::test;
using kb::metrics::percent;

TEST_CASE("closed cases are known, new or unknown by their links", "[metrics]") {
    const auto cases =
        measure({open_case(0, "ada", "1", Channel::kPhone),
                 link(1, "1", "A", LinkKind::kResolvedByKnown), close_case(2, "1"),
                 link(3, "2", "B", LinkKind::kResolvedByNew), close_case(4, "2"),
                 link(5, "3", "B", LinkKind::kJoinedWip), close_case(6, "3"),
                 link(7, "4", "M", LinkKind::kReference), close_case(8, "4"),  // did not resolve
                 link(9, "5", "A", LinkKind::kResolvedByKnown),
                 link(9, "5", "C", LinkKind::kResolvedByNew), close_case(10, "5"),
                 link(11, "6", "A", LinkKind::kResolvedByKnown), unlink(12, "6", "A"),
                 close_case(13, "6"), close_case(14, "7", "spam"),
                 link(15, "8", "A", LinkKind::kResolvedByKnown)})  // still open
            .cases;
    CHECK(cases.total.closed == 6);
    CHECK(cases.total.linked == 4);   // 1, 2, 3, 5
    CHECK(cases.total.reused == 2);   // 1, 5
    CHECK(cases.total.created == 2);  // 2, 5
    CHECK(cases.total.known == 3);    // 1, 3, 5
    CHECK(cases.total.fresh == 1);    // 2
    CHECK(cases.total.unknown == 2);  // 4, 6
    CHECK(cases.left_out == 1);
}

TEST_CASE("a case counts where it was closed last, and not while it is open again", "[metrics]") {
    CHECK(measure({close_case(0, "1"), reopen_case(1, "1")}).cases.total.closed == 0);
    CHECK(
        measure({close_case(0, "1"), reopen_case(1, "1"), close_case(2, "1")}).cases.total.closed ==
        1);
    // What happens after the end changes a later period.
    CHECK(measure({close_case(0, "1"), reopen_case(28 * kDay, "1")}).cases.total.closed == 1);
    CHECK(measure({close_case(28 * kDay, "1")}).cases.total.closed == 0);
    CHECK(measure({close_case(0, "1"), link(28 * kDay, "1", "A", LinkKind::kResolvedByKnown)})
              .cases.total.linked == 0);
    CHECK(measure({link(-5 * kDay, "1", "A", LinkKind::kResolvedByKnown), close_case(0, "1")})
              .cases.total.linked == 1);
}

TEST_CASE("reuse counts distinct cases per article", "[metrics]") {
    const auto articles = measure({link(0, "1", "A", LinkKind::kResolvedByKnown),
                                   link(1, "1", "A", LinkKind::kResolvedByKnown),
                                   link(2, "2", "A", LinkKind::kJoinedWip),
                                   link(3, "3", "A", LinkKind::kResolvedByNew),
                                   link(4, "4", "A", LinkKind::kSentToCustomer),
                                   link(5, "4", "B", LinkKind::kResolvedByKnown)})
                              .articles;
    REQUIRE(articles.size() == 2);
    CHECK(articles[0].id == "A");
    CHECK(articles[0].reuse == 2);
    CHECK(articles[1].id == "B");
    CHECK(articles[1].reuse == 1);
}

TEST_CASE("what resolved a case may be sent to the customer as well", "[metrics]") {
    const auto resolved = {
        open_case(0, "ada", "1", Channel::kPhone),    link(1, "1", "A", LinkKind::kResolvedByKnown),
        link(2, "1", "A", LinkKind::kSentToCustomer), link(3, "1", "A", LinkKind::kReference),
        link(4, "1", "A", LinkKind::kJoinedWip),      close_case(5, "1")};
    const auto all = measure(resolved);
    CHECK(all.cases.total.reused == 1);
    REQUIRE(all.articles.size() == 1);
    CHECK(all.articles[0].reuse == 1);  // one case, however it is linked
    std::vector<Event> undone(resolved);
    undone.push_back(unlink(6, "1", "A"));
    CHECK(measure(undone).cases.total.linked == 0);
}

TEST_CASE("cases opened by machines and colleagues are left out, those agents write down are not",
          "[metrics]") {
    const auto opened_by = [](ActorClass who) {
        return measure({by(open_case(0, "x", "1", Channel::kWebTicket), who)}).cases.opened;
    };
    CHECK(opened_by(ActorClass::kCustomer) == 1);
    CHECK(opened_by(ActorClass::kAgent) == 1);
    CHECK(opened_by(ActorClass::kInternal) == 0);
    CHECK(opened_by(ActorClass::kBot) == 0);
    CHECK(opened_by(ActorClass::kCrawler) == 0);
}
