// SPDX-License-Identifier: Apache-2.0
#pragma once

// `search --record`: a search kept as an event, so that reports see it.

#include "common/context.hpp"

#include <kb/knowledge_base.hpp>

#include <string>
#include <vector>

namespace kb::tools {

struct RecordFlags {
    bool record = false;
    bool no_record = false;
    std::string session{};
    WriterFlags writer{};
};

// --record or --no-record, else record_searches of the configuration.
//
// Errors: kInvalidArgument where that is neither on nor off.
[[nodiscard]] Result<bool> records_searches(const RecordFlags& flags, const Context& context);

// The event of one search. Inside it is the person who searches, outside whom the viewer names.
[[nodiscard]] Event search_event(const SearchRequest& request, const SearchResponse& response,
                                 const RecordFlags& flags, const Context& context);

// Writes the events. Whoever searches inside has to be registered.
[[nodiscard]] ExitStatus record_searches(const std::vector<Event>& events, const Context& context);

}  // namespace kb::tools
