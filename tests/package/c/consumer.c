/* SPDX-License-Identifier: Apache-2.0 */

/* A program of somebody else's: it knows the installed kb.h and libkb_c, nothing more. */

#include <kb.h>

#include <stdio.h>

static int failed(kb_error* error) {
    fprintf(stderr, "%s\n", kb_error_message(error).data);
    kb_error_free(error);
    return 1;
}

int main(int argc, char** argv) {
    kb_base* base = NULL;
    kb_hits* hits = NULL;
    kb_error* error = NULL;
    kb_open_options options = KB_OPEN_OPTIONS_INIT;
    kb_action ana = KB_ACTION_INIT;
    kb_hit hit = KB_HIT_INIT;
    if (argc != 2) {
        return 2;
    }
    options.owner = kb_text_of("ana");
    ana.by = options.owner;
    if (kb_base_create(kb_text_of(argv[1]), &options, &base, &error) != KB_OK ||
        kb_put_json(base,
                    kb_text_of("{\"title\":\"VPN drops after five minutes\","
                               "\"issue\":[\"VPN disconnects\"],"
                               "\"resolution\":\"Set the keep-alive interval to 30 seconds.\","
                               "\"confidence\":\"validated\",\"audience\":\"public\"}"),
                    &ana, NULL, &error) != KB_OK ||
        kb_search(base, kb_text_of("vpn drops"), NULL, &hits, &error) != KB_OK ||
        kb_hits_get(hits, 0, &hit, &error) != KB_OK) {
        return failed(error);
    }
    printf("found %s\n", hit.title.data);
    kb_hits_free(hits);
    kb_base_close(base);
    return 0;
}
