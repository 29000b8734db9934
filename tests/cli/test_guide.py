# SPDX-License-Identifier: Apache-2.0
"""The commands of the documents do what the documents say, on a new base in an empty folder.

The shell blocks of the getting-started guide run in order, then those of the pages that go on from
there. Only what the guide itself announces as refused may fail.
"""

import os
import re
import subprocess

from harness import Run, Skip, test

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGES = ("docs/guide/getting-started.md", "docs/query-language.md", "docs/operations.md")

# Commands that the guide says find nothing.
REFUSED = ["1: kb-index show TN-32 --as customer"]


def blocks(page):
    with open(os.path.join(ROOT, page), encoding="utf-8") as file:
        return re.findall(r"^```sh\n(.*?)^```", file.read(), re.M | re.S)


def run_blocks(tools):
    """All blocks in one shell, which tells on stderr what failed and how."""
    if not os.path.exists(os.path.join(tools.binaries, "kb_sample_events")):
        raise Skip("kb_sample_events was not built")
    os.symlink(os.path.join(ROOT, "sample"), tools.path("sample"))
    script = "trap 'echo \"failed $?: $BASH_COMMAND\" >&2' ERR\nset -o pipefail\n"
    script += "\n".join(block for page in PAGES for block in blocks(page))
    env = {**tools.env, "PATH": f"{tools.binaries}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=env,
                          cwd=tools.folder, timeout=300, check=False)
    return Run(["the guide"], done.returncode, done.stdout, done.stderr)


@test("the commands of the guide work on a new base, but for what it says is refused")
def _(tools):
    done = run_blocks(tools)
    failed = re.findall(r"^failed (.*)$", done.stderr, re.M)
    assert failed == REFUSED, f"{failed}\n{done}"
    done.says(r"69 articles read: 69 added")
    done.says(r"captured KB-70 ")
    done.says(r" 1  KB-70 .*\n")  # customers find what was captured
    done.says(r"1  open  TN-9 ")
    done.says(r"sound: 70 articles")
    done.says(r"written to all\.jsonl")
    assert os.path.getsize(tools.path("deflection.html")) > 10_000
    assert tools.read("articles.csv").count("TN-68") >= 1


def forgiven():
    """(written, whether a warning is promised) of each example in the table of the language."""
    with open(os.path.join(ROOT, "docs/query-language.md"), encoding="utf-8") as file:
        section = file.read().split("## What is forgiven\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.*`) \|.*\| (yes|no) \|$", section, re.M)
    return [(query, warning == "yes") for written, warning in rows
            for query in re.findall(r"`([^`]+)`", written)]


@test("what the query language says is forgiven is forgiven, with a warning where it says so")
def _(tools):
    tools.base()
    examples = forgiven()
    assert len(examples) >= 13, examples
    for query, warned in examples:
        answer = tools.index("search", "--json", "--", query)
        assert answer.code in (0, 1), f"{query}: {answer}"
        warnings = answer.json("kb.search/1")["warnings"]
        assert bool(warnings) == warned, f"{query}: {warnings}"
