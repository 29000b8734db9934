// SPDX-License-Identifier: Apache-2.0
#include "store/keys.hpp"

#include "base/assert.hpp"
#include "base/coding.hpp"

namespace kb::store {
namespace {

using base::put_big_endian64;

constexpr char kByArticle = 'a';
constexpr char kByCase = 'c';
constexpr char kByFlag = 'f';
constexpr char kByProposal = 'p';
constexpr char kProposalsByArticle = 'q';

}  // namespace

std::string_view family_name(Family family) noexcept {
    switch (family) {
    case Family::kMeta: return "default";  // the one that every RocksDB has
    case Family::kArticles: return "articles";
    case Family::kVersions: return "versions";
    case Family::kIds: return "ids";
    case Family::kPeople: return "people";
    case Family::kEvents: return "events";
    case Family::kEventIds: return "event_ids";
    case Family::kLinks: return "links";
    case Family::kFlags: return "flags";
    case Family::kAudit: return "audit";
    case Family::kChanges: return "changes";
    case Family::kManifest: return "manifest";
    case Family::kSignals: return "signals";
    }
    return "unknown";
}

std::string number_key(std::uint64_t number) {
    std::string key;
    put_big_endian64(key, number);
    return key;
}

std::string version_key(ArticleNumber article, VersionNumber version) {
    std::string key = number_key(article);
    for (unsigned shift = 32; shift > 0; shift -= 8) {
        key.push_back(static_cast<char>((version >> (shift - 8U)) & 0xFFU));
    }
    return key;
}

std::string audit_key(ArticleNumber article, ChangeNumber change, std::uint8_t count) {
    std::string key = number_key(article);
    put_big_endian64(key, change);
    key.push_back(static_cast<char>(count));
    return key;
}

std::string event_key(Timestamp time, std::uint64_t sequence) {
    constexpr std::uint64_t kSignBit = 1ULL << 63U;
    std::string key;
    put_big_endian64(key, static_cast<std::uint64_t>(time.time_since_epoch().count()) ^ kSignBit);
    put_big_endian64(key, sequence);
    return key;
}

std::string link_key(ArticleNumber article, LinkKind kind, std::string_view case_id) {
    std::string key = links_of_article_prefix(article);
    key.push_back(static_cast<char>(kind));
    key.append(case_id);
    return key;
}

std::string links_prefix() { return std::string(1, kByArticle); }

std::string links_of_article_prefix(ArticleNumber article) {
    std::string key(1, kByArticle);
    put_big_endian64(key, article);
    return key;
}

std::string case_link_key(std::string_view case_id, ArticleNumber article, LinkKind kind) {
    std::string key = links_of_case_prefix(case_id);
    put_big_endian64(key, article);
    key.push_back(static_cast<char>(kind));
    return key;
}

std::string links_of_case_prefix(std::string_view case_id) {
    KB_ASSERT(case_id.size() <= 255);
    std::string key(1, kByCase);
    key.push_back(static_cast<char>(case_id.size()));
    key.append(case_id);
    return key;
}

std::string flag_key(std::uint64_t flag) {
    std::string key = flags_prefix();
    put_big_endian64(key, flag);
    return key;
}

std::string flags_prefix() { return std::string(1, kByFlag); }

std::string article_flag_key(ArticleNumber article, std::uint64_t flag) {
    std::string key = flags_of_article_prefix(article);
    put_big_endian64(key, flag);
    return key;
}

std::string flags_of_article_prefix(ArticleNumber article) {
    std::string key(1, kByArticle);
    put_big_endian64(key, article);
    return key;
}

std::string proposal_key(std::uint64_t proposal) {
    std::string key = proposals_prefix();
    put_big_endian64(key, proposal);
    return key;
}

std::string proposals_prefix() { return std::string(1, kByProposal); }

std::string article_proposal_key(ArticleNumber article, std::uint64_t proposal) {
    std::string key = proposals_of_article_prefix(article);
    put_big_endian64(key, proposal);
    return key;
}

std::string proposals_of_article_prefix(ArticleNumber article) {
    std::string key(1, kProposalsByArticle);
    put_big_endian64(key, article);
    return key;
}

std::string end_of_prefix(std::string_view prefix) {
    std::string end(prefix);
    while (!end.empty() && end.back() == '\xff') {
        end.pop_back();
    }
    if (!end.empty()) {
        end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1U);
    }
    return end;
}

}  // namespace kb::store
