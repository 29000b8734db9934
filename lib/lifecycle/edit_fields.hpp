// SPDX-License-Identifier: Apache-2.0
#pragma once

// An edit in two other forms: what it makes of an article, and, for records and lines, the names of
// what it sets beside an article that has the values. Pure.

#include <kb/edit.hpp>
#include <kb/lifecycle.hpp>
#include <kb/result.hpp>

#include <string>
#include <vector>

namespace kb::lifecycle {

struct EditValues {
    std::vector<std::string> fields{};  // as fields_of() gives them
    Article values{};                   // has these, and else only defaults
};
[[nodiscard]] EditValues values_of(const Edit& edit);

// The way back; the edit names no article. Errors: kInvalidArgument (a name that no edit sets).
[[nodiscard]] Result<Edit> edit_of(const EditValues& values);

// The article after the edit. Statements that do not say who said them and when get `by` and `at`.
[[nodiscard]] Article apply_edit(const Article& before, const Edit& edit, const PersonId& by,
                                 Timestamp at);

}  // namespace kb::lifecycle
