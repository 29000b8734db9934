#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ranking quality on judged collections, beside other engines.

For each collection: makes a base in a temporary folder with kb-index init, fills it with kb-index
import and measures it with kb-index eval. Prints one table. The last column says whether the base
reaches the best of the other engines in each of the three measures, to within the tolerance.

Exit code: 0 all met, 1 some unmet, 2 wrong use, 5 a tool failed.
"""

import json
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True  # nothing is written beside the sources

import judged  # noqa: E402

MEASURES = ("ndcg", "mrr", "recall")
MEMBERS = {"ndcg": "ndcg_10", "mrr": "mrr_10", "recall": "recall_100"}
BASELINES = pathlib.Path(__file__).with_name("baselines.tsv")
WIDTHS = (16, 7, 22, 22, 22, 5)


def read_baselines(path):
    """By collection: the number of queries and, by measure, the best value and whose it is."""
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    head, *rows = rows
    best = {}
    for row in rows:
        cells = dict(zip(head, row))
        best[cells["collection"]] = {
            measure: max((float(cells[f"{engine}_{measure}"]), engine)
                         for engine in ("fts5", "xapian", "ref"))
            for measure in MEASURES
        }
    return best


def find_number(answer, name):
    """A member of an answer, wherever in it."""
    if isinstance(answer, dict):
        if isinstance(answer.get(name), (int, float)):
            return answer[name]
        answer = list(answer.values())
    if isinstance(answer, list):
        for part in answer:
            found = find_number(part, name)
            if found is not None:
                return found
    return None


def measure_collection(tool, folder, base):
    """The answer of kb-index eval on a fresh base."""
    judged.make_base(tool, folder, base)
    return json.loads(judged.run(tool, "eval", *judged.judgements_of(folder), "--json", "--base",
                                 base))


def table_row(name, answer, best, tolerance):
    """The cells of one collection, and whether it is met."""
    cells, met = [name, str(find_number(answer, "queries"))], True
    for measure in MEASURES:
        ours = find_number(answer, MEMBERS[measure])
        theirs, whose = best[measure]
        cells.append(f"{ours:.3f} / {theirs:.3f} {whose}")
        # The values of the others are rounded to three digits.
        met = met and round(ours, 3) >= theirs - tolerance - 1e-9
    return cells + ["met" if met else "unmet"], met


def parse_arguments():
    parser = judged.make_parser(__doc__.split("\n", maxsplit=1)[0], judged.ENGLISH)
    parser.add_argument("--tolerance", type=float, default=0.0, help="what may be missing")
    arguments = judged.parse(parser)
    unknown = sorted(set(arguments.only) - set(read_baselines(BASELINES)))
    if unknown:
        parser.error(f"no baseline for {', '.join(unknown)}")
    return arguments


def main():
    arguments = parse_arguments()
    best = read_baselines(BASELINES)
    tool = arguments.bin / "kb-index"
    judged.print_row(["collection", "queries", "nDCG@10 ours/best", "MRR@10", "Recall@100", ""],
                     WIDTHS)
    unmet = 0
    for name in arguments.only:
        with tempfile.TemporaryDirectory(prefix="kb-bench-") as temporary:
            base = pathlib.Path(temporary) / "base.kb"
            try:
                answer = measure_collection(tool, judged.folder_of(arguments, name), base)
            except (judged.ToolFailed, OSError) as error:
                print(f"{name}: {error}", file=sys.stderr)
                return 5
        cells, met = table_row(name, answer, best[name], arguments.tolerance)
        unmet += 0 if met else 1
        judged.print_row(cells, WIDTHS)
    print(f"{len(arguments.only) - unmet} met, {unmet} unmet")
    return 1 if unmet else 0


if __name__ == "__main__":
    sys.exit(main())
