// SPDX-License-Identifier: Apache-2.0

// Goal: on a full disk writes are refused and reads go on, the process lives, and once there is
// space again writes go on, with everything that was acknowledged. Needs the right to mount a small
// disk in memory; where that is missing, the test says so.

#include "store_support.hpp"

#include <sys/mount.h>

#include <chrono>
#include <thread>

namespace {

using namespace kb::store;
using namespace kb::store::test;

// A disk of 64 MB; not mounted where that is not allowed.
class SmallDisk {
public:
    explicit SmallDisk(const Path& at) : at_(at) {
        mounted_ = ::mount("tmpfs", at.c_str(), "tmpfs", 0, "size=64m") == 0;
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() {
        if (mounted_) {
            ::umount2(at_.c_str(), MNT_DETACH);
        }
    }
    [[nodiscard]] bool mounted() const { return mounted_; }

private:
    Path at_;
    bool mounted_ = false;
};

TEST_CASE("a full disk stops writing and nothing else, until there is space again", "[store]") {
    const Folder folder;
    const SmallDisk disk(folder.path());
    if (!disk.mounted()) {
        WARN("skipped: a full disk stops writing: this process may not mount a tmpfs");
        return;
    }
    auto database = make_base(folder.base());
    const Path filler = folder.path() / "filler";
    std::ofstream(filler) << std::string(48U << 20U, 'x');

    kb::ChangeNumber acknowledged = 0;
    std::string refusal;
    for (int i = 0; i < 1'000 && refusal.empty(); ++i) {
        const auto written = try_write_change(*database, 100'000);
        if (written) {
            acknowledged = *written;
        } else {
            CHECK(written.error().code == kb::ErrorCode::kIo);
            refusal = written.error().message;
        }
    }
    REQUIRE_FALSE(refusal.empty());
    REQUIRE(acknowledged > 20);
    for (int i = 0; i < 5; ++i) {  // still full: refused again and again, and read all the while
        CHECK_FALSE(try_write_change(*database, 100'000));
        check_changes(*database, acknowledged);
    }

    must(kb::base::remove_file(filler));
    bool writes = false;
    std::string reason;
    for (int i = 0; i < 100 && !writes; ++i) {
        const auto written = try_write_change(*database, 100);
        writes = written.has_value();
        if (writes) {
            CHECK(*written == acknowledged + 1);
        } else {
            reason = written.error().message;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
    }
    CAPTURE(refusal, reason);
    REQUIRE(writes);
    check_changes(*database, acknowledged + 1);
    CHECK(damage_in(*database).empty());
    must(database->close());
    database.reset();
    const auto again = open_base(folder.base(), Mode::kWrite);
    check_changes(*again, acknowledged + 1);
}

}  // namespace
