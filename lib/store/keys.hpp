// SPDX-License-Identifier: Apache-2.0
#pragma once

// The layout of every key in one place. Numbers are big endian, so keys sort like numbers; u8 is a
// byte, u32 and u64 are four and eight of them; names and ids are their bytes.
//
//   family     key                                          value
//   meta       "counters"                                   counters.hpp
//              "options"                                    how the base was set up; opaque here
//              "restore"                                    one that is not finished; opaque here
//   articles   article u64                                  fixed64 change, article record
//   versions   article u64, version u32                     article record
//   ids        id                                           u8 kind, article u64
//   people     person id                                    person record
//   events     time u64, sequence u64                       event record
//   event_ids  event id                                     the key in `events`
//   links      'a', article u64, u8 kind, case              link record
//              'c', u8 size, case, article u64, u8 kind     nothing: the other key says it all
//   flags      'f', flag u64                                article u64, flag record
//              'a', article u64, flag u64                   nothing
//              'p', proposal u64                            article u64, proposal record
//              'q', article u64, proposal u64               nothing
//   audit      article u64, change u64, u8 count            audit record
//   changes    change u64                                   change_log.hpp
//   manifest   "segments"                                   which segments; opaque here
//   signals    article u64                                  opaque here
//
// The time of an event is its milliseconds with the sign bit turned, so that times before 1970 sort
// first. The size before a case keeps one case from being the beginning of another.

#include <kb/lifecycle.hpp>
#include <kb/types.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kb::store {

using ArticleNumber = std::uint64_t;  // within a base, never used again; the first is 1

// The column families; the values are positions in arrays and not on disk.
enum class Family : std::uint8_t {
    kMeta,
    kArticles,
    kVersions,
    kIds,
    kPeople,
    kEvents,
    kEventIds,
    kLinks,
    kFlags,
    kAudit,
    kChanges,
    kManifest,
    kSignals,
};
inline constexpr std::size_t kFamilyCount = 13;

// The name on disk.
[[nodiscard]] std::string_view family_name(Family family) noexcept;

inline constexpr std::string_view kCountersKey = "counters";
inline constexpr std::string_view kOptionsKey = "options";
inline constexpr std::string_view kRestoreKey = "restore";
inline constexpr std::string_view kSegmentsKey = "segments";

// articles, changes, signals; also the beginning of the keys of one article in versions and audit.
[[nodiscard]] std::string number_key(std::uint64_t number);
[[nodiscard]] std::string version_key(ArticleNumber article, VersionNumber version);
[[nodiscard]] std::string audit_key(ArticleNumber article, ChangeNumber change, std::uint8_t count);

// The key of the first event at or after a time has the sequence 0.
[[nodiscard]] std::string event_key(Timestamp time, std::uint64_t sequence);

[[nodiscard]] std::string link_key(ArticleNumber article, LinkKind kind, std::string_view case_id);
[[nodiscard]] std::string links_prefix();
[[nodiscard]] std::string links_of_article_prefix(ArticleNumber article);
// Precondition: at most 255 bytes of case.
[[nodiscard]] std::string case_link_key(std::string_view case_id, ArticleNumber article,
                                        LinkKind kind);
[[nodiscard]] std::string links_of_case_prefix(std::string_view case_id);

[[nodiscard]] std::string flag_key(std::uint64_t flag);
[[nodiscard]] std::string flags_prefix();
[[nodiscard]] std::string article_flag_key(ArticleNumber article, std::uint64_t flag);
[[nodiscard]] std::string flags_of_article_prefix(ArticleNumber article);

[[nodiscard]] std::string proposal_key(std::uint64_t proposal);
[[nodiscard]] std::string proposals_prefix();
[[nodiscard]] std::string article_proposal_key(ArticleNumber article, std::uint64_t proposal);
[[nodiscard]] std::string proposals_of_article_prefix(ArticleNumber article);

// The smallest text that is greater than every text that begins with `prefix`; empty: there is
// none.
[[nodiscard]] std::string end_of_prefix(std::string_view prefix);

}  // namespace kb::store
