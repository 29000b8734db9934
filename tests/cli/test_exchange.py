# SPDX-License-Identifier: Apache-2.0
"""In and out: import, export, sync, events."""

import json
import os
import signal
import time

import articles
from harness import ids, test


def counts(run, schema="kb.import/1"):
    document = run.json(schema)
    assert (document["read"] == document["added"] + document["updated"] + document["unchanged"]
            + document["refused"]), document
    return tuple(document[name] for name in ("added", "updated", "unchanged", "refused"))


def number_of_articles(tools):
    return tools.index("stats", "--json").json("kb.stats/1")["base"]["articles"]


@test("import counts what it did, and the second time finds all unchanged")
def _(tools):
    tools.empty_base()
    tools.write("a.jsonl", articles.jsonl(articles.ALL))
    assert counts(tools.index("import", "a.jsonl", "--json").exits(0)) == (6, 0, 0, 0)
    assert counts(tools.index("import", "a.jsonl", "--json").exits(0)) == (0, 0, 6, 0)
    changed = [dict(articles.VPN, cause="A short lease")] + articles.ALL[1:]
    tools.write("a.jsonl", articles.jsonl(changed))
    tools.index("import", "a.jsonl").exits(0).says(
        "^6 articles read: 0 added, 1 updated, 5 unchanged, 0 refused\n$")


@test("import --dry-run writes nothing")
def _(tools):
    tools.empty_base()
    tools.write("a.jsonl", articles.jsonl(articles.ALL))
    tools.index("import", "a.jsonl", "--dry-run").exits(0).says(
        "^dry run: 6 articles read: 6 added")
    assert number_of_articles(tools) == 0


@test("import refuses single records by line, takes the rest, exits 3 and writes the report")
def _(tools):
    tools.empty_base()
    lines = [json.dumps(articles.VPN), "this is not JSON", json.dumps({"title": ""}),
             json.dumps(articles.PRINTER), "{\"title\": \"\xff\"}"]
    tools.write("mixed.jsonl", "\n".join(lines).encode("latin-1") + b"\n")
    run = tools.index("import", "mixed.jsonl", "--report", "rejects.jsonl").exits(3)
    run.says("^5 articles read: 2 added, 0 updated, 0 unchanged, 3 refused")
    run.complains(r"refused mixed\.jsonl:2: ")
    rejects = [json.loads(line) for line in tools.read("rejects.jsonl").splitlines()]
    rejects = [each for each in rejects if each["kind"] == "refused"]
    assert [each["line"] for each in rejects] == [2, 3, 5], rejects
    assert all(each["reason"] and each["file"].endswith("mixed.jsonl") for each in rejects), rejects
    assert number_of_articles(tools) == 2


@test("import maps the names of another system")
def _(tools):
    tools.empty_base()
    tools.write("corpus.jsonl",
                '{"_id":"d1","title":"Kernel panic","text":"Update the driver."}\n')
    tools.index("import", "corpus.jsonl", "--map", "id=_id,title=title,resolution=text",
                "--language", "en", "--audience", "public", "--confidence",
                "not_validated").exits(0)
    article = tools.index("show", "d1", "--json").json("kb.article/1")["article"]
    assert article["resolution"] == "Update the driver.", article
    assert (article["audience"], article["confidence"]) == ("public", "not_validated"), article
    tools.index("import", "corpus.jsonl", "--map", "titel=title").failure(2, "title")


@test("import reads CSV, HTML and Markdown folders")
def _(tools):
    tools.empty_base()
    tools.write("faq.csv", 'id,title,resolution\nc1,Coffee machine,"Press ""on"""\n')
    tools.index("import", "faq.csv").exits(0).says("1 added")
    assert tools.index("show", "c1", "--json").json("kb.article/1")["article"][
        "resolution"] == 'Press "on"'
    tools.write("docs/net/dns.md", "# DNS fails\n\n## Resolution\n\nFlush the cache.\n")
    tools.write("docs/page.html", "<html><head><title>Badge reader</title></head><body>"
                                  "<p>Wipe the badge.</p></body></html>")
    tools.index("import", "docs").exits(0).says("2 added")
    assert ids(tools.index("search", "flush", "cache", "--json")) == ["net/dns"]
    assert len(ids(tools.index("search", "badge", "--json"))) == 1


@test("export is complete: restored and exported again, it is the same byte for byte")
def _(tools):
    tools.base()
    tools.index("edit", "vpn-drops", "--add-issue", "drops on the ferry").exits(0)
    tools.index("link", "C-1", "vpn-drops").exits(0)
    first = tools.index("export").exits(0).complains(
        "6 articles written, and everything else the base holds")
    tools.write("all.jsonl", first.stdout)
    tools.index("init", "second.kb").exits(0)
    lines = first.stdout.count("\n")
    tools.index("import", "all.jsonl", "--restore", "--dry-run", "--base", "second.kb").exits(
        0).says(f"^dry run: {lines} records read: {lines} added")
    tools.index("import", "all.jsonl", "--restore", "--base", "second.kb").exits(0).says(
        f"^{lines} records read: {lines} added, 0 updated, 0 unchanged, 0 refused\n$")
    second = tools.index("export", "--base", "second.kb", "--quiet").exits(0).is_quiet()
    assert first.stdout == second.stdout
    tools.index("verify", "--base", "second.kb").exits(0)
    tools.index("import", "all.jsonl", "--restore", "--base", "second.kb").exits(0).says(
        f"^{lines} records read: 0 added, 0 updated, {lines} unchanged")
    tools.index("edit", "vpn-drops", "--add-issue", "again", "--base", "second.kb").exits(0)
    tools.index("import", "all.jsonl", "--restore", "--base", "second.kb").exits(2).complains(
        "holds articles or events of its own")


@test("import of a complete export takes the articles and passes over the rest")
def _(tools):
    tools.base()
    first = tools.index("export").exits(0)
    tools.index("init", "second.kb").exits(0)
    tools.index("import", "-", "--from", "jsonl", "--base", "second.kb",
                stdin=first.stdout).exits(0).complains("records beside articles were passed over")
    second = tools.index("export", "--articles", "--archived", "--base", "second.kb").exits(0)
    plain = tools.index("export", "--articles", "--archived", "--base", "support.kb").exits(0)

    def content(text):
        kept = ("version", "modified", "modified_by", "created", "created_by")
        read = [json.loads(line) for line in text.splitlines()]
        return sorted(json.dumps({key: value for key, value in article.items() if key not in kept},
                                 sort_keys=True) for article in read)
    assert len(content(plain.stdout)) == 6
    assert content(plain.stdout) == content(second.stdout)


@test("a restore refuses a file with a fault by line, writes nothing, and needs a coach")
def _(tools):
    tools.base()
    lines = tools.index("export").exits(0).stdout.splitlines()
    tools.index("init", "second.kb").exits(0)
    broken = list(lines)
    at = next(i for i, line in enumerate(lines) if line.startswith('{"schema":"kb.audit/1"'))
    broken[at] = lines[at].replace('"article_number":', '"article_numbr":')
    tools.write("broken.jsonl", "\n".join(broken) + "\n")
    run = tools.index("import", "broken.jsonl", "--restore", "--base", "second.kb", "--report",
                      "rejects.jsonl").exits(3)
    run.complains(fr"refused broken\.jsonl:{at + 1}: member 'article_num")
    run.complains("nothing was written")
    rejects = [json.loads(line) for line in tools.read("rejects.jsonl").splitlines()]
    assert rejects[0]["line"] == at + 1, rejects
    stats = tools.index("stats", "--json", "--base", "second.kb").json("kb.stats/1")["base"]
    assert stats["articles"] == 0, stats
    tools.index("person", "add", "paul", "--licence", "publisher", "--base", "second.kb").exits(0)
    tools.write("all.jsonl", "\n".join(lines) + "\n")
    tools.index("import", "all.jsonl", "--restore", "--by", "paul", "--base", "second.kb").exits(
        6).complains("needs a coach")
    tools.index("import", "-", "--restore", "--base", "second.kb",
                stdin="\n".join(lines) + "\n").exits(0)


@test("export writes only what the viewer may read, in every format")
def _(tools):
    tools.base()
    public = tools.index("export", "--as", "public").exits(0).stdout
    assert sorted(json.loads(line)["id"] for line in public.splitlines()) == [
        "hostile", "vpn-drops"], public
    tools.index("export", "--format", "csv", "--to", "all.csv").exits(0).says(
        "5 articles written to all.csv")
    assert "vpn-drops" in tools.read("all.csv") and "modem-old" not in tools.read("all.csv")
    tools.index("export", "--format", "markdown", "--to", "docs", "--as", "customer",
                "--json").exits(0).json("kb.export/1")
    names = [name for _, _, files in os.walk(tools.path("docs")) for name in files]
    assert len(names) == 3, names


@test("sync plans, adds, updates by content, and archives what vanished")
def _(tools):
    tools.base()
    dns = "# DNS fails\n\n## Issue\n\nno names\n\n## Resolution\n\nFlush it.\n"
    fan = "# Fan is loud\n\n## Issue\n\nnoise\n\n## Resolution\n\nClean it.\n"
    tools.write("docs/dns.md", dns)
    tools.write("docs/fan.md", fan)
    plan = tools.index("sync", "docs", "--dry-run").exits(0)
    plan.says(r"^add +dns\nadd +fan\ndry run: 2 read: 2 new, 0 changed, 0 unchanged")
    assert number_of_articles(tools) == 6
    tools.index("sync", "docs/").exits(0).says("^2 read: 2 new")
    tools.index("sync", "docs").exits(0).says("^2 read: 0 new, 0 changed, 2 unchanged")
    tools.write("docs/dns.md", dns.replace("Flush it", "Restart"))
    os.remove(tools.path("docs", "fan.md"))
    document = tools.index("sync", "docs", "--json").exits(0).json("kb.sync/1")
    assert [(step["step"], step["id"]) for step in document["steps"]] == [
        ("update", "dns"), ("archive", "fan")], document
    tools.index("search", "fan").exits(1)
    tools.index("show", "fan").exits(0).says("archived: no longer in docs")
    tools.index("show", "vpn-drops").exits(0).says("validated")  # not from the folder: untouched
    tools.write("docs/fan.md", fan)
    tools.index("sync", "docs").exits(0).says("0 new, 1 changed, 1 unchanged")
    assert ids(tools.index("search", "fan", "--json")) == ["fan"]


@test("a second import keeps what people changed, and refuses what both changed")
def _(tools):
    tools.empty_base()
    vpn = {"id": "vpn", "title": "VPN drops", "issue": [{"text": "vpn drops"}],
           "resolution": "Update the client.", "confidence": "validated", "audience": "public"}
    dns = {**vpn, "id": "dns", "title": "DNS fails", "issue": [{"text": "no names"}]}
    tools.write("all.jsonl", articles.jsonl([vpn, dns]))
    tools.index("import", "all.jsonl").exits(0).says("2 added")
    tools.index("edit", "vpn", "--set", "resolution=Update it, then restart.").exits(0)
    tools.index("state", "vpn", "--audience", "internal", "--reason", "names a host").exits(0)
    for flags in (["--dry-run"], []):
        tools.index("import", "all.jsonl", *flags).exits(0).says("0 updated, 2 unchanged")
    tools.index("show", "vpn").exits(0).says("then restart").says("internal")
    tools.index("show", "vpn", "--as", "public").exits(1)
    tools.write("all.jsonl", articles.jsonl([{**vpn, "resolution": "Call us."},
                                             {**dns, "resolution": "Call us."}]))
    for flags in (["--dry-run"], []):
        run = tools.index("import", "all.jsonl", *flags).exits(3)
        run.says("1 updated, 0 unchanged, 1 refused")
        run.complains("vpn was changed here since version 1 of it was imported")
    tools.index("show", "vpn").exits(0).says("then restart")
    tools.write("own.jsonl", articles.jsonl([
        {"id": "vpn", "title": "VPN drops", "issue": [{"text": "vpn drops"}],
         "resolution": "Call us."}]))
    tools.index("import", "own.jsonl", "--overwrite").exits(0).says("1 updated")
    tools.index("show", "vpn").exits(0).says("Call us").says("internal")


@test("an import does not take the place of an article that was written in the base")
def _(tools):
    tools.base()
    tools.index("capture", "--query", "kettle boils over slowly", "--force", "--json").exits(0)
    own = ids(tools.index("search", "kettle", "--json"))[0]
    tools.write("in.jsonl", articles.jsonl([
        {"id": own, "title": "Kettle", "issue": [{"text": "x"}], "resolution": "y"}]))
    tools.index("import", "in.jsonl").exits(3).complains("was written here, not imported")


@test("two records of one id in an import: the second is refused")
def _(tools):
    tools.empty_base()
    tools.write("in.jsonl", articles.jsonl([articles.VPN, {**articles.VPN, "title": "Another"}]))
    for _ in range(2):
        run = tools.index("import", "in.jsonl").exits(3)
        run.complains("in.jsonl:2.*has an article of that id already")
    tools.index("show", articles.VPN["id"], "--json").exits(0)
    assert ids(tools.index("search", "Another", "--json").exits(1)) == []


@test("sync keeps what people changed although its document is gone")
def _(tools):
    tools.base()
    for name in ("a", "b"):
        tools.write(f"docs/{name}.md", f"# Title {name}\n\n## Issue\n\nwords {name}\n")
    tools.index("sync", "docs").exits(0)
    tools.index("edit", "a", "--set", "cause=a fan").exits(0)
    os.remove(tools.path("docs", "a.md"))
    run = tools.index("sync", "docs").exits(3)
    run.complains("a has no document any more, but people changed it").says("0 vanished")
    tools.index("show", "a").exits(0).says_not("archived")
    tools.index("search", "words").exits(0).says("Title a")


@test("sync leaves archived what people archived")
def _(tools):
    tools.empty_base()
    tools.write("docs/a.md", "# One thing\n\n## Issue\n\nx\n\n## Resolution\n\nx.\n")
    tools.write("docs/b.md", "# Another thing\n\n## Issue\n\ny\n\n## Resolution\n\ny.\n")
    tools.index("sync", "docs").exits(0)
    tools.index("state", "a", "--confidence", "archived", "--reason", "wrong").exits(0)
    tools.index("sync", "docs").exits(0).says("0 new, 0 changed, 2 unchanged")
    tools.index("show", "a").exits(0).says("archived: wrong")


@test("sync of another folder of the same name archives nothing")
def _(tools):
    tools.empty_base()
    tools.write("docs/a.md", "# One thing\n\n## Issue\n\nx\n\n## Resolution\n\nx.\n")
    tools.write("other/docs/b.md", "# Another\n\n## Issue\n\ny\n\n## Resolution\n\ny.\n")
    tools.index("sync", "docs").exits(0)
    tools.index("sync", "other/docs").exits(0).complains("needs --source")
    assert ids(tools.index("search", "thing", "--json")) == ["a"]


@test("sync archives nothing where a document could not be read or the folder is empty")
def _(tools):
    tools.empty_base()
    tools.write("docs/a.md", "# One thing\n\n## Resolution\n\nx.\n")
    tools.write("docs/b.md", "# Another thing\n\n## Resolution\n\ny.\n")
    tools.index("sync", "docs").exits(0)
    tools.write("docs/a.md", b"# broken \xff\xfe\n")
    run = tools.index("sync", "docs").exits(3)
    run.complains("nothing was archived, because some documents were refused")
    os.remove(tools.path("docs", "a.md"))
    os.remove(tools.path("docs", "b.md"))
    tools.index("sync", "docs").exits(0).complains("no document at all")
    assert len(ids(tools.index("search", "thing", "--json"))) == 2
    tools.index("sync", "nowhere").failure(5, "nowhere")


@test("events are recorded once, and refused by line")
def _(tools):
    tools.base()
    event = {"event_id": "e1", "ts": "2026-03-01T10:00:00Z", "type": "search", "text": "vpn",
             "query_id": "q1", "result_count": 1, "actor": {"anon_id": "a1"}}
    lines = [event, dict(event, event_id="e2"), dict(event, event_id="e3", type="dance")]
    tools.write("events.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    run = tools.index("events", "import", "events.jsonl", "--json").exits(3)
    assert counts(run, "kb.events/1") == (2, 0, 0, 1)
    assert [each["line"] for each in run.is_quiet().json("kb.events/1")["rejects"]] == [3], run
    again = tools.index("events", "import", "-", "--json", stdin=json.dumps(event) + "\n").exits(0)
    assert counts(again, "kb.events/1") == (0, 0, 1, 0)
    assert tools.index("stats", "--json").json("kb.stats/1")["base"]["events"] == 2


def big_article(number):
    return {"id": f"a{number}", "title": f"Title {number}", "resolution": "x", "cause": "y" * 8000}


def interrupt_import(tools, sent, code):
    """An import of 400 articles that gets a signal; how many it kept."""
    tools.empty_base()
    process = tools.start("kb-index", "import", "-", "--from", "jsonl", "--batch", "10",
                          stdin=-1, stdout=-1, stderr=-1)

    def feed(first, last):
        for number in range(first, last):
            process.stdin.write(json.dumps(big_article(number)).encode() + b"\n")
        process.stdin.flush()
    feed(0, 40)
    time.sleep(1.0)  # it has begun to read
    process.send_signal(sent)
    try:
        feed(40, 400)
        process.stdin.close()
    except BrokenPipeError:
        pass  # it stopped reading, as it should
    process.stdin = None
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == code, (process.returncode, complaint)
    assert complaint.count(b"\n") == 1 and b"interrupted after" in complaint, complaint
    assert b"kept" in complaint and b"run it again" in complaint, complaint
    kept = number_of_articles(tools)
    assert 10 <= kept < 400 and kept % 10 == 0, kept
    tools.index("verify").exits(0)
    return kept


@test("an interrupted import keeps its finished batches, says so and exits 130")
def _(tools):
    kept = interrupt_import(tools, signal.SIGINT, 130)
    everything = articles.jsonl([big_article(number) for number in range(400)])
    again = tools.index("import", "-", "--from", "jsonl", "--json", stdin=everything).exits(0)
    assert counts(again) == (400 - kept, 0, kept, 0), (kept, counts(again))


@test("a terminated import does the same and exits 143")
def _(tools):
    kept = interrupt_import(tools, signal.SIGTERM, 143)
    everything = articles.jsonl([big_article(number) for number in range(400)])
    again = tools.index("import", "-", "--from", "jsonl", "--json", stdin=everything).exits(0)
    assert counts(again) == (400 - kept, 0, kept, 0), (kept, counts(again))


@test("an interrupted export says so and exits 130, a terminated one 143")
def _(tools):
    tools.empty_base()
    tools.write("many.jsonl", articles.jsonl([big_article(number) for number in range(3000)]))
    tools.index("import", "many.jsonl").exits(0)
    for sent, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        process = tools.start("kb-index", "export", "--articles", stdout=-1, stderr=-1)
        process.stdout.read(1)  # it has begun, and waits until somebody reads on
        process.send_signal(sent)
        written, complaint = process.communicate(timeout=60)
        assert process.returncode == code, (process.returncode, complaint)
        assert b"interrupted after" in complaint and b"run it again" in complaint, complaint
        assert written.count(b"\n") < 3000, len(written)


@test("progress is shown when it is asked for, on stderr only")
def _(tools):
    tools.empty_base()
    many = articles.jsonl([dict(articles.VPN, id=f"a{number}") for number in range(50)])
    quiet = tools.index("import", "-", "--from", "jsonl", stdin=many).exits(0)
    assert "a second" not in quiet.stderr, quiet


@test("CSV and Markdown show control characters, JSONL keeps them")
def _(tools):
    tools.base()
    tools.index("export", "--format", "csv", "--to", "all.csv").exits(0)
    tools.index("export", "--format", "markdown", "--to", "docs").exits(0)
    tools.index("export", "--to", "all.jsonl", "--articles").exits(0)
    for text in (tools.read("all.csv"), tools.read("docs/hostile.md")):
        assert "evil" in text and "\x1b" not in text and "\x07" not in text, text
    texts = [json.loads(line)["resolution"] for line in tools.read("all.jsonl").splitlines()]
    assert articles.HOSTILE["resolution"] in texts, texts


@test("an empty file of JSON lines is zero articles, as an empty base exports it")
def _(tools):
    tools.empty_base()
    tools.index("export", "--articles", "--to", "none.jsonl").exits(0)
    assert tools.read("none.jsonl") == ""
    assert counts(tools.index("import", "none.jsonl", "--json").exits(0)) == (0, 0, 0, 0)
    tools.index("events", "import", "none.jsonl").exits(0)


@test("JSON is not taken for a document that somebody wrote")
def _(tools):
    tools.empty_base()
    tools.write("a.jsonl", articles.jsonl(articles.ALL))
    tools.write("a.md", "\n " + articles.jsonl([articles.VPN]))
    tools.index("import", "a.jsonl", "--from", "markdown").failure(2, "a.jsonl holds JSON", "jsonl")
    for name in ("a.jsonl", "a.md"):
        tools.index("add", name).failure(2, "holds JSON", "import --from jsonl")
    tools.write("b.md", "{braces} open this text\n\n# Title\n\nText.\n")
    tools.index("import", "b.md").exits(0)
