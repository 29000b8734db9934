// SPDX-License-Identifier: Apache-2.0
#pragma once

// A base once more, in another folder, while it is in use. Errors are those that
// knowledge_base.hpp promises.

#include "engine/state.hpp"

#include <kb/care.hpp>

#include <filesystem>

namespace kb::engine {

[[nodiscard]] Result<BackupSummary> backup_base(const State& state,
                                                const std::filesystem::path& directory);

}  // namespace kb::engine
