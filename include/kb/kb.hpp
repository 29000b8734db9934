// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything, for users in a hurry.

#include <kb/access.hpp>
#include <kb/article.hpp>
#include <kb/cancellation.hpp>
#include <kb/capture.hpp>
#include <kb/care.hpp>
#include <kb/change.hpp>
#include <kb/clock.hpp>
#include <kb/content_standard.hpp>
#include <kb/difference.hpp>
#include <kb/edit.hpp>
#include <kb/error.hpp>
#include <kb/event.hpp>
#include <kb/exchange.hpp>
#include <kb/knowledge_base.hpp>
#include <kb/language.hpp>
#include <kb/lifecycle.hpp>
#include <kb/listing.hpp>
#include <kb/options.hpp>
#include <kb/policy.hpp>
#include <kb/proposal.hpp>
#include <kb/query.hpp>
#include <kb/queue.hpp>
#include <kb/ranking.hpp>
#include <kb/report.hpp>
#include <kb/result.hpp>
#include <kb/search.hpp>
#include <kb/types.hpp>
#include <kb/version.hpp>
