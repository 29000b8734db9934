// SPDX-License-Identifier: Apache-2.0
//
// Goal: an article stands on the shelf that the policy table names, and no policy, however open,
// shows anybody what his audience or the article's confidence denies. All 32 states are tried under
// all 8 policies by all viewers.

#include <kb/access.hpp>

#include <catch2/catch.hpp>

#include <functional>

namespace kb {
namespace {

constexpr Audience kAudiences[] = {Audience::kInternal, Audience::kPartner, Audience::kCustomer,
                                   Audience::kPublic};
constexpr Confidence kConfidences[] = {Confidence::kWorkInProgress, Confidence::kNotValidated,
                                       Confidence::kValidated, Confidence::kArchived};
constexpr Shelf kShelves[] = {Shelf::kPublic, Shelf::kCustomer, Shelf::kPartner, Shelf::kInternal,
                              Shelf::kArchived};

Policy policy_of(unsigned bits) {
    return {.partner_reads_not_validated = (bits & 1U) != 0,
            .customer_reads_not_validated = (bits & 2U) != 0,
            .public_reads_not_validated = (bits & 4U) != 0};
}

void for_all(const std::function<void(const ArticleState&, const Policy&)>& body) {
    for (const Confidence confidence : kConfidences) {
        for (const Audience audience : kAudiences) {
            for (unsigned bits = 0; bits < 8; ++bits) {
                body({.confidence = confidence, .audience = audience}, policy_of(bits));
            }
        }
    }
}

TEST_CASE("each audience's validated articles stand on its shelf", "[lifecycle]") {
    const std::pair<Audience, Shelf> want[] = {{Audience::kInternal, Shelf::kInternal},
                                               {Audience::kPartner, Shelf::kPartner},
                                               {Audience::kCustomer, Shelf::kCustomer},
                                               {Audience::kPublic, Shelf::kPublic}};
    for (const auto& [audience, shelf] : want) {
        CHECK(shelf_of({.confidence = Confidence::kValidated, .audience = audience}, {}) == shelf);
    }
}

TEST_CASE("an article that is not validated stands where the switches open it", "[lifecycle]") {
    struct Case {
        Audience audience;
        unsigned policy;  // bits: partner 1, customer 2, public 4
        Shelf want;
    };
    const auto [audience, policy, want] = GENERATE(
        Case{Audience::kPublic, 0, Shelf::kInternal}, Case{Audience::kPublic, 4, Shelf::kPublic},
        Case{Audience::kPublic, 2, Shelf::kCustomer}, Case{Audience::kPublic, 1, Shelf::kPartner},
        Case{Audience::kPublic, 3, Shelf::kCustomer},    // the wider of the two that are open
        Case{Audience::kCustomer, 4, Shelf::kInternal},  // for customers only, whose switch is off
        Case{Audience::kCustomer, 7, Shelf::kCustomer},
        Case{Audience::kCustomer, 1, Shelf::kPartner},
        Case{Audience::kPartner, 6, Shelf::kInternal}, Case{Audience::kPartner, 1, Shelf::kPartner},
        Case{Audience::kInternal, 7, Shelf::kInternal});
    CAPTURE(to_string(audience), policy);
    CHECK(shelf_of({.confidence = Confidence::kNotValidated, .audience = audience},
                   policy_of(policy)) == want);
}

TEST_CASE("work in progress is internal and archived is archived under every policy",
          "[lifecycle]") {
    for_all([](const ArticleState& state, const Policy& policy) {
        if (state.confidence == Confidence::kWorkInProgress) {
            CHECK(shelf_of(state, policy) == Shelf::kInternal);
        }
        CHECK((shelf_of(state, policy) == Shelf::kArchived) ==
              (state.confidence == Confidence::kArchived));
    });
}

TEST_CASE("no policy shows an article beyond its own audience", "[lifecycle]") {
    for_all([](const ArticleState& state, const Policy& policy) {
        for (const Audience audience : kAudiences) {
            // A viewer reads what is for his audience or a wider one.
            if (audience > state.audience) {
                CHECK_FALSE(
                    may_read({.audience = audience, .archived = true}, shelf_of(state, policy)));
            }
        }
    });
}

TEST_CASE("no viewer outside reads what is unfinished, archived or not opened", "[lifecycle]") {
    for_all([](const ArticleState& state, const Policy& policy) {
        for (const Audience audience :
             {Audience::kPartner, Audience::kCustomer, Audience::kPublic}) {
            const bool reads = may_read({.audience = audience}, shelf_of(state, policy));
            const bool closed = state.confidence == Confidence::kWorkInProgress ||
                                state.confidence == Confidence::kArchived;
            const bool not_opened =
                state.confidence == Confidence::kNotValidated && policy == Policy{};
            if (closed || not_opened) {
                CHECK_FALSE(reads);
            }
        }
    });
}

TEST_CASE("internal viewers read everything but the archive, and that on request", "[lifecycle]") {
    for_all([](const ArticleState& state, const Policy& policy) {
        const Shelf shelf = shelf_of(state, policy);
        CHECK(may_read({.audience = Audience::kInternal}, shelf) ==
              (state.confidence != Confidence::kArchived));
        CHECK(may_read({.audience = Audience::kInternal, .archived = true}, shelf));
    });
}

TEST_CASE("a wider view never hides what a narrower one shows", "[lifecycle]") {
    for (const Shelf shelf : kShelves) {
        for (const bool archived : {false, true}) {
            for (std::size_t wide = 0; wide < 4; ++wide) {
                for (std::size_t narrow = wide; narrow < 4; ++narrow) {
                    CAPTURE(to_string(shelf), archived, wide, narrow);
                    if (may_read({.audience = kAudiences[narrow], .archived = archived}, shelf)) {
                        CHECK(
                            may_read({.audience = kAudiences[wide], .archived = archived}, shelf));
                    }
                }
            }
        }
    }
}

TEST_CASE("opening a switch never takes an article from anybody", "[lifecycle]") {
    for_all([](const ArticleState& state, const Policy& policy) {
        Policy opened = policy;
        opened.customer_reads_not_validated = true;
        for (const Audience audience : kAudiences) {
            if (may_read({.audience = audience}, shelf_of(state, policy))) {
                CHECK(may_read({.audience = audience}, shelf_of(state, opened)));
            }
        }
    });
}

TEST_CASE("values that do not exist open nothing", "[lifecycle]") {
    const auto no_audience = static_cast<Audience>(9);
    for (const Shelf shelf : kShelves) {
        CHECK_FALSE(may_read({.audience = no_audience, .archived = true}, shelf));
    }
    CHECK_FALSE(may_read({.audience = Audience::kInternal}, static_cast<Shelf>(5)));
    CHECK(shelf_of({.confidence = Confidence::kValidated, .audience = no_audience}, {}) ==
          Shelf::kInternal);
    CHECK(shelf_of({.confidence = Confidence::kArchived, .audience = no_audience}, {}) ==
          Shelf::kArchived);
    CHECK(shelf_of({.confidence = static_cast<Confidence>(9), .audience = Audience::kPublic}, {}) ==
          Shelf::kInternal);
}

TEST_CASE("viewers are read with and without a name", "[lifecycle]") {
    CHECK(parse_viewer("public").value().audience == Audience::kPublic);
    CHECK(parse_viewer("public").value().id.empty());
    const Viewer viewer = parse_viewer("customer:acme:42").value();
    CHECK(viewer.audience == Audience::kCustomer);
    CHECK(viewer.id == "acme:42");
    CHECK_FALSE(viewer.archived);

    for (const char* wrong : {"", "everybody", ":ana", "public:", "public: ana", "internal:a\nb"}) {
        CAPTURE(wrong);
        const auto refused = parse_viewer(wrong);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::kInvalidArgument);
        CHECK(refused.error().message.find('\n') == std::string::npos);
    }
    CHECK(parse_viewer("costumer").error().message ==
          "viewer \"costumer\" is not known; possible values: internal, partner, customer, public "
          "(did you mean \"customer\"?)");
}

TEST_CASE("shelves are spelled as promised and numbered as on disk", "[lifecycle]") {
    const char* const names[] = {"public", "customer", "partner", "internal", "archived"};
    for (std::size_t i = 0; i < kShelfCount; ++i) {
        CHECK(to_string(static_cast<Shelf>(i)) == names[i]);
    }
    CHECK(to_string(static_cast<Shelf>(kShelfCount)) == "unknown");
}

}  // namespace
}  // namespace kb
