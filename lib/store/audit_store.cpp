// SPDX-License-Identifier: Apache-2.0
#include "store/audit_store.hpp"

#include "base/coding.hpp"
#include "base/try.hpp"
#include "lifecycle/lifecycle_codec.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace kb::store {

Result<void> append_audit(Batch& batch, ArticleNumber article, const AuditRecord& record) {
    for (unsigned count = 0; count < kAuditRecordsMax; ++count) {
        std::string key = audit_key(article, record.change, static_cast<std::uint8_t>(count));
        KB_TRY_ASSIGN(const std::optional<std::string> taken, batch.get(Family::kAudit, key));
        if (!taken) {
            batch.put(Family::kAudit, std::move(key), lifecycle::encode_audit_record(record));
            return {};
        }
    }
    return Error{ErrorCode::kResourceExhausted,
                 fmt::format("change {} has more than {} audit records of one article",
                             record.change, kAuditRecordsMax)};
}

Result<std::vector<AuditRecord>> audit_of(const View& view, ArticleNumber article) {
    std::vector<AuditRecord> records;
    Cursor cursor = view.prefix(Family::kAudit, number_key(article));
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            return records;
        }
        KB_TRY_ASSIGN(AuditRecord record, lifecycle::decode_audit_record(cursor.value()));
        records.push_back(std::move(record));
    }
}

Result<void> for_each_audit(
    const View& view, const std::function<Result<void>(ArticleNumber, const AuditRecord&)>& visit) {
    Cursor cursor = view.prefix(Family::kAudit, "");
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            return {};
        }
        KB_TRY_ASSIGN(const AuditRecord record, lifecycle::decode_audit_record(cursor.value()));
        KB_TRY(visit(base::get_big_endian64(cursor.key()), record));
    }
}

}  // namespace kb::store
