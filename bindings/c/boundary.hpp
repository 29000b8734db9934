// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where C++ ends. Inside a call of the C API a failed Result is thrown (Result::value() does) and
// an argument that is no good too; guarded() alone turns what was thrown into a status and a
// kb_error. The rest takes C arguments apart, with the rules of kb.h: structures that know their
// size, text with a size, enumerations as int32_t.

#include "kb.h"

#include <kb/knowledge_base.hpp>

#include <atomic>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <utility>

// NOLINTBEGIN(readability-identifier-naming): these are the C names.
struct kb_base {
    kb::KnowledgeBase value;
    std::atomic<bool> shut = false;
};

struct kb_error {
    kb::Error value;
};

struct kb_cancellation {
    kb::Cancellation value;
};

struct kb_blob {
    std::string value;
};

struct kb_outcome {
    kb::PutOutcome value;
};
// NOLINTEND(readability-identifier-naming)

namespace kb::c {

[[noreturn]] inline void refuse(std::string message) {
    throw BadResult({ErrorCode::kInvalidArgument, std::move(message)});
}

inline kb_status fail(ErrorCode code, const char* message, kb_error** error) noexcept {
    if (error != nullptr) {
        try {
            *error = new kb_error{{code, message}};
        } catch (const std::bad_alloc&) {  // the status has to do
            *error = nullptr;
        }
    }
    return static_cast<kb_status>(code);
}

// Runs `body`, which throws where it fails.
template <typename Body>
kb_status guarded(kb_error** error, Body&& body) noexcept {
    if (error != nullptr) {
        *error = nullptr;
    }
    try {
        std::forward<Body>(body)();
        return KB_OK;
    } catch (const BadResult& failure) {
        return fail(failure.code(), failure.what(), error);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::kResourceExhausted, "out of memory", error);
    } catch (const std::exception& failure) {
        return fail(ErrorCode::kInternal, failure.what(), error);
    } catch (...) {
        return fail(ErrorCode::kInternal, "an unknown exception", error);
    }
}

// Frees a handle; what its destructor threw has nobody to go to.
template <typename Handle>
void release(Handle* handle) noexcept {
    try {
        delete handle;
    } catch (...) {  // NOLINT(bugprone-empty-catch): closing must not fail its caller
    }
}

// An out parameter: empty first, so that it stays so where the call fails.
template <typename T>
void clear(T* out) noexcept {
    if (out != nullptr) {
        *out = T{};
    }
}

template <typename T>
T& required(T* pointer, std::string_view name) {
    if (pointer == nullptr) {
        refuse(std::string(name) + " is NULL");
    }
    return *pointer;
}

template <typename Base>  // const or not
auto& opened(Base* base) {
    if (required(base, "base").shut) {
        refuse("the base was shut");
    }
    return base->value;
}

inline kb_text borrow(const std::string& text) noexcept { return {text.c_str(), text.size()}; }
inline kb_text borrow_literal(const char* text) noexcept { return {text, std::strlen(text)}; }
inline kb_text nothing() noexcept { return {"", 0}; }

}  // namespace kb::c
