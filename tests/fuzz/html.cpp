// SPDX-License-Identifier: Apache-2.0

// Goal: an HTML file is an article or is refused, and no document takes the parser too long or too
// deep.

#include "fuzz/imports.hpp"
#include "fuzz/target.hpp"

namespace kb::fuzz {

std::vector<std::string> make_seeds() {
    std::string deep;
    for (int i = 0; i < 300; ++i) {
        deep += "<div><b>";
    }
    return {
        "<!doctype html><html lang=de><head><title>VPN</title>"
        "<meta name=\"keywords\" content=\"a, b\"></head><body><h1>VPN drops</h1>"
        "<h2>Symptom</h2><p>x &amp; y<ul><li>1<li>2</ul><table><tr><td>a<td>b</table></body>",
        "<main><h2>Cause</h2><pre>code\n  x</pre><script>alert(1)</script></main>",
        "<p>plain<br>text &#x1F600; &bogus; <a href='x'>link</a><!-- c --><![CDATA[x]]>",
        "<svg><math><template><select><option>",
        "<article><h1></h1><h3>Resolution</h3><p>do it</article>",
        deep,
        "\xEF\xBB\xBF<p>\xC2\xA0"};
}

void check_input(std::string_view input) { check_import(input, ExchangeFormat::kHtml); }

}  // namespace kb::fuzz
