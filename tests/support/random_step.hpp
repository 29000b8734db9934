// SPDX-License-Identifier: Apache-2.0
#pragma once

// Random operations on a base.

#include "support/random.hpp"
#include "support/rich_base.hpp"

#include <algorithm>

namespace kb::test {

// One operation out of all; what is refused is a step too.
inline void random_step(KnowledgeBase& base, FakeClock& clock, Random& random, unsigned step) {
    const auto below = [&](std::uint32_t n) { return random() % n; };
    const auto pick = [&](std::initializer_list<const char*> from) {
        return std::string(from.begin()[below(static_cast<std::uint32_t>(from.size()))]);
    };
    const auto words = [&] {
        std::string text;
        for (std::uint32_t i = 1 + below(6); i > 0; --i) {
            text +=
                pick({"printer", "vpn", "off", "\"quoted\"", "line\n", "\xC3\xA9", "b\\s"}) + " ";
        }
        return text + "end";
    };
    const ArticleId id = pick({"R-1", "R-2", "R-3", "KB-1", "KB-2", "X-1", "KB-9"});
    const Action action{.by = pick({"coach", "pia", "carl", "cara"}),
                        .reason = words(),
                        .case_id = pick({"", "C-1"})};
    clock.advance(std::chrono::milliseconds(below(10'000'000)));
    switch (below(15)) {
    case 0:
    case 1: {
        Article made = article(below(4) == 0 ? "" : id, words(), words(), words());
        made.state = {.confidence = static_cast<Confidence>(below(4)),
                      .audience = static_cast<Audience>(below(4)),
                      .governance = static_cast<Governance>(below(2))};
        made.archive_reason = made.state.confidence == Confidence::kArchived ? words() : "";
        if (below(2) == 0) {
            made.external_ids = {pick({"X-1", "X-2", "X-3"})};
        }
        static_cast<void>(base.put(made, action));
        break;
    }
    case 2:
        static_cast<void>(
            base.capture({.query = words(),
                          .resolution = below(2) == 0 ? "" : words(),
                          .case_id = below(2) == 0 ? "" : "C-" + std::to_string(step)},
                         action));
        break;
    case 3:
        static_cast<void>(
            base.edit({.article = id, .title = words(), .add_issue = {{.text = words()}}}, action));
        break;
    case 4:
        static_cast<void>(base.set_state({.article = id,
                                          .confidence = static_cast<Confidence>(below(4)),
                                          .audience = static_cast<Audience>(below(4))},
                                         action));
        break;
    case 5:
        static_cast<void>(base.flag(id, static_cast<FlagKind>(below(6)), words(), action));
        break;
    case 6: static_cast<void>(base.resolve_flag(1 + below(5), words(), action)); break;
    case 7:
    case 8:
        static_cast<void>(base.link("C-" + std::to_string(below(12)), id,
                                    static_cast<LinkKind>(below(5)), action));
        break;
    case 9: static_cast<void>(base.unlink("C-" + std::to_string(below(12)), id, action)); break;
    case 10:
        static_cast<void>(base.propose(
            {.article = id, .title = words(), .add_issue = {{.text = words()}}}, action));
        break;
    case 11: static_cast<void>(base.accept(1 + below(5), action, below(2) == 0)); break;
    case 12: static_cast<void>(base.reject(1 + below(5), action)); break;
    case 13: {
        const ChangeNumber last = base.statistics().value().generation;
        const ChangeNumber from = last - std::min<ChangeNumber>(last - 1, below(6));
        static_cast<void>(base.undo({.from = from, .until = last}, action));
        break;
    }
    default: {
        Event event = event_of("e" + std::to_string(below(40)),
                               below(2) == 0 ? EventType::kView : EventType::kLink, clock.now());
        event.article = id;
        event.case_id = "C-" + std::to_string(below(12));
        event.link_kind = static_cast<LinkKind>(below(5));
        static_cast<void>(base.record({&event, 1}));
        break;
    }
    }
    if (below(20) == 0) {
        static_cast<void>(base.put_person({.id = pick({"carl", "cara", "new"}),
                                           .name = words(),
                                           .licence = static_cast<Licence>(below(5))},
                                          by("coach")));
    }
    if (below(25) == 0) {
        REQUIRE(base.flush(below(2) == 0));
    }
}

}  // namespace kb::test
