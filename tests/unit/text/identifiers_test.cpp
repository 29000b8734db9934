// SPDX-License-Identifier: Apache-2.0

// Goal: codes, versions, paths, addresses and names with signs are found whole and by the pieces
// people type. Method: tables of texts with all tokens they give.

#include "text/identifiers.hpp"

#include "unit/text/tokens.hpp"

namespace kb::text {
namespace {

TEST_CASE("error codes and numbers stay whole", "[text]") {
    check_all({
        {"(0x80070005),", "en", {"0 identifier 0x80070005", "0 part 80070005"}},
        {"ORA-00942.",
         "en",
         {"0 identifier ora-00942", "0 joined ora00942", "0 part ora", "1 part 00942"}},
        {"E_ACCESSDENIED",
         "en",
         {"0 identifier e_accessdenied", "0 joined eaccessdenied", "0 part e",
          "1 part accessdenied ~accessdeni"}},
        {"KB224967", "en", {"0 identifier kb224967", "0 part kb", "1 part 224967"}},
        {"404 15", "en", {"0 identifier 404", "1 word 15"}},
        {"1,000,000",
         "en",
         {"0 identifier 1,000,000", "0 joined 1000000", "0 part 1", "1 part 000", "2 part 000"}},
        {"1,2", "en", {"0 word 1", "1 word 2"}},
        {"3.14", "en", {"0 identifier 3.14", "0 part 3", "1 part 14"}},
        {"8007deadbeef", "en", {"0 identifier 8007deadbeef"}},
    });
}

TEST_CASE("versions are found with and without their v and their suffix", "[text]") {
    check_all({
        {"v2.4.1-rc3",
         "en",
         {"0 identifier v2.4.1-rc3", "0 part v2.4.1", "0 part v2", "0 part 2.4.1-rc3",
          "0 part 2.4.1", "0 part 2", "1 part 4", "2 part 1", "3 part rc3", "3 part rc",
          "4 part 3"}},
        {"v2.4", "en", {"0 identifier v2.4", "0 part v2", "0 part 2.4", "0 part 2", "1 part 4"}},
        {"lib-1.1.1k.zip",
         "en",
         {"0 identifier lib-1.1.1k.zip", "0 part lib", "1 part 1.1.1k", "1 part 1", "2 part 1",
          "3 part 1k", "3 part 1", "4 part k", "5 part zip"}},
    });
}

TEST_CASE("paths, addresses and file names give their names", "[text]") {
    check_all({
        {"foo_bar.cfg",
         "en",
         {"0 identifier foo_bar.cfg", "0 joined foobarcfg", "0 part foo_bar", "0 part foo",
          "1 part bar", "2 part cfg"}},
        {"user@example.com",
         "en",
         {"0 identifier user@example.com", "0 part user", "1 part example.com",
          "1 part example ~exampl", "2 part com"}},
        {"C:\\x\\y.dll",
         "en",
         {"0 identifier c:\\x\\y.dll", "0 part c", "1 part x", "2 part y.dll", "2 part y",
          "3 part dll"}},
        {"/etc/fstab",
         "en",
         {"0 identifier /etc/fstab", "0 part etc/fstab", "0 part etc", "1 part fstab"}},
        {"\\\\server\\share",
         "en",
         {"0 identifier \\\\server\\share", "0 part server\\share", "0 part server",
          "1 part share"}},
        {"~/.bashrc", "en", {"0 identifier .bashrc", "0 part bashrc"}},
        {"https://example.com/kb/1234.",
         "en",
         {"0 identifier https://example.com/kb/1234", "0 part https", "1 part example.com/kb/1234",
          "1 part example.com", "1 part example ~exampl", "2 part com", "3 part kb",
          "4 part 1234"}},
        {"std::vector", "en", {"0 identifier std::vector", "0 part std", "1 part vector"}},
    });
}

TEST_CASE("the signs of C++, C#, F# and .NET belong to the name", "[text]") {
    check_all({
        {"C++", "en", {"0 identifier c++"}},
        {"in C++, C#.", "en", {"0 word in stop", "1 identifier c++", "2 identifier c#"}},
        {"C++11", "en", {"0 identifier c++11", "0 part c++", "1 part 11"}},
        {"F# .NET", "en", {"0 identifier f#", "1 identifier .net", "1 part net"}},
        {"notepad++", "en", {"0 identifier notepad++", "0 part notepad"}},
        {"node.js", "en", {"0 identifier node.js", "0 joined nodejs", "0 part node", "1 part js"}},
        {"a+ b", "en", {"0 word a stop", "1 word b"}},
    });
}

TEST_CASE("compounds are found whole, as one word and by their words", "[text]") {
    check_all({
        {"wi-fi", "en", {"0 identifier wi-fi", "0 joined wifi", "0 part wi", "1 part fi"}},
        {"wi\u2011fi", "en", {"0 identifier wi-fi", "0 joined wifi", "0 part wi", "1 part fi"}},
        {"CCU-Historian",
         "en",
         {"0 identifier ccu-historian", "0 joined ccuhistorian", "0 part ccu", "1 part historian"}},
        {"re-installed",
         "en",
         {"0 identifier re-installed", "0 joined reinstalled", "0 part re",
          "1 part installed ~instal"}},
        {"end-of-file",
         "en",
         {"0 identifier end-of-file", "0 joined endoffile", "0 part end", "1 part of stop",
          "2 part file"}},
        {"TCP/IP", "en", {"0 identifier tcp/ip", "0 joined tcpip", "0 part tcp", "1 part ip"}},
        {"printer/scanner",
         "en",
         {"0 identifier printer/scanner", "0 part printer", "1 part scanner"}},
        {"--no-verify",
         "en",
         {"0 identifier no-verify", "0 joined noverify", "0 part no", "1 part verify ~verifi"}},
        {"Access+Denied",
         "en",
         {"0 identifier access+denied", "0 joined accessdenied", "0 part access",
          "1 part denied ~deni"}},
        {"2024-01-15",
         "en",
         {"0 identifier 2024-01-15", "0 joined 20240115", "0 part 2024", "1 part 01", "2 part 15"}},
        {"3-4", "en", {"0 identifier 3-4", "0 part 3", "1 part 4"}},
    });
}

TEST_CASE("camel case is found by its words, plain words are left alone", "[text]") {
    check_all({
        {"AccessDenied",
         "en",
         {"0 identifier accessdenied", "0 part access", "1 part denied ~deni"}},
        {"HTTPServer", "en", {"0 identifier httpserver", "0 part http", "1 part server"}},
        {"vmware-cmd",
         "en",
         {"0 identifier vmware-cmd", "0 joined vmwarecmd", "0 part vmware", "1 part cmd"}},
        {"IPv6", "en", {"0 identifier ipv6", "0 part ipv", "1 part 6"}},
        {"ACCESS Access access", "en", {"0 word access", "1 word access", "2 word access"}},
        {"\u00C4nderungsLog",
         "de",
         {"0 identifier \u00E4nderungslog", "0 part \u00E4nderungs ~ander", "1 part log"}},
    });
}

TEST_CASE("encoded bytes are not taken apart", "[text]") {
    CHECK(lines("aGVsbG8gd29ybGQhIHRoaXMgaXMgYmFzZTY0").size() == 1);
    CHECK(lines("6b29fc40").size() == 1);
}

TEST_CASE("identifiers are no function words and their base is their exact form", "[text]") {
    for (const Token& token : analyzed("to-be /the/is v1.2-is IS_BEING it's-in C++ can't-be")) {
        CAPTURE(line_of(token));
        if (token.kind == TokenKind::kIdentifier || token.kind == TokenKind::kJoined) {
            CHECK_FALSE(token.stop_word);
            CHECK(token.base == token.exact);
        }
    }
}

TEST_CASE("the pieces of a very long identifier grow no faster than the identifier", "[text]") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) {
        text += i % 3 == 0 ? "v1.2-" : "a/";
    }
    text += "end";
    const std::vector<Token> tokens = analyzed(text);
    CHECK(tokens.size() < 5 * 20'000);
    std::size_t bytes = 0;
    for (const Token& token : tokens) {
        bytes += token.exact.size();
    }
    CHECK(bytes < 10 * text.size());
}

}  // namespace
}  // namespace kb::text
