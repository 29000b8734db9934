// SPDX-License-Identifier: Apache-2.0
#include "engine/people.hpp"

#include "base/try.hpp"
#include "engine/budget.hpp"
#include "lifecycle/licence.hpp"
#include "store/change_log.hpp"
#include "store/people_store.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::engine {
namespace {

// A base without a coach could never get one again.
Result<void> check_coach_remains(const store::View& view, const Person& person) {
    if (person.licence == Licence::kCoach) {
        return {};
    }
    KB_TRY_ASSIGN(const auto people, store::people(view));
    const bool another = std::ranges::any_of(people, [&](const Person& other) {
        return other.licence == Licence::kCoach && other.id != person.id;
    });
    if (!another) {
        return Error{ErrorCode::kConflict,
                     fmt::format("{} is the only coach and stays one", person.id)};
    }
    return {};
}

}  // namespace

Result<void> put_person(State& state, const Person& person, const Action& action) {
    KB_TRY(check_writable(state));
    KB_TRY(check_id(person.id));
    KB_TRY(check_text("the name", person.name));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person actor, find_actor(state, action));
    KB_TRY(lifecycle::check_permission(state.policy(), Step::kManagePeople, actor));
    KB_TRY(check_coach_remains(state.database->latest(), person));
    store::Batch batch = state.database->batch();
    KB_TRY(store::put_person(batch, person));
    store::append_change(batch,
                         {.kind = store::ChangeKind::kPeople, .at = state.now(), .by = actor.id});
    return commit_within_budget(state, std::move(batch));
}

Result<Person> find_person(const State& state, const PersonId& id) {
    KB_TRY(check_open(state));
    KB_TRY_ASSIGN(auto person, store::find_person(state.database->latest(), id));
    if (!person) {
        return Error{ErrorCode::kNotFound,
                     fmt::format("nobody called \"{}\" is registered in this base", id)};
    }
    return *std::move(person);
}

Result<std::vector<Person>> list_people(const State& state) {
    KB_TRY(check_open(state));
    return store::people(state.database->snapshot());
}

}  // namespace kb::engine
