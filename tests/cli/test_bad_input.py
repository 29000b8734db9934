# SPDX-License-Identifier: Apache-2.0
"""Everything that can be wrong with a file, a folder, a flag or a machine: one line and the right
exit code, never a crash, never a half-done base."""

import json
import os
import re
import subprocess
import time

import articles
from harness import Skip, test

NOBODY = 65534  # the user and group without rights
TITLE = b'{"title":"%s","resolution":"y"}\n'

# What an import refuses: name of the file, its bytes, and how the reason reads.
BAD_FILES = [
    ("picture.md", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG|not text|UTF-8|binary"),
    ("document.md", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF|not text|UTF-8"),
    ("archive.jsonl", b"PK\x03\x04\x14\x00\x00\x00", "zip|archive|not"),
    ("picture.csv", b"GIF89a\x01\x00\x01\x00\x80", "GIF|not text|UTF-8|title"),
    ("empty.md", b"", "empty"),
    ("latin.md", "# Dr\xfccker\n\nText.\n".encode("latin-1"), "UTF-8"),
    ("wide.jsonl", TITLE.decode().replace("%s", "x").encode("utf-16"), "UTF-16|UTF-8|encoding"),
    ("zero.md", b"# Title\n\nte\x00xt\n", "NUL|not text|control"),
    ("big.md", b"# Big\n\n" + b"word " * (1 << 20), "bytes|large|limit|MB"),
    ("long.jsonl", TITLE % (b"x" * 5000), "4096|title"),
    ("fat.jsonl", b'{"title":"x","resolution":"' + b"y" * (5 << 20) + b'"}\n', "bytes|limit|MB"),
    ("list.jsonl", b"[1, 2]\n", "object"),
    ("deep.jsonl", b"[" * 100000 + b"\n", "."),
    ("broken.jsonl", b'{"title":"x"\n', "."),
    ("id.jsonl", b'{"id":" outer blank ","title":"x","resolution":"y"}\n', "id"),
]


@test("every file that is not what it claims is refused with a reason, exit 2 or 3")
def _(tools):
    tools.empty_base()
    for name, content, reason in BAD_FILES:
        tools.write(name, content)
        run = tools.index("import", name)
        assert run.code in (2, 3), f"{name}: exit {run.code}\n{run}"
        assert re.search(reason, run.stderr), f"{name}: no /{reason}/\n{run}"
        assert len(run.stderr) < 2000, f"{name}: {len(run.stderr)} bytes of message"
    assert tools.index("stats", "--json").json("kb.stats/1")["base"]["articles"] == 0
    tools.index("verify").exits(0)


@test("a file that is not there, a folder in its place and an unknown ending are said")
def _(tools):
    tools.base()
    os.mkdir(tools.path("folder"))
    tools.index("import", "missing.jsonl").failure(5, "missing.jsonl")
    tools.index("add", "missing.md").failure(5, "missing.md")
    tools.index("add", "folder").failure(2, "folder")
    tools.index("import", "folder", "--from", "jsonl").failure(2, "folder")
    tools.write("notes.xyz", "text")
    tools.index("import", "notes.xyz").failure(2, "notes.xyz|format")
    tools.index("eval", "--queries", "none.jsonl", "--qrels", "none.tsv").failure(5, "none.jsonl")
    tools.index("events", "import", "missing.jsonl").failure(5, "missing.jsonl")


@test("an article over the limit of 4 MB cannot be added or edited into being")
def _(tools):
    tools.base()
    tools.write("big.txt", "word " * (1 << 20))
    tools.index("edit", "vpn-drops", "--set", "resolution=@big.txt").failure(2, "resolution|bytes")
    big = json.dumps({"title": "x", "issue": ["y"], "resolution": "z " * (3 << 20)})
    tools.index("add", "-", "--from", "json", stdin=big).failure(2)
    tools.index("verify").exits(0)


@test("invalid UTF-8 in an argument is refused or searched for, never stored")
def _(tools):
    tools.base()
    broken = b"dr\xfccker"
    run = tools.index("search", "--json", broken)
    assert run.code in (1, 2), run
    tools.index("edit", "vpn-drops", "--set", b"cause=" + broken).failure(2)
    tools.index("capture", "--query", broken, "--resolution", "x").failure(2)
    tools.index("verify").exits(0)


# Arguments that need no base to be wrong.
BAD_VALUES = [
    ["search", "vpn", "-n", "0"], ["search", "vpn", "-n", "1001"], ["search", "vpn", "-n", "-1"],
    ["search", "vpn", "--offset", "10001"], ["search", "vpn", "--as", "everybody"],
    ["search", "vpn", "--filter", "modified:soon"], ["search", "vpn", "--fields", "body"],
    ["search", "vpn", "--language", "no language at all"], ["search", "vpn", "--language", "e"],
    ["similar", "vpn-drops", "-n", "0"], ["import", "-", "--from", "xml"],
    ["import", "-", "--from", "jsonl", "--batch", "0"],
    ["import", "-", "--from", "jsonl", "--audience", "all"],
    ["flag", "vpn-drops", "--kind", "bad", "--text", "x"],
    ["flag", "--resolve", "0", "--text", "x"], ["link", "CASE-1", "vpn-drops", "--kind", "solved"],
    ["person", "add", "dan", "--licence", "king"], ["export", "--format", "xlsx"],
    ["show", "vpn-drops", "--version", "-1"], ["capture"], ["capture", "--env", "os="],
]


@test("a wrong value is wrong use: one line, exit 2")
def _(tools):
    tools.base()
    for arguments in BAD_VALUES:
        tools.index(*arguments).failure(2)


@test("a base that is missing is exit 4 and says how to make one")
def _(tools):
    run = tools.index("search", "vpn", "--base", "none.kb").failure(4, "none.kb", "kb-index init")
    assert run.stdout == "", run
    tools.index("stats", "--base", "none.kb", "--json").json_failure(4, "base_not_found")
    tools.index("stats").failure(4, "no base is named")
    tools.report("summary", "--base", "none.kb").failure(4, "none.kb")
    tools.write("file.kb", "not a folder")
    tools.index("stats", "--base", "file.kb").failure(4)
    os.mkdir(tools.path("folder.kb"))
    tools.index("stats", "--base", "folder.kb").failure(4, "folder.kb")


@test("init makes a base once, and only in an empty place")
def _(tools):
    tools.index("init", "a.kb", "--by", "eva").exits(0).says("made a.kb; eva is its coach")
    tools.index("init", "a.kb").failure(4, "a.kb")
    tools.index("init", "a.kb", "--json").json_failure(4, "base_already_exists")
    tools.write("full/file", "x")
    tools.index("init", "full").failure(4, "not empty|full")
    tools.index("init", "b.kb", "--not-validated-for", "partner,nobody").failure(2, "nobody")
    tools.index("init", "b.kb", "--not-validated-for", "partner,customer").exits(0)
    waiting = dict(articles.SCANNER, audience="public")
    tools.index("import", "-", "--from", "jsonl", "--base", "b.kb", "--by", "ana",
                stdin=articles.jsonl([waiting])).exits(0)
    for viewer, code in (("partner", 0), ("customer", 0), ("public", 1)):
        tools.index("search", "scanner", "--as", viewer, "--base", "b.kb").exits(code)


@test("a base of a newer format is refused, not guessed at")
def _(tools):
    base = tools.base()
    path = os.path.join(base, "kb.format")
    with open(path, "rb") as file:
        text = file.read()
    with open(path, "wb") as file:
        file.write(re.sub(rb"\d+", b"999", text, count=1))
    tools.index("stats").failure(4, "999")
    tools.index("stats", "--json").json_failure(4, "base_unsupported")
    with open(path, "wb") as file:
        file.write(b"something else\n")
    tools.index("stats", "--json").json_failure(4, "base_corruption")


def flip(path, at):
    with open(path, "r+b") as file:
        file.seek(at)
        byte = file.read(1)
        file.seek(at)
        file.write(bytes([byte[0] ^ 0x5A]))


@test("a flipped byte in an index file is found by verify and cured by rebuild")
def _(tools):
    base = tools.base()
    tools.index("rebuild").exits(0)
    folder = os.path.join(base, "index")
    files = sorted(os.path.join(top, name) for top, _, names in os.walk(folder) for name in names)
    assert files, "no index file was written"
    for path in files:  # one that is out of use may lie among them
        flip(path, os.path.getsize(path) // 2)
    run = tools.index("verify")
    assert run.code in (1, 4), run
    tools.index("rebuild").exits(0)
    tools.index("verify").exits(0).says("^sound: 6 articles")
    tools.index("search", "vpn").exits(0)


@test("a missing index file is damage that rebuild cures, not a missing base")
def _(tools):
    base = tools.base()
    tools.index("rebuild").exits(0)
    for top, _, names in os.walk(os.path.join(base, "index")):
        for name in names:
            os.remove(os.path.join(top, name))
    for arguments in (["verify"], ["search", "vpn"]):
        run = tools.index(*arguments).failure(4, "cannot open", "kb-index rebuild makes")
        assert "kb-index init" not in run.stderr, run
    tools.index("rebuild").exits(0)
    tools.index("verify").exits(0).says("^sound: 6 articles")


@test("a base without its store is damaged, not empty")
def _(tools):
    base = tools.base()
    current = [os.path.join(top, name) for top, _, names in os.walk(base) for name in names
               if name == "CURRENT"]
    assert current, "no CURRENT file"
    with open(current[0], "wb") as file:
        file.write(b"MANIFEST-nonsense\n")
    for arguments in (["search", "vpn"], ["stats"], ["verify"]):
        run = tools.index(*arguments)
        assert run.code == 4, run


def wait_until(condition):
    for _ in range(300):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("waited in vain")


@test("while one process writes, a second writer is told so and readers go on")
def _(tools):
    tools.base()
    writer = tools.start("kb-index", "import", "-", "--from", "jsonl", "--batch", "1", stdin=-1,
                         stdout=-1, stderr=-1)
    try:
        # More than the buffers of both sides hold, so that the first ones are written.
        enough = [dict(articles.VPN, id=f"held-{number}", cause="word " * 40000)
                  for number in range(20)]
        writer.stdin.write(articles.jsonl(enough).encode())
        writer.stdin.flush()
        wait_until(lambda: tools.index("show", "held-0").code == 0)
        tools.index("link", "CASE-1", "vpn-drops", "--wait", "0").failure(
            4, "support.kb|writ|lock", "wait for the other writer")
        tools.index("flag", "vpn-drops", "--text", "x", "--json",
                    env={"KB_WAIT": "0"}).json_failure(4, "base_locked")
        tools.index("link", "CASE-1", "vpn-drops", "--wait", "1").failure(4)
        waiting = tools.start("kb-index", "link", "CASE-2", "vpn-drops", "--wait", "60",
                              stdout=-1, stderr=-1)
        tools.index("search", "vpn").exits(0)
        tools.index("stats").exits(0)
        tools.report("summary").exits(0)
    finally:
        writer.communicate(timeout=60)
    assert writer.returncode == 0, writer
    _, complaint = waiting.communicate(timeout=60)
    assert waiting.returncode == 0, complaint
    tools.index("link", "CASE-1", "vpn-drops").exits(0)


@test("twenty captures at once wait for each other and all succeed")
def _(tools):
    tools.base()
    tools.env["KB_WAIT"] = "60"  # this machine may be slow

    def count():
        return tools.index("stats", "--json").json("kb.stats/1")["base"]["articles"]
    before = count()
    words = ["apple", "birch", "cedar", "daisy", "elder", "ferns", "grass", "hazel", "iris",
             "jute", "kelp", "lilac", "maple", "nettle", "olive", "poppy", "quince", "rose",
             "sorrel", "thyme"]
    started = [tools.start("kb-index", "capture", "--query", f"{word} lamp is {word} red",
                           "--force", stdout=-1, stderr=-1) for word in words]
    for process in started:
        _, complaint = process.communicate(timeout=120)
        assert process.returncode == 0, complaint
    assert count() == before + len(words), count()


@test("how long to wait is a whole number of seconds")
def _(tools):
    tools.base()
    for value in ("-1", "soon", "", "3601"):
        tools.index("link", "CASE-1", "vpn-drops", "--wait", value).failure(2, "--wait.*3600")
    tools.index("link", "CASE-1", "vpn-drops", env={"KB_WAIT": "soon"}).failure(2, "KB_WAIT.*soon")


@test("an empty value of a flag is a mistake, not a way to say as configured")
def _(tools):
    tools.base()
    for arguments, flag in ((["stats", "--base", ""], "--base"),
                            (["--base", "", "stats"], "--base"),
                            (["flag", "vpn-drops", "--text", "x", "--by", ""], "--by"),
                            (["search", "vpn", "--as", ""], "--as"),
                            (["search", "vpn", "--language", ""], "--language")):
        tools.index(*arguments).failure(2, flag)
    for flag in ("--tz", "--last", "--from", "--to", "--case-window", "--top", "-o"):
        tools.report("summary", flag, "").failure(2, flag if flag != "-o" else "--output")


# Arguments, and how the line reads.
RANGES = [
    (["search", "vpn", "-n", "-1"], "-1 is no whole number from 1 to 1000"),
    (["search", "vpn", "--offset", "x"], "x is no whole number from 0 to 10000"),
    (["flag", "--resolve", "-1"], "--resolve: -1 is no whole number of at least 1"),
    (["flag", "--resolve", "abc"], "--resolve: abc is no whole number of at least 1"),
    (["edit", "vpn-drops", "--expect-version", "0"], "--expect-version: 0 .* 1 to 4294967295"),
    (["state", "vpn-drops", "--expect-version", "0"], "--expect-version: 0 .* 1 to 4294967295"),
    (["show", "vpn-drops", "--version", "0"], "--version: 0 is no whole number from 1 to"),
    (["import", "-", "--batch", "10001"], "--batch: 10001 is no whole number from 1 to 10000"),
    (["capture", "--query", "x", "--env", "bad"], "--env bad: write name=value"),
    (["capture", "--query", "x", "--env", "=v"], "=v: the name is missing"),
    (["search", "--bogus"], "unknown flag --bogus"),
    (["search", "vpn", "--fields", "id"], "--fields.*--json"),
    (["search", "vpn", "--archived", "--as", "public"], "--archived.*internal.*public"),
    (["export", "--archived", "--as", "customer"], "--archived.*internal.*customer"),
    (["generate", "man", "--json"], ""),
    (["help", "--json"], ""),
]


@test("a value out of range is answered with the flag and the range")
def _(tools):
    tools.base()
    for arguments, message in RANGES:
        run = tools.index(*arguments)
        assert run.code == 2 and len(run.stderr) < 400, run
        run.complains(message)
    for flag, values in (("--case-window", "1 to 2400"), ("--top", "1 to 10000"),
                         ("--min-people", "1 to 1000")):
        tools.report("summary", flag, "0").failure(2, f"{flag}: 0 is no whole number from {values}")
    tools.report("summary", "--cost-per-case", "x").failure(2, "--cost-per-case: x is no number")
    tools.report("summary", env={"KB_TOP": "x"}).failure(2, "KB_TOP: x is no whole number")
    tools.write("kb.toml", "[report]\nmin_people = 0\n")
    tools.report("summary").failure(2, r"kb\.toml: report\.min_people: 0 is no whole number")


@test("a place that cannot hold a base is not answered with how to make one")
def _(tools):
    run = tools.index("init", "/proc/x")
    assert run.code == 5 and "kb-index init BASE" not in run.stderr, run


@test("standard output that is full is exit 5, not silence")
def _(tools):
    if not os.path.exists("/dev/full"):
        raise Skip("this system has no /dev/full")
    tools.base()
    for arguments in (["search", "vpn"], ["stats", "--json"], ["export"], ["generate", "man"]):
        with open("/dev/full", "wb") as full:
            process = tools.start("kb-index", *arguments, stdout=full, stderr=-1)
            _, complaint = process.communicate(timeout=60)
        assert process.returncode == 5, (arguments, process.returncode, complaint)
        assert b"No space left" in complaint, complaint


@test("a full disk stops an import with exit 5 and leaves a sound base")
def _(tools):
    disk = tools.path("disk")
    os.mkdir(disk)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk],
                             capture_output=True, check=False)
    if mounted.returncode != 0:
        raise Skip("a small file system cannot be mounted here")
    try:
        base = os.path.join(disk, "small.kb")
        tools.index("init", base).exits(0)
        tools.write("many.jsonl", "".join(
            json.dumps({"id": f"a{number}", "title": f"Title {number}",
                        "resolution": os.urandom(20000).hex()}) + "\n" for number in range(400)))
        run = tools.index("import", tools.path("many.jsonl"), "--batch", "10", "--base", base)
        run.failure(5, "[Ss]pace|full|cannot")
        tools.index("verify", "--base", base).exits(0)
        tools.index("stats", "--base", base).exits(0)
    finally:
        subprocess.run(["umount", "-l", disk], check=False)


def without_rights(tools):
    """Options that run a program as somebody who may only read what everybody may read."""
    if os.geteuid() != 0:
        raise Skip("only root can become somebody else")
    options = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    try:
        tools.index("--version", **options).exits(0)
    except OSError as error:
        raise Skip("another user cannot run the programs here") from error
    return options


@test("a base that may only be read is searched, and not written")
def _(tools):
    tools.base()
    stranger = without_rights(tools)
    tools.index("search", "vpn", **stranger).exits(0).is_quiet()
    tools.index("stats", **stranger).exits(0)
    tools.index("verify", **stranger).exits(0)
    tools.report("summary", **stranger).exits(0)
    run = tools.index("link", "CASE-1", "vpn-drops", **stranger)
    run.failure(5, "[Pp]ermission denied|cannot")
    tools.index("init", "own.kb", **stranger).failure(5, "[Pp]ermission denied|cannot")


@test("what may not be read is said by name")
def _(tools):
    base = tools.base()
    stranger = without_rights(tools)
    tools.index("init", "open.kb").exits(0)
    tools.write("secret.jsonl", articles.jsonl([articles.VPN]))
    os.chmod(tools.path("secret.jsonl"), 0o600)
    for top, _, names in os.walk(tools.path("open.kb")):
        for path in [top] + [os.path.join(top, name) for name in names]:
            os.chown(path, NOBODY, NOBODY)
    tools.index("import", "secret.jsonl", "--base", "open.kb", **stranger).failure(
        5, "secret.jsonl.*ermission denied")
    os.chmod(base, 0o700)
    tools.index("stats", "--base", base, **stranger).failure(5, "ermission denied")


@test("a file that cannot be written is exit 5")
def _(tools):
    tools.base()
    tools.index("export", "--to", "no/such/folder/all.jsonl").failure(5, "no/such/folder")
    tools.report("html", "-o", "no/such/folder/report.html").failure(5, "no/such/folder")
    tools.write("bad.jsonl", "nonsense\n")
    tools.index("import", "bad.jsonl", "--report", "no/such/rejects").exits(5).complains(
        "no/such/rejects")
