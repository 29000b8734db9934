/* SPDX-License-Identifier: Apache-2.0 */

/* Goal: a support desk's day through the C API alone gives the answers it should. Method: one base;
 * each case builds on those before it, as the day does. */

#include "check.h"

static char folder[256];
static kb_base* base = NULL;
static kb_error* error = NULL;
static char captured_id[64];

static kb_action by(const char* person) {
    kb_action action = KB_ACTION_INIT;
    action.by = kb_text_of(person);
    action.reason = kb_text_of("quick start");
    return action;
}

static kb_search_options as(const char* viewer) {
    kb_search_options options = KB_SEARCH_OPTIONS_INIT;
    options.viewer = kb_text_of(viewer);
    return options;
}

static uint64_t total(const char* query, const char* viewer) {
    const kb_search_options options = as(viewer);
    kb_hits* hits = NULL;
    uint64_t found = UINT64_MAX;
    if (answered(kb_search(base, kb_text_of(query), &options, &hits, &error), KB_OK, &error)) {
        found = kb_hits_total(hits, NULL);
    }
    kb_hits_free(hits);
    return found;
}

static void a_base_is_made_and_knows_its_versions(void) {
    kb_open_options options = KB_OPEN_OPTIONS_INIT;
    options.owner = kb_text_of("ana");
    options.flags = KB_OPEN_CREATE;
    REQUIRE(answered(kb_base_open(kb_text_of(folder), &options, &base, &error), KB_OK, &error));
    REQUIRE(base != NULL);
    CHECK(kb_abi_version() == KB_ABI_VERSION);
    CHECK(kb_version().size >= strlen("0.0.0"));
}

static void an_article_is_put_and_read_back(void) {
    const kb_action ana = by("ana");
    const kb_text json = kb_text_of(
        "{\"id\":\"KB-1\",\"title\":\"VPN drops after five minutes\","
        "\"issue\":[\"VPN disconnects after a few minutes\",\"error 0x800704C9\"],"
        "\"environment\":[{\"name\":\"os\",\"value\":\"Windows 11\"}],"
        "\"resolution\":\"Set the keep-alive interval to 30 seconds.\","
        "\"confidence\":\"validated\",\"audience\":\"customer\"}");
    kb_read_options reader = KB_READ_OPTIONS_INIT;
    kb_outcome* outcome = NULL;
    kb_blob* blob = NULL;
    REQUIRE(answered(kb_put_json(base, json, &ana, &outcome, &error), KB_OK, &error));
    CHECK(same_text(kb_outcome_id(outcome), "KB-1"));
    CHECK(kb_outcome_version(outcome) == 1);
    CHECK(kb_outcome_created(outcome) == 1);
    CHECK(kb_outcome_changed(outcome) == 1);
    kb_outcome_free(outcome);

    REQUIRE(answered(kb_put_json(base, json, &ana, &outcome, &error), KB_OK, &error));
    CHECK(kb_outcome_created(outcome) == 0);
    CHECK(kb_outcome_changed(outcome) == 0);
    kb_outcome_free(outcome);

    reader.viewer = kb_text_of("customer:c-17");
    REQUIRE(
        answered(kb_article_json(base, kb_text_of("KB-1"), &reader, &blob, &error), KB_OK, &error));
    CHECK(text_contains(kb_blob_text(blob), "\"VPN drops after five minutes\""));
    CHECK(text_contains(kb_blob_text(blob), "Windows 11"));
    kb_blob_free(blob);
}

static void a_search_finds_it_with_its_passage_and_state(void) {
    kb_search_options options = as("customer:c-17");
    kb_hits* hits = NULL;
    kb_hit hit = KB_HIT_INIT;
    int32_t exact = 0;
    options.flags = KB_SEARCH_EXPLAIN;
    REQUIRE(
        answered(kb_search(base, kb_text_of("vpn keep-alive 0x800704C9"), &options, &hits, &error),
                 KB_OK, &error));
    CHECK(kb_hits_count(hits) == 1);
    CHECK(kb_hits_total(hits, &exact) == 1);
    CHECK(exact == 1);
    CHECK(kb_hits_parsed(hits).size > 0);
    REQUIRE(answered(kb_hits_get(hits, 0, &hit, &error), KB_OK, &error));
    CHECK(same_text(hit.id, "KB-1"));
    CHECK(same_text(hit.title, "VPN drops after five minutes"));
    CHECK(same_text(hit.language, "en"));
    CHECK(hit.rank == 1);
    CHECK(hit.version == 1);
    CHECK(hit.score > 0.0);
    CHECK(hit.solved == 0);
    CHECK(hit.last_solved_ms == 0);
    CHECK(hit.modified_ms > 0);
    CHECK(hit.confidence == KB_VALIDATED);
    CHECK(hit.audience == KB_AUDIENCE_CUSTOMER);
    CHECK(hit.snippet.size > 0);
    CHECK(hit.span_count > 0);
    for (size_t i = 0; i < hit.span_count; ++i) {
        CHECK(hit.spans[i].begin < hit.spans[i].end && hit.spans[i].end <= hit.snippet.size);
    }
    CHECK(kb_hits_explanation(hits, 0).size > 0);
    CHECK(answered(kb_hits_get(hits, 1, &hit, &error), KB_INVALID_ARGUMENT, &error));
    kb_hits_free(hits);
}

static void what_a_viewer_may_not_read_does_not_exist(void) {
    kb_blob* blob = NULL;
    CHECK(total("vpn", "customer") == 1);
    CHECK(total("vpn", "public") == 0);
    /* Without options the viewer is the public. */
    CHECK(answered(kb_article_json(base, kb_text_of("KB-1"), NULL, &blob, &error), KB_NOT_FOUND,
                   &error));
    CHECK(blob == NULL);
}

static void a_misspelt_word_is_corrected_and_said_so(void) {
    const kb_search_options options = as("customer");
    kb_correction correction = KB_CORRECTION_INIT;
    kb_hits* hits = NULL;
    REQUIRE(answered(kb_search(base, kb_text_of("vpn disconects"), &options, &hits, &error), KB_OK,
                     &error));
    CHECK(kb_hits_count(hits) == 1);
    CHECK(kb_hits_correction_count(hits) == 1);
    REQUIRE(answered(kb_hits_correction(hits, 0, &correction, &error), KB_OK, &error));
    CHECK(same_text(correction.from, "disconects"));
    CHECK(same_text(correction.to, "disconnects"));
    CHECK(correction.place.begin == 4 && correction.place.end == 14);
    CHECK(correction.gain == 1);
    kb_hits_free(hits);
}

static void a_search_is_one_json_object_too(void) {
    kb_search_options options = as("customer");
    kb_blob* blob = NULL;
    options.flags = KB_SEARCH_EXPLAIN;
    REQUIRE(
        answered(kb_search_json(base, kb_text_of("vpn"), &options, &blob, &error), KB_OK, &error));
    CHECK(strncmp(kb_blob_text(blob).data, "{\"schema\":\"kb.search/1\"", 23) == 0);
    CHECK(text_contains(kb_blob_text(blob), "\"total\":{\"value\":1,\"relation\":\"eq\"}"));
    CHECK(text_contains(kb_blob_text(blob), "\"id\":\"KB-1\""));
    CHECK(text_contains(kb_blob_text(blob), "\"explanation\":{"));
    kb_blob_free(blob);
}

static void a_search_that_finds_nothing_becomes_an_article(void) {
    const kb_action ana = by("ana");
    const kb_text issue[] = {kb_text_of("The scanner shows a red lamp and stays silent")};
    const kb_pair environment[] = {{kb_text_of("model"), kb_text_of("Lumo 3")}};
    kb_capture_options options = KB_CAPTURE_OPTIONS_INIT;
    kb_captured* captured = NULL;
    CHECK(total("scanner red lamp", "internal") == 0);
    options.query = kb_text_of("scanner red lamp");
    options.issue = issue;
    options.issue_count = 1;
    options.environment = environment;
    options.environment_count = 1;
    options.case_id = kb_text_of("CASE-9");
    options.flags = KB_CAPTURE_DRY_RUN;
    REQUIRE(answered(kb_capture(base, &options, &ana, &captured, &error), KB_OK, &error));
    CHECK(kb_captured_kind(captured) == KB_CAPTURE_NEW);
    kb_captured_free(captured);
    CHECK(total("scanner red lamp", "internal") == 0);

    options.flags = 0;
    REQUIRE(answered(kb_capture(base, &options, &ana, &captured, &error), KB_OK, &error));
    CHECK(kb_captured_kind(captured) == KB_CAPTURE_NEW);
    CHECK(kb_captured_title(captured).size > 0);
    REQUIRE(kb_captured_id(captured).size > 0 &&
            kb_captured_id(captured).size < sizeof(captured_id));
    strcpy(captured_id, kb_captured_id(captured).data);
    kb_captured_free(captured);
    CHECK(total("scanner red lamp", "internal") == 1);
}

static void capturing_what_is_known_names_the_article(void) {
    const kb_action ana = by("ana");
    const kb_text issue[] = {kb_text_of("VPN disconnects after a few minutes"),
                             kb_text_of("error 0x800704C9")};
    kb_capture_options options = KB_CAPTURE_OPTIONS_INIT;
    kb_similar similar = KB_SIMILAR_INIT;
    kb_captured* captured = NULL;
    options.query = kb_text_of("VPN drops after five minutes");
    options.issue = issue;
    options.issue_count = 2;
    options.resolution = kb_text_of("Set the keep-alive interval to 30 seconds.");
    REQUIRE(answered(kb_capture(base, &options, &ana, &captured, &error), KB_OK, &error));
    CHECK(kb_captured_kind(captured) == KB_CAPTURE_KNOWN);
    CHECK(same_text(kb_captured_id(captured), "KB-1"));
    REQUIRE(kb_captured_similar_count(captured) >= 1);
    REQUIRE(answered(kb_captured_similar(captured, 0, &similar, &error), KB_OK, &error));
    CHECK(same_text(similar.id, "KB-1"));
    CHECK(similar.similarity > 0.0 && similar.similarity <= 1.0);
    kb_captured_free(captured);
}

static void a_link_counts_as_reuse(void) {
    const kb_action ana = by("ana");
    const kb_search_options options = as("customer");
    kb_link_request request = KB_LINK_REQUEST_INIT;
    kb_hits* hits = NULL;
    kb_hit hit = KB_HIT_INIT;
    request.case_id = kb_text_of("CASE-10");
    request.article = kb_text_of("KB-1");
    REQUIRE(answered(kb_link(base, &request, &ana, &error), KB_OK, &error));
    CHECK(answered(kb_link(base, &request, &ana, &error), KB_OK, &error));
    REQUIRE(answered(kb_search(base, kb_text_of("vpn"), &options, &hits, &error), KB_OK, &error));
    REQUIRE(answered(kb_hits_get(hits, 0, &hit, &error), KB_OK, &error));
    CHECK(hit.solved == 1);
    CHECK(hit.last_solved_ms > 0);
    kb_hits_free(hits);

    request.article = kb_text_of("KB-404");
    CHECK(answered(kb_link(base, &request, &ana, &error), KB_NOT_FOUND, &error));
    CHECK(answered(kb_unlink(base, kb_text_of("CASE-10"), kb_text_of("KB-1"), &ana, &error), KB_OK,
                   &error));
}

static void a_change_of_state_is_in_force_when_it_returns(void) {
    const kb_action ana = by("ana");
    kb_state_change change = KB_STATE_CHANGE_INIT;
    kb_outcome* outcome = NULL;
    change.article = kb_text_of("KB-1");
    change.audience = KB_AUDIENCE_INTERNAL;
    REQUIRE(answered(kb_set_state(base, &change, &ana, &outcome, &error), KB_OK, &error));
    CHECK(kb_outcome_changed(outcome) == 1);
    kb_outcome_free(outcome);
    CHECK(total("vpn", "customer") == 0);
    CHECK(total("vpn", "internal") == 1);

    change.expected_version = 99;
    change.audience = KB_AUDIENCE_CUSTOMER;
    CHECK(answered(kb_set_state(base, &change, &ana, NULL, &error), KB_CONFLICT, &error));
    change.expected_version = 0;
    CHECK(answered(kb_set_state(base, &change, &ana, NULL, &error), KB_OK, &error));
    CHECK(total("vpn", "customer") == 1);
}

static void a_licence_decides_what_a_person_may_do(void) {
    const kb_action ana = by("ana");
    const kb_action ben = by("ben");
    const kb_text json = kb_text_of("{\"title\":\"Mouse double-clicks\",\"issue\":[\"Mouse\"]}");
    kb_person person = KB_PERSON_INIT;
    kb_outcome* outcome = NULL;
    person.id = kb_text_of("ben");
    person.licence = KB_LICENCE_CANDIDATE;
    REQUIRE(answered(kb_person_put(base, &person, &ana, &error), KB_OK, &error));
    CHECK(answered(kb_put_json(base, json, &ben, &outcome, &error), KB_PERMISSION_DENIED, &error));
    CHECK(outcome == NULL);
    CHECK(answered(kb_person_put(base, &person, &ben, &error), KB_PERMISSION_DENIED, &error));
    person.licence = KB_LICENCE_PUBLISHER;
    REQUIRE(answered(kb_person_put(base, &person, &ana, &error), KB_OK, &error));
    CHECK(answered(kb_put_json(base, json, &ben, NULL, &error), KB_OK, &error));
}

static void a_flag_is_raised_and_resolved(void) {
    const kb_action ana = by("ana");
    kb_flag_request request = KB_FLAG_REQUEST_INIT;
    kb_blob* blob = NULL;
    uint64_t number = 0;
    request.article = kb_text_of("KB-1");
    request.kind = KB_FLAG_OUTDATED;
    request.text = kb_text_of("The client is called differently since version 5");
    REQUIRE(answered(kb_flag(base, &request, &ana, &number, &error), KB_OK, &error));
    CHECK(number == 1);
    REQUIRE(answered(kb_statistics_json(base, &blob, &error), KB_OK, &error));
    CHECK(text_contains(kb_blob_text(blob), "\"open_flags\":1,"));
    kb_blob_free(blob);
    REQUIRE(answered(kb_resolve_flag(base, number, kb_text_of("Renamed"), &ana, &error), KB_OK,
                     &error));
    REQUIRE(answered(kb_statistics_json(base, &blob, &error), KB_OK, &error));
    CHECK(text_contains(kb_blob_text(blob), "\"open_flags\":0,"));
    kb_blob_free(blob);
    CHECK(answered(kb_resolve_flag(base, 77, kb_text_of("?"), &ana, &error), KB_NOT_FOUND, &error));
}

/* Two events, one of them twice, and a line that is none: 4 = 2 + 1 + 1. */
static void events_are_recorded_once_and_the_wrong_line_is_named(void) {
    const kb_text lines = kb_text_of(
        "{\"event_id\":\"e1\",\"ts\":\"2026-03-02T10:00:00Z\",\"type\":\"search\","
        "\"session_id\":\"s1\",\"actor\":{\"anon_id\":\"a1\"},\"query_id\":\"q1\","
        "\"text\":\"vpn drops\",\"result_count\":1}\n"
        "{\"event_id\":\"e2\",\"ts\":\"2026-03-02T10:00:20Z\",\"type\":\"view\","
        "\"session_id\":\"s1\",\"actor\":{\"anon_id\":\"a1\"},\"query_id\":\"q1\","
        "\"article\":\"KB-1\",\"rank\":1}\n"
        "\n"
        "this is no event\n"
        "{\"event_id\":\"e1\",\"ts\":\"2026-03-02T10:00:00Z\",\"type\":\"search\","
        "\"session_id\":\"s1\",\"actor\":{\"anon_id\":\"a1\"},\"query_id\":\"q1\","
        "\"text\":\"vpn drops\",\"result_count\":1}\n");
    kb_record_summary summary = KB_RECORD_SUMMARY_INIT;
    kb_blob* refusals = NULL;
    REQUIRE(answered(kb_record_json(base, lines, &summary, &refusals, &error), KB_OK, &error));
    CHECK(summary.received == 4);
    CHECK(summary.accepted == 2);
    CHECK(summary.duplicate == 1);
    CHECK(summary.refused == 1);
    CHECK(strncmp(kb_blob_text(refusals).data, "line 4: ", 8) == 0);
    kb_blob_free(refusals);
}

static void a_report_comes_in_every_format(void) {
    static const struct {
        kb_report_format format;
        const char* contains;
    } cases[] = {{KB_FORMAT_TEXT, "\n"},
                 {KB_FORMAT_JSON, "{"},
                 {KB_FORMAT_CSV, ","},
                 {KB_FORMAT_HTML, "<html"}};
    kb_report_request request = KB_REPORT_REQUEST_INIT;
    kb_blob* blob = NULL;
    request.kind = KB_REPORT_FULL;
    request.from_ms = INT64_C(1772323200000);  /* 2026-03-01 */
    request.until_ms = INT64_C(1775001600000); /* 2026-04-01 */
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
        request.format = cases[i].format;
        REQUIRE(answered(kb_report(base, &request, &blob, &error), KB_OK, &error));
        CHECK(kb_blob_text(blob).size > 100);
        CHECK(text_contains(kb_blob_text(blob), cases[i].contains));
        kb_blob_free(blob);
    }
    request.until_ms = request.from_ms;
    CHECK(answered(kb_report(base, &request, &blob, &error), KB_INVALID_ARGUMENT, &error));
    CHECK(blob == NULL);
}

static void the_base_verifies_and_can_be_rebuilt(void) {
    kb_blob* blob = NULL;
    uint64_t damage = 77;
    REQUIRE(answered(kb_rebuild(base, &error), KB_OK, &error));
    CHECK(total("scanner red lamp", "internal") == 1);
    REQUIRE(answered(kb_verify(base, 0, &damage, &blob, &error), KB_OK, &error));
    CHECK(damage == 0);
    CHECK(text_contains(kb_blob_text(blob), "\"damage\":[]"));
    kb_blob_free(blob);
}

static void a_second_writer_is_told_that_the_base_is_locked(void) {
    kb_base* other = (kb_base*)&other;
    CHECK(answered(kb_base_open(kb_text_of(folder), NULL, &other, &error), KB_LOCKED, &error));
    CHECK(other == NULL);
}

static void a_reader_beside_the_writer_sees_more_when_it_asks(void) {
    const kb_action ana = by("ana");
    const kb_text query = kb_text_of("plotter");
    kb_open_options options = KB_OPEN_OPTIONS_INIT;
    const kb_search_options as_agent = as("internal");
    kb_base* reader = NULL;
    kb_hits* hits = NULL;
    options.flags = KB_OPEN_READ;
    REQUIRE(answered(kb_base_open(kb_text_of(folder), &options, &reader, &error), KB_OK, &error));
    CHECK(
        answered(kb_put_json(base, kb_text_of("{\"title\":\"Plotter smears\",\"issue\":[\"Ink\"]}"),
                             &ana, NULL, &error),
                 KB_OK, &error));
    CHECK(answered(kb_base_refresh(reader, &error), KB_OK, &error));
    CHECK(answered(kb_search(reader, query, &as_agent, &hits, &error), KB_OK, &error));
    CHECK(kb_hits_count(hits) == 1);
    kb_hits_free(hits);
    kb_base_close(reader);
}

static void what_was_written_is_there_after_closing(void) {
    kb_open_options options = KB_OPEN_OPTIONS_INIT;
    kb_read_options reader = KB_READ_OPTIONS_INIT;
    kb_blob* blob = NULL;
    REQUIRE(answered(kb_base_shut(base, &error), KB_OK, &error));
    kb_base_close(base);
    base = NULL;
    options.flags = KB_OPEN_READ;
    REQUIRE(answered(kb_base_open(kb_text_of(folder), &options, &base, &error), KB_OK, &error));
    CHECK(total("scanner red lamp", "internal") == 1);
    reader.viewer = kb_text_of("internal");
    REQUIRE(answered(kb_article_json(base, kb_text_of(captured_id), &reader, &blob, &error), KB_OK,
                     &error));
    CHECK(text_contains(kb_blob_text(blob), "scanner red lamp"));
    CHECK(text_contains(kb_blob_text(blob), "stays silent"));
    CHECK(text_contains(kb_blob_text(blob), "Lumo 3"));
    kb_blob_free(blob);
    CHECK(answered(kb_rebuild(base, &error), KB_UNSUPPORTED, &error));
}

int main(void) {
    new_folder(folder, sizeof(folder));
    run_case("a base is made and knows its versions", a_base_is_made_and_knows_its_versions);
    if (base != NULL) {
        run_case("an article is put and read back", an_article_is_put_and_read_back);
        run_case("a search finds it with its passage and state",
                 a_search_finds_it_with_its_passage_and_state);
        run_case("what a viewer may not read does not exist",
                 what_a_viewer_may_not_read_does_not_exist);
        run_case("a misspelt word is corrected and said so",
                 a_misspelt_word_is_corrected_and_said_so);
        run_case("a search is one JSON object too", a_search_is_one_json_object_too);
        run_case("a search that finds nothing becomes an article",
                 a_search_that_finds_nothing_becomes_an_article);
        run_case("capturing what is known names the article",
                 capturing_what_is_known_names_the_article);
        run_case("a link counts as reuse", a_link_counts_as_reuse);
        run_case("a change of state is in force when it returns",
                 a_change_of_state_is_in_force_when_it_returns);
        run_case("a licence decides what a person may do", a_licence_decides_what_a_person_may_do);
        run_case("a flag is raised and resolved", a_flag_is_raised_and_resolved);
        run_case("events are recorded once and the wrong line is named",
                 events_are_recorded_once_and_the_wrong_line_is_named);
        run_case("a report comes in every format", a_report_comes_in_every_format);
        run_case("the base verifies and can be rebuilt", the_base_verifies_and_can_be_rebuilt);
        run_case("a second writer is told that the base is locked",
                 a_second_writer_is_told_that_the_base_is_locked);
        run_case("a reader beside the writer sees more when it asks",
                 a_reader_beside_the_writer_sees_more_when_it_asks);
        run_case("what was written is there after closing",
                 what_was_written_is_there_after_closing);
    }
    kb_base_close(base);
    remove_folder(folder);
    return end_of_cases();
}
