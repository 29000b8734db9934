// SPDX-License-Identifier: Apache-2.0
#include "store/people_store.hpp"

#include "base/try.hpp"
#include "lifecycle/lifecycle_codec.hpp"

#include <string>
#include <utility>

namespace kb::store {

Result<std::optional<Person>> find_person(const Source& source, std::string_view id) {
    KB_TRY_ASSIGN(const std::optional<std::string> bytes, source.get(Family::kPeople, id));
    if (!bytes) {
        return std::optional<Person>{};
    }
    KB_TRY_ASSIGN(Person person, lifecycle::decode_person(*bytes));
    return std::optional(std::move(person));
}

Result<std::vector<Person>> people(const View& view) {
    std::vector<Person> found;
    Cursor cursor = view.prefix(Family::kPeople, "");
    for (;;) {
        KB_TRY_ASSIGN(const bool more, cursor.next());
        if (!more) {
            return found;
        }
        KB_TRY_ASSIGN(Person person, lifecycle::decode_person(cursor.value()));
        found.push_back(std::move(person));
    }
}

Result<void> put_person(Batch& batch, const Person& person) {
    KB_TRY_ASSIGN(const std::optional<std::string> before, batch.get(Family::kPeople, person.id));
    batch.add(Counter::kPeople, before ? 0 : 1);
    batch.put(Family::kPeople, person.id, lifecycle::encode_person(person));
    return {};
}

}  // namespace kb::store
