// SPDX-License-Identifier: Apache-2.0
#include "report/glossary.hpp"

#include <kb/report.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <utility>

namespace kb {
namespace {

Definition to_definition(const report::Entry& entry) {
    return {.id = std::string(entry.id),
            .version = entry.version,
            .name = std::string(entry.name),
            .formula = std::string(entry.formula),
            .numerator = std::string(entry.numerator),
            .denominator = std::string(entry.denominator),
            .window = std::string(entry.window),
            .exclusions = std::string(entry.exclusions),
            .pitfalls = std::string(entry.pitfalls),
            .example = std::string(entry.example)};
}

std::vector<Definition> join_glossaries() {
    std::vector<Definition> all;
    for (const auto part :
         {report::deflection_glossary(), report::search_glossary(), report::assisted_glossary()}) {
        std::transform(part.begin(), part.end(), std::back_inserter(all), to_definition);
    }
    return all;
}

// How many letters must be changed, put in or left out (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t change = diagonal + (a[i] == b[j] ? 0U : 1U);
            diagonal = std::exchange(row[j + 1], std::min({change, row[j] + 1, row[j + 1] + 1}));
        }
    }
    return row.back();
}

}  // namespace

const std::vector<Definition>& definitions() {
    static const std::vector<Definition> all = join_glossaries();
    return all;
}

Result<Definition> find_definition(std::string_view id) {
    constexpr std::size_t kIdBytesShown = 60;
    const std::string_view asked = id.substr(0, kIdBytesShown);
    const Definition* nearest = nullptr;
    std::size_t nearest_distance = 0;
    for (const Definition& definition : definitions()) {
        if (definition.id == id) {
            return definition;
        }
        const std::size_t far = distance(asked, definition.id);
        if (nearest == nullptr || far < nearest_distance) {
            nearest = &definition;
            nearest_distance = far;
        }
    }
    return Error{ErrorCode::kNotFound,
                 fmt::format("no definition \"{}\"; the nearest is \"{}\"", asked, nearest->id)};
}

}  // namespace kb
