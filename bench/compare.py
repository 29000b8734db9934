#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Two result files of Google Benchmark (--benchmark_out=FILE) as a table of ratios.

    compare.py BEFORE.json AFTER.json [--worse 1.10]

The ratio is AFTER's time by BEFORE's: below 1 is faster. Of repeated runs the smallest time counts,
which the machine's other work disturbs least. Exit code: 0; 1 where one is above --worse; 2 wrong
use.
"""

import argparse
import json
import sys

NANOSECONDS = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}


def read_times(path):
    """By name: the smallest real time in nanoseconds."""
    with open(path, encoding="utf-8") as file:
        runs = json.load(file)["benchmarks"]
    times = {}
    for run in runs:
        if run.get("run_type", "iteration") != "iteration" or run.get("error_occurred"):
            continue
        name = run.get("run_name", run["name"])
        time = run["real_time"] * NANOSECONDS[run["time_unit"]]
        times[name] = min(time, times.get(name, time))
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--worse", type=float, help="fail where a ratio is above this")
    arguments = parser.parse_args()
    before, after = read_times(arguments.before), read_times(arguments.after)
    names = [name for name in before if name in after]
    if not names:
        print("the files have no benchmark in common", file=sys.stderr)
        return 2
    width = max(map(len, names))
    print(f"{'benchmark':{width}}  {'before µs':>12}  {'after µs':>12}  {'ratio':>6}")
    worst = 0.0
    for name in names:
        ratio = after[name] / before[name]
        worst = max(worst, ratio)
        old, new = before[name] / 1e3, after[name] / 1e3
        print(f"{name:{width}}  {old:12.1f}  {new:12.1f}  {ratio:6.2f}")
    for name in sorted(before.keys() ^ after.keys()):
        print(f"{name}: in one file only")
    return 1 if arguments.worse and worst > arguments.worse else 0


if __name__ == "__main__":
    sys.exit(main())
