// SPDX-License-Identifier: Apache-2.0
// Goal: column values come back, articles are found by number, limits hold.
#include "index/columns.hpp"

#include <catch2/catch.hpp>

using namespace kb::index;  // NOLINT: a test of one layer

TEST_CASE("columns give back what was added", "[index]") {
    ColumnsWriter writer(2);
    const ColumnValues first{.confidence = 2,
                             .audience = 3,
                             .modified_ms = -5,
                             .language = "de",
                             .owner_domain = "network",
                             .products = {"client", "box"}};
    const ColumnValues second{.language = "en"};
    REQUIRE(writer.add(70, 4, {1, 2}, first));
    REQUIRE(writer.add(7, 1, {65'535, 0}, second));
    REQUIRE(writer.add(70, 5, {3, 3}, second));
    const std::string section = writer.finish();
    const auto columns = Columns::open(section, 3, 2);
    REQUIRE(columns);
    CHECK(columns->values(0) == first);
    CHECK(columns->values(1) == second);
    CHECK(columns->article(1) == 7);
    CHECK(columns->version(0) == 4);
    CHECK(columns->lengths(1)[0] == 65'535);
    CHECK(columns->find(70) == std::vector<std::uint32_t>{0, 2});
    CHECK(columns->find(7) == std::vector<std::uint32_t>{1});
    CHECK(columns->find(8).empty());
    CHECK(columns->names() == std::vector<std::string>{"de", "network", "client", "box", "en", ""});
    for (const std::size_t size : {0UL, 10UL, 40UL, section.size() - 1}) {
        CAPTURE(size);
        CHECK_FALSE(Columns::open(std::string_view(section).substr(0, size), 3, 2));
    }
}

TEST_CASE("numbers that lead nowhere are refused", "[index]") {
    ColumnsWriter writer(2);
    for (const std::uint64_t article : {70, 7, 71}) {
        REQUIRE(writer.add(article, 1, {1, 2}, {.language = "de", .products = {"client"}}));
    }
    const std::string section = writer.finish();
    REQUIRE(Columns::open(section, 3, 2));
    // Of three documents with two fields, a column of n bytes as (n): articles (6), versions (3),
    // confidence (2), audience (2), modified (2), languages (2), owners (3), lengths (3, 3),
    // product starts (3), products (3), a byte, the order (3), names.
    struct Case {
        std::size_t offset;
        const char* what;
    };
    for (const Case& each :
         {Case{19, "an owner"}, Case{28, "a product start"}, Case{31, "a product"},
          Case{35, "a document in the order of articles"}}) {
        CAPTURE(each.what);
        std::string damaged = section;
        damaged[each.offset] = '\x7F';
        CHECK_FALSE(Columns::open(damaged, 3, 2));
    }
}

TEST_CASE("products that take no bytes cannot be without end", "[index]") {
    std::string section;
    const std::vector<std::uint64_t> none{0};
    const std::vector<std::uint64_t> starts{0, (kProductsMax + 1) * 2};
    for (int column = 0; column < 7; ++column) {
        append_packed_column(section, none);
    }
    append_packed_column(section, none);  // lengths
    append_packed_column(section, starts);
    append_packed_column(section, {});
    section += std::string("\0\1\0", 3);  // in order, one name, which is empty
    CHECK_FALSE(Columns::open(section, 1, 1));
}

TEST_CASE("one document cannot have the products of all", "[index]") {
    const auto opens = [](std::uint64_t of_first) {
        std::string section;
        const std::vector<std::uint64_t> none{0, 0};
        for (int column = 0; column < 8; ++column) {  // with lengths
            append_packed_column(section, none);
        }
        append_packed_column(section, std::vector<std::uint64_t>{0, of_first, of_first});
        append_packed_column(section, {});
        section += std::string("\0\1\0", 3);  // in order, one name, which is empty
        return Columns::open(section, 2, 1).has_value();
    };
    CHECK(opens(kProductsMax));
    CHECK_FALSE(opens(kProductsMax + 1));
}

TEST_CASE("a document has so many products and no more", "[index]") {
    ColumnsWriter writer(1);
    ColumnValues values{.products = std::vector<std::string>(kProductsMax, "client")};
    REQUIRE(writer.add(1, 1, {}, values));
    const auto columns = Columns::open(writer.finish(), 1, 1);
    values.products.emplace_back("client");
    const auto refused = writer.add(2, 1, {}, values);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == kb::ErrorCode::kResourceExhausted);
}

TEST_CASE("one name more than a segment can hold is refused", "[index]") {
    ColumnsWriter writer(1);
    ColumnValues values;
    // The empty language and owner are names too, so kNamesMax - 1 products fit beside them.
    for (std::size_t i = 0; i + 1 < kNamesMax; ++i) {
        values.products = {"p" + std::to_string(i)};
        REQUIRE(writer.add(i, 1, {}, values));
    }
    values.products = {"one more"};
    const auto refused = writer.add(1, 1, {}, values);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == kb::ErrorCode::kResourceExhausted);
}
