// SPDX-License-Identifier: Apache-2.0
#pragma once

// The glossary in three parts, as data. definitions() joins them.

#include <cstdint>
#include <span>
#include <string_view>

namespace kb::report {

// A Definition that needs no memory of its own.
struct Entry {
    std::string_view id{};
    std::uint32_t version = 1;
    std::string_view name{};
    std::string_view formula{};
    std::string_view numerator{};
    std::string_view denominator{};
    std::string_view window{};
    std::string_view exclusions{};
    std::string_view pitfalls{};
    std::string_view example{};
};

[[nodiscard]] std::span<const Entry> deflection_glossary() noexcept;
[[nodiscard]] std::span<const Entry> search_glossary() noexcept;
[[nodiscard]] std::span<const Entry> assisted_glossary() noexcept;

// What most definitions say about time and about who is left out.
inline constexpr std::string_view kWholePeriod = "the period of the report";
inline constexpr std::string_view kNotPeople =
    "agents, internal people, bots and crawlers; views of what an agent had sent; events without "
    "any name";
inline constexpr std::string_view kNotCases =
    "cases closed as spam, duplicate, administrative or test; cases opened by internal people, "
    "bots and crawlers";

}  // namespace kb::report
