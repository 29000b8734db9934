// SPDX-License-Identifier: Apache-2.0
#pragma once

// Articles as JSON, handed to a reader of documents: every such file is some text, so it would be
// taken for an article that nobody wrote.

#include <string>

namespace kb::tools {

// Whether a file begins as a JSON object does. False for what cannot be read, and for "-", which
// can be read once only.
[[nodiscard]] bool begins_like_json(const std::string& path);

}  // namespace kb::tools
