// SPDX-License-Identifier: Apache-2.0

// Goal: the small codecs of the index, by any bytes: packed bits, patched numbers, packed columns,
// blocks of postings, their details, lists of dead documents. Each reads the bytes or refuses them;
// what was read keeps what its header promises and is the same after it was written again. The
// first byte says which codec it is.

#include "base/coding.hpp"
#include "fuzz/bytes.hpp"
#include "fuzz/target.hpp"
#include "index/bit_packing.hpp"
#include "index/detail_codec.hpp"
#include "index/live_documents.hpp"
#include "index/packed_column.hpp"
#include "index/patched_numbers.hpp"
#include "index/postings_codec.hpp"

#include <algorithm>
#include <memory>
#include <vector>

namespace kb::fuzz {
namespace {

using index::kBlockSize;
using Numbers = std::vector<std::uint32_t>;

// Small ones and large ones, as varints.
Numbers numbers_of(std::string_view bytes, std::uint32_t largest) {
    base::Reader reader(bytes);
    Numbers numbers;
    while (reader.good() && !reader.at_end()) {
        numbers.push_back(static_cast<std::uint32_t>(reader.varint()) & largest);
    }
    return numbers;
}

void check_bits(std::string_view input) {
    const unsigned width = take<std::uint8_t>(input) % 58U;
    const std::size_t count = width == 0 ? 9 : input.size() * 8 / width + 9;  // some are beyond
    for (std::size_t i = 0; i < count; ++i) {
        std::uint64_t number = 0;
        for (std::size_t b = 0; b < width && (i * width + b) / 8 < input.size(); ++b) {
            const std::size_t bit = i * width + b;
            const auto byte = static_cast<unsigned char>(input[bit / 8]);
            number |= static_cast<std::uint64_t>(byte >> (bit % 8) & 1U) << b;
        }
        require(index::packed_number(input, i, width) == number, "a packed number is its bits");
    }
    const unsigned narrow = std::min(width, 32U);
    const Numbers numbers = numbers_of(input, static_cast<std::uint32_t>((1ULL << narrow) - 1));
    std::string packed = "x";
    index::append_packed(packed, numbers, narrow);
    require(packed.size() == 1 + index::packed_bytes(numbers.size(), narrow), "of stated size");
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        require(index::packed_number(std::string_view(packed).substr(1), i, narrow) == numbers[i],
                "a number is the same after it was packed");
    }
}

// Reads numbers in pieces of different sizes.
Numbers read_in_pieces(const index::PatchedNumbers& patched, std::uint32_t count) {
    Numbers numbers(count);
    for (std::uint32_t begin = 0, size = 1; begin < count; begin += size, size = size % 150 + 7) {
        size = std::min(size, count - begin);
        patched.read(begin, size, numbers.data() + begin);
    }
    return numbers;
}

void check_written(const Numbers& numbers) {
    const auto count = static_cast<std::uint32_t>(numbers.size());
    std::string bytes;
    index::append_patched(bytes, numbers);
    std::string_view rest = bytes;
    index::PatchedNumbers patched;
    require(patched.take(rest, count) && rest.empty(), "numbers that were written can be read");
    require(read_in_pieces(patched, count) == numbers, "numbers are the same after writing");
}

void check_ends(const index::PatchedNumbers& patched, const Numbers& sizes) {
    Numbers ends(index::PatchedNumbers::kSizesMax + kernel::kOverWrite);
    if (sizes.size() > index::PatchedNumbers::kSizesMax || !patched.ends(ends.data())) {
        return;
    }
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        next += sizes[i];
        require(ends[i] == next++, "an end is the sum of the sizes before it");
    }
}

void check_patched(std::string_view input) {
    const std::uint32_t count = take<std::uint16_t>(input);
    if (count == 0) {
        return check_written(numbers_of(input, index::kPatchedNumberMax));
    }
    std::string_view rest = input;
    index::PatchedNumbers patched;
    if (!patched.take(rest, count)) {
        return;
    }
    require(input.ends_with(rest), "what is taken comes off the front");
    Numbers numbers(count);
    patched.read(0, count, numbers.data());
    check_ends(patched, numbers);
    static_cast<void>(read_in_pieces(patched, count));
    if (*std::ranges::max_element(numbers) <= index::kPatchedNumberMax) {
        check_written(numbers);
    }
}

void check_column(std::string_view input) {
    const std::size_t rows = take<std::uint16_t>(input);
    std::string_view rest = input;
    index::PackedColumn column;
    if (!column.take(rest, rows)) {
        return;
    }
    require(input.ends_with(rest), "what is taken comes off the front");
    std::vector<std::uint64_t> values;
    for (std::size_t row = 0; row < rows; ++row) {
        values.push_back(column[row]);
    }
    std::string written;
    index::append_packed_column(written, values);
    std::string_view left = written;
    index::PackedColumn again;
    require(again.take(left, rows) && left.empty(), "a column that was written can be read");
    for (std::size_t row = 0; row < rows; ++row) {
        require(again[row] == values[row], "a row is the same after it was written");
    }
}

bool same_postings(const index::Block& a, const index::Block& b) {
    return a.count == b.count &&
           std::equal(a.documents.begin(), a.documents.begin() + kBlockSize, b.documents.begin()) &&
           std::equal(a.impacts.begin(), a.impacts.begin() + a.count, b.impacts.begin());
}

void check_postings(std::string_view input) {
    const std::uint32_t count = take<std::uint8_t>(input);
    const auto before = take<std::uint32_t>(input);
    index::Block block;
    if (!index::decode_block(input, count, before, block)) {
        return;
    }
    require(block.count == count && count >= 1 && count <= kBlockSize, "as many as asked for");
    std::uint64_t least = before;
    for (std::uint32_t i = 0; i < count; ++i) {
        require(block.documents[i] >= least, "documents rise");
        least = block.documents[i] + 1ULL;
    }
    require(block.last() < index::kNoDocument, "a document is one");
    for (std::uint32_t i = count; i < kBlockSize; ++i) {
        require(block.documents[i] == index::kNoDocument, "behind the last there is none");
    }
    // Where more bytes follow, another way of reading is taken.
    index::Block other;
    const std::string longer = std::string(input) + std::string(kernel::kOverRead, '\x5A');
    require(index::decode_block(longer, count, before, other) && same_postings(block, other),
            "what follows a block changes nothing");
    std::string written;
    index::encode_block(written, std::span(block.documents).first(count),
                        std::span(block.impacts).first(count), before);
    require(index::decode_block(written, count, before, other) && same_postings(block, other),
            "a block is the same after it was written");
}

// Of every posting; empty where one is damaged.
std::vector<std::vector<index::Spot>> spots_of(const index::DetailBlock& block,
                                               std::uint32_t count) {
    std::vector<std::vector<index::Spot>> all(count);
    index::PositionArena arena;
    bool whole = true;
    for (std::uint32_t i = 0; i < count; ++i) {
        const index::Detail detail(block, i);
        const index::Frequencies frequencies = detail.frequencies();
        index::FieldSpans positions;
        const bool sound = detail.positions(arena, positions);
        require(detail.spots(all[i]) == sound, "spots are there where positions are");
        whole = whole && sound;
        if (!sound) {
            continue;
        }
        require(std::ranges::is_sorted(all[i], std::less_equal<>()), "spots rise");
        require(index::count_by_field(all[i]) == frequencies, "a frequency counts spots");
        for (std::size_t f = 0, at = 0; f < index::kFieldsMax; ++f) {
            require(positions[f].size() == frequencies[f], "a position for each time");
            require((frequencies[f] > 0) == ((detail.mask() >> f & 1U) != 0), "the mask is right");
            for (const std::uint32_t position : positions[f]) {
                require(all[i][at++] == index::make_spot(f, position), "a spot is a position");
            }
        }
    }
    return whole ? all : std::vector<std::vector<index::Spot>>();
}

void check_details(std::string_view input) {
    const std::uint32_t count = take<std::uint8_t>(input);
    const auto block = std::make_unique<index::DetailBlock>();
    if (!block->decode(input, count)) {
        return;
    }
    const auto all = spots_of(*block, count);
    const std::string longer = std::string(input) + std::string(kernel::kOverRead, '\x5A');
    require(block->decode(longer, count), "what follows details does not damage them");
    require(spots_of(*block, count) == all, "what follows details changes nothing");
    if (all.empty()) {
        return;
    }
    Numbers counts;
    std::vector<index::Spot> spots;
    for (const auto& posting : all) {
        counts.push_back(static_cast<std::uint32_t>(posting.size()));
        spots.insert(spots.end(), posting.begin(), posting.end());
    }
    std::string written;
    index::DetailEncoder().encode(written, counts, spots);
    require(block->decode(written, count), "details that were written can be read");
    require(spots_of(*block, count) == all, "details are the same after they were written");
}

void check_dead(std::string_view input) {
    const std::uint32_t documents = take<std::uint16_t>(input);
    const auto live = index::LiveDocuments::decode(input, documents);
    if (!live) {
        require_error(live.error(), {ErrorCode::kCorruption});
        return;
    }
    base::Reader reader(input);
    std::uint64_t dead = 0;
    for (std::uint64_t i = reader.varint(); i > 0; --i) {
        dead += reader.varint();
        require(reader.good() && dead < documents, "who is dead is one of the documents");
    }
    std::uint32_t count = 0;
    for (std::uint32_t d = 0; d < documents; ++d) {
        count += (*live)->is_live(d) ? 1 : 0;
    }
    require(count == (*live)->live(), "the dead are counted once");
    const auto again = index::LiveDocuments::decode((*live)->encode(), documents);
    require(again && std::ranges::equal((*again)->words(), (*live)->words()),
            "the dead are the same after they were written");
}

std::string seed(char codec, std::string_view bytes) { return codec + std::string(bytes); }

std::string details(const std::vector<std::vector<index::Spot>>& postings) {
    Numbers counts;
    std::vector<index::Spot> spots;
    for (const auto& posting : postings) {
        counts.push_back(static_cast<std::uint32_t>(posting.size()));
        spots.insert(spots.end(), posting.begin(), posting.end());
    }
    std::string bytes = put(static_cast<std::uint8_t>(postings.size()));
    index::DetailEncoder().encode(bytes, counts, spots);
    return bytes;
}

// The gaps of a block that begins at 0; said to begin at `before`.
std::string postings(std::uint32_t count, std::uint32_t before, std::uint32_t step) {
    Numbers documents(count);
    std::vector<std::uint8_t> impacts(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        documents[i] = i * step + i % 3;
        impacts[i] = static_cast<std::uint8_t>(1 + i);
    }
    std::string bytes = put(static_cast<std::uint8_t>(count)) + put(before);
    index::encode_block(bytes, documents, impacts, 0);
    return bytes;
}

std::string patched(const Numbers& numbers) {
    std::string bytes = put(static_cast<std::uint16_t>(numbers.size()));
    index::append_patched(bytes, numbers);
    return bytes;
}

std::string column(const std::vector<std::uint64_t>& values) {
    std::string bytes = put(static_cast<std::uint16_t>(values.size()));
    index::append_packed_column(bytes, values);
    return bytes;
}

}  // namespace

std::vector<std::string> make_seeds() {
    using index::make_spot;
    std::vector<index::Spot> many;
    for (std::uint32_t i = 0; i < 300; ++i) {
        many.push_back(make_spot(i / 150, i % 150 * 5));
    }
    std::vector<std::uint64_t> rows(130, 1'772'000'000'000);
    rows[70] += 1000;
    Numbers sizes(200, 2);
    sizes[7] = 90'000;
    sizes[150] = 300;
    index::LiveDocuments live(100);
    const auto some = index::LiveDocuments::without(live, Numbers{3, 4, 99});
    return {
        seed('b', put(std::uint8_t{11}) + "\x01\xFF\x7F some bits of eleven"),
        seed('b', put(std::uint8_t{57}) + std::string(40, '\xA7')),
        seed('n', patched({1, 2, 3, 60'000, 2, 1, 0})),
        seed('n', patched(sizes)),
        seed('n', put(std::uint16_t{0}) + "\x01\x02\x80\x80\x01\x03\x04\xFF\xFF\x7F\x05"),
        seed('c', column({5, 6, 7, 5})),
        seed('c', column(rows)),
        seed('c', column({0, ~0ULL})),
        seed('p', postings(1, 0, 1)),
        seed('p', postings(100, 1000, 5)),
        seed('p', postings(128, 7, 30'000'000)),
        seed('p', postings(128, 0xF000'0000U, 30'000'000)),  // goes past the last number
        seed('p', postings(5, 0xF000'0000U, 300'000'000)),
        seed('p', postings(1, 0xFFFF'FFFFU, 1)),
        seed('p', postings(100, 0xFFFF'FFFFU - 297, 3)),
        seed('d', details({{make_spot(0, 100)}, {make_spot(0, 3), make_spot(0, 4)}})),
        seed('d', details({{make_spot(0, 3), make_spot(6, 400'000)}, {make_spot(6, 2)}, many})),
        seed('d', details(std::vector<std::vector<index::Spot>>(128, {make_spot(3, 9)}))),
        seed('d', details({{make_spot(2, 1), make_spot(2, index::kPositionMax)}})),
        seed('d', std::string("\x01\x12\x01\x01", 4) +
                      details({{make_spot(2, index::kPositionMax), make_spot(3, 0)}}).substr(4)),
        seed('d', std::string("\x01\x18\x03\xFC\x00\x00\x00", 7)),  // bits behind the masks
        seed('l', put(std::uint16_t{100}) + some->encode()),
        seed('l', put(std::uint16_t{64}) + "\x01\x40"),
        seed('l', put(std::uint16_t{64}) + live.encode())};
}

void check_input(std::string_view input) {
    switch (take<char>(input)) {
    case 'b': return check_bits(input);
    case 'n': return check_patched(input);
    case 'c': return check_column(input);
    case 'p': return check_postings(input);
    case 'd': return check_details(input);
    default: return check_dead(input);
    }
}

}  // namespace kb::fuzz
