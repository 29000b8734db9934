# SPDX-License-Identifier: Apache-2.0
"""The tables of run.py, and the same as JSON."""

import dataclasses

TOP = 10  # documents that --agree compares


@dataclasses.dataclass
class Result:
    """A query in one engine: the best time, and what was found."""

    id: str
    words: str
    best: float    # microseconds
    median: float  # of the passes of the round with the best time
    count: int
    hits: list     # (line of the corpus, score)

    @staticmethod
    def parse(line):
        cells = line.split("\t")
        pairs = (hit.split(":") for hit in cells[5].split(",") if hit) if len(cells) > 5 else ()
        return Result(cells[0], cells[1], float(cells[2]), float(cells[3]), int(cells[4]),
                      [(int(document), float(score)) for document, score in pairs])


def mean(values):
    return sum(values) / len(values)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def common_queries(results, by_engine, base):
    """Those that the base engine ran too; without a base, those that all ran."""
    others = list(by_engine.values()) if base is None else [base]
    return [query for query in results if all(query in other for other in others)]


def summary(results, by_engine, base):
    common = common_queries(results, by_engine, base)
    if not common:
        return None
    times = [results[query].best for query in common]
    numbers = {"queries": len(common), "mean_us": mean(times), "p50_us": percentile(times, 0.5),
               "p90_us": percentile(times, 0.9), "p99_us": percentile(times, 0.99)}
    if base is not None:
        numbers["ratio"] = mean(times) / mean([base[query].best for query in common])
    return numbers


def agreement(results, base):
    """The share of the base's top documents that are among this engine's; None without any."""
    shares = []
    for query in results.keys() & base.keys():
        wanted = {document for document, _ in base[query].hits[:TOP]}
        if wanted:
            found = {document for document, _ in results[query].hits[:TOP]}
            shares.append(len(wanted & found) / len(wanted))
    return mean(shares) if shares else None


def counts_differ(results, base):
    return sum(results[query].count != base[query].count for query in results.keys() & base.keys())


def table(head, rows):
    cells = [head, *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = []
    for row in cells:
        first = row[0].ljust(widths[0])
        lines.append("  ".join([first, *(cell.rjust(width) for cell, width in
                                         zip(row[1:], widths[1:]))]).rstrip())
    return "\n".join(lines)


def build_table(bench):
    rows = []
    for name, numbers in bench.builds.items():
        seconds = numbers["seconds"]
        rows.append([name, f"{seconds:.1f}", f"{numbers['processor_seconds']:.1f}",
                     f"{numbers['documents']:,.0f}", f"{bench.corpus['bytes'] / 1e6 / seconds:.1f}",
                     f"{numbers['index_bytes'] / 1e6:.1f}", f"{numbers['peak_bytes'] / 1e6:.0f}"])
    return table(["engine", "seconds", "processor s", "documents", "text MB/s", "index MB",
                  "peak MB"], rows)


def update_table(bench):
    rows = [[name, f"{numbers['p50_ms']:.2f}", f"{numbers['p99_ms']:.2f}",
             f"{numbers['updates_per_second']:.0f}"] for name, numbers in bench.updates.items()]
    return table(["engine", "p50 ms", "p99 ms", "updates/s"], rows)


def query_table(by_engine, base_name, kind, agree):
    base = by_engine.get(base_name)
    rows = []
    for name, results in by_engine.items():
        numbers = summary(results, by_engine, base)
        if numbers is None:
            rows.append((float("inf"), [name, "0"] + ["-"] * 5))
            continue
        ratio = numbers.get("ratio")
        row = [name, str(numbers["queries"])]
        row += [f"{numbers[key]:.1f}" for key in ("mean_us", "p50_us", "p90_us", "p99_us")]
        row.append("-" if ratio is None else f"{ratio:.2f}")
        rows.append((ratio or numbers["mean_us"], row))
        if agree:
            row.append(agreement_cell(results, base, kind))
    rows.sort(key=lambda pair: pair[0])
    head = ["engine", "queries", "mean us", "p50", "p90", "p99", f"mean to {base_name}"]
    if agree:
        head.append("counts differ" if kind == "count" else "top ten in common")
    return table(head, [row + ["-"] * (len(head) - len(row)) for _, row in rows])


def agreement_cell(results, base, kind):
    if base is None:
        return "-"
    if kind == "count":
        return str(counts_differ(results, base))
    share = agreement(results, base)
    return "-" if share is None else f"{100 * share:.1f} %"


def engine_lines(bench):
    for engine in bench.engines:
        notes = f" ({'; '.join(engine.notes)})" if engine.notes else ""
        yield f"{engine.name}: {engine.version}{notes}"
    for name, reason in bench.missing.items():
        yield f"{name}: MISSING, {reason}"


def text(bench, computer):
    arguments = bench.arguments
    parts = ["\n".join(engine_lines(bench)),
             f"{computer['processor']}, {computer['cores']} cores, "
             f"{computer['memory_bytes'] / 2**30:.0f} GiB, {computer['system']}; load "
             f"{computer['load_before']:.1f} before, {computer['load_after']:.1f} after",
             f"corpus {bench.corpus['file']}, {bench.corpus['bytes'] / 1e6:.1f} MB; best of "
             f"{arguments.rounds} rounds of {arguments.passes} passes",
             "Index\n" + build_table(bench)]
    for (kind, k), by_engine in sorted(bench.results.items(), key=place(arguments)):
        name = kind if kind == "count" else f"{kind}, {k} hits"
        parts.append(f"{name}\n" + query_table(by_engine, arguments.base, kind, arguments.agree))
        absent = [engine for engine, what in sorted(bench.unsupported) if what == kind]
        if absent:
            parts[-1] += f"\nno such search: {', '.join(absent)}"
    if bench.updates:
        parts.append("A document replaced, committed, found; and in bulk, a commit for 1,000\n" +
                     update_table(bench))
    if arguments.base not in [engine.name for engine in bench.engines]:
        parts.append(f"no ratios: the base engine {arguments.base} did not run")
    if bench.failures:
        parts.append("FAILED\n" + "\n".join(bench.failures))
    return "\n\n".join(parts)


def place(arguments):
    return lambda item: (arguments.types.index(item[0][0]), item[0][1])


def as_json(bench, computer):
    searches = []
    for (kind, k), by_engine in sorted(bench.results.items(), key=place(bench.arguments)):
        base = by_engine.get(bench.arguments.base)
        for name, results in by_engine.items():
            entry = {"type": kind, "k": k, "engine": name,
                     "summary": summary(results, by_engine, base)}
            if base is not None and kind != "count":
                entry["agreement"] = agreement(results, base)
            entry["queries"] = [dataclasses.asdict(result) for result in results.values()]
            searches.append(entry)
    return {"machine": computer, "corpus": bench.corpus, "base": bench.arguments.base,
            "rounds": bench.arguments.rounds, "passes": bench.arguments.passes,
            "engines": {engine.name: {"version": engine.version, "notes": engine.notes}
                        for engine in bench.engines},
            "missing": bench.missing, "failures": bench.failures,
            "unsupported": sorted(bench.unsupported), "builds": bench.builds,
            "updates": bench.updates, "searches": searches}
