// SPDX-License-Identifier: Apache-2.0

// Lists as JSON: history, similar articles, links, flags, people.

#include "arguments.hpp"
#include "json.hpp"

namespace {

using namespace kb;  // NOLINT(google-build-using-namespace): the functions below are global

// What all of them do: `make` gives the text of the answer.
template <typename Make>
kb_status answer(const kb_base* base, kb_blob** json, kb_error** error, Make&& make) {
    c::clear(json);
    return c::guarded(error, [&] {
        c::required(json, "json");
        const KnowledgeBase& open = c::opened(base);
        *json = new kb_blob{std::forward<Make>(make)(open)};
    });
}

}  // namespace

kb_status kb_history_json(const kb_base* base, kb_text id, const kb_read_options* options,
                          kb_blob** json, kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        const kb_read_options defaults = KB_READ_OPTIONS_INIT;
        const kb_read_options given = c::sized_or_default(options, defaults, "options");
        c::must_be_zero(given.reserved, "options");
        if (given.version != 0) {
            c::refuse("options.version is " + std::to_string(given.version) +
                      ": a history is of all versions");
        }
        return c::history_json(open.history(c::copy(id, "id"), c::viewer(given.viewer)).value());
    });
}

kb_status kb_similar_json(const kb_base* base, kb_text id, const kb_similar_options* options,
                          kb_blob** json, kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        const kb_similar_options defaults = KB_SIMILAR_OPTIONS_INIT;
        const kb_similar_options given = c::sized_or_default(options, defaults, "options");
        c::known_flags(given.flags, 0, "options.flags");
        return c::similar_json(
            open.similar(c::copy(id, "id"), c::viewer(given.viewer), given.limit).value());
    });
}

kb_status kb_links_of_article_json(const kb_base* base, kb_text article, kb_blob** json,
                                   kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        return c::links_json(open.links_of_article(c::copy(article, "article")).value());
    });
}

kb_status kb_links_of_case_json(const kb_base* base, kb_text case_id, kb_blob** json,
                                kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        return c::links_json(open.links_of_case(c::copy(case_id, "case_id")).value());
    });
}

kb_status kb_flags_json(const kb_base* base, kb_text article, uint32_t flags, kb_blob** json,
                        kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        const bool open_only = c::known_flags(flags, KB_FLAGS_OPEN, "flags") != 0;
        return c::flags_json(open.flags(c::copy(article, "article"), open_only).value());
    });
}

kb_status kb_person_json(const kb_base* base, kb_text id, kb_blob** json, kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        return c::person_json(open.person(c::copy(id, "id")).value());
    });
}

kb_status kb_people_json(const kb_base* base, kb_blob** json, kb_error** error) {
    return answer(base, json, error,
                  [&](const KnowledgeBase& open) { return c::people_json(open.people().value()); });
}
