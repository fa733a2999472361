"""`resilify journal edit`: an entry changed, with what it was kept."""

from typing import TYPE_CHECKING

from resilify_cli.commands.handing_back import handed_back
from resilify_cli.commands.journal.layout import day_line, entry_day
from resilify_cli.commands.journal.named import EntryId, named_entry
from resilify_cli.commands.journal.trash_word import clear_trash
from resilify_cli.commands.journal.words import (
    InEditor,
    NewTags,
    Words,
    check_tags,
    given_text,
    some_words,
    write_in_editor,
)
from resilify_cli.commands.options import Plain, one_command
from resilify_cli.commands.surroundings import Surroundings, surroundings
from resilify_cli.console import talk
from resilify_cli.errors import LeftEarlyError, ResilifyError, UsageError

if TYPE_CHECKING:
    from resilify_cli.activities.base import Outcome
    from resilify_cli.checkin.model import Checkin
    from resilify_cli.session.parts import Parts
    from resilify_cli.store.entry import Entry
    from resilify_cli.store.revisions import Revised
    from resilify_cli.store.store import Store

app = one_command()


@app.command()
def edit(
    entry_id: EntryId,
    words: Words = None,
    tags: NewTags = None,
    editor: InEditor = False,
    plain: Plain = None,
) -> None:
    """Change an entry. Without words it is asked again, with what it says to change or to keep."""
    # Read before anything can be refused, so that they can be handed back.
    said = None if (editor or tags) and not words else given_text(words)
    with handed_back(said or "") as kept:
        around = surroundings()
        if editor and words:
            raise UsageError("--editor is for writing, so it does not go with words.")
        check_tags(tags)
        with named_entry(around, entry_id) as (store, entry):
            around.copy_daily(store)
            store.need_writable()
            changing = _Changing(store, entry, tags or [])
            if editor:
                changing.write_in_editor(around)
            elif tags and not words:
                changing.keep_words(changing.words, entry.answers)
            elif said is not None:
                changing.keep_words(some_words(said))
                kept()
            else:
                around.need_terminal(plain=plain)
                _ask(around, changing, plain=plain)
            talk(changing.said)
            clear_trash(store)


class _Changing:
    """The change of one entry, by its words or part by part."""

    def __init__(self, store: "Store", entry: "Entry", tags: list[str]) -> None:
        self.store = store
        self.entry = entry
        self.tags = tags
        self.revised: Revised | None = None
        self.left_empty = False

    @property
    def words(self) -> str:
        """The words that can be changed: of a check-in, its note."""
        return self.checkin().note if self.entry.kind == "checkin" else self.entry.text

    def checkin(self) -> "Checkin":
        """Return what a check-in holds."""
        from resilify_cli.checkin.model import Checkin

        return Checkin.from_json(self.entry.answers)

    def keep_words(self, text: str, answers: str | None = None) -> None:
        """Change the words; without its `answers`, an answer of several parts is these words alone."""
        from resilify_cli.store.labels import with_tags

        text = with_tags(text.rstrip("\n"), self.tags)
        if self.entry.kind == "checkin":
            from dataclasses import replace

            self.keep_checkin(replace(self.checkin(), note=text))
        elif text != self.entry.text:
            self.revised = self.store.revisions.revise(self.entry, text, answers)

    def write_in_editor(self, around: Surroundings) -> None:
        """Change the words in the person's own editor; only the note of a check-in can become empty."""

        def keep(text: str) -> bool:
            self.keep_words(text)
            return True

        way_in = f"resilify journal edit {self.entry.handle} -"
        may_be_empty = self.entry.kind == "checkin"
        kept = write_in_editor(around, self.words, keep, way_in, may_be_empty=may_be_empty)
        self.left_empty = not kept

    def keep_checkin(self, checkin: "Checkin") -> None:
        """Change a check-in."""
        self.revised = self.store.revisions.revise_checkin(self.entry, checkin)

    @property
    def said(self) -> str:
        """What to say of the change."""
        way = f"resilify journal history {self.entry.handle}"
        match self.revised.name if self.revised else "":
            case "DONE":
                return f"Changed. What it was: {way}"
            case "ALSO_ELSEWHERE":
                return f"Changed. It was changed elsewhere too, meanwhile. Both are kept: {way}"
            case _:
                return "Left empty, so it is as it was." if self.left_empty else "It is as it was."


def _ask(around: Surroundings, changing: _Changing, *, plain: bool | None) -> None:
    from resilify_cli.prompters.protocol import Screen
    from resilify_cli.session.parts import PartByPart, Result

    entry = changing.entry
    screen = Screen(entry.program or "Journal", entry.session, position="To change", can_go_back=False)
    with around.prompter(plain=plain, animation=False) as prompter:
        result = PartByPart(_parts(around, changing), prompter, screen).ask()
        half_done = result is Result.LEAVE and changing.store.journal_drafts.is_kept(entry.id)
        way = f"What you typed is kept. To go on: resilify journal edit {entry.handle}"
        prompter.say(way if half_done else "")
    if result is Result.LEAVE:
        raise LeftEarlyError("")


def _parts(around: Surroundings, changing: _Changing) -> "Parts":
    entry, store = changing.entry, changing.store
    if entry.kind == "checkin":
        from resilify_cli.session.checkin import CheckingIn

        return CheckingIn(
            store,
            entry.id,
            changing.keep_checkin,
            changing.checkin(),
            f"on {day_line(entry_day(entry, around))}",
        )
    if entry.kind == "response" and (found := _activity_parts(around, changing)):
        return found
    from resilify_cli.activities.questions import Prose
    from resilify_cli.session.notes import Writing

    body = (Prose(entry.prompt or "Your note:"),)
    return Writing(store, entry.id, body, changing.keep_words, entry.text)


def _activity_parts(around: Surroundings, changing: _Changing) -> "Parts | None":
    """Return the parts of the activity that was answered; None where its program is no longer there."""
    from resilify_cli.commands.continue_ import enrolled_program
    from resilify_cli.session.past import StoredPast
    from resilify_cli.session.revision import Revision
    from resilify_cli.store.entries import answers_json

    entry, store = changing.entry, changing.store
    enrollment = store.enrollments.named(entry.enrollment_id)
    try:
        program = enrolled_program(around, enrollment) if enrollment else None
    except ResilifyError:
        program = None
    if program is None or enrollment is None or entry.activity_id not in program.activities:
        return None
    activity = program.activities[entry.activity_id][1]

    def keep(outcome: "Outcome") -> None:
        answers = answers_json(outcome.text, outcome.values)
        changing.revised = store.revisions.revise(entry, outcome.text, answers, outcome.readings)

    return Revision(store, entry, activity, StoredPast(store, enrollment, program), keep)
