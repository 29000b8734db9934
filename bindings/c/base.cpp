// SPDX-License-Identifier: Apache-2.0

// Open, look after and close a base; errors and blobs, which every other call hands out.

#include "arguments.hpp"
#include "json.hpp"

#include <kb/version.hpp>

#include <memory>

namespace {

using namespace kb;  // NOLINT(google-build-using-namespace): the functions below are global

#define KB_SAME(status, code) static_assert((status) == static_cast<kb_status>(ErrorCode::code))
KB_SAME(KB_INVALID_ARGUMENT, kInvalidArgument);
KB_SAME(KB_NOT_FOUND, kNotFound);
KB_SAME(KB_ALREADY_EXISTS, kAlreadyExists);
KB_SAME(KB_CONFLICT, kConflict);
KB_SAME(KB_PERMISSION_DENIED, kPermissionDenied);
KB_SAME(KB_CORRUPTION, kCorruption);
KB_SAME(KB_IO, kIo);
KB_SAME(KB_UNSUPPORTED, kUnsupported);
KB_SAME(KB_RESOURCE_EXHAUSTED, kResourceExhausted);
KB_SAME(KB_CANCELLED, kCancelled);
KB_SAME(KB_INTERNAL, kInternal);
KB_SAME(KB_LOCKED, kLocked);
#undef KB_SAME
static_assert(KB_LOG_ERROR == static_cast<kb_log_level>(LogLevel::kError));
static_assert(KB_LICENCE_COACH == static_cast<kb_licence>(Licence::kCoach));

constexpr std::uint32_t kOpenFlags =
    KB_OPEN_READ | KB_OPEN_CREATE | KB_OPEN_PARTNER_READS_NOT_VALIDATED |
    KB_OPEN_CUSTOMER_READS_NOT_VALIDATED | KB_OPEN_PUBLIC_READS_NOT_VALIDATED |
    KB_OPEN_REBUILD_INDEX | KB_OPEN_WARM_UP;

struct Opening {
    std::filesystem::path directory{};
    CreateOptions create{};
    OpenOptions open{};
    std::uint32_t flags = 0;
};

Opening read_opening(kb_text directory, const kb_open_options* options) {
    const kb_open_options defaults = KB_OPEN_OPTIONS_INIT;
    const kb_open_options given = c::sized_or_default(options, defaults, "options");
    Opening opening;
    opening.directory = c::view(directory, "directory");
    if (opening.directory.empty()) {
        c::refuse("directory is empty");
    }
    opening.flags = c::known_flags(given.flags, kOpenFlags, "options.flags");
    opening.create.owner = {.id = c::copy(given.owner, "options.owner"),
                            .name = c::copy(given.owner_name, "options.owner_name"),
                            .licence = Licence::kCoach};
    opening.create.policy = {
        .partner_reads_not_validated = (given.flags & KB_OPEN_PARTNER_READS_NOT_VALIDATED) != 0,
        .customer_reads_not_validated = (given.flags & KB_OPEN_CUSTOMER_READS_NOT_VALIDATED) != 0,
        .public_reads_not_validated = (given.flags & KB_OPEN_PUBLIC_READS_NOT_VALIDATED) != 0};
    opening.open.mode = (given.flags & KB_OPEN_READ) != 0 ? OpenMode::kRead : OpenMode::kWrite;
    opening.open.rebuild_index = (given.flags & KB_OPEN_REBUILD_INDEX) != 0;
    opening.open.warm_up = (given.flags & KB_OPEN_WARM_UP) != 0;
    opening.open.cancellation =
        given.cancellation == nullptr ? nullptr : &given.cancellation->value;
    if (given.search_threads != 0) {
        opening.open.search_threads = given.search_threads;
    }
    opening.open.disk_bytes_max = given.disk_bytes_max;
    opening.open.write_memory_max = given.write_memory_max;
    if (given.log != nullptr) {
        opening.open.log = [log = given.log, context = given.log_context](
                               LogLevel level, std::string_view message) {
            const std::string terminated(message);
            log(context, static_cast<kb_log_level>(level), c::borrow(terminated));
        };
    }
    return opening;
}

kb_base* create(const Opening& opening) {
    if (opening.open.mode == OpenMode::kRead) {
        c::refuse("options.flags: a base that is only read cannot be made");
    }
    if (opening.create.owner.id.empty()) {
        c::refuse("options.owner is empty: a new base needs its first person");
    }
    return new kb_base{
        KnowledgeBase::create(opening.directory, opening.create, opening.open).value()};
}

}  // namespace

kb_text kb_version(void) { return c::borrow_literal(kVersion); }

uint32_t kb_abi_version(void) { return KB_ABI_VERSION; }

kb_status kb_error_code(const kb_error* error) {
    return error == nullptr ? KB_OK : static_cast<kb_status>(error->value.code);
}

kb_text kb_error_message(const kb_error* error) {
    return error == nullptr ? c::nothing() : c::borrow(error->value.message);
}

void kb_error_free(kb_error* error) { c::release(error); }

kb_text kb_blob_text(const kb_blob* blob) {
    return blob == nullptr ? c::nothing() : c::borrow(blob->value);
}

void kb_blob_free(kb_blob* blob) { c::release(blob); }

kb_status kb_cancellation_make(kb_cancellation** cancellation, kb_error** error) {
    c::clear(cancellation);
    return c::guarded(error, [&] {
        c::required(cancellation, "cancellation");
        *cancellation = new kb_cancellation{};
    });
}

void kb_cancellation_request(kb_cancellation* cancellation) {
    if (cancellation != nullptr) {
        cancellation->value.request();
    }
}

void kb_cancellation_reset(kb_cancellation* cancellation) {
    if (cancellation != nullptr) {
        cancellation->value.reset();
    }
}

void kb_cancellation_free(kb_cancellation* cancellation) { c::release(cancellation); }

kb_status kb_base_create(kb_text directory, const kb_open_options* options, kb_base** base,
                         kb_error** error) {
    c::clear(base);
    return c::guarded(error, [&] {
        c::required(base, "base");
        *base = create(read_opening(directory, options));
    });
}

kb_status kb_base_open(kb_text directory, const kb_open_options* options, kb_base** base,
                       kb_error** error) {
    c::clear(base);
    return c::guarded(error, [&] {
        c::required(base, "base");
        const Opening opening = read_opening(directory, options);
        Result<KnowledgeBase> result = KnowledgeBase::open(opening.directory, opening.open);
        const bool absent = !result && result.error().code == ErrorCode::kNotFound;
        *base = absent && (opening.flags & KB_OPEN_CREATE) != 0
                    ? create(opening)
                    : new kb_base{std::move(result).value()};
    });
}

kb_status kb_base_refresh(kb_base* base, kb_error** error) {
    return c::guarded(error, [&] { c::opened(base).refresh().value(); });
}

kb_status kb_base_shut(kb_base* base, kb_error** error) {
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        base->shut = true;
        open.close().value();
    });
}

void kb_base_close(kb_base* base) { c::release(base); }

kb_status kb_statistics_json(const kb_base* base, kb_blob** json, kb_error** error) {
    c::clear(json);
    return c::guarded(error, [&] {
        c::required(json, "json");
        *json = new kb_blob{c::statistics_json(c::opened(base).statistics().value())};
    });
}

kb_status kb_verify(const kb_base* base, uint32_t flags, uint64_t* damage, kb_blob** json,
                    kb_error** error) {
    c::clear(damage);
    c::clear(json);
    return c::guarded(error, [&] {
        c::required(damage, "damage");
        const bool quick = (c::known_flags(flags, KB_VERIFY_QUICK, "flags") & KB_VERIFY_QUICK) != 0;
        const VerifyReport report = c::opened(base).verify({.deep = !quick}).value();
        if (json != nullptr) {
            *json = new kb_blob{c::verify_json(report)};
        }
        *damage = report.damage_count;
    });
}

kb_status kb_rebuild(kb_base* base, kb_error** error) {
    return c::guarded(error, [&] { c::opened(base).rebuild().value(); });
}

kb_status kb_flush(kb_base* base, uint32_t flags, kb_error** error) {
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        const std::uint32_t known =
            c::known_flags(flags, KB_FLUSH_MERGE | KB_FLUSH_COMPACT, "flags");
        if ((known & KB_FLUSH_COMPACT) != 0) {
            open.compact().value();
        } else {
            open.flush(known != 0).value();
        }
    });
}

kb_status kb_inspect(const kb_base* base, kb_text article, kb_text term, kb_blob** text,
                     kb_error** error) {
    c::clear(text);
    return c::guarded(error, [&] {
        c::required(text, "text");
        const KnowledgeBase& open = c::opened(base);
        const InspectRequest request{.term = c::copy(term, "term"),
                                     .article = c::copy(article, "article")};
        *text = new kb_blob{to_string(open.inspect(request).value())};
    });
}

kb_status kb_backup(const kb_base* base, kb_text directory, kb_blob** json, kb_error** error) {
    c::clear(json);
    return c::guarded(error, [&] {
        const KnowledgeBase& open = c::opened(base);
        const std::filesystem::path to = c::view(directory, "directory");
        if (to.empty()) {
            c::refuse("directory is empty");
        }
        const BackupSummary done = open.backup(to).value();
        if (json != nullptr) {
            *json = new kb_blob{c::backup_json(done)};
        }
    });
}

kb_status kb_person_put(kb_base* base, const kb_person* person, const kb_action* action,
                        kb_error** error) {
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        const kb_person defaults = KB_PERSON_INIT;
        const kb_person given = c::sized(c::required(person, "person"), defaults, "person");
        c::must_be_zero(given.reserved, "person");
        const Person read{
            .id = c::copy(given.id, "person.id"),
            .name = c::copy(given.name, "person.name"),
            .licence = c::enumerator(given.licence, Licence::kCoach, "person.licence")};
        open.put_person(read, c::action(action)).value();
    });
}
