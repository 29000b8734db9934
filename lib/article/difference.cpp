// SPDX-License-Identifier: Apache-2.0
#include "article/difference.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace kb::article {
namespace {

struct Member {
    std::string_view name;
    bool (*differs)(const Article& a, const Article& b);
};

template <auto kMember>
constexpr Member member(std::string_view name) {
    return {name, [](const Article& a, const Article& b) { return a.*kMember != b.*kMember; }};
}

template <auto kMember>
constexpr Member state_member(std::string_view name) {
    return {name, [](const Article& a, const Article& b) {
                return a.state.*kMember != b.state.*kMember;
            }};
}

constexpr std::array kMembers{
    member<&Article::id>("id"),
    member<&Article::language>("language"),
    member<&Article::translation_of>("translation_of"),
    member<&Article::translation_of_version>("translation_of_version"),
    member<&Article::title>("title"),
    member<&Article::issue>("issue"),
    member<&Article::environment>("environment"),
    member<&Article::resolution>("resolution"),
    member<&Article::cause>("cause"),
    member<&Article::keywords>("keywords"),
    member<&Article::codes>("codes"),
    member<&Article::products>("products"),
    member<&Article::owner_domain>("owner_domain"),
    member<&Article::external_ids>("external_ids"),
    member<&Article::originating_queries>("originating_queries"),
    state_member<&ArticleState::confidence>("confidence"),
    state_member<&ArticleState::audience>("audience"),
    state_member<&ArticleState::governance>("governance"),
    member<&Article::archive_reason>("archive_reason"),
};

}  // namespace

std::vector<std::string> changed_fields(const Article& a, const Article& b) {
    std::vector<std::string> names;
    for (const Member& member : kMembers) {
        if (member.differs(a, b)) {
            names.emplace_back(member.name);
        }
    }
    return names;
}

bool same_content(const Article& a, const Article& b) {
    return std::ranges::none_of(kMembers,
                                [&](const Member& member) { return member.differs(a, b); });
}

}  // namespace kb::article
