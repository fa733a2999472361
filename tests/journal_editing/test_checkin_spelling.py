"""Words of a check-in that are spelt like others."""

from __future__ import annotations

from resilify_cli.checkin.word_lists import FEELINGS
from tests.checkins import checkins, offered_words
from tests.conftest import Run


def test_a_mistyped_word_is_named_with_the_way_to_mend_it(resilify: Run) -> None:
    """In a pipe it is kept as it is; the command that puts it right keeps the others, and works."""
    said = resilify("checkin", "-f", "calm", "-f", "anxoius", check=True).stderr
    assert "Did you mean 'anxious'?" in said
    (command,) = [line for line in said.splitlines() if line.startswith("resilify journal edit")]
    resilify(*command.split()[1:], check=True)
    assert checkins(resilify)[0]["feelings"] == ["calm", "anxious"]
    assert offered_words(resilify)["offered"]["feeling"] == list(FEELINGS)
