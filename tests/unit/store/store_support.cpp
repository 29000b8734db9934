// SPDX-License-Identifier: Apache-2.0
#include "store_support.hpp"

#include "base/try.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>

namespace kb::store::test {
namespace {

constexpr const char* kBaseVariable = "KB_STORE_TEST_BASE";
constexpr int kChildPipe = 3;

std::string content(ChangeNumber number, std::size_t bytes) {
    std::string text = std::to_string(number) + ":";
    std::uint64_t state = number * 0x9E3779B97F4A7C15U + 1;
    while (text.size() < bytes) {  // hard to compress, so that files grow
        state = state * 6364136223846793005U + 1442695040888963407U;
        text.push_back(static_cast<char>(state >> 56U));
    }
    return text;
}

}  // namespace

Result<ChangeNumber> try_write_change(Database& database, std::size_t bytes) {
    Batch batch = database.batch();
    const ChangeNumber number = next_change(batch);
    batch.put(Family::kSignals, number_key(number), content(number, bytes));
    batch.put(Family::kIds, "id-" + std::to_string(number), "x");
    append_change(batch, {.kind = ChangeKind::kSignal, .articles = {{.article = number}}});
    KB_TRY(database.commit(std::move(batch)));
    return number;
}

ChangeNumber write_change(Database& database, std::size_t bytes) {
    return take(try_write_change(database, bytes));
}

void check_changes(const Database& database, ChangeNumber last) {
    const View view = database.snapshot();
    std::vector<std::string> wrong;
    const auto checked =
        take(verify_changes(view, 1, [&](const Damage& damage) { wrong.push_back(damage.where); }));
    CHECK(wrong == std::vector<std::string>{});
    CHECK(checked >= last);
    // The newest are what can be missing; of the others a sample.
    for (ChangeNumber number = checked; number >= 1;
         number -= number + 30 > checked ? 1 : std::min(number, ChangeNumber{17})) {
        const auto bytes = take(view.get(Family::kSignals, number_key(number)));
        const auto id = take(view.get(Family::kIds, "id-" + std::to_string(number)));
        if (!bytes || *bytes != content(number, bytes->size()) || !id) {
            FAIL("change " << number << " of " << checked << " is not there as a whole");
        }
    }
}

std::vector<std::string> damage_in(const Database& database) {
    std::vector<std::string> where;
    must(database.verify(
        [&](const Damage& damage) { where.push_back(damage.where + ": " + damage.found); }));
    return where;
}

std::vector<Path> store_files(const Path& base, std::string_view end) {
    std::vector<Path> files;
    for (const std::string& name : take(base::list_directory(base / "store"))) {
        if (name.ends_with(end) || (end.ends_with('-') && name.starts_with(end))) {
            files.push_back(base / "store" / name);
        }
    }
    return files;
}

void flip_byte(const Path& file, std::uint64_t offset) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(offset));
    const int byte = stream.get();
    REQUIRE(byte >= 0);
    stream.seekp(static_cast<std::streamoff>(offset));
    stream.put(static_cast<char>(byte ^ 0x10));
    REQUIRE(stream.good());
}

Child::Child(const std::string& test_case, const Path& base) {
    int ends[2] = {-1, -1};
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    process_ = ::fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0) {
        ::setenv(kBaseVariable, base.c_str(), 1);
        // dup2 onto itself would leave the descriptor to be closed by exec.
        if (ends[1] == kChildPipe) {
            ::fcntl(kChildPipe, F_SETFD, 0);
        } else {
            ::dup2(ends[1], kChildPipe);
        }
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, STDOUT_FILENO);
        ::execl("/proc/self/exe", "store_test", test_case.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(ends[1]);
    pipe_ = ends[0];
}

Child::~Child() {
    if (process_ > 0) {
        kill();
    }
    ::close(pipe_);
}

std::optional<std::uint64_t> Child::read() {
    std::uint64_t number = 0;
    if (::read(pipe_, &number, sizeof number) != static_cast<ssize_t>(sizeof number)) {
        return std::nullopt;
    }
    return number;
}

void Child::kill() {
    ::kill(process_, SIGKILL);
    static_cast<void>(wait());
}

bool Child::wait() {
    int status = -1;
    const bool ended = ::waitpid(process_, &status, 0) == process_;
    process_ = -1;
    return ended && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::optional<Path> base_of_child() {
    const char* const base = std::getenv(kBaseVariable);
    return base != nullptr ? std::optional<Path>(base) : std::nullopt;
}

void tell_parent(std::uint64_t number) {
    static_cast<void>(!::write(kChildPipe, &number, sizeof number));
}

}  // namespace kb::store::test
