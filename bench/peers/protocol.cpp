// SPDX-License-Identifier: Apache-2.0
// The command line of the adapters: reads queries, takes times, prints results.

#include "protocol.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <span>
#include <utility>

namespace peers {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::array<std::pair<std::string_view, Search>, 6> kSearches{{{"or", Search::kOr},
                                                                        {"and", Search::kAnd},
                                                                        {"phrase", Search::kPhrase},
                                                                        {"prefix", Search::kPrefix},
                                                                        {"fuzzy", Search::kFuzzy},
                                                                        {"count", Search::kCount}}};

constexpr std::uint64_t kBulkUpdates = 10'000;
constexpr std::uint64_t kUpdatesPerCommit = 1'000;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::uint64_t peak_bytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

std::uint64_t bytes_below(const fs::path& folder) {
    std::uint64_t sum = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            sum += entry.file_size();
        }
    }
    return sum;
}

void make_empty(const fs::path& folder) {
    fs::remove_all(folder);
    fs::create_directories(folder);
}

Search parse_search(std::string_view name) {
    for (const auto& [known, search] : kSearches) {
        if (known == name) {
            return search;
        }
    }
    throw std::runtime_error("no such type of query: " + std::string(name));
}

std::vector<std::string> columns(const std::string& line) {
    std::vector<std::string> cells;
    std::size_t begin = 0;
    for (std::size_t tab = 0; tab != std::string::npos; begin = tab + 1) {
        tab = line.find('\t', begin);
        cells.push_back(line.substr(begin, tab - begin));
    }
    return cells;
}

Query parse_query(const std::vector<std::string>& cells, Search search) {
    Query query{.id = cells[0], .search = search, .text = cells[3]};
    for (std::string_view word : split(query.text)) {
        if (search == Search::kPrefix && word.ends_with('*')) {
            word.remove_suffix(1);
        }
        const std::size_t mark = word.find('~');
        if (search == Search::kFuzzy && mark != std::string_view::npos) {
            query.edits = static_cast<unsigned>(std::stoul(std::string(word.substr(mark + 1))));
            word = word.substr(0, mark);
        }
        if (search == Search::kPhrase ||
            std::ranges::find(query.words, word) == query.words.end()) {
            query.words.emplace_back(word);
        }
    }
    return query;
}

std::vector<Query> read_queries(const fs::path& path, std::string_view type, std::size_t limit) {
    const Search search = parse_search(type);
    const std::string_view wanted = search == Search::kCount ? "or" : type;
    std::ifstream file(path);
    if (!file) {
        throw std::runtime_error("cannot read " + path.string());
    }
    std::vector<Query> queries;
    for (std::string line; queries.size() < limit && std::getline(file, line);) {
        const std::vector<std::string> cells = columns(line);
        if (cells.size() < 4 || cells[1] != wanted) {
            continue;
        }
        Query query = parse_query(cells, search);
        if (!query.words.empty()) {
            queries.push_back(std::move(query));
        }
    }
    return queries;
}

int build(Engine& engine, const fs::path& folder) {
    make_empty(folder);
    std::ios::sync_with_stdio(false);
    const auto start = Clock::now();
    const std::uint64_t documents = engine.build(folder, std::cin);
    const double seconds = seconds_since(start);
    std::printf(R"({"seconds":%.3f,"documents":%ju,"index_bytes":%ju,"peak_bytes":%ju})"
                "\n",
                seconds, static_cast<std::uintmax_t>(documents),
                static_cast<std::uintmax_t>(bytes_below(folder)),
                static_cast<std::uintmax_t>(peak_bytes()));
    return 0;
}

void print_result(const Query& query, std::vector<double>& times, const Found& found) {
    std::ranges::sort(times);
    std::printf("%s\t%s\t%.2f\t%.2f\t%ju\t", query.id.c_str(), query.text.c_str(), times.front(),
                times[times.size() / 2], static_cast<std::uintmax_t>(found.count));
    const char* separator = "";
    for (const Hit& hit : found.hits) {
        std::printf("%s%ju:%.4f", separator, static_cast<std::uintmax_t>(hit.line), hit.score);
        separator = ",";
    }
    std::printf("\n");
}

// arguments: folder, file of queries, type, k, passes, limit
int query(Engine& engine, std::span<char*> arguments) {
    const std::vector<Query> queries =
        read_queries(arguments[1], arguments[2], std::stoul(arguments[5]));
    const std::size_t k = std::stoul(arguments[3]);
    const std::size_t passes = std::max(1UL, std::stoul(arguments[4]));
    engine.open_for_search(arguments[0]);
    std::vector<Found> found;
    for (const Query& each : queries) {  // warms up, too
        found.push_back(engine.search(each, k));
    }
    std::vector<std::vector<double>> times(queries.size());
    for (std::size_t pass = 0; pass < passes; ++pass) {
        for (std::size_t i = 0; i < queries.size(); ++i) {
            const auto start = Clock::now();
            const Found again = engine.search(queries[i], k);
            times[i].push_back(seconds_since(start) * 1e6);
            if (again.count != found[i].count) {
                throw std::runtime_error("the results of query " + queries[i].id + " change");
            }
        }
    }
    for (std::size_t i = 0; i < queries.size(); ++i) {
        print_result(queries[i], times[i], found[i]);
    }
    return 0;
}

// Evenly over the corpus, each of `count` updates gets a line of it; fewer where it is shorter.
std::vector<std::uint64_t> spread(std::uint64_t count, std::uint64_t lines) {
    std::vector<std::uint64_t> chosen;
    for (std::uint64_t i = 0; i < std::min(count, lines); ++i) {
        chosen.push_back(i * lines / std::min(count, lines));
    }
    return chosen;
}

int measure_updates(Engine& engine, std::uint64_t count, const std::vector<std::string>& corpus) {
    std::vector<double> milliseconds;
    std::vector<std::string> texts = corpus;
    for (const std::uint64_t line : spread(count, corpus.size())) {
        const std::string word = "zzupdated" + std::to_string(line);
        const std::string now = corpus[line] + " " + word;
        const auto start = Clock::now();
        engine.replace(line, texts[line], now);
        engine.commit();
        const std::uint64_t seen = engine.find(word);
        milliseconds.push_back(seconds_since(start) * 1e3);
        texts[line] = now;
        if (seen != 1) {
            throw std::runtime_error("a replaced document is found " + std::to_string(seen) +
                                     " times");
        }
    }
    const std::vector<std::uint64_t> bulk = spread(kBulkUpdates, corpus.size());
    const auto start = Clock::now();
    for (std::size_t i = 0; i < bulk.size(); ++i) {
        engine.replace(bulk[i], texts[bulk[i]], corpus[bulk[i]] + " zzbulk");
        if ((i + 1) % kUpdatesPerCommit == 0 || i + 1 == bulk.size()) {
            engine.commit();
        }
    }
    const double seconds = seconds_since(start);
    if (engine.find("zzbulk") != bulk.size()) {
        throw std::runtime_error("not all replaced documents are found");
    }
    std::ranges::sort(milliseconds);
    std::printf(R"({"updates":%zu,"p50_ms":%.3f,"p99_ms":%.3f,"updates_per_second":%.1f})"
                "\n",
                milliseconds.size(), milliseconds[milliseconds.size() / 2],
                milliseconds[milliseconds.size() * 99 / 100],
                static_cast<double>(bulk.size()) / seconds);
    return 0;
}

int update(Engine& engine, const fs::path& folder, std::uint64_t count) {
    std::vector<std::string> corpus;
    for (std::string line; std::getline(std::cin, line);) {
        corpus.push_back(line);
    }
    if (corpus.empty() || count == 0) {
        throw std::runtime_error("no corpus on the standard input, or no updates asked for");
    }
    const fs::path copy = folder.string() + ".update";
    fs::remove_all(copy);
    fs::copy(folder, copy, fs::copy_options::recursive);
    engine.open_for_updates(copy);
    const int status = measure_updates(engine, count, corpus);
    fs::remove_all(copy);
    return status;
}

int dispatch(Engine& engine, std::span<char*> arguments) {
    const std::string_view verb = arguments.size() > 1 ? arguments[1] : "";
    if (verb == "version" && arguments.size() == 2) {
        std::printf("%s\n", engine.version().c_str());
        return 0;
    }
    if (verb == "build" && arguments.size() == 3) {
        return build(engine, arguments[2]);
    }
    if (verb == "query" && arguments.size() == 8) {
        return query(engine, arguments.subspan(2));
    }
    if (verb == "update" && arguments.size() == 4) {
        return update(engine, arguments[2], std::stoull(arguments[3]));
    }
    std::fprintf(stderr,
                 "usage: version | build DIR <CORPUS | query DIR QUERIES TYPE K PASSES LIMIT | "
                 "update DIR N <CORPUS\n");
    return 2;
}

}  // namespace

std::vector<std::string_view> split(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const std::size_t end = std::min(line.find(' '), line.size());
        if (end > 0) {
            words.push_back(line.substr(0, end));
        }
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

int run_engine(Engine& engine, int argc, char** argv) {
    try {
        return dispatch(engine, std::span(argv, static_cast<std::size_t>(argc)));
    } catch (const Unsupported& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return kExitUnsupported;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}

}  // namespace peers
