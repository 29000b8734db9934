// SPDX-License-Identifier: Apache-2.0

// Goal: kb.h serves C++20 callers too, with every _INIT macro. Method: this compiles with all
// warnings as errors, and the structures hold what the header promises.

#include <kb.h>

#include <cstdio>

namespace {

template <typename T>
bool knows_its_size(const T& value) {
    return value.struct_size == sizeof(T);
}

}  // namespace

int main() {
    const kb_search_options search = KB_SEARCH_OPTIONS_INIT;
    const kb_report_request report = KB_REPORT_REQUEST_INIT;
    const kb_state_change change = KB_STATE_CHANGE_INIT;
    const kb_edit_request edit = KB_EDIT_REQUEST_INIT;
    const kb_import_options import_options = KB_IMPORT_OPTIONS_INIT;
    const kb_ranking ranking = KB_RANKING_INIT;
    const bool sizes =
        knows_its_size(kb_action KB_ACTION_INIT) &&
        knows_its_size(kb_open_options KB_OPEN_OPTIONS_INIT) &&
        knows_its_size(kb_person KB_PERSON_INIT) && knows_its_size(search) &&
        knows_its_size(kb_hit KB_HIT_INIT) && knows_its_size(kb_correction KB_CORRECTION_INIT) &&
        knows_its_size(kb_read_options KB_READ_OPTIONS_INIT) &&
        knows_its_size(kb_finding KB_FINDING_INIT) && knows_its_size(change) &&
        knows_its_size(kb_capture_options KB_CAPTURE_OPTIONS_INIT) &&
        knows_its_size(kb_similar KB_SIMILAR_INIT) &&
        knows_its_size(kb_link_request KB_LINK_REQUEST_INIT) &&
        knows_its_size(kb_flag_request KB_FLAG_REQUEST_INIT) &&
        knows_its_size(kb_record_summary KB_RECORD_SUMMARY_INIT) && knows_its_size(report) &&
        knows_its_size(edit) && knows_its_size(import_options) && knows_its_size(ranking) &&
        knows_its_size(kb_similar_options KB_SIMILAR_OPTIONS_INIT) &&
        knows_its_size(kb_put_summary KB_PUT_SUMMARY_INIT) &&
        knows_its_size(kb_import_summary KB_IMPORT_SUMMARY_INIT) &&
        knows_its_size(kb_export_options KB_EXPORT_OPTIONS_INIT);
    const bool defaults = search.limit == 10 && report.case_window_hours == 72 &&
                          report.top == 25 && report.people_min == 5 &&
                          change.confidence == KB_UNCHANGED && change.audience == KB_UNCHANGED &&
                          change.governance == KB_UNCHANGED && edit.set == 0 &&
                          import_options.batch == 1000 && import_options.format == KB_UNSET &&
                          import_options.confidence == KB_UNSET && ranking.rerank_depth == 100 &&
                          search.exact_total_up_to == 1'000;
    const bool linked = kb_abi_version() == KB_ABI_VERSION && kb_version().size > 0;
    const int passed = (sizes ? 1 : 0) + (defaults ? 1 : 0) + (linked ? 1 : 0);
    std::printf("%d passed, %d failed\n", passed, 3 - passed);
    return passed == 3 ? 0 : 1;
}
