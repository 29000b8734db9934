# SPDX-License-Identifier: Apache-2.0
"""The measures of `eval` against cases small enough to work by hand."""

import json
import math

from harness import test

WORDS = ["alpha", "bravo", "charlie", "delta"]


def filled(tools):
    """Articles whose order is known: only one has each word, and 'common' ranks by its share."""
    tools.empty_base()
    lines = [json.dumps({"id": f"d{number}", "title": word, "resolution": f"about {word}"})
             for number, word in enumerate(WORDS)]
    tools.index("import", "-", "--from", "jsonl", stdin="\n".join(lines) + "\n").exits(0)


def evaluate(tools, queries, judgements, *arguments):
    tools.write("q.jsonl", "".join(json.dumps({"_id": name, "text": text}) + "\n"
                                   for name, text in queries))
    tools.write("q.tsv", "query-id\tcorpus-id\tscore\n" + "".join(
        "\t".join(map(str, row)) + "\n" for row in judgements))
    return tools.index("eval", "--queries", "q.jsonl", "--qrels", "q.tsv", "--no-correct", "--json",
                       *arguments)


def close(value, want):
    return abs(value - want) < 1e-9


@test("eval agrees with measures worked by hand")
def _(tools):
    filled(tools)
    # One hit each. q1: the right one at rank 1, one of two relevant ones. q2: the only hit has
    # grade 0. q3: finds nothing, and counts 0.
    queries = [("q1", "alpha"), ("q2", "bravo"), ("q3", "xylophone"), ("q4", "delta")]
    judgements = [("q1", "d0", 2), ("q1", "d2", 1), ("q2", "d1", 0), ("q2", "d0", 1),
                  ("q3", "d3", 1)]
    evaluate(tools, queries, judgements, "-v").exits(0).complains("1 queries have no judgement")
    run = evaluate(tools, queries, judgements).exits(0).is_quiet()
    document = run.json("kb.eval/1")
    ideal = 2 / math.log2(2) + 1 / math.log2(3)
    assert document["queries"] == 3 and document["without_judgement"] == 1, document
    assert close(document["ndcg_10"], (2 / ideal) / 3), document
    assert close(document["mrr_10"], 1 / 3), document
    assert close(document["recall_100"], 0.5 / 3), document
    assert document["p99_ms"] >= document["p50_ms"] > 0, document


@test("the run file has strictly falling scores and the ranks of the search")
def _(tools):
    filled(tools)
    evaluate(tools, [("q1", "alpha bravo charlie")], [("q1", "d0", 1)], "--run",
             "run.trec").exits(0)
    rows = [line.split() for line in tools.read("run.trec").splitlines()]
    assert [row[0] for row in rows] == ["q1"] * 3 and {row[1] for row in rows} == {"Q0"}, rows
    assert [int(row[3]) for row in rows] == [1, 2, 3], rows
    scores = [float(row[4]) for row in rows]
    assert all(a > b for a, b in zip(scores, scores[1:])), rows
    hits = tools.index("search", "alpha", "bravo", "charlie", "--json").json("kb.search/1")["hits"]
    assert [row[2] for row in rows] == [hit["id"] for hit in hits], rows


@test("eval reads the four columns of TREC, and refuses what it cannot read")
def _(tools):
    filled(tools)
    tools.write("q.jsonl", '{"_id":"1","text":"alpha"}\n')
    tools.write("q.trec", "1 0 d0 1\n1 0 d1 0\n")
    files = ("eval", "--queries", "q.jsonl", "--qrels")
    document = tools.index(*files, "q.trec", "--json").exits(0).json("kb.eval/1")
    assert document["ndcg_10"] == 1.0 and document["recall_100"] == 1.0, document
    tools.write("bad.tsv", "q\td\tscore\n1\td0\tgood\n")
    tools.index(*files, "bad.tsv").failure(2, r"bad\.tsv:2: ")
    tools.write("bad.jsonl", '{"_id":"1"}\n')
    tools.index("eval", "--queries", "bad.jsonl", "--qrels", "q.trec").failure(2, r"bad\.jsonl:1: ")
    tools.write("other.tsv", "q\td\tscore\n9\td0\t1\n")
    tools.index(*files, "other.tsv").exits(1)


@test("without a judged query there is no value, not 0")
def _(tools):
    filled(tools)
    document = evaluate(tools, [], []).exits(1).json("kb.eval/1")
    assert document["ndcg_10"] is None and document["p50_ms"] is None, document
    tools.index("eval", "--queries", "q.jsonl", "--qrels", "q.tsv").exits(1).says(
        "no value").says_not("0.0")
