# SPDX-License-Identifier: Apache-2.0
"""Which base is meant, who writes, and where a setting came from."""

import os

from harness import test


@test("--base beats KB_BASE, which beats kb.toml, which beats the only *.kb folder here")
def _(tools):
    for name in ("flag", "variable", "file"):
        tools.index("init", name + ".kb").exits(0)

    def chosen(*arguments, **env):
        return tools.index("stats", "-v", *arguments, env=env).exits(0).stderr.splitlines()[0]
    tools.write("kb.toml", 'base = "file.kb"\n')
    assert "file.kb (from " in chosen() and "kb.toml)" in chosen()
    assert "variable.kb (from KB_BASE)" in chosen(KB_BASE="variable.kb")
    assert "flag.kb (from --base)" in chosen("--base", "flag.kb", KB_BASE="variable.kb")
    os.remove(tools.path("kb.toml"))
    tools.index("stats").failure(2, "flag.kb, file.kb|file.kb, flag.kb", )
    for name in ("flag", "variable"):
        os.rename(tools.path(name + ".kb"), tools.path(name))
    assert "file.kb (from the only *.kb folder here)" in chosen()


@test("kb.toml counts from its own folder, also when one works below it")
def _(tools):
    tools.index("init", "team.kb").exits(0)
    tools.write("kb.toml", 'base = "team.kb"\nby = "eva"\n[report]\ntz = "Europe/Berlin"\n')
    os.makedirs(tools.path("a", "b"))
    below = tools.folder
    tools.folder = tools.path("a", "b")
    try:
        tools.index("stats").exits(0)
        listed = tools.index("config", "list", "--json").exits(0).json("kb.config/1")["settings"]
    finally:
        tools.folder = below
    values = {each["key"]: (each["value"], each["origin"]) for each in listed}
    assert values["report.tz"][0] == "Europe/Berlin"
    assert values["report.tz"][1].endswith("kb.toml"), values
    assert values["by"] == ("ana", "KB_BY"), values
    assert values["language"] == ("en", "built-in"), values


@test("the flags of every command may stand before the command too")
def _(tools):
    tools.base()
    tools.index("-v", "stats").exits(0).complains("base support.kb")
    tools.index("-q", "search", "xylophone").exits(1).is_quiet()
    tools.index("--color=always", "search", "vpn").exits(0).says("\x1b\\[1m")


@test("config list --show-origin names the place of every value")
def _(tools):
    run = tools.index("config", "list", "--show-origin", env={"KB_TZ": "Asia/Tokyo"}).exits(0)
    run.says(r"KB_TZ +report\.tz +=  Asia/Tokyo").says(r"built-in +language +=  en")
    tools.write(".config/kb/kb.toml", 'viewer = "partner"\n')
    tools.index("config", "list", "--show-origin").says(r"\.config/kb/kb\.toml +viewer +=  partner")


@test("a wrong kb.toml is said with its file, and a wrong key with the nearest one")
def _(tools):
    tools.write("kb.toml", 'bsae = "x.kb"\n')
    tools.index("config", "list").failure(2, r"kb\.toml: unknown key bsae; did you mean base\?")
    tools.write("kb.toml", 'base = \n')
    tools.index("config", "list").failure(2, r"kb\.toml: line 1")
    tools.write("kb.toml", 'base = ["x"]\n')
    tools.index("config", "list").failure(2, "base")


@test("--by beats KB_BY, and without both the user of the system writes")
def _(tools):
    tools.base()
    tools.index("flag", "vpn-drops", "--text", "x", "--by", "ben").exits(0)
    tools.index("flag", "vpn-drops", "--text", "y").exits(0)
    flags = tools.index("flags", "--json").json("kb.flags/1")["flags"]
    assert [each["by"] for each in flags] == ["ben", "ana"], flags
    del tools.env["KB_BY"]
    tools.index("init", "own.kb", "--json").exits(0).json("kb.init/1")
    person = tools.index("person", "list", "--base", "own.kb", "--json").json(
        "kb.people/1")["people"][0]
    assert person["licence"] == "coach" and person["id"], person


@test("the viewer of kb.toml holds where --as is not given")
def _(tools):
    tools.base()
    tools.write("kb.toml", 'viewer = "customer"\n')
    tools.index("search", "router").exits(1)
    tools.index("search", "router", "--as", "internal").exits(0)
