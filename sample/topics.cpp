// SPDX-License-Identifier: Apache-2.0

#include "topics.hpp"

namespace kb::sample {
namespace {

std::vector<Topic> sync_topics() {
    // clang-format off
    return {
        {"sync-quota", "sync", "en-GB", 9, 700, 12, kAlways, false,
         {"TN-1", "TN-30"},
         {"E_QUOTA_FULL", "sync says storage full", "quota full but space left",
          "upload stops full"},
         {"Sync says E_QUOTA_FULL but the box is half empty",
          "my uploads stop because the storage is full, it is not"}},
        {"sync-sign-in", "sync", "en-US", 10, 640, 14, kAlways, false,
         {"TN-5", "TN-6"},
         {"0xA0030017", "sync login every day", "sign in again every morning", "session expired"},
         {"I must log in to sync every morning, error 0xA0030017",
          "0xA0030017 again after I entered the password"}},
        {"sync-discovery", "sync", "en-GB", 5, 600, 16, kAlways, false,
         {"TN-2", "TN-43"},
         {"looking for your box", "client cannot find box wifi",
          "sync not connecting guest wifi"},
         {"laptop on the visitors' wifi does not find the Box"}},
        {"sync-conflict", "sync", "en-US", 6, 560, 15, kAlways, false,
         {"TN-11", "TN-13"},
         {"conflict copy", "duplicate files sync", "two versions of a file"},
         {"there are conflict copies everywhere, which one is right"}},
        {"sync-names", "sync", "en-GB", 4, 680, 11, kAlways, false,
         {"TN-14", "TN-13"},
         {"E_NAME_ILLEGAL", "file name not allowed", "question mark in file name not synced"},
         {"several files do not upload, E_NAME_ILLEGAL"}},
        {"sync-speed", "sync", "en-US", 4, 720, 10, kAlways, false,
         {"TN-15"},
         {"limit upload speed", "sync bandwidth", "video call stutters while syncing"},
         {"sync uses the whole line, please help to limit it"}},
        {"sync-install", "sync", "en-US", 5, 520, 22, kAlways, false,
         {"TN-26"},
         {"0xA0040008", "sync installation fails", "cannot install sync 4.2.1"},
         {"installing sync rolls back with 0xA0040008"}},
        {"sync-hang", "sync", "en-GB", 2, 150, 40, kAlways, true,
         {"TN-38"},
         {"sync stuck at 99", "sync never finishes external disk"},
         {"sync hangs at 99 percent with my USB disk"}},
        {"sync-arm", "sync", "en-US", 3, 650, 20, 21, false,
         {"TN-69"},
         {"sync on arm laptop", "E_BAD_ARCH", "arm64 client"},
         {"installer says E_BAD_ARCH on my new laptop"}},
        {"sync-calendar", "sync", "en-US", 3, 0, 12, kAlways, false,
         {},
         {"sync calendar with box", "contacts sync caldav"},
         {"can the Box keep our calendars too"}},
    };
    // clang-format on
}

std::vector<Topic> box_topics() {
    // clang-format off
    return {
        {"box-drive", "box", "en-GB", 7, 520, 24, kAlways, false,
         {"TN-8", "TN-9", "TN-10"},
         {"amber light", "TN-1101", "replace failed drive", "orange light blinking"},
         {"one drive light blinks amber, mail says TN-1101", "which disk do I have to change"}},
        {"box-rebuild", "box", "en-US", 3, 620, 14, kAlways, false,
         {"TN-9", "TN-8"},
         {"rebuild slow", "how long does rebuild take"},
         {"the rebuild is at 12 percent after six hours"}},
        {"box-beep", "box", "en-US", 4, 690, 10, kAlways, false,
         {"TN-10", "TN-8"},
         {"box beeps", "stop the beeping", "alarm sound"},
         {"the box beeps all night, how do I stop it"}},
        {"box-network", "box", "en-GB", 6, 610, 16, kAlways, false,
         {"TN-3", "TN-43"},
         {"box not visible windows 11", "map network drive", "169.254 address"},
         {"new computer does not show the Box under network"}},
        {"box-remote", "box", "en-US", 8, 560, 21, kAlways, false,
         {"TN-23", "TN-2"},
         {"TN-3105", "remote access not working", "cannot reach box from home", "new router"},
         {"since the new router nobody can work from home, TN-3105"}},
        {"box-space", "box", "en-GB", 6, 630, 17, kAlways, false,
         {"TN-30", "TN-1"},
         {"TN-5003", "volume full after deleting", "what takes space"},
         {"I deleted 500 GB and the Box is still full"}},
        {"box-power-cut", "box", "en-US", 3, 540, 26, kAlways, false,
         {"TN-45", "TN-8"},
         {"TN-1207", "degraded after power cut", "volume degraded"},
         {"after the power cut the Box says degraded TN-1207"}},
        {"box-scanner", "box", "en-GB", 4, 480, 28, kAlways, false,
         {"TN-28"},
         {"scan to folder fails", "TN-4018", "scanner cannot save"},
         {"our copier cannot save scans any more"}},
        {"box-time-machine", "box", "en-US", 3, 570, 19, kAlways, false,
         {"TN-16"},
         {"time machine disk not available", "mac backup stopped"},
         {"time machine does not find its disk"}},
        {"box-erase", "box", "en-GB", 2, 800, 9, kAlways, false,
         {"TN-37"},
         {"factory reset", "erase box", "delete all data"},
         {"we return the old Box, how is it erased"}},
        {"box-hum", "box", "en-US", 1, 850, 8, kAlways, false,
         {"TN-41"},
         {"box humming", "why is my box humming in b flat"},
         {"the Box hums, is it broken"}},
        {"box-update-stuck", "box", "en-GB", 4, 500, 25, kAlways, false,
         {"TN-18"},
         {"firmware update stuck", "TN-2207", "update 63 percent"},
         {"the update stays at 63 percent"}},
    };
    // clang-format on
}

std::vector<Topic> console_and_pocket_topics() {
    // clang-format off
    return {
        {"console-password", "console", "en-US", 8, 700, 12, kAlways, false,
         {"TN-4", "TN-25"},
         {"forgot admin password", "reset password", "console locked", "lost password"},
         {"nobody knows the admin password any more", "console says account locked"}},
        {"console-restore", "console", "en-GB", 7, 660, 18, kAlways, false,
         {"TN-12", "TN-30"},
         {"restore deleted file", "get back folder", "older version of file"},
         {"a folder was deleted by mistake, please bring it back"}},
        {"console-certificate", "console", "en-US", 4, 740, 9, kAlways, false,
         {"TN-17"},
         {"certificate not trusted", "connection not private console"},
         {"browser warns about the console, is it safe"}},
        {"console-rights", "console", "en-GB", 5, 670, 12, kAlways, false,
         {"TN-21"},
         {"read only folder", "give access to folder", "E_DENIED"},
         {"new colleague gets E_DENIED in the team folder"}},
        {"console-link", "console", "en-US", 3, 690, 11, kAlways, false,
         {"TN-22"},
         {"share link expired", "E_LINK_GONE"},
         {"my client cannot open the link any more"}},
        {"console-code", "console", "en-GB", 4, 620, 13, kAlways, false,
         {"TN-24", "TN-25"},
         {"E_OTP_SKEW", "two step code refused", "authenticator code wrong"},
         {"code of the authenticator is not accepted"}},
        {"console-seats", "console", "en-US", 3, 710, 10, kAlways, false,
         {"TN-47"},
         {"E_SEATS", "all seats taken", "licence seats"},
         {"E_SEATS although we are only eight people"}},
        {"console-mail", "console", "en-GB", 2, 430, 20, kAlways, true,
         {"TN-46"},
         {"no mail alarm", "TN-3320"},
         {"the Box sends no mail when a drive fails"}},
        {"pocket-photos", "pocket", "en-US", 7, 580, 13, kAlways, false,
         {"TN-7"},
         {"photos not uploading", "camera upload background", "iphone photos stop"},
         {"photos are only uploaded while the app is open"}},
        {"pocket-empty", "pocket", "en-GB", 2, 120, 35, kAlways, true,
         {"TN-39"},
         {"pocket shows no folders", "app empty mobile data"},
         {"the app is empty when I am on the road"}},
        {"console-dark", "console", "en-US", 2, 0, 8, kAlways, false,
         {},
         {"dark mode console", "dark theme"},
         {"the console is too bright at night"}},
    };
    // clang-format on
}

std::vector<Topic> topics_in_other_languages() {
    // clang-format off
    return {
        {"sync-quota", "sync", "de-DE", 3, 690, 12, kAlways, false,
         {"TN-48"},
         {"E_QUOTA_FULL", "Speicher voll Sync", "Kontingent"},
         {"Sync meldet Speicher voll, obwohl Platz ist"}},
        {"console-password", "console", "de-DE", 3, 700, 12, kAlways, false,
         {"TN-49"},
         {"Kennwort vergessen", "Administrator Passwort zurücksetzen"},
         {"Administratorkennwort ist nicht mehr bekannt"}},
        {"box-remote", "box", "de-DE", 4, 540, 22, kAlways, false,
         {"TN-54"},
         {"Fernzugriff Glasfaser", "TN-3107", "von außen nicht erreichbar"},
         {"seit Glasfaser kein Zugriff von zu Hause"}},
        {"sync-quota", "sync", "fr-FR", 2, 660, 13, kAlways, false,
         {"TN-56"},
         {"E_QUOTA_FULL", "disque plein sync"},
         {"Sync dit que le disque est plein"}},
        {"pocket-photos", "pocket", "fr-FR", 2, 560, 14, kAlways, false,
         {"TN-58"},
         {"photos arrière-plan iphone", "envoi des photos"},
         {"les photos ne partent pas toutes seules"}},
        {"box-drive", "box", "ja-JP", 2, 540, 24, kAlways, false,
         {"TN-65"},
         {"オレンジ色 点滅", "ディスク交換"},
         {"ランプがオレンジ色に点滅しています"}},
        {"console-password", "console", "ja-JP", 2, 690, 12, kAlways, false,
         {"TN-63"},
         {"管理者 パスワード 忘れた", "パスワード リセット"},
         {"管理者パスワードが分かりません"}},
    };
    // clang-format on
}

std::vector<Topic> all_topics() {
    std::vector<Topic> all = sync_topics();
    for (const auto& part :
         {box_topics(), console_and_pocket_topics(), topics_in_other_languages()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace

const std::vector<Topic>& topics() {
    static const std::vector<Topic> all = all_topics();
    return all;
}

const Topic& firmware_topic() {
    static const Topic topic{
        "box-locked-share",
        "box",
        "en-GB",
        0,
        780,
        13,
        14,
        false,
        {"TN-68"},
        {"TN-4012", "tn-4012 after update", "encrypted share locked", "TN-4012 firmware 7.0.3"},
        {"after the update to 7.0.3 our encrypted share is locked, TN-4012",
         "TN-4012, passphrase is right but the share stays locked",
         "all our folders are gone since the firmware update, it says TN-4012"}};
    return topic;
}

}  // namespace kb::sample
