/* SPDX-License-Identifier: Apache-2.0 */

/* Goal: wrong use of the C API is answered, never a crash. Method: every function with NULL in each
 * place that must not be NULL; structures of a wrong size, unknown flags and enumerators; handles
 * used after the end of what they stand for. */

#include "check.h"

static char folder[256];
static kb_base* base = NULL;
static kb_error* error = NULL;

/* The call fails so, and the message names `word`. */
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

static kb_action ana(void) {
    kb_action action = KB_ACTION_INIT;
    action.by = kb_text_of("ana");
    return action;
}

static void freeing_null_does_nothing(void) {
    kb_base_close(NULL);
    kb_hits_free(NULL);
    kb_outcome_free(NULL);
    kb_captured_free(NULL);
    kb_blob_free(NULL);
    kb_error_free(NULL);
    CHECK(failures_of_case == 0);
}

static void getters_of_null_are_empty(void) {
    int32_t exact = 0;
    CHECK(kb_error_code(NULL) == KB_OK);
    CHECK(same_text(kb_error_message(NULL), ""));
    CHECK(same_text(kb_blob_text(NULL), ""));
    CHECK(kb_hits_count(NULL) == 0);
    CHECK(kb_hits_total(NULL, &exact) == 0 && exact == 1);
    CHECK(kb_hits_total(NULL, NULL) == 0);
    CHECK(kb_hits_complete(NULL) == 1);
    CHECK(same_text(kb_hits_parsed(NULL), ""));
    CHECK(same_text(kb_hits_explanation(NULL, 0), ""));
    CHECK(kb_hits_warning_count(NULL) == 0);
    CHECK(same_text(kb_hits_warning(NULL, 0), ""));
    CHECK(kb_hits_correction_count(NULL) == 0);
    CHECK(same_text(kb_outcome_id(NULL), ""));
    CHECK(kb_outcome_version(NULL) == 0);
    CHECK(kb_outcome_created(NULL) == 0);
    CHECK(kb_outcome_changed(NULL) == 0);
    CHECK(kb_outcome_finding_count(NULL) == 0);
    CHECK(kb_captured_kind(NULL) == KB_CAPTURE_NEW);
    CHECK(same_text(kb_captured_id(NULL), ""));
    CHECK(same_text(kb_captured_title(NULL), ""));
    CHECK(kb_captured_similar_count(NULL) == 0);
    CHECK(kb_captured_finding_count(NULL) == 0);
}

static void a_null_base_is_refused_by_every_call(void) {
    const kb_action by = ana();
    const kb_text text = kb_text_of("x");
    const kb_person person = KB_PERSON_INIT;
    const kb_state_change change = KB_STATE_CHANGE_INIT;
    const kb_capture_options capture = KB_CAPTURE_OPTIONS_INIT;
    const kb_link_request link = KB_LINK_REQUEST_INIT;
    const kb_flag_request flag = KB_FLAG_REQUEST_INIT;
    const kb_report_request report = KB_REPORT_REQUEST_INIT;
    const kb_edit_request edit = KB_EDIT_REQUEST_INIT;
    const kb_import_options in = KB_IMPORT_OPTIONS_INIT;
    const kb_export_options out = KB_EXPORT_OPTIONS_INIT;
    kb_record_summary summary = KB_RECORD_SUMMARY_INIT;
    kb_blob* blob = NULL;
    kb_hits* hits = NULL;
    kb_captured* captured = NULL;
    uint64_t number = 0;
    CHECK(refused(kb_flush(NULL, 0, &error), "base"));
    CHECK(refused(kb_inspect(NULL, text, text, &blob, &error), "base"));
    CHECK(refused(kb_person_json(NULL, text, &blob, &error), "base"));
    CHECK(refused(kb_people_json(NULL, &blob, &error), "base"));
    CHECK(refused(kb_history_json(NULL, text, NULL, &blob, &error), "base"));
    CHECK(refused(kb_similar_json(NULL, text, NULL, &blob, &error), "base"));
    CHECK(refused(kb_add_json(NULL, text, &by, NULL, &error), "base"));
    CHECK(refused(kb_put_lines_json(NULL, text, &by, NULL, &blob, &error), "base"));
    CHECK(refused(kb_edit(NULL, &edit, &by, NULL, &error), "base"));
    CHECK(refused(kb_links_of_article_json(NULL, text, &blob, &error), "base"));
    CHECK(refused(kb_links_of_case_json(NULL, text, &blob, &error), "base"));
    CHECK(refused(kb_flags_json(NULL, text, 0, &blob, &error), "base"));
    CHECK(refused(kb_import(NULL, &in, &by, NULL, &blob, &error), "base"));
    CHECK(refused(kb_import_events(NULL, &in, NULL, &blob, &error), "base"));
    CHECK(refused(kb_export(NULL, &out, &number, &error), "base"));
    CHECK(refused(kb_base_shut(NULL, &error), "base"));
    CHECK(refused(kb_base_refresh(NULL, &error), "base"));
    CHECK(refused(kb_statistics_json(NULL, &blob, &error), "base"));
    CHECK(refused(kb_verify(NULL, 0, &number, &blob, &error), "base"));
    CHECK(refused(kb_rebuild(NULL, &error), "base"));
    CHECK(refused(kb_person_put(NULL, &person, &by, &error), "base"));
    CHECK(refused(kb_search(NULL, text, NULL, &hits, &error), "base"));
    CHECK(refused(kb_search_json(NULL, text, NULL, &blob, &error), "base"));
    CHECK(refused(kb_article_json(NULL, text, NULL, &blob, &error), "base"));
    CHECK(refused(kb_put_json(NULL, text, &by, NULL, &error), "base"));
    CHECK(refused(kb_set_state(NULL, &change, &by, NULL, &error), "base"));
    CHECK(refused(kb_capture(NULL, &capture, &by, &captured, &error), "base"));
    CHECK(refused(kb_link(NULL, &link, &by, &error), "base"));
    CHECK(refused(kb_unlink(NULL, text, text, &by, &error), "base"));
    CHECK(refused(kb_flag(NULL, &flag, &by, &number, &error), "base"));
    CHECK(refused(kb_resolve_flag(NULL, 1, text, &by, &error), "base"));
    CHECK(refused(kb_record_json(NULL, text, &summary, &blob, &error), "base"));
    CHECK(refused(kb_report(NULL, &report, &blob, &error), "base"));
    CHECK(blob == NULL && hits == NULL && captured == NULL && number == 0);
}

static void a_null_out_parameter_is_named(void) {
    const kb_action by = ana();
    const kb_text text = kb_text_of("x");
    const kb_capture_options capture = KB_CAPTURE_OPTIONS_INIT;
    const kb_report_request report = KB_REPORT_REQUEST_INIT;
    CHECK(refused(kb_base_create(text, NULL, NULL, &error), "base"));
    CHECK(refused(kb_base_open(text, NULL, NULL, &error), "base"));
    CHECK(refused(kb_statistics_json(base, NULL, &error), "json"));
    CHECK(refused(kb_verify(base, 0, NULL, NULL, &error), "damage"));
    CHECK(refused(kb_search(base, text, NULL, NULL, &error), "hits"));
    CHECK(refused(kb_search_json(base, text, NULL, NULL, &error), "json"));
    CHECK(refused(kb_article_json(base, text, NULL, NULL, &error), "json"));
    CHECK(refused(kb_capture(base, &capture, &by, NULL, &error), "captured"));
    CHECK(refused(kb_report(base, &report, NULL, &error), "report"));
    CHECK(refused(kb_inspect(base, text, text, NULL, &error), "text"));
    CHECK(refused(kb_person_json(base, text, NULL, &error), "json"));
    CHECK(refused(kb_people_json(base, NULL, &error), "json"));
    CHECK(refused(kb_history_json(base, text, NULL, NULL, &error), "json"));
    CHECK(refused(kb_similar_json(base, text, NULL, NULL, &error), "json"));
    CHECK(refused(kb_links_of_article_json(base, text, NULL, &error), "json"));
    CHECK(refused(kb_links_of_case_json(base, text, NULL, &error), "json"));
    CHECK(refused(kb_flags_json(base, text, 0, NULL, &error), "json"));
    CHECK(refused(kb_hits_get(NULL, 0, NULL, &error), "hits"));
    CHECK(refused(kb_hits_correction(NULL, 0, NULL, &error), "hits"));
    CHECK(refused(kb_outcome_finding(NULL, 0, NULL, &error), "outcome"));
    CHECK(refused(kb_captured_similar(NULL, 0, NULL, &error), "captured"));
    CHECK(refused(kb_captured_finding(NULL, 0, NULL, &error), "captured"));
}

static void a_null_structure_that_is_needed_is_named(void) {
    const kb_action by = ana();
    const kb_text text = kb_text_of("{\"title\":\"t\"}");
    kb_captured* captured = NULL;
    kb_blob* blob = NULL;
    CHECK(refused(kb_person_put(base, NULL, &by, &error), "person"));
    CHECK(refused(kb_put_json(base, text, NULL, NULL, &error), "action"));
    CHECK(refused(kb_set_state(base, NULL, &by, NULL, &error), "change"));
    CHECK(refused(kb_capture(base, NULL, &by, &captured, &error), "options"));
    CHECK(refused(kb_link(base, NULL, &by, &error), "request"));
    CHECK(refused(kb_unlink(base, text, text, NULL, &error), "action"));
    CHECK(refused(kb_flag(base, NULL, &by, NULL, &error), "request"));
    CHECK(refused(kb_resolve_flag(base, 1, text, NULL, &error), "action"));
    CHECK(refused(kb_report(base, NULL, &blob, &error), "request"));
    CHECK(refused(kb_add_json(base, text, NULL, NULL, &error), "action"));
    CHECK(refused(kb_put_lines_json(base, text, NULL, NULL, NULL, &error), "action"));
    CHECK(refused(kb_edit(base, NULL, &by, NULL, &error), "request"));
    CHECK(refused(kb_import(base, NULL, &by, NULL, NULL, &error), "options"));
    CHECK(refused(kb_import_events(base, NULL, NULL, NULL, &error), "options"));
    CHECK(refused(kb_export(base, NULL, NULL, &error), "options"));
}

static void text_of_null_with_a_size_is_refused(void) {
    const kb_text wrong = {NULL, 5};
    const kb_text fine = KB_NONE;
    kb_search_options options = KB_SEARCH_OPTIONS_INIT;
    kb_capture_options capture = KB_CAPTURE_OPTIONS_INIT;
    kb_edit_request edit = KB_EDIT_REQUEST_INIT;
    kb_import_options in = KB_IMPORT_OPTIONS_INIT;
    const kb_export_options out = KB_EXPORT_OPTIONS_INIT;
    const kb_action by = ana();
    kb_captured* captured = NULL;
    kb_hits* hits = NULL;
    CHECK(refused(kb_search(base, wrong, NULL, &hits, &error), "query is NULL"));
    options.filter = wrong;
    CHECK(refused(kb_search(base, fine, &options, &hits, &error), "filter is NULL"));
    capture.issue_count = 2;
    CHECK(refused(kb_capture(base, &capture, &by, &captured, &error), "issue is NULL"));
    CHECK(hits == NULL && captured == NULL);
    edit.article = kb_text_of("KB-1");
    edit.title = wrong;
    edit.set = KB_EDIT_TITLE;
    CHECK(refused(kb_edit(base, &edit, &by, NULL, &error), "title is NULL"));
    edit.set = KB_EDIT_CODES;
    edit.code_count = 1;
    CHECK(refused(kb_edit(base, &edit, &by, NULL, &error), "codes is NULL"));
    in.path = wrong;
    CHECK(refused(kb_import(base, &in, &by, NULL, NULL, &error), "path is NULL"));
    in.path = fine;
    CHECK(refused(kb_import(base, &in, &by, NULL, NULL, &error), "path is empty"));
    CHECK(refused(kb_import_events(base, &in, NULL, NULL, &error), "path is empty"));
    CHECK(refused(kb_export(base, &out, NULL, &error), "path is empty"));
    CHECK(refused(kb_put_lines_json(base, wrong, &by, NULL, NULL, &error), "lines is NULL"));
}

static void a_structure_of_a_wrong_size_is_refused(void) {
    static const size_t sizes[] = {0, 1, sizeof(size_t), sizeof(kb_search_options) - 1, (size_t)-1};
    kb_search_options options = KB_SEARCH_OPTIONS_INIT;
    kb_hits* hits = NULL;
    kb_hit hit = KB_HIT_INIT;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); ++i) {
        options.struct_size = sizes[i];
        CHECK(refused(kb_search(base, kb_text_of("x"), &options, &hits, &error), "struct_size"));
    }
    REQUIRE(answered(kb_search(base, kb_text_of("keyboard"), NULL, &hits, &error), KB_OK, &error));
    REQUIRE(kb_hits_count(hits) == 1);
    hit.struct_size = 0;
    CHECK(refused(kb_hits_get(hits, 0, &hit, &error), "struct_size"));
    kb_hits_free(hits);
}

/* A program built with a later header hands in more than this library knows. */
static void a_structure_that_has_grown_is_used_as_far_as_it_is_known(void) {
    struct {
        kb_search_options known;
        uint64_t later[4];
    } options = {KB_SEARCH_OPTIONS_INIT, {1, 2, 3, 4}};
    struct {
        kb_hit known;
        uint64_t later[2];
    } hit = {KB_HIT_INIT, {7, 8}};
    kb_hits* hits = NULL;
    options.known.struct_size = sizeof(options);
    hit.known.struct_size = sizeof(hit);
    REQUIRE(answered(kb_search(base, kb_text_of("keyboard"), &options.known, &hits, &error), KB_OK,
                     &error));
    REQUIRE(answered(kb_hits_get(hits, 0, &hit.known, &error), KB_OK, &error));
    CHECK(same_text(hit.known.title, "Keyboard types twice"));
    CHECK(hit.known.struct_size == sizeof(hit));
    CHECK(hit.later[0] == 7 && hit.later[1] == 8);
    kb_hits_free(hits);
}

static void what_this_version_does_not_know_is_refused(void) {
    const kb_action by = ana();
    kb_search_options options = KB_SEARCH_OPTIONS_INIT;
    kb_open_options open = KB_OPEN_OPTIONS_INIT;
    kb_state_change change = KB_STATE_CHANGE_INIT;
    kb_link_request link = KB_LINK_REQUEST_INIT;
    kb_flag_request flag = KB_FLAG_REQUEST_INIT;
    kb_report_request report = KB_REPORT_REQUEST_INIT;
    kb_person person = KB_PERSON_INIT;
    kb_edit_request edit = KB_EDIT_REQUEST_INIT;
    kb_import_options in = KB_IMPORT_OPTIONS_INIT;
    kb_export_options out = KB_EXPORT_OPTIONS_INIT;
    kb_base* other = NULL;
    kb_hits* hits = NULL;
    kb_blob* blob = NULL;
    options.flags = 1U << 31U;
    CHECK(refused(kb_search(base, kb_text_of("x"), &options, &hits, &error), "flags"));
    options.flags = 0;
    options.time_limit_us = 1; /* no refusal, but no time for anything either */
    CHECK(kb_search(base, kb_text_of("x"), &options, &hits, &error) == KB_OK);
    CHECK(kb_hits_warning_count(hits) == 1 && kb_hits_complete(hits) == 0);
    kb_hits_free(hits);
    hits = NULL;
    open.flags = 1U << 30U;
    CHECK(refused(kb_base_open(kb_text_of(folder), &open, &other, &error), "flags"));
    change.article = kb_text_of("KB-1");
    change.confidence = 4;
    CHECK(refused(kb_set_state(base, &change, &by, NULL, &error), "confidence"));
    change.confidence = -2;
    CHECK(refused(kb_set_state(base, &change, &by, NULL, &error), "confidence"));
    link.kind = 99;
    CHECK(refused(kb_link(base, &link, &by, &error), "kind"));
    flag.kind = -1;
    CHECK(refused(kb_flag(base, &flag, &by, NULL, &error), "kind"));
    report.format = 4;
    CHECK(refused(kb_report(base, &report, &blob, &error), "format"));
    person.licence = 5;
    CHECK(refused(kb_person_put(base, &person, &by, &error), "licence"));
    edit.article = kb_text_of("KB-1");
    edit.set = 1U << 9U;
    CHECK(refused(kb_edit(base, &edit, &by, NULL, &error), "set"));
    in.path = kb_text_of("x.jsonl");
    in.format = 4;
    CHECK(refused(kb_import(base, &in, &by, NULL, NULL, &error), "format"));
    in.format = KB_EXCHANGE_JSONL;
    in.audience = -2;
    CHECK(refused(kb_import(base, &in, &by, NULL, NULL, &error), "audience"));
    in.audience = KB_UNSET;
    in.flags = 2;
    CHECK(refused(kb_import(base, &in, &by, NULL, NULL, &error), "flags"));
    out.path = kb_text_of("x.jsonl");
    out.format = KB_EXCHANGE_BY_ENDING;
    CHECK(refused(kb_export(base, &out, NULL, &error), "format"));
    out.format = KB_EXCHANGE_JSONL;
    out.flags = 2;
    CHECK(refused(kb_export(base, &out, NULL, &error), "flags"));
    CHECK(refused(kb_flush(base, 4, &error), "flags"));
    CHECK(refused(kb_flags_json(base, kb_text_of(""), 2, &blob, &error), "flags"));
    CHECK(other == NULL && hits == NULL && blob == NULL);
}

static void a_viewer_a_filter_and_limits_are_checked(void) {
    kb_search_options options = KB_SEARCH_OPTIONS_INIT;
    kb_hits* hits = NULL;
    options.viewer = kb_text_of("everybody");
    CHECK(refused(kb_search(base, kb_text_of("x"), &options, &hits, &error), "everybody"));
    options.viewer = kb_text_of("internal");
    options.filter = kb_text_of("colour:red");
    CHECK(refused(kb_search(base, kb_text_of("x"), &options, &hits, &error), "colour"));
    options.filter = kb_text_of("");
    options.limit = 1001;
    CHECK(refused(kb_search(base, kb_text_of("x"), &options, &hits, &error), "1001"));
}

static void text_that_is_no_utf8_and_json_that_is_none_are_answered(void) {
    const kb_action by = ana();
    kb_outcome* outcome = NULL;
    kb_hits* hits = NULL;
    CHECK(answered(kb_search(base, kb_text_of("\xff\xfe keyboard \x80"), NULL, &hits, &error),
                   KB_OK, &error));
    kb_hits_free(hits);
    CHECK(answered(kb_put_json(base, kb_text_of("{\"title\":"), &by, &outcome, &error),
                   KB_INVALID_ARGUMENT, &error));
    CHECK(answered(kb_put_json(base, kb_text_of("[]"), &by, &outcome, &error), KB_INVALID_ARGUMENT,
                   &error));
    CHECK(answered(kb_put_json(base, kb_text_of("{\"title\":\"\xff\"}"), &by, &outcome, &error),
                   KB_INVALID_ARGUMENT, &error));
    CHECK(outcome == NULL);
}

static void an_error_is_not_needed_and_is_cleared_by_success(void) {
    kb_hits* hits = NULL;
    kb_error* stale = (kb_error*)&stale;
    CHECK(kb_search(base, kb_text_of("x"), NULL, NULL, NULL) == KB_INVALID_ARGUMENT);
    CHECK(kb_base_open(kb_text_of("/nowhere/at/all"), NULL, NULL, NULL) == KB_INVALID_ARGUMENT);
    CHECK(kb_search(base, kb_text_of("x"), NULL, &hits, &stale) == KB_OK);
    CHECK(stale == NULL);
    kb_hits_free(hits);
}

static void opening_says_what_is_wrong(void) {
    kb_open_options options = KB_OPEN_OPTIONS_INIT;
    kb_base* other = NULL;
    char missing[300];
    snprintf(missing, sizeof(missing), "%s/missing", folder);
    CHECK(answered(kb_base_open(kb_text_of(missing), NULL, &other, &error), KB_NOT_FOUND, &error));
    CHECK(refused(kb_base_open(kb_text_of(""), NULL, &other, &error), "directory"));
    options.flags = KB_OPEN_CREATE;
    CHECK(refused(kb_base_open(kb_text_of(missing), &options, &other, &error), "owner"));
    options.owner = kb_text_of("ana");
    options.flags = KB_OPEN_CREATE | KB_OPEN_READ;
    CHECK(refused(kb_base_create(kb_text_of(missing), &options, &other, &error), "flags"));
    options.flags = 0;
    options.search_threads = 17;
    CHECK(refused(kb_base_create(kb_text_of(missing), &options, &other, &error), "search_threads"));
    options.search_threads = 16;
    CHECK(answered(kb_base_create(kb_text_of(folder), &options, &other, &error), KB_ALREADY_EXISTS,
                   &error));
    CHECK(other == NULL);
}

/* Last, for it ends the base. */
static void a_base_that_was_shut_refuses_everything_but_to_be_closed(void) {
    const kb_action by = ana();
    const kb_edit_request edit = KB_EDIT_REQUEST_INIT;
    const kb_import_options in = KB_IMPORT_OPTIONS_INIT;
    const kb_export_options out = KB_EXPORT_OPTIONS_INIT;
    kb_blob* blob = NULL;
    kb_hits* hits = NULL;
    REQUIRE(answered(kb_base_shut(base, &error), KB_OK, &error));
    CHECK(refused(kb_base_shut(base, &error), "shut"));
    CHECK(refused(kb_search(base, kb_text_of("x"), NULL, &hits, &error), "shut"));
    CHECK(refused(kb_put_json(base, kb_text_of("{}"), &by, NULL, &error), "shut"));
    CHECK(refused(kb_rebuild(base, &error), "shut"));
    CHECK(refused(kb_flush(base, 0, &error), "shut"));
    CHECK(refused(kb_people_json(base, &blob, &error), "shut"));
    CHECK(refused(kb_history_json(base, kb_text_of("KB-1"), NULL, &blob, &error), "shut"));
    CHECK(refused(kb_edit(base, &edit, &by, NULL, &error), "shut"));
    CHECK(refused(kb_import(base, &in, &by, NULL, NULL, &error), "shut"));
    CHECK(refused(kb_export(base, &out, NULL, &error), "shut"));
    kb_base_close(base);
    base = NULL;
}

static void make_base(void) {
    kb_open_options options = KB_OPEN_OPTIONS_INIT;
    const kb_action by = ana();
    options.owner = kb_text_of("ana");
    REQUIRE(answered(kb_base_create(kb_text_of(folder), &options, &base, &error), KB_OK, &error));
    CHECK(answered(kb_put_json(base,
                               kb_text_of("{\"id\":\"KB-1\",\"title\":\"Keyboard types twice\","
                                          "\"issue\":[\"Every letter comes twice\"],"
                                          "\"resolution\":\"Clean the keys.\","
                                          "\"confidence\":\"validated\",\"audience\":\"public\"}"),
                               &by, NULL, &error),
                   KB_OK, &error));
}

int main(void) {
    new_folder(folder, sizeof(folder));
    run_case("freeing NULL does nothing", freeing_null_does_nothing);
    run_case("getters of NULL are empty", getters_of_null_are_empty);
    run_case("a NULL base is refused by every call", a_null_base_is_refused_by_every_call);
    run_case("a base can be made in an empty folder", make_base);
    if (base != NULL) {
        run_case("a NULL out parameter is named", a_null_out_parameter_is_named);
        run_case("a NULL structure that is needed is named",
                 a_null_structure_that_is_needed_is_named);
        run_case("text of NULL with a size is refused", text_of_null_with_a_size_is_refused);
        run_case("a structure of a wrong size is refused", a_structure_of_a_wrong_size_is_refused);
        run_case("a structure that has grown is used as far as it is known",
                 a_structure_that_has_grown_is_used_as_far_as_it_is_known);
        run_case("what this version does not know is refused",
                 what_this_version_does_not_know_is_refused);
        run_case("a viewer, a filter and limits are checked",
                 a_viewer_a_filter_and_limits_are_checked);
        run_case("text that is no UTF-8 and JSON that is none are answered",
                 text_that_is_no_utf8_and_json_that_is_none_are_answered);
        run_case("an error is not needed, and is cleared by success",
                 an_error_is_not_needed_and_is_cleared_by_success);
        run_case("opening says what is wrong", opening_says_what_is_wrong);
        run_case("a base that was shut refuses everything but to be closed",
                 a_base_that_was_shut_refuses_everything_but_to_be_closed);
    }
    kb_base_close(base);
    remove_folder(folder);
    return end_of_cases();
}
