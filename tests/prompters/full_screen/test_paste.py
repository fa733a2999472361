"""A paste comes in whole, however it is read from the terminal."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys

from resilify_cli.prompters.full_screen.paste import PasteParser, normalize_line_ends

START, END = "\x1b[200~", "\x1b[201~"
_BITS = st.sampled_from(
    [
        "a",
        "word ",
        "\r",
        "\n",
        "\t",
        "心",
        "\x04",
        "\x1b[B",
        "\x1b[",
        "\x1b",
        "\x03",
        START,
        END,
        "x" * 70,
        "y\r" * 90,
    ]
)


def pressed(parser: type[Vt100Parser], parts: list[str]) -> list[KeyPress]:
    found: list[KeyPress] = []
    fed = parser(found.append)
    for part in parts:
        fed.feed(part)
    fed.flush()
    return found


def spelled(keys: list[KeyPress]) -> str:
    """Return all that was pressed and pasted, one after the other."""
    return normalize_line_ends("".join(key.data for key in keys))


@settings(deadline=None)
@given(st.lists(_BITS, max_size=12), st.data())
@example([START, "x" * 70, END, "y"], None)
def test_the_keys_are_those_of_prompt_toolkit(bits: list[str], data: st.DataObject | None) -> None:
    """However the input is cut, keys and pasted texts are the same as without this parser, in one order."""
    whole = "".join(bits)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6))) if data else []
    parts = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert spelled(pressed(PasteParser, parts)) == spelled(pressed(Vt100Parser, parts))


def test_an_escape_sequence_in_three_parts_keeps_its_place() -> None:
    """What follows a key that comes in bits, some of them empty, is not taken for a paste before it."""
    keys = pressed(PasteParser, ["\x1b", "", "[", "B" + "x" * 70])
    assert [key.key for key in keys[:2]] == [Keys.Down, "x"]


def test_a_paste_in_brackets_is_one_key() -> None:
    """A megabyte that is read a kilobyte at a time is one paste, and what follows is typed."""
    text = "a line of words\r" * 60_000
    data = f"{START}{text}{END}\x04"
    keys = pressed(PasteParser, [data[at : at + 1000] for at in range(0, len(data), 1000)])
    assert [(key.key, key.data == text) for key in keys] == [
        (Keys.BracketedPaste, True),
        (Keys.ControlD, False),
    ]


def test_a_paste_without_brackets_is_a_few_keys() -> None:
    """A burst is taken as text with its line ends; what few characters are typed stay keys."""
    keys = pressed(PasteParser, ["hi\r", "a line of words\r" * 60 + "\x04"])
    assert [key.key for key in keys] == ["h", "i", Keys.ControlM, Keys.BracketedPaste, Keys.ControlD]


def test_a_sequence_is_no_part_of_a_paste() -> None:
    """An escape sequence that is read in two parts keeps its letters, though many come with the second."""
    keys = pressed(PasteParser, ["\x1b[", "B" + "x" * 100])
    assert keys[0].key is Keys.Down
    assert "".join(key.data for key in keys[1:]) == "x" * 100


def test_a_paste_whose_end_is_read_in_two_parts_ends() -> None:
    """Wherever the end of a paste is cut, what follows is typed and nothing of the mark is pasted."""
    for cut in range(len(END) + 1):
        keys = pressed(PasteParser, [START, "x" * 90 + END[:cut], f"{END[cut:]}y"])
        assert [(key.key, key.data) for key in keys] == [(Keys.BracketedPaste, "x" * 90), ("y", "y")]


def test_every_line_end_of_a_paste_is_one() -> None:
    """What was copied on another system has the same lines, none of them doubled or joined."""
    assert normalize_line_ends("one\r\ntwo\rthree\nfour\r\n\r\nfive") == "one\ntwo\nthree\nfour\n\nfive"
    keys = pressed(PasteParser, [f"{START}one\r\ntwo\r\n{END}"])
    assert normalize_line_ends(keys[0].data) == "one\ntwo\n"
