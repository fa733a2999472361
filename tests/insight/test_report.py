"""The report: what is in it is what was chosen, and the page is whole, safe and on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.app.paths import find_paths
from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Program
from resilify_cli.insight.charts import Bar, BarChart, Insight, LineChart, Marker, Point, Remark
from resilify_cli.insight.mood_calendar import calendar_start
from resilify_cli.insight.report import (
    EnrollmentProgress,
    EntrySelection,
    Report,
    ReportEntries,
    ReportOptions,
    SessionProgress,
    StoredEntries,
    build_report,
)
from resilify_cli.insight.report_page import describe_contents, page_parts
from resilify_cli.store.entry import Entry
from resilify_cli.store.entry_times import local_time
from resilify_cli.store.series import DaySpan, Series
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.insight.stories import ANSWER, KEY, NOTE, PLAN, SESSIONS, tell
from tests.store.conftest import response

TODAY = date(2026, 11, 21)
MIDNIGHT = timedelta(0)
VOID = {"meta", "br", "rect", "path", "line", "circle"}


@pytest.fixture
def told(store: Store, clock: FixedClock) -> Store:
    tell(store, clock)
    return store


@pytest.fixture(scope="module")
def programs() -> dict[str, Program]:
    return {
        KEY: load_program(find_paths({"RESILIFY_HOME": "/nowhere"}).bundled / "cultivating-self-compassion")
    }


def report(store: Store, since: date | None = None, **choices: object) -> Report:
    options = ReportOptions(**choices)  # type: ignore[arg-type]
    return build_report(store, {}, DaySpan(TODAY, since), options)


def render_page(found: Report, name: str, starts_at: timedelta) -> str:
    return "".join(page_parts(found, name, starts_at))


def texts(entries: ReportEntries) -> set[str]:
    return {entry.text for entry in entries}


def test_without_a_choice_no_entry_is_in_it(told: Store) -> None:
    """Progress, plans and measures are in it, and not a word of the journal."""
    found = report(told)
    assert (len(found.enrollments), texts(found.plans), found.entries) == (1, {PLAN}, ())
    assert found.insights
    shown = render_page(found, "", MIDNIGHT)
    assert ANSWER[:20] not in shown
    assert NOTE[:13] not in shown
    assert "Slept badly" not in shown


def test_entries_of_programs(told: Store) -> None:
    """With those of programs, what was written in a session is in it, and nothing else."""
    found = report(told, entries=EntrySelection.PROGRAM)
    assert texts(found.entries) == {ANSWER}
    assert len(found.entries) == len(SESSIONS)


def test_all_entries_oldest_first(told: Store) -> None:
    """With all, notes and check-ins are in it too, in the order of time; plans stay plans."""
    found = report(told, entries=EntrySelection.ALL)
    assert {entry.kind for entry in found.entries} == {"response", "note", "checkin"}
    assert [entry.at for entry in found.entries] == sorted(entry.at for entry in found.entries)
    assert PLAN not in texts(found.entries)
    assert len(found.plans) == len(SESSIONS)


@pytest.mark.parametrize("entries", list(EntrySelection))
def test_plans_can_be_left_out(told: Store, entries: EntrySelection) -> None:
    """Without plans there is none anywhere, whatever entries are chosen."""
    found = report(told, entries=entries, plans=False)
    assert found.plans == ()
    assert PLAN not in render_page(found, "", MIDNIGHT)


def test_progress_and_measures_can_be_left_out(told: Store) -> None:
    """What is left out is not in it, and a report of nothing is empty."""
    assert report(told, progress=False).enrollments == ()
    assert report(told, measures=False).insights == ()
    assert not report(told, progress=False, plans=False, measures=False)


def test_an_earlier_version_of_a_plan_is_not_in_it(store: Store, clock: FixedClock) -> None:
    """Of a plan that was changed, the newest version is told."""
    enrollment = store.enrollments.begin("key", "slug", "A program", "")
    for text in ("first", "second"):
        store.entries.answer(enrollment, response(text, activity_kind="plan"))
    assert texts(report(store).plans) == {"second"}


def test_from_a_day_on(told: Store) -> None:
    """Before the first day nothing is told, neither entry, plan nor picture."""
    found = report(told, date(2026, 9, 15), entries=EntrySelection.ALL)
    assert min(entry.at.date() for entry in (*found.entries, *found.plans)) == date(2026, 9, 15)
    assert len(found.plans) == len(SESSIONS) - 1
    days = [
        point.day for insight in found.insights if isinstance(insight, LineChart) for point in insight.points
    ]
    # A week of moods stands at its Monday.
    assert min(days) >= date(2026, 9, 14)
    assert not report(told, date(2026, 11, 20))


def test_a_program_in_which_nothing_happened_since_is_left_out(told: Store) -> None:
    """A pass is told of if anything was done in it since the first day."""
    assert report(told, date(2026, 9, 29)).enrollments
    assert not report(told, date(2026, 9, 30)).enrollments


def test_one_program_alone(told: Store) -> None:
    """With a program named, nothing of another, and no check-in, is in it."""
    other = told.enrollments.begin("other", "other", "Another", "")
    told.entries.answer(other, response("of another", activity_kind="plan"))
    found = report(told, program=KEY, entries=EntrySelection.PROGRAM)
    assert [one.title for one in found.enrollments] == ["Cultivating"]
    assert texts(found.plans) == {PLAN}
    assert all(insight.key.startswith("measure:") for insight in found.insights)
    assert texts(report(told, program="other").plans) == {"of another"}


def test_progress_tells_each_session(told: Store, programs: dict[str, Program]) -> None:
    """Finished sessions have their days, the rest none, and the one under way is known."""
    enrollment = told.enrollments.latest(KEY)
    assert enrollment
    told.enrollments.move(enrollment, programs[KEY].sessions[3].id, "a-step")
    (found,) = build_report(told, programs, DaySpan(TODAY), ReportOptions()).enrollments
    assert (found.begun, found.finished, found.done, len(found.sessions)) == (date(2026, 9, 1), None, 3, 8)
    assert [session.finished for session in found.sessions[:4]] == [
        date(2026, 9, 1),
        date(2026, 9, 15),
        date(2026, 9, 29),
        None,
    ]
    assert [session.under_way for session in found.sessions[:5]] == [False, False, False, True, False]
    assert found.sessions[0].title == "Understanding self-compassion"


def test_a_program_that_is_gone_is_told_by_what_is_known(told: Store) -> None:
    """Without its files, a program's finished sessions are still told, by their ids as words."""
    (found,) = report(told).enrollments
    assert [session.title for session in found.sessions] == [
        "Understanding self compassion",
        "Barriers to self compassion",
        "Preparing to be self compassionate",
    ]


def test_the_small_hours_belong_to_the_day_before(store: Store, clock: FixedClock) -> None:
    """Where a day begins at four, what was written at two is told under the day before."""
    clock.time = clock.time.replace(hour=2)
    store.notes.add("late")
    found = report(store, entries=EntrySelection.ALL)
    assert "Monday 2 November 2026, 02:15" in render_page(found, "", timedelta(hours=4))
    assert "Tuesday 3 November 2026, 02:15" in render_page(found, "", MIDNIGHT)


def test_what_is_in_it_is_told(told: Store) -> None:
    """The sentence about a report counts what is in it, and names what is not."""
    found = report(told, entries=EntrySelection.PROGRAM)
    assert describe_contents(found) == (
        f"In it: progress in 1 program, 3 plans, {len(found.insights)} measures, 3 journal entries."
    )
    empty = report(told, progress=False, plans=False, measures=False)
    assert describe_contents(empty) == "In it: no progress, no plans, no measures, no journal entries."


class Seen(HTMLParser):
    """What a browser would see: elements in their order, text, and whether all are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def test_nothing_is_fetched_and_nothing_runs(told: Store) -> None:
    """The page has no script, no link and no source, and forbids the browser to fetch any."""
    shown = render_page(report(told, entries=EntrySelection.ALL), "", MIDNIGHT)
    seen = Seen(shown)
    names = {name for _, attributes in seen.tags for name in attributes}
    assert not names & {"src", "href", "srcset", "action", "data", "poster", "background", "ping"}
    assert not any(name.startswith("on") for name in names)
    assert not {tag for tag, _ in seen.tags} & {"script", "link", "img", "iframe", "object", "embed", "base"}
    assert not re.search(r"url\(|@import|https?:", shown)
    policy = next(a["content"] for _, a in seen.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_every_drawing_is_an_image_with_a_title(told: Store) -> None:
    """A screen reader is told a title for each drawing; one more is the page's own."""
    found = report(told)
    seen = Seen(render_page(found, "", MIDNIGHT))
    drawings = [attributes for tag, attributes in seen.tags if tag == "svg"]
    assert len(drawings) > len(found.insights)
    assert all(attributes["role"] == "img" for attributes in drawings)
    assert [tag for tag, _ in seen.tags].count("title") == len(drawings) + 1


def test_every_line_is_labelled_by_words_of_its_own(told: Store) -> None:
    """No id is twice on the page, and what a drawing is labelled by is there."""
    seen = Seen(render_page(report(told), "", MIDNIGHT))
    ids = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    labels = " ".join(attributes.get("aria-labelledby", "") for tag, attributes in seen.tags if tag == "svg")
    assert len(ids) == len(set(ids))
    assert sorted(labels.split()) == sorted(ids)


def test_every_sentence_is_there_to_be_read(told: Store) -> None:
    """The title and the sentence of each insight are on the page."""
    found = report(told)
    seen = Seen(render_page(found, "", MIDNIGHT))
    for insight in found.insights:
        assert seen.text.count(" ".join(insight.description.split())) >= 1
        assert " ".join(insight.title.split()) in seen.text


def test_words_are_as_they_were_written(told: Store) -> None:
    """Marks of HTML, Markdown and Rich are words like any others, and line ends are kept."""
    seen = Seen(render_page(report(told, entries=EntrySelection.ALL), "", MIDNIGHT))
    assert ANSWER in seen.text
    assert NOTE.replace("\t", "    ") in seen.text
    assert "b" not in {tag for tag, _ in seen.tags}


def test_a_name_is_in_it_only_if_given(told: Store) -> None:
    """The heading and the title carry a name if there is one."""
    found = report(told)
    assert Seen(render_page(found, "Anna <K.>", MIDNIGHT)).text.count("of Anna <K.>") == 2
    assert "Self-help report, 21 November 2026" in render_page(found, "", MIDNIGHT)


def test_a_damaged_entry_says_so(store: Store) -> None:
    """Words that no longer match their hash are told with a remark."""
    store.notes.add("my words")
    store.database.connection.execute("UPDATE entries SET text = 'my wprds'")
    assert "not as it was written" in render_page(report(store, entries=EntrySelection.ALL), "", MIDNIGHT)


def test_the_page_is_written_while_its_entries_are_read() -> None:
    """Of many entries only a few are in memory: one is written before hundreds more are read."""
    read: list[int] = []

    def entries() -> Iterator[Entry]:
        for number in range(2_000):
            read.append(number)
            yield Entry("0" * 28, "note", f"word number {number};", datetime(2026, 11, 3, tzinfo=UTC), False)

    found = Report(TODAY, None, (), (), (), StoredEntries(entries))
    read.clear()
    ahead = []
    for part in page_parts(found, "", MIDNIGHT):
        written = re.findall(r"word number (\d+);", part)
        ahead += [len(read) - int(number) for number in written]
    assert len(ahead) == 2_000
    assert max(ahead) < 200


def test_an_entry_is_written_without_a_macro(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call of one takes longer than all that is filled in."""
    called: list[object] = []
    monkeypatch.setattr("jinja2.runtime.Macro.__call__", lambda *_, **__: called.append(None))
    for number in range(3):
        store.notes.add(f"note {number}")
    page = render_page(report(store, entries=EntrySelection.ALL), "", MIDNIGHT)
    assert [f"note {number}" in page for number in range(3)] == [True] * 3
    assert called == []


def test_the_pieces_of_an_entry_are_not_looked_at_one_by_one(
    told: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The buffer of Jinja itself does, which takes as long as the reading."""
    monkeypatch.delattr("jinja2.environment.TemplateStream")
    parts = list(page_parts(report(told, entries=EntrySelection.ALL), "", MIDNIGHT))
    assert parts[-1].endswith("</html>")
    assert "" not in parts


@pytest.mark.parametrize(
    ("since", "first"),
    [(None, calendar_start(TODAY)), (date(1999, 1, 1), calendar_start(TODAY)), (TODAY, TODAY)],
)
def test_the_calendar_reads_its_own_days_alone(
    store: Store, since: date | None, first: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many years only the last is read once more for it, and of a short report no more than that."""
    spans: list[DaySpan] = []
    read = Series.moods

    def read_and_tell(series: Series, span: DaySpan) -> dict[date, float]:
        spans.append(span)
        return read(series, span)

    monkeypatch.setattr(Series, "moods", read_and_tell)
    report(store, since)
    assert [span.since for span in spans] == [first]


def test_entries_are_counted_as_they_are_read(told: Store) -> None:
    """How many entries there are is known before and after they were gone through, and is the same."""
    found, again = (report(told, entries=EntrySelection.ALL).entries for _ in range(2))
    assert len(found) == len(list(again)) == len(again)


def test_numbers_of_a_picture_are_looked_at_together() -> None:
    """A picture of ten years takes as long for each of its numbers as one of ten weeks."""

    class Points(tuple[Point, ...]):
        looks = 0

        def __iter__(self) -> Iterator[Point]:
            Points.looks += 1
            return super().__iter__()

    points = Points(Point(TODAY - timedelta(number), number % 7) for number in range(500))
    chart = LineChart("mood", "Mood", "Says.", points, 0, 10, ())
    assert "<td>6</td>" in render_page(Report(TODAY, None, (), (), (chart,), ()), "", MIDNIGHT)
    assert Points.looks < 50


def test_help_in_a_crisis_is_at_the_end(told: Store) -> None:
    """The last lines say where help is."""
    end = Seen(render_page(report(told), "", MIDNIGHT)).text[-600:]
    for words in ("In a crisis", "resilify help-now", "findahelpline.com", "112"):
        assert words in end


def test_a_bar_is_as_long_as_its_number() -> None:
    """A bar fills its share of the scale, and never more than all of it."""
    bars = tuple(Bar(str(value), value) for value in (1, 2, 5, 9, 0))
    insight = BarChart("key", "Title", "Says.", bars, 1, 5)
    shown = render_page(Report(TODAY, None, (), (), (insight,), ()), "", MIDNIGHT)
    assert re.findall(r'"length" width="([\d.]+)%"', shown) == ["0.0", "25.0", "100.0", "100.0", "0.0"]


words = st.text(st.characters(), max_size=40)
days = st.dates(date(1000, 1, 2), date(2247, 1, 1))
numbers = st.floats(-1000, 1000)
any_insight: st.SearchStrategy[Insight] = st.one_of(
    st.builds(
        LineChart,
        words,
        words,
        words,
        st.lists(st.builds(Point, days, numbers), min_size=1, max_size=8).map(tuple),
        st.just(0.0),
        st.just(10.0),
        st.lists(st.builds(Marker, days, words, words), max_size=3).map(tuple),
    ),
    st.builds(
        BarChart,
        words,
        words,
        words,
        st.lists(st.builds(Bar, words, numbers, words), min_size=1, max_size=5).map(tuple),
        st.just(0.0),
        st.sampled_from([0.0, 10.0]),
    ),
    st.builds(Remark, words, words, words),
)
entries = st.builds(
    Entry,
    id=st.just("0" * 28),
    kind=st.sampled_from(["response", "note", "checkin"]),
    text=words,
    at=st.builds(local_time, st.integers(-(10**13), 8 * 10**12), st.integers(-720, 840)),
    edited=st.booleans(),
    prompt=words,
    program=words,
    session=words,
)
enrollments = st.builds(
    EnrollmentProgress,
    words,
    days,
    st.none() | days,
    st.lists(st.builds(SessionProgress, words, st.none() | days, st.booleans()), max_size=3).map(tuple),
)


@settings(max_examples=50, deadline=None)
@given(
    st.builds(
        Report,
        days,
        st.none() | days,
        st.lists(enrollments, max_size=2).map(tuple),
        st.lists(entries, max_size=2).map(tuple),
        st.lists(any_insight, max_size=3).map(tuple),
        st.lists(entries, max_size=3).map(tuple),
    ),
    words,
)
def test_any_report_makes_a_whole_page(found: Report, name: str) -> None:
    """Whatever words, numbers and days are in it, every element is closed and nothing odd is let through."""
    shown = render_page(found, name, timedelta(hours=4))
    seen = Seen(shown)
    assert {tag for tag, _ in seen.tags} & {"script", "a", "b", "img"} == set()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
