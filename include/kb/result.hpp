// SPDX-License-Identifier: Apache-2.0
#pragma once

// Result<T>: a value of type T or the Error that prevented it.
//
// The member names are those of std::expected, which this compiler's C++20 mode does not have yet;
// when it does, Result becomes an alias.

#include <kb/error.hpp>

#include <stdexcept>
#include <utility>
#include <variant>

namespace kb {

// What value() throws where there is no value; for callers who prefer exceptions.
class BadResult : public std::runtime_error {
public:
    explicit BadResult(const Error& cause) : std::runtime_error(cause.message), code_(cause.code) {}
    [[nodiscard]] ErrorCode code() const noexcept { return code_; }

private:
    ErrorCode code_;
};

template <typename T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

    [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    // Precondition: has_value().
    [[nodiscard]] T& operator*() & noexcept { return *std::get_if<0>(&state_); }
    [[nodiscard]] const T& operator*() const& noexcept { return *std::get_if<0>(&state_); }
    [[nodiscard]] T&& operator*() && noexcept { return std::move(*std::get_if<0>(&state_)); }
    // The value; throws BadResult where there is none.
    [[nodiscard]] T& value() & { return require(*this), **this; }
    [[nodiscard]] const T& value() const& { return require(*this), **this; }
    // By value, so that `for (auto& hit : base.search(...).value().hits)` has what it walks.
    T value() && { return require(*this), *std::move(*this); }
    T* operator->() noexcept { return std::get_if<0>(&state_); }
    const T* operator->() const noexcept { return std::get_if<0>(&state_); }

    // Precondition: !has_value().
    [[nodiscard]] const Error& error() const& noexcept { return *std::get_if<1>(&state_); }
    [[nodiscard]] Error&& error() && noexcept { return std::move(*std::get_if<1>(&state_)); }

private:
    static void require(const Result& result) {
        if (!result) {
            throw BadResult(result.error());
        }
    }

    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    using value_type = void;

    Result() = default;
    Result(Error error) : error_(std::move(error)), failed_(true) {}  // NOLINT: implicit

    [[nodiscard]] bool has_value() const noexcept { return !failed_; }
    explicit operator bool() const noexcept { return has_value(); }
    // Throws BadResult where there is an error.
    void value() const {
        if (failed_) {
            throw BadResult(error_);
        }
    }
    [[nodiscard]] const Error& error() const& noexcept { return error_; }
    [[nodiscard]] Error&& error() && noexcept { return std::move(error_); }

private:
    Error error_;
    bool failed_ = false;
};

}  // namespace kb
