/* SPDX-License-Identifier: Apache-2.0 */

/* Goal: what the C++ interface tells of an article, a case and the people, and how it revises an
 * article, is there in C too. Method: one base of known articles; the JSON is looked through for
 * what it must hold. */

#include "check.h"

static char folder[256];
static kb_base* base = NULL;
static kb_error* error = NULL;

static kb_action by(const char* person) {
    kb_action action = KB_ACTION_INIT;
    action.by = kb_text_of(person);
    return action;
}

static kb_read_options internal(void) {
    kb_read_options options = KB_READ_OPTIONS_INIT;
    options.viewer = kb_text_of("internal");
    return options;
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

static int article_holds(const char* id, const char* want) {
    const kb_read_options options = internal();
    kb_blob* blob = NULL;
    const kb_status status = kb_article_json(base, kb_text_of(id), &options, &blob, &error);
    return holds(status, &blob, want);
}

static int article_lacks(const char* id, const char* want) {
    const kb_read_options options = internal();
    kb_blob* blob = NULL;
    const int read =
        answered(kb_article_json(base, kb_text_of(id), &options, &blob, &error), KB_OK, &error);
    const int lacks = read && !text_contains(kb_blob_text(blob), want);
    kb_blob_free(blob);
    return lacks;
}

static void an_article_is_added_under_the_rules_of_the_life_cycle(void) {
    const kb_action coach = by("coach");
    const kb_action cara = by("cara");
    const kb_text json = kb_text_of(
        "{\"id\":\"KB-1\",\"title\":\"VPN drops after five minutes\","
        "\"issue\":[\"VPN disconnects after a few minutes\"],"
        "\"environment\":[{\"name\":\"os\",\"value\":\"Windows 11\"}],"
        "\"resolution\":\"Set the keep-alive interval to 30 seconds.\","
        "\"confidence\":\"validated\",\"audience\":\"customer\"}");
    kb_outcome* outcome = NULL;
    CHECK(answered(kb_add_json(base, json, &cara, &outcome, &error), KB_PERMISSION_DENIED, &error));
    CHECK(outcome == NULL);
    REQUIRE(answered(kb_add_json(base, json, &coach, &outcome, &error), KB_OK, &error));
    CHECK(kb_outcome_created(outcome) == 1);
    kb_outcome_free(outcome);
    CHECK(answered(kb_add_json(base, json, &coach, NULL, &error), KB_ALREADY_EXISTS, &error));
}

static void an_edit_changes_what_is_set_and_nothing_else(void) {
    const kb_action coach = by("coach");
    const kb_text issue[] = {kb_text_of("tunnel goes down")};
    const kb_text codes[] = {kb_text_of("0x800704C9"), kb_text_of("VPN-7")};
    const kb_pair environment[] = {{kb_text_of("os"), kb_text_of("Windows 10")}};
    kb_edit_request request = KB_EDIT_REQUEST_INIT;
    kb_outcome* outcome = NULL;
    request.article = kb_text_of("KB-1");
    request.title = kb_text_of("VPN drops soon");
    request.resolution = kb_text_of("is not set, so not looked at");
    request.add_issue = issue;
    request.add_issue_count = 1;
    request.codes = codes;
    request.code_count = 2;
    request.environment = environment;
    request.environment_count = 1;
    request.set = KB_EDIT_TITLE | KB_EDIT_CODES | KB_EDIT_ENVIRONMENT;
    request.expected_version = 1;
    REQUIRE(answered(kb_edit(base, &request, &coach, &outcome, &error), KB_OK, &error));
    CHECK(kb_outcome_version(outcome) == 2);
    kb_outcome_free(outcome);
    CHECK(article_holds("KB-1", "VPN drops soon"));
    CHECK(article_holds("KB-1", "Set the keep-alive interval"));
    CHECK(article_holds("KB-1", "VPN disconnects after a few minutes"));
    CHECK(article_holds("KB-1", "tunnel goes down"));
    CHECK(article_holds("KB-1", "VPN-7"));
    CHECK(article_holds("KB-1", "Windows 10"));
    /* The article moved on since version 1. */
    CHECK(answered(kb_edit(base, &request, &coach, NULL, &error), KB_CONFLICT, &error));
}

static void every_member_can_be_edited_and_a_list_emptied(void) {
    static const kb_text words[] = {{"alpha", 5}, {"beta", 4}};
    const kb_action coach = by("coach");
    kb_edit_request request = KB_EDIT_REQUEST_INIT;
    request.article = kb_text_of("KB-1");
    request.resolution = kb_text_of("Update the client.");
    request.cause = kb_text_of("A timer.");
    request.owner_domain = kb_text_of("network");
    request.language = kb_text_of("en-GB");
    request.keywords = words;
    request.keyword_count = 2;
    request.products = words;
    request.product_count = 1;
    request.set = KB_EDIT_RESOLUTION | KB_EDIT_CAUSE | KB_EDIT_OWNER_DOMAIN | KB_EDIT_LANGUAGE |
                  KB_EDIT_KEYWORDS | KB_EDIT_PRODUCTS | KB_EDIT_CODES;
    REQUIRE(answered(kb_edit(base, &request, &coach, NULL, &error), KB_OK, &error));
    CHECK(article_holds("KB-1", "Update the client."));
    CHECK(article_holds("KB-1", "A timer."));
    CHECK(article_holds("KB-1", "\"network\""));
    CHECK(article_holds("KB-1", "\"en-GB\""));
    CHECK(article_holds("KB-1", "\"keywords\":[\"alpha\",\"beta\"]"));
    CHECK(article_holds("KB-1", "\"products\":[\"alpha\"]"));
    CHECK(article_lacks("KB-1", "VPN-7"));
}

static void the_history_tells_who_did_what(void) {
    const kb_read_options inside = internal();
    kb_read_options outside = KB_READ_OPTIONS_INIT;
    kb_read_options old = internal();
    const kb_text id = kb_text_of("KB-1");
    kb_blob* blob = NULL;
    kb_status status = kb_history_json(base, id, &inside, &blob, &error);
    CHECK(holds(status, &blob, "{\"schema\":\"kb.history/1\",\"history\":[{\"change\":"));
    status = kb_history_json(base, id, &inside, &blob, &error);
    CHECK(holds(status, &blob, "\"verb\":\"edit\",\"by\":\"coach\",\"licence\":\"coach\""));
    status = kb_history_json(base, id, &inside, &blob, &error);
    CHECK(holds(status, &blob, "\"version_before\":1,\"version_after\":2"));
    outside.viewer = kb_text_of("customer");
    CHECK(answered(kb_history_json(base, id, &outside, &blob, &error), KB_NOT_FOUND, &error));
    CHECK(answered(kb_history_json(base, id, NULL, &blob, &error), KB_NOT_FOUND, &error));
    old.version = 1;
    CHECK(answered(kb_history_json(base, id, &old, &blob, &error), KB_INVALID_ARGUMENT, &error));
    CHECK(blob == NULL);
}

static void similar_articles_are_those_the_viewer_may_read(void) {
    const kb_action coach = by("coach");
    kb_similar_options options = KB_SIMILAR_OPTIONS_INIT;
    kb_blob* blob = NULL;
    REQUIRE(answered(kb_put_json(base,
                                 kb_text_of("{\"id\":\"KB-2\",\"title\":\"VPN drops soon\","
                                            "\"issue\":[\"VPN disconnects after a few minutes\"],"
                                            "\"resolution\":\"Update the client.\","
                                            "\"confidence\":\"validated\"}"),
                                 &coach, NULL, &error),
                     KB_OK, &error));
    options.viewer = kb_text_of("internal");
    options.limit = 5;
    CHECK(holds(kb_similar_json(base, kb_text_of("KB-1"), &options, &blob, &error), &blob,
                "{\"schema\":\"kb.similar/1\",\"similar\":[{\"id\":\"KB-2\""));
    options.viewer = kb_text_of("customer");
    CHECK(holds(kb_similar_json(base, kb_text_of("KB-1"), &options, &blob, &error), &blob,
                "\"similar\":[]"));
    options.limit = 101;
    CHECK(answered(kb_similar_json(base, kb_text_of("KB-1"), &options, &blob, &error),
                   KB_INVALID_ARGUMENT, &error));
    CHECK(answered(kb_similar_json(base, kb_text_of("KB-2"), NULL, &blob, &error), KB_NOT_FOUND,
                   &error));
}

static void links_are_listed_by_article_and_by_case(void) {
    const kb_action coach = by("coach");
    kb_link_request link = KB_LINK_REQUEST_INIT;
    kb_blob* blob = NULL;
    link.case_id = kb_text_of("C-1");
    link.article = kb_text_of("KB-1");
    REQUIRE(answered(kb_link(base, &link, &coach, &error), KB_OK, &error));
    CHECK(holds(kb_links_of_article_json(base, link.article, &blob, &error), &blob,
                "{\"schema\":\"kb.links/1\",\"links\":[{\"case\":\"C-1\",\"article\":\"KB-1\","
                "\"version\":3,\"kind\":\"resolved_by_known\",\"by\":\"coach\""));
    CHECK(holds(kb_links_of_case_json(base, link.case_id, &blob, &error), &blob,
                "\"article\":\"KB-1\""));
    CHECK(holds(kb_links_of_case_json(base, kb_text_of("C-2"), &blob, &error), &blob,
                "\"links\":[]"));
}

static void flags_are_listed_all_or_open(void) {
    const kb_action coach = by("coach");
    kb_flag_request request = KB_FLAG_REQUEST_INIT;
    kb_blob* blob = NULL;
    uint64_t number = 0;
    request.article = kb_text_of("KB-2");
    request.kind = KB_FLAG_DUPLICATE;
    request.text = kb_text_of("of KB-1");
    REQUIRE(answered(kb_flag(base, &request, &coach, &number, &error), KB_OK, &error));
    CHECK(holds(kb_flags_json(base, kb_text_of(""), KB_FLAGS_OPEN, &blob, &error), &blob,
                "\"kind\":\"duplicate\",\"text\":\"of KB-1\""));
    CHECK(holds(kb_flags_json(base, kb_text_of("KB-1"), 0, &blob, &error), &blob, "\"flags\":[]"));
    REQUIRE(answered(kb_resolve_flag(base, number, kb_text_of("merged"), &coach, &error), KB_OK,
                     &error));
    CHECK(holds(kb_flags_json(base, kb_text_of("KB-2"), KB_FLAGS_OPEN, &blob, &error), &blob,
                "\"flags\":[]"));
    CHECK(holds(kb_flags_json(base, kb_text_of("KB-2"), 0, &blob, &error), &blob,
                "\"open\":false,\"resolved_by\":\"coach\""));
}

static void people_are_listed_and_read(void) {
    kb_blob* blob = NULL;
    CHECK(holds(kb_people_json(base, &blob, &error), &blob,
                "{\"schema\":\"kb.people/1\",\"people\":[{"));
    CHECK(holds(kb_person_json(base, kb_text_of("cara"), &blob, &error), &blob,
                "\"person\":{\"id\":\"cara\",\"name\":\"Cara\",\"licence\":\"candidate\"}"));
    CHECK(
        answered(kb_person_json(base, kb_text_of("nobody"), &blob, &error), KB_NOT_FOUND, &error));
}

static void a_ranking_of_ones_own_orders_the_hits(void) {
    kb_ranking ranking = KB_RANKING_INIT;
    kb_search_options options = KB_SEARCH_OPTIONS_INIT;
    kb_hits* hits = NULL;
    int32_t exact = 1;
    options.viewer = kb_text_of("internal");
    options.flags = KB_SEARCH_EXPLAIN;
    options.ranking = &ranking;
    ranking.rerank_depth = 0; /* text alone: no other number goes into the score */
    REQUIRE(answered(kb_search(base, kb_text_of("vpn"), &options, &hits, &error), KB_OK, &error));
    CHECK(kb_hits_count(hits) == 2);
    CHECK(text_contains(kb_hits_explanation(hits, 0), "text "));
    CHECK(!text_contains(kb_hits_explanation(hits, 0), "reuse "));
    kb_hits_free(hits);

    options.ranking = NULL;
    options.exact_total_up_to = 0;
    REQUIRE(answered(kb_search(base, kb_text_of("vpn"), &options, &hits, &error), KB_OK, &error));
    CHECK(kb_hits_total(hits, &exact) <= 2);
    kb_hits_free(hits);

    options.ranking = &ranking;
    ranking.title_lift = 1.5F;
    CHECK(answered(kb_search(base, kb_text_of("vpn"), &options, &hits, &error), KB_INVALID_ARGUMENT,
                   &error));
}

static void the_index_can_be_written_out_looked_at_and_made_anew(void) {
    kb_open_options options = KB_OPEN_OPTIONS_INIT;
    kb_blob* blob = NULL;
    REQUIRE(answered(kb_flush(base, KB_FLUSH_MERGE, &error), KB_OK, &error));
    REQUIRE(answered(kb_flush(base, KB_FLUSH_COMPACT, &error), KB_OK, &error));
    CHECK(holds(kb_statistics_json(base, &blob, &error), &blob, "\"memory_articles\":0"));
    CHECK(holds(kb_inspect(base, kb_text_of(""), kb_text_of(""), &blob, &error), &blob,
                "shelf customer"));
    REQUIRE(answered(kb_base_shut(base, &error), KB_OK, &error));
    kb_base_close(base);
    options.flags = KB_OPEN_REBUILD_INDEX;
    REQUIRE(answered(kb_base_open(kb_text_of(folder), &options, &base, &error), KB_OK, &error));
    CHECK(article_holds("KB-1", "Update the client."));
}

static void a_backup_goes_to_a_new_folder_only(void) {
    static char copies[256];
    char copy[280];
    kb_open_options options = KB_OPEN_OPTIONS_INIT;
    kb_base* copied = NULL;
    kb_blob* blob = NULL;
    new_folder(copies, sizeof(copies));
    REQUIRE(snprintf(copy, sizeof(copy), "%s/copy.kb", copies) < (int)sizeof(copy));
    CHECK(holds(kb_backup(base, kb_text_of(copy), &blob, &error), &blob,
                "\"schema\":\"kb.backup/1\""));
    CHECK(answered(kb_backup(base, kb_text_of(copy), NULL, &error), KB_ALREADY_EXISTS, &error));
    CHECK(answered(kb_backup(base, kb_text_of(""), NULL, &error), KB_INVALID_ARGUMENT, &error));
    CHECK(answered(kb_base_open(kb_text_of(copy), &options, &copied, &error), KB_OK, &error));
    kb_base_close(copied);
    remove_folder(copies);
}

static void make_base(void) {
    kb_open_options options = KB_OPEN_OPTIONS_INIT;
    const kb_action coach = by("coach");
    kb_person cara = KB_PERSON_INIT;
    options.owner = kb_text_of("coach");
    REQUIRE(answered(kb_base_create(kb_text_of(folder), &options, &base, &error), KB_OK, &error));
    cara.id = kb_text_of("cara");
    cara.name = kb_text_of("Cara");
    REQUIRE(answered(kb_person_put(base, &cara, &coach, &error), KB_OK, &error));
}

int main(void) {
    new_folder(folder, sizeof(folder));
    run_case("a base is made", make_base);
    if (base != NULL) {
        run_case("an article is added under the rules of the life cycle",
                 an_article_is_added_under_the_rules_of_the_life_cycle);
        run_case("an edit changes what is set and nothing else",
                 an_edit_changes_what_is_set_and_nothing_else);
        run_case("every member can be edited, and a list emptied",
                 every_member_can_be_edited_and_a_list_emptied);
        run_case("the history tells who did what", the_history_tells_who_did_what);
        run_case("similar articles are those the viewer may read",
                 similar_articles_are_those_the_viewer_may_read);
        run_case("links are listed by article and by case",
                 links_are_listed_by_article_and_by_case);
        run_case("flags are listed, all or open", flags_are_listed_all_or_open);
        run_case("people are listed and read", people_are_listed_and_read);
        run_case("a ranking of one's own orders the hits", a_ranking_of_ones_own_orders_the_hits);
        run_case("a backup goes to a new folder only", a_backup_goes_to_a_new_folder_only);
        run_case("the index can be written out, looked at and made anew",
                 the_index_can_be_written_out_looked_at_and_made_anew);
    }
    kb_base_close(base);
    remove_folder(folder);
    return end_of_cases();
}
