// SPDX-License-Identifier: Apache-2.0
#pragma once

// KB_TRY(expression): returns the error of a Result<void> to the caller.
// KB_TRY_ASSIGN(declaration, expression): the same, and keeps the value otherwise.

#include <kb/result.hpp>

#define KB_CONCAT_IMPL(a, b) a##b
#define KB_CONCAT(a, b) KB_CONCAT_IMPL(a, b)

// The name carries the line, so that a lambda inside one KB_TRY may have its own.
#define KB_TRY(expression)                                                                     \
    do {                                                                                       \
        if (auto KB_CONCAT(kb_try_, __LINE__) = (expression); !KB_CONCAT(kb_try_, __LINE__)) { \
            return std::move(KB_CONCAT(kb_try_, __LINE__)).error();                            \
        }                                                                                      \
    } while (false)

// NOLINTBEGIN(bugprone-macro-parentheses): a declaration takes none
#define KB_TRY_ASSIGN(declaration, expression)                  \
    auto KB_CONCAT(kb_try_, __LINE__) = (expression);           \
    if (!KB_CONCAT(kb_try_, __LINE__)) {                        \
        return std::move(KB_CONCAT(kb_try_, __LINE__)).error(); \
    }                                                           \
    declaration = *std::move(KB_CONCAT(kb_try_, __LINE__))
// NOLINTEND(bugprone-macro-parentheses)
