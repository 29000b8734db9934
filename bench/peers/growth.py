#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times the same searches in a corpus and in a larger one: what does a search cost as a base grows?

    growth.py --corpus FILE.tok --larger LARGE.tok --queries Q.tsv --work DIR --kb PROGRAM

Everything else is as in run.py, whose options these are, too, though --base, --agree and --updates
do nothing here; make_million.py makes LARGE.tok. The jobs of both corpora mix in each round. Exit
code: 0; 1 where an engine failed; 2 wrong use.
"""

import copy
import json
import os
import pathlib
import random
import sys

sys.dont_write_bytecode = True  # nothing is written beside the sources

import report  # noqa: E402
import run  # noqa: E402


def add_larger(parser):
    parser.add_argument("--larger", required=True, type=pathlib.Path,
                        help="the same for the larger corpus; see make_million.py")


def parse_arguments():
    """Those of each corpus."""
    arguments = run.parse_arguments(__doc__, add_larger)
    if not arguments.larger.is_file() or arguments.larger.stem == arguments.corpus.stem:
        print(f"growth.py: {arguments.larger} is not there, or has the name of the corpus",
              file=sys.stderr)
        sys.exit(2)
    grown = copy.copy(arguments)
    grown.corpus = arguments.larger
    return arguments, grown


def measure(benches, arguments):
    """Rounds of random order, as Bench.measure() does for one corpus."""
    order = random.Random(arguments.seed)
    jobs = [(bench, *job) for bench in benches for job in bench.jobs()]
    for number in range(1, arguments.rounds + 1):
        order.shuffle(jobs)
        for bench, engine, kind, k in jobs:
            if (engine.name, kind) not in bench.unsupported:
                bench.measure_one(engine, kind, k)
        run.say(f"round {number} of {arguments.rounds} done")


def row(kind, k, engine, small, large):
    """A row of the table, over the queries that both answered; None without any."""
    common = [query for query in small if query in large]
    if not common:
        return None
    before = [small[query].best for query in common]
    after = [large[query].best for query in common]
    return {"type": kind, "k": k, "engine": engine, "queries": len(common),
            "mean_us": report.mean(before), "larger_mean_us": report.mean(after),
            "p99_us": report.percentile(before, 0.99),
            "larger_p99_us": report.percentile(after, 0.99),
            "ratio": report.mean(after) / report.mean(before)}


def compare(small, large):
    rows = [row(kind, k, engine, results, large.results.get((kind, k), {}).get(engine, {}))
            for (kind, k), by_engine in sorted(small.results.items())
            for engine, results in by_engine.items()]
    return [numbers for numbers in rows if numbers is not None]


def text(small, large, rows, computer):
    head = ["search", "engine", "queries", "mean us", "larger", "ratio", "p99 us", "larger"]
    lines = [[f"{numbers['type']}, {numbers['k']}", numbers["engine"], str(numbers["queries"]),
              f"{numbers['mean_us']:.1f}", f"{numbers['larger_mean_us']:.1f}",
              f"{numbers['ratio']:.2f}", f"{numbers['p99_us']:.1f}",
              f"{numbers['larger_p99_us']:.1f}"] for numbers in rows]
    parts = ["\n".join(report.engine_lines(small)),
             f"{computer['processor']}, {computer['cores']} cores; load "
             f"{computer['load_before']:.1f} before, {computer['load_after']:.1f} after"]
    parts += [f"Index of {bench.corpus['file']}\n{report.build_table(bench)}"
              for bench in (small, large)]
    parts.append(report.table(head, lines))
    failures = small.failures + large.failures
    return "\n\n".join(parts + (["FAILED\n" + "\n".join(failures)] if failures else []))


def main():
    both = parse_arguments()
    computer = run.machine()
    small, large = (run.Bench(arguments) for arguments in both)
    for bench in (small, large):
        bench.prepare()
    measure((small, large), both[0])
    computer["load_after"] = os.getloadavg()[0]
    rows = compare(small, large)
    print(text(small, large, rows, computer))
    if both[0].json:
        whole = {"machine": computer, "corpora": [small.corpus, large.corpus], "rows": rows,
                 "builds": [small.builds, large.builds],
                 "missing": small.missing, "failures": small.failures + large.failures}
        both[0].json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    return 1 if small.failures or large.failures or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
