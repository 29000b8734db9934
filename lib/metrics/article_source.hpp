// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a report wants to know about articles, and where it gets it from. The owner of the store
// implements ArticleSource; measures and reports see nothing else of it.

#include <kb/article.hpp>
#include <kb/result.hpp>
#include <kb/types.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace kb::metrics {

struct ArticleFacts {
    ArticleId id{};
    std::string title{};
    ArticleState state{};
    Timestamp created{};
    PersonId created_by{};
    std::string language{};
    std::vector<std::string> products{};
};

// One thread at a time.
class ArticleSource {
public:
    virtual ~ArticleSource() = default;

    // None where there is no such article.
    [[nodiscard]] virtual Result<std::optional<ArticleFacts>> find(const ArticleId& id) const = 0;

    // Every article once, in any order, until `visit` returns false.
    [[nodiscard]] virtual Result<void> each(
        const std::function<bool(const ArticleFacts&)>& visit) const = 0;

    // How many flags wait for somebody; none where that would cost a scan.
    [[nodiscard]] virtual std::optional<std::uint64_t> open_flags() const { return std::nullopt; }
};

}  // namespace kb::metrics
