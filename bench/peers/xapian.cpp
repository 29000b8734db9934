// SPDX-License-Identifier: Apache-2.0
// Xapian's glass database, compacted. A document's id is its line and one, as ids start at 1.

#include "protocol.hpp"

#include <xapian.h>

#include <cstdio>
#include <memory>

namespace {

namespace fs = std::filesystem;
using peers::Found;
using peers::Query;
using peers::Search;

constexpr std::uint64_t kDocumentsPerCommit = 50'000;
constexpr std::size_t kTermBytesMax = 245;  // of a glass database

Xapian::Document make_document(std::string_view line) {
    Xapian::Document document;
    Xapian::termpos position = 0;
    for (const std::string_view word : peers::split(line)) {
        ++position;
        if (word.size() <= kTermBytesMax) {
            document.add_posting(std::string(word), position);
        }
    }
    return document;
}

Xapian::Query make_query(const Query& query) {
    const auto& words = query.words;
    switch (query.search) {
    case Search::kAnd: return {Xapian::Query::OP_AND, words.begin(), words.end()};
    case Search::kPhrase: return {Xapian::Query::OP_PHRASE, words.begin(), words.end()};
    case Search::kPrefix:
        return {Xapian::Query::OP_WILDCARD, words.front(), peers::kExpansionsMax,
                Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT, Xapian::Query::OP_OR};
    case Search::kFuzzy: throw peers::Unsupported("xapian 1.4 has no search for misspelt words");
    case Search::kOr:
    case Search::kCount: break;
    }
    return {Xapian::Query::OP_OR, words.begin(), words.end()};
}

class XapianEngine : public peers::Engine {
public:
    [[nodiscard]] std::string version() const override {
        return std::string("xapian ") + Xapian::version_string();
    }

    std::uint64_t build(const fs::path& folder, std::istream& corpus) override {
        const std::string raw = folder.string() + ".raw";
        std::uint64_t documents = 0;
        {
            Xapian::WritableDatabase database(raw, Xapian::DB_CREATE_OR_OVERWRITE);
            for (std::string line; std::getline(corpus, line);) {
                database.add_document(make_document(line));
                if (++documents % kDocumentsPerCommit == 0) {
                    database.commit();
                }
            }
            database.commit();
        }
        Xapian::Database(raw).compact(folder.string(), Xapian::DBCOMPACT_NO_RENUMBER);
        fs::remove_all(raw);
        return documents;
    }

    void open_for_search(const fs::path& folder) override {
        database_ = Xapian::Database(folder.string());
    }

    Found search(const Query& query, std::size_t k) override {
        Xapian::Enquire enquire(database_);
        enquire.set_query(make_query(query));
        if (query.search == Search::kCount) {
            enquire.set_weighting_scheme(Xapian::BoolWeight());
            // Nothing is wanted, but everything is looked at: then the bounds are exact.
            const Xapian::MSet matches = enquire.get_mset(0, 0, database_.get_doccount());
            return {.count = matches.get_matches_lower_bound()};
        }
        enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0));
        const Xapian::MSet matches = enquire.get_mset(0, static_cast<Xapian::doccount>(k));
        Found found{.count = matches.size()};
        for (auto match = matches.begin(); match != matches.end(); ++match) {
            found.hits.push_back({.line = *match - 1, .score = match.get_weight()});
        }
        return found;
    }

    void open_for_updates(const fs::path& folder) override {
        folder_ = folder;
        writer_ = std::make_unique<Xapian::WritableDatabase>(folder.string(), Xapian::DB_OPEN);
    }

    void replace(std::uint64_t line, const std::string& /*before*/,
                 const std::string& now) override {
        writer_->replace_document(static_cast<Xapian::docid>(line + 1), make_document(now));
    }

    void commit() override { writer_->commit(); }

    std::uint64_t find(const std::string& word) override {
        database_ = Xapian::Database(folder_.string());
        return search({.search = Search::kCount, .words = {word}}, 0).count;
    }

private:
    fs::path folder_;
    Xapian::Database database_;
    std::unique_ptr<Xapian::WritableDatabase> writer_;
};

}  // namespace

int main(int argc, char** argv) {
    try {
        XapianEngine engine;
        return peers::run_engine(engine, argc, argv);
    } catch (const Xapian::Error& error) {  // not a std::exception
        std::fprintf(stderr, "%s\n", error.get_description().c_str());
        return 1;
    }
}
