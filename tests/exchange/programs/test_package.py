"""Programs read out of folders, files, .zips and wheels, as data that may come from anyone."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from resilify_cli.content.loader import load_program
from resilify_cli.errors import ImportRefusedError, ProgramRefusedError
from resilify_cli.exchange.programs.package import MANIFEST_FILE, read_package
from resilify_cli.exchange.programs.packing import pack, package_name

SPANISH = Path(__file__).parents[2] / "data" / "tardes-amables"
PROGRAM = b"---\ntitle: A\nsessions: [One]\n---\n"


def _zip(path: Path, files: Mapping[str, bytes]) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return str(path)


def _packed() -> bytes:
    return pack(load_program(SPANISH), read_package(str(SPANISH)).files)


def test_the_same_files_give_the_same_bytes_and_come_back_as_they_were(tmp_path: Path) -> None:
    """A package tells its license, language, version and digest, and is read back file by file."""
    assert _packed() == _packed()
    (tmp_path / package_name(load_program(SPANISH))).write_bytes(_packed())
    back, folder = read_package(str(tmp_path / "tardes-amables-1.0.zip")), read_package(str(SPANISH))
    assert (back.files, back.digest, back.name) == (folder.files, folder.digest, "tardes-amables")
    told = {name: back.manifest[name] for name in ("license", "language", "version", "digest")}
    assert told == {"license": "CC-BY-SA-4.0", "language": "es", "version": "1.0", "digest": folder.digest}
    (info, *_) = zipfile.ZipFile(io.BytesIO(_packed())).infolist()
    assert info.date_time == (1980, 1, 1, 0, 0, 0)


def test_a_file_that_was_changed_after_packing_is_refused(tmp_path: Path) -> None:
    """Its digest is another one."""
    files = {"p/program.md": PROGRAM, f"p/{MANIFEST_FILE}": json.dumps({"digest": "0" * 64}).encode()}
    with pytest.raises(ProgramRefusedError, match="its digest is another one"):
        read_package(_zip(tmp_path / "p.zip", files))


def test_of_a_wheel_only_texts_of_the_program_are_read(tmp_path: Path) -> None:
    """Code, links out of the folder, hidden files and what lies elsewhere are never taken."""
    files = {
        "a_program/program.md": PROGRAM,
        "a_program/sessions/1.md": b"text",
        "a_program/LICENSE": b"CC",
        "a_program/__init__.py": b"raise SystemExit",
        "a_program/../evil.md": b"x",
        "a_program/.hidden/1.md": b"x",
        "a_program/a/b/c/deep.md": b"x",
        "a_program/con:odd.md": b"x",
        "a_program-1.0.dist-info/METADATA": b"x",
        "/etc/passwd.md": b"x",
    }
    package = read_package(_zip(tmp_path / "a_program-1.0-py3-none-any.whl", files))
    assert set(package.files) == {"program.md", "sessions/1.md", "LICENSE"}
    assert package.name == "a_program"


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"notes.md": b"x"}, "There is no program in"),
        ({"a/program.md": PROGRAM, "b/program.md": PROGRAM}, "There are 2 programs in"),
        ({"../program.md": PROGRAM}, "There is no program in"),
        ({"a/../program.md": PROGRAM}, "There is no program in"),
        ({"program.md": b"x" * (1024 * 1024 + 1)}, "is too large for a program"),
        ({"program.md": PROGRAM, **{f"{n}.md": b"x" * 1024 * 1024 for n in range(4)}}, "is too large"),
        ({"program.md": PROGRAM, **{f"{n}.md": b"" for n in range(400)}}, "too many files"),
    ],
)
def test_what_is_no_program_or_beyond_the_limits_is_refused(
    tmp_path: Path, files: Mapping[str, bytes], why: str
) -> None:
    """Before anything of it is written."""
    with pytest.raises(ProgramRefusedError, match=why):
        read_package(_zip(tmp_path / "a.zip", files))


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    """With a sentence, and no error of the library."""
    (tmp_path / "a.zip").write_bytes(_packed()[:200])
    with pytest.raises(ImportRefusedError, match="can't be read"):
        read_package(str(tmp_path / "a.zip"))


def test_a_package_is_the_same_whatever_system_packed_it() -> None:
    """Each of its files is told as made on Unix, at one time."""
    infos = zipfile.ZipFile(io.BytesIO(_packed())).infolist()
    assert {(info.create_system, info.date_time) for info in infos} == {(3, (1980, 1, 1, 0, 0, 0))}


def test_a_file_alone_is_a_program(tmp_path: Path) -> None:
    """A file of Markdown is one; of a file of another kind it is said what can be named."""
    (tmp_path / "calm.md").write_bytes(PROGRAM)
    package = read_package(str(tmp_path / "calm.md"))
    assert (package.is_single_file, list(package.files.values())) == (True, [PROGRAM])
    (tmp_path / "calm.txt").write_bytes(PROGRAM)
    with pytest.raises(ProgramRefusedError, match=r"calm\.txt is no program"):
        read_package(str(tmp_path / "calm.txt"))
