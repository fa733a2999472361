"""A folder of files gets all of them or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.atomic_files import place_file
from resilify_cli.errors import FileNotWrittenError
from resilify_cli.exchange.exporting import folder_writer


def test_an_interrupt_while_files_are_moved_takes_back_the_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that was there is as it was, but for what --force has replaced by then."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("mine")

    def interrupted(written: Path, path: Path, *, force: bool) -> None:
        if path.name == "c":
            raise KeyboardInterrupt
        place_file(written, path, force=force)

    monkeypatch.setattr(folder_writer, "place_file", interrupted)

    def write() -> None:
        with folder_writer.open_folder_writer(tmp_path / "out", force=False) as file:
            for name in "abc":
                file(name, "text")

    with pytest.raises(KeyboardInterrupt):
        write()
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "mine"]


def test_the_root_is_a_folder_like_any_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes to the top of all folders, which has no name, is told as any trouble is."""
    monkeypatch.setattr(folder_writer, "scratch_path", lambda folder: folder / "no-such" / "folder")
    with (
        pytest.raises(FileNotWrittenError, match="could not be written"),
        folder_writer.open_folder_writer(Path("/"), force=False),
    ):
        pass
