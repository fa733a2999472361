"""The complete format: everything goes out, and everything comes back."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from resilify_cli.checkin.model import Checkin
from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.json_stream import MOST_EVENTS
from resilify_cli.exchange.export_reader import ExportReader
from resilify_cli.exchange.format import FolderExportFormat
from resilify_cli.exchange.formats import resilify_json
from resilify_cli.exchange.formats.registry import export_formats
from resilify_cli.exchange.transfer.merge import MergeOutcome
from resilify_cli.session.draft import Draft
from resilify_cli.store.altered_rows import find_altered_rows
from resilify_cli.store.database import Database
from resilify_cli.store.drafts import OWN_PLACES, JournalDrafts
from resilify_cli.store.journal import Filter
from resilify_cli.store.row_hash import hash_texts
from resilify_cli.store.store import Store
from tests.exchange.conftest import new_store, read, written
from tests.exchange.stores import Rows, everything, fill, full_stores, indexed
from tests.fuzz.bounds import bounded

ID = "019407ed01c5d08f43e963b404a3"


def entry(**changes: Any) -> dict[str, Any]:
    """Return a record as a file has it."""
    return {
        "id": ID,
        "kind": "note",
        "listed": 1,
        "text": "words",
        "created_at": 1_700_000_000_000,
        "utc_offset": 60,
        "updated_at": 1_700_000_000_000,
        **changes,
    }


def some(count: int) -> list[dict[str, Any]]:
    """Return records, each of a time of its own."""
    return [entry(id=f"{n:028x}", created_at=1_700_000_000_000 + n) for n in range(count)]


def document(**kinds: list[Any]) -> bytes:
    return json.dumps({"application": "resilify", "schema_version": 1, **kinds}).encode()


@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(full_stores())
def test_what_went_out_comes_back_as_it_was(rows: Rows) -> None:
    """Exported, erased and imported, a store is the same field by field; a second time changes nothing."""
    first, second = new_store(), new_store()
    fill(first, rows)
    before = everything(first)
    data = written(first)
    account = read(second, data)
    assert (account.problems, everything(second)) == ([], before)
    known, shown = indexed(second)
    assert known == shown
    again = read(second, data)
    assert everything(second) == before
    assert set(again.entries) | set(again.others) <= {MergeOutcome.KNOWN}
    # Into the store that it came from, too.
    read(first, data)
    assert everything(first) == before
    assert written(second) == data


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(full_stores())
def test_a_file_that_was_laid_out_anew_is_read_the_same(rows: Rows) -> None:
    """Another program may sort the keys and break the lines; what comes in is the same."""
    first, second = new_store(), new_store()
    fill(first, rows)
    parsed = json.loads(written(first))
    kinds = {key: parsed.pop(key) for key in ("entries", "enrollments", "words", "journal_drafts")}
    # Entries need their enrollments; the rest stands in any order.
    order = ("words", "journal_drafts", "enrollments", "entries")
    laid_out = json.dumps({**parsed, **{kind: kinds[kind] for kind in order}}, indent=1)
    assert read(second, laid_out.encode()).problems == []
    assert everything(second) == everything(first)


def test_a_draft_of_each_place_comes_back() -> None:
    """What is half typed outside of programs is not left behind, and belongs there."""
    first, second = new_store(), new_store()
    drafts = JournalDrafts(first)
    for place in OWN_PLACES:
        drafts.save(place, Draft([place]).to_text())
    assert read(second, written(first)).problems == []
    assert [JournalDrafts(second).find(place) for place in OWN_PLACES] == [
        Draft([place]).to_text() for place in OWN_PLACES
    ]


def test_a_row_has_a_line_of_its_own(empty: Database) -> None:
    """A difference between two exports can be read line by line."""
    read(empty, document(entries=[entry(text="one\ntwo")]))
    lines = written(empty).decode().split("\n")
    assert lines[:4] == ["{", '"application": "resilify",', '"schema_version": 2,', '"enrollments": [']
    assert json.loads(next(line for line in lines if ID in line))["text"] == "one\ntwo"


def test_a_line_as_we_write_it_is_parsed_without_a_look_at_its_encoding(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`json.loads`, which takes a third longer, is left to lines that somebody else wrote."""
    read(empty, document(entries=some(3)))
    data, second = written(empty), new_store()
    with monkeypatch.context() as patched:
        patched.setattr(resilify_json, "json", None)
        assert read(second, data).problems == []
        with pytest.raises(AttributeError):
            read(new_store(), data.replace(b'{"seq"', b'{ "seq"'))
    assert written(second) == data
    assert read(new_store(), data.replace(b'{"seq"', b'{ "seq"').replace(b"},\n", b"} ,\n")).problems == []


def test_what_can_be_worked_out_may_be_left_out(empty: Database) -> None:
    """A record written by hand needs no hash, no number, no labels and no part that is empty."""
    assert read(empty, document(entries=[entry(text="a #tag")])).problems == []
    (row,) = everything(empty)["entries"]
    assert row[0] >> 20 == 1_700_000_000_000
    assert [label[:2] for label in everything(empty)["labels"]] == [("tag", "tag")]


def test_tags_that_an_older_version_read_are_read_anew(empty: Database) -> None:
    """An export of an older version had other tags for the same text; those of a later one stay."""
    labels = [{"kind": "tag", "label": name} for name in ("work", "code", "c")]
    given = entry(text="#work/project `#code` #c++", labels=[*labels, {"kind": "feeling", "label": "calm"}])
    other = entry(id="1" * 28, text="#work/project", labels=[{"kind": "tag", "label": "mine"}])
    assert read(empty, document(entries=[given, other])).problems == []
    found = {(label[0], label[1]) for label in everything(empty)["labels"]}
    assert found == {("tag", "work/project"), ("tag", "c++"), ("feeling", "calm"), ("tag", "mine")}


BAD: list[tuple[dict[str, Any], str]] = [
    (entry(id="x"), "its id can't be read"),
    (entry(id="\x1b[31m"), "its id can't be read"),
    (entry(text=None), "its text is empty"),
    (entry(text=1), "its text can't be read"),
    (entry(kind="diary"), "it holds a word that has no meaning here"),
    (entry(listed=2), "its listed can't be read"),
    (entry(listed=True), "its listed can't be read"),
    (entry(created_at=1.5), "its created_at can't be read"),
    (entry(created_at=-(2**46)), "its created_at can't be read"),
    (entry(updated_at=9_000_000_000_000), "its updated_at can't be read"),
    (entry(utc_offset=1440), "its utc_offset can't be read"),
    (entry(hash="zz"), "its hash can't be read"),
    (entry(hash="00"), "its hash can't be read"),
    (entry(answers="{"), "its answers can't be read"),
    (entry(answers="[" * 10_000), "its answers can't be read"),
    (entry(answers='{"feelings": [1]}'), "its answers can't be read"),
    (entry(answers='{"mood": "high"}'), "its answers can't be read"),
    (entry(answers='[{"a": 1}]'), "its answers can't be read"),
    (entry(enrollment_id="f" * 28), "it belongs to a pass through a program that is not there"),
    (entry(mystery=1), "it has a part that is not known here (mystery)"),
    (entry(**{"text; DROP TABLE entries": 1}), "it has a part that is not known here (an odd name)"),
    ({"id": ID}, "it has no kind"),
]


@pytest.mark.parametrize(("bad", "wrong"), BAD, ids=[wrong for _, wrong in BAD])
def test_a_bad_record_costs_no_other(empty: Database, bad: dict[str, Any], wrong: str) -> None:
    """It is told with its place and without its words, and the rest comes in."""
    good = entry(id="0" * 28)
    account = read(empty, document(entries=[bad, good]))
    assert [(problem.location, problem.message) for problem in account.problems] == [("entries[0]", wrong)]
    assert [row[1] for row in everything(empty)["entries"]] == ["0" * 28]


HALF = r'"a \ud83d"'
ODD_ANSWERS = [
    (
        "checkin",
        f'{{"mood": 3, "word": {HALF}, "feelings": [{HALF}], "activities": [{HALF}], "note": {HALF}}}',
    ),
    ("checkin", f'{{"mood": {"9" * 30}, "note": "a line"}}'),
    ("checkin", '{"mood": true, "feelings": null}'),
    ("response", f"[{HALF}, {'9' * 30}, 1e999, [{HALF}], null]"),
    ("response", "[]"),
]


@pytest.mark.parametrize(("kind", "answers"), ODD_ANSWERS)
def test_what_came_in_goes_out_in_every_format(empty: Database, kind: str, answers: str) -> None:
    """Whatever stands in an answer's parts, a journal that it is in can be exported, read and found sound."""
    assert read(empty, document(entries=[entry(kind=kind, answers=answers, hash="00" * 16)])).problems == []
    for form in export_formats().values():
        if isinstance(form, FolderExportFormat):
            texts = [text for _, text in form.files(ExportReader(empty, Filter()))]
        else:
            texts = [written(empty, form.name).decode()]
        assert "words" in texts[0] or form.name == "csv" or kind == "checkin"


def test_a_row_that_is_mended_as_it_comes_in_has_a_hash_of_its_own(empty: Database) -> None:
    """Half a character is marked in an answer's parts, and the row is no altered one; others keep theirs."""
    answers = ODD_ANSWERS[0][1]
    mended = entry(kind="checkin", answers=answers, hash=hash_texts("", "words", answers).hex())
    damaged = entry(id="1" * 28, hash="00" * 16)
    assert read(empty, document(entries=[mended, damaged])).problems == []
    (altered,) = find_altered_rows(empty.connection)
    assert altered.key == (empty.rows("SELECT seq FROM entries WHERE id = ?", ("1" * 28,))[0]["seq"],)


@pytest.mark.parametrize("bad", [None, 1, "x", [], [[]]])
def test_what_is_no_record_is_told(empty: Database, bad: object) -> None:
    """A value where a record should be is a bad record."""
    account = read(empty, document(entries=[bad, entry()], words=[bad]))
    assert [problem.message for problem in account.problems] == ["this is no record"] * 2
    assert len(everything(empty)["entries"]) == 1


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ({"versions": [{"version": 1}]}, ("versions[0]", "it has no prompt")),
        ({"versions": 1}, ("versions", "this is no list")),
        ({"readings": [{"measure": "m", "value": "x"}]}, ("readings[0]", "its value can't be read")),
        (
            {"labels": [{"kind": "x", "label": "y"}]},
            ("labels[0]", "it holds a word that has no meaning here"),
        ),
        ({"labels": [{"kind": "tag", "label": "y"}] * 2}, ("labels[1]", "it is there twice")),
    ],
)
def test_a_bad_part_costs_no_entry(empty: Database, part: dict[str, Any], wrong: tuple[str, str]) -> None:
    """What hangs on an entry and can't be kept is told, and the entry comes in."""
    account = read(empty, document(entries=[entry(**part)]))
    assert [(problem.location, problem.message) for problem in account.problems] == [
        (f"entries[0] {wrong[0]}", wrong[1])
    ]
    assert len(everything(empty)["entries"]) == 1


@pytest.mark.parametrize("damage", [b"", b"\xff", b"{]", b'{"id": ' + b"9" * 5000 + b"}", b"[" * 9000])
def test_a_damaged_line_costs_no_other(empty: Database, damage: bytes) -> None:
    """In a file as it was exported, a damaged line is told by its number, and all others come in."""
    read(empty, document(entries=some(3)))
    lines = written(empty).split(b"\n")
    at = next(number for number, line in enumerate(lines) if f"{1:028x}".encode() in line)
    lines[at] = damage
    fresh = new_store()
    account = read(fresh, b"\n".join(lines))
    assert [(problem.location, problem.message) for problem in account.problems] == [
        (str(at + 1), "this line is damaged")
    ]
    assert [row[1] for row in everything(fresh)["entries"]] == [f"{0:028x}", f"{2:028x}"]


def test_a_line_of_parts_without_number_costs_no_other(home: Path, tmp_path: Path) -> None:
    """It is told in less memory than its parts would take; a text may have as many commas."""
    store = new_store()
    read(store, document(entries=[entry(id="0" * 28, text="a, " * (MOST_EVENTS + 1)), entry()]))
    file = tmp_path / "all.json"
    file.write_bytes(written(store).replace(b'"text": "words"', b'"text": [' + b"[]," * 20_000_000 + b"[]]"))
    ran = bounded(str(home), "journal", "import", str(file))
    assert b"Came in: 1. Known already: 0. Not readable: 1." in ran.stdout
    assert b"this line is damaged" in ran.stderr


def test_a_number_beyond_all_bounds_costs_no_other(empty: Database) -> None:
    """The parser of streams gives up at such a number; a file as it was exported is read all the same."""
    read(empty, document(entries=some(2)))
    data = written(empty).replace(b'"updated_at": 1700000000000', b'"updated_at": ' + b"9" * 50, 1)
    fresh = new_store()
    assert [problem.message for problem in read(fresh, data).problems] == ["its updated_at can't be read"]
    assert len(everything(fresh)["entries"]) == 1


@pytest.mark.parametrize("layout", ["as exported", "another"])
def test_a_file_that_breaks_off_gives_what_it_has(empty: Database, layout: str) -> None:
    """What stands before the place is read, and the place is told."""
    data = document(entries=some(3))
    if layout == "as exported":
        read(empty, data)
        data = written(empty)
    fresh = new_store()
    account = read(fresh, data[: data.index(f"{2:028x}".encode())])
    assert account.problems[-1].message == "the file breaks off"
    assert len(everything(fresh)["entries"]) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"application": "other", "schema_version": 1}', "not an export of resilify"),
        (b'{"application": "resilify", "schema_version": 3}', "newer"),
        (b'{\n"application": "resilify",\n"schema_version": 3,\n"entries": [\n]\n}\n', "newer"),
        (b'{"schema_version": "1"}', "never was"),
        (b'{"entries": [{}]}', "does not say"),
    ],
)
def test_a_file_of_another_kind_or_a_newer_version_is_refused(
    empty: Database, data: bytes, said: str
) -> None:
    """Nothing of it comes in."""
    with pytest.raises(ImportRefusedError, match=said):
        read(empty, data)


def test_endless_nesting_is_refused(empty: Database) -> None:
    """A small file that nests without end takes no memory, and is told."""
    account = read(empty, b'{"application": "resilify", "schema_version": 1, "entries": [' + b"[" * 200_000)
    assert [problem.message for problem in account.problems] == ["the file is nested too deeply here"]


def test_an_unknown_kind_of_record_is_told(empty: Database) -> None:
    """Nothing that was exported is left out in silence."""
    account = read(empty, document(dreams=[{}], entries=[entry()]))
    assert [(problem.location, problem.message) for problem in account.problems] == [
        ("dreams[0]", "a record of an unknown kind")
    ]


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=60))
@example(b"")
@example(b"{")
@example(b'{"application": "resilify", "schema_version": 1, "entries": [{"id": "\\ud800"}]}')
def test_any_bytes_are_a_problem_or_refused(data: bytes) -> None:
    """No file makes it fail in another way."""
    with contextlib.suppress(ImportRefusedError):
        read(new_store(), data)


@pytest.mark.parametrize("mine", [False, True])
def test_many_records_of_one_entry_are_bounded(empty: Database, mine: bool) -> None:
    """A file has an entry once; of four thousand the first hundred come in, and the others are told."""
    read(empty, document(words=[{"kind": "feeling", "word": "x", "hidden": 0, "updated_at": 1}]))
    records = [entry(text=f"words {n}", updated_at=1_700_000_000_000 + n) for n in range(4_000)]
    account = read(empty, document(entries=records), mine=mine)
    assert account.problem_count == 3_900
    assert account.problems[0].message == "there are too many of one entry"
    found = everything(empty)
    assert (len(found["entries"]), len(found["entry_versions"])) == (1, 99)


@pytest.mark.parametrize(
    ("reading", "wrong"),
    [
        ({"value": 1e6, "low": 1, "high": 5}, "its value is not on its scale"),
        ({"value": 3, "low": 5, "high": 1}, "its scale has no length"),
        ({"value": 3, "low": 3, "high": 3}, "its scale has no length"),
        ({"value": 1e300, "low": 0, "high": 1e301}, "its value can't be read"),
    ],
)
def test_a_reading_that_no_scale_has_costs_no_entry(
    empty: Database, reading: dict[str, float], wrong: str
) -> None:
    """It is told and left out, and the entry comes in."""
    account = read(empty, document(entries=[entry(readings=[{"measure": "calm", **reading}])]))
    assert [problem.message for problem in account.problems] == [wrong]
    assert (len(everything(empty)["entries"]), everything(empty)["readings"]) == (1, [])


def test_times_to_the_end_of_what_a_store_can_hold_come_back(empty: Database) -> None:
    """An entry of the year 2248 or 1691 that a store has taken goes out and comes back."""
    records = [
        entry(id=f"{n:028x}", created_at=at) for n, at in enumerate((-8_796_000_000_000, 8_796_000_000_000))
    ]
    read(empty, document(entries=records))
    fresh = new_store()
    assert read(fresh, written(empty)).problems == []
    assert everything(fresh) == everything(empty)


def test_what_is_written_is_counted_by_entries(empty: Database) -> None:
    """Enrollments, words and drafts come along uncounted."""
    Store(empty).checkins.add(Checkin(mood=3, feelings=("antsy",)))
    read(empty, document(entries=some(3)))
    reader = ExportReader(empty, Filter())
    kinds = {kind: len(list(reader.everything(kind))) for kind in reader.kinds}
    assert kinds["words"] == 1
    assert reader.count == kinds["entries"] == 4
