// SPDX-License-Identifier: Apache-2.0
// What the analysis knows of a language, for whoever is about to name one.
#include "text/language.hpp"
#include "text/stemmer.hpp"
#include "text/stop_words.hpp"

#include <kb/language.hpp>

#include <fmt/format.h>

namespace kb {

Result<LanguageSupport> language_support(std::string_view tag) {
    if (!text::is_language_tag(tag)) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("{} is no language tag, such as en or pt-BR",
                                 tag.empty() ? "an empty text" : tag)};
    }
    LanguageSupport support{.language = text::primary_subtag(tag)};
    support.stems = text::stemming_algorithm(support.language) != nullptr;
    support.stop_words = !text::stop_words(support.language).empty();
    return support;
}

}  // namespace kb
