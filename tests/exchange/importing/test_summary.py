"""The account of an import: everything that was read is counted once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.exchange.entries.portable_entry import EmptyEntry, ImportProblem, LeftOutKind, PortableEntry
from resilify_cli.exchange.file_dates.entry_date import DateGuess, DateOrder, DateOrderDetector
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.summary import MOST_SHOWN, ImportSummary
from resilify_cli.exchange.transfer.merge import MergeOutcome

AT = datetime(2026, 11, 3, 12, tzinfo=UTC)
kinds_left_out = st.dictionaries(st.sampled_from(LeftOutKind), st.integers(1, 3), max_size=2)
things = st.one_of(
    st.builds(ImportProblem, st.just("1"), st.just("wrong")),
    st.builds(EmptyEntry, st.just("2"), kinds_left_out),
    st.tuples(
        st.builds(
            PortableEntry,
            st.just("words"),
            st.just(AT),
            guess=st.sampled_from(DateGuess),
            left_out=kinds_left_out,
            remarks=st.lists(st.just(ImportProblem("3", "odd")), max_size=2).map(tuple),
        ),
        st.sampled_from(MergeOutcome),
    ),
)


@given(st.lists(things, max_size=60))
def test_the_account_adds_up(
    read: list[ImportProblem | EmptyEntry | tuple[PortableEntry, MergeOutcome]],
) -> None:
    """What was read is what came in, changed, was known, has no words or is not readable."""
    account = ImportSummary()
    left_out = 0
    for thing in read:
        if isinstance(thing, ImportProblem):
            account.add_problem(thing)
        elif isinstance(thing, EmptyEntry):
            account.add_empty(thing)
            left_out += sum(thing.left_out.values())
        else:
            account.add_entry(*thing)
            left_out += sum(thing[0].left_out.values())
    assert account.read_count == len(read)
    assert account.left_out.total() == left_out
    came = [thing[0] for thing in read if isinstance(thing, tuple) and thing[1] is not MergeOutcome.KNOWN]
    assert account.guesses.total() == sum(record.guess.is_guess for record in came)
    assert account.remark_count == sum(len(record.remarks) for record in came)
    for shown, count in (
        (account.problems, account.problem_count),
        (account.empty_locations, account.empty_count),
        (account.guessed, account.guesses.total()),
        (account.remarks, account.remark_count),
    ):
        assert len(shown) == min(count, MOST_SHOWN)


@pytest.mark.parametrize(
    ("said", "shown", "text", "day", "guess"),
    [
        (None, None, (9, 6, 2013), date(2013, 6, 9), DateGuess.DAY_FIRST),
        (None, (18, 6), (9, 6, 2013), date(2013, 6, 9), DateGuess.NONE),
        (None, (6, 18), (9, 6, 2013), date(2013, 9, 6), DateGuess.NONE),
        (DateOrder.MONTH_FIRST, (18, 6), (9, 6, 2013), date(2013, 9, 6), DateGuess.NONE),
        (DateOrder.MONTH_FIRST, None, (18, 6, 2013), date(2013, 6, 18), DateGuess.NONE),
        (None, None, (18, 6, 2013), date(2013, 6, 18), DateGuess.NONE),
        (None, None, (6, 18, 2013), date(2013, 6, 18), DateGuess.NONE),
        (None, None, (3, 3, 2013), date(2013, 3, 3), DateGuess.NONE),
    ],
)
def test_the_order_of_day_and_month(
    said: DateOrder | None,
    shown: tuple[int, int] | None,
    text: tuple[int, int, int],
    day: date,
    guess: DateGuess,
) -> None:
    """What is said comes first, then what the file shows, then day first as a guess."""
    reader = DateOrderDetector(said)
    if shown:
        reader.observe(*shown)
    assert reader.parse(*text) == (day, guess)


def test_an_undated_entry_is_of_the_day_that_is_said_or_of_a_guess() -> None:
    """The day that is said, else the time of the file, else now."""
    said = ImportOptions(date=date(2020, 5, 6), now=AT).fallback_date(AT)
    assert (said.day, said.at.date(), said.guess) == (date(2020, 5, 6), date(2020, 5, 6), DateGuess.GIVEN)
    assert ImportOptions(now=AT).fallback_date(AT.replace(year=2020)) == (
        AT.replace(year=2020),
        None,
        DateGuess.FILE_TIME,
    )
    assert ImportOptions(now=AT).fallback_date() == (AT, None, DateGuess.NOW)


def test_a_pattern_reads_what_fits_it() -> None:
    """A pattern with an hour gives a time, one without gives a day; what does not fit gives nothing."""
    timed = ImportOptions(pattern="%d.%m.%Y %H:%M").parse_pattern(" 09.06.2013 15:39 ")
    assert timed is not None
    assert (timed.at.replace(tzinfo=None), timed.day) == (datetime(2013, 6, 9, 15, 39), None)
    entry_date = ImportOptions(pattern="%d.%m.%Y").parse_pattern("09.06.2013")
    assert entry_date is not None
    assert entry_date.day == date(2013, 6, 9)
    assert ImportOptions(pattern="%d.%m.%Y").parse_pattern("2013-06-09") is None
    assert ImportOptions().parse_pattern("2013-06-09") is None
