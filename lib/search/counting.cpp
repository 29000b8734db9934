// SPDX-License-Identifier: Apache-2.0
#include "search/counting.hpp"

#include <algorithm>

namespace kb::search {
namespace {

std::uint32_t next_of_any(const Matchers& any, std::uint32_t from) {
    std::uint32_t next = index::kNoDocument;
    for (std::size_t i = 0; i < any.size() && next > from; ++i) {
        next = std::min(next, any[i]->next(from));
    }
    return next;
}

// Takes away the marks of what is excluded.
void unmark(const Matchers& none, Marks& marks) {
    Marks excluded;
    excluded.begin = marks.begin;
    for (const auto& matcher : none) {
        matcher->mark(excluded);
    }
    for (std::size_t i = 0; i < marks.bytes.size(); ++i) {
        marks.bytes[i] = static_cast<unsigned char>(marks.bytes[i] & ~excluded.bytes[i]);
    }
}

void count_windows(const Clauses& clauses, Scope& scope, Marks& marks) {
    std::uint32_t from = scope.begin();
    while (from < scope.end() && scope.is_below_bound() && !scope.is_late()) {
        const std::uint32_t first = next_of_any(clauses.should, from);
        if (first >= scope.end()) {
            return;
        }
        marks.begin = first / kernel::kMarksSize * kernel::kMarksSize;
        for (const auto& matcher : clauses.should) {
            matcher->mark(marks);
        }
        if (!clauses.must_not.empty()) {
            unmark(clauses.must_not, marks);
        }
        scope.count(kernel::kernels().count_marked(marks.bytes.data(),
                                                   scope.allowed(marks.begin, kernel::kMarksSize)));
        from = marks.end();
    }
}

}  // namespace

void count_any(Clauses clauses, Scope& scope, Marks& marks) {
    count_windows(clauses, scope, marks);
    tally_all(clauses.should, scope.work());
    tally_all(clauses.must_not, scope.work());
}

}  // namespace kb::search
