# SPDX-License-Identifier: Apache-2.0
"""Finding and reading: search, show, similar, as text, as JSON, in a pipe and on a terminal."""

import os
import pty
import re
import select

import articles
from harness import ids, test


@test("search prints hits best first, with a header that says as whom")
def _(tools):
    tools.base()
    run = tools.index("search", "vpn", "dropping").exits(0).is_quiet()
    run.says(r"^1 of 1 articles for  vpn dropping .* as internal .* ms\n")
    run.says(r"\n 1  vpn-drops  VPN drops after five minutes +validated\n")
    run.says(r"\n      .*\[\w*[Dd]rop\w*\]")  # the passage, with what matched marked


@test("a search ends with what it has at its time limit, and says so")
def _(tools):
    tools.base()
    late = tools.index("search", "vpn", "--time-limit", "0.001", "--json").exits(1).json(
        "kb.search/1")
    assert late["complete"] is False and late["total"]["relation"] == "gte"
    assert any("time limit of 0.001 ms" in warning for warning in late["warnings"]), late
    in_time = tools.index("search", "vpn", "--time-limit", "60000", "--json").exits(0).json(
        "kb.search/1")
    assert in_time["complete"] is True and in_time["warnings"] == []
    for wrong in ("0", "-1", "soon", "3600001", "nan", "inf", "1e3"):
        tools.index("search", "vpn", "--time-limit", wrong).exits(2)
    tools.index("search", "vpn", "--time-limit", "5", "--explain=vpn-drops").exits(2)


@test("search --json is one envelope with everything a script needs")
def _(tools):
    tools.base()
    document = tools.index("search", "vpn", "dropping", "--json", "-n", "3").exits(0).json(
        "kb.search/1")
    assert document["base"]["articles"] == 5 and document["base"]["generation"] > 0
    assert document["total"] == {"value": 1, "relation": "eq"} and document["complete"] is True
    assert isinstance(document["took_ms"], (int, float)) and document["warnings"] == []
    assert document["request"]["limit"] == 3 and document["request"]["viewer"] == "internal"
    hit = document["hits"][0]
    assert hit["id"] == "vpn-drops" and hit["version"] == 1 and hit["rank"] == 1
    assert hit["title"] == "VPN drops after five minutes" and hit["score"] > 0
    assert hit["state"] == {"confidence": "validated", "audience": "public",
                            "governance": "experience"}
    assert hit["used"] == {"links": 0, "last": None}
    text = hit["snippet"]["text"].encode()
    marked = [text[begin:end].decode().lower() for begin, end in hit["snippet"]["spans"]]
    assert marked and all(word.startswith(("vpn", "drop")) for word in marked), marked


@test("--fields leaves only the members that were asked for")
def _(tools):
    tools.base()
    run = tools.index("search", "vpn", "--json", "--fields", "id,title")
    assert run.json("kb.search/1")["hits"] == [
        {"id": "vpn-drops", "title": "VPN drops after five minutes"}]
    tools.index("search", "vpn", "--json", "--fields", "titel").json_failure(2, "invalid_argument")


@test("no hit exits 1, says so on stderr, and with --json prints the whole envelope")
def _(tools):
    tools.base()
    run = tools.index("search", "xylophone").exits(1).complains(r"no article for xylophone")
    assert run.stdout == "", run
    run = tools.index("search", "xylophone", "--json").exits(1).is_quiet()
    document = run.json("kb.search/1")
    assert document["hits"] == [] and document["total"]["value"] == 0


@test("what a viewer may not read is not there: no hit, no count, no page")
def _(tools):
    tools.base()
    seen = {viewer: sorted(ids(tools.index("search", "printer", "scanner", "vpn", "modem",
                                           "--as", viewer, "--json")))
            for viewer in ("public", "customer", "partner", "internal")}
    assert seen["public"] == ["vpn-drops"], seen
    assert seen["customer"] == ["printer-offline", "vpn-drops"], seen
    assert seen["partner"] == seen["customer"], seen
    assert seen["internal"] == ["printer-offline", "router-reset", "scanner-paper", "vpn-drops"]
    tools.index("show", "router-reset").exits(0)
    hidden = tools.index("show", "router-reset", "--as", "customer").failure(1)
    absent = tools.index("show", "no-such-one", "--as", "customer").failure(1)
    assert (hidden.stderr.replace("router-reset", "X")
            == absent.stderr.replace("no-such-one", "X")), (hidden, absent)
    document = tools.index("search", "vpn", "--as", "public", "--json").json("kb.search/1")
    assert document["base"]["articles"] == 2, document["base"]


@test("archived articles are found with --archived by internal viewers only")
def _(tools):
    tools.base()
    tools.index("search", "modem").exits(1)
    assert ids(tools.index("search", "modem", "--archived", "--json")) == ["modem-old"]
    tools.index("search", "modem", "--archived", "--as", "customer").failure(2, "--archived")


@test("filters narrow, and a wrong one names what is possible")
def _(tools):
    tools.base()
    both = ids(tools.index("search", "printer", "vpn", "--json"))
    assert {"vpn-drops", "printer-offline"} <= set(both), both
    run = tools.index("search", "printer", "vpn", "--filter", "product:client", "--json")
    assert ids(run) == ["vpn-drops"], run
    run = tools.index("search", "scanner", "printer", "--filter", "state:not_validated",
                      "--filter", "audience:customer", "--json")
    assert ids(run) == ["scanner-paper"], run
    tools.index("search", "vpn", "--filter", "colour:red").failure(2, "colour")


@test("pages follow each other without gap and without repetition")
def _(tools):
    tools.base()
    text = ("printer", "scanner", "vpn", "--json")
    whole = ids(tools.index("search", *text))
    pages = [ids(tools.index("search", *text, "-n", "1", "--offset", str(at)))
             for at in range(len(whole))]
    assert [page[0] for page in pages] == whole, (whole, pages)
    tools.index("search", "vpn", "--offset", "50").exits(1).complains("no further article")


@test("--explain gives parts that add up to the score, --explain=ID one article")
def _(tools):
    tools.base()
    document = tools.index("search", "vpn", "dropping", "--explain", "--json").json("kb.search/1")
    for hit in document["hits"]:
        parts = sum(part["value"] for part in hit["explanation"]["parts"])
        assert abs(parts - hit["score"]) < 1e-6, hit
    tools.index("search", "vpn", "--explain").exits(0).says(r"\d\.\d{4}  text ")
    one = tools.index("search", "printer", "scanner", "--explain=scanner-paper").exits(0)
    one.says(r"^scanner-paper  Scanner takes two sheets at once\nrank \d of \d, score ")
    tools.index("search", "vpn", "--explain=scanner-paper").exits(1).complains("is no hit")
    tools.index("search", "vpn", "--explain=nowhere").exits(1).complains("nowhere")


@test("spelling is corrected and said, and --no-correct switches it off")
def _(tools):
    tools.base()
    document = tools.index("search", "printr", "--json").exits(0).json("kb.search/1")
    assert [(each["from"], each["to"]) for each in document["corrections"]] == [
        ("printr", "printer")]
    tools.index("search", "printr").exits(0).says(r"\(searched printer for printr\)")
    tools.index("search", "printr", "--no-correct").exits(1)


@test("words in brackets, quotes and equals signs are searched for as they are")
def _(tools):
    tools.base()
    for text in ("[vpn, drops]", "[vpn]", "{vpn}", "vpn=1", "100% vpn", "'vpn'", "%s %n vpn", ""):
        run = tools.index("search", "--json", "--", text)
        assert run.code in (0, 1), run
        assert run.json("kb.search/1")["request"]["text"] == text, run
    run = tools.index("search", "--json", "--", "-modem", "vpn").exits(0)
    assert ids(run) == ["vpn-drops"], run


@test("control characters of an article never reach the terminal")
def _(tools):
    tools.base()
    for arguments in (["search", "screen"], ["search", "screen", "--color=always"],
                      ["show", "hostile"], ["search", "screen", "--explain"],
                      ["search", "screen", "--json"], ["show", "hostile", "--json"]):
        text = tools.index(*arguments).exits(0).stdout
        plain = text.replace("\x1b[1m", "").replace("\x1b[0m", "")  # our own emphasis
        bad = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", plain)
        assert not bad, f"{arguments}: {bad.group(0)!r} in {text!r}"
    tools.index("search", "screen").says(r"\\x1b\]0;owned\\x07").says(r"\\u202eevil")


@test("colour is used when it is asked for, and never in a pipe by itself")
def _(tools):
    tools.base()
    tools.index("search", "vpn").says_not("\x1b")
    tools.index("search", "vpn", "--color=always").says("\x1b\\[1m")
    tools.index("search", "vpn", env={"KB_COLOR": "always"}).says("\x1b\\[1m")
    tools.index("search", "vpn", "--color=never", env={"KB_COLOR": "always"}).says_not("\x1b")


def on_terminal(tools, columns, *arguments, env=None):
    """What a terminal of that width is sent."""
    import fcntl
    import struct
    import termios
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    tools.env.update({"TERM": "xterm", **(env or {})})
    process = tools.start("kb-index", *arguments, stdout=slave, stderr=slave)
    os.close(slave)
    data = b""
    while select.select([master], [], [], 30)[0]:
        try:
            piece = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        data += piece
    os.close(master)
    assert process.wait(30) == 0, data
    return data.decode().replace("\r\n", "\n")


@test("on a terminal lines end at its edge and matches are bold; NO_COLOR has brackets")
def _(tools):
    tools.base()
    text = on_terminal(tools, 60, "search", "vpn", "printer", "offline", "update")
    assert "\x1b[1m" in text, text
    for line in text.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()[1:]:
        assert len(line) <= 60, line
    text = on_terminal(tools, 60, "search", "vpn", env={"NO_COLOR": "1"})
    assert "\x1b" not in text and "[" in text, text


@test("on a terminal a long id has a line of its own, below title and state")
def _(tools):
    tools.empty_base()
    name = "guides/" + "deeper/" * 10 + "lamp"
    tools.index("import", "-", "--from", "jsonl", stdin='{"id":"%s","title":"The lamp is red",'
                '"resolution":"y","confidence":"validated"}\n' % name).exits(0)
    lines = on_terminal(tools, 80, "search", "lamp").splitlines()
    assert lines[1] == " 1  The lamp is red  validated", lines
    assert lines[2] == "    " + name, lines
    tools.index("search", "lamp").says(rf"\n 1  {name}  The lamp is red")


@test("in a pipe a long title is never cut")
def _(tools):
    tools.empty_base()
    title = "A title that goes on " + "and on " * 40 + "to its end"
    tools.index("import", "-", "--from", "jsonl", stdin='{"id":"x","title":"%s",'
                '"resolution":"y"}\n' % title).exits(0)
    tools.index("search", "title").exits(0).says(title)


@test("a closed pipe ends every reading command quietly with 0")
def _(tools):
    tools.base()
    for arguments in (["search", "vpn"], ["search", "vpn", "--json"], ["export"], ["stats"],
                      ["show", "vpn-drops"], ["--help"], ["generate", "man"]):
        read_end, write_end = os.pipe()
        os.close(read_end)
        process = tools.start("kb-index", *arguments, stdout=write_end, stderr=-1)
        os.close(write_end)
        _, complaint = process.communicate(timeout=60)
        assert (process.returncode, complaint) == (0, b""), (arguments, process.returncode,
                                                             complaint)


@test("show prints an article, its versions and its history")
def _(tools):
    tools.base()
    tools.index("edit", "vpn-drops", "--set", "cause=A short lease", "--reason",
                "found it").exits(0)
    tools.index("show", "vpn-drops").exits(0).says("Cause\n    A short lease").says("version 2")
    tools.index("show", "vpn-drops", "--version", "1").exits(0).says_not("lease").says("version 1")
    tools.index("show", "vpn-drops", "--version", "9").failure(1)
    history = tools.index("show", "vpn-drops", "--history").exits(0)
    history.says(r"v2 +edit +ana \(coach\) +cause.*\(found it\)")
    document = tools.index("show", "vpn-drops", "--history", "--json").json("kb.article/1")
    assert document["article"]["cause"] == "A short lease"
    assert [record["verb"] for record in document["history"]][-1] == "edit"


@test("similar lists articles with the same words, and exits 1 without any")
def _(tools):
    tools.base()
    copy = ('{"id":"copy","title":"VPN drops after five minutes","issue":["vpn keeps dropping on '
            'the train"],"resolution":"Set the keep-alive interval to 30 seconds. The error '
            '0x800704C9 is gone then."}\n')
    tools.index("import", "-", "--from", "jsonl", stdin=copy).exits(0)
    found = tools.index("similar", "vpn-drops", "--json").exits(0).json("kb.similar/1")["similar"]
    assert found[0]["id"] == "copy" and 0.5 < found[0]["similarity"] <= 1.0, found
    tools.index("similar", "vpn-drops").says(r"^copy +\d+ %")
    tools.index("similar", "scanner-paper").exits(1).complains("no article is similar")
    tools.index("similar", "nowhere").failure(1, "nowhere")


@test("a code that no article has finds nothing by its common parts")
def _(tools):
    tools.empty_base()
    tools.write("in.jsonl", articles.jsonl([
        {"id": f"KB100000{n}", "title": f"Update KB100000{n} fails", "issue": [{"text": "stops"}],
         "resolution": "See https://example.com/kb/100000%d for v2.%d." % (n, n)}
        for n in range(1, 6)]))
    tools.index("import", "in.jsonl").exits(0)
    assert ids(tools.index("search", "KB1000003", "--json"))[0] == "KB1000003"
    tools.index("search", "KB9999999").exits(1)
    tools.index("search", "https://example.com/kb/9999999").exits(1)
    assert ids(tools.index("search", "https://example.com/kb/1000002", "--json"))[0] == "KB1000002"


@test("readers outside do not learn who wrote an article, nor of writes they cannot see")
def _(tools):
    tools.base()
    name = articles.VPN["id"]
    inside = tools.index("show", name, "--json").exits(0).json("kb.article/1")
    outside = tools.index("show", name, "--as", "public", "--json").exits(0).json("kb.article/1")
    assert "ana" in str(inside) and "ana" not in str(outside), (inside, outside)
    assert "ana" not in tools.index("show", name, "--as", "public").exits(0).stdout

    def found():
        run = tools.index("search", "vpn", "--as", "public", "--json").exits(0)
        document = run.json("kb.search/1")
        del document["took_ms"]
        for hit in document["hits"]:
            hit["score"] = round(hit["score"], 3)  # articles age between two searches
        return document
    before = found()
    tools.index("capture", "--query", "kettle boils over slowly", "--force").exits(0)
    assert found() == before
