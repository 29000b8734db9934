// SPDX-License-Identifier: Apache-2.0
// A base that is too damaged to be opened: what is wrong with each of its files.
#include "base/try.hpp"
#include "engine/care.hpp"
#include "engine/state.hpp"
#include "index/segment.hpp"
#include "store/change_log.hpp"
#include "store/format_file.hpp"
#include "store/opaque_store.hpp"

#include <algorithm>

namespace kb::engine {
namespace {

constexpr std::string_view kRebuild = "run kb-index rebuild";
constexpr std::string_view kRestore = "restore the base from a backup";

class FileCheck {
public:
    explicit FileCheck(const base::Path& directory) : directory_(directory) {}

    Result<VerifyReport> run() {
        report_.opened = false;
        auto database = store::Database::open(directory_, store::Mode::kRead);
        if (!database) {
            add(directory_ / "store", "a store that opens", database.error().message, kRestore);
            return report_;  // what the index should hold is not known without it
        }
        KB_TRY(check_store(**database));
        KB_TRY(check_index((*database)->latest()));
        return report_;
    }

private:
    void add(const base::Path& where, std::string expected, std::string found,
             std::string_view advice) {
        add_damage(report_, {.where = where.string(),
                             .expected = std::move(expected),
                             .found = std::move(found),
                             .advice = std::string(advice)});
    }

    Result<void> check_store(const store::Database& database) {
        const auto report = [&](const store::Damage& damage) {
            add(damage.where, damage.expected, damage.found, kRestore);
        };
        KB_TRY(database.verify(report));
        const auto changes = store::verify_changes(database.latest(), 1, report);
        if (changes) {
            report_.changes_checked = *changes;
        } else {
            add(directory_ / "store", "a log of changes", changes.error().message, kRestore);
        }
        return {};
    }

    Result<void> check_index(const store::View& view) {
        KB_TRY_ASSIGN(const auto bytes, store::find_options(view));
        const auto options = decode_options(bytes.value_or(""));
        if (!options) {
            add(directory_ / "store", "the options of a base", options.error().message, kRestore);
            return {};
        }
        const index::Schema schema = make_schema(options->text);
        const base::Path folder = directory_ / "index";
        const auto names = base::list_directory(folder);
        if (!names) {
            add(folder, "the folder of the index", names.error().message, kRebuild);
            return {};
        }
        for (const std::string& name : *names) {
            if (!base::is_being_written(name)) {
                check_segment(folder / name, schema);
            }
        }
        KB_TRY_ASSIGN(const auto manifest, store::find_manifest(view));
        const auto opened = index::Index::open(folder, schema, manifest.value_or(""));
        if (!opened && !is_told(opened.error().message)) {
            add(folder, "the files that the store names", opened.error().message, kRebuild);
        }
        return {};
    }

    void check_segment(const base::Path& file, const index::Schema& schema) {
        const auto segment = index::Segment::open(file, schema);
        if (!segment && segment.error().code == ErrorCode::kNotFound) {
            return;  // a writer has just replaced it
        }
        ++report_.segments_checked;
        const Result<void> sound =
            segment ? (*segment)->verify_checksums() : Result<void>(segment.error());
        if (!sound) {
            add(file, "a sound segment", sound.error().message, kRebuild);
        }
    }

    // Whether a damaged file has been named for what keeps the index from being opened.
    [[nodiscard]] bool is_told(const std::string& message) const {
        return std::ranges::any_of(report_.damage,
                                   [&](const Damage& damage) { return damage.found == message; });
    }

    base::Path directory_;
    VerifyReport report_;
};

}  // namespace

Result<VerifyReport> verify_files(const std::filesystem::path& directory) {
    KB_TRY(store::check_format_file(directory));
    return FileCheck(directory).run();
}

}  // namespace kb::engine
