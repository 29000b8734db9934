// SPDX-License-Identifier: Apache-2.0
#pragma once
// What an engine must be able to do to be timed beside others, and the command line that all of
// them share; README.md describes it. An adapter implements Engine and calls run_engine from main.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace peers {

enum class Search : std::uint8_t { kOr, kAnd, kPhrase, kPrefix, kFuzzy, kCount };

// A prefix or misspelt word stands for this many words of the index at the most.
inline constexpr std::size_t kExpansionsMax = 50;

struct Query {
    std::string id{};
    Search search = Search::kOr;
    std::string text{};                // as in the file
    std::vector<std::string> words{};  // none twice, but in a phrase; without the mark of a prefix
    unsigned edits = 0;                // kFuzzy: how many letters may differ
};

struct Hit {
    std::uint64_t line = 0;  // of the corpus, from 0
    double score = 0.0;
};

struct Found {
    std::vector<Hit> hits{};
    std::uint64_t count = 0;  // kCount: the documents that match; else the hits
};

// Thrown by an engine that has no such search; the program then ends with kExitUnsupported.
struct Unsupported : std::runtime_error {
    using std::runtime_error::runtime_error;
};
inline constexpr int kExitUnsupported = 3;

class Engine {
public:
    Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    virtual ~Engine() = default;

    [[nodiscard]] virtual std::string version() const = 0;  // "name 1.2.3"

    // Indexes one document a line into an empty folder; returns how many.
    virtual std::uint64_t build(const std::filesystem::path& folder, std::istream& corpus) = 0;

    virtual void open_for_search(const std::filesystem::path& folder) = 0;
    virtual Found search(const Query& query, std::size_t k) = 0;

    virtual void open_for_updates(const std::filesystem::path& folder) = 0;
    virtual void replace(std::uint64_t line, const std::string& before, const std::string& now) = 0;
    virtual void commit() = 0;                                // returns once the disk has it
    virtual std::uint64_t find(const std::string& word) = 0;  // by a search that starts now
};

// The words of a line, which blanks part.
std::vector<std::string_view> split(std::string_view line);

// Does what the command line says; the exit code of the program.
int run_engine(Engine& engine, int argc, char** argv);

}  // namespace peers
