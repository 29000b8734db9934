// SPDX-License-Identifier: Apache-2.0

// Goal: any bytes are a write-ahead log that is sound or damaged at a place inside it.

#include "store/log_scan.hpp"

#include "fuzz/target.hpp"
#include "support/temporary_folder.hpp"

#include <kb/knowledge_base.hpp>

#include <fstream>
#include <iterator>

namespace kb::fuzz {

// The logs of a base that was left open, which is how a crash leaves them.
std::vector<std::string> make_seeds() {
    const test::TemporaryFolder folder;
    const auto base =
        KnowledgeBase::create(folder.path() / "a.kb", {.owner = {.id = "ana"}}).value();
    std::vector<std::string> seeds{"", std::string(7, '\0')};
    for (const auto& path : store::list_logs(folder.path() / "a.kb/store").value()) {
        std::ifstream file(path, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return seeds;
}

void check_input(std::string_view input) {
    const auto damage = store::scan_log(input);
    if (damage) {
        require(damage->offset <= input.size(), "damage lies inside the log");
        require_line(damage->found, "what is damaged");
    }
}

}  // namespace kb::fuzz
