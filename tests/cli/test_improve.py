# SPDX-License-Identifier: Apache-2.0
"""Capturing and improving: what it prints, what it writes, who may."""

import json

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
    tools.index("edit", "vpn-drops", "--set", "cause=x", "--by", "cleo", "--no-propose",
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


@test("an edit without the licence for it waits as a proposal until somebody accepts it")
def _(tools):
    tools.base()
    edit = ("edit", "vpn-drops", "--set", "cause=a short lease", "--by", "cleo")
    tools.index(*edit, "--no-propose").failure(6, "cleo is a candidate")
    tools.index("proposals").exits(1).complains("there are no proposals")
    run = tools.index(*edit, "--reason", "seen twice").exits(0)
    run.says("^proposal 1 on vpn-drops version 1: cause, open").complains("needs a publisher")
    tools.index("proposals", "--open").exits(0).says(
        "^1 +open +vpn-drops .* cleo +cause +seen twice")
    tools.index("proposal", "1").exits(0).says("by cleo .candidate.").says(
        r"cause\n  \+ a short lease")
    tools.index("queue", "--kind", "proposal").exits(0).says("proposal 1 +vpn-drops")
    tools.index("accept", "1", "--by", "cleo").failure(6, "publisher")
    tools.index("accept", "1", "--reason", "true").exits(0).says("^edited vpn-drops, now version 2")
    tools.index("show", "vpn-drops", "--history").exits(0).says("accept .*proposed by cleo")
    tools.index("accept", "1").failure(7, "accepted by")
    tools.index("proposals", "--open").exits(1).complains("no proposal is open")
    document = tools.index("proposal", "1", "--json").json("kb.proposal/1")
    assert document["proposal"]["version_made"] == 2, document
    assert document["fields"] == [{"field": "cause", "before": [],
                                   "after": ["a short lease"]}], document


@test("a proposal that somebody overtook says which field, and is rejected with a reason")
def _(tools):
    tools.base()
    tools.index("edit", "vpn-drops", "--set", "cause=a fan", "--by", "ben").exits(0)
    tools.index("edit", "vpn-drops", "--set", "cause=a lease").exits(0)
    tools.index("accept", "1").failure(7, "version 2 now with another cause")
    tools.index("proposal", "1").exits(0).says("since version 1 somebody changed cause")
    tools.index("reject", "1").failure(2, "needs a reason")
    tools.index("reject", "1", "--reason", "no").exits(0).says("rejected")
    tools.index("edit", "vpn-drops", "--set", "cause=a cat", "--propose").exits(0).says(
        "proposal 2")
    tools.index("reject", "2").exits(0).says("withdrawn")
    tools.index("accept", "9").failure(1, "there is no proposal 9")
    tools.index("reject", "0").failure(2, "0")


@test("the queue says what waits, for whom and how long; nothing waiting is 1")
def _(tools):
    tools.base()
    tools.index("queue", "--kind", "flag").exits(1).complains("nothing waits")
    tools.index("flag", "vpn-drops", "--kind", "outdated", "--text", "menu moved", "--by",
                "ben").exits(0)
    tools.index("queue", "--kind", "flag").exits(0).says(
        "^0 min +flag 1 +vpn-drops .*ben .*: menu moved")
    tools.index("capture", "--query", "plotter draws circles", "--by", "ben").exits(0)
    document = tools.index("queue", "--of", "ben", "--json").json("kb.queue/1")
    assert {each["kind"] for each in document["items"]} == {"flag", "work_in_progress"}, document
    tools.index("queue", "--kind", "party").failure(2, "party")
    tools.index("queue", "--domain", "no-such").exits(1)
    tools.index("waiting", "vpn-drops").exits(0).says("flag 1 +ben +as it was +menu moved")
    tools.index("edit", "vpn-drops", "--set", "cause=a fan").exits(0)
    tools.index("waiting", "vpn-drops", "--changed").exits(0).says("changed since")
    tools.index("waiting", "no-such").failure(1, "no-such")


@test("what was done to an article for a case is told with its link")
def _(tools):
    tools.base()
    tools.index("link", "CASE-9", "vpn-drops").exits(0)
    tools.index("edit", "vpn-drops", "--set", "cause=a fan", "--case", "CASE-9").exits(0)
    tools.index("links", "--case", "CASE-9").exits(0).says("resolved by known +improved")
    tools.index("flag", "vpn-drops", "--case", "CASE-9").exits(0)
    links = tools.index("links", "--json").json("kb.links/1")["links"]
    assert [each["use"] for each in links if each["case"] == "CASE-9"] == ["flagged"], links


@test("undo takes an import back, and leaves what somebody changed since")
def _(tools):
    tools.base()
    tools.write("more/a.md", "---\nid: undo-a\nconfidence: validated\n---\n# Undo a\n\n"
                             "## Issue\n\nundo words\n")
    tools.write("more/b.md", "---\nid: vpn-drops\n---\n# Another title\n\n## Issue\n\nother\n")
    tools.index("import", "more", "--overwrite").exits(0)
    log = tools.index("log", "--articles", "-n", "1", "--json").json("kb.changes/1")
    change = log["changes"][0]
    assert {each["id"] for each in change["articles"]} == {"undo-a", "vpn-drops"}, change
    number = str(change["number"])
    tools.index("log", "-n", "1").exits(0).says(f"^{number} .*put .*undo-a new")
    tools.index("undo", number, "--dry-run").exits(0).says("would do: 1 restored, 1 archived")
    tools.index("undo", number, "--by", "ben").failure(6, "publisher")
    tools.index("undo", number, "--reason", "wrong folder").exits(0).says("^1 restored, 1 archived")
    assert ids(tools.index("search", "undo words", "--json")) == []
    tools.index("show", "vpn-drops").exits(0).says("VPN drops")
    tools.index("undo", number).exits(0).says("^0 restored, 0 archived, 2 as they were before")
    tools.index("undo", "99999").failure(1, "there is no change 99999")
    tools.index("undo", "1").failure(2, "not taken back this way")
    tools.index("undo", number, "1").failure(2, "the older first")


@test("the policy is shown, checked, tried and set, and holds from then on")
def _(tools):
    tools.base()
    tools.index("policy", "show").exits(0).says("found before it is validated by: internal\n").says(
        "link +candidate +candidate +candidate").says("create archived +nobody .*not born archived")
    run = tools.index("policy", "show", "--json").exits(0)
    policy = run.json("kb.policy/1")
    policy["rules"]["link"]["own"] = "publisher"
    policy["partner_reads_not_validated"] = True
    tools.write("ours.json", json.dumps(policy))
    tools.index("policy", "check", "ours.json").exits(0).says("^$")
    moved = tools.index("policy", "set", "ours.json", "--dry-run", "--json").json(
        "kb.policy_change/1")
    assert moved["changed"] and moved["dry_run"] and moved["rules"] == ["link"], moved
    tools.index("link", "CASE-1", "vpn-drops", "--by", "ben").exits(0)
    tools.index("policy", "set", "ours.json", "--by", "ben").failure(6, "coach")
    tools.index("policy", "set", "ours.json", "--reason", "council").exits(0).says(
        "^1 rules changed, ")
    tools.index("link", "CASE-2", "vpn-drops", "--by", "ben").failure(6, "needs a publisher")
    tools.index("policy", "set", "ours.json").exits(0).says("that already")
    tools.index("log", "-n", "1").exits(0).says("options +ana")


@test("a policy that is wrong or locks everybody out is refused with the place")
def _(tools):
    tools.base()
    for text, says in [("{", "byte"), ("{}", "schema"),
                       ('{"schema":"kb.policy/1","rules":{"linkk":{}}}', "did you mean .link"),
                       ('{"schema":"kb.policy/1","rules":{"link":{"own":"boss"}}}',
                        "rules.link.own"),
                       ('{"schema":"kb.policy/1","rules":{"set_policy":{"forbidden":"x"}}}',
                        "never be changed")]:
        tools.index("policy", "check", "-", stdin=text).failure(2, says)
        tools.index("policy", "set", "-", stdin=text).failure(2, says)
    tools.index("policy", "check", "no-such.json").failure(5, "no-such.json")
    tools.index("policy").failure(2)
