"""What both packaging tests do with a prefix: build programs that know nothing else, and run them.

The arguments of the two scripts are the same; they are read here.
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


def use_in_scratch(body):
    """Runs the cases with a folder of their own, tells how many passed, and ends."""
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="kb-package-"))
    try:
        body(scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed))
