// SPDX-License-Identifier: Apache-2.0
// Goal: what fits a budget to the byte is allowed and one more is refused, with the need, the
// budget and what is free in the message.
#include "engine/budget.hpp"

#include "engine/recovery.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

using namespace kb;          // NOLINT: a test
using namespace kb::engine;  // NOLINT: a test

namespace {

constexpr std::uint64_t kBudget = 2ULL << 20U;

std::unique_ptr<State> open_with(const std::filesystem::path& path, OpenOptions options) {
    if (!base::exists(path)) {
        REQUIRE(create_base(path, {.owner = {.id = "pia"}}, {}));
    }
    auto state = open_base(path, options);
    REQUIRE(state);
    return *std::move(state);
}

}  // namespace

TEST_CASE("the disk budget is taken to the last byte and not one beyond", "[engine]") {
    const test::TemporaryFolder folder;
    const auto state = open_with(folder.path() / "a.kb", {.disk_bytes_max = kBudget});
    const std::uint64_t used = base::bytes_below(state->directory).value();
    REQUIRE(used < kBudget);
    CHECK(check_disk(*state, "it", kBudget - used));
    const auto refused = check_disk(*state, "it", kBudget - used + 1);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::kResourceExhausted);
    CHECK(refused.error().message == (folder.path() / "a.kb").string() + ": it needs about " +
                                         std::to_string(kBudget - used + 1) +
                                         " bytes of disk; of the budget of 2097152 bytes " +
                                         std::to_string(kBudget - used) + " are free");
    CHECK_FALSE(check_disk(*state, "it", ~std::uint64_t{0}));
}

TEST_CASE("the memory budget is taken to the last byte and not one beyond", "[engine]") {
    const test::TemporaryFolder folder;
    const auto state = open_with(folder.path() / "a.kb", {.write_memory_max = kBudget});
    CHECK(check_memory(*state, "it", kBudget));
    const auto refused = check_memory(*state, "it", kBudget + 1);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::kResourceExhausted);
    CHECK(refused.error().message == (folder.path() / "a.kb").string() +
                                         ": it needs about 2097153 bytes of memory; of the budget "
                                         "of 2097152 bytes 2097152 are free");
    CHECK(memory_at_flush(*state) == kBudget / 4);
}

TEST_CASE("without budgets nothing is refused, and memory goes to files as the options say",
          "[engine]") {
    const test::TemporaryFolder folder;
    const auto state = open_with(folder.path() / "a.kb", {});
    CHECK(check_disk(*state, "it", ~std::uint64_t{0}));
    CHECK(check_memory(*state, "it", ~std::uint64_t{0}));
    CHECK(memory_at_flush(*state) == OpenOptions{}.memory_bytes_max);
}

TEST_CASE("more than the file system has is refused, for a folder that is not there as well",
          "[engine]") {
    const test::TemporaryFolder folder;
    CHECK(check_free_space(folder.path() / "not" / "there", "it", 0));
    const auto refused = check_free_space(folder.path() / "not" / "there", "it", ~std::uint64_t{0});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::kResourceExhausted);
}
