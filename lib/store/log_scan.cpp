// SPDX-License-Identifier: Apache-2.0
#include "store/log_scan.hpp"

#include "base/bytes.hpp"
#include "base/coding.hpp"
#include "base/try.hpp"

#include <fmt/format.h>
#include <rocksdb/file_checksum.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace kb::store {
namespace {

constexpr std::size_t kBlockBytes = 32'768;
constexpr std::size_t kHeaderBytes = 7;
constexpr std::uint8_t kTypeMax = 8;

// The part of a batch that a record holds; a record of the types 5 to 8 is one of the first four.
enum class Piece : std::uint8_t { kWhole = 1, kFirst = 2, kMiddle = 3, kLast = 4 };

struct Record {
    std::size_t size = 0;  // with the header; 0: not sound
    Piece piece = Piece::kWhole;
    std::string_view wrong{};  // where it is not sound
};

// CRC-32C as RocksDB computes it: its public door to that is the checksum of whole files.
std::uint32_t crc32c(std::string_view bytes) {
    const rocksdb::FileChecksumGenContext context;
    const auto factory = rocksdb::GetFileChecksumGenCrc32cFactory();
    const auto generator = factory->CreateFileChecksumGenerator(context);
    generator->Update(bytes.data(), bytes.size());
    generator->Finalize();
    std::uint32_t value = 0;
    for (const char byte : generator->GetChecksum()) {  // big endian
        value = (value << 8U) | static_cast<unsigned char>(byte);
    }
    return value;
}

// Logs store checksums changed in this way, so that a log inside a log is not taken for one.
std::uint32_t masked(std::uint32_t crc) { return ((crc >> 15U) | (crc << 17U)) + 0xa282ead8U; }

// The record at the front of `rest`, the bytes up to the end of its block or of the file.
Record read_record(std::string_view rest) {
    if (rest.size() < kHeaderBytes) {
        return {.wrong = "a header that is cut off"};
    }
    const auto payload = static_cast<std::size_t>(base::load<std::uint16_t>(rest.data() + 4));
    const auto type = static_cast<std::uint8_t>(rest[6]);
    if (type == 0 || type > kTypeMax) {
        return {.wrong = "a record of an unknown type"};
    }
    // Of the types 5 to 8 the size counts the payload alone, and the log number belongs to the
    // header.
    const std::size_t header = type > 4 ? kHeaderBytes + 4 : kHeaderBytes;
    if (rest.size() < header + payload) {
        return {.wrong = "a record that is cut off"};
    }
    if (masked(crc32c(rest.substr(6, header - 6 + payload))) !=
        base::load<std::uint32_t>(rest.data())) {
        return {.wrong = "a record with a wrong checksum"};
    }
    const auto piece = static_cast<Piece>(type > 4 ? type - 4 : type);
    return {.size = header + payload, .piece = piece};
}

// Zeros up to the end of the block: space that was reserved and not used.
bool is_unused(std::string_view rest) {
    return std::ranges::all_of(rest, [](char byte) { return byte == '\0'; });
}

std::string_view rest_of_block(std::string_view bytes, std::size_t at) {
    return bytes.substr(at, kBlockBytes - at % kBlockBytes);
}

// Whether any sound record lies behind `at`: in the same block at any byte, since the size of the
// damaged one cannot be trusted, or at the beginning of a later block.
bool record_follows(std::string_view bytes, std::size_t at) {
    const std::size_t block_end = at + rest_of_block(bytes, at).size();
    for (std::size_t i = at + 1; i < block_end; ++i) {
        if (read_record(bytes.substr(i, block_end - i)).size > 0) {
            return true;
        }
    }
    for (std::size_t i = block_end; i < bytes.size(); i += kBlockBytes) {
        if (read_record(rest_of_block(bytes, i)).size > 0) {
            return true;
        }
    }
    return false;
}

bool continues(Piece piece) { return piece == Piece::kMiddle || piece == Piece::kLast; }

}  // namespace

std::optional<LogDamage> scan_log(std::string_view bytes) {
    std::size_t at = 0;
    std::size_t begun = 0;  // where the batch begins that is not complete yet
    bool open = false;
    while (at < bytes.size()) {
        const std::string_view rest = rest_of_block(bytes, at);
        const bool at_block_end = rest.size() < kHeaderBytes && at + rest.size() < bytes.size();
        if (is_unused(rest) && (at_block_end || !open)) {
            at += rest.size();
            continue;
        }
        const Record record = read_record(rest);
        const bool misplaced = record.size > 0 && continues(record.piece) != open;
        if (record.size == 0 || misplaced) {
            const std::string_view wrong = misplaced ? "a record out of place" : record.wrong;
            return LogDamage{.offset = at,
                             .found = std::string(wrong),
                             .cut_off = !misplaced && !record_follows(bytes, at)};
        }
        if (record.piece == Piece::kFirst) {
            begun = at;
        }
        open = record.piece == Piece::kFirst || record.piece == Piece::kMiddle;
        at += record.size;
    }
    if (open) {
        return LogDamage{.offset = begun, .found = "a batch without its end", .cut_off = true};
    }
    return std::nullopt;
}

Result<std::vector<base::Path>> list_logs(const base::Path& store) {
    KB_TRY_ASSIGN(const std::vector<std::string> names, base::list_directory(store));
    std::vector<base::Path> logs;
    for (const std::string& name : names) {
        const std::size_t digits = name.find_first_not_of("0123456789");
        if (digits != 0 && digits != std::string::npos && name.substr(digits) == ".log") {
            logs.push_back(store / name);
        }
    }
    // Six digits and more: a longer number is a greater one.
    std::ranges::stable_sort(logs, {}, [](const base::Path& log) { return log.native().size(); });
    return logs;
}

std::uint64_t log_bytes(const std::vector<base::Path>& logs) {
    std::uint64_t sum = 0;
    for (const base::Path& log : logs) {
        std::error_code error;
        const std::uintmax_t size = std::filesystem::file_size(log, error);
        sum += error ? 0 : size;
    }
    return sum;
}

Result<std::optional<LogDamage>> find_log_damage(const base::Path& store) {
    KB_TRY_ASSIGN(const std::vector<base::Path> logs, list_logs(store));
    std::optional<LogDamage> damage;
    for (const base::Path& log : logs) {
        auto bytes = base::read_file(log);
        if (!bytes && bytes.error().code == ErrorCode::kNotFound) {
            continue;
        }
        if (!bytes) {
            return std::move(bytes).error();
        }
        if (damage && !bytes->empty()) {
            damage->cut_off = false;  // something was written after it
            break;
        }
        if (damage) {
            continue;
        }
        damage = scan_log(*bytes);
        if (damage) {
            damage->file = log;
        }
    }
    return damage;
}

}  // namespace kb::store
