// SPDX-License-Identifier: Apache-2.0
#pragma once

// What can be asked: the language of queries, and filters.
//
//     printer offline          any of the words, the more the better
//     "printer offline"        the words as written, in this order
//     +printer -colour         must be there, must not be there
//     title:offline            only in that field
//     print*                   words that begin so
//     (a OR b) +c              groups; OR is the default between words and may be written
//
// The parser forgives: what makes no sense as syntax is searched for as text, and the parse says
// what it did. It never fails.

#include <kb/article.hpp>
#include <kb/result.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

// The limits of one query; what is beyond them is left out and said so in the warnings.
inline constexpr std::size_t kQueryBytesMax = 64U << 10U;
inline constexpr std::size_t kQueryTermsMax = 512;
inline constexpr std::size_t kQueryDepthMax = 32;
inline constexpr std::size_t kPrefixExpansionsMax = 1024;

enum class Occur : std::uint8_t { kShould, kMust, kMustNot };

// A node of a parsed query. `begin` and `end` are the bytes of the query it was read from.
struct QueryNode {
    enum class Kind : std::uint8_t { kText, kPhrase, kPrefix, kGroup };
    Kind kind = Kind::kText;
    Occur occur = Occur::kShould;
    std::optional<Field> field{};       // restricts the node to one field
    std::string text{};                 // kText, kPhrase, kPrefix: the words as typed
    std::vector<QueryNode> children{};  // kGroup
    std::size_t begin = 0;
    std::size_t end = 0;
    friend bool operator==(const QueryNode&, const QueryNode&) = default;
};

struct Query {
    QueryNode root{};                     // a group
    std::vector<std::string> warnings{};  // what was taken as text or left out, and where
    friend bool operator==(const Query&, const Query&) = default;
};

// Reads a query. Never fails; see the head of this file.
[[nodiscard]] Query parse_query(std::string_view text);

// The canonical spelling of a parsed query, which shows how it was understood.
[[nodiscard]] std::string to_string(const Query& query);

// Which articles may be hits at all. An empty list does not restrict; a list means "one of them".
struct Filter {
    std::vector<std::string> languages{};
    std::vector<std::string> products{};
    std::vector<Confidence> confidences{};
    std::vector<Audience> audiences{};
    std::vector<std::string> owner_domains{};
    Timestamp modified_from{};   // inclusive; the epoch: no limit
    Timestamp modified_until{};  // exclusive; the epoch: no limit
    friend bool operator==(const Filter&, const Filter&) = default;
};

// Reads "language:en,de product:client state:validated audience:public owner:network
// modified:2026-01-01..2026-04-01" (days in UTC, the last one included; either end may be left
// out). "state" and "confidence" are the same.
//
// Errors: kInvalidArgument, naming the word that is wrong and what is possible.
[[nodiscard]] Result<Filter> parse_filter(std::string_view text);

}  // namespace kb
