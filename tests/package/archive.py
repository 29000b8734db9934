#!/usr/bin/env python3
"""Goal: what `tools/kb package` makes works where it is unpacked.

Method: pack the build tree; check the sums; unpack the archive under another name, and there run
the tools and build and run the quick starts of the README, C++ by find_package and C by both ways;
unpack the Debian packages and look at what they ask for and hold. Packing again makes the same
bytes.
"""
import os
import pathlib
import re
import shutil
import tarfile

from consumers import (args, check, here, run, run_readme_program, use_by_pkg_config,
                       use_in_scratch)

packer = here.parent.parent / "tools/packaging/make-packages"
PAGES = ("share/man/man1/kb-index.1", "share/man/man1/kb-report.1")
DOCUMENTS = ("share/doc/kb/LICENSE", "share/doc/kb/README.md", "share/doc/kb/docs/c-api.md")


def unpack(archive, scratch):
    """The one folder of an archive, moved to where nobody expects it."""
    with tarfile.open(archive) as tar:
        tops = {member.name.split("/")[0] for member in tar}
        check("the archive has one folder, named like it",
              tops == {archive.name.removesuffix(".tar.gz")})
        check("nobody owns what is in the archive",
              all(member.uid == 0 and member.gid == 0 for member in tar))
        tar.extractall(scratch / "unpacked")
    moved = scratch / "a folder elsewhere"
    (scratch / "unpacked" / tops.pop()).rename(moved)
    return moved


def use_archive(archive, scratch):
    prefix = unpack(archive, scratch)
    check("manual pages and documents are there",
          all((prefix / name).is_file() for name in PAGES + DOCUMENTS))
    version = archive.name.split("-")[1]
    for tool in ("kb-index", "kb-report"):
        output = run(prefix / "bin" / tool, "--version")
        check(f"{tool} runs and tells the version", output is not None and version in output)
    text = b"".join(path.read_bytes() for path in sorted(prefix.rglob("*"))
                    if path.suffix in (".cmake", ".pc", ".1") and path.is_file())
    check("no file names the folder of the build",
          os.fsencode(os.path.abspath(args.build)) not in text)
    run_readme_program("cpp", "cxx", prefix, scratch / "readme-cpp")
    run_readme_program("c", "c", prefix, scratch / "readme-c")


def check_control(deb, wanted):
    fields = run("dpkg-deb", "--field", deb) or ""
    for field, pattern in wanted.items():
        found = re.search(rf"^{field}: (.*)$", fields, re.M)
        check(f"{deb.name} has a {field} like {pattern}",
              found is not None and re.search(pattern, found[1]))
    check(f"{deb.name} has a description of more than one line",
          re.search(r"^Description: \S.*\n \S", fields, re.M))


def use_debs(tools, library, scratch):
    check_control(tools, {"Package": "^kb$", "Depends": r"libicu\d+ \(>=.*librocksdb",
                          "Maintainer": r"^[^<]+ <\S+@\S+>$", "Section": "^database$"})
    check_control(library, {"Package": "^libkb-dev$", "Depends": r"^kb \(= .*librocksdb-dev"})
    for deb in (tools, library):
        check(f"{deb.name} unpacks", run("dpkg-deb", "-x", deb, scratch / "root") is not None)
    usr = scratch / "root/usr"
    check("both have their copyright and their changelog", all(
        (usr / "share/doc" / name / file).is_file()
        for name in ("kb", "libkb-dev") for file in ("copyright", "changelog.gz")))
    check("the manual pages are packed",
          (usr / "share/man/man1/kb-index.1.gz").is_file() and not (usr / PAGES[0]).exists())
    check("kb-index of the package runs", run(usr / "bin/kb-index", "--version") is not None)
    use_by_pkg_config(usr, scratch / "pc")


def pack_and_use(scratch):
    first = scratch / "first"
    packed = run(packer, args.build, first) is not None
    check("the packages are made", packed)
    if not packed:
        return
    check("the sums are right", run("sha256sum", "--check", "SHA256SUMS", cwd=first) is not None)
    use_archive(next(first.glob("kb-*.tar.gz")), scratch)
    use_debs(next(first.glob("kb_*.deb")), next(first.glob("libkb-dev_*.deb")), scratch)
    again = run(packer, args.build, scratch / "second") is not None
    check("packing again makes the same bytes", again and (first / "SHA256SUMS").read_bytes() ==
          (scratch / "second/SHA256SUMS").read_bytes())


missing = [tool for tool in ("dpkg-deb", "dpkg-shlibdeps", "file") if not shutil.which(tool)]
if missing:
    print(f"skipped: {', '.join(missing)} missing\n0 passed, 0 failed, 1 skipped")
else:
    use_in_scratch(pack_and_use)
