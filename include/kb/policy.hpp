// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a base lets people do and see, as data: one rule for each thing that can be done to an
// article or to the base, and which viewers find what is not validated yet. The rules a base has
// until it is given others are those of docs/kb-concepts.md.

#include <kb/lifecycle.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

// Each thing that can be done. Those of the confidence are named by where they lead from and to;
// kCreate... leads from nothing. The values are those of the array: never renumber, only append.
enum class Step : std::uint8_t {
    kCreateWorkInProgress,
    kCreateNotValidated,
    kCreateValidated,
    kCreateArchived,
    kWorkInProgressToNotValidated,
    kWorkInProgressToValidated,
    kWorkInProgressToArchived,
    kNotValidatedToWorkInProgress,
    kNotValidatedToValidated,
    kNotValidatedToArchived,
    kValidatedToWorkInProgress,
    kValidatedToNotValidated,
    kValidatedToArchived,
    kArchivedToWorkInProgress,
    kArchivedToNotValidated,
    kArchivedToValidated,
    kWiden,            // show to a wider audience; also being created for one
    kNarrow,           // show to a narrower audience
    kWidenArchived,    // widen what is archived
    kGovern,           // change who may edit
    kTouchCompliance,  // any step of a compliance-based article
    kTouchArchived,    // any step of an archived article
    kEdit,             // one's own, that of others, or one that readers outside see
    kEditArchived,
    kEditCompliance,
    kFlag,
    kResolveFlag,
    kPropose,
    kCapture,
    kLink,
    kUnlink,
    kImport,        // write articles past these rules
    kUndo,          // take whole changes back
    kManagePeople,  // add people, grant and withdraw licences
    kSetPolicy,
    kRestore,  // put a whole base in place, people and history included
};
inline constexpr std::size_t kStepCount = 36;

// Who may take a step: whoever has the licence or a stronger one. `own` and `others` tell who
// created the article, `external` is for articles that readers outside see before or after the
// step. Steps that are about no article look at `own` alone.
struct Rule {
    Licence own = Licence::kCoach;
    Licence others = Licence::kCoach;
    Licence external = Licence::kCoach;
    bool reason = false;      // it has to be given
    std::string forbidden{};  // why nobody may; empty: the above hold
    friend bool operator==(const Rule&, const Rule&) = default;
};

using Rules = std::array<Rule, kStepCount>;

[[nodiscard]] const Rules& default_rules();

struct Policy {
    // Which audiences find articles that are not validated, as far as the article's audience
    // reaches.
    bool partner_reads_not_validated = false;
    bool customer_reads_not_validated = false;
    bool public_reads_not_validated = false;
    // Whether whoever created an article may be the one who validates it.
    bool author_validates = true;
    Rules rules = default_rules();
    friend bool operator==(const Policy&, const Policy&) = default;
};

// Tells whether a base can live with a policy: licences that exist, and nobody locked out. Somebody
// must be able to manage people, to change the policy, to capture, and to bring an article from
// where it is created to validated.
//
// Errors: kInvalidArgument, naming the step and what could never be done again.
[[nodiscard]] Result<void> check(const Policy& policy);

[[nodiscard]] std::string_view to_string(Step step) noexcept;  // "work_in_progress_to_validated"
[[nodiscard]] Result<Step> parse_step(std::string_view text);  // kInvalidArgument

}  // namespace kb
