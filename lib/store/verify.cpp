// SPDX-License-Identifier: Apache-2.0

// Database::verify: every table file against the checksum that the manifest has of it, every block
// against its own, every log record against its own.

#include "base/try.hpp"
#include "store/internals.hpp"
#include "store/log_scan.hpp"
#include "store/status.hpp"

#include <fmt/format.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/metadata.h>

#include <vector>

namespace kb::store {
namespace {

std::string to_hex(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) {
        text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    }
    return text;
}

std::string checksum_of(std::string_view bytes) {
    const auto generator = rocksdb::GetFileChecksumGenCrc32cFactory()->CreateFileChecksumGenerator(
        rocksdb::FileChecksumGenContext{});
    generator->Update(bytes.data(), bytes.size());
    generator->Finalize();
    return generator->GetChecksum();
}

// Beside a writer a table may be replaced by a greater one while we look.
bool is_live(const Rocks& rocks, std::uint64_t file_number) {
    std::vector<rocksdb::LiveFileMetaData> files;
    rocks.db->GetLiveFilesMetaData(&files);
    for (const auto& file : files) {
        if (file.file_number == file_number) {
            return true;
        }
    }
    return false;
}

Result<bool> verify_table(const Rocks& rocks, const rocksdb::LiveFileMetaData& file,
                          const DamageFunction& report) {
    const base::Path path = rocks.store / file.relative_filename;
    auto bytes = base::read_file(path);
    if (!bytes && bytes.error().code == ErrorCode::kNotFound) {
        if (rocks.mode == Mode::kWrite && is_live(rocks, file.file_number)) {
            report({.where = path.string(), .expected = "a table file", .found = "no file"});
            return false;
        }
        return true;
    }
    if (!bytes) {
        return std::move(bytes).error();
    }
    if (bytes->size() != file.size) {
        report({.where = path.string(),
                .expected = fmt::format("{} bytes", file.size),
                .found = fmt::format("{} bytes", bytes->size())});
        return false;
    }
    const std::string found = checksum_of(*bytes);
    if (found != file.file_checksum) {
        report({.where = path.string(),
                .expected = fmt::format("CRC-32C {}", to_hex(file.file_checksum)),
                .found = fmt::format("CRC-32C {}", to_hex(found))});
        return false;
    }
    return true;
}

}  // namespace

Result<void> Database::verify(const DamageFunction& report) const {
    const std::shared_ptr<Rocks> rocks = rocks_.load();
    std::vector<rocksdb::LiveFileMetaData> files;
    rocks->db->GetLiveFilesMetaData(&files);
    bool sound = true;
    for (const auto& file : files) {
        KB_TRY_ASSIGN(const bool table_sound, verify_table(*rocks, file, report));
        sound = sound && table_sound;
    }
    // Block by block finds nothing in files that are as they were written, unless they were written
    // wrong; it stops at the first.
    if (sound) {
        const rocksdb::Status status = rocks->db->VerifyChecksum(rocksdb::ReadOptions{});
        if (status.IsCorruption()) {
            report({.where = rocks->store.string(),
                    .expected = "blocks with their checksums",
                    .found = to_error(status, "a damaged block").message});
        } else if (!status.ok()) {
            return to_error(status, fmt::format("cannot verify {}", rocks->store.string()));
        }
    }
    KB_TRY_ASSIGN(const std::optional<LogDamage> damage, find_log_damage(rocks->store));
    if (damage && !damage->cut_off) {  // the end of the newest may be just being written
        report({.where = fmt::format("{} offset {}", damage->file.string(), damage->offset),
                .expected = "a sound record",
                .found = damage->found});
    }
    return {};
}

}  // namespace kb::store
