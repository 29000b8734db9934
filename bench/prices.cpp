// SPDX-License-Identifier: Apache-2.0

// kb_bench_prices: what each feature of the library costs the same searches, through the public
// interface alone.
//
//     kb_bench_prices [--articles N] [--rounds N] [--only ROW] [--json FILE]
//
// Bases of made articles, one mix of queries from a fixed seed, ten hits. The first row is a search
// with everything off that can be; each other row adds one thing to it. Before it is timed, each
// row is checked to do what it says. The rows take turns in rounds of random order, so that what
// else the machine does hits all of them, and a query counts with its median. --only times one row
// in all rounds, and the first row in the first round, to profile it.

#include "support/paced_writer.hpp"
#include "support/price_checks.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <functional>
#include <memory>
#include <ostream>
#include <random>
#include <string_view>

namespace kb::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kExitUsage = 2;
constexpr int kExitFailed = 4;
constexpr std::size_t kArticlesMin = 5'000;  // ten segments, four shelves, forty products
constexpr std::size_t kArticlesMax = 1'000'000;
constexpr std::size_t kRoundsMax = 1'000;
constexpr std::size_t kWritesPerSecond = 1'000;
constexpr double kLongRound = 1.0;  // seconds; of the rows beside a writer and of the threads

struct Settings {
    std::size_t articles = 100'000;
    std::size_t rounds = 10;
    std::string only{};
    std::string json{};
};

bool parse_number(std::string_view text, std::size_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

bool parse(int count, char** arguments, Settings& settings) {
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view name = arguments[i];
        const std::string_view value = arguments[i + 1];
        if (name == "--only") {
            settings.only = value;
        } else if (name == "--json") {
            settings.json = value;
        } else if (name == "--articles"
                       ? !parse_number(value, settings.articles)
                       : name != "--rounds" || !parse_number(value, settings.rounds)) {
            return false;
        }
    }
    return count % 2 == 1 && settings.articles >= kArticlesMin &&
           settings.articles <= kArticlesMax && settings.rounds > 0 &&
           settings.rounds <= kRoundsMax;
}

// Mostly any of two to five words; the same for the same seed.
std::vector<std::string> make_queries() {
    constexpr std::size_t kAnyWord = 340;
    constexpr std::size_t kOfOtherKinds = 20;
    Corpus corpus;  // the words of the articles
    corpus.next(kAnyWord);
    std::vector<std::string> queries;
    for (std::size_t i = 0; i < kAnyWord; ++i) {
        queries.push_back(corpus.words_query());
    }
    for (std::size_t i = 0; i < kOfOtherKinds; ++i) {
        queries.push_back(corpus.all_words_query());
        queries.push_back(corpus.phrase_query());
        queries.push_back(corpus.prefix_query());
    }
    return queries;
}

SearchRequest bare_request(const std::string& text) {
    return {.text = text,
            .viewer = {.audience = Audience::kPublic},
            .ranking = {.rerank_depth = 0},
            .snippets = false,
            .correct_spelling = false,
            .exact_total_up_to = 0};
}

struct Row {
    std::string name{};
    std::string what{};
    Arrangement arrangement = Arrangement::kOne;
    std::function<void(SearchRequest&)> change{};
    std::function<void(const PricedSearch&, const PricedSearch&)> check{};
    PricedSearch search{};
    SegmentCount segments{};
    std::vector<double> microseconds{};  // of all rounds, each in the order of the mix
};

std::vector<Row> option_rows() {
    const auto one = Arrangement::kOne;
    return {{"bare", "bare search", one, [](auto&) {},
             [](const auto& row, const auto&) { check_bare(row); }},
            {"totals", "+ exact totals", one,
             [](auto& request) { request.exact_total_up_to = kCountAll; }, check_totals},
            {"spelling", "+ spelling", one, [](auto& request) { request.correct_spelling = true; },
             [](const auto& row, const auto&) { check_spelling(row); }},
            {"rerank", "+ phase two at depth 100", one,
             [](auto& request) { request.ranking.rerank_depth = 100; }, check_order},
            {"snippets", "+ snippets", one, [](auto& request) { request.snippets = true; },
             [](const auto& row, const auto&) { check_snippets(row); }},
            {"product", "+ filter by product", one,
             [](auto& request) { request.filter.products = {"product7"}; }, check_filter},
            {"columns", "+ filter by five columns", one,
             [](auto& request) {
                 request.filter = {.languages = {"en"},
                                   .products = {"product3", "product7", "product11", "product30"},
                                   .confidences = {Confidence::kValidated},
                                   .owner_domains = {"team1", "team2", "team4"},
                                   .modified_from = MadeClock::at(0.25)};
             },
             check_filter},
            {"defaults", "as a request is by default", one,
             [](auto& request) { request = {.text = request.text, .viewer = request.viewer}; },
             check_order}};
}

std::vector<Row> arrangement_rows(std::size_t articles) {
    const auto same = [](auto&) {};
    const auto is_bare = [](const PricedSearch& row, const PricedSearch&) { check_bare(row); };
    return {{"shelves", "a viewer of four shelves", Arrangement::kShelves,
             [](auto& request) { request.viewer.audience = Audience::kInternal; }, check_shelves},
            {"segments", "ten segments", Arrangement::kSegments, same, check_segments},
            {"replaced", "a tenth of the articles replaced", Arrangement::kReplaced, same,
             [=](const auto& row, const auto&) { check_replaced(row, articles); }},
            {"added", "a tenth more articles instead", Arrangement::kAdded, same,
             [=](const auto& row, const auto&) { check_added(row, articles); }},
            {"quiet", "a base to be written to", Arrangement::kWritten, same, is_bare},
            {"writing", "the same, while it is written to", Arrangement::kWritten, same, is_bare}};
}

void prepare(Row& row, PriceBases& bases, const std::vector<std::string>& queries) {
    row.search.base = &bases.get(row.arrangement);
    for (const std::string& text : queries) {
        row.search.requests.push_back(bare_request(text));
        row.change(row.search.requests.back());
    }
    row.segments = count_segments(*row.search.base);
}

// Runs the mix, and again until so many seconds are over.
void time_mix(const PricedSearch& search, double seconds, std::vector<double>& microseconds) {
    const auto start = SteadyClock::now();
    const auto since = [](SteadyClock::time_point then) {
        return std::chrono::duration<double>(SteadyClock::now() - then).count();
    };
    do {
        for (const SearchRequest& request : search.requests) {
            const auto before = SteadyClock::now();
            const auto response = search.base->search(request);
            microseconds.push_back(since(before) * 1e6);
            require(response.has_value(), "a search fails");
        }
    } while (since(start) < seconds);
}

double processor_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Of searches: a second that went by, and a second of processor time, which says what threads cost
// each other even where the machine has other things to do.
struct Throughput {
    std::vector<double> per_second{};
    std::vector<double> per_processor_second{};
};

// One more round with so many threads, each of them through the mix from a place of its own.
void time_threads(const PricedSearch& search, std::size_t threads, Throughput& throughput) {
    std::atomic<bool> stop = false;
    std::atomic<bool> failed = false;
    std::atomic<std::size_t> done = 0;
    const auto start = SteadyClock::now();
    const double spent = processor_seconds();
    std::vector<std::thread> running;
    for (std::size_t t = 0; t < threads; ++t) {
        running.emplace_back([&, t] {
            std::size_t at = t * search.requests.size() / threads;
            std::size_t mine = 0;
            while (!stop) {
                failed = failed || !search.base->search(search.requests[at]).has_value();
                at = (at + 1) % search.requests.size();
                ++mine;
            }
            done += mine;
        });
    }
    std::this_thread::sleep_for(std::chrono::duration<double>(kLongRound));
    stop = true;
    for (std::thread& thread : running) {
        thread.join();
    }
    require(!failed, "a search fails");
    const auto searches = static_cast<double>(done);
    throughput.per_second.push_back(
        searches / std::chrono::duration<double>(SteadyClock::now() - start).count());
    throughput.per_processor_second.push_back(searches / (processor_seconds() - spent));
}

double at_share(std::vector<double> values, double share) {
    std::ranges::sort(values);
    const auto place = static_cast<std::size_t>(share * static_cast<double>(values.size()));
    return values[std::min(place, values.size() - 1)];
}

struct Times {
    double p50 = 0.0;  // over queries, each with its median: what else the machine does stays out
    double p99 = 0.0;
    double p99_of_all = 0.0;  // over all searches, with what disturbed them
};

Times summary(const Row& row) {
    const std::size_t queries = row.search.requests.size();
    std::vector<double> medians;
    for (std::size_t query = 0; query < queries; ++query) {
        std::vector<double> mine;
        for (std::size_t i = query; i < row.microseconds.size(); i += queries) {
            mine.push_back(row.microseconds[i]);
        }
        medians.push_back(at_share(std::move(mine), 0.5));
    }
    return {.p50 = at_share(medians, 0.5),
            .p99 = at_share(medians, 0.99),
            .p99_of_all = at_share(row.microseconds, 0.99)};
}

class Prices {
public:
    explicit Prices(const Settings& settings) : settings_(settings), bases_(settings.articles) {}

    bool choose_rows() {
        rows_ = option_rows();
        std::ranges::move(arrangement_rows(settings_.articles), std::back_inserter(rows_));
        if (settings_.only.empty()) {
            return true;
        }
        // Writing is compared with its own quiet.
        std::erase_if(rows_, [&](const Row& each) {
            return each.name != "bare" && each.name != settings_.only &&
                   !(each.name == "quiet" && settings_.only == "writing");
        });
        return rows_.back().name == settings_.only;
    }

    void run() {
        const std::vector<std::string> queries = make_queries();
        for (Row& each : rows_) {
            prepare(each, bases_, queries);
            std::fprintf(stderr, "checking: %s\n", each.what.c_str());
            each.check(each.search, rows_.front().search);
        }
        std::fprintf(stderr, "timing\n");
        if (has("writing")) {
            writer_ = std::make_unique<PacedWriter>(bases_, bases_.get(Arrangement::kWritten),
                                                    kWritesPerSecond);
        }
        measure();
        if (has("writing")) {
            check_written();
        }
    }

    void print() const;
    void print_json(std::ostream& out) const;

private:
    [[nodiscard]] const Row* row(std::string_view name) const {
        const auto found = std::ranges::find(rows_, name, &Row::name);
        return found == rows_.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool has(std::string_view name) const { return row(name) != nullptr; }

    void measure() {
        std::mt19937_64 random(kCorpusSeed);
        std::vector<Row*> order;
        for (Row& each : rows_) {
            order.push_back(&each);
        }
        for (std::size_t round = 0; round < settings_.rounds; ++round) {
            for (std::size_t i = order.size(); i > 1; --i) {
                std::swap(order[i - 1], order[random() % i]);
            }
            for (Row* each : order) {
                const bool once = !settings_.only.empty() && settings_.only != each->name;
                if (round == 0 || !once) {
                    measure(*each);
                }
            }
            if (settings_.only.empty()) {
                time_threads(rows_.front().search, 1, one_thread_);
                time_threads(rows_.front().search, 2, two_threads_);
            }
        }
    }

    void measure(Row& each) {
        const bool writing = each.name == "writing";
        if (writing) {
            writer_->start();
        }
        time_mix(each.search, writing || each.name == "quiet" ? kLongRound : 0.0,
                 each.microseconds);
        if (writing) {
            writer_->stop();
        }
    }

    void check_written() {
        const KnowledgeBase& base = bases_.get(Arrangement::kWritten);
        require(base.statistics().value().articles == settings_.articles + writer_->written(),
                "what was written is not all there");
        const Article& last = writer_->last();
        const auto response = base.search({.text = last.title, .limit = 100}).value();
        require(std::ranges::find(response.hits, last.id, &Hit::id) != response.hits.end(),
                "what was written last is not found");
    }

    const Settings& settings_;
    PriceBases bases_;
    std::vector<Row> rows_;
    std::unique_ptr<PacedWriter> writer_;
    Throughput one_thread_;
    Throughput two_threads_;
};

void Prices::print() const {
    const Times bare = summary(rows_.front());
    std::printf("%zu made articles, %zu queries, 10 hits, %zu rounds; each query's median\n\n",
                settings_.articles, rows_.front().search.requests.size(), settings_.rounds);
    std::printf("%-10s%-34s%4s%9s%9s%7s%7s\n", "row", "search", "seg.", "p50 us", "p99 us",
                "to p50", "to p99");
    for (const Row& each : rows_) {
        const Times times = summary(each);
        std::printf("%-10s%-34s%4zu%9.1f%9.1f%7.2f%7.2f\n", each.name.c_str(), each.what.c_str(),
                    each.segments.segments, times.p50, times.p99, times.p50 / bare.p50,
                    times.p99 / bare.p99);
    }
    if (has("writing")) {
        std::printf(
            "\nwriter: batches of %zu, %zu articles/s asked for, %.0f reached, %zu written\n",
            kPacedBatch, kWritesPerSecond, writer_->rate(), writer_->written());
        std::printf("p99 us of all searches, with every disturbance: quiet %.1f, writing %.1f\n",
                    summary(*row("quiet")).p99_of_all, summary(*row("writing")).p99_of_all);
    }
    if (!one_thread_.per_second.empty()) {
        const auto compare = [](const char* what, std::vector<double> one,
                                std::vector<double> two) {
            const double with_one = at_share(std::move(one), 0.5);
            const double with_two = at_share(std::move(two), 0.5);
            std::printf("bare searches %s: one thread %.0f, two %.0f, %.2f times as many\n", what,
                        with_one, with_two, with_two / with_one);
        };
        compare("a second", one_thread_.per_second, two_threads_.per_second);
        compare("a processor second", one_thread_.per_processor_second,
                two_threads_.per_processor_second);
    }
    std::printf(
        "\nNo option leaves these out, so every row has them: reading the query (lexer, stems,\n"
        "how many articles have each word), weights of seven fields, and reading each hit's\n"
        "article from the store for its title and state. \"seg.\" counts the segments of all\n"
        "shelves before the rounds; a dead article stays in its segment until a merge.\n");
}

void Prices::print_json(std::ostream& out) const {
    const Times bare = summary(rows_.front());
    out << R"({"articles":)" << settings_.articles << R"(,"queries":)"
        << rows_.front().search.requests.size() << R"(,"rounds":)" << settings_.rounds
        << R"(,"rows":[)";
    for (const Row& each : rows_) {
        const Times times = summary(each);
        out << (&each == rows_.data() ? "" : ",") << "\n{\"row\":\"" << each.name
            << "\",\"segments\":" << each.segments.segments
            << ",\"documents\":" << each.segments.documents << ",\"live\":" << each.segments.live
            << ",\"searches\":" << each.microseconds.size() << ",\"p50_us\":" << times.p50
            << ",\"p99_us\":" << times.p99 << ",\"p99_of_all_us\":" << times.p99_of_all
            << ",\"to_p50\":" << times.p50 / bare.p50 << ",\"to_p99\":" << times.p99 / bare.p99
            << '}';
    }
    out << ']';
    if (has("writing")) {
        out << R"(,"writer":{"asked_per_second":)" << kWritesPerSecond
            << R"(,"reached_per_second":)" << writer_->rate() << R"(,"batch":)" << kPacedBatch
            << R"(,"written":)" << writer_->written() << '}';
    }
    if (!one_thread_.per_second.empty()) {
        out << R"(,"threads":{"one_per_second":)" << at_share(one_thread_.per_second, 0.5)
            << R"(,"two_per_second":)" << at_share(two_threads_.per_second, 0.5)
            << R"(,"one_per_processor_second":)" << at_share(one_thread_.per_processor_second, 0.5)
            << R"(,"two_per_processor_second":)" << at_share(two_threads_.per_processor_second, 0.5)
            << '}';
    }
    out << "}\n";
}

int run(const Settings& settings) {
    Prices prices(settings);
    if (!prices.choose_rows()) {
        std::fprintf(stderr, "kb_bench_prices: there is no row \"%s\"\n", settings.only.c_str());
        return kExitUsage;
    }
    std::ofstream file;
    if (!settings.json.empty()) {
        file.open(settings.json);  // before minutes of work
        require(file.is_open(), "cannot write " + settings.json);
    }
    prices.run();
    prices.print();
    if (file.is_open()) {
        prices.print_json(file);
        require(static_cast<bool>(file.flush()), "cannot write " + settings.json);
    }
    return 0;
}

}  // namespace
}  // namespace kb::bench

int main(int count, char** arguments) {
    kb::bench::Settings settings;
    if (!kb::bench::parse(count, arguments, settings)) {
        std::fputs(
            "usage: kb_bench_prices [--articles N] [--rounds N] [--only ROW] [--json FILE]\n"
            "N articles: 5000 to 1000000, 100000 where not given; rounds: 1 to 1000\n",
            stderr);
        return kb::bench::kExitUsage;
    }
    try {
        return kb::bench::run(settings);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "kb_bench_prices: %s\n", error.what());
        return kb::bench::kExitFailed;
    }
}
