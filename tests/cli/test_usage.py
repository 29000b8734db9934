# SPDX-License-Identifier: Apache-2.0
"""Help, versions, generated files, and what is said to somebody who mistyped."""

import json
import re

from harness import test

PROGRAMS = ("kb-index", "kb-report")


def commands(tools, program):
    """Every command path of a program, from its help: ["search"], ["person", "add"], ..."""
    found, waiting = [], [[]]
    while waiting:
        path = waiting.pop()
        text = tools.run(program, *path, "--help").exits(0).stdout
        listed = text.split("\nOptions")[0].split("\nArguments")[0]
        for name in re.findall(r"^  ([a-z]+)  ", listed, re.M):
            found.append(path + [name])
            waiting.append(path + [name])
    return found


def flags_in(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))


@test("help of every command fits 80 columns and has purpose, example and exit codes")
def _(tools):
    for program in PROGRAMS:
        listed = commands(tools, program)
        assert len(listed) > 5, listed
        for path in listed:
            text = tools.run(program, *path, "--help").exits(0).is_quiet().stdout
            for line in text.splitlines():
                assert len(line) <= 80, f"{path}: {len(line)} columns: {line}"
            assert text.splitlines()[0].strip(), path
            assert "Usage: " + " ".join([program, *path]) in text, path
            assert "Exit codes:" in text, path
            assert "Examples:" in text or path == ["help"], path


@test("help COMMAND prints what COMMAND --help prints")
def _(tools):
    for program in PROGRAMS:
        for path in commands(tools, program):
            assert (tools.run(program, "help", *path).exits(0).stdout
                    == tools.run(program, *path, "--help").stdout), path


@test("the manual page and the completions name the flags of every command")
def _(tools):
    for program in PROGRAMS:
        flags = set()
        for path in commands(tools, program):
            options = tools.run(program, *path, "--help").stdout.split("\nExamples")[0]
            flags |= set(re.findall(r"^ {2,6}(?:-\w, )?(--[a-z][a-z-]+)", options, re.M))
        assert len(flags) > 8, flags
        for kind in ("man", "bash", "zsh", "fish"):
            text = tools.run(program, "generate", kind).exits(0).is_quiet().stdout
            text = re.sub(r"\\f[BIR]", " ", text.replace("\\-", "-"))  # what roff makes of it
            if kind == "fish":
                text = re.sub(r"-l ([a-z-]+)", r"--\1", text)
            missing = flags - flags_in(text)
            assert not missing, f"{program} generate {kind} lacks {missing}"


@test("every example of the help is a command with flags that exist")
def _(tools):
    for program in PROGRAMS:
        known = {tuple(path) for path in commands(tools, program)}
        helps = {path: tools.run(program, *path, "--help").stdout.split("\nExamples:\n")
                 for path in known}
        for path, parts in helps.items():
            for line in re.findall(rf"^  {program} (.*)$", "".join(parts[1:]), re.M):
                words = tuple(line.split("|")[0].split(">")[0].split())
                meant = words[:2] if words[:2] in known else words[:1]
                assert meant in known, f"{path}: {line}"
                unknown = flags_in(" ".join(words)) - flags_in(helps[meant][0])
                assert not unknown, f"{path}: {unknown} in: {line}"


@test("the version is one line, and with --json says what it is made of")
def _(tools):
    for program in PROGRAMS:
        tools.run(program, "--version").exits(0).says(rf"^{program} \d+\.\d+\.\d+\n$")
        for arguments in (("--version", "--json"), ("--json", "--version")):
            document = tools.run(program, *arguments).exits(0).json("kb.version/1")
            assert document["tool"] == program and document["format"] >= 1


MISTAKES = [
    # arguments, what the line says
    (["serach", "vpn"], r"unknown command serach \(did you mean search\?\)"),
    (["search", "vpn", "--limt", "3"], r"unknown flag --limt \(did you mean --limit\?\)"),
    (["search", "vpn", "--limt=3"], r"unknown flag --limt \(did you mean --limit\?\)"),
    (["person", "ad", "ben"], r"unknown command ad \(did you mean add\?\)"),
    (["xyzzy"], r"unknown command xyzzy \(kb-index --help says more\)"),
    ([], r"a command is missing"),
    (["person"], r"person: a command is missing"),
    (["search"], r"TEXT.* required|required.*TEXT"),
    (["search", "vpn", "-n", "many"], r"many"),
    (["search", "vpn", "--color=blue"], r"blue"),
    (["show", "a", "b"], r"unexpected argument b"),
    (["help", "serach"], r"did you mean search\?"),
    (["generate", "ksh"], r"ksh"),
    (["state", "KB-1", "--confidence", "sure"], r"sure"),
]


@test("wrong use is one line, exits 2 and names the nearest word")
def _(tools):
    for arguments, message in MISTAKES:
        tools.index(*arguments).failure(2, message)


@test("wrong use with --json is an error document")
def _(tools):
    error = tools.index("search", "vpn", "--limt", "3", "--json").json_failure(2, "usage")
    assert "--limt" in error["message"] and "--limit" in error["hint"], error


@test("a word that is also a command can be searched for")
def _(tools):
    tools.base()
    run = tools.index("search", "show", "printer", "help", "--json").exits(0)
    assert run.json("kb.search/1")["request"]["text"] == "show printer help"


@test("the completion of bash completes commands, flags and values")
def _(tools):
    script = tools.write("kb.bash", tools.index("generate", "bash").stdout)
    cases = [("kb-index sea", 1, ["search"]), ("kb-index search --lim", 2, ["--limit"]),
             ("kb-index state --confidence val", 3, ["validated"])]
    for line, position, want in cases:
        words = " ".join(json.dumps(word) for word in line.split())
        shell = (f". {script}; COMP_WORDS=({words}); COMP_CWORD={position}; _kb_index; "
                 "printf '%s\\n' \"${COMPREPLY[@]}\"")
        done = tools.shell(shell)
        assert done.split() == want, f"{line}: {done}"
