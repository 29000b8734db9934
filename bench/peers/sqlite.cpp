// SPDX-License-Identifier: Apache-2.0
// SQLite's FTS5 without a copy of the texts, optimised. A row's id is its line and one. SQLite
// scores every document that matches; its BM25 has fixed parameters, which are those of the others.

#include "protocol.hpp"

#include <sqlite3.h>

#include <memory>
#include <utility>

namespace {

namespace fs = std::filesystem;
using peers::Found;
using peers::Query;
using peers::Search;

// A tokenizer for words that blanks part: those that come with FTS5 also cut at punctuation.
struct BlankTokenizer {
    static int create(void* /*context*/, const char** /*arguments*/, int /*count*/,
                      Fts5Tokenizer** made) {
        static int state = 0;  // it has none, and FTS5 wants an address
        *made = reinterpret_cast<Fts5Tokenizer*>(&state);
        return SQLITE_OK;
    }

    static void destroy(Fts5Tokenizer* /*made*/) {}

    static int tokenize(Fts5Tokenizer* /*made*/, void* context, int /*flags*/, const char* text,
                        int size, int (*take)(void*, int, const char*, int, int, int)) {
        const std::string_view line(text, static_cast<std::size_t>(size));
        for (const std::string_view word : peers::split(line)) {
            const int begin = static_cast<int>(word.data() - text);
            const int bytes = static_cast<int>(word.size());
            const int status = take(context, 0, word.data(), bytes, begin, begin + bytes);
            if (status != SQLITE_OK) {
                return status;
            }
        }
        return SQLITE_OK;
    }
};

class Statement {
public:
    Statement(sqlite3* base, const char* text) : base_(base) {
        check(sqlite3_prepare_v2(base, text, -1, &statement_, nullptr));
    }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(statement_); }

    void bind(int place, std::uint64_t number) {
        check(sqlite3_bind_int64(statement_, place, static_cast<sqlite3_int64>(number)));
    }
    // The text must live until the statement is reset.
    void bind(int place, const std::string& text) {
        check(sqlite3_bind_text(statement_, place, text.data(), static_cast<int>(text.size()),
                                SQLITE_STATIC));
    }
    bool step() {  // whether there is a row
        const int status = sqlite3_step(statement_);
        if (status != SQLITE_ROW && status != SQLITE_DONE) {
            throw std::runtime_error(sqlite3_errmsg(base_));
        }
        return status == SQLITE_ROW;
    }
    void run() {
        while (step()) {
        }
        reset();
    }
    void reset() { check(sqlite3_reset(statement_)); }
    [[nodiscard]] std::uint64_t number(int column) const {
        return static_cast<std::uint64_t>(sqlite3_column_int64(statement_, column));
    }
    [[nodiscard]] double real(int column) const {
        return sqlite3_column_double(statement_, column);
    }

private:
    void check(int status) const {
        if (status != SQLITE_OK) {
            throw std::runtime_error(sqlite3_errmsg(base_));
        }
    }

    sqlite3* base_;
    sqlite3_stmt* statement_ = nullptr;
};

class Connection {
public:
    explicit Connection(const fs::path& file) {
        if (sqlite3_open(file.c_str(), &base_) != SQLITE_OK) {
            throw std::runtime_error(sqlite3_errmsg(base_));
        }
        fts5_api* api = nullptr;
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(base_, "select fts5(?)", -1, &statement, nullptr);
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
        sqlite3_finalize(statement);
        if (api == nullptr) {
            throw std::runtime_error("this SQLite has no FTS5");
        }
        fts5_tokenizer tokenizer{BlankTokenizer::create, BlankTokenizer::destroy,
                                 BlankTokenizer::tokenize};
        api->xCreateTokenizer(api, "blanks", nullptr, &tokenizer, nullptr);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { sqlite3_close_v2(base_); }  // waits for the statements

    void run(const char* text) { Statement(base_, text).run(); }
    [[nodiscard]] std::unique_ptr<Statement> prepare(const char* text) {
        return std::make_unique<Statement>(base_, text);
    }

private:
    sqlite3* base_ = nullptr;
};

std::string make_match(const Query& query) {
    if (query.search == Search::kFuzzy) {
        throw peers::Unsupported("sqlite has no search for misspelt words");
    }
    const bool phrase = query.search == Search::kPhrase;
    const char* between = phrase ? " + " : query.search == Search::kAnd ? " AND " : " OR ";
    std::string match;
    for (const std::string& word : query.words) {
        match += match.empty() ? "" : between;
        match += '"';
        for (const char letter : word) {
            match.append(letter == '"' ? 2 : 1, letter);
        }
        match += query.search == Search::kPrefix ? "\" *" : "\"";
    }
    return match;
}

class SqliteEngine : public peers::Engine {
public:
    [[nodiscard]] std::string version() const override {
        return std::string("sqlite-fts5 ") + sqlite3_libversion();
    }

    std::uint64_t build(const fs::path& folder, std::istream& corpus) override {
        Connection base(folder / kFile);
        base.run("pragma journal_mode=off");
        base.run("pragma synchronous=off");
        base.run("pragma cache_size=-262144");  // in KiB
        base.run("create virtual table docs using fts5(text, content='', tokenize='blanks')");
        base.run("begin");
        const auto insert = base.prepare("insert into docs(rowid, text) values(?, ?)");
        std::uint64_t documents = 0;
        for (std::string line; std::getline(corpus, line);) {
            insert->bind(1, ++documents);
            insert->bind(2, line);
            insert->run();
        }
        base.run("insert into docs(docs) values('optimize')");
        base.run("commit");
        base.run("vacuum");
        return documents;
    }

    void open_for_search(const fs::path& folder) override {
        reader_ = std::make_unique<Connection>(folder / kFile);
        reader_->run("pragma cache_size=-2097152");
        reader_->run("pragma mmap_size=8589934592");
        ranked_ = reader_->prepare(
            "select rowid, rank from docs where docs match ? order by rank limit ?");
        count_ = reader_->prepare("select count(*) from docs where docs match ?");
    }

    Found search(const Query& query, std::size_t k) override {
        const std::string match = make_match(query);
        Found found;
        if (query.search == Search::kCount) {
            count_->bind(1, match);
            count_->step();
            found.count = count_->number(0);
            count_->reset();
            return found;
        }
        ranked_->bind(1, match);
        ranked_->bind(2, static_cast<std::uint64_t>(k));
        while (ranked_->step()) {
            found.hits.push_back({.line = ranked_->number(0) - 1, .score = -ranked_->real(1)});
        }
        ranked_->reset();
        found.count = found.hits.size();
        return found;
    }

    void open_for_updates(const fs::path& folder) override {
        writer_ = std::make_unique<Connection>(folder / kFile);
        writer_->run("pragma journal_mode=wal");
        writer_->run("pragma synchronous=full");
        writer_->run("pragma cache_size=-262144");
        remove_ = writer_->prepare("insert into docs(docs, rowid, text) values('delete', ?, ?)");
        insert_ = writer_->prepare("insert into docs(rowid, text) values(?, ?)");
        open_for_search(folder);
    }

    void replace(std::uint64_t line, const std::string& before, const std::string& now) override {
        if (!std::exchange(in_transaction_, true)) {
            writer_->run("begin");
        }
        // A table without texts must be told what a document said to forget it.
        for (const auto& [statement, text] :
             {std::pair(remove_.get(), &before), std::pair(insert_.get(), &now)}) {
            statement->bind(1, line + 1);
            statement->bind(2, *text);
            statement->run();
        }
    }

    void commit() override {
        if (std::exchange(in_transaction_, false)) {
            writer_->run("commit");
        }
    }

    std::uint64_t find(const std::string& word) override {
        return search({.search = Search::kCount, .words = {word}}, 0).count;
    }

private:
    static constexpr const char* kFile = "index.db";

    std::unique_ptr<Connection> reader_;
    std::unique_ptr<Connection> writer_;
    std::unique_ptr<Statement> ranked_;
    std::unique_ptr<Statement> count_;
    std::unique_ptr<Statement> remove_;
    std::unique_ptr<Statement> insert_;
    bool in_transaction_ = false;
};

}  // namespace

int main(int argc, char** argv) {
    SqliteEngine engine;
    return peers::run_engine(engine, argc, argv);
}
