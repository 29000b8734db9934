// SPDX-License-Identifier: Apache-2.0
#include "peers/game_index.hpp"

#include "base/try.hpp"
#include "search/spelling.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <istream>
#include <iterator>
#include <set>

namespace kb::bench {
namespace {

constexpr std::size_t kBatch = 65'536;      // documents applied at once
constexpr std::size_t kExpansionsMax = 50;  // words that a prefix or a misspelt word stands for

index::Schema one_field() {
    index::Schema schema{.field_count = 1};
    schema.fields[0] = {.boost = 1.0, .length_norm = 0.75};
    return schema;
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) {
            words.emplace_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return words;
}

index::Document document_of(std::uint64_t article, std::string_view text) {
    index::Document document{.article = article, .version = 1};
    std::uint32_t position = 0;
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    document.terms.reserve(text.size() + text.size() / 4);
    document.occurrences.reserve(text.size() / 6);
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = at;
        while (end < text.size() && !is_blank(text[end])) {
            ++end;
        }
        if (end > at) {
            const std::string_view word =
                text.substr(at, std::min(end - at, index::kTermBytesMax - 1));
            document.add(index::kExactTerm, word, 0, position++);
        }
        at = end + 1;
    }
    document.lengths[0] = position;
    return document;
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

double sum_of_idf(const search::PlanNode& node) {
    double sum = node.occur == Occur::kMustNot ? 0.0 : node.idf;
    for (const search::PlanNode& child : node.children) {
        sum += sum_of_idf(child);
    }
    return sum;
}

void set_weights(search::PlanNode& node, double scale) {
    node.weight =
        std::max<std::uint32_t>(1, static_cast<std::uint32_t>(std::lround(node.idf * scale)));
    for (search::PlanNode& child : node.children) {
        set_weights(child, scale);
    }
}

}  // namespace

Result<std::uint64_t> GameIndex::build(const std::string& folder, std::istream& lines) {
    std::filesystem::create_directories(folder);
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".seg") {  // of what was built there before
            std::filesystem::remove(entry.path());
        }
    }
    KB_TRY_ASSIGN(auto index, index::Index::open(folder, one_field(), ""));
    std::ofstream ids(std::filesystem::path(folder) / "ids");
    std::vector<index::Operation> batch;
    std::uint64_t documents = 0;
    std::uint64_t change = 0;
    std::string line;
    while (std::getline(lines, line)) {
        std::string id = std::to_string(documents);
        std::string text = line;
        if (line.starts_with('{')) {
            const boost::json::object object = boost::json::parse(line).as_object();
            id = object.at("id").as_string();
            text = object.at("text").as_string();
        }
        ids << id << '\n';
        batch.push_back({.article = ++documents,
                         .enters = std::uint8_t{0},
                         .document = document_of(documents, text)});
        if (batch.size() == kBatch) {
            KB_TRY(index->apply(std::exchange(batch, {}), ++change));
        }
    }
    KB_TRY(index->apply(std::move(batch), ++change));
    KB_TRY_ASSIGN(const auto flushed, index->flush(true));
    write_file(std::filesystem::path(folder) / "manifest", flushed.manifest);
    return documents;
}

Result<void> GameIndex::compact(const std::string& folder) {
    const auto manifest = std::filesystem::path(folder) / "manifest";
    KB_TRY_ASSIGN(auto index, index::Index::open(folder, one_field(), read_file(manifest)));
    KB_TRY_ASSIGN(const auto flushed, index->flush(true, {.reorders = true}));
    write_file(manifest, flushed.manifest);
    for (const std::string& file : flushed.retired) {
        std::filesystem::remove(std::filesystem::path(folder) / file);
    }
    return {};
}

Result<std::unique_ptr<GameIndex>> GameIndex::open(const std::string& folder, unsigned threads) {
    auto game = std::make_unique<GameIndex>();
    game->threads_ = threads;
    KB_TRY_ASSIGN(game->index_,
                  index::Index::open(folder, one_field(),
                                     read_file(std::filesystem::path(folder) / "manifest")));
    game->snapshot_ = game->index_->snapshot();
    game->visible_ = search::make_visible(*game->snapshot_, Viewer{.audience = Audience::kPublic});
    std::ifstream ids(std::filesystem::path(folder) / "ids");
    for (std::string id; std::getline(ids, id);) {
        game->ids_.push_back(id);
    }
    return game;
}

search::PlanNode GameIndex::term(const std::string& word) const {
    const std::string term = index::kExactTerm + word;
    const std::uint64_t documents = visible_.document_frequency(term);
    search::PlanNode node{.kind = documents == 0 ? search::PlanNode::Kind::kNothing
                                                 : search::PlanNode::Kind::kTerm};
    node.terms = {term};
    node.idf = search::inverse_document_frequency(visible_.documents, documents);
    return node;
}

search::PlanNode GameIndex::phrase(const std::vector<std::string>& words) const {
    search::PlanNode node{.kind = search::PlanNode::Kind::kPhrase};
    for (const std::string& word : words) {
        const search::PlanNode one = term(word);
        if (one.kind == search::PlanNode::Kind::kNothing) {
            return one;
        }
        node.gaps.push_back(static_cast<std::uint32_t>(node.terms.size()));
        node.terms.push_back(one.terms.front());
        node.idf += one.idf;
    }
    return words.size() == 1 ? term(words.front()) : node;
}

search::PlanNode GameIndex::any_of(std::vector<std::string> terms) const {
    search::PlanNode node{.kind = terms.empty() ? search::PlanNode::Kind::kNothing
                                                : search::PlanNode::Kind::kAnyOf};
    std::uint64_t documents = 0;
    for (const std::string& one : terms) {
        documents += visible_.document_frequency(one);
    }
    node.terms = std::move(terms);
    node.idf = search::inverse_document_frequency(visible_.documents,
                                                  std::min(documents, visible_.documents));
    return node;
}

std::vector<std::string> GameIndex::with_prefix(const std::string& prefix) const {
    std::set<std::string> terms;
    const std::string from = index::kExactTerm + prefix;
    for (const index::SegmentState* state : visible_.segments) {
        std::size_t seen = 0;
        state->segment->dictionary().scan(
            from, [&](std::string_view term, const index::TermEntry&) {
                if (term.starts_with(from)) {
                    terms.emplace(term);
                }
                return term.starts_with(from) && ++seen < kExpansionsMax;
            });
    }
    return {terms.begin(), terms.end()};
}

std::vector<std::string> GameIndex::near(const std::string& word) const {
    constexpr unsigned kEdits = 2;
    std::set<std::string> terms;
    for (const index::SegmentState* state : visible_.segments) {
        search::visit_near(*state->segment, word, kEdits,
                           [&](std::string_view near, const index::TermEntry&, unsigned) {
                               if (terms.size() < kExpansionsMax) {
                                   terms.insert(index::kExactTerm + std::string(near));
                               }
                           });
    }
    return {terms.begin(), terms.end()};
}

GameAnswer GameIndex::answer(const std::vector<std::string>& words, Reading reading, std::size_t k,
                             bool count) const {
    search::PlanNode root{.kind = search::PlanNode::Kind::kGroup};
    if (reading == Reading::kPhrase) {
        root.children.push_back(phrase(words));
    }
    std::set<std::string> seen;
    for (const std::string& word : words) {
        if (reading == Reading::kPhrase || !seen.insert(word).second) {
            continue;
        }
        search::PlanNode node = reading == Reading::kPrefix  ? any_of(with_prefix(word))
                                : reading == Reading::kFuzzy ? any_of(near(word))
                                                             : term(word);
        node.occur = reading == Reading::kAll ? Occur::kMust : Occur::kShould;
        root.children.push_back(std::move(node));
    }
    return run(std::move(root), k, count);
}

GameAnswer GameIndex::answer(std::string_view query, std::size_t k, bool count) const {
    search::PlanNode root{.kind = search::PlanNode::Kind::kGroup};
    while (!query.empty()) {
        Occur occur = Occur::kShould;
        if (query.front() == '+' || query.front() == '-') {
            occur = query.front() == '+' ? Occur::kMust : Occur::kMustNot;
            query.remove_prefix(1);
        }
        const bool quoted = query.starts_with('"');
        query.remove_prefix(quoted ? 1 : 0);
        const std::size_t end = std::min(query.find(quoted ? '"' : ' '), query.size());
        const std::vector<std::string> words = split(query.substr(0, end));
        query.remove_prefix(std::min(end + 1, query.size()));
        if (!words.empty()) {
            root.children.push_back(phrase(words));
            root.children.back().occur = occur;
        }
    }
    return run(std::move(root), k, count);
}

GameAnswer GameIndex::run(search::PlanNode root, std::size_t k, bool count) const {
    double highest = 0.0;
    for (const search::PlanNode& child : root.children) {
        highest = std::max(highest, child.idf);
    }
    search::Plan plan{.root = std::move(root)};
    if (highest > 0.0) {
        plan.scale =
            std::min(search::kWeightMax / highest, static_cast<double>(search::kWeightSumMax) *
                                                       0.99 / (sum_of_idf(plan.root) + highest));
        set_weights(plan.root, plan.scale);
    }
    search::CollectRequest request{.k = k, .threads = threads_};
    request.count_up_to = count ? request.count_up_to : 0;
    const search::Collected collected =
        search::collect(plan, {}, visible_, index_->schema(), request);
    GameAnswer answer{.matched = collected.matched, .work = collected.work};
    for (const search::Found& found : collected.best) {
        answer.hits.push_back({.document = static_cast<std::uint32_t>(found.article - 1),
                               .score = found.score / (255.0 * plan.scale)});
    }
    return answer;
}

}  // namespace kb::bench
