// SPDX-License-Identifier: Apache-2.0

#include "kb_index/proposal_output.hpp"

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "common/time_text.hpp"
#include "kb_index/difference_output.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kb::tools {
namespace {

// "accepted by ana on 2026-03-04 as version 3: well seen"
std::string decision_text(const Proposal& proposal) {
    if (proposal.status == ProposalStatus::kOpen) {
        return "open";
    }
    std::string text = fmt::format("{} by {} on {}", to_string(proposal.status),
                                   proposal.decided_by, to_day(proposal.decided_at));
    if (proposal.version_made != 0) {
        text += fmt::format(" as version {}", proposal.version_made);
    }
    if (!proposal.decision.empty()) {
        text += ": " + proposal.decision;
    }
    return text;
}

}  // namespace

void write_proposal(JsonWriter& json, const Proposal& proposal) {
    json.begin_object();
    json.member("number", proposal.number);
    json.member("article", proposal.article);
    json.member("version", proposal.version);
    write_texts(json, "fields", fields_of(proposal.edit));
    json.member("by", proposal.by);
    json.member("licence", to_string(proposal.licence));
    write_time(json, "at", proposal.at);
    json.member("reason", proposal.reason);
    json.member("case", proposal.case_id);
    json.member("status", to_string(proposal.status));
    json.member("decided_by", proposal.decided_by);
    write_time(json, "decided_at", proposal.decided_at);
    json.member("decision", proposal.decision);
    json.member("version_made", proposal.version_made);
    json.end_object();
}

void answer_proposal(const Proposal& proposal, Console& console) {
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.proposal/1", console);
        json.key("proposal");
        write_proposal(json, proposal);
        end_document(json, console);
        return;
    }
    console.print("proposal {} on {} version {}: {}, {}\n", proposal.number,
                  printable_line(proposal.article), proposal.version,
                  fmt::join(fields_of(proposal.edit), ", "), to_string(proposal.status));
}

std::string proposals_text(const std::vector<Proposal>& proposals, std::size_t width) {
    std::vector<std::vector<std::string>> rows;
    for (const Proposal& proposal : proposals) {
        rows.push_back({std::to_string(proposal.number), std::string(to_string(proposal.status)),
                        proposal.article, to_day(proposal.at), proposal.by,
                        fmt::format("{}", fmt::join(fields_of(proposal.edit), ", ")),
                        proposal.reason});
    }
    return table_text(rows, width);
}

std::string proposal_text(const ProposalPreview& preview, std::size_t width) {
    const Proposal& proposal = preview.proposal;
    std::string text = wrap(
        fmt::format("proposal {} by {} ({}) on {} version {}, {}", proposal.number,
                    printable_line(proposal.by), to_string(proposal.licence),
                    printable_line(proposal.article), proposal.version, to_minute(proposal.at)),
        width, 0);
    if (!proposal.reason.empty()) {
        text += wrap(printable_line(proposal.reason), width, 2);
    }
    text += wrap(printable_line(decision_text(proposal)), width, 0);
    text += differences_text(field_differences(preview.before, preview.after));
    if (!preview.overtaken.empty()) {
        text += wrap(fmt::format("{} is at version {} now; since version {} somebody changed {}",
                                 printable_line(preview.before.id), preview.before.version,
                                 proposal.version, fmt::join(preview.overtaken, ", ")),
                     width, 0);
    }
    return text;
}

}  // namespace kb::tools
