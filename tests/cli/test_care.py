# SPDX-License-Identifier: Apache-2.0
"""Lists, versions, backups, and what the tools say of what they passed over."""

import glob
import json
import os

import articles
from harness import ids, test

SEARCH = {"event_id": "e1", "ts": "2026-03-01T10:00:00Z", "type": "search", "text": "vpn",
          "query_id": "q1", "result_count": 1, "actor": {"anon_id": "a1"}}
VIEW = {"event_id": "e2", "ts": "2026-03-02T10:00:00Z", "type": "view", "article": "vpn-drops",
        "actor": {"user_id": "ada"}}


def lines(*objects):
    return "".join(json.dumps(each) + "\n" for each in objects)


def imported(tools, *arguments, **options):
    return tools.index("import", *arguments, "--json", **options).json("kb.import/1")


@test("events import acts as somebody who is registered")
def _(tools):
    tools.base()
    tools.index("events", "import", "-", "--by", "nobody", stdin=lines(SEARCH)).failure(6, "nobody")
    tools.index("events", "import", "-", "--by", "cleo", stdin=lines(SEARCH)).exits(0)
    log = [json.loads(line) for line in tools.index("export").exits(0).stdout.splitlines()]
    assert [each["by"] for each in log if each["schema"] == "kb.change/1"][-1] == "cleo"


@test("events that link and unlink need the licence for it")
def _(tools):
    tools.base()
    tools.index("person", "add", "rita", "--licence", "reader").exits(0)
    tools.index("link", "C-1", "vpn-drops").exits(0)
    forged = [{"event_id": f"f{i}", "ts": "2026-03-01T10:00:00Z", "type": kind, "by": "ana",
               "case_id": case, "article": "vpn-drops",
               "link_kind": "resolved_by_known"}
              for i, (kind, case) in enumerate([("link", "C-2"), ("unlink", "C-1")])]
    run = tools.index("events", "import", "-", "--by", "rita", stdin=lines(*forged, SEARCH))
    run.exits(3).says("1 added, 0 updated, 0 unchanged, 2 refused").complains("rita is a reader")
    tools.index("links", "--article", "vpn-drops").exits(0).says("C-1").says_not("C-2")
    tools.index("events", "import", "-", "--by", "ben", stdin=lines(*forged)).exits(0)
    tools.index("links", "--article", "vpn-drops").exits(0).says("C-2").says_not("C-1")


@test("events import names members that no event has, once each")
def _(tools):
    tools.base()
    typo = dict(VIEW, artcle_id="x", flavour="mint")
    run = tools.index("events", "import", "-", stdin=lines(typo, dict(typo, event_id="e3"), SEARCH))
    run.exits(0).complains("2 events have members that no event has")
    run.complains(r"artcle_id: no event has such a member.*\(2 times\)")
    near = lines(dict(SEARCH, event_id="e4", qery_id="q"))
    tools.index("events", "import", "-", stdin=near).exits(0).complains("did you mean query_id")
    again = tools.index("events", "import", "-", "--json", stdin=lines(typo)).json("kb.events/1")
    assert again["warnings"] == 1 and again["unchanged"] == 1, again
    assert [each["field"] for each in again["remarks"]] == ["artcle_id", "flavour"], again


@test("another event under a known event_id is refused by line, and what is there stays")
def _(tools):
    tools.base()
    tools.index("events", "import", "-", stdin=lines(SEARCH, VIEW)).exits(0)
    tools.index("events", "import", "-", stdin=lines(SEARCH, VIEW)).exits(0).says("2 unchanged")
    other = dict(SEARCH, text="printer")
    run = tools.index("events", "import", "-", stdin=lines(VIEW, other)).exits(3)
    run.says("2 events read: 0 added, 0 updated, 1 unchanged, 1 refused")
    run.complains(":2: .*another event was recorded under this id")
    tools.index("events", "list", "--type", "search").exits(0).says("text vpn")


@test("events are listed by day and type, and exported as they are imported")
def _(tools):
    tools.base()
    tools.index("events", "list").exits(1).complains("no such events")
    tools.index("events", "import", "-", stdin=lines(SEARCH, VIEW)).exits(0)
    tools.index("events", "list").exits(0).says(
        "^2026-03-01T10:00:00.*search +a1 .*\n2026-03-02T10:00:00.*view +ada +article vpn-drops")
    run = tools.index("events", "list", "--from", "2026-03-02", "--to", "2026-03-02", "--json")
    assert [each["event_id"] for each in run.json("kb.event_list/1")["events"]] == ["e2"]
    tools.index("events", "list", "--to", "2026-03-01", "--format", "jsonl").says('^{.*"e1"')
    tools.index("events", "list", "-n", "1").exits(0).says_not("view")
    tools.index("events", "list", "--type", "dance").failure(2, "dance")
    tools.index("events", "export", "-o", "all.jsonl").exits(0).complains("2 events written")
    tools.index("events", "import", "all.jsonl").exits(0).says("2 unchanged, 0 refused")
    tools.index("init", "other.kb").exits(0)
    tools.index("events", "import", "all.jsonl", "--base", "other.kb").exits(0).says("2 added")


@test("import names the articles that lack a mandatory field, and the field")
def _(tools):
    tools.empty_base()
    gaps = [{"id": "one", "title": "One", "resolution": "x"},
            {"id": "two", "title": "Two", "issue": ["y"], "environment": ["any"]}]
    tools.write("in.jsonl", lines(*gaps))
    document = imported(tools, "in.jsonl", "--dry-run")
    named = {(each["id"], each["field"], each["line"]) for each in document["remarks"]}
    assert {("one", "issue", 1), ("two", "resolution", 2)} <= named, document
    assert document["warnings"] == 2, document
    run = tools.index("import", "in.jsonl", "--report", "report.jsonl").exits(0)
    run.complains("2 articles lack a mandatory field").complains(r"in\.jsonl:1: one, issue: ")
    kinds = [json.loads(line)["kind"] for line in tools.read("report.jsonl").splitlines()]
    assert kinds == ["remark"] * len(document["remarks"]), kinds


@test("records without an id are the same articles when they come again")
def _(tools):
    tools.empty_base()
    nameless = [{"title": "Kettle", "issue": ["boils over"], "resolution": "x"},
                {"title": "Toaster", "issue": ["burns"], "resolution": "y"}]
    tools.write("in.jsonl", lines(*nameless, nameless[0]))
    tools.write("in.csv", "title,resolution\nLamp,Switch it on\n")
    tools.index("import", "in.jsonl").exits(0).says("3 articles read: 2 added, 0 updated, 1 unch")
    tools.index("import", "in.csv").exits(0).says("1 added")
    for _ in range(2):
        tools.index("import", "in.jsonl").exits(0).says("0 added, 0 updated, 3 unchanged")
        tools.index("import", "in.csv", "--audience", "public").exits(0).says("0 added")
    kettle = ids(tools.index("search", "kettle", "--json"))[0]
    tools.index("edit", kettle, "--set", "cause=lid").exits(0)
    tools.index("import", "in.jsonl").exits(0).says("0 added, 0 updated, 3 unchanged")
    tools.index("show", kettle).exits(0).says("lid")
    assert len(tools.index("articles", "--ids").stdout.splitlines()) == 3


@test("an import makes titles one line and says so, an edit refuses such a title")
def _(tools):
    tools.empty_base()
    tools.write("in.jsonl", lines(dict(articles.VPN, title="VPN\n drops\t\u0007now ")))
    document = imported(tools, "in.jsonl")
    assert document["retitled"] == 1, document
    assert ("vpn-drops", "title") in {(e["id"], e["field"]) for e in document["remarks"]}, document
    tools.index("show", "vpn-drops").exits(0).says("^vpn-drops  VPN drops now\n")
    tools.index("import", "in.jsonl").exits(0).says("1 unchanged").complains("1 titles were made")
    tools.index("edit", "vpn-drops", "--set", "title=a\nb").failure(2, "a title is one line")
    tools.index("capture", "--query", "x y", "--title", "a\nb").failure(2, "a title is one line")
    tools.write("title.txt", "From a file\n")
    tools.index("edit", "vpn-drops", "--set", "title=@title.txt").exits(0)
    tools.index("show", "vpn-drops").says("From a file\n")


@test("inspect --json has members for shelves, terms and articles")
def _(tools):
    tools.base()
    shelves = tools.index("inspect", "--json").exits(0).json("kb.inspect/1")["shelves"]
    assert [(each["shelf"], each["articles"]) for each in shelves] == [
        ("public", 2), ("customer", 1), ("partner", 0), ("internal", 2), ("archived", 1)], shelves
    assert sum(part["live"] for part in shelves[0]["segments"]) == 2, shelves
    term = tools.index("inspect", "--term", "VPN", "--json").json("kb.inspect/1")
    assert term["term"] == "vpn" and term["places"][0]["shelf"] == "public", term
    article = tools.index("inspect", "--article", "vpn-drops", "--json").json("kb.inspect/1")
    assert article["article"]["words"]["title"] == 5, article
    assert "vpn" in article["article"]["terms"], article
    tools.index("inspect").exits(0).says(r"^change \d+\nshelf public +2 articles")


@test("inspect shows each part of a segment and each posting of a term")
def _(tools):
    tools.base()
    segment = tools.index("inspect", "--json").json("kb.inspect/1")["shelves"][0]["segments"][0]
    names = [section["name"] for section in segment["sections"]]
    assert names == ["columns", "offsets", "dictionary", "postings", "details", "letters"], names
    ends = [section["offset"] + section["bytes"] for section in segment["sections"]]
    assert ends == sorted(ends) and ends[-1] < segment["bytes"], segment
    found = tools.index("inspect", "--term", "vpn", "--postings", "--json").json("kb.inspect/1")
    for place in found["places"]:
        assert sum(block["postings"] for block in place["blocks"]) == place["documents"], place
        assert len(place["postings"]) == place["documents"], place
        best = max(posting["impact"] for posting in place["postings"])
        assert best == place["impact_max"] == place["blocks"][0]["impact_max"], place
        assert all(any(posting["positions"].values()) for posting in place["postings"]), place
    tools.index("inspect", "--term", "vpn", "--postings").exits(0).says(
        r"1 postings, documents \d+ to \d+, highest impact \d+\n"
        r" +document \d+, impact \d+: title \d")
    tools.index("inspect").says(r"\n    postings +\d+ bytes at \d+\n")
    tools.index("inspect", "--postings").exits(2)


@test("what an article does not allow as it is now has an exit code of its own")
def _(tools):
    tools.base()
    tools.index("state", "nowhere", "--audience", "public").failure(1, "nowhere")
    tools.index("state", "vpn-drops", "--audience", "internal", "--expect-version", "9").failure(
        7, "version")
    error = tools.index("edit", "vpn-drops", "--set", "cause=x", "--expect-version", "9",
                        "--json").json_failure(7, "conflict")
    assert "version 1" in error["message"], error
    tools.index("state", "modem-old", "--confidence", "work_in_progress").failure(7)


@test("a language that is no tag is refused, one without analysis is named")
def _(tools):
    tools.base()
    for wrong in ("e", "en_US", "--", "english language", "en-"):
        tools.index("search", "vpn", "--language", wrong).failure(2, "no language tag")
    tools.index("search", "vpn", env={"KB_LANGUAGE": "en_US"}).failure(2, "language: .*en_US")
    tools.index("search", "vpn", "--language", "zh").complains("zh: no stemming")
    tools.index("search", "vpn", "--language", "de").exits(0).is_quiet()
    tools.index("search", "vpn", "--language", "de", "-v").complains("found by their stem")


@test("a report that goes to a file or a pipe is not cut")
def _(tools):
    tools.empty_base()
    title = "Printer " + "of the branch office " * 5 + "is offline"
    tools.write("in.jsonl", lines(dict(articles.PRINTER, title=title)))
    tools.index("import", "in.jsonl").exits(0)
    tools.index("link", "C-1", "printer-offline").exits(0)
    tools.report("articles", "-o", "articles.txt").exits(0)
    assert title in tools.read("articles.txt"), tools.read("articles.txt")
    tools.report("articles").exits(0).says(title)


@test("limits are named as the user typed them")
def _(tools):
    tools.base()
    tools.index("similar", "vpn-drops", "-n", "101").failure(2, "1 to 100")
    tools.index("similar", "vpn-drops", "-n", "100")
    tools.report("summary", "--cost-per-case", "1000000000").exits(0)
    tools.report("summary", "--cost-per-case", "2e9").failure(2, "--cost-per-case: 2e9")
    tools.report("summary", env={"KB_COST_PER_CASE": "2e9"}).failure(2, "KB_COST_PER_CASE: 2e9")


@test("verify names every damaged file, also of a base that does not open")
def _(tools):
    base = tools.base()
    files = sorted(glob.glob(os.path.join(base, "index", "*")))
    assert len(files) >= 3, files
    for name in files[:2]:
        with open(name, "r+b") as file:
            file.seek(os.path.getsize(name) // 2)
            byte = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte[0] ^ 0xFF]))
    run = tools.index("verify").exits(4)
    for name in files[:2]:
        run.says(f"damaged: .*{os.path.basename(name)}: ")
    run.says("2 damaged places")
    document = json.loads(tools.index("verify", "--json").exits(4).stdout)
    assert (document["opened"], document["sound"], document["damage_count"]) == (False, False, 2)
    tools.index("rebuild").exits(0)
    tools.index("verify").exits(0)


@test("a backup is a whole base, refuses a folder with something in it, and counts")
def _(tools):
    tools.base()
    tools.index("link", "C-1", "vpn-drops").exits(0)
    copied = tools.index("backup", "copy.kb", "--json", "--base", "support.kb").exits(0).json(
        "kb.backup/1")
    assert copied["articles"] == 6 and copied["segments"] > 0, copied
    tools.index("verify", "--base", "copy.kb").exits(0).says("^sound: 6 articles")
    assert (tools.index("export", "--base", "copy.kb", "--quiet").stdout
            == tools.index("export", "--base", "support.kb", "--quiet").stdout)
    tools.index("backup", "copy.kb", "--base", "support.kb").failure(2, "copy.kb")
    tools.write("full/x", "x")
    tools.index("backup", "full", "--base", "support.kb").failure(2, "not empty")


@test("a backup beside a writer is whole, and holds what was acknowledged before")
def _(tools):
    tools.empty_base()
    many = [dict(articles.VPN, id=f"a{number}", title=f"Title {number}") for number in range(3000)]
    writer = tools.start("kb-index", "import", "-", "--from", "jsonl", "--batch", "20", "--base",
                         "support.kb", stdin=-1, stdout=-1, stderr=-1)
    beside = []
    for start in range(0, 3000, 500):
        writer.stdin.write(articles.jsonl(many[start:start + 500]).encode())
        writer.stdin.flush()
        before = tools.index("stats", "--json", "--base", "support.kb").json("kb.stats/1")
        name = f"copy{start}.kb"
        copied = tools.index("backup", name, "--json", "--base", "support.kb").exits(0).json(
            "kb.backup/1")
        assert copied["articles"] >= before["base"]["articles"], (copied, before)
        assert copied["articles"] % 20 == 0, copied  # a batch is whole or not there
        tools.index("verify", "--base", name).exits(0).says(f"^sound: {copied['articles']} art")
        beside.append(writer.poll() is None)
    _, complaint = writer.communicate(timeout=60)
    assert writer.returncode == 0, complaint
    assert all(beside), "the writer had ended"


@test("articles are listed by state, audience and owner, in an order, for a viewer")
def _(tools):
    tools.base()
    tools.index("edit", "router-reset", "--set", "owner_domain=network").exits(0)

    def listed(*arguments):
        return tools.index("articles", "--ids", *arguments).stdout.split()
    assert listed()[0] == "router-reset"
    assert listed("--sort", "id") == ["hostile", "printer-offline", "router-reset",
                                      "scanner-paper", "vpn-drops"]
    assert listed("--sort", "id", "-n", "2") == ["hostile", "printer-offline"]
    assert listed("--state", "archived") == ["modem-old"]
    assert listed("--owner", "network") == ["router-reset"]
    assert listed("--audience", "public", "--sort", "title") == ["hostile", "vpn-drops"]
    assert "router-reset" not in listed("--as", "public")
    tools.index("articles", "--state", "archived", "--as", "public").failure(2, "archived")
    tools.index("articles", "--owner", "nobody").exits(1).complains("no such articles")
    document = tools.index("articles", "-n", "1", "--json").json("kb.articles/1")
    assert document["total"] == 5 and document["articles"][0]["id"] == "router-reset", document


@test("versions are compared and brought back")
def _(tools):
    tools.base()
    tools.index("diff", "vpn-drops").exits(1).complains("one version")
    first = tools.index("show", "vpn-drops", "--json").json("kb.article/1")["article"]
    tools.index("edit", "vpn-drops", "--set", "title=Tunnel drops", "--set", "keywords=a|b",
                "--add-issue", "drops on the ferry").exits(0)
    tools.index("state", "vpn-drops", "--audience", "internal", "--reason", "x").exits(0)
    tools.index("diff", "vpn-drops").exits(0).says("^audience\n  - public\n  [+] internal\n$")
    run = tools.index("diff", "vpn-drops", "1", "2").exits(0)
    run.says("title\n  - VPN drops after five minutes\n  [+] Tunnel drops\n")
    run.says("issue\n  [+] drops on the ferry\n").says("keywords\n  [+] a\n  [+] b\n")
    document = tools.index("diff", "vpn-drops", "1", "--json").json("kb.diff/1")
    assert (document["from"], document["to"]) == (1, 3), document
    assert [each["field"] for each in document["fields"]] == [
        "title", "issue", "keywords", "audience"], document
    tools.index("diff", "vpn-drops", "1", "9").failure(1, "version")
    tools.index("edit", "vpn-drops", "--restore-version", "1").exits(0).says("version 4")
    now = tools.index("show", "vpn-drops", "--json").json("kb.article/1")["article"]
    assert now["title"] == first["title"] and "keywords" not in now, now
    assert len(now["issue"]) == 2 and now["audience"] == "internal", now
    tools.index("edit", "vpn-drops", "--restore-version", "9").failure(1, "version")


@test("links are listed, all, of a case and of an article")
def _(tools):
    tools.base()
    tools.index("links").exits(1).complains("no such links")
    tools.index("link", "C-1", "vpn-drops").exits(0)
    tools.index("link", "C-2", "vpn-drops", "--kind", "reference").exits(0)
    tools.index("link", "C-2", "printer-offline").exits(0)

    def cases(*arguments):
        document = tools.index("links", "--json", *arguments).json("kb.links/1")
        return sorted((each["case"], each["article"]) for each in document["links"])
    assert len(cases()) == 3
    assert cases("--case", "C-2") == [("C-2", "printer-offline"), ("C-2", "vpn-drops")]
    assert cases("--article", "vpn-drops") == [("C-1", "vpn-drops"), ("C-2", "vpn-drops")]
    assert cases("--article", "vpn-drops", "--case", "C-1") == [("C-1", "vpn-drops")]
    tools.index("links").exits(0).says("C-2 +vpn-drops +v1 +reference +as is +ana")
    tools.index("links", "--article", "nowhere").failure(1, "nowhere")


@test("search --ids prints ids alone, and --stdin answers each line with a line of JSON")
def _(tools):
    tools.base()
    run = tools.index("search", "printer", "--ids").exits(0).is_quiet()
    assert run.stdout.split() == ids(tools.index("search", "printer", "--json")), run
    tools.index("search", "printer", "--ids", "--explain").failure(2, "--ids")
    run = tools.index("search", "--stdin", "--fields", "id", stdin="vpn\r\n\nzebra\nscanner\n")
    documents = [json.loads(line) for line in run.exits(0).stdout.splitlines()]
    assert [each["request"]["text"] for each in documents] == ["vpn", "", "zebra", "scanner"], run
    assert [each["hits"] for each in documents] == [
        [{"id": "vpn-drops"}], [], [], [{"id": "scanner-paper"}]], run
    tools.index("search", "--stdin", stdin="zebra\n").exits(1)
    assert tools.index("search", "-", stdin="vpn\nvpn\n").exits(0).stdout.count("\n") == 2
    tools.index("search", "--stdin", "vpn").failure(2, "--stdin")


@test("a search is recorded when that is asked for or configured, and reports see it")
def _(tools):
    tools.base()
    tools.index("search", "vpn").exits(0)
    tools.index("events", "list").exits(1)
    tools.index("search", "vpn", "--record", "--session", "s1").exits(0)
    tools.index("search", "zebra", "--record", "--as", "customer:ada").exits(1)
    tools.index("search", "vpn", "--record", "--by", "nobody").failure(6, "not recorded.*nobody")
    events = tools.index("events", "list", "--json").exits(0).json("kb.event_list/1")["events"]
    assert [(each["text"], each["result_count"], each["actor"]["user_id"], each["actor"]["class"])
            for each in events] == [("vpn", 1, "ana", "agent"), ("zebra", 0, "ada", "customer")]
    assert events[0]["session_id"] == "s1" and events[0]["event_id"] != events[1]["event_id"]
    tools.write("kb.toml", 'record_searches = "on"\n')
    tools.index("search", "--stdin", stdin="vpn\nprinter\n").exits(0)
    tools.index("search", "vpn", "--no-record").exits(0)
    count = tools.index("events", "list", "--json").json("kb.event_list/1")["count"]
    assert count == 4, count
    tools.write("kb.toml", 'record_searches = "maybe"\n')
    tools.index("search", "vpn").failure(2, "record_searches: maybe")
    os.remove(tools.path("kb.toml"))
    report = json.loads(tools.report("summary", "--last", "2d", "--format", "json").stdout)
    sections = (report.get("report") or report)["sections"]
    figures = {each["id"]: each for section in sections for each in section["figures"]}
    assert figures["searches"]["value"] == 1, figures["searches"]  # the customer's
    assert figures["attempts_excluded"]["value"] >= 1, figures  # the agent's


@test("a value of a state that is none of ours is named, once, and taken for none")
def _(tools):
    tools.empty_base()
    for name in ("one", "two"):
        tools.write(f"in/{name}.md", f"""---
title: Scanner {name} shows a red lamp
audience: confidential
---
## Issue
- red lamp {name}
## Environment
- model: Lumo 3
## Resolution
Clean the glass of {name}.
""")
    document = json.loads(tools.index("import", "in", "--json").exits(0).stdout)
    remarks = [r for r in document["remarks"] if r["field"] == "audience"]
    assert len(remarks) == 1 and remarks[0]["times"] == 2, document
    assert "confidential" in remarks[0]["text"], document


@test("a title is not taken away, a known article brings no findings, ids stand alone")
def _(tools):
    base = tools.base()
    tools.index("edit", "vpn-drops", "--set", "title=").failure(2, "title")
    known = tools.index("capture", "--query", "VPN drops after five minutes", "--json")
    document = json.loads(known.stdout)
    assert document["kind"] == "known" and document["findings"] == [], document
    tools.index("articles", "--ids", "--json").json_failure(2, "invalid_argument")
    tools.index("backup", os.path.join(base, "inside")).failure(2, "base itself")
    assert not os.path.exists(os.path.join(base, "inside"))
    tools.index("search", "--stdin", "--record", stdin="\nvpn\n").exits(0)
    tools.report("summary", "--from", "2026-11-02", "--to", "2026-11-01").failure(
        2, "2026-11-01, before it begins with 2026-11-02")


@test("compact leaves one index file for each shelf, and says what became of the others")
def _(tools):
    tools.base()
    scanner = lines(dict(articles.VPN, id="scanner", title="Scanner is slow"))
    tools.index("import", "-", "--from", "jsonl", stdin=scanner).exits(0)
    before = tools.index("stats", "--json").json("kb.stats/1")["base"]
    done = tools.index("compact", "--json").exits(0).json("kb.compact/1")
    assert done["segments_before"] == before["segments"], (done, before)
    assert done["segments"] <= done["segments_before"], done
    tools.index("compact").exits(0).says(r"^\d+ index files of \d+ bytes became \d+ of \d+ bytes$")
    tools.index("verify").exits(0)
    tools.index("search", "scanner").exits(0)


@test("KB_DISK_MAX and KB_MEMORY_MAX are budgets: what goes beyond is refused, the rest is there")
def _(tools):
    tools.empty_base()
    tools.write("big.jsonl", "".join(
        json.dumps({"id": f"a{number}", "title": f"Title {number}",
                    "resolution": os.urandom(20000).hex()}) + "\n" for number in range(200)))
    budget = {"KB_DISK_MAX": str(4 << 20)}
    run = tools.index("import", "big.jsonl", "--batch", "10", env=budget)
    run.failure(2, "this write needs about [0-9]+ bytes of disk; of the budget of 4194304 bytes")
    kept = tools.index("stats", "--json").json("kb.stats/1")["base"]["articles"]
    assert 0 < kept < 200 and kept % 10 == 0, kept
    size = sum(os.path.getsize(os.path.join(folder, name))
               for folder, _, names in os.walk(tools.path("support.kb")) for name in names)
    assert size <= 4 << 20, size
    tools.index("verify").exits(0)
    again = imported(tools, "big.jsonl", "--batch", "10")
    assert (again["unchanged"], again["added"]) == (kept, 200 - kept), again
    tools.write("kb.toml", "memory_max = 1048576\n")
    tools.write("huge.jsonl", json.dumps({"id": "huge", "title": "Huge",
                                          "resolution": "word " * 150000}) + "\n")
    tools.index("import", "huge.jsonl").failure(2, "this write needs about [0-9]+ bytes of memory")
    tools.index("stats", env={"KB_DISK_MAX": "much"}).exits(0)  # reading needs no budget
    tools.index("import", "huge.jsonl", env={"KB_DISK_MAX": "much"}).failure(2, "KB_DISK_MAX")
    tools.index("import", "huge.jsonl", env={"KB_DISK_MAX": "1000"}).failure(2, "at least 1048576")
