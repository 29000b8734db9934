// SPDX-License-Identifier: Apache-2.0

// Goal: the readers that all records are made of, by any bytes and in any order of calls: they keep
// inside the bytes, fail once and for all, and read what was written. The first byte says which.

#include "base/coding.hpp"

#include "base/record.hpp"
#include "base/utf8.hpp"
#include "fuzz/bytes.hpp"
#include "fuzz/target.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

namespace kb::fuzz {
namespace {

using base::FieldReader;
using base::Reader;

// Seven bits a byte, the lowest first, each byte but the last with its eighth bit set.
std::optional<std::uint64_t> plain_varint(std::string_view bytes) {
    constexpr std::size_t kBytesMax = 10;  // of 64 bits
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < std::min(bytes.size(), kBytesMax); ++i) {
        const std::uint64_t part = static_cast<unsigned char>(bytes[i]) & 0x7FU;
        value |= part << (7 * i);
        if (value >> (7 * i) != part) {
            return std::nullopt;  // does not fit
        }
        if ((static_cast<unsigned char>(bytes[i]) & 0x80U) == 0) {
            return value;
        }
    }
    return std::nullopt;
}

// One call of a reader, and the call that writes what it gave. Counts are written as numbers.
std::string read_and_write(Reader& reader, unsigned call) {
    std::string written;
    const std::size_t before = reader.rest().size();
    const std::optional<std::uint64_t> plain = plain_varint(reader.rest());
    std::uint64_t value = 0;
    switch (call % 8) {
    case 0:
        base::put_varint(written, value = reader.varint());
        require(reader.good() == plain.has_value() && value == plain.value_or(0),
                "a number is what its bytes say");
        break;
    case 1: base::put_varint(written, value = reader.varint32()); break;
    case 2: base::put_fixed32(written, static_cast<std::uint32_t>(value = reader.fixed32())); break;
    case 3: base::put_fixed64(written, value = reader.fixed64()); break;
    case 4: written.push_back(static_cast<char>(value = reader.byte())); break;
    case 5:
        base::put_double(
            written, std::bit_cast<double>(value = std::bit_cast<std::uint64_t>(reader.real())));
        break;
    case 6: {
        const std::string_view text = reader.text();
        value = text.size();
        require(text.size() <= before, "a text lies in the bytes");
        base::put_text(written, text);
        break;
    }
    default:
        value = reader.count(1 + call / 8);
        require(value * (1 + call / 8) <= before, "what is counted fits into the bytes");
        base::put_varint(written, value);
        break;
    }
    require(reader.good() ? reader.rest().size() < before : reader.at_end(),
            "a call goes on, or ends at wrong bytes");
    require(reader.good() || value == 0, "wrong bytes have no value");
    return written;
}

void check_reader(std::string_view input) {
    const std::string_view calls = take_bytes(input, take<std::uint8_t>(input) % 32U);
    Reader reader(input);
    std::string written;
    std::string made;  // calls that were good
    for (const char byte : calls) {
        const unsigned call = static_cast<unsigned char>(byte);
        const bool was_good = reader.good();
        const std::string one = read_and_write(reader, call);
        require(was_good || !reader.good(), "a reader stays false");
        require(!reader.good() || input.ends_with(reader.rest()), "the rest is the end");
        if (reader.good()) {
            written += one;
            made.push_back(static_cast<char>(call % 8 == 7 ? 0 : call % 8));
        }
    }
    Reader again(written);
    std::string rewritten;
    for (const char call : made) {
        rewritten += read_and_write(again, static_cast<unsigned char>(call));
    }
    require(again.good() && again.at_end() && rewritten == written,
            "what was written is read as it was");
}

// What a field says as each type, and whether it is one.
std::pair<bool, std::uint64_t> as_type(FieldReader field, unsigned type) {
    std::uint64_t value = 0;
    switch (type) {
    case 0: value = field.number(); break;
    case 1: value = field.number32(); break;
    case 2: value = field.boolean() ? 1 : 0; break;
    case 3: value = std::bit_cast<std::uint64_t>(field.real()); break;
    case 4: value = base::zigzag(field.time().time_since_epoch().count()); break;
    default: value = field.enumerator<std::uint8_t>(9); break;
    }
    require(field.good() || value == 0, "a wrong field has no value");
    require(type != 1 || value <= 0xFFFFFFFFU, "a small number is small");
    require(type != 5 || value <= 9, "a value is one of the list");
    return {field.good(), value};
}

void check_fields(std::string_view input) {
    constexpr std::uint8_t kFormat = 1;
    FieldReader reader = FieldReader::of_record(input, kFormat);
    std::string written(1, kFormat);
    base::Tag last = 1;
    while (reader.next()) {
        require(reader.tag() >= last, "tags do not decrease");
        last = reader.tag();
        const std::string_view bytes = reader.bytes();
        require(bytes.empty() || (bytes.data() >= input.data() &&
                                  bytes.data() + bytes.size() <= input.data() + input.size()),
                "a field lies in the record");
        for (unsigned type = 0; type < 6; ++type) {
            const auto [good, value] = as_type(reader, type);
            std::string again;
            if (type == 3) {
                base::put_real_field(again, 1, std::bit_cast<double>(value));
            } else {
                base::put_number_field(again, 1, value);
            }
            FieldReader one(again);
            require(one.next() && (!good || as_type(one, type) == std::pair(true, value)),
                    "a value is read as it was written");
        }
        base::put_text_field(written, last, bytes);
    }
    written.push_back('\0');
    if (!reader.good()) {
        return;
    }
    FieldReader first = FieldReader::of_record(input, kFormat);
    FieldReader again = FieldReader::of_record(written, kFormat);
    while (first.next()) {
        require(again.next() && again.tag() == first.tag() && again.bytes() == first.bytes(),
                "a field is the same after it was written");
    }
    require(!again.next() && again.good(), "a record ends where it did");
}

void check_sorted(std::string_view input) {
    const auto a = take<std::uint64_t>(input);
    const auto b = take<std::uint64_t>(input);
    std::string of_a;
    std::string of_b;
    base::put_big_endian64(of_a, a);
    base::put_big_endian64(of_b, b);
    require(base::get_big_endian64(of_a) == a, "a number is read as it was written");
    require((of_a < of_b) == (a < b), "bytes sort like their numbers");
    require(base::zigzag(base::unzigzag(a)) == a, "a signed number comes back");
    static_cast<void>(base::get_big_endian64(input));
}

void check_utf8(std::string_view input) {
    const std::size_t most = take<std::uint8_t>(input);
    const std::size_t invalid = base::find_invalid_utf8(input);
    std::string decoded;
    for (std::size_t at = 0; at < input.size();) {
        const std::size_t before = at;
        const char32_t c = base::next_code_point(input, at);
        base::append_utf8(decoded, c);
        require(c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF), "a code point is that of a character");
        require(at > before && at <= input.size(), "a code point lies in the text");
    }
    require(base::find_invalid_utf8(decoded) == std::string::npos, "code points are UTF-8");
    require(base::replace_invalid_utf8(input) == decoded, "only invalid bytes are replaced");
    require((invalid == std::string::npos) == (decoded == input), "valid text stays as it is");
    require(base::find_invalid_utf8(input.substr(0, invalid)) == std::string::npos,
            "all before the first invalid byte is valid");
    const std::string_view cut = base::cut_utf8(decoded, most);
    require(cut.size() <= most && decoded.starts_with(cut), "a cut text is a beginning");
    require(base::find_invalid_utf8(cut) == std::string::npos, "no character is cut in two");
    require(cut.size() + 4 > most || cut == decoded, "no more is cut than has to be");
}

}  // namespace

std::vector<std::string> make_seeds() {
    std::string record("\x01", 1);
    base::put_text_field(record, 1, "vpn");
    base::put_number_field(record, 2, 300);
    base::put_real_field(record, 4, 0.5);
    base::put_number_field(record, 4, 1);
    record.push_back('\0');
    std::string bytes;
    base::put_varint(bytes, 1ULL << 40U);
    base::put_varint(bytes, 5);
    base::put_fixed32(bytes, 7);
    base::put_fixed64(bytes, 8);
    bytes.push_back('x');
    base::put_double(bytes, -1.5);
    base::put_text(bytes, "drops");
    base::put_varint(bytes, 2);
    bytes += "ab";
    const std::string calls("\x09\x00\x01\x02\x03\x04\x05\x06\x07\x04", 10);
    return {"r" + calls + bytes,
            "r" + calls + std::string(30, '\xFF'),
            std::string("r\x03\x00\x00\x01", 5) +
                "\x80\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x05",
            "f" + record,
            std::string("f\x01\x01\x01\x09\x02\x00\x00", 8),
            "s" + std::string(8, '\x7F') + std::string(9, '\x80'),
            "u\x05gr\xC3\xB6\xC3\x9F\xE6\x9D\xB1\xF0\x9F\x98\x80",
            "u\x03\xED\xA0\x80\xC0\x80\xF4\x90\x80\x80\xE6\x9D"};
}

void check_input(std::string_view input) {
    switch (take<char>(input)) {
    case 'r': return check_reader(input);
    case 'f': return check_fields(input);
    case 's': return check_sorted(input);
    default: return check_utf8(input);
    }
}

}  // namespace kb::fuzz
