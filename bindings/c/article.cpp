// SPDX-License-Identifier: Apache-2.0

// Capture articles, improve them, link them to cases.

#include "arguments.hpp"

#include <optional>
#include <utility>
#include <vector>

// NOLINTNEXTLINE(readability-identifier-naming): the C name
struct kb_captured {
    kb::CaptureOutcome value;
};

namespace {

using namespace kb;  // NOLINT(google-build-using-namespace): the functions below are global

static_assert(KB_CAPTURE_KNOWN == static_cast<kb_capture_kind>(CaptureKind::kKnown));
static_assert(KB_LINK_SENT_TO_CUSTOMER == static_cast<kb_link_kind>(LinkKind::kSentToCustomer));
static_assert(KB_FLAG_OTHER == static_cast<kb_flag_kind>(FlagKind::kOther));

constexpr std::uint32_t kEditMembers = KB_EDIT_TITLE | KB_EDIT_ENVIRONMENT | KB_EDIT_RESOLUTION |
                                       KB_EDIT_CAUSE | KB_EDIT_KEYWORDS | KB_EDIT_CODES |
                                       KB_EDIT_PRODUCTS | KB_EDIT_OWNER_DOMAIN | KB_EDIT_LANGUAGE;

CaptureRequest read_capture(const kb_capture_options* options) {
    const kb_capture_options defaults = KB_CAPTURE_OPTIONS_INIT;
    const kb_capture_options given = c::sized(c::required(options, "options"), defaults, "options");
    c::must_be_zero(given.reserved, "options");
    const std::uint32_t flags =
        c::known_flags(given.flags, KB_CAPTURE_EVEN_IF_KNOWN | KB_CAPTURE_DRY_RUN, "options.flags");
    CaptureRequest request;
    request.query = c::copy(given.query, "options.query");
    request.issue = c::texts(given.issue, given.issue_count, "options.issue");
    request.environment =
        c::environment(given.environment, given.environment_count, "options.environment");
    request.products = c::texts(given.products, given.product_count, "options.products");
    request.title = c::copy(given.title, "options.title");
    request.resolution = c::copy(given.resolution, "options.resolution");
    request.cause = c::copy(given.cause, "options.cause");
    request.language = c::copy_or(given.language, "options.language", request.language);
    request.case_id = c::copy(given.case_id, "options.case_id");
    request.even_if_known = (flags & KB_CAPTURE_EVEN_IF_KNOWN) != 0;
    request.dry_run = (flags & KB_CAPTURE_DRY_RUN) != 0;
    return request;
}

template <typename Enum>
std::optional<Enum> changed(std::int32_t value, Enum last, std::string_view name) {
    return value == KB_UNCHANGED ? std::nullopt : std::optional(c::enumerator(value, last, name));
}

// What is set of an edit replaces what is there.
template <typename T, typename Read>
void edit_member(std::uint32_t set, std::uint32_t flag, std::optional<T>& to, Read&& read) {
    if ((set & flag) != 0) {
        to = std::forward<Read>(read)();
    }
}

Edit read_edit(const kb_edit_request* request) {
    const kb_edit_request defaults = KB_EDIT_REQUEST_INIT;
    const kb_edit_request given = c::sized(c::required(request, "request"), defaults, "request");
    const std::uint32_t set = c::known_flags(given.set, kEditMembers, "request.set");
    const auto text = [&](std::uint32_t flag, std::optional<std::string>& to, kb_text from,
                          std::string_view name) {
        edit_member(set, flag, to, [&] { return c::copy(from, name); });
    };
    const auto texts = [&](std::uint32_t flag, std::optional<std::vector<std::string>>& to,
                           const kb_text* data, std::size_t count, std::string_view name) {
        edit_member(set, flag, to, [&] { return c::texts(data, count, name); });
    };
    Edit edit;
    edit.article = c::copy(given.article, "request.article");
    edit.expected_version = given.expected_version;
    for (std::string& statement :
         c::texts(given.add_issue, given.add_issue_count, "request.add_issue")) {
        edit.add_issue.push_back({.text = std::move(statement)});
    }
    text(KB_EDIT_TITLE, edit.title, given.title, "request.title");
    text(KB_EDIT_RESOLUTION, edit.resolution, given.resolution, "request.resolution");
    text(KB_EDIT_CAUSE, edit.cause, given.cause, "request.cause");
    text(KB_EDIT_OWNER_DOMAIN, edit.owner_domain, given.owner_domain, "request.owner_domain");
    text(KB_EDIT_LANGUAGE, edit.language, given.language, "request.language");
    texts(KB_EDIT_KEYWORDS, edit.keywords, given.keywords, given.keyword_count, "request.keywords");
    texts(KB_EDIT_CODES, edit.codes, given.codes, given.code_count, "request.codes");
    texts(KB_EDIT_PRODUCTS, edit.products, given.products, given.product_count, "request.products");
    edit_member(set, KB_EDIT_ENVIRONMENT, edit.environment, [&] {
        return c::environment(given.environment, given.environment_count, "request.environment");
    });
    return edit;
}

}  // namespace

kb_status kb_put_json(kb_base* base, kb_text json, const kb_action* action, kb_outcome** outcome,
                      kb_error** error) {
    c::clear(outcome);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        const Article article = article_from_json(c::view(json, "json")).value();
        c::hand_over(open.put(article, c::action(action)).value(), outcome);
    });
}

kb_status kb_add_json(kb_base* base, kb_text json, const kb_action* action, kb_outcome** outcome,
                      kb_error** error) {
    c::clear(outcome);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        const Article article = article_from_json(c::view(json, "json")).value();
        c::hand_over(open.add(article, c::action(action)).value(), outcome);
    });
}

kb_status kb_edit(kb_base* base, const kb_edit_request* request, const kb_action* action,
                  kb_outcome** outcome, kb_error** error) {
    c::clear(outcome);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        c::hand_over(open.edit(read_edit(request), c::action(action)).value(), outcome);
    });
}

kb_status kb_propose(kb_base* base, const kb_edit_request* request, const kb_action* action,
                     uint64_t* number, kb_error** error) {
    c::clear(number);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        const Proposal proposal = open.propose(read_edit(request), c::action(action)).value();
        if (number != nullptr) {
            *number = proposal.number;
        }
    });
}

kb_status kb_accept(kb_base* base, uint64_t proposal, uint32_t flags, const kb_action* action,
                    kb_outcome** outcome, kb_error** error) {
    c::clear(outcome);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        const bool even = c::known_flags(flags, KB_ACCEPT_EVEN_IF_OVERTAKEN, "flags") != 0;
        c::hand_over(open.accept(proposal, c::action(action), even).value(), outcome);
    });
}

kb_status kb_reject(kb_base* base, uint64_t proposal, const kb_action* action, kb_error** error) {
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        static_cast<void>(open.reject(proposal, c::action(action)).value());
    });
}

kb_status kb_set_state(kb_base* base, const kb_state_change* change, const kb_action* action,
                       kb_outcome** outcome, kb_error** error) {
    c::clear(outcome);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        const kb_state_change defaults = KB_STATE_CHANGE_INIT;
        const kb_state_change given = c::sized(c::required(change, "change"), defaults, "change");
        const StateChange read{
            .article = c::copy(given.article, "change.article"),
            .confidence = changed(given.confidence, Confidence::kArchived, "change.confidence"),
            .audience = changed(given.audience, Audience::kPublic, "change.audience"),
            .governance =
                changed(given.governance, Governance::kComplianceBased, "change.governance"),
            .expected_version = given.expected_version};
        c::hand_over(open.set_state(read, c::action(action)).value(), outcome);
    });
}

kb_text kb_outcome_id(const kb_outcome* outcome) {
    return outcome == nullptr ? c::nothing() : c::borrow(outcome->value.article.id);
}

uint32_t kb_outcome_version(const kb_outcome* outcome) {
    return outcome == nullptr ? 0 : outcome->value.article.version;
}

int32_t kb_outcome_created(const kb_outcome* outcome) {
    return outcome != nullptr && outcome->value.created ? 1 : 0;
}

int32_t kb_outcome_changed(const kb_outcome* outcome) {
    return outcome != nullptr && outcome->value.changed ? 1 : 0;
}

size_t kb_outcome_finding_count(const kb_outcome* outcome) {
    return outcome == nullptr ? 0 : outcome->value.findings.size();
}

kb_status kb_outcome_finding(const kb_outcome* outcome, size_t index, kb_finding* finding,
                             kb_error** error) {
    return c::guarded(error, [&] {
        const auto& findings = c::required(outcome, "outcome").value.findings;
        c::fill_finding(c::element(findings, index), finding);
    });
}

void kb_outcome_free(kb_outcome* outcome) { c::release(outcome); }

kb_status kb_capture(kb_base* base, const kb_capture_options* options, const kb_action* action,
                     kb_captured** captured, kb_error** error) {
    c::clear(captured);
    return c::guarded(error, [&] {
        c::required(captured, "captured");
        KnowledgeBase& open = c::opened(base);
        *captured = new kb_captured{open.capture(read_capture(options), c::action(action)).value()};
    });
}

kb_capture_kind kb_captured_kind(const kb_captured* captured) {
    return captured == nullptr ? KB_CAPTURE_NEW
                               : static_cast<kb_capture_kind>(captured->value.kind);
}

kb_text kb_captured_id(const kb_captured* captured) {
    return captured == nullptr ? c::nothing() : c::borrow(captured->value.article.id);
}

kb_text kb_captured_title(const kb_captured* captured) {
    return captured == nullptr ? c::nothing() : c::borrow(captured->value.article.title);
}

size_t kb_captured_similar_count(const kb_captured* captured) {
    return captured == nullptr ? 0 : captured->value.similar.size();
}

kb_status kb_captured_similar(const kb_captured* captured, size_t index, kb_similar* similar,
                              kb_error** error) {
    return c::guarded(error, [&] {
        const SimilarArticle& found =
            c::element(c::required(captured, "captured").value.similar, index);
        kb_similar value = KB_SIMILAR_INIT;
        value.id = c::borrow(found.id);
        value.title = c::borrow(found.title);
        value.similarity = found.similarity;
        c::fill(c::required(similar, "similar"), value, "similar");
    });
}

size_t kb_captured_finding_count(const kb_captured* captured) {
    return captured == nullptr ? 0 : captured->value.findings.size();
}

kb_status kb_captured_finding(const kb_captured* captured, size_t index, kb_finding* finding,
                              kb_error** error) {
    return c::guarded(error, [&] {
        const auto& findings = c::required(captured, "captured").value.findings;
        c::fill_finding(c::element(findings, index), finding);
    });
}

void kb_captured_free(kb_captured* captured) { c::release(captured); }

kb_status kb_link(kb_base* base, const kb_link_request* request, const kb_action* action,
                  kb_error** error) {
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        const kb_link_request defaults = KB_LINK_REQUEST_INIT;
        const kb_link_request given =
            c::sized(c::required(request, "request"), defaults, "request");
        c::must_be_zero(given.reserved, "request");
        const auto kind = c::enumerator(given.kind, LinkKind::kSentToCustomer, "request.kind");
        open.link(c::copy(given.case_id, "request.case_id"),
                  c::copy(given.article, "request.article"), kind, c::action(action))
            .value();
    });
}

kb_status kb_unlink(kb_base* base, kb_text case_id, kb_text article, const kb_action* action,
                    kb_error** error) {
    return c::guarded(error, [&] {
        c::opened(base)
            .unlink(c::copy(case_id, "case_id"), c::copy(article, "article"), c::action(action))
            .value();
    });
}

kb_status kb_flag(kb_base* base, const kb_flag_request* request, const kb_action* action,
                  uint64_t* number, kb_error** error) {
    c::clear(number);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        const kb_flag_request defaults = KB_FLAG_REQUEST_INIT;
        const kb_flag_request given =
            c::sized(c::required(request, "request"), defaults, "request");
        c::must_be_zero(given.reserved, "request");
        const Flag flag = open.flag(c::copy(given.article, "request.article"),
                                    c::enumerator(given.kind, FlagKind::kOther, "request.kind"),
                                    c::view(given.text, "request.text"), c::action(action))
                              .value();
        if (number != nullptr) {
            *number = flag.number;
        }
    });
}

kb_status kb_resolve_flag(kb_base* base, uint64_t number, kb_text resolution,
                          const kb_action* action, kb_error** error) {
    return c::guarded(error, [&] {
        c::opened(base)
            .resolve_flag(number, c::view(resolution, "resolution"), c::action(action))
            .value();
    });
}
