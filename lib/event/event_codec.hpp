// SPDX-License-Identifier: Apache-2.0
#pragma once

// The bytes of one event: a record of tagged fields (base/record.hpp), format 1.

#include <kb/event.hpp>
#include <kb/result.hpp>

#include <string>
#include <string_view>

namespace kb::event {

[[nodiscard]] std::string encode_event(const Event& event);

// Errors: kCorruption.
[[nodiscard]] Result<Event> decode_event(std::string_view bytes);

}  // namespace kb::event
