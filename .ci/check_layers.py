#!/usr/bin/env python3
"""Fails when an include goes against .ci/layers.txt, which cannot describe a cycle.

An entry of its third column is the beginning of the names that only its layer may include:
"rocksdb" stands for <rocksdb/db.h>, "sys/" for <sys/mman.h>, "fcntl.h" for itself.
"""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
allowed, owner, libraries = {}, {}, {}
for line in (root / ".ci/layers.txt").read_text().splitlines():
    if not line or line.startswith("#"):
        continue
    left, headers, extra = (line + "||").split("|")[:3]
    layer, _, below = left.partition(":")
    for name in below.split():
        if name not in allowed:
            sys.exit(f"layers.txt: {layer} names {name}, which does not stand above it")
    allowed[layer] = {layer, *below.split()}
    libraries[layer] = tuple(extra.split())
    owner.update({header: layer for header in headers.split()})

include = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
guarded = tuple(name for names in libraries.values() for name in names)
problems = []


def check(path, layer, public):
    where = path.relative_to(root)
    for mark, name in include.findall(path.read_text()):
        if name.startswith("kb/"):
            other = owner.get(pathlib.PurePath(name).stem, "no layer")
            if other not in allowed[layer]:
                problems.append(f"{where}: {layer} may not include <{name}>, which {other} owns")
        elif mark == '"':
            other = name.split("/")[0] if "/" in name else layer
            if public or other not in allowed[layer]:
                problems.append(f'{where}: {layer} may not include "{name}"')
        elif public and "/" in name:
            problems.append(f"{where}: a public header may not include <{name}>")
        elif name.startswith(guarded) and not name.startswith(libraries[layer]):
            problems.append(f"{where}: {layer} may not use <{name}>")


for path in sorted((root / "include/kb").glob("*.hpp")):
    if path.stem in owner:
        check(path, owner[path.stem], public=True)
    else:
        problems.append(f"include/kb/{path.name}: no layer owns it")
for layer in allowed:
    for path in sorted((root / "lib" / layer).rglob("*.[hc]pp")):
        check(path, layer, public=False)
# What stands above the library knows its public headers only.
for folder in ("bindings/c", "tools", "sample"):
    for path in sorted((root / folder).rglob("*.[hc]pp")):
        for mark, name in include.findall(path.read_text()):
            if mark == '"' and name.split("/")[0] in allowed and "/" in name:
                problems.append(f'{path.relative_to(root)}: may not include the private "{name}"')
print("\n".join(problems) or f"layers: {len(allowed)} in order, no include against them")
sys.exit(bool(problems))
