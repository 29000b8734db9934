/* SPDX-License-Identifier: Apache-2.0 */

/* Goal: from C, an edit without the licence for it waits and is decided, what waits is listed, a
 * change is taken back, and the rules of a base are read and set. */

#include "check.h"

static char folder[256];
static kb_base* base = NULL;
static kb_error* error = NULL;

static kb_action by(const char* person, const char* reason) {
    kb_action action = KB_ACTION_INIT;
    action.by = kb_text_of(person);
    action.reason = kb_text_of(reason);
    return action;
}

/* Takes the blob of a call that answered; whether its text has `want`. */
static int holds(kb_status status, kb_blob** blob, const char* want) {
    const int good = answered(status, KB_OK, &error) && text_contains(kb_blob_text(*blob), want);
    if (!good && *blob != NULL) {
        printf("wanted %s in %s\n", want, kb_blob_text(*blob).data);
    }
    kb_blob_free(*blob);
    *blob = NULL;
    return good;
}

/* Whether the call was refused with a message that has `word`. */
static int refused(kb_status got, const char* word) {
    const int good = got == KB_INVALID_ARGUMENT && kb_error_code(error) == KB_INVALID_ARGUMENT &&
                     text_contains(kb_error_message(error), word);
    if (!good) {
        printf("status %d, message: %s\n", (int)got, kb_error_message(error).data);
    }
    kb_error_free(error);
    error = NULL;
    return good;
}

static uint64_t propose(const char* cause) {
    const kb_action cara = by("cara", "seen twice");
    kb_edit_request request = KB_EDIT_REQUEST_INIT;
    uint64_t number = 0;
    request.article = kb_text_of("KB-1");
    request.cause = kb_text_of(cause);
    request.set = KB_EDIT_CAUSE;
    CHECK(answered(kb_propose(base, &request, &cara, &number, &error), KB_OK, &error));
    return number;
}

static void a_proposal_is_accepted_by_somebody_with_the_licence(void) {
    const kb_action coach = by("coach", "tried it");
    const kb_action cara = by("cara", "");
    const uint64_t number = propose("a short lease");
    kb_outcome* outcome = NULL;
    kb_blob* blob = NULL;
    CHECK(number == 1);
    CHECK(holds(kb_proposal_json(base, number, &blob, &error), &blob,
                "\"fields\":[{\"field\":\"cause\",\"before\":[],\"after\":[\"a short lease\"]}]"));
    CHECK(answered(kb_accept(base, number, 0, &cara, &outcome, &error), KB_PERMISSION_DENIED,
                   &error));
    CHECK(outcome == NULL);
    REQUIRE(answered(kb_accept(base, number, 0, &coach, &outcome, &error), KB_OK, &error));
    CHECK(kb_outcome_version(outcome) == 2);
    kb_outcome_free(outcome);
    CHECK(answered(kb_accept(base, number, 0, &coach, NULL, &error), KB_CONFLICT, &error));
    CHECK(answered(kb_accept(base, number, 2, &coach, NULL, &error), KB_INVALID_ARGUMENT, &error));
    CHECK(holds(kb_proposals_json(base, kb_text_of("KB-1"), 0, &blob, &error), &blob,
                "\"status\":\"accepted\",\"decided_by\":\"coach\""));
    CHECK(holds(kb_proposals_json(base, kb_text_of(""), KB_PROPOSALS_OPEN, &blob, &error), &blob,
                "{\"schema\":\"kb.proposals/1\",\"proposals\":[]}"));
}

static void a_proposal_is_rejected_with_a_reason(void) {
    const kb_action silent = by("coach", "");
    const kb_action coach = by("coach", "it has none");
    const uint64_t number = propose("a fan");
    kb_blob* blob = NULL;
    CHECK(answered(kb_reject(base, number, &silent, &error), KB_INVALID_ARGUMENT, &error));
    CHECK(answered(kb_reject(base, number, &coach, &error), KB_OK, &error));
    CHECK(answered(kb_reject(base, 99, &coach, &error), KB_NOT_FOUND, &error));
    CHECK(answered(kb_proposal_json(base, 99, &blob, &error), KB_NOT_FOUND, &error));
}

static void what_waits_is_listed(void) {
    const kb_action cara = by("cara", "");
    kb_flag_request flag = KB_FLAG_REQUEST_INIT;
    kb_blob* blob = NULL;
    const kb_text none = kb_text_of("");
    CHECK(holds(kb_queue_json(base, 0, none, none, 0, &blob, &error), &blob, "\"total\":0,"));
    flag.article = kb_text_of("KB-1");
    flag.text = kb_text_of("menu moved");
    REQUIRE(answered(kb_flag(base, &flag, &cara, NULL, &error), KB_OK, &error));
    CHECK(holds(kb_queue_json(base, KB_QUEUE_FLAGS, none, kb_text_of("cara"), 1, &blob, &error),
                &blob, "\"kind\":\"flag\",\"article\":\"KB-1\""));
    CHECK(holds(kb_queue_json(base, KB_QUEUE_PROPOSALS, none, none, 0, &blob, &error), &blob,
                "\"items\":[]"));
    CHECK(answered(kb_queue_json(base, 16, none, none, 0, &blob, &error), KB_INVALID_ARGUMENT,
                   &error));
    CHECK(holds(kb_waiting_json(base, kb_text_of("KB-1"), &blob, &error), &blob,
                "\"kind\":\"proposal\",\"person\":\"cara\""));
    CHECK(answered(kb_waiting_json(base, kb_text_of("KB-9"), &blob, &error), KB_NOT_FOUND, &error));
}

static void a_change_is_taken_back(void) {
    const kb_action coach = by("coach", "wrong file");
    kb_blob* blob = NULL;
    char number[32];
    char want[64];
    uint64_t change = 0;
    REQUIRE(answered(kb_put_json(base, kb_text_of("{\"id\":\"KB-2\",\"title\":\"wrong\"}"), &coach,
                                 NULL, &error),
                     KB_OK, &error));
    REQUIRE(answered(kb_changes_json(base, 1, 0, 1, &blob, &error), KB_OK, &error));
    REQUIRE(sscanf(kb_blob_text(blob).data,
                   "{\"schema\":\"kb.changes/1\",\"changes\":[{\"number\":%31[0-9]", number) == 1);
    kb_blob_free(blob);
    blob = NULL;
    REQUIRE(snprintf(want, sizeof(want), "%s", number) > 0);
    change = strtoull(number, NULL, 10);
    CHECK(holds(kb_undo(base, change, 0, KB_UNDO_DRY_RUN, &coach, &blob, &error), &blob,
                "\"dry_run\":true,\"changes\":1,\"restored\":0,\"archived\":1"));
    CHECK(holds(kb_undo(base, change, 0, 0, &coach, &blob, &error), &blob, "\"archived\":1"));
    CHECK(answered(kb_undo(base, change, 0, 0, &coach, NULL, &error), KB_OK, &error));
    CHECK(answered(kb_undo(base, 0, 0, 0, &coach, NULL, &error), KB_INVALID_ARGUMENT, &error));
    CHECK(answered(kb_undo(base, 999, 0, 0, &coach, NULL, &error), KB_NOT_FOUND, &error));
}

static void the_policy_is_read_and_set(void) {
    const kb_action coach = by("coach", "council");
    const kb_action cara = by("cara", "");
    const kb_text ours =
        kb_text_of("{\"schema\":\"kb.policy/1\",\"rules\":{\"link\":{\"own\":\"publisher\"}}}");
    kb_link_request link = KB_LINK_REQUEST_INIT;
    kb_blob* blob = NULL;
    CHECK(holds(kb_policy_json(base, &blob, &error), &blob, "\"link\":{\"own\":\"candidate\""));
    CHECK(holds(kb_set_policy(base, ours, KB_POLICY_DRY_RUN, &coach, &blob, &error), &blob,
                "\"changed\":true,\"moved\":0,\"rules\":[\"link\"]"));
    CHECK(
        answered(kb_set_policy(base, ours, 0, &cara, NULL, &error), KB_PERMISSION_DENIED, &error));
    REQUIRE(answered(kb_set_policy(base, ours, 0, &coach, NULL, &error), KB_OK, &error));
    CHECK(holds(kb_policy_json(base, &blob, &error), &blob, "\"link\":{\"own\":\"publisher\""));
    link.case_id = kb_text_of("C-1");
    link.article = kb_text_of("KB-1");
    CHECK(answered(kb_link(base, &link, &cara, &error), KB_PERMISSION_DENIED, &error));
    CHECK(answered(kb_set_policy(base, kb_text_of("{}"), 0, &coach, NULL, &error),
                   KB_INVALID_ARGUMENT, &error));
    CHECK(
        answered(kb_set_policy(base, ours, 2, &coach, NULL, &error), KB_INVALID_ARGUMENT, &error));
}

static void every_call_names_a_missing_base(void) {
    const kb_action coach = by("coach", "");
    const kb_text text = kb_text_of("KB-1");
    kb_edit_request edit = KB_EDIT_REQUEST_INIT;
    kb_blob* blob = NULL;
    uint64_t number = 7;
    CHECK(refused(kb_propose(NULL, &edit, &coach, &number, &error), "base"));
    CHECK(number == 0);
    CHECK(refused(kb_accept(NULL, 1, 0, &coach, NULL, &error), "base"));
    CHECK(refused(kb_reject(NULL, 1, &coach, &error), "base"));
    CHECK(refused(kb_proposals_json(NULL, text, 0, &blob, &error), "base"));
    CHECK(refused(kb_proposal_json(NULL, 1, &blob, &error), "base"));
    CHECK(refused(kb_queue_json(NULL, 0, text, text, 0, &blob, &error), "base"));
    CHECK(refused(kb_waiting_json(NULL, text, &blob, &error), "base"));
    CHECK(refused(kb_changes_json(NULL, 1, 0, 0, &blob, &error), "base"));
    CHECK(refused(kb_undo(NULL, 1, 0, 0, &coach, &blob, &error), "base"));
    CHECK(refused(kb_policy_json(NULL, &blob, &error), "base"));
    CHECK(refused(kb_set_policy(NULL, text, 0, &coach, &blob, &error), "base"));
    CHECK(refused(kb_queue_json(base, 0, text, text, 0, NULL, &error), "json"));
    CHECK(blob == NULL);
}

static void make_base(void) {
    kb_open_options options = KB_OPEN_OPTIONS_INIT;
    const kb_action coach = by("coach", "");
    kb_person cara = KB_PERSON_INIT;
    options.owner = kb_text_of("coach");
    REQUIRE(answered(kb_base_create(kb_text_of(folder), &options, &base, &error), KB_OK, &error));
    cara.id = kb_text_of("cara");
    REQUIRE(answered(kb_person_put(base, &cara, &coach, &error), KB_OK, &error));
    REQUIRE(answered(kb_put_json(base,
                                 kb_text_of("{\"id\":\"KB-1\",\"title\":\"VPN drops\","
                                            "\"issue\":[\"VPN disconnects\"],"
                                            "\"resolution\":\"Update the client.\","
                                            "\"confidence\":\"validated\","
                                            "\"audience\":\"customer\"}"),
                                 &coach, NULL, &error),
                     KB_OK, &error));
}

int main(void) {
    new_folder(folder, sizeof(folder));
    run_case("a base is made", make_base);
    if (base != NULL) {
        run_case("a proposal is accepted by somebody with the licence",
                 a_proposal_is_accepted_by_somebody_with_the_licence);
        run_case("a proposal is rejected with a reason", a_proposal_is_rejected_with_a_reason);
        run_case("what waits is listed", what_waits_is_listed);
        run_case("a change is taken back", a_change_is_taken_back);
        run_case("the policy is read and set", the_policy_is_read_and_set);
        run_case("every call names a missing base", every_call_names_a_missing_base);
    }
    kb_base_close(base);
    remove_folder(folder);
    return end_of_cases();
}
