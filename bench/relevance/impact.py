#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the impact byte costs the ranking of judged collections.

For each collection that has a corpus: makes a base in a temporary folder and has kb_bench_impact
rank its queries by text alone, by the bytes of the index and in double precision. Prints one table.
A collection is met where nDCG@10 of the two differs by the tolerance at the most.

Exit code: 0 all met, 1 some unmet, 2 wrong use, 5 a tool failed.
"""

import json
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True  # nothing is written beside the sources

import judged  # noqa: E402

WIDTHS = (16, 7, 11, 11, 11, 10, 5)
LANGUAGES = ("ar", "de", "en", "es", "fr", "hi", "ja", "ko", "th", "zh")


def language_of(name):
    """The language that the name of a collection ends with; else English."""
    last = name.rpartition("-")[2]
    return last if last in LANGUAGES else "en"


def names_in(data):
    return sorted(corpus.parent.name for corpus in data.glob("collections/*/corpus.jsonl"))


def measure_collection(arguments, name, base):
    """The answer of kb_bench_impact on a fresh base."""
    folder, language = judged.folder_of(arguments, name), language_of(name)
    judged.make_base(arguments.bin / "kb-index", folder, base, language)
    return json.loads(judged.run(arguments.bin / "bench" / "kb_bench_impact", "--base", base,
                                 *judged.judgements_of(folder), "--language", language))


def table_row(name, answer, tolerance):
    """The cells of one collection, and whether it is met."""
    difference = answer["ndcg_10_byte"] - answer["ndcg_10_exact"]
    met = abs(difference) <= tolerance
    shown = round(difference, 4) + 0.0  # no negative zero
    return [name, str(answer["queries"]), f"{answer['ndcg_10_byte']:.4f}",
            f"{answer['ndcg_10_exact']:.4f}", f"{shown:+.4f}", f"{answer['overlap_10']:.3f}",
            "met" if met else "unmet"], met


def parse_arguments():
    parser = judged.make_parser(__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--tolerance", type=float, default=0.002,
                        help="by which nDCG@10 may differ; else 0.002")
    arguments = judged.parse(parser)
    there = names_in(arguments.data)
    unknown = sorted(set(arguments.only or []) - set(there))
    if unknown or not there:
        parser.error(f"no corpus of {', '.join(unknown) or 'any collection'} in {arguments.data}")
    arguments.only = arguments.only or there
    return arguments


def main():
    arguments = parse_arguments()
    judged.print_row(["collection", "queries", "nDCG@10", "exact", "difference", "overlap@10", ""],
                     WIDTHS)
    unmet = 0
    for name in arguments.only:
        with tempfile.TemporaryDirectory(prefix="kb-bench-") as temporary:
            try:
                answer = measure_collection(arguments, name, pathlib.Path(temporary) / "base.kb")
            except (judged.ToolFailed, OSError) as error:
                print(f"{name}: {error}", file=sys.stderr)
                return 5
        cells, met = table_row(name, answer, arguments.tolerance)
        unmet += 0 if met else 1
        judged.print_row(cells, WIDTHS)
    print(f"{len(arguments.only) - unmet} met, {unmet} unmet")
    return 1 if unmet else 0


if __name__ == "__main__":
    sys.exit(main())
