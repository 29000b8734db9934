// SPDX-License-Identifier: Apache-2.0
#include "store/view.hpp"

#include "store/internals.hpp"
#include "store/status.hpp"

#include <fmt/format.h>

#include <utility>

namespace kb::store {
namespace {

rocksdb::ReadOptions read_options(const rocksdb::Snapshot* snapshot) {
    rocksdb::ReadOptions options;
    options.verify_checksums = true;
    options.snapshot = snapshot;
    return options;
}

std::string reading(Family family) { return fmt::format("cannot read {}", family_name(family)); }

}  // namespace

struct Cursor::State {
    std::shared_ptr<const Rocks> rocks{};
    std::shared_ptr<const Moment> moment{};
    Family family = Family::kMeta;
    std::string until{};
    rocksdb::Slice until_slice{};  // RocksDB keeps its address
    std::unique_ptr<rocksdb::Iterator> iterator{};
    bool begun = false;
};

Cursor::Cursor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;
Cursor::~Cursor() = default;

Result<bool> Cursor::next() {
    rocksdb::Iterator& iterator = *state_->iterator;
    if (state_->begun && iterator.Valid()) {
        iterator.Next();
    }
    state_->begun = true;
    if (iterator.Valid()) {
        return true;
    }
    if (!iterator.status().ok()) {
        return to_error(iterator.status(), reading(state_->family));
    }
    return false;
}

std::string_view Cursor::key() const noexcept { return state_->iterator->key().ToStringView(); }
std::string_view Cursor::value() const noexcept { return state_->iterator->value().ToStringView(); }

View::View(std::shared_ptr<const Rocks> rocks, std::shared_ptr<const Moment> moment)
    : rocks_(std::move(rocks)), moment_(std::move(moment)) {}

Result<std::optional<std::string>> View::get(Family family, std::string_view key) const {
    std::string value;
    const auto options = read_options(moment_ ? moment_->snapshot : nullptr);
    const rocksdb::Status status = rocks_->db->Get(options, rocks_->handle(family), key, &value);
    if (status.IsNotFound()) {
        return std::optional<std::string>{};
    }
    if (!status.ok()) {
        return to_error(status, reading(family));
    }
    return std::optional(std::move(value));
}

Result<std::vector<std::optional<std::string>>> View::multi_get(
    Family family, std::span<const std::string> keys) const {
    const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
    const std::vector<rocksdb::ColumnFamilyHandle*> handles(keys.size(), rocks_->handle(family));
    const auto options = read_options(moment_ ? moment_->snapshot : nullptr);
    std::vector<std::string> values;
    const auto statuses = rocks_->db->MultiGet(options, handles, slices, &values);
    std::vector<std::optional<std::string>> found(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (statuses[i].ok()) {
            found[i] = std::move(values[i]);
        } else if (!statuses[i].IsNotFound()) {
            return to_error(statuses[i], reading(family));
        }
    }
    return found;
}

Cursor View::range(Family family, std::string_view from, std::string until) const {
    auto state = std::make_unique<Cursor::State>();
    state->rocks = rocks_;
    state->moment = moment_;
    state->family = family;
    state->until = std::move(until);
    state->until_slice = state->until;
    auto options = read_options(moment_ ? moment_->snapshot : nullptr);
    if (!state->until.empty()) {
        options.iterate_upper_bound = &state->until_slice;
    }
    state->iterator.reset(rocks_->db->NewIterator(options, rocks_->handle(family)));
    state->iterator->Seek(from);
    return Cursor(std::move(state));
}

Cursor View::prefix(Family family, std::string_view prefix) const {
    return range(family, prefix, end_of_prefix(prefix));
}

}  // namespace kb::store
