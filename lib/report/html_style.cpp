// SPDX-License-Identifier: Apache-2.0
#include "report/html_style.hpp"

namespace kb::report {
namespace {

// The series colours keep their order of lightness for every common kind of colour blindness:
// blue, orange, green and purple, each in a tone for light and one for dark paper.
constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark;
  --paper: #faf9f6; --sheet: #ffffff; --ink: #1f2528; --soft: #5a656b; --rule: #e2e3df;
  --accent: #0b5a86; --c1: #0b6aa2; --c2: #c8641b; --c3: #2b8a6b; --c4: #7a5195;
  --area: rgba(43, 138, 107, 0.13); --pend: #c9cdca; --track: #e4e6e3; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #14181a; --sheet: #1b2023; --ink: #e7eaea; --soft: #9ba6ab; --rule: #2e3539;
  --accent: #7cc0ea; --c1: #62b3e6; --c2: #f0a15c; --c3: #63c8a4; --c4: #c3a1dc;
  --area: rgba(99, 200, 164, 0.14); --pend: #454d52; --track: #30373b; } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  font-variant-numeric: tabular-nums lining-nums; }
main, header, nav, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 3.5rem; }
h1 { font-size: 2.1rem; font-weight: 600; letter-spacing: -0.015em; line-height: 1.2;
  margin: 0 0 0.4rem; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; font-weight: 600; margin: 0 0 0.4rem; }
h3 { font-size: 1rem; font-weight: 600; margin: 0 0 0.3rem; }
header p { margin: 0; color: var(--soft); }
header .period { color: var(--ink); font-size: 1.1rem; margin-bottom: 0.2rem; }
nav ol { list-style: none; display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; margin: 1.8rem 0 0;
  padding: 0.8rem 0; border-top: 1px solid var(--rule); border-bottom: 1px solid var(--rule);
  font-size: 0.9rem; }
a { color: var(--accent); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
section { margin: 2.6rem 0; scroll-margin-top: 1rem; }
section > p { max-width: 46rem; color: var(--soft); margin: 0 0 1.1rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1rem; }
.card { background: var(--sheet); border: 1px solid var(--rule); border-radius: 10px;
  padding: 1rem 1.15rem; }
.card .name { font-size: 0.86rem; color: var(--soft); }
.card .value { font-size: 2rem; font-weight: 600; letter-spacing: -0.02em; line-height: 1.25; }
.card .value.none { font-size: 1.25rem; font-weight: 500; color: var(--soft); line-height: 2; }
.card .more { font-size: 0.8rem; color: var(--soft); line-height: 1.45; }
.box { background: var(--sheet); border: 1px solid var(--rule); border-radius: 10px;
  padding: 1.1rem 1.25rem; margin: 0 0 1rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
caption { text-align: left; font-weight: 600; padding: 0 0 0.5rem; }
th { text-align: left; font-weight: 500; color: var(--soft); font-size: 0.82rem;
  vertical-align: bottom; }
th, td { padding: 0.38rem 0.9rem 0.38rem 0; border-bottom: 1px solid var(--rule); }
tr:last-child > td, tr:last-child > th[scope=row] { border-bottom: 0; }
th[scope=row] { color: var(--ink); font-size: 0.9rem; font-weight: 400; }
table.figures { table-layout: fixed; min-width: 42rem; }
.figures th:nth-child(1) { width: 33%; } .figures th:nth-child(2) { width: 15%; }
.figures th:nth-child(3) { width: 18%; } .figures td:nth-child(3) { padding-left: 0.6rem; }
.figures th:nth-child(5) { width: 17%; }
table.counts { table-layout: fixed; }
.counts th:nth-child(1) { width: 33%; } .counts th:nth-child(2) { width: 15%; }
td.n, th.n { text-align: right; white-space: nowrap; }
td.t { overflow-wrap: anywhere; }
td.n + td.t, th.n + th:not(.n) { padding-left: 1.1rem; }
.figures th.n + th:not(.n) { padding-left: 0.6rem; }
td.v { font-weight: 600; }
td.s, .note { color: var(--soft); font-size: 0.82rem; }
.note { display: block; }
details { margin-top: 0.7rem; }
summary { cursor: pointer; color: var(--accent); font-size: 0.88rem; }
details table { margin-top: 0.7rem; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--soft); font-size: 12px; }
svg.key { display: inline-block; width: 26px; height: 12px; margin-right: 0.45rem;
  vertical-align: -1px; }
svg.range { width: 120px; height: 12px; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1.3rem; padding: 0;
  margin: 0 0 0.6rem; font-size: 0.85rem; color: var(--soft); }
.grid { stroke: var(--rule); } .axis { stroke: var(--soft); }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.line.c1 { stroke: var(--c1); } .line.c2 { stroke: var(--c2); stroke-dasharray: 7 4; }
.line.c3 { stroke: var(--c3); stroke-dasharray: 2 4; stroke-width: 2.4; }
.line.c4 { stroke: var(--c4); stroke-dasharray: 9 3 2 3; }
.dot.c1, .bar.c1 { fill: var(--c1); } .dot.c2, .bar.c2 { fill: var(--c2); }
.dot.c3, .bar.c3 { fill: var(--c3); } .dot.c4, .bar.c4 { fill: var(--c4); }
.area { fill: var(--area); } .pend { fill: var(--pend); }
.track { stroke: var(--track); stroke-width: 3; stroke-linecap: round; }
.reach { stroke: var(--c1); stroke-width: 3; opacity: 0.45; stroke-linecap: round; }
.here { fill: var(--c1); }
.glossary { columns: 2 24rem; column-gap: 2.2rem; }
.glossary article { break-inside: avoid; margin: 0 0 1.5rem; font-size: 0.87rem;
  scroll-margin-top: 1rem; }
.glossary article:target h3 { color: var(--accent); }
.glossary code { font-size: 0.78rem; color: var(--soft); font-weight: 400; }
dl { display: grid; grid-template-columns: 5.6rem 1fr; gap: 0.12rem 0.7rem; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; }
footer { padding: 1.2rem 1.5rem 3rem; color: var(--soft); font-size: 0.82rem; }
@media (max-width: 40rem) { main, header, nav, footer { padding-left: 1rem; padding-right: 1rem; }
  h1 { font-size: 1.6rem; } .legend { font-size: 0.8rem; } }
@media print { :root { --paper: #ffffff; --sheet: #ffffff; --ink: #000000; --soft: #444444;
    --rule: #cccccc; --accent: #000000; --c1: #0b6aa2; --c2: #c8641b; --c3: #2b8a6b; --c4: #7a5195;
    --area: rgba(43, 138, 107, 0.13); --pend: #c9cdca; --track: #e4e6e3; }
  body { font-size: 10.5pt; } nav { display: none; } header { padding-top: 0; }
  main, header, footer { max-width: none; padding-left: 0; padding-right: 0; }
  .box, .card, tr { break-inside: avoid; } h2 { break-after: avoid; } section { margin: 1.6rem 0; }
  .box { overflow: visible; } }
)css";

}  // namespace

std::string_view html_style() noexcept { return kStyle; }

}  // namespace kb::report
