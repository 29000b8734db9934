// SPDX-License-Identifier: Apache-2.0
#pragma once

// A small support organisation for tests of reports: four weeks of searches, views, votes, cases
// and links from a fixed seed, and the articles they are about.

#include "../metrics/events.hpp"
#include "event/event_cursor.hpp"
#include "report/catalogue.hpp"

#include <algorithm>
#include <array>
#include <random>

namespace kb::test {

class ListCursor final : public event::EventCursor {
public:
    explicit ListCursor(std::vector<Event> events) : events_(std::move(events)) {
        std::stable_sort(events_.begin(), events_.end(),
                         [](const Event& a, const Event& b) { return a.ts < b.ts; });
    }
    Result<bool> next(Event& event) override {
        if (at_ == events_.size()) {
            return false;
        }
        event = events_[at_++];
        return true;
    }

private:
    std::vector<Event> events_;
    std::size_t at_ = 0;
};

class BrokenCursor final : public event::EventCursor {
public:
    Result<bool> next(Event&) override { return Error{ErrorCode::kIo, "the disk is gone"}; }
};

class ListArticles final : public metrics::ArticleSource {
public:
    explicit ListArticles(std::vector<metrics::ArticleFacts> articles)
        : articles_(std::move(articles)) {}
    Result<std::optional<metrics::ArticleFacts>> find(const ArticleId& id) const override {
        for (const metrics::ArticleFacts& one : articles_) {
            if (one.id == id) {
                return std::optional(one);
            }
        }
        return std::optional<metrics::ArticleFacts>();
    }
    Result<void> each(
        const std::function<bool(const metrics::ArticleFacts&)>& visit) const override {
        for (const metrics::ArticleFacts& one : articles_) {
            if (!visit(one)) {
                break;
            }
        }
        return {};
    }
    std::optional<std::uint64_t> open_flags() const override { return 3; }

private:
    std::vector<metrics::ArticleFacts> articles_;
};

inline ListArticles articles() {
    constexpr std::array<const char*, 24> kTitles{"Printer shows offline after an update",
                                                  "Mail does not arrive on the phone",
                                                  "VPN drops every few minutes",
                                                  "Password reset link has expired",
                                                  "Second factor: code is not accepted",
                                                  "Report export stops at 10,000 rows",
                                                  "Calendar shows the wrong time zone",
                                                  "Shared drive is read only",
                                                  "Browser shows a blank page after login",
                                                  "Invoice PDF has no logo",
                                                  "Update fails with error 0x80070005",
                                                  "Headset has no microphone in meetings",
                                                  "Licence server cannot be reached",
                                                  "Scanner sends empty pages",
                                                  "Single sign-on ends in a loop",
                                                  "Import rejects dates in January",
                                                  "App closes when a photo is attached",
                                                  "Signature is cut off in replies",
                                                  "Search does not find new customers",
                                                  "Backup job waits for ever",
                                                  "Two-line addresses are merged",
                                                  "Dark mode hides the cursor",
                                                  "Keyboard layout changes by itself",
                                                  "Old laptop does not wake from sleep"};
    std::vector<metrics::ArticleFacts> all;
    for (std::size_t i = 0; i < kTitles.size(); ++i) {
        ArticleState state;
        state.confidence = i % 7 == 6   ? Confidence::kWorkInProgress
                           : i % 3 == 2 ? Confidence::kNotValidated
                                        : Confidence::kValidated;
        state.audience = i % 4 == 3 ? Audience::kInternal : Audience::kCustomer;
        all.push_back({.id = fmt::format("KB-{}", i + 1), .title = kTitles[i], .state = state});
    }
    return ListArticles(std::move(all));
}

class Story {
public:
    explicit Story(unsigned seed) : engine_(seed) {}

    std::vector<Event> tell() {
        for (int day = -3; day < 31; ++day) {
            const bool weekend = (day + 7) % 7 >= 5;
            const int visits = (weekend ? 12 : 58) + below(14) + day / 2;
            for (int i = 0; i < visits; ++i) {
                visit(day * kDay + 6 * kHour + below(14 * kHour));
            }
            for (int i = 0; i < (weekend ? 3 : 17) + below(5); ++i) {
                work_a_case(day * kDay + 7 * kHour + below(10 * kHour));
            }
        }
        return std::move(events_);
    }

private:
    int below(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }
    bool chance(int percent) { return below(100) < percent; }

    // Few articles answer most questions.
    std::string article() {
        const int a = below(24);
        return fmt::format("KB-{}", 1 + a * below(24) / 24 * below(24) / 24);
    }
    Event& add(Event one) {
        one.event_id = fmt::format("e{}", events_.size());
        if (is_crawler_) {
            one.actor.actor_class = ActorClass::kCrawler;
        }
        events_.push_back(std::move(one));
        return events_.back();
    }

    void visit(int at) {
        const std::string who = fmt::format("customer{}", below(700));
        const bool is_anonymous = chance(25);
        const auto named = [&](Event one) {
            one.session_id = fmt::format("s{}", at) + who;
            return is_anonymous ? anonymous(one, "browser-" + who) : one;
        };
        is_crawler_ = chance(4);
        if (is_anonymous && chance(40)) {
            add(identify(at, "browser-" + who, who));
        }
        if (chance(18)) {  // from a search engine, straight to an article
            add(named(view(at, who, article(), static_cast<std::uint64_t>(10 + below(90)))));
            is_crawler_ = false;
            return;
        }
        const std::string query = fmt::format("q{}", events_.size());
        const bool vain = chance(7);
        constexpr std::array<const char*, 6> kVain{"sso saml metadata",  "teams phone number port",
                                                   "linux client",       "api rate limit",
                                                   "invoice in dollars", "esim setup"};
        const char* text = vain         ? kVain[static_cast<std::size_t>(below(6) * below(6) / 6)]
                           : chance(20) ? "error 0x80070005"
                                        : "printer offline";
        add(named(
            search(at, who, query, text, vain ? 0 : static_cast<std::uint64_t>(1 + below(30)))));
        if (!vain && chance(68)) {
            const std::string found = article();
            const auto rank = static_cast<std::uint32_t>(1 + below(4) * below(4));
            const auto seconds = static_cast<std::uint64_t>(5 + below(80));
            add(named(click(view(at + 1, who, found, seconds), query, rank)));
            if (chance(6)) {
                add(named(vote(at + 3, who, found, chance(74) ? 1.0 : -1.0)));
            }
        } else if (chance(40)) {
            add(named(search(at + 2, who, query + "b", "printer offline windows", 12)));
            add(named(click(view(at + 3, who, article(), 45), query + "b", 1)));
        }
        if (chance(9)) {
            add(named(event(EventType::kFormOpen, at + 5, who)));
        }
        if (chance(8)) {
            const int later = chance(50) ? 8 : 60 + below(40 * kHour);
            add(open_case(at + later, who, fmt::format("c{}", events_.size()),
                          Channel::kWebTicket));
        }
        if (chance(4)) {
            add(survey(at + 30, who, "would_have_contacted", chance(38) ? 1.0 : 0.0));
        }
        is_crawler_ = false;
    }

    void work_a_case(int at) {
        const std::string id = fmt::format("w{}", events_.size());
        constexpr std::array<Channel, 5> kBy{Channel::kPhone, Channel::kPhone, Channel::kEmail,
                                             Channel::kWebTicket, Channel::kChat};
        const Channel channel = kBy[static_cast<std::size_t>(below(5))];
        add(open_case(at, fmt::format("customer{}", 500 + below(900)), id, channel));
        if (chance(54)) {
            add(link(at + 20, id, article(), LinkKind::kResolvedByKnown));
        } else if (chance(38)) {
            add(link(at + 20, id, article(), LinkKind::kResolvedByNew));
        }
        if (chance(92)) {
            add(close_case(at + 30 + below(2 * kDay), id, chance(4) ? "spam" : ""));
        }
    }

    std::mt19937 engine_;
    std::vector<Event> events_;
    bool is_crawler_ = false;
};

inline ReportRequest request(ReportKind kind) {
    return {.kind = kind,
            .from = minute(0),
            .until = minute(28 * kDay),
            .zone = "UTC",
            .cost_per_case = 18.5,
            .people_min = 3};
}

inline Report report(ReportKind kind, std::vector<Event> events = Story(7).tell()) {
    ListCursor cursor(std::move(events));
    Report made = report::build(request(kind), cursor, articles(), minute(30 * kDay)).value();
    made.base = "Northwind support";
    made.generation = 4711;
    return made;
}

}  // namespace kb::test
