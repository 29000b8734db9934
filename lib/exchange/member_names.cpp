// SPDX-License-Identifier: Apache-2.0
#include "base/try.hpp"
#include "exchange/input.hpp"
#include "exchange/members.hpp"
#include "text/edit_distance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kb::exchange {
namespace {

struct Name {
    std::string_view text;
    Member member;
};

// In the order of <kb/exchange.hpp>.
constexpr std::array kMapNames{
    Name{"id", Member::kId},
    Name{"title", Member::kTitle},
    Name{"issue", Member::kIssue},
    Name{"environment", Member::kEnvironment},
    Name{"resolution", Member::kResolution},
    Name{"cause", Member::kCause},
    Name{"keywords", Member::kKeywords},
    Name{"codes", Member::kCodes},
    Name{"products", Member::kProducts},
    Name{"language", Member::kLanguage},
    Name{"external_ids", Member::kExternalIds},
    Name{"owner_domain", Member::kOwnerDomain},
    Name{"confidence", Member::kConfidence},
    Name{"audience", Member::kAudience},
    Name{"created", Member::kCreated},
    Name{"modified", Member::kModified},
};

// Folded: lower case, letters and digits only.
constexpr std::array kKnownNames{
    Name{"id", Member::kId},
    Name{"articleid", Member::kId},
    Name{"articlenumber", Member::kId},
    Name{"title", Member::kTitle},
    Name{"subject", Member::kTitle},
    Name{"issue", Member::kIssue},
    Name{"problem", Member::kIssue},
    Name{"symptom", Member::kIssue},
    Name{"symptoms", Member::kIssue},
    Name{"question", Member::kIssue},
    Name{"environment", Member::kEnvironment},
    Name{"appliesto", Member::kEnvironment},
    Name{"resolution", Member::kResolution},
    Name{"answer", Member::kResolution},
    Name{"solution", Member::kResolution},
    Name{"workaround", Member::kResolution},
    Name{"fix", Member::kResolution},
    Name{"body", Member::kResolution},
    Name{"text", Member::kResolution},
    Name{"content", Member::kResolution},
    Name{"cause", Member::kCause},
    Name{"rootcause", Member::kCause},
    Name{"keyword", Member::kKeywords},
    Name{"keywords", Member::kKeywords},
    Name{"tags", Member::kKeywords},
    Name{"labels", Member::kKeywords},
    Name{"code", Member::kCodes},
    Name{"codes", Member::kCodes},
    Name{"errorcode", Member::kCodes},
    Name{"errorcodes", Member::kCodes},
    Name{"product", Member::kProducts},
    Name{"products", Member::kProducts},
    Name{"language", Member::kLanguage},
    Name{"lang", Member::kLanguage},
    Name{"locale", Member::kLanguage},
    Name{"externalid", Member::kExternalIds},
    Name{"externalids", Member::kExternalIds},
    Name{"owner", Member::kOwnerDomain},
    Name{"ownerdomain", Member::kOwnerDomain},
    Name{"confidence", Member::kConfidence},
    Name{"audience", Member::kAudience},
    Name{"governance", Member::kGovernance},
    Name{"created", Member::kCreated},
    Name{"createdat", Member::kCreated},
    Name{"modified", Member::kModified},
    Name{"modifiedat", Member::kModified},
    Name{"updated", Member::kModified},
    Name{"updatedat", Member::kModified},
    Name{"translationof", Member::kTranslationOf},
    Name{"translationofversion", Member::kTranslationOfVersion},
    Name{"originatingqueries", Member::kOriginatingQueries},
    Name{"archivereason", Member::kArchiveReason},
    Name{"articleversion", Member::kArticleVersion},
    Name{"createdby", Member::kCreatedBy},
    Name{"modifiedby", Member::kModifiedBy},
    Name{"description", Member::kDescription},
    Name{"summary", Member::kDescription},
    Name{"version", Member::kProductVersion},
};

std::string lower(std::string_view name) {
    std::string lowered(name);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lowered;
}

// Lower case without ASCII punctuation.
std::string fold(std::string_view name) {
    std::string folded = lower(name);
    std::erase_if(folded, [](char c) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        return !word && static_cast<unsigned char>(c) < 0x80;
    });
    return folded;
}

const Name* find_map_name(std::string_view ours) {
    const auto at = std::find_if(kMapNames.begin(), kMapNames.end(),
                                 [&](const Name& name) { return name.text == ours; });
    return at == kMapNames.end() ? nullptr : &*at;
}

std::string_view nearest_field(std::string_view wrong) {
    constexpr unsigned kNameBytesMax = 64;
    const std::string_view start = wrong.substr(0, kNameBytesMax);
    const auto distance = [&](const Name& name) {
        return text::edit_distance(start, name.text, kNameBytesMax).value_or(kNameBytesMax + 1);
    };
    const auto nearest =
        std::min_element(kMapNames.begin(), kMapNames.end(),
                         [&](const Name& a, const Name& b) { return distance(a) < distance(b); });
    return nearest->text;
}

}  // namespace

Result<void> check_field_map(const FieldMap& map) {
    for (const auto& [ours, theirs] : map) {
        const std::string pair = fmt::format("{}={}", ours, theirs);
        if (find_map_name(ours) == nullptr) {
            return Error{ErrorCode::kInvalidArgument,
                         fmt::format("field map {}: {} is no field, the nearest is '{}'",
                                     quote(pair), quote(ours), nearest_field(ours))};
        }
        if (theirs.empty()) {
            return Error{ErrorCode::kInvalidArgument,
                         fmt::format("field map {}: no name after the equals sign", quote(pair))};
        }
    }
    return {};
}

MemberNames::MemberNames(const FieldMap& map) {
    std::vector<Member> mapped;
    for (const auto& [ours, theirs] : map) {
        if (const Name* name = find_map_name(ours)) {
            mapped_[lower(theirs)].push_back(name->member);
            mapped.push_back(name->member);
        }
    }
    for (const Name& name : kKnownNames) {
        if (std::find(mapped.begin(), mapped.end(), name.member) == mapped.end()) {
            known_[std::string(name.text)].push_back(name.member);
        }
    }
}

std::vector<Member> MemberNames::find(std::string_view theirs) const {
    constexpr std::size_t kNameBytesMax = 1024;
    if (theirs.size() > kNameBytesMax) {
        return {};
    }
    if (const auto at = mapped_.find(lower(theirs)); at != mapped_.end()) {
        return at->second;
    }
    const auto at = known_.find(fold(theirs));
    return at == known_.end() ? std::vector<Member>{} : at->second;
}

}  // namespace kb::exchange

namespace kb {

Result<FieldMap> parse_field_map(std::string_view text) {
    using exchange::quote;
    FieldMap map;
    while (!exchange::trim(text).empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view pair = exchange::trim(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos) {
            return Error{ErrorCode::kInvalidArgument,
                         fmt::format("field map {}: not of the form ours=theirs", quote(pair))};
        }
        const std::string ours(exchange::trim(pair.substr(0, equals)));
        const std::string theirs(exchange::trim(pair.substr(equals + 1)));
        KB_TRY(exchange::check_field_map({{ours, theirs}}));
        if (!map.emplace(ours, theirs).second) {
            return Error{
                ErrorCode::kInvalidArgument,
                fmt::format("field map {}: {} is assigned twice", quote(pair), quote(ours))};
        }
    }
    return map;
}

}  // namespace kb
