// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who may do what, as far as it depends on the person's licence and on the article as it stands.
// Moving an article from state to state is the business of state_machine.hpp. All of it is pure.

#include <kb/lifecycle.hpp>
#include <kb/policy.hpp>
#include <kb/result.hpp>

#include <string>
#include <string_view>

namespace kb::lifecycle {

[[nodiscard]] const Rule& rule_of(const Policy& policy, Step step);

// For steps that are about no article: flagging, capturing, linking, importing, ...
//
// Errors: kPermissionDenied, naming the licence that is missing and the one the person has;
// kConflict where nobody may.
[[nodiscard]] Result<void> check_permission(const Policy& policy, Step step, const Person& person);

// May `person` change the content of `before`? Every rule that fits it has to be met.
//
// Errors: kPermissionDenied, kConflict (nobody may), kInvalidArgument (a reason is missing).
[[nodiscard]] Result<void> check_edit(const Policy& policy, const Article& before,
                                      const Person& person, std::string_view reason);

// Tells whether the person has the licence or a stronger one; `doing` begins the reason why it is
// needed: "ana is a candidate; <doing> needs a contributor".
//
// Errors: kPermissionDenied.
[[nodiscard]] Result<void> require_licence(const Person& person, Licence needed,
                                           std::string_view doing);

// Whether the person brought the article into existence.
[[nodiscard]] bool is_own(const Article& article, const Person& person) noexcept;

// Whether people outside may read an article of this state, now or once the policy of the base lets
// them: it is for more than internal use, and neither unfinished nor archived.
[[nodiscard]] bool is_external(const ArticleState& state) noexcept;

// How messages call an article: its id, or "the article".
[[nodiscard]] std::string name_of(const Article& article);

}  // namespace kb::lifecycle
