// SPDX-License-Identifier: Apache-2.0
#pragma once

// From a folder to a State: opens the store, opens the segment files that its manifest names, and
// brings the index up to the last change of the log.

#include "engine/state.hpp"

#include <kb/options.hpp>

#include <filesystem>
#include <memory>

namespace kb::engine {

[[nodiscard]] Result<std::unique_ptr<State>> create_base(const std::filesystem::path& directory,
                                                         const CreateOptions& options,
                                                         const OpenOptions& open_options);
[[nodiscard]] Result<std::unique_ptr<State>> open_base(const std::filesystem::path& directory,
                                                       const OpenOptions& options);

// Applies the changes of the log that the index does not show yet.
[[nodiscard]] Result<void> replay(State& state);

// Reuse of every article, from the store.
[[nodiscard]] Result<void> load_signals(State& state);

// Opened for reading: sees what the writer has acknowledged until now. Else nothing.
[[nodiscard]] Result<void> refresh(State& state);

// An index made of the whole log, in files: as if each change had just been made, so that the means
// of field lengths, and with them the scores, are those of the base whose log it is.
[[nodiscard]] Result<void> replay_from_start(State& state);

// An index made of nothing but the store's articles, in memory until the next flush.
[[nodiscard]] Result<void> rebuild_index(State& state);

}  // namespace kb::engine
