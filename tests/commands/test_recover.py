"""`resilify recover`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import private
from tests.conftest import Run


@pytest.mark.parametrize(
    "written",
    [
        private.CODE,
        private.CODE.lower(),
        private.CODE.replace("-", ""),
        private.CODE.replace("-", "  "),
        private.CODE.replace("0", "o").replace("1", "l"),
    ],
)
def test_the_code_gives_a_new_passphrase(
    encrypted: Path, resilify: Run, tmp_path: Path, written: str
) -> None:
    """However it was written down, it opens the store, and a new passphrase does from then on."""
    new = private.secret(tmp_path, "nine lives of a teapot", "new")
    code = private.secret(tmp_path, written, "code")
    resilify("recover", "--code-file", code, "--new-passphrase-file", new, check=True)
    assert private.SENTENCES[0] in resilify("--passphrase-file", new, "journal", check=True).stdout


def test_a_wrong_code_changes_nothing(encrypted: Path, resilify: Run, tmp_path: Path) -> None:
    """It is one sentence, exit 1, and every byte is as it was."""
    before = private.everything_in(encrypted)
    code = private.secret(tmp_path, private.CODE[:-1] + "Y", "code")
    new = private.secret(tmp_path, "new", "new")
    ran = resilify("recover", "--code-file", code, "--new-passphrase-file", new)
    assert ran.returncode == 1
    assert ran.stderr.startswith("That recovery code does not open the store.\n")
    assert private.everything_in(encrypted) == before
