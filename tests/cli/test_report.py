# SPDX-License-Identifier: Apache-2.0
"""kb-report: windows, formats, files, definitions."""

import csv
import io
import json

from harness import test

EVENTS = [
    {"event_id": "s1", "type": "search", "ts": "2026-03-02T10:00:00Z", "text": "vpn drops",
     "query_id": "q1", "result_count": 2, "actor": {"anon_id": "a"}, "channel": "self_service"},
    {"event_id": "v1", "type": "view", "ts": "2026-03-02T10:00:20Z", "article": "vpn-drops",
     "query_id": "q1", "rank": 1, "actor": {"anon_id": "a"}, "channel": "self_service"},
    {"event_id": "o1", "type": "vote", "ts": "2026-03-02T10:01:00Z", "article": "vpn-drops",
     "value": 1, "actor": {"anon_id": "a"}, "channel": "self_service"},
    {"event_id": "s2", "type": "search", "ts": "2026-03-03T09:00:00Z", "text": "xylophone",
     "query_id": "q2", "result_count": 0, "actor": {"anon_id": "b"}, "channel": "self_service"},
]
MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")


def with_events(tools):
    tools.base()
    tools.write("events.jsonl", "".join(json.dumps(event) + "\n" for event in EVENTS))
    tools.index("events", "import", "events.jsonl").exits(0)


@test("every report comes in every format, to standard output and to a file")
def _(tools):
    with_events(tools)
    for kind in ("summary", "deflection", "articles"):
        for form in ("text", "json", "csv", "html"):
            run = tools.report(kind, *MARCH, "--format", form).exits(0).is_quiet()
            assert len(run.stdout) > 50, run
            name = f"{kind}.{form}"
            tools.report(kind, *MARCH, "--format", form, "-o", name).exits(0).says(f"^{name}\n$")
            assert len(tools.read(name)) > 50
        json.loads(tools.report(kind, *MARCH, "--format", "json").stdout)
        rows = list(csv.reader(io.StringIO(tools.report(kind, *MARCH, "--format", "csv").stdout)))
        assert len({len(row) for row in rows}) == 1, rows


def table(tools, *arguments):
    run = tools.report(*arguments, *MARCH, "--format", "csv").exits(0)
    return list(csv.DictReader(io.StringIO(run.stdout)))


@test("a CSV report is one table, and --table picks another")
def _(tools):
    with_events(tools)
    for kind in ("summary", "deflection"):
        rows = table(tools, kind)
        assert rows[0]["from"] == "2026-03-01T00:00:00Z" and rows[0]["zone"] == "UTC", rows[0]
        assert all(row["measure"] and row["definition"] and row["made_at"] for row in rows), rows
        assert rows == [dict(row, made_at=rows[0]["made_at"]) for row in rows], rows
    assert "measure" in table(tools, "articles", "--table", "figures")[0]
    assert table(tools, "articles") == table(tools, "articles", "--table", "top_articles")
    assert table(tools, "articles", "--table", "articles_by_state")
    tools.report("articles", "--table", "x", "--format", "csv").failure(2, "figures, top_articles")
    tools.report("articles", "--table", "gaps").failure(2, "--format csv")


@test("html keeps a report.html that it did not make, and overwrites its own")
def _(tools):
    with_events(tools)
    tools.write("report.html", "<!DOCTYPE html><title>Mine</title>")
    tools.report("html", *MARCH).failure(2, "report.html", "-o")
    assert "Mine" in tools.read("report.html")
    tools.report("html", *MARCH, "-o", "report.html").exits(0)
    tools.report("html", *MARCH).exits(0)
    assert "Knowledge report" in tools.read("report.html")


@test("a window that has not begun says so")
def _(tools):
    tools.base()
    note = "has not begun yet"
    tools.report("summary", "--from", "2098-01-01", "--to", "2098-01-31").exits(0).says(note)
    tools.report("summary", *MARCH).says_not(note)


@test("no format of a report lets a control character pass")
def _(tools):
    tools.base()
    tools.index("link", "CASE-1", "hostile").exits(0)
    for form in ("text", "json", "csv", "html"):
        text = tools.report("articles", "--last", "28d", "--format", form).exits(0).stdout
        assert "red" in text, text
        assert "\x1b" not in text and "\x07" not in text, text


@test("--json is the JSON report, and html writes report.html and prints its path")
def _(tools):
    with_events(tools)
    json.loads(tools.report("summary", *MARCH, "--json").exits(0).stdout)
    tools.report("html", *MARCH).exits(0).says("^report.html\n$")
    page = tools.read("report.html")
    assert page.lstrip().lower().startswith("<!doctype html>"), page[:100]
    assert "http://" not in page.replace("http://www.w3.org/", ""), "an address outside of the page"
    assert "https://" not in page and "<script src" not in page


@test("--json beside another format is refused, not ignored")
def _(tools):
    tools.base()
    tools.report("summary", *MARCH, "--json", "--format", "csv").json_failure(
        2, "invalid_argument")
    tools.report("html", *MARCH, "--json").json_failure(2, "invalid_argument")
    tools.report("summary", *MARCH, "--json", "--format", "json").exits(0)


@test("windows are days of a zone, and a wrong one is wrong use")
def _(tools):
    with_events(tools)
    tools.report("summary").exits(0)
    tools.report("summary", "--last", "28d", "--tz", "Europe/Berlin").exits(0)
    tools.report("summary", "--last", "soon").failure(2, "soon")
    tools.report("summary", "--from", "2026-02-30").failure(2)
    tools.report("summary", "--from", "2026-03-31", "--to", "2026-03-01").failure(2)
    tools.report("summary", *MARCH, "--tz", "Mars/Olympus").failure(2, "Mars/Olympus")
    tools.report("summary", "--last", "28d", "--from", "2026-03-01").failure(2)
    tools.report("summary", *MARCH, "--top", "many").failure(2, "many")
    tools.report("summary", *MARCH, "--case-window", "0").failure(2)
    tools.report("summary", *MARCH, "--format", "pdf").failure(2, "pdf")


@test("define lists every figure, explains one, and names the nearest for a wrong one")
def _(tools):
    listed = tools.report("define", "--json").exits(0).json("kb.definitions/1")["definitions"]
    assert len(listed) > 10, len(listed)
    assert all(each["formula"] and each["name"] for each in listed), listed
    known = {each["id"] for each in listed}
    assert "link_rate" in known, known
    tools.report("define", "link_rate").exits(0).says("^link_rate: ").says("\n  formula\n")
    tools.report("define", "link_rat").failure(1, "link_rate")
    assert len(tools.report("define").exits(0).stdout.splitlines()) == len(listed)


@test("a report of an empty base has figures without values, not zeros made up")
def _(tools):
    tools.empty_base()
    for kind in ("summary", "deflection", "articles"):
        text = tools.report(kind, *MARCH, "--json").exits(0).stdout
        assert "NaN" not in text and "Infinity" not in text, text
    figures = [figure for section in json.loads(tools.report(
        "summary", *MARCH, "--json").stdout)["sections"] for figure in section["figures"]]
    rates = [figure for figure in figures if figure["unit"] == "%"]
    assert rates and all(figure["value"] is None for figure in rates), rates


@test("a closed pipe ends a report quietly")
def _(tools):
    import os
    with_events(tools)
    read_end, write_end = os.pipe()
    os.close(read_end)
    process = tools.start("kb-report", "summary", *MARCH, stdout=write_end, stderr=-1)
    os.close(write_end)
    _, complaint = process.communicate(timeout=60)
    assert (process.returncode, complaint) == (0, b""), (process.returncode, complaint)
