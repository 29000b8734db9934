// SPDX-License-Identifier: Apache-2.0
//
// Goal: another error code, or another version of the same thing, keeps two articles apart, and
// nothing else does.

#include "capture/contradiction.hpp"

#include <catch2/catch.hpp>

namespace kb::capture {
namespace {

Article make(const std::string& title, std::vector<EnvironmentEntry> environment = {},
             std::vector<std::string> codes = {}) {
    Article article;
    article.title = title;
    article.environment = std::move(environment);
    article.codes = std::move(codes);
    return article;
}

struct Case {
    const char* what;
    Article a;
    Article b;
    bool expected;
};

TEST_CASE("two articles contradict each other by codes and by versions", "[capture]") {
    const std::vector<Case> cases{
        {"no codes", make("sync ends"), make("sync ends"), false},
        {"the same code", make("sync ends with 0xA0049999"), make("0xa0049999 in sync"), false},
        {"another code", make("sync ends with 0xA0049999"), make("sync ends, 0xA0040008"), true},
        {"listed, not said", make("sync ends with 0xA0049999"),
         make("sync ends", {}, {"0xA0040008"}), true},
        {"one in common", make("0xA0049999 and 0xA0040008"), make("0xA0040008"), false},
        {"a code on one side", make("sync ends with 0xA0049999"), make("sync ends"), false},
        {"another version", make("no print", {{"os", "Windows 11"}}),
         make("no print", {{"os", "Windows 10"}}), true},
        {"the same version", make("no print", {{"os", "Windows 11"}}),
         make("no print", {{"OS", "windows 11"}}), false},
        {"another thing", make("no print", {{"os", "Windows 11"}}),
         make("no print", {{"client", "Windows 10"}}), false},
        {"another system", make("no print", {{"os", "Windows 11"}}),
         make("no print", {{"os", "Debian 12"}}), false},  // the weights decide
        {"no version said", make("no print", {{"os", "Windows 11"}}),
         make("no print", {{"os", "Windows"}}), false},
        {"a more exact version", make("no print", {{"os", "Windows 10"}}),
         make("no print", {{"os", "Windows 10 22H2"}}), false},
        {"another of the same release", make("no print", {{"os", "Windows 10 21H2"}}),
         make("no print", {{"os", "Windows 10 22H2"}}), true},
        {"one of several versions", make("no print", {{"os", "Windows 11"}}),
         make("no print", {{"os", "Windows 10"}, {"os", "Windows 11"}}), false},
        {"none of several", make("no print", {{"os", "Windows 11"}}),
         make("no print", {{"os", "Windows 10"}, {"os", "Windows 8"}}), true},
        {"without a name", make("no print", {{"", "driver 4.2"}}),
         make("no print", {{"", "driver 5.0"}}), true},
    };
    for (const Case& each : cases) {
        INFO(each.what);
        CHECK(contradict(each.a, each.b) == each.expected);
        CHECK(contradict(each.b, each.a) == each.expected);
    }
}

}  // namespace
}  // namespace kb::capture
