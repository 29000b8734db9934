// SPDX-License-Identifier: Apache-2.0
#include "store/counters.hpp"

#include "base/coding.hpp"
#include "base/try.hpp"

namespace kb::store {

std::string encode_counters(const Counters& counters) {
    std::string bytes;
    base::put_varint(bytes, kCounterCount);
    for (const std::uint64_t value : counters.values) {
        base::put_fixed64(bytes, value);
    }
    return bytes;
}

Result<Counters> decode_counters(std::string_view bytes) {
    Counters counters;
    base::Reader reader(bytes);
    const std::size_t count = reader.count(8);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t value = reader.fixed64();
        if (i < kCounterCount) {
            counters.values[i] = value;
        }
    }
    if (!reader.good() || !reader.at_end()) {
        return Error{ErrorCode::kCorruption, "the counters of the base are damaged"};
    }
    return counters;
}

Result<Counters> find_counters(const Source& source) {
    KB_TRY_ASSIGN(const auto bytes, source.get(Family::kMeta, kCountersKey));
    return decode_counters(bytes.value_or(""));
}

}  // namespace kb::store
