"""What a word for a mood means in an import: said by option, or asked for."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run
from tests.jrnl_file import texts


def test_what_a_word_for_a_mood_means_can_be_said(resilify: Run, tmp_path: Path) -> None:
    """By an option; without one it is kept as a word, and told without that word."""
    path = tmp_path / "daylio.csv"
    header = "full_date,date,weekday,time,mood,activities,note_title,note"
    path.write_text(f"{header}\n2023-02-05,February 5,Sunday,9:12 AM,Vaguely ok,walk,,words\n")
    ran = resilify("journal", "import", str(path), "--dry-run", check=True)
    assert "vaguely" not in ran.stderr.lower() + ran.stdout.lower()
    assert f"{path}:2: its word for a mood has no number: --mood WORD=N gives it one" in ran.stderr
    resilify("journal", "import", str(path), "--mood", "vaguely  OK=3", check=True)
    assert texts(resilify) == ["Mood: Vaguely ok (3 of 5)\nDoing: walk\n\nwords"]
    assert resilify("journal", "export", "--format", "daylio", "--to", str(tmp_path / "x")).returncode == 2


def test_words_for_moods_are_asked_for_in_plain_lines(resilify: Run, tmp_path: Path) -> None:
    """From a pipe too; one that is left empty stays a word."""
    path = tmp_path / "daylio.csv"
    header = "full_date,date,weekday,time,mood,activities,note_title,note"
    path.write_text(
        f"{header}\n2023-02-05,x,y,9:12,so-so,,,\n2023-02-06,x,y,9:12,so-so,,,\n2023-02-07,x,y,9:12,grim,,,\n"
    )
    ran = resilify("journal", "import", str(path), "--plain", stdin="3\n6\n", check=True)
    assert "Which mood is this word for you?" in ran.stderr
    assert texts(resilify) == ["Mood: grim", "Mood: so-so (3 of 5)", "Mood: so-so (3 of 5)"]
