// SPDX-License-Identifier: Apache-2.0
#include "exchange/sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kb::exchange {
namespace {

struct HeadingWord {
    std::string_view text;  // folded
    Part part;
    bool kept = false;  // it says more than which field it is
};

constexpr std::array kHeadingWords{
    HeadingWord{"issue", Part::kIssue},
    HeadingWord{"issues", Part::kIssue},
    HeadingWord{"issue description", Part::kIssue},
    HeadingWord{"problem", Part::kIssue},
    HeadingWord{"problems", Part::kIssue},
    HeadingWord{"problem description", Part::kIssue},
    HeadingWord{"symptom", Part::kIssue},
    HeadingWord{"symptoms", Part::kIssue},
    HeadingWord{"question", Part::kIssue},
    HeadingWord{"anliegen", Part::kIssue},
    HeadingWord{"problembeschreibung", Part::kIssue},
    HeadingWord{"symptome", Part::kIssue},
    HeadingWord{"frage", Part::kIssue},
    HeadingWord{"fehlerbild", Part::kIssue},
    HeadingWord{"problème", Part::kIssue},
    HeadingWord{"problèmes", Part::kIssue},
    HeadingWord{"symptôme", Part::kIssue},
    HeadingWord{"symptômes", Part::kIssue},
    HeadingWord{"problema", Part::kIssue},
    HeadingWord{"problemas", Part::kIssue},
    HeadingWord{"síntoma", Part::kIssue},
    HeadingWord{"síntomas", Part::kIssue},
    HeadingWord{"pregunta", Part::kIssue},
    HeadingWord{"問題", Part::kIssue},
    HeadingWord{"症状", Part::kIssue},
    HeadingWord{"現象", Part::kIssue},
    HeadingWord{"事象", Part::kIssue},
    HeadingWord{"質問", Part::kIssue},

    HeadingWord{"environment", Part::kEnvironment},
    HeadingWord{"applies to", Part::kEnvironment},
    HeadingWord{"umgebung", Part::kEnvironment},
    HeadingWord{"gilt für", Part::kEnvironment},
    HeadingWord{"betrifft", Part::kEnvironment},
    HeadingWord{"environnement", Part::kEnvironment},
    HeadingWord{"s'applique à", Part::kEnvironment},
    HeadingWord{"entorno", Part::kEnvironment},
    HeadingWord{"se aplica a", Part::kEnvironment},
    HeadingWord{"環境", Part::kEnvironment},
    HeadingWord{"動作環境", Part::kEnvironment},
    HeadingWord{"適用対象", Part::kEnvironment},
    HeadingWord{"対象", Part::kEnvironment},

    HeadingWord{"resolution", Part::kResolution},
    HeadingWord{"resolutions", Part::kResolution},
    HeadingWord{"answer", Part::kResolution},
    HeadingWord{"solution", Part::kResolution},
    HeadingWord{"solutions", Part::kResolution},
    HeadingWord{"fix", Part::kResolution},
    HeadingWord{"workaround", Part::kResolution, true},
    HeadingWord{"workarounds", Part::kResolution, true},
    HeadingWord{"more information", Part::kResolution, true},
    HeadingWord{"lösung", Part::kResolution},
    HeadingWord{"lösungen", Part::kResolution},
    HeadingWord{"antwort", Part::kResolution},
    HeadingWord{"abhilfe", Part::kResolution},
    HeadingWord{"umgehung", Part::kResolution, true},
    HeadingWord{"problemumgehung", Part::kResolution, true},
    HeadingWord{"weitere informationen", Part::kResolution, true},
    HeadingWord{"résolution", Part::kResolution},
    HeadingWord{"réponse", Part::kResolution},
    HeadingWord{"contournement", Part::kResolution, true},
    HeadingWord{"solution de contournement", Part::kResolution, true},
    HeadingWord{"plus d'informations", Part::kResolution, true},
    HeadingWord{"informations supplémentaires", Part::kResolution, true},
    HeadingWord{"resolución", Part::kResolution},
    HeadingWord{"solución", Part::kResolution},
    HeadingWord{"soluciones", Part::kResolution},
    HeadingWord{"respuesta", Part::kResolution},
    HeadingWord{"solución alternativa", Part::kResolution, true},
    HeadingWord{"más información", Part::kResolution, true},
    HeadingWord{"解決策", Part::kResolution},
    HeadingWord{"解決方法", Part::kResolution},
    HeadingWord{"対処方法", Part::kResolution},
    HeadingWord{"対処法", Part::kResolution},
    HeadingWord{"対処", Part::kResolution},
    HeadingWord{"解決", Part::kResolution},
    HeadingWord{"回答", Part::kResolution},
    HeadingWord{"回避策", Part::kResolution, true},
    HeadingWord{"回避方法", Part::kResolution, true},
    HeadingWord{"詳細", Part::kResolution, true},
    HeadingWord{"詳細情報", Part::kResolution, true},

    HeadingWord{"cause", Part::kCause},
    HeadingWord{"causes", Part::kCause},
    HeadingWord{"root cause", Part::kCause},
    HeadingWord{"ursache", Part::kCause},
    HeadingWord{"ursachen", Part::kCause},
    HeadingWord{"grund", Part::kCause},
    HeadingWord{"causa", Part::kCause},
    HeadingWord{"causas", Part::kCause},
    HeadingWord{"原因", Part::kCause},
};

// What a document says in lines of its own before its first part: "Applies to: Windows Server".
struct Label {
    std::string_view text;  // folded
    bool environment;       // else a code
};
constexpr std::array kLabels{
    Label{"applies to", true},
    Label{"environment", true},
    Label{"original product version", true},
    Label{"product version", true},
    Label{"gilt für", true},
    Label{"umgebung", true},
    Label{"s'applique à", true},
    Label{"se aplica a", true},
    Label{"環境", true},
    Label{"適用対象", true},
    Label{"original kb number", false},
    Label{"kb number", false},
};

// Lower case for ASCII and for the letters of Latin-1; one kind of blank and apostrophe.
std::string fold_heading(std::string_view text) {
    std::string folded;
    text = trim(text);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        if (c >= 'A' && c <= 'Z') {
            folded += static_cast<char>(c - 'A' + 'a');
        } else if (c == 0xC3 && next >= 0x80 && next <= 0x9E && next != 0x97) {
            folded += {static_cast<char>(c), static_cast<char>(next + 0x20)};
            ++i;
        } else if (c == 0xC2 && next == 0xA0) {
            folded += ' ';
            ++i;
        } else if (text.substr(i).starts_with("’")) {
            folded += '\'';
            i += std::string_view("’").size() - 1;
        } else {
            folded += static_cast<char>(c);
        }
    }
    return folded;
}

// Whether what follows the word leaves it the subject: "", " 2", ": the cache", " - method 2",
// " for cause 1", "/workaround", but not " and resolution".
bool is_suffix(std::string_view rest) {
    const std::string_view after = trim(rest);
    if (after.empty()) {
        return true;
    }
    constexpr std::array<std::string_view, 13> kJoints{":", "-",    "–",   "—",    "/",   "(", "：",
                                                       "#", "for ", "of ", "für ", "de ", "."};
    const bool joint = std::any_of(kJoints.begin(), kJoints.end(),
                                   [&](std::string_view mark) { return after.starts_with(mark); });
    return joint || (after.front() >= '0' && after.front() <= '9');
}

void append_block(std::string& to, std::string_view text) {
    if (text.empty()) {
        return;
    }
    if (!to.empty()) {
        to += "\n\n";
    }
    to += text;
}

// The entries of an environment section: its lines, without list marks, names before a colon.
void take_environment(Article& to, std::string_view text) {
    while (!text.empty()) {
        const std::size_t feed = std::min(text.find('\n'), text.size());
        std::string_view line = trim(text.substr(0, feed));
        text.remove_prefix(std::min(feed + 1, text.size()));
        if (line.starts_with("- ")) {
            line = trim(line.substr(2));
        }
        if (line.empty()) {
            continue;
        }
        const std::size_t colon = line.find(": ");
        const std::string_view value =
            colon == std::string_view::npos ? std::string_view() : trim(line.substr(colon + 2));
        if (colon == 0 || value.empty()) {
            to.environment.push_back({{}, std::string(line)});
        } else {
            to.environment.push_back(
                {std::string(trim(line.substr(0, colon))), std::string(value)});
        }
    }
}

void add_once(std::vector<std::string>& to, std::string value) {
    if (std::find(to.begin(), to.end(), value) == to.end()) {
        to.push_back(std::move(value));
    }
}

// One labelled line, or false.
bool take_label(Article& to, std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
        return false;
    }
    const std::string word = fold_heading(line.substr(0, colon));
    const auto* const label = std::find_if(kLabels.begin(), kLabels.end(),
                                           [&](const Label& each) { return each.text == word; });
    const std::string_view value = trim(line.substr(colon + 1));
    if (label == kLabels.end() || value.empty()) {
        return false;
    }
    if (!label->environment) {
        add_once(to.codes, std::string(value));
        add_once(to.codes, fmt::format("KB{}", value));
        return true;
    }
    for (std::string& product : split_products(value)) {
        const EnvironmentEntry entry{{}, std::move(product)};
        if (std::find(to.environment.begin(), to.environment.end(), entry) ==
            to.environment.end()) {
            to.environment.push_back(entry);
        }
    }
    return true;
}

// Takes the labelled lines out of a text and gives back the others.
std::string take_labels(Article& to, std::string_view text) {
    std::string others;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        if (!take_label(to, line)) {
            others += text.substr(at, std::min(end + 1, text.size()) - at);
        }
        at = end + 1;
    }
    // A label that stood alone leaves the empty lines of both its sides.
    for (std::size_t gap = others.find("\n\n\n"); gap != std::string::npos;
         gap = others.find("\n\n\n", gap)) {
        others.erase(gap, 1);
    }
    return std::string(trim(others));
}

// The part each section belongs to: its own, or that of the nearest section above it.
class PartStack {
public:
    std::optional<HeadingPart> enter(const Section& section) {
        while (!open_.empty() && open_.back().level >= section.level) {
            open_.pop_back();
        }
        const auto own = section.heading.empty() ? std::nullopt : part_of_heading(section.heading);
        if (own) {
            open_.push_back({section.level, own->part});
        }
        return own;
    }
    [[nodiscard]] Part part() const {
        return open_.empty() ? Part::kResolution : open_.back().part;
    }

private:
    struct Open {
        unsigned level;
        Part part;
    };
    std::vector<Open> open_{};
};

// One statement for each thing that is said; a heading that says more goes with the first.
void take_statements(Article& to, std::string heading, const Section& section) {
    for (const std::string& piece : pieces_of(section)) {
        append_block(heading, piece);
        if (!heading.empty()) {
            to.issue.push_back({.text = std::move(heading), .source = StatementSource::kEditor});
        }
        heading.clear();
    }
}

void take_part(Article& to, Part part, const std::string& text) {
    switch (part) {
    case Part::kIssue:
        // Under a heading that is none of ours: it belongs to the statement before it.
        if (!to.issue.empty()) {
            append_block(to.issue.back().text, text);
        } else if (!text.empty()) {
            to.issue.push_back({.text = text, .source = StatementSource::kEditor});
        }
        break;
    case Part::kEnvironment: take_environment(to, text); break;
    case Part::kResolution: append_block(to.resolution, text); break;
    case Part::kCause: append_block(to.cause, text); break;
    }
}

}  // namespace

std::optional<HeadingPart> part_of_heading(std::string_view heading) {
    const std::string folded = fold_heading(heading);
    const HeadingWord* best = nullptr;
    for (const HeadingWord& word : kHeadingWords) {
        const bool longer = best == nullptr || word.text.size() > best->text.size();
        if (longer && folded.starts_with(word.text) &&
            is_suffix(std::string_view(folded).substr(word.text.size()))) {
            best = &word;
        }
    }
    if (best == nullptr) {
        return std::nullopt;
    }
    std::string_view rest = std::string_view(folded).substr(best->text.size());
    rest = trim(rest.ends_with(':') ? rest.substr(0, rest.size() - 1) : rest);
    return HeadingPart{best->part, best->kept || !rest.empty()};
}

void take_sections(Article& to, const std::vector<Section>& sections) {
    PartStack parts;
    bool before_parts = true;  // labelled lines stand up here
    bool heading_seen = false;
    for (const Section& section : sections) {
        const auto own = parts.enter(section);
        std::string heading(trim(section.heading));
        if (!heading.empty() && !own && !heading_seen && to.title.empty()) {
            to.title = heading;
        }
        if (!heading.empty()) {
            heading_seen = true;
        }
        before_parts = before_parts && !own;
        const Part part = parts.part();
        std::string text = before_parts ? take_labels(to, section.text) : section.text;
        if ((own && !own->says_more) || heading == to.title) {
            heading.clear();
        }
        if (own && part == Part::kIssue) {
            take_statements(to, std::move(heading), section);
            continue;
        }
        if (!heading.empty() && part != Part::kEnvironment) {
            text = text.empty() ? heading : fmt::format("{}\n\n{}", heading, text);
        }
        take_part(to, part, text);
    }
}

}  // namespace kb::exchange
