// SPDX-License-Identifier: Apache-2.0

// Goal: any text is a query, within the limits, whose spelling reads back as itself; a filter is
// read or refused with a reason.

#include "fuzz/target.hpp"
#include "query/syntax_tree.hpp"

#include <kb/query.hpp>

namespace kb::fuzz {
namespace {

void check_node(const QueryNode& node, const QueryNode& parent, std::size_t& terms) {
    require(parent.begin <= node.begin && node.begin < node.end && node.end <= parent.end,
            "a node lies inside its group");
    const bool group = node.kind == QueryNode::Kind::kGroup;
    require(group ? !node.children.empty() : !node.text.empty(), "no node is empty");
    terms += group ? 0 : 1;
    for (const QueryNode& child : node.children) {
        check_node(child, node, terms);
    }
}

}  // namespace

std::vector<std::string> make_seeds() {
    return {"printer offline",
            "\"printer offline\" +code -colour",
            "+title:(sync OR upload*) -\"share link\" codes:TN-4012",
            "((((a) OR (b)))) NOT c AND d",
            "C:\\Temp error: disk full --force 0x80070005",
            "\xE6\x9D\xB1\xE4\xBA\xAC \xE3\x80\x8C\xE5\xA4\xA9\xE3\x80\x8D",
            "language:en,de product:client state:validated",
            "modified:2026-01-01..2026-04-01 owner:network audience:public",
            std::string(200, '(') + "x" + std::string(100, ')')};
}

void check_input(std::string_view input) {
    const Query query = parse_query(input);
    require(query::height(query.root) <= kQueryDepthMax + 1, "groups are not too deep");
    std::size_t terms = 0;
    for (const QueryNode& child : query.root.children) {
        check_node(child, query.root, terms);
    }
    require(terms <= kQueryTermsMax, "there are not too many words");
    for (const std::string& warning : query.warnings) {
        require_line(warning, "a warning");
    }
    const std::string spelled = to_string(query);
    require(to_string(parse_query(spelled)) == spelled, "the spelling reads back as itself");
    const auto filter = parse_filter(input);
    if (!filter) {
        require_error(filter.error(), {ErrorCode::kInvalidArgument});
    }
}

}  // namespace kb::fuzz
