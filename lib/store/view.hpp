// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reading from the store: single values, many at once, and ranges in key order.

#include "store/keys.hpp"

#include <kb/result.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb::store {

struct Rocks;   // internals.hpp
struct Moment;  // internals.hpp

// Where single values come from: a View, or a Batch that sees what it will write itself.
class Source {
public:
    Source() = default;
    Source(const Source&) = default;
    Source(Source&&) = default;
    Source& operator=(const Source&) = default;
    Source& operator=(Source&&) = default;
    virtual ~Source() = default;

    // Errors: kCorruption, kIo.
    [[nodiscard]] virtual Result<std::optional<std::string>> get(Family family,
                                                                 std::string_view key) const = 0;
};

// Goes over a range of keys. One thread at a time.
class Cursor {
public:
    Cursor(Cursor&&) noexcept;
    Cursor& operator=(Cursor&&) noexcept;
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    ~Cursor();

    // Goes to the first or the next key; false at the end.
    //
    // Errors: kCorruption, kIo.
    [[nodiscard]] Result<bool> next();

    // Where next() went; the bytes live until it is called again.
    [[nodiscard]] std::string_view key() const noexcept;
    [[nodiscard]] std::string_view value() const noexcept;

private:
    friend class View;
    struct State;
    explicit Cursor(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// What the store holds: at one moment (Database::snapshot) or at the moment of each call
// (Database::latest). Cheap to copy, any thread. A view keeps the store open; let go of all of them
// before the same process opens the base again.
class View final : public Source {
public:
    [[nodiscard]] Result<std::optional<std::string>> get(Family family,
                                                         std::string_view key) const override;

    // As many values as keys, in their order.
    //
    // Errors: kCorruption, kIo.
    [[nodiscard]] Result<std::vector<std::optional<std::string>>> multi_get(
        Family family, std::span<const std::string> keys) const;

    // Keys of [from, until); an empty `until`: to the end of the family.
    [[nodiscard]] Cursor range(Family family, std::string_view from, std::string until) const;
    // Keys that begin with `prefix`.
    [[nodiscard]] Cursor prefix(Family family, std::string_view prefix) const;

private:
    friend class Database;
    View(std::shared_ptr<const Rocks> rocks, std::shared_ptr<const Moment> moment);
    std::shared_ptr<const Rocks> rocks_;
    std::shared_ptr<const Moment> moment_;  // none: the latest
};

}  // namespace kb::store
