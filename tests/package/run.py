#!/usr/bin/env python3
"""Goal: what is installed can be used by a stranger.

Method: `cmake --install` into a scratch prefix; then programs that know only this prefix are built
and run: C++ by find_package, C by find_package (in a project that has no C++), C by pkg-config; and
every public header is compiled on its own. The programs of the README are used so too, and its
shell block is run with the tools of the build.
"""
import os
import pathlib

from consumers import (args, build_and_run, check, here, readme_block, run, run_readme_program,
                       use_by_pkg_config, use_in_scratch)


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


def install_and_use(scratch):
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


use_in_scratch(install_and_use)
