// SPDX-License-Identifier: Apache-2.0

// Goal: the sections of a segment, each by itself and by any bytes: dictionary, letter sets,
// columns, postings with their details. Each opens or is damage; what opens keeps what its header
// promises, and what it says is the same after it was written again. The first byte says which
// section it is, 'w' words of which none that is near may get lost.

#include "fuzz/bytes.hpp"
#include "fuzz/target.hpp"
#include "index/merge.hpp"
#include "index/segment.hpp"
#include "support/documents.hpp"
#include "support/plain_distance.hpp"

#include <algorithm>
#include <utility>

namespace kb::fuzz {
namespace {

using index::TermDictionary;
using index::TermEntry;
using Terms = std::vector<std::pair<std::string, TermEntry>>;
constexpr std::size_t kWrittenMax = 1U << 18U;  // what is not too long to be written again

bool same_entry(const TermEntry& a, const TermEntry& b) {
    return a.ordinal == b.ordinal && a.documents == b.documents && a.impact_max == b.impact_max &&
           a.postings == b.postings && a.details == b.details;
}

// All terms; none where they are out of order, too long or not as many as stated.
Terms terms_of(const TermDictionary& dictionary) {
    Terms terms;
    TermDictionary::Iterator it(dictionary);
    std::size_t bytes = 0;
    bool good = true;
    std::uint32_t count = 0;
    while (it.next()) {
        require(++count <= dictionary.size(), "there are no more terms than it says");
        good = good && (terms.empty() || terms.back().first < it.term()) &&
               (bytes += it.term().size() + 1) <= kWrittenMax;
        if (good) {
            terms.emplace_back(it.term(), it.entry());
        }
    }
    return good && count == dictionary.size() ? terms : Terms();
}

void check_terms(const TermDictionary& dictionary, const Terms& terms) {
    require(dictionary.size() == terms.size(), "as many terms as were written");
    require(std::ranges::equal(terms_of(dictionary), terms,
                               [](const auto& a, const auto& b) {
                                   return a.first == b.first && same_entry(a.second, b.second);
                               }),
            "terms are the same after they were written");
    std::vector<std::uint32_t> odd;
    for (const auto& [term, entry] : terms) {
        const auto found = dictionary.find(term);
        require(found && same_entry(*found, entry), "a term is found");
        const std::string after = term + '\0';
        const auto next = std::ranges::upper_bound(terms, term, {}, &Terms::value_type::first);
        const bool is_term = next != terms.end() && next->first == after;
        require(dictionary.find(after).has_value() == is_term, "what is no term is not found");
        std::string first;
        dictionary.scan(after, [&](std::string_view scanned, const TermEntry&) {
            first = scanned;
            return false;
        });
        require(first == (next == terms.end() ? "" : next->first), "a scan begins where it should");
        if (entry.ordinal % 2 == 1) {
            odd.push_back(entry.ordinal);
        }
    }
    std::size_t visited = 0;
    dictionary.visit(odd, [&](std::string_view term, const TermEntry& entry) {
        require(term == terms[odd[visited]].first && entry.ordinal == odd[visited],
                "a term is visited by its ordinal");
        ++visited;
    });
    require(visited == odd.size(), "every ordinal is visited");
}

void check_dictionary(std::string_view input) {
    const auto dictionary = TermDictionary::open(input);
    if (!dictionary) {
        require_error(dictionary.error(), {ErrorCode::kCorruption});
        return;
    }
    const Terms terms = terms_of(*dictionary);
    for (const std::string_view word : {std::string_view("b"), std::string_view("xw17"), input}) {
        const auto found = dictionary->find(word);
        require(!found || found->ordinal < dictionary->size(), "an ordinal is that of a term");
        std::size_t most = dictionary->size();
        dictionary->scan(word, [&](std::string_view term, const TermEntry&) {
            require(term >= word && most-- > 0, "a scan goes on from its begin");
            return true;
        });
    }
    dictionary->visit(std::vector<std::uint32_t>{0, 1, 31, 32, 40, 4'000'000'000},
                      [&](std::string_view, const TermEntry& entry) {
                          require(entry.ordinal < dictionary->size(), "an ordinal is in range");
                      });
    if (terms.size() == dictionary->size()) {
        index::TermDictionaryWriter writer;
        for (const auto& [term, entry] : terms) {
            writer.add(term, entry);
        }
        const std::string written = writer.finish();
        const auto again = TermDictionary::open(written);
        require(again.has_value(), "a dictionary that was written opens");
        check_terms(*again, terms);
    }
}

void check_letter_sets(std::string_view input) {
    const std::uint32_t terms = take<std::uint16_t>(input);
    const unsigned edits = take<std::uint8_t>(input) % 3U;
    const std::string_view word = take_bytes(input, take<std::uint8_t>(input));
    const auto sets = index::LetterSets::open(input, terms);
    if (!sets) {
        require_error(sets.error(), {ErrorCode::kCorruption});
        return;
    }
    std::vector<std::uint32_t> ordinals;
    sets->near(word, edits, ordinals);
    require(std::ranges::is_sorted(ordinals), "ordinals rise");
    require(ordinals.empty() || ordinals.back() < terms, "an ordinal is that of a term");
}

// The first word is the one that was typed.
void check_words(std::string_view input) {
    constexpr std::size_t kWordsMax = 60;
    const unsigned edits = take<std::uint8_t>(input) % 3U;
    std::vector<std::string> words;
    while (!input.empty() && words.size() < kWordsMax) {
        words.emplace_back(take_bytes(input, std::min<std::size_t>(input.find('\n'), 300)));
        take<char>(input);
    }
    index::LetterSetsWriter writer;
    for (std::size_t i = 0; i < words.size(); ++i) {
        writer.add(words[i], static_cast<std::uint32_t>(i));
    }
    const std::string section = writer.finish();
    const auto sets = index::LetterSets::open(section, static_cast<std::uint32_t>(words.size()));
    require(sets.has_value(), "letter sets that were written open");
    if (words.empty() || index::letters_in(words.front()) == 0) {
        return;
    }
    std::vector<std::uint32_t> near;
    sets->near(words.front(), edits, near);
    require(std::ranges::adjacent_find(near, std::greater_equal<>()) == near.end(),
            "a word is named once");
    const std::u32string typed = test::code_points(words.front());
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        if (index::letters_in(words[i]) > 0 &&
            test::plain_distance(typed, test::code_points(words[i])) <= edits) {
            require(std::ranges::binary_search(near, i), "no word that is near gets lost");
        }
    }
}

void check_written_columns(const index::Columns& columns, std::uint32_t documents,
                           std::size_t fields) {
    index::ColumnsWriter writer(fields);
    for (std::uint32_t d = 0; d < documents; ++d) {
        if (!writer.add(columns.article(d), columns.version(d), columns.lengths(d),
                        columns.values(d))) {
            return;  // more names than a segment may have
        }
    }
    const std::string written = writer.finish();
    const auto again = index::Columns::open(written, documents, fields);
    require(again.has_value(), "columns that were written open");
    for (std::uint32_t d = 0; d < documents; ++d) {
        require(
            again->article(d) == columns.article(d) && again->version(d) == columns.version(d) &&
                again->lengths(d) == columns.lengths(d) && again->values(d) == columns.values(d),
            "a document is the same after it was written");
        require(std::ranges::binary_search(again->find(columns.article(d)), d),
                "a document is found by its article");
    }
}

void check_columns(std::string_view input) {
    const std::uint32_t documents = take<std::uint16_t>(input);
    const std::size_t fields = take<std::uint8_t>(input) % (index::kFieldsMax + 1);
    const auto columns = index::Columns::open(input, documents, fields);
    if (!columns) {
        require_error(columns.error(), {ErrorCode::kCorruption});
        return;
    }
    std::size_t size = 0;
    for (std::uint32_t d = 0; d < documents; ++d) {
        const auto products = columns->products(d);
        require(products.size() <= index::kProductsMax, "a document has not too many products");
        size += 1 + products.size();
        if (size > kWrittenMax) {
            return;
        }
        for (const std::uint16_t product : products) {
            size += columns->name(product).size();
        }
        size +=
            columns->name(columns->language(d)).size() + columns->name(columns->owner(d)).size();
    }
    for (std::uint32_t d = 0; d < std::min(documents, 50U); ++d) {
        for (const std::uint32_t found : columns->find(columns->article(d))) {
            require(found < documents && columns->article(found) == columns->article(d),
                    "what is found is of that article");
        }
    }
    if (size <= kWrittenMax && documents < 1000) {
        check_written_columns(*columns, documents, fields);
    }
}

struct Walked {
    std::vector<std::uint32_t> documents{};
    std::vector<std::uint8_t> impacts{};
    std::vector<std::uint32_t> masks{};
    bool bounded = true;  // no impact is above what is stated
};

Walked walk_postings(index::PostingsCursor cursor, std::uint32_t documents) {
    Walked walked;
    std::vector<index::Spot> spots;
    for (std::uint32_t index = 0; cursor.next_block(); ++index) {
        const index::Block& block = cursor.block();
        require(block.count >= 1 && block.count <= index::kBlockSize, "a block is not too long");
        for (std::uint32_t i = 0; i < block.count; ++i) {
            require(walked.documents.empty() || walked.documents.back() < block.documents[i],
                    "documents rise");
            require(block.documents[i] < documents, "a document is one of the segment");
            walked.documents.push_back(block.documents[i]);
            walked.impacts.push_back(block.impacts[i]);
            const index::Detail detail = cursor.detail_at(i);
            walked.masks.push_back(detail.mask());
            if (detail.spots(spots)) {
                require(std::ranges::is_sorted(spots, std::less_equal<>()), "spots rise");
            }
            walked.bounded = walked.bounded && block.impacts[i] <= cursor.block_impact(index) &&
                             block.impacts[i] <= cursor.impact_max();
        }
    }
    return walked;
}

// Where all blocks are sound, whoever looks for a document finds what was met on the way.
void check_seeking(index::PostingsCursor seeking, index::PostingsCursor bounding,
                   const Walked& walked, std::uint32_t documents) {
    std::uint32_t wanted = 0;
    for (std::size_t i = 0; i < walked.documents.size(); ++i) {
        const std::uint32_t there = walked.documents[i];
        if (wanted < there) {
            require(!seeking.seek(there - 1), "a document without the term is not found");
        }
        require(seeking.seek(there), "a document with the term is found");
        require(seeking.impact() == walked.impacts[i], "with its impact");
        require(seeking.detail().mask() == walked.masks[i], "with its fields");
        require(!walked.bounded || bounding.impact_max(there, there + 1) >= walked.impacts[i],
                "no impact is above its bound");
        wanted = there + 1;
    }
    require(wanted >= documents || !seeking.seek(wanted), "behind the last there is none");
}

// The same over several blocks at once, from one place in a block to the same in another.
void check_leaps(index::PostingsCursor seeking, const Walked& walked, std::size_t begin) {
    std::size_t blocks = 1;
    for (std::size_t i = begin; i < walked.documents.size(); i += blocks * index::kBlockSize) {
        require(seeking.seek(walked.documents[i]) && seeking.impact() == walked.impacts[i],
                "a document with the term is found in a later block");
        blocks = blocks % 5 + 1;
    }
}

void check_postings(std::string_view input) {
    const std::uint32_t documents = take<std::uint16_t>(input);
    TermEntry entry;
    entry.documents = take<std::uint16_t>(input);
    entry.postings = take<std::uint16_t>(input);
    entry.details = take<std::uint16_t>(input);
    entry.impact_max = take<std::uint8_t>(input);
    const std::string_view postings = take_bytes(input, take<std::uint16_t>(input));
    const auto cursor = [&] { return index::PostingsCursor(postings, input, entry, documents); };
    const Walked walked = walk_postings(cursor(), documents);
    require(walked.documents.size() <= entry.documents, "no more than are stated");
    static_cast<void>(cursor().impact_of_best(100));
    index::PostingsCursor high = cursor();
    for (std::uint32_t d = 0; high.seek_block(d, 200); d = high.block().last() + 1) {
        require(high.block().last() >= d, "a block that is sought is not behind");
    }
    if (walked.documents.size() == entry.documents) {
        check_seeking(cursor(), cursor(), walked, documents);
        for (const std::size_t begin : {0U, 64U, index::kBlockSize - 1}) {
            check_leaps(cursor(), walked, begin);
        }
    }
}

std::string image_of(std::size_t count, std::uint32_t vocabulary) {
    test::Random random(5);
    std::vector<index::Document> documents;
    for (std::size_t i = 0; i < count; ++i) {
        documents.push_back(test::random_document(count - i, random, vocabulary));
    }
    return index::build_segment(documents, {.schema = test::two_fields(), .epoch = {}}).value();
}

std::string_view section_of(std::string_view image, index::SectionId id) {
    index::SegmentFooter footer;
    std::memcpy(&footer, image.data() + image.size() - sizeof(footer), sizeof(footer));
    const auto& entry = footer.sections[static_cast<std::size_t>(id)];
    return image.substr(entry.offset, entry.size);
}

// The postings of the first and of the longest term.
void add_postings(std::vector<std::string>& seeds, const std::string& image) {
    const auto segment = index::Segment::from_memory(image, test::two_fields()).value();
    const std::string_view postings = section_of(image, index::SectionId::kPostings);
    const std::string_view details = section_of(image, index::SectionId::kDetails);
    Terms terms = terms_of(segment->dictionary());
    std::ranges::stable_sort(terms, std::greater<>(),
                             [](const auto& t) { return t.second.documents; });
    for (const TermEntry& entry : {terms.front().second, terms.back().second}) {
        const auto part = postings.substr(entry.postings, 3000);
        seeds.push_back("p" + put(static_cast<std::uint16_t>(segment->documents())) +
                        put(static_cast<std::uint16_t>(entry.documents)) + put(std::uint32_t{0}) +
                        put(entry.impact_max) + put(static_cast<std::uint16_t>(part.size())) +
                        std::string(part) + std::string(details.substr(entry.details, 3000)));
    }
}

}  // namespace

std::vector<std::string> make_seeds() {
    using index::SectionId;
    std::vector<std::string> seeds{
        "w\x01printer\nprinters\nprnter\npirnter\nrpinter\nprintre\nhouse\nx1\n",
        "w\x02gr\xC3\xB6\xC3\x9F"
        "e\ngrose\n\ngroesse\nabcdef\nabcdefg\n"};
    for (const auto& [count, vocabulary] : {std::pair{0, 10}, {3, 20}, {40, 60}, {1500, 3}}) {
        const std::string image =
            image_of(static_cast<std::size_t>(count), static_cast<std::uint32_t>(vocabulary));
        const std::string_view dictionary = section_of(image, SectionId::kDictionary);
        const auto documents = static_cast<std::uint16_t>(count);
        seeds.push_back("d" + std::string(dictionary));
        seeds.push_back("c" + put(documents) + '\x02' +
                        std::string(section_of(image, SectionId::kColumns)));
        seeds.push_back("l" + std::string(dictionary.substr(0, 2)) + "\x02\x02w1" +
                        std::string(section_of(image, SectionId::kLetters)));
        if (count > 0) {
            add_postings(seeds, image);
        }
    }
    std::string columns = "c" + put(std::uint16_t{2}) + '\1';
    for (int column = 0; column < 8; ++column) {
        index::append_packed_column(columns, std::vector<std::uint64_t>{0, 0});
    }
    // One document has more products than it may.
    index::append_packed_column(columns, std::vector<std::uint64_t>{0, 65'536, 65'536});
    index::append_packed_column(columns, {});
    seeds.push_back(columns + std::string("\0\1\0", 3));
    index::LetterSetsWriter letters;
    for (const char* word : {"printer", "printers", "pointer", "a", "ab"}) {
        letters.add(word, static_cast<std::uint32_t>(seeds.size()));
    }
    // Ordinals of terms that there are, and of some that there are not.
    for (const std::uint16_t terms : {std::uint16_t{1000}, std::uint16_t{6}}) {
        seeds.push_back("l" + put(terms) + "\x02\x07prinetr" + letters.finish());
    }
    return seeds;
}

void check_input(std::string_view input) {
    switch (take<char>(input)) {
    case 'd': return check_dictionary(input);
    case 'l': return check_letter_sets(input);
    case 'w': return check_words(input);
    case 'c': return check_columns(input);
    default: return check_postings(input);
    }
}

}  // namespace kb::fuzz
