// SPDX-License-Identifier: Apache-2.0

// Goal: JSON, alone and by lines, is an article or is refused with a reason.

#include "fuzz/imports.hpp"
#include "fuzz/target.hpp"

namespace kb::fuzz {

std::vector<std::string> make_seeds() {
    return {
        R"({"title":"VPN drops","issue":["VPN disconnects"],"confidence":"validated"})",
        R"({"schema":"kb.article/1","id":"KB-1","language":"de","title":"Drucker \u00e4 weg",)"
        R"("issue":[{"text":"piept","source":"customer","by":"anna","case_id":"C-1",)"
        R"("at":"2026-03-01T09:30:00.250Z"}],"environment":[{"name":"os","value":"Windows 11"}],)"
        R"("resolution":"1. aus\n2. an","cause":"Kabel","keywords":["a|b"],"codes":["0x1"],)"
        R"("products":["Box"],"external_ids":["sn:1"],"confidence":"archived",)"
        R"("audience":"public","governance":"compliance","archive_reason":"ersetzt"})",
        "{\"_id\":17,\"text\":\"body\",\"environment\":{\"os\":\"X\"},\"tags\":\"a, b\"}\n"
        "{\"title\":1e400,\"issue\":[[[]]]}\n\n{\"title\":\"\\ud800\"}\n",
        "{\"title\":\"a\",\"title\":\"b\",\"created\":\"2026-13-01\",\"version\":-1}",
        "[1,2,{}]",
        std::string(40, '[') + std::string(40, ']')};
}

void check_input(std::string_view input) {
    const auto article = article_from_json(input);
    if (article) {
        check_round_trip(*article);
    } else {
        require_error(article.error(), {ErrorCode::kInvalidArgument, ErrorCode::kUnsupported,
                                        ErrorCode::kResourceExhausted});
    }
    check_import(input, ExchangeFormat::kJsonl);
}

}  // namespace kb::fuzz
