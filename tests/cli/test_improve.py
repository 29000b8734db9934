# SPDX-License-Identifier: Apache-2.0
"""Capturing and improving: what it prints, what it writes, who may."""

import articles
from harness import ids, test


@test("capture writes a new article that the next search finds, linked to its case")
def _(tools):
    tools.base()
    run = tools.index("capture", "--query", "headset has no sound", "--issue", "silent in meetings",
                      "--env", "os=Windows 11", "--case", "CASE-9", "--product", "headset",
                      "--json").exits(0)
    document = run.json("kb.capture/1")
    assert document["kind"] == "captured" and document["id"], document
    assert document["state"]["confidence"] == "work_in_progress", document
    assert ids(tools.index("search", "headset", "--json")) == [document["id"]]
    article = tools.index("show", document["id"], "--json").json("kb.article/1")["article"]
    assert "silent in meetings" in [each["text"] for each in article["issue"]], article
    assert article["environment"] == [{"name": "os", "value": "Windows 11"}], article


@test("capture of something known exits 1, names the article and the flag that forces it")
def _(tools):
    tools.base()
    same = ("capture", "--query", "VPN drops after five minutes", "--issue",
            "vpn keeps dropping on the train", "--resolution",
            "Set the keep-alive interval to 30 seconds. The error 0x800704C9 is gone then.",
            "--env", "os=Windows 11")
    before = tools.index("stats", "--json").json("kb.stats/1")["base"]["articles"]
    known = tools.index(*same).exits(1).says(r"^known vpn-drops")
    known.complains("--force").complains("kb-index link CASE vpn-drops")
    assert tools.index("stats", "--json").json("kb.stats/1")["base"]["articles"] == before
    tools.index(*same, "--dry-run", "--force").exits(0).says("^would capture")
    assert tools.index("stats", "--json").json("kb.stats/1")["base"]["articles"] == before
    tools.index(*same, "--force").exits(0).says("^captured ").says("similar:\nvpn-drops ")
    assert tools.index("stats", "--json").json("kb.stats/1")["base"]["articles"] == before + 1


@test("add takes Markdown and JSON, from a file and from a pipe, and prints the id")
def _(tools):
    tools.base()
    tools.write("battery.md", "---\nproduct: laptop\nenvironment:\n  os: Linux\n---\n"
                              "# Battery drains overnight\n\n## Issue\n\nempty every morning\n\n"
                              "## Resolution\n\nSwitch off wake timers.\n")
    run = tools.index("add", "battery.md", "--json").exits(0).json("kb.put/1")
    assert run["created"] and run["version"] == 1, run
    assert run["state"]["confidence"] == "not_validated", run
    shown = tools.index("show", run["id"], "--json").json("kb.article/1")["article"]
    assert shown["title"] == "Battery drains overnight", shown
    assert "wake timers" in shown["resolution"], shown
    text = '{"id":"lid-1","title":"Lid sensor","issue":["lid"],"confidence":"work_in_progress"}'
    tools.index("add", "-", "--from", "json", stdin=text).exits(0).says(
        "^added lid-1, now version 1")
    tools.index("add", "-", stdin="# Fan is loud\n\n## Issue\n\nloud fan\n").exits(0).says(
        r"^added KB-\d+, now version 1, work in progress, internal")
    assert len(ids(tools.index("search", "fan", "loud", "--json"))) == 1


@test("edit makes a version, adds statements, and does nothing twice")
def _(tools):
    tools.base()
    tools.write("fix.md", "Use the new client.\n")
    tools.index("edit", "vpn-drops", "--set", "resolution=@fix.md", "--set",
                "keywords=tunnel|wifi", "--add-issue", "drops when the lid closes").exits(0).says(
                    "^edited vpn-drops, now version 2")
    article = tools.index("show", "vpn-drops", "--json").json("kb.article/1")["article"]
    assert article["resolution"].strip() == "Use the new client.", article
    assert article["keywords"] == ["tunnel", "wifi"], article
    assert [each["text"] for each in article["issue"]] == [
        "vpn keeps dropping on the train", "drops when the lid closes"], article
    assert ids(tools.index("search", "lid", "closes", "--json")) == ["vpn-drops"]
    tools.index("edit", "vpn-drops", "--set", "resolution=@fix.md").exits(0).says("as it was")
    tools.index("edit", "vpn-drops", "--set", "cause=@@home").exits(0)
    assert tools.index("show", "vpn-drops", "--json").json("kb.article/1")["article"][
        "cause"] == "@home"


@test("edit refuses what it cannot do, and says what it could")
def _(tools):
    tools.base()
    edit = ("edit", "vpn-drops")
    tools.index(*edit).failure(2, "nothing to edit")
    tools.index(*edit, "--set", "titel=x").failure(2, "did you mean title")
    tools.index(*edit, "--set", "issue=x").failure(2, "--add-issue")
    tools.index(*edit, "--set", "title").failure(2, "field=value")
    tools.index(*edit, "--set", "cause=@missing.md").failure(5, "missing.md")
    tools.index("edit", "nowhere", "--set", "cause=x").failure(1, "nowhere")
    tools.index(*edit, "--set", "cause=x", "--expect-version", "7").failure(7, "7|version")


@test("a state change is in force when the command returns")
def _(tools):
    tools.base()
    customer = ("search", "scanner", "--as", "customer", "--json")
    tools.index(*customer).exits(1)
    tools.index("state", "scanner-paper", "--confidence", "validated").exits(0).says(
        "validated, customer")
    assert ids(tools.index(*customer)) == ["scanner-paper"]
    tools.index("state", "scanner-paper", "--audience", "internal", "--reason", "x").exits(0)
    tools.index(*customer).exits(1)
    tools.index("state", "scanner-paper", "--confidence", "archived", "--reason", "sold").exits(0)
    tools.index("search", "scanner").exits(1)
    tools.index("show", "scanner-paper").exits(0).says("archived: sold")
    tools.index("state", "scanner-paper").failure(2, "nothing to change")


@test("who has not the licence is told which one is missing, exit 6")
def _(tools):
    tools.base()
    tools.index("state", "scanner-paper", "--confidence", "validated", "--by", "cleo").failure(
        6, "cleo.*publisher")
    tools.index("state", "vpn-drops", "--audience", "internal", "--by", "cleo").failure(6)
    tools.index("import", "-", "--from", "jsonl", "--by", "ben", stdin='{"title":"x"}\n').failure(
        6, "publisher")
    tools.index("person", "add", "dan", "--licence", "coach", "--by", "ben").failure(6, "coach")
    tools.index("capture", "--query", "new words here", "--by", "nobody-knows").failure(6)
    tools.index("edit", "vpn-drops", "--set", "cause=x", "--by", "cleo",
                "--json").json_failure(6, "permission_denied")


@test("people are added, changed and listed")
def _(tools):
    tools.base()
    tools.index("person", "add", "dan", "--licence", "candidate", "--name", "Dan D.").exits(0).says(
        "dan is a candidate")
    tools.index("person", "add", "dan", "--licence", "publisher").exits(0)
    people = tools.index("person", "list", "--json").exits(0).json("kb.people/1")["people"]
    assert {each["id"]: each["licence"] for each in people} == {
        "ana": "coach", "ben": "contributor", "cleo": "candidate", "dan": "publisher"}, people
    tools.index("person", "list").exits(0).says(r"ben +contributor")
    tools.index("person", "add", "eve").failure(2, "--licence")


@test("flags are raised, listed and resolved")
def _(tools):
    tools.base()
    tools.index("flags", "--open").exits(1).complains("no flag is open")
    tools.index("flag", "vpn-drops", "--kind", "outdated", "--text", "client 5 differs").exits(
        0).says("^flag 1 on vpn-drops version 1: outdated, open")
    tools.index("flag", "printer-offline", "--text", "typo").exits(0).says("^flag 2 .* other")
    listed = tools.index("flags", "--open", "--json").exits(0).json("kb.flags/1")["flags"]
    assert [(each["number"], each["article"]) for each in listed] == [
        (1, "vpn-drops"), (2, "printer-offline")], listed
    tools.index("flag", "--resolve", "1", "--text", "rewritten").exits(0).says("resolved")
    tools.index("flags", "--open").exits(0).says(r"^2 ").says_not("vpn-drops")
    tools.index("flags", "vpn-drops").exits(0).says("client 5 differs -> rewritten")
    tools.index("flag", "--resolve", "9", "--text", "x").failure(1)
    tools.index("flag", "--text", "x").failure(2, "ID")
    tools.index("flag", "nowhere", "--text", "x").failure(1, "nowhere")


@test("a link is counted as use, the same again is not, and unlink takes it back")
def _(tools):
    tools.base()
    tools.index("link", "CASE-9", "vpn-drops").exits(0).says(
        "^CASE-9 -> vpn-drops version 1, resolved by known")
    tools.index("link", "CASE-9", "vpn-drops").exits(0)
    tools.index("link", "CASE-10", "vpn-drops", "--json").exits(0).json("kb.link/1")
    hit = tools.index("search", "vpn", "--json").json("kb.search/1")["hits"][0]
    assert hit["used"]["links"] == 2 and hit["used"]["last"], hit
    tools.index("search", "vpn").says("used 2x, last today")
    tools.index("unlink", "CASE-10", "vpn-drops").exits(0).says("no longer linked")
    hit = tools.index("search", "vpn", "--json").json("kb.search/1")["hits"][0]
    assert hit["used"]["links"] == 1, hit
    tools.index("unlink", "CASE-77", "vpn-drops").failure(1)
    tools.index("link", "CASE-9", "nowhere").failure(1, "nowhere")


@test("an edit does not empty a mandatory field of a published article")
def _(tools):
    tools.base()
    name = articles.VPN["id"]
    before = tools.index("show", name).exits(0).stdout
    run = tools.index("edit", name, "--set", "resolution=")
    run.failure(2, "is validated and would be incomplete: .*resolution")
    assert tools.index("show", name).exits(0).stdout == before
