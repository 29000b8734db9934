// SPDX-License-Identifier: Apache-2.0
#pragma once

// The numbered log of committed changes: what the index has to follow. Each record carries a hash
// over all records before it, so a record that was changed, taken out or put in shows:
//
//     value = fixed64 chain, record of tagged fields
//     chain = XXH3-64 of (chain of the change before, number, record), 0 before the first
//
// The chain finds accidents; it is not a signature.

#include "store/batch.hpp"
#include "store/database.hpp"
#include "store/keys.hpp"
#include "store/view.hpp"

#include <kb/result.hpp>
#include <kb/types.hpp>

#include <optional>
#include <vector>

namespace kb::store {

// The values are those on disk: never renumber.
enum class ChangeKind : std::uint8_t {
    kSetup = 1,
    kPut = 2,
    kState = 3,
    kDelete = 4,
    kPeople = 5,
    kEvents = 6,
    kLink = 7,
    kFlag = 8,
    kSignal = 9,
    kOptions = 10,
};

inline constexpr std::uint8_t kNoShelf = 255;

// One article that a change did something to.
struct TouchedArticle {
    ArticleNumber article = 0;
    std::uint8_t shelf_before = kNoShelf;
    std::uint8_t shelf_after = kNoShelf;
    VersionNumber version = 0;  // after the change
    friend bool operator==(const TouchedArticle&, const TouchedArticle&) = default;
};

struct ChangeRecord {
    ChangeNumber number = 0;  // set by append_change
    ChangeKind kind = ChangeKind::kPut;
    Timestamp at{};
    PersonId by{};
    std::vector<TouchedArticle> articles{};
    std::string reason{};
    std::uint64_t chain = 0;  // set by append_change
    friend bool operator==(const ChangeRecord&, const ChangeRecord&) = default;
};

// The number that the next append_change gives.
[[nodiscard]] ChangeNumber next_change(const Batch& batch);

// Adds a change and returns its number.
ChangeNumber append_change(Batch& batch, const ChangeRecord& record);

// Errors: kCorruption, kIo.
[[nodiscard]] Result<std::optional<ChangeRecord>> find_change(const Source& source,
                                                              ChangeNumber number);

// Goes over the changes from a number on, in order. One thread at a time.
class ChangeCursor {
public:
    ChangeCursor(const View& view, ChangeNumber from);

    // False at the end. Errors: kCorruption, kIo.
    [[nodiscard]] Result<bool> next(ChangeRecord& record);

private:
    Cursor cursor_;
};

// Checks numbers and chain from a change on, up to the last one that the counters name; how many
// were checked. Errors: what kept it from looking.
[[nodiscard]] Result<std::uint64_t> verify_changes(const View& view, ChangeNumber from,
                                                   const DamageFunction& report);

}  // namespace kb::store
