// SPDX-License-Identifier: Apache-2.0
#include "exchange/front_matter.hpp"

#include "exchange/input.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>

namespace kb::exchange {
namespace {

constexpr std::string_view kFence = "---";
constexpr std::string_view kOtherEnd = "...";

// Follows yaml-cpp's events without building its tree. A refusal leaves the parser by the exception
// it uses itself, so a deep or unfolding document stops where it is found out.
class Collector : public YAML::EventHandler {
public:
    std::vector<NamedValues> take() { return std::move(members_); }
    [[nodiscard]] bool is_map() const { return is_map_; }

    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_anchor(mark, anchor);
        take_scalar({});
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
        throw YAML::ParserException(mark, "aliases are not taken");
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_anchor(mark, anchor);
        const bool null = tag == "?" && (value == "~" || value == "null");  // "?": not quoted
        take_scalar(null ? std::string() : value);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        enter(mark, anchor, false);
    }
    void OnSequenceEnd() override { leave(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        enter(mark, anchor, true);
    }
    void OnMapEnd() override { leave(); }

private:
    struct Level {
        bool map = false;
        bool value_next = false;  // in a map: the key has been read
        std::string key{};
    };

    static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != YAML::NullAnchor) {
            throw YAML::ParserException(mark, "anchors are not taken");
        }
    }

    void enter(const YAML::Mark& mark, YAML::anchor_t anchor, bool map) {
        refuse_anchor(mark, anchor);
        if (levels_.size() == kFrontMatterDepthMax) {
            throw YAML::ParserException(mark,
                                        fmt::format("nested deeper than {}", kFrontMatterDepthMax));
        }
        if (!levels_.empty() && levels_.back().map && !levels_.back().value_next) {
            throw YAML::ParserException(mark, "a key that is a list or a map");
        }
        is_map_ = is_map_ || (levels_.empty() && map);
        if (levels_.size() == 1 && levels_.front().map) {
            members_.back().is_list = !map;
        }
        levels_.push_back({map, false, {}});
    }

    void leave() {
        levels_.pop_back();
        if (!levels_.empty()) {
            levels_.back().value_next = false;
        }
    }

    void take_scalar(std::string value) {
        if (levels_.empty()) {
            return;
        }
        Level& level = levels_.back();
        if (level.map && !level.value_next) {
            level.key = std::move(value);
            level.value_next = true;
            if (levels_.size() == 1) {
                members_.push_back({.name = level.key});
            }
            return;
        }
        level.value_next = false;
        // key: value; key: [value]; key: {name: value}; key: [{name: value}]
        const bool named = level.map && levels_.size() > 1;
        if (levels_.front().map && levels_.size() <= 3) {
            members_.back().values.push_back({named ? level.key : std::string(), std::move(value)});
        }
    }

    std::vector<Level> levels_{};
    std::vector<NamedValues> members_{};
    bool is_map_ = false;
};

// The line that begins at `at`, without its end.
std::string_view line_at(std::string_view document, std::size_t at) {
    std::string_view line = document.substr(at, document.find('\n', at) - at);
    line.remove_suffix(line.size() - (line.find_last_not_of(" \t\r") + 1));
    return line;
}

struct Extent {
    std::string_view yaml{};
    std::string_view body{};
    std::uint64_t body_line = 0;
};

// Where the front matter begins and ends, or nothing where its end is missing.
std::optional<Extent> find_extent(std::string_view document) {
    const std::size_t begin = std::min(document.find('\n'), document.size() - 1) + 1;
    std::uint64_t line = 2;
    for (std::size_t at = begin; at < document.size(); ++line) {
        const std::string_view text = line_at(document, at);
        const std::size_t next = std::min(document.find('\n', at), document.size() - 1) + 1;
        if (text == kFence || text == kOtherEnd) {
            return Extent{document.substr(begin, at - begin), document.substr(next), line + 1};
        }
        at = next;
    }
    return std::nullopt;
}

}  // namespace

std::variant<FrontMatter, FrontMatterFault> read_front_matter(std::string_view document) {
    if (line_at(document, 0) != kFence) {
        return FrontMatter{{}, document, 1};
    }
    const auto extent = find_extent(document);
    if (!extent) {
        // A rule on top of the text, then; unless it looks like keys.
        if (line_at(document, std::min(document.find('\n'), document.size() - 1) + 1).find(": ") ==
            std::string_view::npos) {
            return FrontMatter{{}, document, 1};
        }
        return FrontMatterFault{1, "front matter: the line '---' that ends it is missing"};
    }
    if (extent->yaml.size() > kFrontMatterBytesMax) {
        return FrontMatterFault{1, fmt::format("front matter: {} bytes, {} are taken",
                                               extent->yaml.size(), kFrontMatterBytesMax)};
    }
    Collector collector;
    try {
        std::istringstream stream{std::string(extent->yaml)};
        YAML::Parser parser(stream);
        parser.HandleNextDocument(collector);
    } catch (const YAML::Exception& fault) {
        const auto line = static_cast<std::uint64_t>(std::max(fault.mark.line, 0)) + 2;
        return FrontMatterFault{line, fmt::format("front matter: column {}: {}",
                                                  std::max(fault.mark.column, 0) + 1, fault.msg)};
    }
    auto members = collector.take();
    if (!collector.is_map() && !trim(extent->yaml).empty()) {
        // Text between two rules: nothing of it is front matter.
        return FrontMatter{{}, document, 1};
    }
    return FrontMatter{std::move(members), extent->body, extent->body_line};
}

}  // namespace kb::exchange
