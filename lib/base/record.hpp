// SPDX-License-Identifier: Apache-2.0
#pragma once

// Records of tagged fields, to which later versions can add fields:
//
//     record = format byte, fields, 0           what is stored; the 0 shows that nothing was cut
//     off field  = varint tag, varint size, bytes   tags count from 1 and do not decrease bytes  =
//     text | varint | 8-byte double | fields (a nested part, without format and 0)
//
// A field that has its default value is left out, a list repeats its tag, and a reader skips a tag
// that it does not know. A FieldReader is like a Reader: it turns false at the first wrong byte and
// stays so, and what it returns from then on is empty or zero. One thread at a time.

#include "base/coding.hpp"

#include <kb/types.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace kb::base {

using Tag = std::uint32_t;

// The caller decides what is left out: these write always.
inline void put_text_field(std::string& to, Tag tag, std::string_view text) {
    put_varint(to, tag);
    put_text(to, text);
}

inline void put_number_field(std::string& to, Tag tag, std::uint64_t number) {
    std::string bytes;
    put_varint(bytes, number);
    put_text_field(to, tag, bytes);
}

inline void put_real_field(std::string& to, Tag tag, double number) {
    put_varint(to, tag);
    put_varint(to, 8);
    put_double(to, number);
}

inline void put_time_field(std::string& to, Tag tag, Timestamp time) {
    put_number_field(to, tag, zigzag(time.time_since_epoch().count()));
}

// These leave out what is empty or zero.
inline void add_text(std::string& to, Tag tag, std::string_view text) {
    if (!text.empty()) {
        put_text_field(to, tag, text);
    }
}

inline void add_number(std::string& to, Tag tag, std::uint64_t number) {
    if (number != 0) {
        put_number_field(to, tag, number);
    }
}

inline void add_time(std::string& to, Tag tag, Timestamp time) {
    if (time != Timestamp{}) {
        put_time_field(to, tag, time);
    }
}

template <typename Enum>
void add_enum(std::string& to, Tag tag, Enum value) {
    add_number(to, tag, static_cast<std::uint64_t>(value));
}

class FieldReader {
public:
    // Fields up to the end of the bytes.
    explicit FieldReader(std::string_view fields) noexcept : rest_(fields) {}

    // A whole record: after the last field there must be the 0, and nothing behind it.
    [[nodiscard]] static FieldReader of_record(std::string_view record,
                                               std::uint8_t format) noexcept {
        FieldReader reader(record);
        reader.marked_ = true;
        if (reader.rest_.byte() != format) {
            reader.fail();
        }
        return reader;
    }

    // Goes to the next field; false at the end and at wrong bytes.
    [[nodiscard]] bool next() noexcept {
        if (ended_ || !good_ || (!marked_ && rest_.at_end())) {
            return false;
        }
        const Tag tag = rest_.varint32();
        if (marked_ && tag == 0 && rest_.good() && rest_.at_end()) {
            ended_ = true;
            return false;
        }
        field_ = rest_.text();
        if (!rest_.good() || tag == 0 || tag < tag_) {
            fail();
            return false;
        }
        tag_ = tag;
        return true;
    }

    [[nodiscard]] bool good() const noexcept { return good_; }
    void fail() noexcept {
        good_ = false;
        field_ = {};
    }

    // The field that next() went to.
    [[nodiscard]] Tag tag() const noexcept { return tag_; }
    [[nodiscard]] std::string_view bytes() const noexcept { return field_; }
    [[nodiscard]] std::string text() const { return std::string(field_); }

    [[nodiscard]] std::uint64_t number() noexcept {
        Reader reader(field_);
        const std::uint64_t value = reader.varint();
        if (!reader.good() || !reader.at_end()) {
            fail();
            return 0;
        }
        return value;
    }

    [[nodiscard]] std::uint32_t number32() noexcept {
        const std::uint64_t value = number();
        if (value > std::numeric_limits<std::uint32_t>::max()) {
            fail();
            return 0;
        }
        return static_cast<std::uint32_t>(value);
    }

    [[nodiscard]] bool boolean() noexcept { return enumerator<std::uint8_t>(1) == 1; }

    [[nodiscard]] double real() noexcept {
        if (field_.size() != 8) {
            fail();
            return 0;
        }
        return Reader(field_).real();
    }

    [[nodiscard]] Timestamp time() noexcept {
        return Timestamp{std::chrono::milliseconds{unzigzag(number())}};
    }

    // One of the values from 0 to `last`.
    template <typename Enum>
    [[nodiscard]] Enum enumerator(Enum last) noexcept {
        const std::uint64_t value = number();
        if (value > static_cast<std::uint64_t>(last)) {
            fail();
            return Enum{};
        }
        return static_cast<Enum>(value);
    }

private:
    Reader rest_;
    std::string_view field_;
    Tag tag_ = 0;
    bool good_ = true;
    bool marked_ = false;
    bool ended_ = false;
};

}  // namespace kb::base
