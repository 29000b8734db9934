// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who may act, and with which licence.

#include "store/batch.hpp"
#include "store/view.hpp"

#include <kb/lifecycle.hpp>
#include <kb/result.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace kb::store {

// Errors of all: kCorruption, kIo.
[[nodiscard]] Result<std::optional<Person>> find_person(const Source& source, std::string_view id);
[[nodiscard]] Result<std::vector<Person>> people(const View& view);  // by id
[[nodiscard]] Result<void> put_person(Batch& batch, const Person& person);

}  // namespace kb::store
