"""`resilify pack`, `add` and `remove`."""

from __future__ import annotations

import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from tests.conftest import Run

SPANISH = Path(__file__).parents[1] / "data" / "tardes-amables"


def _listed(resilify: Run) -> list[str]:
    return [line.split("\t")[0] for line in resilify("list", check=True).stdout.splitlines()]


def _left(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "programs").iterdir())


@pytest.fixture
def packed(resilify: Run, tmp_path: Path) -> str:
    """A program that `pack` has packed."""
    target = str(tmp_path / "packed.zip")
    assert resilify("pack", str(SPANISH), "--output", target, check=True).stdout == f"{target}\n"
    return target


def test_packing_replaces_nothing(resilify: Run, packed: str) -> None:
    """A file that is there already stays."""
    again = resilify("pack", str(SPANISH), "--output", packed)
    assert (again.returncode, "is there already" in again.stderr) == (2, True)


def test_who_wrote_a_program_is_shown_before_it_is_added(resilify: Run, packed: str) -> None:
    """And its review and license."""
    told = resilify("add", packed, "--yes", check=True).stderr
    for words in ("By Inés Prueba. Version: 1.0.", "Review: todavía no revisado", "License: CC-BY-SA-4.0."):
        assert words in told


def test_what_was_added_is_listed_and_ones_own_alone(resilify: Run, packed: str, home: Path) -> None:
    """Others can't read its files; added again, it is there already."""
    resilify("add", packed, "--yes", check=True)
    assert "tardes-amables" in _listed(resilify)
    assert stat.S_IMODE((home / "programs/tardes-amables/program.md").stat().st_mode) == 0o600
    assert "It is there already" in resilify("add", packed, "--yes", check=True).stderr


def test_what_was_added_is_removed_and_ones_words_stay(resilify: Run, packed: str, home: Path) -> None:
    """Nothing of its files is left, and it is said what stays."""
    resilify("add", packed, "--yes", check=True)
    removed = resilify("remove", "tardes-amables", "--yes", check=True)
    assert "What you wrote in it stays in your journal." in removed.stderr
    assert _left(home) == []


def test_without_a_yes_nothing_is_added_or_removed(resilify: Run, home: Path) -> None:
    """Where nobody can be asked, the way to say it beforehand is told."""
    ran = resilify("add", str(SPANISH))
    assert (ran.returncode, "--yes" in ran.stderr) == (2, True)
    assert _left(home) == []
    resilify("add", str(SPANISH), "--yes", check=True)
    assert resilify("remove", "tardes-amables").returncode == 2
    assert _left(home) == ["tardes-amables"]


def test_a_new_edition_tells_what_changes(resilify: Run, home: Path, tmp_path: Path) -> None:
    """The version that goes, and the steps that come and go; the old one is gone from the disk."""
    resilify("add", str(SPANISH), "--yes", check=True)
    edition = Path(shutil.copytree(SPANISH, tmp_path / "tardes-amables"))
    session = edition / "sessions" / "1-dejar-el-dia.md"
    session.write_text(session.read_text("utf-8").replace(":::{rate} peso", ":::{rate} carga"), "utf-8")
    ran = resilify("add", str(edition), "--yes", check=True)
    assert "It takes the place of version 1.0. What you wrote in that one stays." in ran.stderr
    told = " ".join(ran.stderr.split())
    assert "Steps that ask something: 1 more, 1 gone." in told
    assert "Files that are replaced: sessions/1-dejar-el-dia.md." in told
    assert "What you may lose your place by: 'peso' seems to be 'carga' now." in told
    assert ":::{rate} carga" in (home / "programs/tardes-amables/sessions/1-dejar-el-dia.md").read_text()
    assert _left(home) == ["tardes-amables"]


def test_a_program_with_a_problem_is_not_added(resilify: Run, home: Path, tmp_path: Path) -> None:
    """The first problem is told with file and line, and nothing is left behind."""
    edition = Path(shutil.copytree(SPANISH, tmp_path / "tardes-amables"))
    (edition / "sessions" / "1-dejar-el-dia.md").unlink()
    ran = resilify("add", str(edition), "--yes")
    assert ran.returncode == 1
    assert "program.md:15: there is no file 'sessions/1-dejar-el-dia.md'" in ran.stderr
    assert _left(home) == []


def test_another_program_is_not_written_over(resilify: Run, home: Path, tmp_path: Path) -> None:
    """One of the same name and another `programId` stays."""
    resilify("add", str(SPANISH), "--yes", check=True)
    other = Path(shutil.copytree(SPANISH, tmp_path / "tardes-amables"))
    program = other / "program.md"
    program.write_text(program.read_text("utf-8").replace("amables-2026", "otras"), "utf-8")
    ran = resilify("add", str(other), "--yes")
    assert ran.returncode == 1
    assert "Another program is at" in ran.stderr
    assert "amables-2026" in (home / "programs/tardes-amables/program.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("remove", "cultivating-self-compassion"), "comes with resilify, and stays"),
        (("remove", "nowhere"), "None of your own programs is called 'nowhere'."),
        (("add", "no-such.zip"), "Look where it was put"),
        (("add", str(SPANISH / "program.mdd")), "There is 'program.md' in that folder."),
        (("add", "I slept badly"), "To write in your journal: resilify journal add"),
        (("add", __file__), "is no program"),
    ],
)
def test_what_cant_be_done_is_told_with_a_way_out(
    resilify: Run, arguments: tuple[str, ...], told: str
) -> None:
    """Nothing is asked then."""
    ran = resilify(*arguments, "--yes")
    assert ran.returncode in {1, 2}
    assert told in ran.stderr


def test_a_link_that_leads_nowhere_is_told_as_that(resilify: Run, tmp_path: Path) -> None:
    """Its own name is no help; a name that is too long for any file is told as one that is not there."""
    (tmp_path / "loop.md").symlink_to("loop.md")
    ran = resilify("add", str(tmp_path / "loop.md"), "--yes")
    assert ran.returncode == 2
    assert "is a link that leads nowhere." in ran.stderr
    assert "Name the file itself" in ran.stderr
    ran = resilify("add", f"{'a' * 300}.zip", "--yes")
    assert ran.returncode == 2
    assert "Look where it was put" in ran.stderr


def test_a_link_goes_and_what_it_leads_to_stays(resilify: Run, home: Path, tmp_path: Path) -> None:
    """Removing says so beforehand."""
    folder = tmp_path / "mine"
    shutil.copytree(SPANISH, folder)
    (home / "programs").mkdir(parents=True)
    (home / "programs/tardes-amables").symlink_to(folder)
    ran = resilify("remove", "tardes-amables", "--yes", check=True)
    assert "is deleted, and what it leads to stays." in ran.stderr
    assert ((folder / "program.md").is_file(), _left(home)) == (True, [])


def test_a_program_is_packed_into_no_place_of_the_store(resilify: Run, home: Path, tmp_path: Path) -> None:
    """Nor into a folder that is not there."""
    home.mkdir(exist_ok=True)
    ran = resilify("pack", str(SPANISH), "--output", str(home / "resilify.db"))
    assert (ran.returncode, "keeps its own files" in ran.stderr) == (1, True)
    assert not (home / "resilify.db").exists()
    ran = resilify("pack", str(SPANISH), "--output", str(tmp_path / "none" / "a.zip"))
    assert (ran.returncode, "There is no folder" in ran.stderr) == (2, True)


def test_a_program_that_was_moved_is_found_by_its_id(resilify: Run, home: Path, tmp_path: Path) -> None:
    """Begun by a path and added since, it is gone on with from where it is now."""
    moved = Path(shutil.copytree(SPANISH, tmp_path / "somewhere"))
    resilify("start", str(moved), "--plain", stdin="\n\n3\n")
    resilify("add", str(moved), "--yes", check=True)
    shutil.rmtree(moved)
    ran = resilify("continue", "--plain")
    assert "Lo que se queda" in ran.stderr, ran.stderr


def test_what_a_program_does_not_name_is_not_packed(resilify: Run, tmp_path: Path) -> None:
    """Private notes beside it stay out, and are told; its license and readme come along."""
    folder = Path(shutil.copytree(SPANISH, tmp_path / "tardes-amables"))
    for name in ("notes.md", "sessions/draft.md", "picture.png", "README.md", "LICENSE", ".hidden.md"):
        (folder / name).write_text("private", "utf-8")
    target = tmp_path / "packed.zip"
    ran = resilify("pack", str(folder), "--output", str(target), check=True)
    names = {name.partition("/")[2] for name in zipfile.ZipFile(target).namelist()}
    assert names == {"program.md", "sessions/1-dejar-el-dia.md", "README.md", "LICENSE", "resilify.json"}
    told = " ".join(ran.stderr.split())
    assert "Not in it, as the program names them nowhere: notes.md, picture.png, sessions/draft.md" in told


def test_each_program_of_a_shelf_is_added(resilify: Run, home: Path, tmp_path: Path) -> None:
    """A wheel or an archive with several is asked about one by one; one inside another's folder is none."""
    shelf = tmp_path / "shelf-1.0-py3-none-any.whl"
    text = "---\ntitle: {0}\nprogramId: {0}-key\nsessions: [One]\n---\n"
    with zipfile.ZipFile(shelf, "w") as archive:
        for name in ("calm", "rest"):
            archive.writestr(f"shelf/{name}/program.md", text.format(name))
        archive.writestr("shelf/rest/older/program.md", text.format("older"))
    ran = resilify("add", str(shelf), "--yes", check=True)
    assert "There are 2 programs in it. You are asked about each." in " ".join(ran.stderr.split())
    assert _left(home) == ["calm", "rest"]
