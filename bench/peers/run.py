#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times the same searches in several engines, each a process of its own, and compares them.

    run.py --corpus FILE.tok --queries Q.tsv --work DIR [--kb PROGRAM] [--base ENGINE]

Builds what is missing in the work folder: the adapters and an index of each engine. README.md says
what is measured and how. Exit code: 0; 1 where an engine failed; 2 wrong use.
"""

import argparse
import collections
import hashlib
import json
import os
import pathlib
import platform
import random
import subprocess
import sys

sys.dont_write_bytecode = True  # nothing is written beside the sources

import engines  # noqa: E402
import report  # noqa: E402

TYPES = ("or", "and", "phrase", "prefix", "fuzzy", "count")
EXIT_UNSUPPORTED = 3
BUILD_NUMBERS = ("seconds", "documents", "index_bytes", "peak_bytes")
UPDATE_NUMBERS = ("updates", "p50_ms", "p99_ms", "updates_per_second")
# Queries of a type for engines that would hold up the others; ratios are over common queries.
SLOWER = {"sqlite": 60, "xapian": 300}


def words(text):
    return [word for word in text.split(",") if word]


def parse_arguments(description=__doc__, extend=lambda parser: None):
    """`extend` adds options to these."""
    parser = argparse.ArgumentParser(description=description.split("\n", maxsplit=1)[0])
    extend(parser)
    parser.add_argument("--corpus", required=True, type=pathlib.Path,
                        help="a document a line, its words in lower case parted by blanks")
    parser.add_argument("--queries", required=True, type=pathlib.Path,
                        help="columns: id, type, class, words; see make_queries.py")
    parser.add_argument("--work", required=True, type=pathlib.Path,
                        help="folder for programs, indexes and logs")
    parser.add_argument("--engines", default=",".join(engines.NAMES), type=words)
    parser.add_argument("--kb", help="libkb's adapter; without it kb is missing")
    parser.add_argument("--java", help="Java 21 or newer for Lucene; else one is looked for")
    parser.add_argument("--types", default=",".join(TYPES), type=words)
    parser.add_argument("--k", default="10,100,1000", type=words, help="hits wanted")
    parser.add_argument("--rounds", default=3, type=int)
    parser.add_argument("--passes", default=3, type=int, help="timed, in each round")
    parser.add_argument("--limit", default=1000, type=int, help="queries of a type")
    parser.add_argument("--seed", default=1, type=int, help="of the order of the jobs")
    parser.add_argument("--base", default="lucene", help="the engine that ratios are to")
    parser.add_argument("--agree", action="store_true", help="compare the top ten documents")
    parser.add_argument("--updates", default=0, type=int, metavar="N",
                        help="replace N documents one by one, and more of them in bulk")
    parser.add_argument("--rebuild", default="", type=words, help="engines to index anew")
    parser.add_argument("--json", type=pathlib.Path, help="write everything there")
    arguments = parser.parse_args()
    unknown = ([name for name in arguments.engines if name not in engines.NAMES] +
               [name for name in arguments.types if name not in TYPES])
    if unknown:
        parser.error(f"not known: {', '.join(unknown)}")
    for path in (arguments.corpus, arguments.queries):
        if not path.is_file():
            parser.error(f"{path} is not there")
    if not all(k.isdigit() and int(k) > 0 for k in arguments.k) or arguments.rounds < 1:
        parser.error("--k and --rounds take numbers from 1")
    arguments.work = arguments.work.resolve()
    return arguments


def say(text):
    print(text, file=sys.stderr, flush=True)


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    return names[0] if names else platform.processor()


def machine():
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {"processor": processor(), "cores": os.cpu_count(), "memory_bytes": pages,
            "system": platform.platform(), "load_before": os.getloadavg()[0]}


def digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def children_seconds():
    """What the processes that have ended took of the processor."""
    times = os.times()
    return times.children_user + times.children_system


def count_queries(path):
    """How many there are of each type."""
    with path.open(encoding="utf-8") as file:
        cells = [line.rstrip("\n").split("\t") for line in file]
    counts = collections.Counter(row[1] for row in cells if len(row) > 3 and row[3].strip())
    counts["count"] = counts["or"]
    return counts


class Bench:
    def __init__(self, arguments):
        self.arguments = arguments
        self.corpus = {"file": arguments.corpus.name, "bytes": arguments.corpus.stat().st_size,
                       "sha256": digest(arguments.corpus)}
        self.queries = count_queries(arguments.queries)
        self.missing = {}   # engine -> why
        self.failures = []  # what went wrong, a line each
        self.unsupported = set()  # (engine, type)
        self.builds = {}
        self.updates = {}
        self.results = {}   # (type, k) -> engine -> query id -> report.Result
        self.engines = []

    def prepare(self):
        for name in self.arguments.engines:
            say(f"preparing {name}")
            try:
                engine = engines.prepare(name, self.arguments.work, self.arguments)
                self.builds[name] = self.build(engine)
                self.engines.append(engine)
            except engines.Missing as reason:
                self.missing[name] = str(reason)

    def index(self, engine):
        return self.arguments.work / "indexes" / self.arguments.corpus.stem / engine.name

    def call(self, engine, arguments, stdin=None):
        """Runs an adapter; its output, or None where it failed, which is noted."""
        log = self.arguments.work / "logs" / f"{engine.name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w", encoding="utf-8") as errors:
            done = subprocess.run([*engine.command, *map(str, arguments)], stdin=stdin,
                                  stdout=subprocess.PIPE, stderr=errors, text=True)
        if done.returncode == EXIT_UNSUPPORTED and arguments[0] == "query":
            self.unsupported.add((engine.name, arguments[3]))
            return None
        if done.returncode != 0:
            last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
            what = " ".join(map(str, [arguments[0], *arguments[3:5]]))  # a query: type and k, too
            self.failures.append(
                f"{engine.name} {what} ended with {done.returncode}{': ' if last else ''}"
                f"{' '.join(last)}")
            return None
        return done.stdout

    def call_with_corpus(self, engine, arguments, wanted):
        """What an adapter prints as JSON, with the numbers wanted; None where it failed."""
        with self.arguments.corpus.open("rb") as corpus:
            output = self.call(engine, arguments, corpus)
        if output is None:
            return None
        try:
            numbers = json.loads(output)
            return {name: float(numbers[name]) for name in wanted}
        except (ValueError, TypeError, KeyError):
            self.failures.append(f"{engine.name} {arguments[0]} did not print {', '.join(wanted)}")
            return None

    def build(self, engine):
        """Indexes the corpus, unless that was done before; the adapter's numbers."""
        folder = self.index(engine)
        note = folder.with_name(folder.name + ".json")
        made_of = [self.corpus["sha256"], engine.version, engine.stamp]
        if note.exists() and folder.exists() and engine.name not in self.arguments.rebuild:
            before = json.loads(note.read_text(encoding="utf-8"))
            if before["made_of"] == made_of:
                return before["numbers"]
        say(f"indexing with {engine.name}")
        folder.parent.mkdir(parents=True, exist_ok=True)
        note.unlink(missing_ok=True)
        spent = children_seconds()
        numbers = self.call_with_corpus(engine, ["build", folder], BUILD_NUMBERS)
        if not numbers:
            raise engines.Missing(f"cannot index: {self.failures.pop()}")
        numbers["processor_seconds"] = round(children_seconds() - spent, 3)
        note.write_text(json.dumps({"made_of": made_of, "numbers": numbers}), encoding="utf-8")
        return numbers

    def jobs(self):
        """Engine, type and k; a count has no hits, so one k is enough for it."""
        for engine in self.engines:
            for kind in self.arguments.types:
                for k in map(int, self.arguments.k[:1] if kind == "count" else self.arguments.k):
                    yield engine, kind, k

    def measure(self):
        order = random.Random(self.arguments.seed)
        jobs = list(self.jobs())
        for number in range(1, self.arguments.rounds + 1):
            order.shuffle(jobs)
            for engine, kind, k in jobs:
                if (engine.name, kind) not in self.unsupported:
                    self.measure_one(engine, kind, k)
            say(f"round {number} of {self.arguments.rounds} done")

    def measure_one(self, engine, kind, k):
        limit = min(self.arguments.limit, SLOWER.get(engine.name, self.arguments.limit))
        output = self.call(engine, ["query", self.index(engine), self.arguments.queries, kind, k,
                                    self.arguments.passes, limit])
        if output is None:
            return
        try:
            results = [report.Result.parse(line) for line in output.splitlines()]
        except (ValueError, IndexError) as error:
            self.failures.append(f"{engine.name} query {kind} {k} printed something else: {error}")
            return
        if len(results) != min(limit, self.queries[kind]):
            self.failures.append(f"{engine.name} query {kind} {k} answered {len(results)} of "
                                 f"{min(limit, self.queries[kind])} queries")
        kept = self.results.setdefault((kind, k), {}).setdefault(engine.name, {})
        for result in results:
            if result.id not in kept or result.best < kept[result.id].best:
                kept[result.id] = result

    def update(self):
        for engine in self.engines:
            say(f"updating with {engine.name}")
            numbers = self.call_with_corpus(
                engine, ["update", self.index(engine), self.arguments.updates], UPDATE_NUMBERS)
            if numbers:
                self.updates[engine.name] = numbers


def main():
    arguments = parse_arguments()
    computer = machine()
    bench = Bench(arguments)
    bench.prepare()
    bench.measure()
    if arguments.updates:
        bench.update()
    computer["load_after"] = os.getloadavg()[0]
    print(report.text(bench, computer))
    if arguments.json:
        arguments.json.write_text(json.dumps(report.as_json(bench, computer), indent=1) + "\n",
                                  encoding="utf-8")
    return 1 if bench.failures else 0


if __name__ == "__main__":
    sys.exit(main())
