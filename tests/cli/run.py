#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests the command line tools as a user meets them: arguments in, text and exit codes out.

    tests/cli/run.py --bin build/dev [part of a sentence]

The last line is "N passed, N failed", with ", N skipped" where something could not be tried here;
the exit code is 1 where anything failed.
"""

import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import articles  # noqa: E402
import harness  # noqa: E402
import test_bad_input  # noqa: E402,F401
import test_care  # noqa: E402,F401
import test_config  # noqa: E402,F401
import test_eval  # noqa: E402,F401
import test_exchange  # noqa: E402,F401
import test_guide  # noqa: E402,F401
import test_improve  # noqa: E402,F401
import test_report  # noqa: E402,F401
import test_search  # noqa: E402,F401
import test_usage  # noqa: E402,F401


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, help="the folder of kb-index and kb-report")
    parser.add_argument("wanted", nargs="?", default="", help="only sentences with these words")
    arguments = parser.parse_args()
    return 1 if harness.run_all(os.path.abspath(arguments.bin), arguments.wanted,
                                articles.make_template) else 0


if __name__ == "__main__":
    sys.exit(main())
