# SPDX-License-Identifier: Apache-2.0
"""Judged collections and the tools that are run on them.

A collection is a folder with corpus.jsonl (_id, title, text), queries.jsonl (_id, text) and
qrels.tsv, under collections/ of the folder that --data or KB_DATA names.
"""

import argparse
import os
import pathlib
import subprocess

ENGLISH = (
    "cranfield cisi med npl cacm scifact stackfaq feedbackqa-uk feedbackqa-au mtrag-fiqa-pool "
    "mskb mskb-symptom banking77 intune-en xquad-en"
).split()
FIELDS = "id=_id,title=title,resolution=text"


class ToolFailed(Exception):
    """A tool ended with a code other than 0; the message holds what it said."""


def run(tool, *arguments, codes=(0,)):
    """Standard output of a tool."""
    done = subprocess.run([str(tool), *map(str, arguments)], capture_output=True, text=True,
                          check=False)
    if done.returncode not in codes:
        raise ToolFailed(f"{' '.join(map(str, arguments))}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def make_base(tool, folder, base, language="en"):
    """A fresh base of the articles of a collection."""
    run(tool, "init", base, "--by", "coach", "--quiet")
    # Exit code 3: some records were refused, as where a collection has an empty document.
    run(tool, "import", folder / "corpus.jsonl", "--from", "jsonl", "--map", FIELDS, "--by",
        "coach", "--language", language, "--quiet", "--base", base, codes=(0, 3))


def judgements_of(folder):
    """The arguments that name the queries of a collection and what was judged of them."""
    return ("--queries", folder / "queries.jsonl", "--qrels", folder / "qrels.tsv")


def folder_of(arguments, name):
    return arguments.data / "collections" / name


def make_parser(description, names=None):
    """What every program of this folder is told; `names` are the collections by default."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="folder of kb-index")
    parser.add_argument("--data", type=pathlib.Path, default=os.environ.get("KB_DATA"),
                        help="folder that holds collections/; else KB_DATA")
    parser.add_argument("--only", nargs="+", default=names, metavar="NAME", help="collections")
    return parser


def parse(parser):
    """The arguments, which name the folder of the collections."""
    arguments = parser.parse_args()
    if not arguments.data:
        parser.error("name the folder of the collections with --data or KB_DATA")
    return arguments


def print_row(cells, widths):
    print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip(), flush=True)
