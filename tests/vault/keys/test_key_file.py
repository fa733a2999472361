"""The key file of an encrypted store."""

from __future__ import annotations

import contextlib
import functools
import json
import stat
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.errors import StoreError, WrongSecretError
from resilify_cli.vault.keys import key_file
from resilify_cli.vault.keys.key_file import (
    PASSPHRASE,
    RECOVERY,
    KeyFile,
    new_key_file,
    new_recovery_code,
    read_key_file,
    read_recovery_code,
)
from tests import private

# As it is when the module is loaded, before the tests are given a lower one.
FULL_COST = dict(key_file._COST)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "resilify.key"
    private.quick_key_file(path).write(path)
    return path


def test_a_new_key_opens_by_both_secrets_at_the_full_cost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each slot is derived by scrypt with N of 2^17 at least, and its parameters stand in the file."""
    monkeypatch.setattr(key_file, "_COST", FULL_COST)
    made, key = new_key_file("some words", "A-CODE")
    made.write(tmp_path / "k")
    again = read_key_file(tmp_path / "k")
    assert again == made
    assert again.unlock(PASSPHRASE, "some words") == again.unlock(RECOVERY, "A-CODE") == key
    slots = json.loads((tmp_path / "k").read_text())["slots"]
    assert [(slot["kdf"], slot["n"] >= 2**17, slot["r"], slot["p"]) for slot in slots] == [
        ("scrypt", True, 8, 1)
    ] * 2
    assert len({slot["salt"] for slot in slots}) == 2
    assert key.hex() not in (tmp_path / "k").read_text()


def test_the_file_is_for_its_owner_alone(path: Path) -> None:
    """It has the rights 0600."""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("kind", "said"), [(PASSPHRASE, "That passphrase does not"), (RECOVERY, "That recovery code does not")]
)
def test_a_wrong_secret_is_one_sentence(path: Path, kind: str, said: str) -> None:
    """It is told which secret was wrong, without the secret."""
    with pytest.raises(WrongSecretError, match=said) as caught:
        read_key_file(path).unlock(kind, "wrong words")
    assert "wrong words" not in caught.value.message + caught.value.hint


def test_a_new_passphrase_leaves_the_code_as_it_is(path: Path) -> None:
    """One slot is rewritten: the old passphrase opens nothing more, the code and the new one do."""
    changed = read_key_file(path).with_slot(PASSPHRASE, "new words", private.KEY)
    changed.write(path)
    again = read_key_file(path)
    assert again.unlock(PASSPHRASE, "new words") == again.unlock(RECOVERY, private.CODE) == private.KEY
    with pytest.raises(WrongSecretError):
        again.unlock(PASSPHRASE, private.PASSPHRASE)


def test_accents_open_however_a_keyboard_makes_them(path: Path) -> None:
    """A letter with its accent is the same as the letter and an accent after it."""
    key_file = read_key_file(path).with_slot(PASSPHRASE, "caf\u00e9 \u00fcber \ud55c", private.KEY)
    assert key_file.unlock(PASSPHRASE, "cafe\u0301 u\u0308ber \u1112\u1161\u11ab") == private.KEY


@pytest.mark.parametrize("words", [" spaces around ", "🙂" * 30, "\udc80half", "a\0b", "x" * 10_000])
def test_any_words_can_be_a_passphrase(path: Path, words: str) -> None:
    """Spaces, emoji, odd bytes and great length are taken as they are."""
    key_file = read_key_file(path).with_slot(PASSPHRASE, words, private.KEY)
    assert key_file.unlock(PASSPHRASE, words) == private.KEY
    with pytest.raises(WrongSecretError):
        key_file.unlock(PASSPHRASE, words + " ")


def test_codes_are_of_150_bits_and_never_the_same() -> None:
    """A code has six groups of five letters that are not read as others."""
    codes = {new_recovery_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        groups = code.split("-")
        assert [len(group) for group in groups] == [5] * 6
        assert not set("".join(groups)) & set("ILOU" + string.ascii_lowercase)


@given(st.data())
def test_a_code_is_read_however_it_was_written_down(data: st.DataObject) -> None:
    """In any case, with or without dashes and spaces, with O for 0, and I or L for 1."""
    code = data.draw(st.just(private.CODE) | st.just("00000-11111-ZZZZZ-YYYYY-0A1B2-C3D4E"))
    written = "".join(
        data.draw(
            st.sampled_from(
                {"0": ["0", "O", "o"], "1": ["1", "I", "i", "L", "l"], "-": ["-", " ", "", " - ", "\n"]}.get(
                    letter, [letter, letter.lower()]
                )
            )
        )
        for letter in code
    )
    assert read_recovery_code(written) == code


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=600))
def test_random_bytes_are_no_key_file(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever is in the file, it is refused in a sentence."""
    path = tmp_path_factory.getbasetemp() / "random.key"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        read_key_file(path)


@functools.cache
def _content(folder: Path) -> bytes:
    path = folder / "whole.key"
    private.quick_key_file(path).write(path)
    return path.read_bytes()


_ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.lists(st.integers(), max_size=3),
    st.sampled_from([10**400, -1, 2**62, float("inf"), "00" * 40, "00" * 32, {}, []]),
)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["resilify_key", "id", "slots"]) | st.tuples(st.integers(0, 1), st.text(max_size=3)), _ODD
)
def test_a_changed_value_never_gives_another_key(
    tmp_path_factory: pytest.TempPathFactory, place: object, value: object
) -> None:
    """A file with any one value changed is refused, or opens to the same key, or to none."""
    path = tmp_path_factory.getbasetemp() / "changed.key"
    found = json.loads(_content(tmp_path_factory.getbasetemp()))
    if isinstance(place, tuple):
        names = sorted(found["slots"][0])
        name = names[len(place[1]) * 2 % len(names)]
        found["slots"][place[0]][name] = value
    else:
        found[str(place)] = value
    path.write_text(json.dumps(found))
    with contextlib.suppress(StoreError):
        assert private.unlock(read_key_file(path)) == private.KEY


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 600), st.integers(1, 255))
def test_a_flipped_byte_never_gives_another_key(
    tmp_path_factory: pytest.TempPathFactory, at: int, flip: int
) -> None:
    """A file with any byte changed is refused, or opens to the same key, or to none."""
    path = tmp_path_factory.getbasetemp() / "flipped.key"
    content = bytearray(_content(tmp_path_factory.getbasetemp()))
    content[at % len(content)] ^= flip
    path.write_bytes(content)
    with contextlib.suppress(StoreError):
        assert private.unlock(read_key_file(path)) == private.KEY


def _with(path: Path, **changes: object) -> Path:
    found = json.loads(path.read_text())
    found["slots"][0].update(changes)
    path.write_text(json.dumps(found))
    return path


@pytest.mark.parametrize(
    "changes", [{"n": 2**30}, {"p": 16, "n": 2**19}, {"r": 2**20}, {"n": 3}, {"n": 0}, {"wrapped": "00" * 24}]
)
def test_a_slot_that_would_take_hours_is_refused(path: Path, changes: dict[str, object]) -> None:
    """A cost far beyond ours is no key file of ours: nobody waits for it."""
    with pytest.raises(StoreError, match="damaged"):
        read_key_file(_with(path, **changes))


def test_a_great_many_slots_are_refused(path: Path) -> None:
    """Each slot takes its time, so there are never more than a few."""
    found = json.loads(path.read_text())
    found["slots"] *= 10
    path.write_text(json.dumps(found))
    with pytest.raises(StoreError, match="damaged"):
        read_key_file(path)


def test_a_newer_file_is_told_as_such(path: Path) -> None:
    """A format of a later version is not called damaged."""
    found = json.loads(path.read_text())
    path.write_text(json.dumps({**found, "resilify_key": 2}))
    with pytest.raises(StoreError, match="newer resilify"):
        read_key_file(path)


def test_a_missing_file_is_told_as_such(tmp_path: Path) -> None:
    """It is named, with what to do."""
    with pytest.raises(StoreError, match="is missing"):
        read_key_file(tmp_path / "none.key")


@pytest.mark.parametrize("slot", [0, 1])
@pytest.mark.parametrize("name", ["wrapped", "salt"])
def test_a_changed_digit_is_found_and_stays_found(path: Path, slot: int, name: str) -> None:
    """By its checksum, also in the slot that is seldom used, and also once it was written elsewhere."""
    found = json.loads(path.read_text())
    digits = found["slots"][slot][name]
    found["slots"][slot][name] = ("1" if digits[0] == "0" else "0") + digits[1:]
    assert read_key_file(path).intact
    path.write_text(json.dumps(found))
    changed = read_key_file(path)
    assert changed.intact is False
    changed.write(path.with_name("again.key"))
    assert read_key_file(path.with_name("again.key")).intact is False
    kind = (PASSPHRASE, RECOVERY)[slot]
    with pytest.raises(WrongSecretError, match="The key file is damaged"):
        changed.unlock(kind, private.PASSPHRASE if slot == 0 else private.CODE)


def test_a_file_of_an_earlier_version_has_no_checksum(path: Path) -> None:
    """It opens as before; written anew it gets one."""
    found = json.loads(path.read_text())
    del found["check"]
    path.write_text(json.dumps(found))
    earlier = read_key_file(path)
    assert (earlier.intact, private.unlock(earlier)) == (None, private.KEY)
    earlier.write(path)
    assert read_key_file(path).intact is True


def test_a_slot_that_is_not_there_opens_nothing(path: Path) -> None:
    """A file without a slot for the code is as one whose code is wrong."""
    whole = read_key_file(path)
    one = KeyFile(whole.id, tuple(slot for slot in whole.slots if slot.kind == PASSPHRASE))
    with pytest.raises(WrongSecretError):
        one.unlock(RECOVERY, private.CODE)
