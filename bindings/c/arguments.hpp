// SPDX-License-Identifier: Apache-2.0
#pragma once

// Takes C arguments apart, with the rules of kb.h: structures that know their size, text with a
// size, enumerations as int32_t. What is no good is refused with the name of the argument.

#include "boundary.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace kb::c {

inline constexpr std::size_t kStructBytesMax = 64U << 10U;  // beyond it is an unset struct_size

inline std::string_view view(kb_text text, std::string_view name) {
    if (text.data == nullptr && text.size != 0) {
        refuse(std::string(name) + " is NULL with a size of " + std::to_string(text.size));
    }
    return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.size);
}

inline std::string copy(kb_text text, std::string_view name) {
    return std::string(view(text, name));
}

inline std::string copy_or(kb_text text, std::string_view name, std::string_view fallback) {
    const std::string_view given = view(text, name);
    return std::string(given.empty() ? fallback : given);
}

// The size of a structure when it was first released, below which nobody can have declared it. One
// that grows gets a specialisation with its first size.
template <typename T>
inline constexpr std::size_t kFirstSize = sizeof(T);
template <>
inline constexpr std::size_t kFirstSize<kb_open_options> = offsetof(kb_open_options, cancellation);

// What a caller gave of a structure, over the defaults for what he does not know.
template <typename T>
T sized(const T& given, T defaults, std::string_view name) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (given.struct_size < kFirstSize<T> || given.struct_size > kStructBytesMax) {
        refuse(std::string(name) + ".struct_size is " + std::to_string(given.struct_size) +
               ", not the size of the structure: begin with its _INIT macro");
    }
    std::memcpy(&defaults, &given, std::min(given.struct_size, sizeof(T)));
    return defaults;
}

template <typename T>
T sized_or_default(const T* given, const T& defaults, std::string_view name) {
    return given == nullptr ? defaults : sized(*given, defaults, name);
}

// Fills as much of a caller's structure as he knows.
template <typename T>
void fill(T& out, T value, std::string_view name) {
    value.struct_size = sized(out, value, name).struct_size;
    std::memcpy(&out, &value, std::min(value.struct_size, sizeof(T)));
}

template <typename Enum>
Enum enumerator(std::int32_t value, Enum last, std::string_view name) {
    if (value < 0 || value > static_cast<std::int32_t>(last)) {
        refuse(std::string(name) + " is " + std::to_string(value) + ", not 0 to " +
               std::to_string(static_cast<std::int32_t>(last)));
    }
    return static_cast<Enum>(value);
}

// Bits that this version does not know are refused, so that a later one can give them a meaning.
inline std::uint32_t known_flags(std::uint32_t flags, std::uint32_t known, std::string_view name) {
    if ((flags & ~known) != 0) {
        refuse(std::string(name) + " is " + std::to_string(flags) + ", with bits beyond " +
               std::to_string(known));
    }
    return flags;
}

inline void must_be_zero(std::uint32_t reserved, std::string_view name) {
    if (reserved != 0) {
        refuse(std::string(name) + ".reserved is " + std::to_string(reserved) + ", not 0");
    }
}

template <typename T>
std::span<const T> list(const T* data, std::size_t count, std::string_view name) {
    if (data == nullptr && count != 0) {
        refuse(std::string(name) + " is NULL with a count of " + std::to_string(count));
    }
    if (count > kListEntriesMax) {
        refuse(std::string(name) + " has " + std::to_string(count) + " entries, over " +
               std::to_string(kListEntriesMax));
    }
    return {data, count};
}

inline std::vector<std::string> texts(const kb_text* data, std::size_t count,
                                      std::string_view name) {
    std::vector<std::string> out;
    for (const kb_text& text : list(data, count, name)) {
        out.push_back(copy(text, name));
    }
    return out;
}

inline std::vector<EnvironmentEntry> environment(const kb_pair* data, std::size_t count,
                                                 const std::string& name) {
    std::vector<EnvironmentEntry> out;
    for (const kb_pair& pair : list(data, count, name)) {
        out.push_back(
            {.name = copy(pair.name, name + ".name"), .value = copy(pair.value, name + ".value")});
    }
    return out;
}

inline Viewer viewer(kb_text text) {
    const std::string_view given = view(text, "viewer");
    return given.empty() ? Viewer{} : parse_viewer(given).value();
}

inline Action action(const kb_action* given) {
    const kb_action defaults = KB_ACTION_INIT;
    const kb_action read = sized(required(given, "action"), defaults, "action");
    return {.by = copy(read.by, "action.by"),
            .reason = copy(read.reason, "action.reason"),
            .case_id = copy(read.case_id, "action.case_id")};
}

template <typename T>
const T& element(const std::vector<T>& list, std::size_t index) {
    if (index >= list.size()) {
        refuse("index " + std::to_string(index) + " of " + std::to_string(list.size()));
    }
    return list[index];
}

// Writes what a call did where the caller wants to know.
inline void hand_over(PutOutcome&& outcome, kb_outcome** out) {
    if (out != nullptr) {
        *out = new kb_outcome{std::move(outcome)};
    }
}

// The texts stay owned by the handle that holds `source`.
inline void fill_finding(const Finding& source, kb_finding* out) {
    kb_finding value = KB_FINDING_INIT;
    value.check = borrow(source.check);
    value.message = borrow(source.message);
    value.place = {source.begin, source.end};
    value.field = static_cast<kb_field>(source.field);
    value.severity = static_cast<std::int32_t>(source.severity);
    fill(required(out, "finding"), value, "finding");
}

}  // namespace kb::c
