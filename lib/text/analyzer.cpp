// SPDX-License-Identifier: Apache-2.0
#include "text/analyzer.hpp"

#include "base/try.hpp"
#include "base/utf8.hpp"
#include "text/identifiers.hpp"
#include "text/language.hpp"
#include "text/lexicon.hpp"
#include "text/scanner.hpp"
#include "text/segmenter.hpp"

#include <algorithm>
#include <deque>
#include <limits>
#include <tuple>
#include <utility>

namespace kb::text {
namespace {

constexpr std::size_t kTextBytesMax = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kCodeDigitsMin = 3;   // shorter numbers are counts, not codes
constexpr std::size_t kSuffixLettersMin = 3;  // "O'Reilly" is one name, "he'll" two words
constexpr std::size_t kBytesPerToken = 6;     // of a usual text, blanks included

bool precedes(const Token& a, const Token& b) noexcept {
    return std::tie(a.begin, a.kind) < std::tie(b.begin, b.kind);
}

// "VMs"
bool is_plural_code(std::string_view word) noexcept {
    constexpr std::size_t kBytesMin = 3;
    return word.size() >= kBytesMin && word.back() == 's' &&
           std::all_of(word.begin(), word.end() - 1, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// "cant" of "can't" and "oreilly" of "o'reilly", which people type; empty for the other words with
// an apostrophe, which would turn into different words.
std::string without_apostrophe(std::string_view exact) {
    const std::size_t at = exact.rfind('\'');
    if (at == std::string_view::npos) {
        return {};
    }
    const std::string_view suffix = exact.substr(at + 1);
    if (!exact.ends_with("n't") && suffix.size() < kSuffixLettersMin) {
        return {};
    }
    std::string joined(exact);
    std::erase(joined, '\'');
    return joined;
}

}  // namespace

class Analyzer::Impl {
public:
    explicit Impl(Segmenter segmenter) : segmenter_(std::move(segmenter)) {
        languages_.push_back(make_rules("", 0));
    }

    std::uint32_t analyze(std::string_view text, std::string_view language,
                          std::vector<Token>& tokens, std::uint32_t first_position);

private:
    LanguageRules& rules_of(std::string_view language);
    void take_run(Run& run);
    void take_word(Range range);
    void take_identifier(Run& run);
    void drop_possessive(Run& run) const noexcept;
    void take_segment(const Segment& segment, bool alone);
    void take_hangul(Range range);
    void take_unspaced(Range range, bool ideographic);
    // The words and bigrams of `characters_` and, with `singles`, each of them alone.
    void take_characters(bool singles);
    void split_characters(Range range, bool each_code_point);

    [[nodiscard]] std::string_view slice(Range range) const noexcept {
        return text_.substr(range.begin, range.end - range.begin);
    }
    [[nodiscard]] bool full() const noexcept {
        return tokens_->size() - first_token_ >= kAnalyzerLimits.tokens_max;
    }
    void take_plural_code(TokenKind kind, Range range);
    // A token with its base form, or one whose base is its exact form.
    void add_word(TokenKind kind, Range range);
    void add_code(TokenKind kind, Range range, std::string_view exact);
    void add(TokenKind kind, Range range, const Lexicon::Forms& forms);

    Segmenter segmenter_;
    Lexicon lexicon_;
    std::deque<LanguageRules> languages_;

    // Of the text in work.
    std::string_view text_;
    LanguageRules* rules_ = nullptr;
    std::vector<Token>* tokens_ = nullptr;
    std::size_t first_token_ = 0;
    std::uint32_t position_ = 0;

    // Kept from call to call for their memory.
    Run run_;
    std::vector<Piece> pieces_;
    std::vector<Range> parts_;
    std::vector<Range> words_;
    std::vector<Range> characters_;
};

// Languages without rules share one entry, so that their number is bounded.
LanguageRules& Analyzer::Impl::rules_of(std::string_view language) {
    const std::string name = primary_subtag(language);
    const auto found = std::ranges::find(languages_, name, &LanguageRules::name);
    if (found != languages_.end()) {
        return *found;
    }
    if (!has_rules(name)) {
        return languages_.front();
    }
    return languages_.emplace_back(make_rules(name, static_cast<std::uint8_t>(languages_.size())));
}

std::uint32_t Analyzer::Impl::analyze(std::string_view text, std::string_view language,
                                      std::vector<Token>& tokens, std::uint32_t first_position) {
    text_ = base::cut_utf8(text, kTextBytesMax);
    rules_ = &rules_of(language);
    tokens_ = &tokens;
    first_token_ = tokens.size();
    position_ = first_position;
    const std::size_t wanted = tokens.size() + text_.size() / kBytesPerToken;
    if (tokens.capacity() < wanted) {
        tokens.reserve(std::max(wanted, 2 * tokens.capacity()));
    }
    Scanner scanner(text_, rules_->elided);
    while (!full() && scanner.next(run_)) {
        take_run(run_);
    }
    return position_;
}

void Analyzer::Impl::take_run(Run& run) {
    const Range range{run.begin, run.end};
    switch (run.kind) {
    case Run::Kind::kAsciiWord: take_word(range); break;
    case Run::Kind::kSegments: take_identifier(run); break;
    case Run::Kind::kHangul: take_hangul(range); break;
    case Run::Kind::kIdeographic: take_unspaced(range, true); break;
    case Run::Kind::kComplex: take_unspaced(range, false); break;
    }
}

void Analyzer::Impl::take_word(Range range) {
    add_word(TokenKind::kWord, range);
    ++position_;
}

// "error_log's" is about "error_log".
void Analyzer::Impl::drop_possessive(Run& run) const noexcept {
    Segment& last = run.segments.back();
    if (!last.apostrophe) {
        return;
    }
    constexpr std::uint32_t kLetter = 1;
    const std::string_view word = slice({last.begin, last.end});
    const std::size_t sign = word.find_last_not_of("sS");
    for (const std::string_view apostrophe : {"'", "\u2019", "\u02BC"}) {
        if (word.size() == sign + 1 + kLetter && word.substr(0, sign + 1).ends_with(apostrophe)) {
            last.end -= static_cast<std::uint32_t>(apostrophe.size()) + kLetter;
            last.apostrophe = word.substr(0, last.size()).find(apostrophe) != word.npos;
        }
    }
    run.end = last.end;
}

void Analyzer::Impl::take_identifier(Run& run) {
    const Segment first = run.segments.front();
    const bool alone = run.segments.size() == 1;
    if (!alone || first.upper) {
        drop_possessive(run);
    }
    if (alone) {
        take_segment(run.segments.front(), true);
        return;
    }
    const std::size_t first_token = tokens_->size();
    const Range whole{run.begin, run.end};
    add_code(TokenKind::kIdentifier, whole, exact_form(slice(whole), false));
    if (is_also_joined(run)) {
        std::string joined;
        for (const Segment& segment : run.segments) {
            joined += exact_form(slice({segment.begin, segment.end}), false);
        }
        std::erase(joined, '\'');
        add_code(TokenKind::kJoined, whole, joined);
    }
    find_pieces(text_, run, pieces_);
    auto piece = pieces_.begin();
    for (std::uint32_t i = 0; i < run.segments.size() && !full(); ++i) {
        for (; piece != pieces_.end() && piece->segment == i; ++piece) {
            add_code(TokenKind::kPart, piece->range, exact_form(slice(piece->range), false));
        }
        take_segment(run.segments[i], false);
    }
    const auto from = tokens_->begin() + static_cast<std::ptrdiff_t>(first_token);
    if (!std::is_sorted(from, tokens_->end(), precedes)) {
        std::stable_sort(from, tokens_->end(), precedes);
    }
}

// A segment and what it splits into; `alone`: it is the whole identifier, or a plain word.
void Analyzer::Impl::take_segment(const Segment& segment, bool alone) {
    const Range range{segment.begin, segment.end};
    split_segment(text_, segment, parts_);
    const bool code = segment.digits || segment.named_sign;
    const bool count = !segment.letters && segment.size() < kCodeDigitsMin;
    TokenKind kind = TokenKind::kPart;
    if (alone) {
        const bool identifier = (code && !count) || !parts_.empty();
        kind = identifier ? TokenKind::kIdentifier : TokenKind::kWord;
    }
    if (code || kind == TokenKind::kIdentifier) {
        add_code(kind, range, exact_form(slice(range), false));
    } else if (segment.upper && rules_->latin_is_english && is_plural_code(slice(range))) {
        take_plural_code(kind, range);
    } else {
        add_word(kind, range);
    }
    for (std::size_t i = 0; i < parts_.size() && !full(); ++i) {
        position_ += i == 0 ? 0 : 1;
        const std::string_view part = slice(parts_[i]);
        if (part.find_first_of("0123456789") == std::string_view::npos) {
            add_word(TokenKind::kPart, parts_[i]);
        } else {
            add_code(TokenKind::kPart, parts_[i], exact_form(part, false));
        }
    }
    ++position_;
}

// The base of "VMs" is "vm", which the word "vms" does not tell.
void Analyzer::Impl::take_plural_code(TokenKind kind, Range range) {
    const std::string exact = exact_form(slice(range), false);
    const Lexicon::Forms single = lexicon_.find(slice({range.begin, range.end - 1}), *rules_);
    add(kind, range, {exact, single.base, false});
}

void Analyzer::Impl::take_hangul(Range range) {
    split_characters(range, true);
    words_.assign(1, range);
    take_characters(false);
}

void Analyzer::Impl::take_unspaced(Range range, bool ideographic) {
    while (range.begin < range.end && !full()) {
        const std::string_view rest = slice(range);
        const std::string_view run = base::cut_utf8(rest, kAnalyzerLimits.run_bytes_max);
        const Range now{range.begin, range.begin + static_cast<std::uint32_t>(run.size())};
        segmenter_.find_words(run, words_);
        for (Range& word : words_) {
            word = {word.begin + now.begin, word.end + now.begin};
        }
        split_characters(now, ideographic);
        take_characters(ideographic);
        range.begin = now.end;
    }
}

// Marks join the character before them; where no mark is about, every code point is a character.
void Analyzer::Impl::split_characters(Range range, bool each_code_point) {
    characters_.clear();
    for (std::size_t at = range.begin; at < range.end && each_code_point;) {
        const std::size_t begin = at;
        const char32_t c = base::next_code_point(text_, at);
        characters_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
        // Composed syllables, common Han and kana; everything else is left to the rules.
        each_code_point = (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FC) ||
                          (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
    }
    if (!each_code_point) {
        segmenter_.find_characters(slice(range), characters_);
        for (Range& character : characters_) {
            character = {character.begin + range.begin, character.end + range.begin};
        }
    }
}

void Analyzer::Impl::take_characters(bool singles) {
    auto word = words_.begin();
    for (std::size_t i = 0; i < characters_.size() && !full(); ++i) {
        const Range character = characters_[i];
        for (; word != words_.end() && word->begin < character.end; ++word) {
            // The dictionary may divide what people see as one character.
            add_word(TokenKind::kWord, {character.begin, std::max(word->end, character.end)});
        }
        if (i + 1 < characters_.size()) {
            const Range pair{character.begin, characters_[i + 1].end};
            add_code(TokenKind::kBigram, pair, exact_form(slice(pair), false));
        }
        if (singles) {
            add_code(TokenKind::kUnigram, character, exact_form(slice(character), false));
        }
        ++position_;
    }
}

void Analyzer::Impl::add_word(TokenKind kind, Range range) {
    const Lexicon::Forms forms = lexicon_.find(slice(range), *rules_);
    add(kind, range, forms);
    if (kind == TokenKind::kWord && forms.exact.find('\'') != std::string_view::npos) {
        if (const std::string joined = without_apostrophe(forms.exact); !joined.empty()) {
            add_code(TokenKind::kJoined, range, joined);
        }
    }
}

void Analyzer::Impl::add_code(TokenKind kind, Range range, std::string_view exact) {
    add(kind, range, {exact, exact, false});
}

void Analyzer::Impl::add(TokenKind kind, Range range, const Lexicon::Forms& forms) {
    if (forms.exact.empty() || full()) {
        return;
    }
    // Tokens of one position follow each other.
    for (std::size_t i = tokens_->size(); i > first_token_; --i) {
        const Token& other = (*tokens_)[i - 1];
        if (other.position != position_) {
            break;
        }
        if (other.exact == forms.exact) {
            return;
        }
    }
    Token& token = tokens_->emplace_back();
    token.exact = forms.exact;
    token.base = forms.base;
    token.unaccented = forms.unaccented;
    token.kind = kind;
    token.stop_word = forms.stop_word;
    token.position = position_;
    token.begin = range.begin;
    token.end = range.end;
}

Analyzer::Analyzer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Analyzer::Analyzer(Analyzer&& other) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&& other) noexcept = default;
Analyzer::~Analyzer() = default;

Result<Analyzer> Analyzer::make() {
    KB_TRY_ASSIGN(Segmenter segmenter, Segmenter::make());
    return Analyzer(std::make_unique<Impl>(std::move(segmenter)));
}

std::uint32_t Analyzer::analyze(std::string_view text, std::string_view language,
                                std::vector<Token>& tokens, std::uint32_t first_position) {
    return impl_->analyze(text, language, tokens, first_position);
}

}  // namespace kb::text
