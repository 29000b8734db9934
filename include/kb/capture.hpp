// SPDX-License-Identifier: Apache-2.0
#pragma once

// Search is create: from what was searched to a known article, or to a new one that keeps the words
// of the search.

#include <kb/article.hpp>
#include <kb/content_standard.hpp>
#include <kb/lifecycle.hpp>
#include <kb/search.hpp>

#include <string>
#include <vector>

namespace kb {

struct CaptureRequest {
    std::string query{};               // the search that found nothing fitting; issue text
    std::vector<std::string> issue{};  // more of the requestor's words
    std::vector<EnvironmentEntry> environment{};
    std::string title{};       // empty: made from the query
    std::string resolution{};  // empty: work in progress
    std::string cause{};
    std::string language = "en";
    std::vector<std::string> products{};
    CaseId case_id{};            // linked to the new article; empty: none
    bool even_if_known = false;  // capture although an article is very similar
    bool dry_run = false;        // decide and tell, write nothing
};

enum class CaptureKind : std::uint8_t {
    kCaptured,  // a new article was written
    kKnown,     // an existing article says this; link it instead
};

struct CaptureOutcome {
    CaptureKind kind = CaptureKind::kCaptured;
    Article article{};                      // the new one, or the known one
    std::vector<SimilarArticle> similar{};  // best first, at most 5; what to look at
    std::vector<Finding> findings{};        // of the content standard
};

}  // namespace kb
