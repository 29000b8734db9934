// SPDX-License-Identifier: Apache-2.0

// A program of somebody else's: it knows the installed headers and kb::kb, nothing more.

#include <kb/kb.hpp>

#include <iostream>

int main(int argc, char** argv) try {
    if (argc != 2) {
        return 2;
    }
    auto base = kb::KnowledgeBase::create(argv[1], {.owner = {.id = "ana"}}).value();
    const kb::Article article{
        .title = "VPN drops after five minutes",
        .issue = {{.text = "VPN disconnects"}},
        .resolution = "Set the keep-alive interval to 30 seconds.",
        .state = {.confidence = kb::Confidence::kValidated, .audience = kb::Audience::kPublic}};
    base.put(article, {.by = "ana"}).value();
    const auto response = base.search({.text = "vpn drops"}).value();
    std::cout << "found " << response.hits.at(0).title << '\n';
    base.close().value();
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
