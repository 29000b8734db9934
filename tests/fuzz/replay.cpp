// SPDX-License-Identifier: Apache-2.0

// A target without a fuzzer: its own inputs, the inputs that once found something, and a fixed
// number of changed ones, from a fixed seed. Where something does not hold the process ends and
// the input is printed.
//
//     fuzz_query                 everything
//     fuzz_query --seeds FOLDER  writes its own inputs there, for libFuzzer to begin with
//     fuzz_query FILE...         these inputs alone

#include "fuzz/target.hpp"
#include "support/random.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::string_view current_input;  // NOLINT: for the signal handler

void write_all(std::string_view text) {
    if (write(STDERR_FILENO, text.data(), text.size()) < 0) {
        return;  // nobody to tell
    }
}

// Only what a signal handler may call.
void print_input(int signal) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    constexpr std::size_t kShownMax = 4096;
    write_all("input in hexadecimal: ");
    for (const char c : current_input.substr(0, kShownMax)) {
        const auto byte = static_cast<unsigned char>(c);
        const std::array<char, 2> pair{kDigits[byte >> 4U], kDigits[byte & 15U]};
        write_all({pair.data(), pair.size()});
    }
    write_all("\n");
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void check(std::string_view input) {
    current_input = input;
    kb::fuzz::check_input(input);
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    kb::fuzz::require(file.good(), "cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

// Files in the order of their names.
std::vector<fs::path> files_of(const fs::path& folder) {
    std::vector<fs::path> files;
    if (fs::is_directory(folder)) {
        for (const auto& entry : fs::directory_iterator(folder)) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

// Changes inputs the way damage and strangers do.
class Mutator {
public:
    Mutator(const std::vector<std::string>& seeds, std::uint32_t seed)
        : seeds_(&seeds), random_(seed) {}

    std::string next() {
        std::string input = any_seed();
        for (std::uint32_t changes = 1 + random_() % 6; changes > 0; --changes) {
            change(input);
        }
        return input;
    }

private:
    const std::string& any_seed() { return (*seeds_)[random_() % seeds_->size()]; }
    std::size_t below(std::size_t end) { return end == 0 ? 0 : random_() % end; }

    void change(std::string& input) {
        const std::size_t at = below(input.size());
        const std::size_t count = 1 + below(16);
        switch (random_() % 7) {
        case 0: flip(input, at); break;
        case 1: overwrite(input, at); break;
        case 2: input.erase(at, count); break;
        case 3: input.insert(at, input.substr(at, count)); break;
        case 4: input.insert(at, std::string(count, static_cast<char>(random_()))); break;
        case 5: splice(input, at); break;
        default: input.resize(at); break;
        }
    }

    void flip(std::string& input, std::size_t at) {
        if (!input.empty()) {
            input[at] = static_cast<char>(input[at] ^ static_cast<char>(1U << (random_() % 8)));
        }
    }

    void overwrite(std::string& input, std::size_t at) {
        constexpr std::string_view kHostile("\0\x01\x7F\x80\xFE\xFF\"'\\{}[]<>&;,|\n\r\t-:#*`", 27);
        if (!input.empty()) {
            input[at] = kHostile[random_() % kHostile.size()];
        }
    }

    void splice(std::string& input, std::size_t at) {
        const std::string& other = any_seed();
        const std::size_t from = below(other.size());
        input.insert(at, other, from, below(64));
    }

    const std::vector<std::string>* seeds_;
    kb::test::Random random_;
};

int write_seeds(const fs::path& folder) {
    fs::create_directories(folder);
    int number = 0;
    for (const std::string& seed : kb::fuzz::make_seeds()) {
        std::ofstream(folder / ("seed-" + std::to_string(number++)), std::ios::binary) << seed;
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGBUS, SIGILL}) {
        std::signal(signal, print_input);
    }
    if (argc == 3 && std::string_view(argv[1]) == "--seeds") {
        return write_seeds(argv[2]);
    }
    if (argc > 1) {
        for (int i = 1; i < argc; ++i) {
            check(read_file(argv[i]));
        }
        return 0;
    }
    constexpr int kChanged = 4000;
    const std::vector<std::string> seeds = kb::fuzz::make_seeds();
    kb::fuzz::require(!seeds.empty(), "a target has inputs of its own");
    std::for_each(seeds.begin(), seeds.end(), check);
    for (const fs::path& file : files_of(KB_FUZZ_FOUND)) {
        check(read_file(file));
    }
    Mutator mutator(seeds, 20260301);
    for (int i = 0; i < kChanged; ++i) {
        check(mutator.next());
    }
    std::puts("3 passed, 0 failed");  // own inputs, those that found something, changed ones
    return 0;
}
