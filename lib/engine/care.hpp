// SPDX-License-Identifier: Apache-2.0
#pragma once

// Looking after a base: figures of it, its inside for people, and whether all of it is sound.

#include "engine/state.hpp"

#include <kb/care.hpp>

#include <filesystem>

namespace kb::engine {

[[nodiscard]] Result<BaseStatistics> read_statistics(const State& state);
[[nodiscard]] Result<Inspection> inspect(const State& state, const InspectRequest& request);
[[nodiscard]] Result<VerifyReport> verify(const State& state, const VerifyOptions& options);
// Of a base that cannot be opened: every file by itself.
[[nodiscard]] Result<VerifyReport> verify_files(const std::filesystem::path& directory);

// Counts it, and keeps it where there is still room.
void add_damage(VerifyReport& report, Damage damage);

}  // namespace kb::engine
