#!/usr/bin/env python3
"""Fails on what a compiler does not see: lengths, leftovers, dead files, broken links.

Looks at the files that belong to the project: what git tracks or would track.
"""
import collections
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
CODE = {".cpp", ".hpp", ".c", ".h"}
SCRIPT = {".py", ".sh", ".awk", ".cmake"}

COLUMNS_MAX = 100
HEADER_LINES_MAX = 250
SOURCE_LINES_MAX = 500
FOLDER_FILES_MAX = 80
FILE_BYTES_MAX = 1 << 20

# More lines than the budget, and why.
LONGER = {
    "bindings/c/kb.h": "the whole C interface is one header on purpose",
    "include/kb/knowledge_base.hpp": "one class with the whole interface",
}

# In two pieces each, so that this file does not find itself.
LEFTOVER = re.compile("|".join((
    r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b",
    "not (yet )?" + "implemented", r"\bst" + r"ub(bed)?\b", "place" + "holder")))
MACHINE = re.compile(r"(^|[^A-Za-z0-9_./])/(" + "wo" + "rk|fa" + "rm)/")
REGISTRY = re.compile(r"https?://[^ ]*(" + "|".join((
    r"deb" + r"ian\.org", "np" + "mjs", "python" + "hosted", "cra" + "tes", "ma" + "ven")) + ")")
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")

problems = []


def complain(path, line, text):
    problems.append(f"{path}:{line}: {text}" if line else f"{path}: {text}")


def project_files():
    listing = subprocess.run(
        ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True, capture_output=True).stdout.decode()
    names = sorted({name for name in listing.split("\0") if name})
    return [pathlib.PurePosixPath(name) for name in names if (root / name).is_file()]


def is_code(path):
    return path.suffix in CODE


def is_program_text(path):
    return (is_code(path) or path.suffix in SCRIPT or path.name == "CMakeLists.txt" or
            str(path) in ("tools/kb", ".ci/run"))


def check_lines(path, lines):
    for number, line in enumerate(lines, 1):
        if is_program_text(path) and len(line) > COLUMNS_MAX:
            complain(path, number, f"{len(line)} columns, over {COLUMNS_MAX}")
        if is_program_text(path) and LEFTOVER.search(line):
            complain(path, number, f"left unfinished: {line.strip()[:60]}")
        if (is_program_text(path) or path.suffix == ".md") and line != line.rstrip():
            complain(path, number, "blanks at the end of the line")
        if is_code(path) and "\t" in line:
            complain(path, number, "a tab")
        if MACHINE.search(line):
            complain(path, number, f"a path of one machine: {line.strip()[:60]}")
        if REGISTRY.search(line):
            complain(path, number, f"the host of a package registry: {line.strip()[:60]}")


def check_code(path, lines):
    if not lines or "SPDX-License-Identifier: Apache-2.0" not in lines[0]:
        complain(path, 1, "the first line is not the licence")
    if path.suffix == ".hpp" and "#pragma once" not in lines[:4]:
        complain(path, 2, "no #pragma once")
    most = HEADER_LINES_MAX if path.suffix in (".hpp", ".h") else SOURCE_LINES_MAX
    if len(lines) > most and str(path) not in LONGER:
        complain(path, 0, f"{len(lines)} lines, over {most}")


def anchors(text):
    """The names that a heading can be linked by."""
    names = set()
    for heading in re.findall(r"^#+ +(.*)$", text, re.M):
        plain = re.sub(r"[`*]", "", heading).strip().lower()
        names.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return names


def check_links(path, text):
    for target in LINK.findall(re.sub(r"```.*?```", "", text, flags=re.S)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        goal = (root / path.parent / name) if name else root / path
        if not goal.exists():
            complain(path, 0, f"a link to {target}, which is not there")
        elif anchor and goal.suffix == ".md" and anchor not in anchors(goal.read_text()):
            complain(path, 0, f"a link to {target}: no such heading")


def check_built(files):
    """Every source is named by the CMakeLists.txt of its folder or of one above it."""
    for path in files:
        if path.suffix not in (".cpp", ".c"):
            continue
        folder = path.parent
        while True:
            listing = root / folder / "CMakeLists.txt"
            stem = str(path.relative_to(folder).with_suffix(""))
            if listing.exists() and re.search(r"(^|[\s/(])" + re.escape(stem) + r"(\.|[\s)])",
                                              listing.read_text()):
                break
            if str(folder) == ".":
                complain(path, 0, "no CMakeLists.txt builds it")
                break
            folder = folder.parent


def check_tested(files):
    names = {str(path) for path in files}
    layers = {path.parts[1] for path in files if path.parts[0] == "lib" and len(path.parts) > 2}
    for layer in sorted(layers):
        if f"tests/unit/{layer}/CMakeLists.txt" not in names:
            problems.append(f"lib/{layer}: no unit tests in tests/unit/{layer}")


def main():
    files = project_files()
    folders = collections.Counter(path.parent for path in files if is_code(path))
    for folder, count in folders.items():
        if count > FOLDER_FILES_MAX:
            complain(folder, 0, f"{count} files of code, over {FOLDER_FILES_MAX}")
    for path in files:
        data = (root / path).read_bytes()
        if len(data) > FILE_BYTES_MAX:
            complain(path, 0, f"{len(data)} bytes, over {FILE_BYTES_MAX}")
        try:
            text = data.decode()
        except UnicodeDecodeError:
            continue
        if is_program_text(path) and text and not text.endswith("\n"):
            complain(path, 0, "no end of line at the end")
        lines = text.split("\n")[:-1]
        check_lines(path, lines)
        if is_code(path):
            check_code(path, lines)
        if path.suffix == ".md":
            check_links(path, text)
    check_built(files)
    check_tested(files)
    print("\n".join(problems) or f"text: {len(files)} files, nothing to mend")
    sys.exit(bool(problems))


main()
