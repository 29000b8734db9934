/* SPDX-License-Identifier: Apache-2.0 */
#ifndef KB_H
#define KB_H

/*
 * The C interface of kb, and the only binary interface it keeps stable. C11 and later, C++ too.
 *
 * What holds for every function:
 *   1. A handle is opaque. What a call hands over is yours until you give it to the matching
 *      _close or _free, which accept NULL. Never hand it to free().
 *   2. A call that can fail returns a kb_status and takes `error` last: NULL, or the address of
 *      a kb_error* that is set to what went wrong, and to NULL where nothing did.
 *   3. Out parameters stand before `error`. Handles and numbers are set to NULL and 0 first and
 *      stay so where the call fails; structures are filled where it succeeds. One that is
 *      documented to be optional may be NULL.
 *   4. Text is UTF-8 with an explicit size. Text that a call returns is borrowed: it lives as long
 *      as the handle it was read from, and a zero byte follows it. Text that is handed in is only
 *      looked at during the call.
 *   5. Structures start with their own size, which the _INIT macro sets. Members are only appended;
 *      a library older or newer than the header uses the members both know.
 *   6. A kb_base may be shared between threads; any other handle belongs to one at a time.
 *   7. The library prints nothing, ends no process, and lets no C++ exception out. A NULL or an
 *      index out of range is KB_INVALID_ARGUMENT, or an empty answer where there is no status.
 */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifndef KB_API
#define KB_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* -- Words ------------------------------------------------------------------------------------- */

typedef struct kb_base kb_base;         /* an open knowledge base */
typedef struct kb_hits kb_hits;         /* the answer to one search */
typedef struct kb_outcome kb_outcome;   /* what a write did to one article */
typedef struct kb_captured kb_captured; /* what came of a capture */
typedef struct kb_blob kb_blob;         /* bytes that a call made: JSON, a report */
typedef struct kb_error kb_error;       /* why a call failed */

typedef int32_t kb_status;
enum {
    KB_OK = 0,
    KB_INVALID_ARGUMENT = 1,   /* the request itself is wrong; repeating it cannot help */
    KB_NOT_FOUND = 2,          /* no such article, version, person or file */
    KB_ALREADY_EXISTS = 3,     /* an identifier is taken */
    KB_CONFLICT = 4,           /* the article moved on since the caller read it */
    KB_PERMISSION_DENIED = 5,  /* the person's licence or audience does not allow it */
    KB_CORRUPTION = 6,         /* stored bytes fail a checksum or a format rule */
    KB_IO = 7,                 /* the operating system refused a read, a write or a sync */
    KB_UNSUPPORTED = 8,        /* a format version or a feature this build does not have */
    KB_RESOURCE_EXHAUSTED = 9, /* a documented limit was reached, or memory ran out */
    KB_CANCELLED = 10,         /* the caller asked to stop */
    KB_INTERNAL = 11,          /* a defect of this library */
    KB_LOCKED = 12             /* another process is writing to this base */
};

typedef int32_t kb_field;
enum {
    KB_FIELD_TITLE,
    KB_FIELD_ISSUE,
    KB_FIELD_ENVIRONMENT,
    KB_FIELD_RESOLUTION,
    KB_FIELD_CAUSE,
    KB_FIELD_KEYWORDS,
    KB_FIELD_CODES
};

#define KB_UNCHANGED (-1) /* in a kb_state_change: stays as it is */
#define KB_UNSET (-1)     /* in a kb_import_options: not said */

typedef int32_t kb_confidence;
enum { KB_WORK_IN_PROGRESS, KB_NOT_VALIDATED, KB_VALIDATED, KB_ARCHIVED };

typedef int32_t kb_audience; /* each includes those after it */
enum { KB_AUDIENCE_INTERNAL, KB_AUDIENCE_PARTNER, KB_AUDIENCE_CUSTOMER, KB_AUDIENCE_PUBLIC };

typedef int32_t kb_governance;
enum { KB_EXPERIENCE_BASED, KB_COMPLIANCE_BASED };

typedef int32_t kb_licence; /* each includes those before it */
enum {
    KB_LICENCE_READER,
    KB_LICENCE_CANDIDATE,
    KB_LICENCE_CONTRIBUTOR,
    KB_LICENCE_PUBLISHER,
    KB_LICENCE_COACH
};

typedef int32_t kb_link_kind;
enum {
    KB_LINK_RESOLVED_BY_KNOWN, /* the article was there before the case, and resolved it */
    KB_LINK_RESOLVED_BY_NEW,   /* it was written for this case */
    KB_LINK_JOINED_WIP,        /* the case joined somebody's work in progress */
    KB_LINK_REFERENCE,         /* it helped, it did not resolve */
    KB_LINK_SENT_TO_CUSTOMER   /* the agent sent it */
};

typedef int32_t kb_flag_kind;
enum {
    KB_FLAG_OUTDATED,
    KB_FLAG_WRONG,
    KB_FLAG_UNCLEAR,
    KB_FLAG_DUPLICATE,
    KB_FLAG_AUDIENCE,
    KB_FLAG_OTHER
};

typedef struct kb_text {
    const char* data; /* may be NULL where size is 0 */
    size_t size;      /* in bytes */
} kb_text;

/* A string that ends in a zero byte, as a kb_text; KB_NONE is the empty one. */
static inline kb_text kb_text_of(const char* string) {
    kb_text text;
    text.data = string;
    text.size = string != NULL ? strlen(string) : 0;
    return text;
}
#define KB_NONE \
    { NULL, 0 }

KB_API kb_text kb_version(void); /* "0.1.0" */

/* A binding refuses a library whose number differs from the one it was written for. */
#define KB_ABI_VERSION 1
KB_API uint32_t kb_abi_version(void);

/* Of NULL: KB_OK and the empty text. */
KB_API kb_status kb_error_code(const kb_error* error);
KB_API kb_text kb_error_message(const kb_error* error);
KB_API void kb_error_free(kb_error* error);

KB_API kb_text kb_blob_text(const kb_blob* blob);
KB_API void kb_blob_free(kb_blob* blob);

/* Who does something, and why. Every writing call takes one. */
typedef struct kb_action {
    size_t struct_size;
    kb_text by;      /* a person of the base */
    kb_text reason;  /* may be empty */
    kb_text case_id; /* that gave rise to it; may be empty */
} kb_action;
#define KB_ACTION_INIT \
    { sizeof(kb_action), KB_NONE, KB_NONE, KB_NONE }

/* -- A base ------------------------------------------------------------------------------------ */

enum {
    KB_OPEN_READ = 1,   /* takes no lock; sees what was acknowledged until then */
    KB_OPEN_CREATE = 2, /* make the base where there is none */
    /* When a base is made: who also finds articles that are not validated yet. */
    KB_OPEN_PARTNER_READS_NOT_VALIDATED = 4,
    KB_OPEN_CUSTOMER_READS_NOT_VALIDATED = 8,
    KB_OPEN_PUBLIC_READS_NOT_VALIDATED = 16,
    KB_OPEN_REBUILD_INDEX = 32, /* make the index anew from the store, damaged or not */
    KB_OPEN_WARM_UP = 64        /* returns once what every search reads is in memory */
};

typedef int32_t kb_log_level;
enum { KB_LOG_DEBUG, KB_LOG_INFO, KB_LOG_WARNING, KB_LOG_ERROR };

/* May be called from a thread of the library, and must not call back into it. */
typedef void (*kb_log_function)(void* context, kb_log_level level, kb_text message);

/* The wish that long calls end. One may serve any number of bases, and outlives them. Import,
 * export, backup, rebuilding and merging look at it between two batches and end with KB_CANCELLED:
 * what is done stays. kb_cancellation_request may be called in any thread and in a signal handler;
 * the wish stands until kb_cancellation_reset. */
typedef struct kb_cancellation kb_cancellation;
KB_API kb_status kb_cancellation_make(kb_cancellation** cancellation, kb_error** error);
KB_API void kb_cancellation_request(kb_cancellation* cancellation); /* NULL: nothing happens */
KB_API void kb_cancellation_reset(kb_cancellation* cancellation);
KB_API void kb_cancellation_free(kb_cancellation* cancellation);

typedef struct kb_open_options {
    size_t struct_size;
    kb_text owner;       /* id of the first person, a coach; needed where a base is made */
    kb_text owner_name;  /* for display; empty: the id */
    kb_log_function log; /* NULL: silence */
    void* log_context;
    uint32_t flags;                /* KB_OPEN_... */
    uint32_t search_threads;       /* of one search of a large base, up to 16; 0: 2 */
    kb_cancellation* cancellation; /* may be NULL */
    /* Budgets in bytes, 0: none, else 1 MiB at the least. A write, a flush or a merge that would go
     * beyond one fails with KB_RESOURCE_EXHAUSTED before it begins. */
    uint64_t disk_bytes_max;   /* of the folder of the base */
    uint64_t write_memory_max; /* of what writes hold in memory */
} kb_open_options;
#define KB_OPEN_OPTIONS_INIT \
    { sizeof(kb_open_options), KB_NONE, KB_NONE, NULL, NULL, 0, 0, NULL, 0, 0 }

/* Makes a base in a folder that is empty or does not exist, and opens it for writing. Fails with
 * KB_ALREADY_EXISTS, KB_INVALID_ARGUMENT (no owner) or KB_IO. */
KB_API kb_status kb_base_create(kb_text directory, const kb_open_options* options, kb_base** base,
                                kb_error** error);

/* Opens a base for writing, which one process at a time may; `options` may be NULL. Fails with
 * KB_NOT_FOUND, KB_LOCKED, KB_UNSUPPORTED (a newer format), KB_CORRUPTION or KB_IO. */
KB_API kb_status kb_base_open(kb_text directory, const kb_open_options* options, kb_base** base,
                              kb_error** error);

/* Opened for reading: sees what another process has written until now. Opened for writing there is
 * nothing to do. */
KB_API kb_status kb_base_refresh(kb_base* base, kb_error** error);

/* Writes what is only in memory to files, lets go of the folder, and tells what went wrong. Later
 * calls fail, a second kb_base_shut too; the handle still has to be given to kb_base_close. */
KB_API kb_status kb_base_shut(kb_base* base, kb_error** error);

/* Shuts the base where that was not done, and frees the handle. */
KB_API void kb_base_close(kb_base* base);

/* Counts, sizes and the number of the last change, as a JSON object. */
KB_API kb_status kb_statistics_json(const kb_base* base, kb_blob** json, kb_error** error);

enum { KB_VERIFY_QUICK = 1 /* headers and counts only, not every article */ };

/* Compares index, store and files. What is damaged is counted in `damage` and told in `json`, an
 * object that may be NULL; finding damage is a success of the call. */
KB_API kb_status kb_verify(const kb_base* base, uint32_t flags, uint64_t* damage, kb_blob** json,
                           kb_error** error);

/* Makes the index anew from the store. KB_CANCELLED leaves it as it was. */
KB_API kb_status kb_rebuild(kb_base* base, kb_error** error);

enum {
    KB_FLUSH_MERGE = 1,  /* also make one file of each shelf */
    KB_FLUSH_COMPACT = 2 /* and put articles that are alike side by side, which takes longer */
};

/* Writes what of the index is only in memory to files. Nothing is lost without it: what a call
 * acknowledged is in the store. */
KB_API kb_status kb_flush(kb_base* base, uint32_t flags, kb_error** error);

/* Copies the base, as it is at this moment, to a folder that does not exist or is empty
 * (KB_ALREADY_EXISTS otherwise). The copy is a base. A base that was opened for reading can be
 * copied while another process writes to it. KB_CANCELLED leaves nothing of the copy. `json` may be
 * NULL. */
KB_API kb_status kb_backup(const kb_base* base, kb_text directory, kb_blob** json,
                           kb_error** error);

/* For people: the shelves and their segment files; with a term or an article, what the index says
 * of it. Either may be empty. */
KB_API kb_status kb_inspect(const kb_base* base, kb_text article, kb_text term, kb_blob** text,
                            kb_error** error);

/* Adds a person or changes the licence of one. The acting person must be a coach. */
typedef struct kb_person {
    size_t struct_size;
    kb_text id;
    kb_text name;       /* for display; empty: the id */
    kb_licence licence; /* KB_LICENCE_... */
    uint32_t reserved;  /* 0 */
} kb_person;
#define KB_PERSON_INIT \
    { sizeof(kb_person), KB_NONE, KB_NONE, KB_LICENCE_CANDIDATE, 0 }
KB_API kb_status kb_person_put(kb_base* base, const kb_person* person, const kb_action* action,
                               kb_error** error);

/* One person, and everybody, as a JSON object. The first fails with KB_NOT_FOUND. */
KB_API kb_status kb_person_json(const kb_base* base, kb_text id, kb_blob** json, kb_error** error);
KB_API kb_status kb_people_json(const kb_base* base, kb_blob** json, kb_error** error);

/* -- Finding ----------------------------------------------------------------------------------- */

enum {
    KB_SEARCH_NO_SNIPPETS = 1,
    KB_SEARCH_NO_CORRECTION = 2, /* take every word as it was written */
    KB_SEARCH_EXPLAIN = 4,       /* why each hit has its score */
    KB_SEARCH_ARCHIVED = 8       /* also archived articles; for internal viewers only */
};

/* What orders the best hits; docs/ranking.md has the formulas. A lift adds at most its share of the
 * best text score: 0.3 means "up to 30 % of it". */
typedef struct kb_ranking {
    size_t struct_size;
    float coverage_lift;           /* each lift 0 to 1; share of the query's words */
    float exact_form_lift;         /* the word as written */
    float proximity_lift;          /* the words close together */
    float title_lift;              /* the title made of the query's words */
    float identifier_lift;         /* a code or version of the query, whole */
    float reuse_lift;              /* solved cases, aged */
    float confidence_lift;         /* how sure we are */
    float freshness_lift;          /* days since validated or reused */
    uint32_t rerank_depth;         /* 0 to 1000 candidates; 0: text alone */
    uint32_t reuse_half_life_days; /* 1 to 36500 */
    uint32_t freshness_half_life_days;
    uint32_t reserved; /* 0 */
} kb_ranking;
#define KB_RANKING_INIT \
    { sizeof(kb_ranking), 0.20F, 0.10F, 0.15F, 0.15F, 0.50F, 0.10F, 0.05F, 0.02F, 100, 60, 180, 0 }

typedef struct kb_search_options {
    size_t struct_size;
    kb_text viewer;   /* "public", "customer", "partner" or "internal", with or without ":<id>";
                         empty: public. What he may not read does not exist for him */
    kb_text filter;   /* "product:client state:validated"; empty: no limit */
    kb_text language; /* of the query; empty: "en" */
    uint32_t limit;   /* hits wanted, 1 to 1000 */
    uint32_t offset;  /* hits left out before the first, 0 to 10000 */
    uint32_t flags;   /* KB_SEARCH_... */
    uint32_t time_limit_us;     /* then it ends with what it has, and a warning; 0: no limit */
    const kb_ranking* ranking;  /* NULL: KB_RANKING_INIT */
    uint64_t exact_total_up_to; /* hits are counted exactly up to here; below 2^63 */
} kb_search_options;
#define KB_SEARCH_OPTIONS_INIT \
    { sizeof(kb_search_options), KB_NONE, KB_NONE, KB_NONE, 10, 0, 0, 0, NULL, 1000 }

/* Searches; `options` may be NULL for the defaults. No hit is a success. A query never fails to
 * parse: what makes no sense as syntax is searched for as text, and a warning says so. Fails with
 * KB_INVALID_ARGUMENT (viewer, filter, limit, offset). */
KB_API kb_status kb_search(const kb_base* base, kb_text query, const kb_search_options* options,
                           kb_hits** hits, kb_error** error);

/* The same, answered as one JSON object; docs/c-api.md shows it. */
KB_API kb_status kb_search_json(const kb_base* base, kb_text query,
                                const kb_search_options* options, kb_blob** json, kb_error** error);

/* A matching place: the bytes [begin, end) of a text. */
typedef struct kb_span {
    size_t begin;
    size_t end;
} kb_span;

typedef struct kb_hit {
    size_t struct_size;
    kb_text id;
    kb_text title;
    kb_text language;
    kb_text snippet;      /* the passage that matched */
    const kb_span* spans; /* where in `snippet`, in order */
    size_t span_count;
    double score;             /* compares within one answer only */
    uint64_t solved;          /* cases this article resolved */
    int64_t last_solved_ms;   /* since 1970 in UTC; 0: never */
    int64_t modified_ms;      /* since 1970 in UTC */
    uint32_t rank;            /* counts from 1 over all pages */
    uint32_t version;         /* of the article */
    kb_field snippet_field;   /* KB_FIELD_... */
    kb_confidence confidence; /* KB_WORK_IN_PROGRESS ... */
    kb_audience audience;     /* KB_AUDIENCE_... */
    kb_governance governance; /* KB_EXPERIENCE_BASED ... */
} kb_hit;
#define KB_HIT_INIT \
    { sizeof(kb_hit), KB_NONE, KB_NONE, KB_NONE, KB_NONE, NULL, 0, 0.0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

KB_API size_t kb_hits_count(const kb_hits* hits);
/* Hits are in order of relevance; `index` counts from 0. */
KB_API kb_status kb_hits_get(const kb_hits* hits, size_t index, kb_hit* hit, kb_error** error);
/* With KB_SEARCH_EXPLAIN: a line for each number that the score is the sum of; else empty. */
KB_API kb_text kb_hits_explanation(const kb_hits* hits, size_t index);

/* How many articles match in all; 1 in `exact` (may be NULL) unless there are more than that. */
KB_API uint64_t kb_hits_total(const kb_hits* hits, int32_t* exact);
/* 0 where a time limit ended the search, and better hits may be missing; else 1. */
KB_API int32_t kb_hits_complete(const kb_hits* hits);
/* How the query was understood, with the words that were corrected in it. */
KB_API kb_text kb_hits_parsed(const kb_hits* hits);
/* What was left out of the query or taken as text. */
KB_API size_t kb_hits_warning_count(const kb_hits* hits);
KB_API kb_text kb_hits_warning(const kb_hits* hits, size_t index);

/* A word that no article the viewer may read has, and the one searched for in its place. */
typedef struct kb_correction {
    size_t struct_size;
    kb_text from;
    kb_text to;
    kb_span place; /* of `from` in the query */
    uint64_t gain; /* articles that have the corrected word */
} kb_correction;
#define KB_CORRECTION_INIT \
    { sizeof(kb_correction), KB_NONE, KB_NONE, {0, 0}, 0 }
KB_API size_t kb_hits_correction_count(const kb_hits* hits);
KB_API kb_status kb_hits_correction(const kb_hits* hits, size_t index, kb_correction* correction,
                                    kb_error** error);
KB_API void kb_hits_free(kb_hits* hits);

/* Which article to read, and as whom. */
typedef struct kb_read_options {
    size_t struct_size;
    kb_text viewer;    /* as in kb_search_options */
    uint32_t version;  /* 0: the current one */
    uint32_t reserved; /* 0 */
} kb_read_options;
#define KB_READ_OPTIONS_INIT \
    { sizeof(kb_read_options), KB_NONE, 0, 0 }

/* One article as a JSON object; `options` may be NULL. Fails with KB_NOT_FOUND, also where the
 * article exists and the viewer may not read it. */
KB_API kb_status kb_article_json(const kb_base* base, kb_text id, const kb_read_options* options,
                                 kb_blob** json, kb_error** error);

/* What happened to an article, oldest first, as a JSON object. For internal viewers: fails with
 * KB_NOT_FOUND for others. The version of `options` is 0. */
KB_API kb_status kb_history_json(const kb_base* base, kb_text id, const kb_read_options* options,
                                 kb_blob** json, kb_error** error);

typedef struct kb_similar_options {
    size_t struct_size;
    kb_text viewer; /* as in kb_search_options */
    uint32_t limit; /* articles wanted, 1 to 100 */
    uint32_t flags; /* 0 */
} kb_similar_options;
#define KB_SIMILAR_OPTIONS_INIT \
    { sizeof(kb_similar_options), KB_NONE, 10, 0 }

/* Articles with the same words as one, best first, as a JSON object; `options` may be NULL. Fails
 * with KB_NOT_FOUND. */
KB_API kb_status kb_similar_json(const kb_base* base, kb_text id, const kb_similar_options* options,
                                 kb_blob** json, kb_error** error);

/* -- Capturing and improving ------------------------------------------------------------------- */
/* All of these can fail with KB_PERMISSION_DENIED (the message names the licence that is missing),
 * KB_NOT_FOUND, KB_CONFLICT, KB_INVALID_ARGUMENT, KB_RESOURCE_EXHAUSTED, KB_IO, and KB_UNSUPPORTED
 * where the base was opened for reading. When one returns KB_OK, what it wrote is on disk, and the
 * next search finds it. */

/* What the content standard has to say about one place of an article. */
typedef struct kb_finding {
    size_t struct_size;
    kb_text check;   /* stable name: "issue-missing" */
    kb_text message; /* one sentence for people */
    kb_span place;   /* 0, 0: the whole field */
    kb_field field;
    int32_t severity; /* 0 hint, 1 warning, 2 error */
} kb_finding;
#define KB_FINDING_INIT \
    { sizeof(kb_finding), KB_NONE, KB_NONE, {0, 0}, 0, 0 }

/* Of NULL: the empty text, 0. */
KB_API kb_text kb_outcome_id(const kb_outcome* outcome);
KB_API uint32_t kb_outcome_version(const kb_outcome* outcome);
KB_API int32_t kb_outcome_created(const kb_outcome* outcome); /* 1: the article is new */
KB_API int32_t kb_outcome_changed(const kb_outcome* outcome); /* 0: it was there just so */
KB_API size_t kb_outcome_finding_count(const kb_outcome* outcome);
KB_API kb_status kb_outcome_finding(const kb_outcome* outcome, size_t index, kb_finding* finding,
                                    kb_error** error);
KB_API void kb_outcome_free(kb_outcome* outcome);

/* Creates an article from a JSON object, or replaces the one of that id, as an import does. Needs a
 * publisher. `outcome` may be NULL. */
KB_API kb_status kb_put_json(kb_base* base, kb_text json, const kb_action* action,
                             kb_outcome** outcome, kb_error** error);

/* Creates an article in its state under the rules of the life cycle: a mandatory field that its
 * confidence lacks is KB_INVALID_ARGUMENT, a licence that the person lacks for this state
 * KB_PERMISSION_DENIED, a taken id KB_ALREADY_EXISTS. `outcome` may be NULL. */
KB_API kb_status kb_add_json(kb_base* base, kb_text json, const kb_action* action,
                             kb_outcome** outcome, kb_error** error);

/* received = created + replaced + unchanged + refused */
typedef struct kb_put_summary {
    size_t struct_size;
    uint64_t received;
    uint64_t created;
    uint64_t replaced;
    uint64_t unchanged; /* there with the same content */
    uint64_t refused;
} kb_put_summary;
#define KB_PUT_SUMMARY_INIT \
    { sizeof(kb_put_summary), 0, 0, 0, 0, 0 }

/* kb_put_json for many in one synced write, one JSON object a line. A line that is refused keeps no
 * other from being written; `refusals` (may be NULL) gets a text with one line of "line N: reason"
 * for each. `summary` may be NULL. */
KB_API kb_status kb_put_lines_json(kb_base* base, kb_text lines, const kb_action* action,
                                   kb_put_summary* summary, kb_blob** refusals, kb_error** error);

typedef struct kb_state_change {
    size_t struct_size;
    kb_text article;
    kb_confidence confidence;  /* or KB_UNCHANGED */
    kb_audience audience;      /* or KB_UNCHANGED */
    kb_governance governance;  /* or KB_UNCHANGED */
    uint32_t expected_version; /* KB_CONFLICT where the article moved on; 0: any */
} kb_state_change;
#define KB_STATE_CHANGE_INIT \
    { sizeof(kb_state_change), KB_NONE, KB_UNCHANGED, KB_UNCHANGED, KB_UNCHANGED, 0 }
/* `outcome` may be NULL. */
KB_API kb_status kb_set_state(kb_base* base, const kb_state_change* change, const kb_action* action,
                              kb_outcome** outcome, kb_error** error);

typedef struct kb_pair {
    kb_text name; /* may be empty */
    kb_text value;
} kb_pair;

/* In kb_edit_request::set: which members replace what is there; the others are not looked at. */
enum {
    KB_EDIT_TITLE = 1,
    KB_EDIT_ENVIRONMENT = 2,
    KB_EDIT_RESOLUTION = 4,
    KB_EDIT_CAUSE = 8,
    KB_EDIT_KEYWORDS = 16,
    KB_EDIT_CODES = 32,
    KB_EDIT_PRODUCTS = 64,
    KB_EDIT_OWNER_DOMAIN = 128,
    KB_EDIT_LANGUAGE = 256
};

/* A revision. Issue statements can only be added; a list of 0 entries that is set empties it. */
typedef struct kb_edit_request {
    size_t struct_size;
    kb_text article;
    kb_text title;
    kb_text resolution;
    kb_text cause;
    kb_text owner_domain;
    kb_text language;
    const kb_text* add_issue; /* the requestor's words; NULL with a count of 0, as all lists */
    size_t add_issue_count;
    const kb_pair* environment;
    size_t environment_count;
    const kb_text* keywords;
    size_t keyword_count;
    const kb_text* codes;
    size_t code_count;
    const kb_text* products;
    size_t product_count;
    uint32_t set;              /* KB_EDIT_... */
    uint32_t expected_version; /* KB_CONFLICT where the article moved on; 0: any */
} kb_edit_request;
#define KB_EDIT_REQUEST_INIT                                                                    \
    {                                                                                           \
        sizeof(kb_edit_request), KB_NONE, KB_NONE, KB_NONE, KB_NONE, KB_NONE, KB_NONE, NULL, 0, \
            NULL, 0, NULL, 0, NULL, 0, NULL, 0, 0, 0                                            \
    }
/* `outcome` may be NULL. */
KB_API kb_status kb_edit(kb_base* base, const kb_edit_request* request, const kb_action* action,
                         kb_outcome** outcome, kb_error** error);

enum {
    KB_CAPTURE_EVEN_IF_KNOWN = 1, /* also where an article is very similar */
    KB_CAPTURE_DRY_RUN = 2        /* decide and tell, write nothing */
};

typedef struct kb_capture_options {
    size_t struct_size;
    kb_text query;        /* the search that found nothing fitting */
    const kb_text* issue; /* more of the requestor's words; NULL with a count of 0 */
    size_t issue_count;
    const kb_pair* environment; /* {"os", "Windows 11"}; NULL with a count of 0 */
    size_t environment_count;
    const kb_text* products; /* NULL with a count of 0 */
    size_t product_count;
    kb_text title;      /* empty: made from the query */
    kb_text resolution; /* empty: work in progress */
    kb_text cause;      /* may be empty */
    kb_text language;   /* empty: "en" */
    kb_text case_id;    /* linked to the new article; empty: none */
    uint32_t flags;     /* KB_CAPTURE_... */
    uint32_t reserved;  /* 0 */
} kb_capture_options;
#define KB_CAPTURE_OPTIONS_INIT                                                                    \
    {                                                                                              \
        sizeof(kb_capture_options), KB_NONE, NULL, 0, NULL, 0, NULL, 0, KB_NONE, KB_NONE, KB_NONE, \
            KB_NONE, KB_NONE, 0, 0                                                                 \
    }

/* From what was searched to an article: the known one that says this already, or a new one that
 * keeps the words of the search. */
KB_API kb_status kb_capture(kb_base* base, const kb_capture_options* options,
                            const kb_action* action, kb_captured** captured, kb_error** error);

typedef int32_t kb_capture_kind;
enum {
    KB_CAPTURE_NEW,  /* a new article was written */
    KB_CAPTURE_KNOWN /* an existing article says this; link it instead */
};

/* Another article that looks like the captured one. */
typedef struct kb_similar {
    size_t struct_size;
    kb_text id;
    kb_text title;
    double similarity; /* 0 to 1; 1: the same words */
} kb_similar;
#define KB_SIMILAR_INIT \
    { sizeof(kb_similar), KB_NONE, KB_NONE, 0.0 }

KB_API kb_capture_kind kb_captured_kind(const kb_captured* captured);
KB_API kb_text kb_captured_id(const kb_captured* captured); /* of the new or the known article */
KB_API kb_text kb_captured_title(const kb_captured* captured);
KB_API size_t kb_captured_similar_count(const kb_captured* captured);
KB_API kb_status kb_captured_similar(const kb_captured* captured, size_t index, kb_similar* similar,
                                     kb_error** error);
KB_API size_t kb_captured_finding_count(const kb_captured* captured);
KB_API kb_status kb_captured_finding(const kb_captured* captured, size_t index, kb_finding* finding,
                                     kb_error** error);
KB_API void kb_captured_free(kb_captured* captured);

/* Which case, which article, and how they belong together. */
typedef struct kb_link_request {
    size_t struct_size;
    kb_text case_id;
    kb_text article;
    kb_link_kind kind; /* KB_LINK_... */
    uint32_t reserved; /* 0 */
} kb_link_request;
#define KB_LINK_REQUEST_INIT \
    { sizeof(kb_link_request), KB_NONE, KB_NONE, KB_LINK_RESOLVED_BY_KNOWN, 0 }
/* The same link again changes nothing. */
KB_API kb_status kb_link(kb_base* base, const kb_link_request* request, const kb_action* action,
                         kb_error** error);
KB_API kb_status kb_unlink(kb_base* base, kb_text case_id, kb_text article, const kb_action* action,
                           kb_error** error);

/* The links of an article, and of a case, as a JSON object. */
KB_API kb_status kb_links_of_article_json(const kb_base* base, kb_text article, kb_blob** json,
                                          kb_error** error);
KB_API kb_status kb_links_of_case_json(const kb_base* base, kb_text case_id, kb_blob** json,
                                       kb_error** error);

/* A remark that an article needs work. */
typedef struct kb_flag_request {
    size_t struct_size;
    kb_text article;
    kb_text text;
    kb_flag_kind kind; /* KB_FLAG_... */
    uint32_t reserved; /* 0 */
} kb_flag_request;
#define KB_FLAG_REQUEST_INIT \
    { sizeof(kb_flag_request), KB_NONE, KB_NONE, KB_FLAG_OTHER, 0 }
/* `number` may be NULL; it is what kb_resolve_flag takes. */
KB_API kb_status kb_flag(kb_base* base, const kb_flag_request* request, const kb_action* action,
                         uint64_t* number, kb_error** error);
KB_API kb_status kb_resolve_flag(kb_base* base, uint64_t number, kb_text resolution,
                                 const kb_action* action, kb_error** error);

enum { KB_FLAGS_OPEN = 1 /* only those that nobody has resolved */ };

/* Flags of an article, or of all where `article` is empty, oldest first, as a JSON object. */
KB_API kb_status kb_flags_json(const kb_base* base, kb_text article, uint32_t flags, kb_blob** json,
                               kb_error** error);

/* -- Proposals --------------------------------------------------------------------------------- */

/* Keeps an edit for somebody with the licence for it. `number` may be NULL; it is what kb_accept
   and kb_reject take. */
KB_API kb_status kb_propose(kb_base* base, const kb_edit_request* request, const kb_action* action,
                            uint64_t* number, kb_error** error);

enum { KB_ACCEPT_EVEN_IF_OVERTAKEN = 1 /* also where others changed the same fields since */ };

/* Makes a version of an open proposal. `outcome` may be NULL. */
KB_API kb_status kb_accept(kb_base* base, uint64_t proposal, uint32_t flags,
                           const kb_action* action, kb_outcome** outcome, kb_error** error);
/* Closes one without a version; by whoever made it: withdrawn, else with action->reason. */
KB_API kb_status kb_reject(kb_base* base, uint64_t proposal, const kb_action* action,
                           kb_error** error);

enum { KB_PROPOSALS_OPEN = 1 /* only those that nobody has decided */ };

/* Proposals of an article, or of all where `article` is empty, oldest first, as a JSON object. */
KB_API kb_status kb_proposals_json(const kb_base* base, kb_text article, uint32_t flags,
                                   kb_blob** json, kb_error** error);
/* One of them with what it changes, field by field. */
KB_API kb_status kb_proposal_json(const kb_base* base, uint64_t number, kb_blob** json,
                                  kb_error** error);

/* Which kinds of what waits are wanted; 0: all. */
enum {
    KB_QUEUE_FLAGS = 1,
    KB_QUEUE_PROPOSALS = 2,
    KB_QUEUE_REVIEWS = 4, /* not validated, and last written by a candidate */
    KB_QUEUE_WORK_IN_PROGRESS = 8
};

/* What waits for somebody, longest first, as a JSON object. `owner_domain` and `by` may be empty:
   they do not restrict then. `limit` 0: all. */
KB_API kb_status kb_queue_json(const kb_base* base, uint32_t kinds, kb_text owner_domain,
                               kb_text by, uint64_t limit, kb_blob** json, kb_error** error);
/* Who flagged an article, proposed a change of it or voted it down, as a JSON object. */
KB_API kb_status kb_waiting_json(const kb_base* base, kb_text article, kb_blob** json,
                                 kb_error** error);

/* -- Policy ------------------------------------------------------------------------------------ */

/* Who may do what, as a JSON object of schema kb.policy/1 (docs/policy.md). */
KB_API kb_status kb_policy_json(const kb_base* base, kb_blob** json, kb_error** error);

enum { KB_POLICY_DRY_RUN = 1 /* decide and tell, write nothing */ };

/* Gives the base another policy, and moves the articles that stand on another shelf by it.
   `outcome` may be NULL. */
KB_API kb_status kb_set_policy(kb_base* base, kb_text json, uint32_t flags, const kb_action* action,
                               kb_blob** outcome, kb_error** error);

/* -- Changes ----------------------------------------------------------------------------------- */

/* The log of changes `from` to `until` (0: the last), newest first, as a JSON object; `limit` 0:
   all. */
KB_API kb_status kb_changes_json(const kb_base* base, uint64_t from, uint64_t until, uint64_t limit,
                                 kb_blob** json, kb_error** error);

enum { KB_UNDO_DRY_RUN = 1 /* decide and tell, write nothing */ };

/* Takes changes `from` to `until` (0: `from` alone) back, the newest first. What somebody changed
   since is left alone and listed in the JSON object. `json` may be NULL. */
KB_API kb_status kb_undo(kb_base* base, uint64_t from, uint64_t until, uint32_t flags,
                         const kb_action* action, kb_blob** json, kb_error** error);

/* -- In and out -------------------------------------------------------------------------------- */

typedef int32_t kb_exchange_format;
enum {
    KB_EXCHANGE_BY_ENDING = KB_UNSET, /* of the name of the file; import alone */
    KB_EXCHANGE_MARKDOWN = 0,
    KB_EXCHANGE_JSONL = 1,
    KB_EXCHANGE_CSV = 2,
    KB_EXCHANGE_HTML = 3 /* import alone */
};

typedef struct kb_progress {
    size_t struct_size;
    uint64_t done; /* records */
    uint64_t bytes_done;
    uint64_t bytes_total; /* 0: unknown */
} kb_progress;

/* Called now and then in the thread of the call. Answering 0 stops after the last finished batch,
 * which is kept, with KB_CANCELLED. It must not call back into the base. */
typedef int32_t (*kb_progress_function)(void* context, const kb_progress* progress);

enum { KB_IMPORT_DRY_RUN = 1 /* read and check, write nothing */ };

typedef struct kb_import_options {
    size_t struct_size;
    kb_text path;     /* a file, or a folder that is walked in name order; "-": standard input */
    kb_text map;      /* "id=_id,resolution=text": ours to theirs; may be empty */
    kb_text language; /* of articles that name none; empty: "en" */
    kb_progress_function progress; /* may be NULL */
    void* progress_context;
    kb_exchange_format format; /* KB_EXCHANGE_... */
    kb_confidence confidence;  /* of articles that name none; KB_UNSET: validated */
    kb_audience audience;      /* of articles that name none; KB_UNSET: internal */
    uint32_t batch;            /* 1 to 10000; articles in one synced write */
    uint32_t flags;            /* KB_IMPORT_... */
    uint32_t reserved;         /* 0 */
} kb_import_options;
#define KB_IMPORT_OPTIONS_INIT                                                                   \
    {                                                                                            \
        sizeof(kb_import_options), KB_NONE, KB_NONE, KB_NONE, NULL, NULL, KB_EXCHANGE_BY_ENDING, \
            KB_UNSET, KB_UNSET, 1000, 0, 0                                                       \
    }

/* read = added + updated + unchanged + refused */
typedef struct kb_import_summary {
    size_t struct_size;
    uint64_t read; /* records seen */
    uint64_t added;
    uint64_t updated;
    uint64_t unchanged; /* there with the same content */
    uint64_t refused;
    uint64_t warnings; /* articles that lack a mandatory field of their confidence */
} kb_import_summary;
#define KB_IMPORT_SUMMARY_INIT \
    { sizeof(kb_import_summary), 0, 0, 0, 0, 0, 0 }

/* Imports articles; needs a publisher. Continues where an interrupted run stopped: what is there
 * with the same content counts as unchanged. `summary` may be NULL; `rejects` (may be NULL) gets
 * the first 1000 records that were refused, as a JSON object. Fails with KB_INVALID_ARGUMENT,
 * KB_NOT_FOUND (no such file), KB_IO, KB_PERMISSION_DENIED, KB_CANCELLED. */
KB_API kb_status kb_import(kb_base* base, const kb_import_options* options, const kb_action* action,
                           kb_import_summary* summary, kb_blob** rejects, kb_error** error);

/* The same for events, one JSON object a line. Only path and progress are looked at. */
KB_API kb_status kb_import_events(kb_base* base, const kb_import_options* options,
                                  kb_import_summary* summary, kb_blob** rejects, kb_error** error);

enum { KB_EXPORT_ARCHIVED = 1 /* also archived articles; for internal viewers only */ };

typedef struct kb_export_options {
    size_t struct_size;
    kb_text path;   /* a file (JSONL, CSV) or a folder (Markdown); "-": standard output */
    kb_text viewer; /* as in kb_search_options; what he may not read is not written */
    kb_exchange_format format; /* KB_EXCHANGE_JSONL, _CSV or _MARKDOWN */
    uint32_t flags;            /* KB_EXPORT_... */
} kb_export_options;
#define KB_EXPORT_OPTIONS_INIT \
    { sizeof(kb_export_options), KB_NONE, KB_NONE, KB_EXCHANGE_JSONL, 0 }

/* Writes articles; `written` (may be NULL) is how many. A file takes its name when it is whole, so
 * KB_CANCELLED leaves what stood there before. */
KB_API kb_status kb_export(const kb_base* base, const kb_export_options* options, uint64_t* written,
                           kb_error** error);

/* -- Measuring --------------------------------------------------------------------------------- */

/* received = accepted + duplicate + refused */
typedef struct kb_record_summary {
    size_t struct_size;
    uint64_t received;
    uint64_t accepted;
    uint64_t duplicate; /* an event of that id was there */
    uint64_t refused;
} kb_record_summary;
#define KB_RECORD_SUMMARY_INIT \
    { sizeof(kb_record_summary), 0, 0, 0, 0 }

/* Records events, one JSON object a line, in one synced write. A line that is no event is refused
 * and keeps no other from being recorded; `refusals` (may be NULL) gets a text with one line of
 * "line N: reason" for each. `summary` may be NULL. */
KB_API kb_status kb_record_json(kb_base* base, kb_text lines, kb_record_summary* summary,
                                kb_blob** refusals, kb_error** error);

typedef int32_t kb_report_kind;
enum { KB_REPORT_SUMMARY, KB_REPORT_DEFLECTION, KB_REPORT_ARTICLES, KB_REPORT_FULL };

typedef int32_t kb_report_format;
enum { KB_FORMAT_TEXT, KB_FORMAT_JSON, KB_FORMAT_CSV, KB_FORMAT_HTML };

typedef struct kb_report_request {
    size_t struct_size;
    int64_t from_ms;            /* since 1970 in UTC, inclusive */
    int64_t until_ms;           /* exclusive; from_ms < until_ms */
    kb_text zone;               /* IANA name: where days begin; empty: "UTC" */
    double cost_per_case;       /* 0: no savings are shown */
    kb_report_kind kind;        /* KB_REPORT_... */
    kb_report_format format;    /* KB_FORMAT_... */
    uint32_t case_window_hours; /* 1 to 2400; a case this soon after an attempt counts */
    uint32_t top;               /* 1 to 10000; rows of lists */
    uint32_t people_min;        /* 1 to 1000; texts fewer people searched for are not shown */
    uint32_t reserved;          /* 0 */
} kb_report_request;
#define KB_REPORT_REQUEST_INIT                                                                    \
    {                                                                                             \
        sizeof(kb_report_request), 0, 0, KB_NONE, 0.0, KB_REPORT_SUMMARY, KB_FORMAT_TEXT, 72, 25, \
            5, 0                                                                                  \
    }

/* A report as one file of the format. Fails with KB_INVALID_ARGUMENT (times, zone). */
KB_API kb_status kb_report(const kb_base* base, const kb_report_request* request, kb_blob** report,
                           kb_error** error);

#ifdef __cplusplus
}
#endif
#endif /* KB_H */
