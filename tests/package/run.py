#!/usr/bin/env python3
"""Goal: what is installed can be used by a stranger.

Method: `cmake --install` into a scratch prefix; then programs that know only this prefix are built
and run: C++ by find_package, C by find_package (in a project that has no C++), C by pkg-config; and
every public header is compiled on its own. The programs of the README are used so too, and its
shell block is run with the tools of the build.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

parser = argparse.ArgumentParser()
for name in ("build", "include", "readme", "cmake", "cc", "cxx"):
    parser.add_argument("--" + name, required=True)
for name in ("cflags", "cxxflags", "boost"):
    parser.add_argument("--" + name, default="")
args = parser.parse_args()

here = pathlib.Path(__file__).resolve().parent
passed, failed, last = 0, 0, ""


def run(*command, **options):
    """The standard output of a command, or None where it failed, with its output in `last`."""
    global last
    done = subprocess.run([str(part) for part in command], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, **options)
    last = f"$ {' '.join(str(part) for part in command)}\n{done.stdout}"
    return done.stdout if done.returncode == 0 else None


def check(title, good):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {title}\n{last}")


def build(source, prefix, work):
    """The program of a consumer project, or None."""
    configure = [args.cmake, "-S", source, "-B", work / "build", "-G", "Ninja",
                 f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_C_COMPILER={args.cc}",
                 f"-DCMAKE_CXX_COMPILER={args.cxx}", f"-DCMAKE_C_FLAGS={args.cflags}",
                 f"-DCMAKE_CXX_FLAGS={args.cxxflags}"]
    if args.boost:
        configure.append(f"-DBoost_DIR={args.boost}")
    built = run(*configure) is not None and run(args.cmake, "--build", work / "build") is not None
    return work / "build" / "consumer" if built else None


def build_and_run(title, source, prefix, work):
    work.mkdir()
    program = build(source, prefix, work)
    output = run(program, work / "consumer.kb") if program else None
    check(title, output is not None and "found VPN drops after five minutes" in output)


def readme_block(language, number=0):
    text = pathlib.Path(args.readme).read_text()
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)[number]


def run_readme_program(language, project, prefix, work):
    """The block as the source of a consumer, run in an empty folder; it prints the hit."""
    shutil.copytree(here / project, work / "source")
    (work / "source" / f"consumer.{language}").write_text(readme_block(language))
    program = build(work / "source", prefix, work)
    output = run(program, cwd=work) if program else None
    check(f"the {language} program of the README", output is not None and "VPN drops" in output)


def run_readme_shell(work):
    """The second shell block: the first is the two commands of tools/kb."""
    tools = pathlib.Path(args.build)
    if not (tools / "kb-index").exists():
        return
    work.mkdir()
    environment = dict(os.environ, PATH=f"{tools}:{os.environ['PATH']}", HOME=str(work))
    output = run("sh", "-e", "-c", readme_block("sh", 1), cwd=work, env=environment)
    check("the shell block of the README", output is not None and
          "VPN drops after five minutes" in output and "red lamp" in output)


def pkg_config_environment(prefix):
    folders = [str(path.parent) for path in prefix.rglob("kb-c.pc")]
    return dict(os.environ, PKG_CONFIG_PATH=":".join(folders))


def use_by_pkg_config(prefix, work):
    work.mkdir()
    flags = run("pkg-config", "--cflags", "--libs", "kb-c", env=pkg_config_environment(prefix))
    library = next((path.parent for path in prefix.rglob("libkb_c.so")), prefix)
    built = flags is not None and run(
        args.cc, "-std=c11", *args.cflags.split(), here / "c/consumer.c", "-o", work / "consumer",
        *flags.split(), f"-Wl,-rpath,{library}") is not None
    output = run(work / "consumer", work / "consumer.kb") if built else None
    check("a C program by pkg-config", output is not None and "found VPN drops" in output)


def check_version_refusal(prefix, work):
    """SameMinorVersion: asking for another minor version finds nothing."""
    work.mkdir()
    (work / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(other LANGUAGES C)\n"
        "find_package(kb 0.0.1 QUIET COMPONENTS c)\n"
        'message(STATUS "kb_FOUND=${kb_FOUND}")\n')
    output = run(args.cmake, "-S", work, "-B", work / "build", "-G", "Ninja",
                 f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_C_COMPILER={args.cc}")
    check("another minor version is refused", output is not None and "kb_FOUND=0" in output)


def check_headers(prefix):
    include = next(iter(prefix.rglob("kb/kb.hpp"))).parent.parent
    installed = sorted((include / "kb").glob("*.hpp"))
    source = {path.name for path in (pathlib.Path(args.include) / "kb").glob("*.hpp")}
    check("every public header is installed", {path.name for path in installed} == source)
    for header in installed:
        check(f"<kb/{header.name}> compiles alone", run(
            args.cxx, "-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only",
            "-I", include, "-include", header, "-x", "c++", "/dev/null") is not None)


scratch = pathlib.Path(tempfile.mkdtemp(prefix="kb-package-"))
try:
    prefix = scratch / "prefix"
    installed = run(args.cmake, "--install", args.build, "--prefix", prefix) is not None
    check("cmake --install", installed)
    if installed:
        build_and_run("a C++ program by find_package", here / "cxx", prefix, scratch / "cxx")
        build_and_run("a C program by find_package", here / "c", prefix, scratch / "c")
        run_readme_program("cpp", "cxx", prefix, scratch / "readme-cpp")
        run_readme_program("c", "c", prefix, scratch / "readme-c")
        run_readme_shell(scratch / "readme-sh")
        use_by_pkg_config(prefix, scratch / "pc")
        check_version_refusal(prefix, scratch / "version")
        check_headers(prefix)
finally:
    shutil.rmtree(scratch, ignore_errors=True)
print(f"{passed} passed, {failed} failed")
sys.exit(bool(failed))
