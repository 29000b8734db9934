// SPDX-License-Identifier: Apache-2.0
#include "engine/care.hpp"

#include <catch2/catch.hpp>

namespace kb::engine {
namespace {

TEST_CASE("damage is counted without end and kept up to its limit", "[engine]") {
    VerifyReport report;
    for (std::size_t i = 0; i < kDamageMax; ++i) {
        add_damage(report, {.where = std::to_string(i)});
    }
    CHECK(report.damage.size() == kDamageMax);
    CHECK(report.damage_count == kDamageMax);
    add_damage(report, {.where = "one more"});
    CHECK(report.damage.size() == kDamageMax);
    CHECK(report.damage.back().where == "999");
    CHECK(report.damage_count == kDamageMax + 1);
}

}  // namespace
}  // namespace kb::engine
