// SPDX-License-Identifier: Apache-2.0
#include "article/article_codec.hpp"

#include "base/record.hpp"

#include <utility>

namespace kb::article {
namespace {

using base::FieldReader;
using base::Tag;

constexpr std::uint8_t kFormat = 1;

// Never renumber, never reuse; new fields get the next number and stand where it sorts.
enum class Part : Tag {
    kId = 1,
    kLanguage = 2,
    kTranslationOf = 3,
    kTranslationOfVersion = 4,
    kTitle = 5,
    kStatement = 6,    // nested, repeated
    kEnvironment = 7,  // nested, repeated
    kResolution = 8,
    kCause = 9,
    kKeyword = 10,  // repeated, as are the next five
    kCode = 11,
    kProduct = 12,
    kOwnerDomain = 13,
    kExternalId = 14,
    kOriginatingQuery = 15,
    kConfidence = 16,
    kAudience = 17,
    kGovernance = 18,
    kArchiveReason = 19,
    kVersion = 20,
    kCreatedBy = 21,
    kModifiedBy = 22,
    kCreated = 23,
    kModified = 24,
};

enum class StatementPart : Tag { kText = 1, kSource = 2, kBy = 3, kAt = 4, kCase = 5 };
enum class EnvironmentPart : Tag { kName = 1, kValue = 2 };

template <typename Part>
constexpr Tag tag(Part part) {
    return static_cast<Tag>(part);
}

void put_list(std::string& to, Part part, const std::vector<std::string>& list) {
    for (const std::string& entry : list) {
        base::put_text_field(to, tag(part), entry);  // also an empty one: the list stays as it is
    }
}

std::string encode_statement(const Statement& statement) {
    std::string bytes;
    base::add_text(bytes, tag(StatementPart::kText), statement.text);
    base::put_number_field(bytes, tag(StatementPart::kSource),
                           static_cast<std::uint64_t>(statement.source));
    base::add_text(bytes, tag(StatementPart::kBy), statement.by);
    base::add_time(bytes, tag(StatementPart::kAt), statement.at);
    base::add_text(bytes, tag(StatementPart::kCase), statement.case_id);
    return bytes;
}

std::string encode_entry(const EnvironmentEntry& entry) {
    std::string bytes;
    base::add_text(bytes, tag(EnvironmentPart::kName), entry.name);
    base::add_text(bytes, tag(EnvironmentPart::kValue), entry.value);
    return bytes;
}

Statement decode_statement(FieldReader& record) {
    Statement statement;
    FieldReader reader(record.bytes());
    while (reader.next()) {
        switch (static_cast<StatementPart>(reader.tag())) {
        case StatementPart::kText: statement.text = reader.text(); break;
        case StatementPart::kSource:
            statement.source = reader.enumerator(StatementSource::kEditor);
            break;
        case StatementPart::kBy: statement.by = reader.text(); break;
        case StatementPart::kAt: statement.at = reader.time(); break;
        case StatementPart::kCase: statement.case_id = reader.text(); break;
        default: break;
        }
    }
    if (!reader.good()) {
        record.fail();
    }
    return statement;
}

EnvironmentEntry decode_entry(FieldReader& record) {
    EnvironmentEntry entry;
    FieldReader reader(record.bytes());
    while (reader.next()) {
        switch (static_cast<EnvironmentPart>(reader.tag())) {
        case EnvironmentPart::kName: entry.name = reader.text(); break;
        case EnvironmentPart::kValue: entry.value = reader.text(); break;
        default: break;
        }
    }
    if (!reader.good()) {
        record.fail();
    }
    return entry;
}

void decode_part(FieldReader& reader, Article& article) {
    switch (static_cast<Part>(reader.tag())) {
    case Part::kId: article.id = reader.text(); break;
    case Part::kLanguage: article.language = reader.text(); break;
    case Part::kTranslationOf: article.translation_of = reader.text(); break;
    case Part::kTranslationOfVersion: article.translation_of_version = reader.number32(); break;
    case Part::kTitle: article.title = reader.text(); break;
    case Part::kStatement: article.issue.push_back(decode_statement(reader)); break;
    case Part::kEnvironment: article.environment.push_back(decode_entry(reader)); break;
    case Part::kResolution: article.resolution = reader.text(); break;
    case Part::kCause: article.cause = reader.text(); break;
    case Part::kKeyword: article.keywords.push_back(reader.text()); break;
    case Part::kCode: article.codes.push_back(reader.text()); break;
    case Part::kProduct: article.products.push_back(reader.text()); break;
    case Part::kOwnerDomain: article.owner_domain = reader.text(); break;
    case Part::kExternalId: article.external_ids.push_back(reader.text()); break;
    case Part::kOriginatingQuery: article.originating_queries.push_back(reader.text()); break;
    case Part::kConfidence:
        article.state.confidence = reader.enumerator(Confidence::kArchived);
        break;
    case Part::kAudience: article.state.audience = reader.enumerator(Audience::kPublic); break;
    case Part::kGovernance:
        article.state.governance = reader.enumerator(Governance::kComplianceBased);
        break;
    case Part::kArchiveReason: article.archive_reason = reader.text(); break;
    case Part::kVersion: article.version = reader.number32(); break;
    case Part::kCreatedBy: article.created_by = reader.text(); break;
    case Part::kModifiedBy: article.modified_by = reader.text(); break;
    case Part::kCreated: article.created = reader.time(); break;
    case Part::kModified: article.modified = reader.time(); break;
    default: break;  // of a later version
    }
}

}  // namespace

std::string encode_article(const Article& article) {
    std::string bytes(1, static_cast<char>(kFormat));
    base::add_text(bytes, tag(Part::kId), article.id);
    base::put_text_field(bytes, tag(Part::kLanguage), article.language);
    base::add_text(bytes, tag(Part::kTranslationOf), article.translation_of);
    base::add_number(bytes, tag(Part::kTranslationOfVersion), article.translation_of_version);
    base::add_text(bytes, tag(Part::kTitle), article.title);
    for (const Statement& statement : article.issue) {
        base::put_text_field(bytes, tag(Part::kStatement), encode_statement(statement));
    }
    for (const EnvironmentEntry& entry : article.environment) {
        base::put_text_field(bytes, tag(Part::kEnvironment), encode_entry(entry));
    }
    base::add_text(bytes, tag(Part::kResolution), article.resolution);
    base::add_text(bytes, tag(Part::kCause), article.cause);
    put_list(bytes, Part::kKeyword, article.keywords);
    put_list(bytes, Part::kCode, article.codes);
    put_list(bytes, Part::kProduct, article.products);
    base::add_text(bytes, tag(Part::kOwnerDomain), article.owner_domain);
    put_list(bytes, Part::kExternalId, article.external_ids);
    put_list(bytes, Part::kOriginatingQuery, article.originating_queries);
    base::add_enum(bytes, tag(Part::kConfidence), article.state.confidence);
    base::add_enum(bytes, tag(Part::kAudience), article.state.audience);
    base::add_enum(bytes, tag(Part::kGovernance), article.state.governance);
    base::add_text(bytes, tag(Part::kArchiveReason), article.archive_reason);
    base::add_number(bytes, tag(Part::kVersion), article.version);
    base::add_text(bytes, tag(Part::kCreatedBy), article.created_by);
    base::add_text(bytes, tag(Part::kModifiedBy), article.modified_by);
    base::add_time(bytes, tag(Part::kCreated), article.created);
    base::add_time(bytes, tag(Part::kModified), article.modified);
    bytes.push_back('\0');
    return bytes;
}

Result<Article> decode_article(std::string_view bytes) {
    Article article;
    FieldReader reader = FieldReader::of_record(bytes, kFormat);
    while (reader.next()) {
        decode_part(reader, article);
    }
    if (!reader.good()) {
        return Error{ErrorCode::kCorruption, "the bytes of an article are damaged"};
    }
    return article;
}

}  // namespace kb::article
