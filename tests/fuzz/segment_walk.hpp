// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads everything a segment has to say, as searches, merges and `verify` do.

#include "index/merge.hpp"
#include "index/snapshot.hpp"

#include <memory>

namespace kb::fuzz {

void walk(const std::shared_ptr<const index::Segment>& segment);

}  // namespace kb::fuzz
