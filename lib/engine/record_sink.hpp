// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where the records of a complete export go: checked against each other, then put under the very
// keys and bytes they had. What stands there already with the same bytes is left alone; with others
// it is a fault. Records come in the order of their keys, so one that comes twice shows.

#include "engine/state.hpp"
#include "exchange/base_record.hpp"
#include "store/batch.hpp"

#include <kb/result.hpp>

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace kb::engine {

// One thread at a time.
class RecordSink {
public:
    enum class Mode {
        kCheck,    // against each other only: nothing is written, nothing is looked at
        kCompare,  // and against the store, which must hold every one
        kWrite,    // and put where the store does not hold it
    };

    RecordSink(State& state, Mode mode, const exchange::BaseHeader& header);

    // True where the store did not hold the record yet.
    //
    // Errors: kInvalidArgument, kAlreadyExists, naming what is wrong with it; kCorruption, kIo.
    [[nodiscard]] Result<bool> take(const exchange::BaseRecord& record);

    // Counts a line that is no record, so that the others are judged as if it were one.
    void pass_over() { ++lines_; }

    // Whether there is enough for a synced write.
    [[nodiscard]] bool is_full(std::uint64_t records_max) const;
    // Makes it, and begins the next one.
    [[nodiscard]] Result<void> commit();

    // Whether the records were all those the header tells of, and the last one was the end.
    [[nodiscard]] Result<void> check_end() const;
    // Makes the last write, after which the base is whole.
    [[nodiscard]] Result<void> finish();

private:
    Result<bool> take_one(const exchange::BaseHeader& header);
    Result<bool> take_one(const Person& person);
    Result<bool> take_one(const exchange::ArticleLine& line);
    Result<bool> take_one(const exchange::VersionLine& line);
    Result<bool> take_one(const exchange::AuditLine& line);
    Result<bool> take_one(const exchange::NameLine& line);
    Result<bool> take_one(const exchange::LinkLine& line);
    Result<bool> take_one(const exchange::FlagLine& line);
    Result<bool> take_one(const exchange::ProposalLine& line);
    Result<bool> take_one(const exchange::ReuseLine& line);
    Result<bool> take_one(const exchange::EventLine& line);
    Result<bool> take_one(const exchange::ChangeLine& line);
    Result<bool> take_one(const exchange::EndLine& line);

    Result<void> check_order(std::string key);
    Result<void> check_article(std::uint64_t number) const;
    Result<void> claim(const std::string& name);
    Result<bool> put(store::Family family, std::string key, std::string value);

    State& state_;
    Mode mode_;
    exchange::BaseHeader header_;
    store::Batch batch_;
    std::size_t kind_ = 0;  // of the record that is being taken
    std::string last_key_;  // of the record of that kind before it
    std::uint64_t lines_ = 0;
    std::uint64_t lines_written_ = 0;  // at the last commit
    bool ended_ = false;
    std::uint64_t links_ = 0;
    std::uint64_t open_flags_ = 0;
    std::uint64_t open_proposals_ = 0;
    std::uint64_t events_ = 0;
    std::uint64_t people_ = 0;
    std::uint64_t coaches_ = 0;
    std::uint64_t versions_ = 0;
    std::vector<std::uint64_t> articles_;    // the numbers that came, ascending
    std::unordered_set<std::string> names_;  // all that articles are known by
    std::uint64_t audit_count_ = 0;          // of the same article and change before this one
    std::string audit_of_;                   // that article and change, as a key begins
};

}  // namespace kb::engine
