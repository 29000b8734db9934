#!/usr/bin/env python3
"""Goal: libkb_c exports what kb.symbols lists and kb.h declares, and nothing else.

Method: the dynamic symbols of the built library, by nm, against both lists.
"""
import argparse
import pathlib
import re
import subprocess
import sys

parser = argparse.ArgumentParser()
for name in ("nm", "library", "header", "symbols"):
    parser.add_argument("--" + name, required=True)
args = parser.parse_args()

listing = subprocess.run([args.nm, "--dynamic", "--defined-only", "--with-symbol-versions",
                          args.library], check=True, capture_output=True, text=True).stdout
exported, versions, strangers = set(), set(), set()
for line in listing.splitlines():
    kind, name = line.split()[1:3]
    if kind == "A":
        versions.add(name.split("@")[0])
    elif name.startswith("kb_"):
        exported.add(name)
    elif name.split("@")[0] not in versions:
        strangers.add(name)

listed = {line for line in pathlib.Path(args.symbols).read_text().splitlines()
          if line and not line.startswith("#")}
declared = set(re.findall(r"KB_API\s+[\w\s]+?\*?\s*(kb_\w+)\(",
                          pathlib.Path(args.header).read_text()))

cases = (
    ("every listed symbol is exported", listed - exported),
    ("every exported symbol is listed", exported - listed),
    ("nothing but kb_* is exported", strangers),
    ("every declared function is listed", declared - {name.split("@")[0] for name in listed}),
    ("every listed function is declared", {name.split("@")[0] for name in listed} - declared),
)
failed = 0
for title, wrong in cases:
    if wrong:
        failed += 1
        print(f"FAILED: {title}: {', '.join(sorted(wrong))}")
if not listed or not declared:
    failed += 1
    print("FAILED: a list is empty")
print(f"{len(cases) - min(failed, len(cases))} passed, {failed} failed")
sys.exit(bool(failed))
