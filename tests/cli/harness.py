# SPDX-License-Identifier: Apache-2.0
"""Runs the tools on bases of their own and counts what came of it.

A test is a function with @test("sentence"); it is given a Tools whose folder is new and empty. It
passes unless it raises; Skip says by name what could not be tried on this machine.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
import traceback

TESTS = []
TIMEOUT_SECONDS = 60


class Skip(Exception):
    """This machine cannot show what the test is about."""


def test(sentence):
    def register(function):
        TESTS.append((sentence, function))
        return function
    return register


class Run:
    """What one command answered."""

    def __init__(self, command, code, stdout, stderr):
        self.command, self.code = command, code
        self.stdout, self.stderr = stdout, stderr

    def __str__(self):
        return (f"$ {' '.join(self.command)}\nexit {self.code}\n"
                f"stdout: {self.stdout[:2000]}\nstderr: {self.stderr[:2000]}")

    def exits(self, code):
        assert self.code == code, f"expected exit {code}\n{self}"
        return self

    def says(self, pattern):
        assert re.search(pattern, self.stdout), f"stdout lacks /{pattern}/\n{self}"
        return self

    def says_not(self, pattern):
        assert not re.search(pattern, self.stdout), f"stdout has /{pattern}/\n{self}"
        return self

    def complains(self, pattern):
        assert re.search(pattern, self.stderr), f"stderr lacks /{pattern}/\n{self}"
        return self

    def is_quiet(self):
        assert self.stderr == "", f"stderr is not empty\n{self}"
        return self

    def json(self, schema):
        try:
            document = json.loads(self.stdout)
        except ValueError as error:
            raise AssertionError(f"stdout is not JSON: {error}\n{self}") from error
        assert document.get("schema") == schema, f"schema is not {schema}\n{self}"
        return document

    def failure(self, code, message=".", hint=""):
        """One line on stderr that names the program."""
        self.exits(code)
        assert re.fullmatch(r"kb-(index|report): .*\n", self.stderr), f"not one line\n{self}"
        return self.complains(message).complains(hint)

    def json_failure(self, code, name):
        """The error as one JSON document on stderr; nothing on stdout."""
        self.exits(code)
        assert self.stdout == "", f"stdout is not empty\n{self}"
        document = json.loads(self.stderr)
        assert document["schema"] == "kb.error/1", str(self)
        error = document["error"]
        assert (error["code"], error["exit"]) == (name, code), str(self)
        assert error["message"] and isinstance(error["hint"], str), str(self)
        return error


class Tools:
    """The programs, run in `folder`, without what the user of this machine has configured."""

    template = None  # a base with the articles of cases.py, made once

    def __init__(self, binaries, folder):
        self.binaries, self.folder = binaries, folder
        self.env = {name: value for name, value in os.environ.items()
                    if not name.startswith("KB_") and name not in ("NO_COLOR", "XDG_CONFIG_HOME")}
        self.env.update(HOME=folder, TERM="dumb", KB_BY="ana")

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, content):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        with open(self.path(name), "wb") as file:
            file.write(data)
        return self.path(name)

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read().decode()

    def command(self, program, arguments):
        return [os.path.join(self.binaries, program), *arguments]

    def run(self, program, *arguments, stdin="", env=None, **options):
        command = self.command(program, arguments)
        data = stdin if isinstance(stdin, bytes) else stdin.encode()
        done = subprocess.run(command, input=data, capture_output=True, cwd=self.folder,
                              env={**self.env, **(env or {})}, timeout=TIMEOUT_SECONDS, check=False,
                              **options)
        return Run([program, *arguments], done.returncode,
                   done.stdout.decode("utf-8", "strict"), done.stderr.decode("utf-8", "replace"))

    def index(self, *arguments, **options):
        return self.run("kb-index", *arguments, **options)

    def report(self, *arguments, **options):
        return self.run("kb-report", *arguments, **options)

    def start(self, program, *arguments, **options):
        """A program that goes on; the caller waits for it."""
        return subprocess.Popen(self.command(program, arguments), cwd=self.folder, env=self.env,
                                **options)

    def shell(self, script):
        """What a bash script prints."""
        return subprocess.run(["bash", "-c", script], capture_output=True, cwd=self.folder,
                              env=self.env, timeout=TIMEOUT_SECONDS, check=True).stdout.decode()

    def base(self):
        """A base of this test's own, filled; it is the only *.kb folder here."""
        shutil.copytree(Tools.template, self.path("support.kb"))
        return self.path("support.kb")

    def empty_base(self):
        self.index("init", "support.kb").exits(0)
        return self.path("support.kb")


def ids(run):
    """The ids of the hits, in order."""
    return [hit["id"] for hit in run.json("kb.search/1")["hits"]]


def run_all(binaries, wanted, make_template):
    passed = failed = skipped = 0
    with tempfile.TemporaryDirectory(prefix="kb-cli-") as top:
        os.chmod(top, 0o755)
        Tools.template = make_template(Tools(binaries, top))
        for number, (sentence, function) in enumerate(TESTS):
            if wanted not in sentence:
                continue
            folder = os.path.join(top, str(number))
            os.mkdir(folder)
            try:
                function(Tools(binaries, folder))
                passed += 1
            except Skip as reason:
                skipped += 1
                print(f"skipped: {sentence}: {reason}")
            except Exception:  # a test that breaks has failed, whatever broke
                failed += 1
                print(f"FAILED: {sentence}\n{traceback.format_exc()}")
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return failed
