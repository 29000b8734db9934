// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who may act.

#include "engine/state.hpp"

#include <kb/lifecycle.hpp>

#include <vector>

namespace kb::engine {

[[nodiscard]] Result<void> put_person(State& state, const Person& person, const Action& action);
[[nodiscard]] Result<Person> find_person(const State& state, const PersonId& id);
[[nodiscard]] Result<std::vector<Person>> list_people(const State& state);

}  // namespace kb::engine
