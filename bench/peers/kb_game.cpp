// SPDX-License-Identifier: Apache-2.0
//
// The engine alone as a program, in two protocols: that of the public search benchmark game, and
// that of run.py, whose updates go through the whole library. See README.md.

#include "peers/game_index.hpp"
#include "peers/library_updates.hpp"

#include <kb/version.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>

namespace kb::bench {
namespace {

using Clock = std::chrono::steady_clock;

int fail(std::string_view what) {
    std::cerr << "kb_game: " << what << '\n';
    return 2;
}

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// What building or compacting took.
void print_size(const std::string& folder, Clock::time_point start, std::string_view more) {
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        bytes += entry.path().extension() == ".seg" ? entry.file_size() : 0;
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::cout << R"({"seconds":)" << seconds_since(start) << more << R"(,"index_bytes":)" << bytes
              << R"(,"peak_bytes":)" << usage.ru_maxrss * 1024L << "}\n";
}

int build(const std::string& folder) {
    const auto start = Clock::now();
    const auto documents = GameIndex::build(folder, std::cin);
    if (!documents) {
        return fail(documents.error().message);
    }
    print_size(folder, start, R"(,"documents":)" + std::to_string(*documents));
    return 0;
}

int compact(const std::string& folder) {
    const auto start = Clock::now();
    if (const auto done = GameIndex::compact(folder); !done) {
        return fail(done.error().message);
    }
    print_size(folder, start, "");
    return 0;
}

// COMMAND<TAB>query lines; an answer a line.
int play(const GameIndex& index, bool hits) {
    static const std::map<std::string_view, std::pair<std::size_t, bool>> kCommands = {
        {"COUNT", {0, true}},        {"TOP_10", {10, false}},      {"TOP_100", {100, false}},
        {"TOP_1000", {1000, false}}, {"TOP_10_COUNT", {10, true}}, {"TOP_100_COUNT", {100, true}}};
    for (std::string line; std::getline(std::cin, line);) {
        const std::size_t tab = line.find('\t');
        const auto command = kCommands.find(std::string_view(line).substr(0, tab));
        if (tab == std::string::npos || command == kCommands.end()) {
            std::cout << "UNSUPPORTED" << std::endl;
            continue;
        }
        const auto [k, counts] = command->second;
        const GameAnswer answer = index.answer(std::string_view(line).substr(tab + 1), k, counts);
        std::cout << (counts ? answer.matched : 1);
        for (std::size_t i = 0; hits && i < answer.hits.size(); ++i) {
            std::cout << (i == 0 ? '\t' : ' ') << index.id(answer.hits[i].document) << ':'
                      << answer.hits[i].score;
        }
        std::cout << std::endl;
    }
    return 0;
}

struct TimedQuery {
    std::string id{};
    std::vector<std::string> words{};
    std::vector<double> microseconds{};
    GameAnswer answer{};
};

std::vector<TimedQuery> read_queries(const std::string& path, const std::string& type,
                                     std::size_t most) {
    std::vector<TimedQuery> queries;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line) && queries.size() < most;) {
        std::istringstream columns(line);
        TimedQuery query;
        std::string of_type;
        std::string of_class;
        std::string words;
        std::getline(columns, query.id, '\t');
        std::getline(columns, of_type, '\t');
        std::getline(columns, of_class, '\t');
        std::getline(columns, words, '\t');
        if (of_type != type) {
            continue;
        }
        std::istringstream text(words);
        for (std::string word; text >> word;) {
            query.words.push_back(word.substr(0, word.find_first_of("*~")));  // wor*, wrod~2
        }
        queries.push_back(std::move(query));
    }
    return queries;
}

// What the queries took, apart from time: means of one query.
void print_work(const std::vector<TimedQuery>& queries) {
    search::Work sum;
    for (const TimedQuery& query : queries) {
        sum += query.answer.work;
    }
    const auto count = static_cast<double>(std::max<std::size_t>(1, queries.size()));
    const auto mean = [&](std::uint64_t total) { return static_cast<double>(total) / count; };
    std::cerr << "a query decodes " << mean(sum.blocks) << " blocks, scores or marks "
              << mean(sum.postings) << " postings, looks up " << mean(sum.lookups)
              << " documents, offers " << mean(sum.offered) << '\n';
}

int time_queries(const GameIndex& index, const std::vector<std::string>& arguments) {
    static const std::map<std::string, Reading> kReadings = {
        {"or", Reading::kAny},        {"count", Reading::kAny},     {"and", Reading::kAll},
        {"phrase", Reading::kPhrase}, {"prefix", Reading::kPrefix}, {"fuzzy", Reading::kFuzzy}};
    const std::string& type = arguments[1];
    const auto reading = kReadings.find(type);
    if (reading == kReadings.end()) {
        return fail("no such type of query: " + type);
    }
    const bool counts = type == "count";
    const auto number = [&](std::size_t i) {
        std::size_t value = 0;
        std::from_chars(arguments[i].data(), arguments[i].data() + arguments[i].size(), value);
        return value;
    };
    const std::size_t k = counts ? 0 : number(2);
    auto queries = read_queries(arguments[0], counts ? "or" : type, number(4));
    for (std::size_t round = 0; round <= number(3); ++round) {
        for (TimedQuery& query : queries) {
            const auto start = Clock::now();
            GameAnswer answer = index.answer(query.words, reading->second, k, counts);
            query.microseconds.push_back(seconds_since(start) * 1e6);
            query.answer = std::move(answer);
        }
    }
    for (TimedQuery& query : queries) {
        query.microseconds.erase(query.microseconds.begin());  // to warm up
        std::ranges::sort(query.microseconds);
        std::cout << query.id << '\t' << query.words.size() << '\t' << query.microseconds.front()
                  << '\t' << query.microseconds[query.microseconds.size() / 2] << '\t'
                  << (counts ? query.answer.matched : query.answer.hits.size()) << '\t';
        for (std::size_t i = 0; i < query.answer.hits.size(); ++i) {
            std::cout << (i == 0 ? "" : ",") << query.answer.hits[i].document << ':'
                      << query.answer.hits[i].score;
        }
        std::cout << '\n';
    }
    print_work(queries);
    return 0;
}

int update(const std::string& folder, const std::string& number) {
    std::size_t count = 0;
    std::from_chars(number.data(), number.data() + number.size(), count);
    const auto times = time_updates(folder + ".update", std::cin, count);
    if (!times) {
        return fail(times.error().message);
    }
    std::cout << R"({"updates":)" << times->updates << R"(,"p50_ms":)" << times->p50_ms
              << R"(,"p99_ms":)" << times->p99_ms << R"(,"updates_per_second":)"
              << times->per_second << "}\n";
    return 0;
}

int run(std::vector<std::string> arguments) {
    if (arguments.size() == 1 && arguments[0] == "version") {
        std::cout << "kb " << KB_VERSION_MAJOR << '.' << KB_VERSION_MINOR << '.' << KB_VERSION_PATCH
                  << '\n';
        return 0;
    }
    if (arguments.size() == 2 && arguments[0] == "build") {
        return build(arguments[1]);
    }
    if (arguments.size() == 2 && arguments[0] == "compact") {
        return compact(arguments[1]);
    }
    if (arguments.size() == 3 && arguments[0] == "update") {
        return update(arguments[1], arguments[2]);
    }
    const bool hits = std::erase(arguments, "--hits") > 0;
    const bool two_threads = std::erase(arguments, "--two-threads") > 0;
    if ((arguments.size() != 2 && arguments.size() != 7) || arguments[0] != "query") {
        return fail(
            "version | build DIR < documents | compact DIR | query DIR [--hits] < commands | "
            "query DIR QUERIES TYPE K ROUNDS LIMIT [--two-threads] | update DIR N < documents");
    }
    const auto index = GameIndex::open(arguments[1], two_threads ? 2 : 1);
    if (!index) {
        return fail(index.error().message);
    }
    if (arguments.size() == 2) {
        return play(**index, hits);
    }
    return time_queries(**index, {arguments.begin() + 2, arguments.end()});
}

}  // namespace
}  // namespace kb::bench

int main(int count, char** arguments) {
    std::ios::sync_with_stdio(false);
    return kb::bench::run({arguments + 1, arguments + count});
}
