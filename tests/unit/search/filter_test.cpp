// SPDX-License-Identifier: Apache-2.0
//
// Goal: each condition of a filter lets through what it says, alone and together.

#include "search/filter.hpp"

#include "small_index.hpp"

namespace kb::search {
namespace {

Timestamp day(int number) { return Timestamp(std::chrono::days(number)); }

// 1: en, validated, public, client, day 10. 2: de-AT, draft, client and server, day 20.
// 3: deu, not validated, no product, owner network, day 30.
SmallIndex three() {
    std::vector<Article> articles(3, titled("Same"));
    articles[0].state = {Confidence::kValidated, Audience::kPublic, {}};
    articles[0].products = {"client"};
    articles[0].modified = day(10);
    articles[1].language = "de-AT";
    articles[1].products = {"client", "server"};
    articles[1].modified = day(20);
    articles[2].language = "deu";
    articles[2].state = {Confidence::kNotValidated, Audience::kPartner, {}};
    articles[2].owner_domain = "network";
    articles[2].modified = day(30);
    return SmallIndex(articles);
}

TEST_CASE("conditions let through what they say", "[search]") {
    const SmallIndex index = three();
    struct Row {
        Filter filter;
        std::uint64_t passing;  // bit i: article i + 1
    };
    const std::vector<Row> rows{
        {{}, 0b111},
        {{.languages = {"de"}}, 0b010},  // de-AT is German; deu is another tag
        {{.languages = {"en", "deu"}}, 0b101},
        {{.languages = {"fr"}}, 0b000},
        {{.products = {"client"}}, 0b011},
        {{.products = {"server", "none"}}, 0b010},
        {{.confidences = {Confidence::kValidated}}, 0b001},
        {{.confidences = {Confidence::kWorkInProgress, Confidence::kNotValidated}}, 0b110},
        {{.audiences = {Audience::kPartner}}, 0b100},
        {{.owner_domains = {"network"}}, 0b100},
        {{.modified_from = day(20)}, 0b110},
        {{.modified_until = day(20)}, 0b001},
        {{.modified_from = day(20), .modified_until = day(30)}, 0b010},
        {{.products = {"client"}, .confidences = {Confidence::kValidated}}, 0b001},
        {{.languages = {"en"}, .owner_domains = {"network"}}, 0b000},
    };
    const Visible visible = index.visible();
    REQUIRE(visible.segments.size() == 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        INFO("row " << i);
        // The second answer comes from memory.
        for (int time = 0; time < 2; ++time) {
            CHECK(*filter_documents(rows[i].filter, *visible.segments[0]->segment) ==
                  index::Bitmap{rows[i].passing});
        }
        CHECK(restricts(rows[i].filter) == (i != 0));
    }
}

}  // namespace
}  // namespace kb::search
