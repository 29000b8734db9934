/* SPDX-License-Identifier: Apache-2.0 */
#ifndef KB_TESTS_C_CHECK_H
#define KB_TESTS_C_CHECK_H

/* Cases with sentences for names, in plain C: CHECK goes on, REQUIRE leaves the case. */

#define _POSIX_C_SOURCE 200809L /* mkdtemp */

#include <kb.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int failures_of_case = 0;
static int cases_passed = 0;
static int cases_failed = 0;

static inline int check_that(int good, const char* text, const char* file, int line) {
    if (!good) {
        ++failures_of_case;
        printf("%s:%d: FAILED: %s\n", file, line, text);
    }
    return good;
}
#define CHECK(condition) ((void)check_that((condition) ? 1 : 0, #condition, __FILE__, __LINE__))
#define REQUIRE(condition)                                                      \
    do {                                                                        \
        if (!check_that((condition) ? 1 : 0, #condition, __FILE__, __LINE__)) { \
            return;                                                             \
        }                                                                       \
    } while (0)

static inline void run_case(const char* name, void (*body)(void)) {
    failures_of_case = 0;
    body();
    if (failures_of_case == 0) {
        ++cases_passed;
    } else {
        ++cases_failed;
        printf("case: %s\n", name);
    }
}

static inline int end_of_cases(void) {
    printf("%d passed, %d failed\n", cases_passed, cases_failed);
    return cases_failed == 0 ? 0 : 1;
}

static inline int same_text(kb_text text, const char* want) {
    return text.size == strlen(want) && memcmp(text.data, want, text.size) == 0;
}

static inline int text_contains(kb_text text, const char* want) {
    return text.data != NULL && strstr(text.data, want) != NULL; /* a zero byte ends each text */
}

/* A status, with the message shown where it is not what was wanted. */
static inline int answered(kb_status got, kb_status want, kb_error** error) {
    if (got != want) {
        printf("status %d, wanted %d: %s\n", (int)got, (int)want, kb_error_message(*error).data);
    }
    kb_error_free(*error);
    *error = NULL;
    return got == want;
}

/* A new folder under the system's folder for temporary files. */
static inline char* new_folder(char* buffer, size_t size) {
    const char* parent = getenv("TMPDIR");
    if (snprintf(buffer, size, "%s/kb-c-XXXXXX", parent != NULL ? parent : "/tmp") >= (int)size) {
        abort();
    }
    if (mkdtemp(buffer) == NULL) {
        perror("mkdtemp");
        abort();
    }
    return buffer;
}

static inline void remove_folder(const char* folder) {
    char command[512];
    if (snprintf(command, sizeof(command), "rm -rf '%s'", folder) >= (int)sizeof(command) ||
        system(command) != 0) {
        printf("cannot remove %s\n", folder);
    }
}

#endif /* KB_TESTS_C_CHECK_H */
