"""What a translation lacks beside the program that it translates."""

from __future__ import annotations

import shutil
from pathlib import Path

from resilify_cli.checks.translation import compare_translation

ORIGINAL = Path(__file__).parents[1] / "data" / "tardes-amables"


def test_what_is_missing_or_new_in_a_translation_is_told_by_its_id(tmp_path: Path) -> None:
    """Steps, kinds and options are compared, each with the line of what it is missing in."""
    copy = Path(shutil.copytree(ORIGINAL, tmp_path / "copy"))
    program, session = copy / "program.md", copy / "sessions" / "1-dejar-el-dia.md"
    program.write_text(program.read_text("utf-8").replace("amables-2026", "amables-en"), "utf-8")
    assert compare_translation(copy, ORIGINAL) == []
    text = session.read_text("utf-8").replace("- Todavía duro {#duro}\n", "")
    text = text.replace(":::{rate} peso", ":::{rate} weight").replace(
        ":::{write} carta", ":::{reflect} carta"
    )
    session.write_text(text, "utf-8")
    assert [(problem.wrong, problem.right) for problem in compare_translation(copy, ORIGINAL)] == [
        ("the step 'peso' is missing", "translate it, with the same id"),
        ("the step 'weight' is not in what it translates", "leave it out, or take the id it has there"),
        ("carta is a reflect, and a write in what it translates", "write :::{write} carta"),
        ("the part of tono 'duro' is missing", "translate it, with the same id"),
    ]


def test_a_translation_does_not_share_the_progress_of_the_original() -> None:
    """Two programs of one `programId` would each go on where the other was left."""
    (problem,) = compare_translation(ORIGINAL, ORIGINAL)
    assert problem.wrong == "it has the programId of what it translates, so they would share progress"
