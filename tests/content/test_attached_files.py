"""Files that a session names: those in the program's folder are read, within its limits, and no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.activities.answer_history import StoredAnswer
from resilify_cli.checks.checker import check_program
from resilify_cli.content import program_files
from resilify_cli.content.catalog import open_catalog
from resilify_cli.content.loader import read_program

Write = Callable[..., Path]
_SESSION = """## One {#one}

:::{checkup} week
:file: scales/week.csv
:license: my own
How was it?
:::

:::{note} less
:when: week below 2.5
Ask.
:::

:::{note} rest
:when: week.rest above 2
Ask.
:::
"""
_CSV = "id,text,reversed,low,high,subscale\nslept,I slept.,,1,5,Rest\nawake,I lay awake.,yes,1,5,\n"


def _program(write: Write, csv: str | bytes | None = _CSV, *bodies: str) -> Path:
    folder = write(*(bodies or (_SESSION,)))
    (folder / "scales").mkdir()
    if csv is not None:
        data = csv if isinstance(csv, bytes) else csv.encode()
        (folder / "scales" / "week.csv").write_bytes(data)
    return folder


def _problems(folder: Path) -> list[tuple[str, int, str, str]]:
    return [(one.path.name, one.line, one.wrong, one.right) for one in check_program(folder)]


def test_conditions_ask_for_the_score_and_the_subscales_of_a_scale(full_program: Write) -> None:
    """As for a check-up whose items stand in the session."""
    program = read_program(_program(full_program)).program
    assert program is not None
    _, week = program.activities["week"]

    class History:
        def latest(self, _: str) -> StoredAnswer:
            from datetime import date

            values = (3, 5)
            return StoredAnswer(
                "", values, date(2026, 11, 3), fields=week.fields_of(values), number=week.number_of(values)
            )

    shown = [program.activities[name][1].is_shown(History()) for name in ("less", "rest")]  # type: ignore[arg-type]
    assert shown == [True, True]


def test_a_condition_that_a_scale_never_meets_is_told(full_program: Write) -> None:
    """The range of a score is known from its file."""
    folder = _program(full_program, _CSV, _SESSION.replace("below 2.5", "below 1").replace(".rest", ".test"))
    assert [wrong for _, _, wrong, _ in _problems(folder)] == [
        "'week' can't be below 1",
        "'week' has no part 'test'",
    ]


def test_a_later_session_repeats_a_scale_from_a_file(full_program: Write) -> None:
    """With `:same:`, as any other check-up."""
    again = "## Two {#two}\n\n:::{checkup} later\n:same: week\n:::\n"
    loaded = read_program(_program(full_program, _CSV, _SESSION, again))
    assert loaded.problems == ()
    assert loaded.program is not None
    assert loaded.program.activities["later"][1].range_of() == loaded.program.activities["week"][1].range_of()


def test_a_missing_file_is_told_where_it_is_named(full_program: Write) -> None:
    """With the one that may be meant."""
    folder = _program(full_program, None)
    wrong = "there is no file 'scales/week.csv' in the program's folder"
    (first,) = (problem for problem in _problems(folder) if problem[2] == wrong)
    assert first[:2] == ("1.md", 10)
    (folder / "scales" / "weak.csv").write_text(_CSV)
    assert ("1.md", 10, wrong, "did you mean 'weak.csv'?") in _problems(folder)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("../outside.csv", "'../outside.csv' leads out of the folder"),
        ("/etc/passwd", "'/etc/passwd' leads out of the folder"),
        ("a/b/c/d.csv", "'a/b/c/d.csv' lies too deep"),
        ("scales", "this is no regular file"),
        ("n" * 300, f"there is no file {'n' * 60!r} in the program's folder"),
    ],
)
def test_a_file_elsewhere_is_not_read(full_program: Write, name: str, wrong: str) -> None:
    """Only regular files in the program's own folder are."""
    folder = _program(full_program, _CSV, _SESSION.replace("scales/week.csv", name))
    (folder.parent / "outside.csv").write_text(_CSV)
    assert wrong in [told for _, _, told, _ in _problems(folder)]


def test_a_link_out_of_the_folder_is_not_followed(full_program: Write, tmp_path: Path) -> None:
    """It would show what is in a file of the person's own."""
    (tmp_path / "diary.csv").write_text(_CSV)
    folder = _program(full_program, None)
    (folder / "scales" / "week.csv").symlink_to(tmp_path / "diary.csv")
    wrong = "this file lies outside the program's folder"
    assert ("week.csv", 1, wrong, "move it inside") in _problems(folder)


@pytest.mark.parametrize(
    ("csv", "line", "wrong"),
    [
        (b"id,text\na,\xff\n", 2, "there is a byte here that is not UTF-8"),
        (b"id,text\na,\0\n", 2, "there is a NUL character here"),
        (_CSV.replace(",1,5,Rest", ",5,1,Rest").encode(), 2, "the range goes from 5 to 1"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(
    full_program: Write, csv: bytes, line: int, wrong: str
) -> None:
    """In the file itself, not in the session."""
    assert ("week.csv", line, wrong) in [problem[:3] for problem in _problems(_program(full_program, csv))]


def test_a_file_counts_towards_the_size_of_its_program(
    full_program: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As its sessions do."""
    folder = _program(full_program)
    monkeypatch.setattr(program_files, "LARGEST_PROGRAM", (folder / "sessions" / "1.md").stat().st_size + 10)
    assert ("1.md", 10, "with this file the program is too large") in [p[:3] for p in _problems(folder)]


def test_the_words_of_a_scale_keep_to_no_rule_of_style(full_program: Write) -> None:
    """They are as its makers wrote them, or the scale would be another one."""
    loud = _CSV.replace("I slept.", "I simply failed to sleep!")
    found = check_program(_program(full_program, loud), strict=True)
    assert [one.wrong for one in found if "simply" in one.wrong or "!" in one.wrong] == []


def test_a_change_of_a_file_is_noticed(full_program: Write, tmp_path: Path) -> None:
    """The list of programs, which is cached, tells of it, as of one that comes or goes."""
    folder = _program(full_program, None)
    scale, cache = folder / "scales" / "week.csv", tmp_path / "cache"

    def is_broken() -> bool:
        return bool(open_catalog([folder.parent], cache).broken)

    seen = [is_broken()]
    for text in (_CSV, _CSV.replace("1,5,Rest", "5,1,Rest"), _CSV):
        scale.write_text(text)
        seen.append(is_broken())
    assert seen == [True, False, True, False]
