// SPDX-License-Identifier: Apache-2.0
//
// Goal: the ranking rules of a support search, and what people complain about in others, each as
// one small base and one order.

#include "support/articles.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

namespace kb {
namespace {

using Ids = std::vector<ArticleId>;

class Desk {
public:
    explicit Desk(const std::vector<Article>& articles)
        : base_(test::make_small_base(folder_.path() / "base", clock_)) {
        const auto outcomes = base_.put_all(articles, test::by("pia"));
        REQUIRE(outcomes);
        for (const auto& outcome : *outcomes) {
            REQUIRE(outcome);
        }
    }
    [[nodiscard]] SearchResponse ask(const std::string& text) const {
        return test::search(base_, text);
    }
    [[nodiscard]] SearchResponse ask(const SearchRequest& request) const {
        return test::search(base_, request);
    }
    [[nodiscard]] Ids ids(const std::string& text) const { return test::ids(ask(text)); }
    [[nodiscard]] bool finds(const std::string& text, const ArticleId& id) const {
        const Ids found = ids(text);
        return std::find(found.begin(), found.end(), id) != found.end();
    }
    KnowledgeBase& base() { return base_; }

private:
    test::TemporaryFolder folder_;
    test::FakeClock clock_;
    KnowledgeBase base_;
};

Article about(const ArticleId& id, const std::string& title, const std::string& issue = "it fails",
              const std::string& resolution = "call the desk") {
    return test::article(id, title, issue, resolution);
}

// Others about something else, so that no word stands in most articles.
std::vector<Article> with_others(std::vector<Article> articles) {
    const char* const subjects[] = {"mailbox full",     "keyboard layout", "calendar sync",
                                    "monitor flickers", "invoice export",  "badge reader"};
    int number = 0;
    for (const char* subject : subjects) {
        articles.push_back(about("Z-other-" + std::to_string(number++), subject));
    }
    return articles;
}

// The text of each marked place.
std::vector<std::string> marked(const Snippet& snippet) {
    std::vector<std::string> words;
    for (const auto& [begin, end] : snippet.spans) {
        REQUIRE(begin < end);
        REQUIRE(end <= snippet.text.size());
        words.push_back(snippet.text.substr(begin, end - begin));
    }
    return words;
}

TEST_CASE("rule 1: the exact title is first, whatever else matches", "[flow][ranking]") {
    Desk desk(with_others({
        about("loud", "Printer offline after update of the printer: offline printer",
              "printer offline printer offline printer offline",
              "printer offline: restart. printer offline: update. printer offline printer offline"),
        about("title", "Printer offline", "nothing comes out"),
    }));
    for (int i = 0; i < 60; ++i) {
        REQUIRE(desk.base().link("C" + std::to_string(i), "loud", LinkKind::kResolvedByKnown,
                                 test::by("pia")));
    }
    CHECK(desk.ids("printer offline") == Ids{"title", "loud"});
    CHECK(desk.ids("Printer Offline") == Ids{"title", "loud"});
}

TEST_CASE("rule 2: all words before some, then close together, then the better field",
          "[flow][ranking]") {
    Desk desk(with_others({
        about("some", "Scanner scanner scanner", "scanner scanner scanner", "scanner scanner"),
        about("all", "Device trouble", "the scanner in the hall", "look at its toner and roller"),
    }));
    CHECK(desk.ids("scanner toner roller") == Ids{"all", "some"});

    Desk near(with_others({
        about("far", "Device trouble", "it fails",
              "scanner of the hall and of the second floor has no more ink or toner"),
        about("near", "Device trouble", "it fails",
              "hall and of the second floor has no more ink or scanner toner of the"),
    }));
    CHECK(near.ids("scanner toner") == Ids{"near", "far"});

    Desk fields(with_others({
        about("body", "Device trouble", "it fails", "scanner lamp"),
        about("title", "Scanner lamp", "it fails", "device trouble"),
    }));
    CHECK(fields.ids("scanner lamp") == Ids{"title", "body"});
}

TEST_CASE("rule 3: a whole word beats a longer one, the original beats a typo", "[flow][ranking]") {
    Desk desk(with_others({
        about("longer", "Networking basics"),
        about("whole", "Network basics"),
    }));
    CHECK(desk.ids("network").front() == "whole");
    CHECK(desk.ids("networking").front() == "longer");
    // A word that is there is never replaced by another.
    CHECK(desk.ask("network").corrections.empty());
    CHECK(desk.ask("netwrk").corrections.size() == 1);
}

TEST_CASE("rule 4: a code with digits matches exactly or by part, never by typo",
          "[flow][ranking]") {
    Article known = about("known", "Table missing ORA-00942");
    Article other = about("other", "Listener ORA-12541");
    Desk desk(with_others({known, other}));
    CHECK(desk.ids("ORA-00942").front() == "known");
    CHECK(desk.ids("00942") == Ids{"known"});
    CHECK(desk.ids("ora00942").front() == "known");
    CHECK(desk.ids("00943").empty());
    CHECK(desk.ask("ORA-00943").corrections.empty());
    CHECK(desk.ids("+ORA-00943").empty());
    CHECK(desk.ids("+ora00943").empty());
    CHECK(desk.ask("ora00943").corrections.empty());
    CHECK(desk.ask("20251").corrections.empty());
}

TEST_CASE("rule 5: two letters are enough", "[flow][ranking]") {
    Desk desk(with_others(
        {about("pi", "PI server stopped"), about("qi", "QI charging"), about("os", "OS update")}));
    CHECK(desk.ids("PI") == Ids{"pi"});
    CHECK(desk.ids("qi") == Ids{"qi"});
    CHECK(desk.ids("OS") == Ids{"os"});
}

TEST_CASE("rule 6: common words alone do not decide, and still find when there is nothing else",
          "[flow][ranking]") {
    Desk desk(with_others({
        about("common", "How to do what is in the", "how is it to be", "the the the of it is to"),
        about("content", "Projector", "no picture", "plug it in"),
        about("who", "To be or not to be", "what is it", "nothing"),
    }));
    CHECK(desk.ids("what is the projector").front() == "content");
    CHECK(desk.ids("is the projector").size() == 1);
    CHECK(desk.ids("to be or not to be").front() == "who");
    CHECK_FALSE(desk.ids("the").empty());
}

TEST_CASE("rule 7: an accent more or less hides nothing, and the accented form comes first",
          "[flow][ranking]") {
    Desk desk(with_others({
        about("plain", "Menu of the cafe"),
        about("accented", "Menu of the caf\u00e9"),
    }));
    CHECK(desk.ids("caf\u00e9") == Ids{"accented", "plain"});
    CHECK(desk.ids("cafe") == Ids{"plain", "accented"});
}

// A stemmer takes the last letter of "resume" and leaves that of the accented form.
TEST_CASE("rule 7 also holds for words whose ending has the accent", "[flow][ranking]") {
    Desk desk(with_others({
        about("plain", "Export of a resume"),
        about("accented", "Export of a r\u00e9sum\u00e9"),
    }));
    CHECK(desk.ids("r\u00e9sum\u00e9") == Ids{"accented", "plain"});
    CHECK(desk.ids("resume") == Ids{"plain", "accented"});
}

TEST_CASE("rule 8: adding a word never brings an article that matches fewer words to the top",
          "[flow][ranking]") {
    Desk desk(with_others({
        about("both", "Toner order", "toner", "order toner"),
        about("rare", "Xylophone", "xylophone xylophone", "xylophone xylophone xylophone"),
        about("toner2", "Toner"),
        about("toner3", "Toner box"),
        about("order2", "Order"),
    }));
    CHECK(desk.ids("toner order").front() == "both");
    CHECK(desk.ids("toner order xylophone").front() == "both");
}

TEST_CASE("rule 9: the total does not change with the page, and pages fit together",
          "[flow][ranking]") {
    std::vector<Article> articles;
    for (int i = 0; i < 150; ++i) {
        articles.push_back(about("A-" + std::to_string(i), "Router " + std::to_string(i % 7),
                                 "router", i % 3 == 0 ? "router router" : "reset"));
    }
    Desk desk(articles);
    // One order for all pages needs one depth: without it a page could show again what another did.
    for (const std::uint32_t depth : {0U, 20U, 100U}) {
        SearchRequest request{.text = "router reset", .limit = 150};
        request.ranking.rerank_depth = depth;
        const SearchResponse whole = desk.ask(request);
        REQUIRE(whole.hits.size() == 150);
        request.limit = 20;
        for (request.offset = 0; request.offset < 160; request.offset += 20) {
            INFO("depth " << depth << ", offset " << request.offset);
            const SearchResponse page = desk.ask(request);
            CHECK(page.total == Total{150, true});
            for (std::size_t i = 0; i < page.hits.size(); ++i) {
                CHECK(page.hits[i].id == whole.hits[request.offset + i].id);
                CHECK(page.hits[i].rank == request.offset + i + 1);
                CHECK(page.hits[i].score == whole.hits[request.offset + i].score);
            }
        }
        CHECK(std::is_sorted(whole.hits.begin(), whole.hits.end(),
                             [](const Hit& a, const Hit& b) { return a.score > b.score; }));
    }
}

TEST_CASE("rule 10: the same query on the same state gives the same answer", "[flow][ranking]") {
    std::vector<Article> articles;
    for (int i = 0; i < 40; ++i) {
        articles.push_back(about("A-" + std::to_string(i), "Router reset"));
    }
    Desk desk(articles);
    const SearchRequest request{.text = "router reset \"router reset\" rout*", .explain = true};
    const SearchResponse first = desk.ask(request);
    for (int i = 0; i < 5; ++i) {
        CHECK(desk.ask(request) == first);
    }
    REQUIRE(desk.base().flush(true));
    CHECK(desk.ask(request) == first);
}

TEST_CASE("Chinese words are found in the middle of a sentence, also one character",
          "[flow][language]") {
    Article chinese = about("zh",
                            "\u529e\u516c\u5ba4\u7684\u6253\u5370\u673a\u65e0\u6cd5\u8fde"
                            "\u63a5\u5230\u7f51\u7edc");
    chinese.language = "zh";
    Desk desk(with_others({chinese}));
    const auto ask = [&](const std::string& text) {
        return test::ids(desk.ask(SearchRequest{.text = text, .language = "zh"}));
    };
    CHECK(ask("\u6253\u5370\u673a") == Ids{"zh"});                  // printer
    CHECK(ask("\u7f51\u7edc") == Ids{"zh"});                        // network
    CHECK(ask("\u673a") == Ids{"zh"});                              // one character
    CHECK(ask("\"\u6253\u5370\u673a\u65e0\u6cd5\"") == Ids{"zh"});  // a phrase
    CHECK(ask("\"\u7f51\u7edc\u6253\u5370\u673a\"").empty());       // the same words, another order
}

TEST_CASE("Thai is cut into words", "[flow][language]") {
    Article thai = about("th",
                         "\u0e40\u0e04\u0e23\u0e37\u0e48\u0e2d\u0e07\u0e1e\u0e34\u0e21\u0e1e"
                         "\u0e4c\u0e44\u0e21\u0e48\u0e17\u0e33\u0e07\u0e32\u0e19");
    thai.language = "th";
    Desk desk(with_others({thai}));
    const SearchRequest request{.text = "\u0e17\u0e33\u0e07\u0e32\u0e19", .language = "th"};
    CHECK(test::ids(desk.ask(request)) == Ids{"th"});
}

TEST_CASE("names with signs are found as they are", "[flow][identifiers]") {
    Desk desk(with_others({about("cpp", "C++ runtime missing"), about("c", "C compiler missing"),
                           about("net", ".NET runtime"), about("path", "See src/config for it"),
                           about("camel", "AccessDenied from the bucket")}));
    CHECK(desk.ids("C++").front() == "cpp");
    CHECK(desk.ids("+C++") == Ids{"cpp"});
    CHECK(desk.ids("c").front() == "c");
    CHECK(desk.finds("net", "net"));
    CHECK(desk.finds("config", "path"));
    CHECK(desk.finds("src/config", "path"));
    CHECK(desk.finds("access denied", "camel"));
    CHECK(desk.finds("AccessDenied", "camel"));
}

// The joined form is indexed as it is written and looked up by its stem ("accessdeni").
TEST_CASE("a name in camel case is found when it is typed in small letters",
          "[flow][identifiers]") {
    Desk desk(with_others({about("camel", "AccessDenied from the bucket")}));
    CHECK(desk.finds("accessdenied", "camel"));
    CHECK(desk.ask("accessdenied").corrections.empty());
}

TEST_CASE("words of three letters rank like others", "[flow][ranking]") {
    Desk desk(with_others({about("vpn", "VPN drops"), about("dns", "DNS slow", "dns and vpn")}));
    CHECK(desk.ids("vpn") == Ids{"vpn", "dns"});
    CHECK(desk.ids("dns") == Ids{"dns"});
}

TEST_CASE("a part that matches exactly is not lost to a correction", "[flow][spelling]") {
    Desk desk(with_others({about("a", "Backup of clients"), about("b", "Backups of client")}));
    const SearchResponse response = desk.ask("backup");
    CHECK(response.corrections.empty());
    CHECK(response.hits.front().id == "a");
}

TEST_CASE("singular and plural are one, the written form first", "[flow][language]") {
    Desk desk(with_others({about("one", "Printer jam"), about("many", "Printers jam")}));
    CHECK(desk.ids("printer") == Ids{"one", "many"});
    CHECK(desk.ids("printers") == Ids{"many", "one"});
}

TEST_CASE("snippets show the words of the text, marked where they stand", "[flow][snippet]") {
    Desk desk(with_others({about(
        "a", "Queue", "it fails",
        "First stop the Printers that are printing. Then restart the Spooler-Service twice.")}));
    const SearchResponse stems = desk.ask("printer");
    REQUIRE(stems.hits.size() == 1);
    CHECK(stems.hits[0].snippet.field == Field::kResolution);
    const auto words = marked(stems.hits[0].snippet);
    REQUIRE_FALSE(words.empty());
    CHECK(words[0] == "Printers");

    const auto phrase = marked(desk.ask("\"restart the spooler\"").hits.at(0).snippet);
    CHECK(std::find(phrase.begin(), phrase.end(), "restart") != phrase.end());
    const auto typo = marked(desk.ask("spoolar").hits.at(0).snippet);
    CHECK(typo.size() == 1);
    const auto prefix = marked(desk.ask("print*").hits.at(0).snippet);
    CHECK(prefix == std::vector<std::string>{"Printers", "printing"});
}

TEST_CASE("a correction says which word, where, and what it gains", "[flow][spelling]") {
    Desk desk(with_others({about("a", "Certificate expired"), about("b", "Certificate store"),
                           about("c", "Expired badge")}));
    const std::string query = "the certifcate expred";
    const SearchResponse response = desk.ask(query);
    REQUIRE(response.corrections.size() == 2);
    CHECK(response.corrections[0] == Correction{"certifcate", "certificate", 4, 14, 2});
    CHECK(response.corrections[1] == Correction{"expred", "expired", 15, 21, 2});
    CHECK(response.hits.front().id == "a");
    const SearchRequest without{.text = query, .correct_spelling = false};
    CHECK(desk.ask(without).corrections.empty());
    CHECK(desk.ask(without).hits.empty());
}

TEST_CASE("the parts of an explanation sum to the score", "[flow][explain]") {
    Desk desk(with_others({about("a", "Certificate expired", "certificate", "renew certificate"),
                           about("b", "Certificate store", "expired"),
                           about("c", "E-4711 certificate")}));
    for (const char* query : {"certificate expired", "\"certificate store\" e-4711", "cert*"}) {
        const SearchResponse response = desk.ask(SearchRequest{.text = query, .explain = true});
        REQUIRE_FALSE(response.hits.empty());
        for (const Hit& hit : response.hits) {
            INFO(query << ": " << hit.id);
            REQUIRE(hit.explanation);
            double sum = 0.0;
            for (const ScorePart& part : hit.explanation->parts) {
                sum += part.value;
                CHECK_FALSE(part.sentence.empty());
            }
            CHECK(sum == Approx(hit.score));
            CHECK(hit.explanation->score == hit.score);
        }
    }
}

TEST_CASE("a total beyond what was asked to be exact says so", "[flow][ranking]") {
    std::vector<Article> articles;
    for (int i = 0; i < 30; ++i) {
        articles.push_back(about("A-" + std::to_string(i), "Router"));
    }
    Desk desk(articles);
    CHECK(desk.ask(SearchRequest{.text = "router", .exact_total_up_to = 30}).total ==
          Total{30, true});
    CHECK(desk.ask(SearchRequest{.text = "router", .exact_total_up_to = 29}).total ==
          Total{29, false});
}

}  // namespace
}  // namespace kb
