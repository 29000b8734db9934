// SPDX-License-Identifier: Apache-2.0
#pragma once

// The life of an article: which states follow which, who may take the step, and what must be there.
// The rules are those of the policy; everything here is pure and looks at values only. Whoever asks
// has not written anything yet.

#include "lifecycle/licence.hpp"

#include <kb/lifecycle.hpp>
#include <kb/result.hpp>

#include <string_view>

namespace kb::lifecycle {

// May `person` bring a new article into existence in the state it has: work in progress, not
// validated or validated?
//
// Errors: kConflict (archived), kPermissionDenied (which licence is missing), kInvalidArgument (a
// mandatory field of that confidence is missing; an unknown state).
[[nodiscard]] Result<void> check_creation(const Policy& policy, const Article& article,
                                          const Person& person);

// May `person` bring `before` into the state `after`, for this reason? Every axis that changes must
// be allowed. A step to the same state is nothing and allowed. Where the step archives the article
// and it has no archive reason yet, `reason` counts as one.
//
// Errors: kConflict (a step that nobody may take), kPermissionDenied (which licence is missing),
// kInvalidArgument (a reason or a mandatory field is missing; an unknown state).
[[nodiscard]] Result<void> check_transition(const Policy& policy, const Article& before,
                                            const ArticleState& after, const Person& person,
                                            std::string_view reason);

}  // namespace kb::lifecycle
