// SPDX-License-Identifier: Apache-2.0

// kb_bench_real: times the searches of a file on a base of one's own, inside the process.
//
//     kb_bench_real --base DIR --queries FILE [--no-snippets] [--rounds N] [--cold] [--warm-up]
//
// FILE is JSON lines with a member "text". Prints one JSON object: the time to open and those of
// the searches, the first search and the first round apart, which also read the files from disk.
// With --cold the system is asked first to drop what it holds of the base's files.

#include <kb/exchange.hpp>
#include <kb/knowledge_base.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr int kExitUsage = 2;
constexpr int kExitBase = 4;
constexpr int kExitIo = 5;

struct Settings {
    std::string base{};
    std::string queries{};
    bool snippets = true;
    bool cold = false;
    bool warm_up = false;
    long rounds = 3;
};

bool parse(int count, char** arguments, Settings& settings) {
    for (int i = 1; i < count; ++i) {
        const std::string_view name = arguments[i];
        if (name == "--no-snippets") {
            settings.snippets = false;
        } else if (name == "--cold") {
            settings.cold = true;
        } else if (name == "--warm-up") {
            settings.warm_up = true;
        } else if (i + 1 == count) {
            return false;
        } else if (name == "--base") {
            settings.base = arguments[++i];
        } else if (name == "--queries") {
            settings.queries = arguments[++i];
        } else if (name == "--rounds") {
            settings.rounds = std::strtol(arguments[++i], nullptr, 10);
        } else {
            return false;
        }
    }
    return !settings.base.empty() && !settings.queries.empty() && settings.rounds > 0;
}

// The member "text" of each line, which an article's record may have as well.
std::vector<std::string> read_queries(const std::string& file) {
    std::vector<std::string> queries;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (const auto record = kb::article_from_json(line, {{"id", "_id"}, {"title", "text"}})) {
            queries.push_back(record->title);
        }
    }
    return queries;
}

// A file that is being written keeps its pages; nobody writes to the base.
void drop_from_memory(const std::string& folder) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            const int file = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
            ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
            ::close(file);
        }
    }
}

double at_share(const std::vector<double>& sorted, double share) {
    const auto place = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    return sorted[std::min(place, sorted.size() - 1)];
}

void print_times(const char* name, std::vector<double> times) {
    std::ranges::sort(times);
    double sum = 0.0;
    for (const double time : times) {
        sum += time;
    }
    std::printf(",\"%s\":{\"searches\":%zu,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"mean_ms\":%.3f}", name,
                times.size(), at_share(times, 0.5), at_share(times, 0.99),
                sum / static_cast<double>(times.size()));
}

kb::Result<std::vector<double>> time_round(const kb::KnowledgeBase& base,
                                           const std::vector<std::string>& queries,
                                           const Settings& settings) {
    std::vector<double> times;
    for (const std::string& query : queries) {
        const auto start = std::chrono::steady_clock::now();
        const auto response = base.search({.text = query,
                                           .viewer = {.audience = kb::Audience::kInternal},
                                           .snippets = settings.snippets});
        times.push_back(Milliseconds(std::chrono::steady_clock::now() - start).count());
        if (!response) {
            return response.error();
        }
    }
    return times;
}

int run(const Settings& settings) {
    const std::vector<std::string> queries = read_queries(settings.queries);
    if (queries.empty()) {
        std::fprintf(stderr, "%s: no queries\n", settings.queries.c_str());
        return kExitIo;
    }
    if (settings.cold) {
        drop_from_memory(settings.base);
    }
    const auto start = std::chrono::steady_clock::now();
    const auto base = kb::KnowledgeBase::open(
        settings.base, {.mode = kb::OpenMode::kRead, .warm_up = settings.warm_up});
    if (!base) {
        std::fprintf(stderr, "%s\n", base.error().message.c_str());
        return kExitBase;
    }
    std::printf("{\"open_ms\":%.3f",
                Milliseconds(std::chrono::steady_clock::now() - start).count());
    std::vector<double> later;
    for (long round = 0; round < settings.rounds; ++round) {
        const auto times = time_round(*base, queries, settings);
        if (!times) {
            std::fprintf(stderr, "\n%s\n", times.error().message.c_str());
            return kExitBase;
        }
        if (round == 0) {
            std::printf(",\"first_search_ms\":%.3f", times->front());
            print_times("first_round", *times);
        } else {
            later.insert(later.end(), times->begin(), times->end());
        }
    }
    if (!later.empty()) {
        print_times("later_rounds", later);
    }
    std::puts("}");
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    Settings settings;
    if (!parse(count, arguments, settings)) {
        std::fputs(
            "usage: kb_bench_real --base DIR --queries FILE [--no-snippets] [--rounds N] "
            "[--cold] [--warm-up]\n",
            stderr);
        return kExitUsage;
    }
    return run(settings);
}
