// SPDX-License-Identifier: Apache-2.0
#pragma once

// The parts a report is made of: measures in, one Section out. Which report has which parts is the
// business of catalogue.hpp.

#include "metrics/article_source.hpp"
#include "metrics/measures.hpp"

#include <kb/report.hpp>

namespace kb::report {

// What every part may look at; all of it outlives the part.
struct Material {
    const ReportRequest& request;
    const metrics::Measures& measures;
    const metrics::ArticleSource& articles;
};

// The few numbers to start with; drawn as cards.
[[nodiscard]] Section headline_section(const Material& material);

[[nodiscard]] Section deflection_section(const Material& material);
[[nodiscard]] Section outcomes_section(const Material& material);
[[nodiscard]] Section exclusions_section(const Material& material);
[[nodiscard]] Section self_service_section(const Material& material);
[[nodiscard]] Section saving_section(const Material& material);  // empty without a cost

[[nodiscard]] Section search_section(const Material& material);
[[nodiscard]] Section ranks_section(const Material& material);
[[nodiscard]] Section gaps_section(const Material& material);

[[nodiscard]] Section solve_loop_section(const Material& material);
[[nodiscard]] Section channels_section(const Material& material);
// Errors of these: what the article source reports.
[[nodiscard]] Result<Section> reuse_section(const Material& material);
[[nodiscard]] Result<Section> escalation_section(const Material& material);
[[nodiscard]] Result<Section> articles_section(const Material& material);

[[nodiscard]] Section quality_section(const Material& material);

}  // namespace kb::report
