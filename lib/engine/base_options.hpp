// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a base was set up: what is fixed at creation and kept in the store.

#include "index/schema.hpp"

#include <kb/access.hpp>
#include <kb/ranking.hpp>
#include <kb/result.hpp>

#include <string>
#include <string_view>

namespace kb::engine {

struct BaseOptions {
    Policy policy{};
    TextProfile text{};
    friend bool operator==(const BaseOptions&, const BaseOptions&) = default;
};

[[nodiscard]] std::string encode_options(const BaseOptions& options);
[[nodiscard]] Result<BaseOptions> decode_options(std::string_view bytes);  // kCorruption
[[nodiscard]] index::Schema make_schema(const TextProfile& profile);

}  // namespace kb::engine
