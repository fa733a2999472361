"""The change of one entry: of its words, its parts or its date."""

from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.app.context import AppContext
from resilify_cli.days import day_of
from resilify_cli.errors import UsageError
from resilify_cli.journal_editing.checkin_spelling import check_spelling, suggest_spellings
from resilify_cli.journal_editing.given_words import write_in_editor
from resilify_cli.journal_view.day_text import day_text

if TYPE_CHECKING:
    from resilify_cli.checkin.model import Checkin
    from resilify_cli.store.entry import Entry
    from resilify_cli.store.revisions import NewDate, RevisionResult
    from resilify_cli.store.store import Store


class NewCheckinParts(NamedTuple):
    """The parts of a check-in that options give; None is a part that stays as it is.

    A mood of 0 takes the mood away.
    """

    mood: int | None = None
    feelings: tuple[str, ...] | None = None
    activities: tuple[str, ...] | None = None
    note: str | None = None

    def __bool__(self) -> bool:
        """Whether any part is given."""
        return any(part is not None for part in self)

    def put_into(self, checkin: "Checkin") -> "Checkin":
        """Return the check-in with these parts in place of its own."""
        given = {name: part for name, part in self._asdict().items() if part is not None}
        if "mood" in given:
            given |= {"mood": given["mood"] or None, "mood_word": ""}
        return checkin._replace(**given)


class EntryChange:
    """The change of one entry, by its words or part by part."""

    def __init__(
        self, store: "Store", entry: "Entry", tags: list[str], moved_to: "NewDate | None" = None
    ) -> None:
        self.store = store
        self.entry = entry
        self.tags = tags
        self.moved_to = moved_to
        self.revised: RevisionResult | None = None
        self.left_empty = False

    @property
    def words(self) -> str:
        """The words that can be changed: of a check-in, its note."""
        return self.checkin().note if self.entry.kind == "checkin" else self.entry.text

    def checkin(self) -> "Checkin":
        """Return the check-in that the entry is."""
        from resilify_cli.checkin.model import Checkin

        return Checkin.from_json(self.entry.answers)

    def keep_words(self, text: str, answers: str | None = None) -> None:
        """Change the words; without its `answers`, an answer of several parts is these words alone."""
        from resilify_cli.store.labels import with_tags

        text = with_tags(text.rstrip("\n"), self.tags)
        if self.entry.kind == "checkin":
            self.keep_checkin(self.checkin()._replace(note=text))
        elif text != self.entry.text or self.moved_to:
            self.revised = self.store.revisions.revise(self.entry, text, answers, moved_to=self.moved_to)

    def keep_parts(self, ctx: AppContext, parts: NewCheckinParts, *, plain: bool | None) -> None:
        """Change the parts of a check-in that are given."""
        if self.entry.kind != "checkin":
            raise UsageError(
                "A mood, feelings, activities and a note are parts of a check-in, and this entry is none.",
                f"To change its words: resilify journal edit {self.entry.handle}",
            )
        from resilify_cli.store.labels import with_tags

        checkin = parts.put_into(self.checkin())
        checkin = checkin._replace(note=with_tags(checkin.note, self.tags))
        if not checkin:
            raise UsageError(
                "Nothing would be left of this check-in.",
                f"To put it into the trash: resilify journal delete {self.entry.handle}",
            )
        meant = check_spelling(ctx, self.store, checkin, self.checkin(), plain=plain)
        self.revised = self.store.revisions.revise_checkin(
            self.entry, meant.checkin, self.moved_to, meant.sure
        )
        suggest_spellings(meant, self.entry.handle)

    def write_in_editor(self, ctx: AppContext) -> None:
        """Change the words in the person's own editor; only the note of a check-in can become empty."""

        def keep(text: str) -> bool:
            self.keep_words(text)
            return True

        way_in = f"resilify journal edit {self.entry.handle} -"
        may_be_empty = self.entry.kind == "checkin"
        kept = write_in_editor(ctx, self.words, keep, way_in, may_be_empty=may_be_empty)
        self.left_empty = not kept

    def keep_checkin(self, checkin: "Checkin") -> None:
        """Change a check-in."""
        self.revised = self.store.revisions.revise_checkin(self.entry, checkin, self.moved_to)

    def message(self, ctx: AppContext) -> str:
        """Return the sentence that describes the change."""
        way = f"resilify journal history {self.entry.handle}"
        match self.revised.name if self.revised else "":
            case "DONE":
                return f"Changed{self._moved_message(ctx)}. What it was: {way}"
            case "ALSO_ELSEWHERE":
                return f"Changed. It was changed elsewhere too, meanwhile. Both are kept: {way}"
            case _:
                as_it_was = "Left empty, so it is as it was." if self.left_empty else "It is as it was."
                return f"{as_it_was} {self.draft_notice}".rstrip()

    @property
    def draft_notice(self) -> str:
        """What to say of words that were typed and not kept in the entry; empty if there are none."""
        if not self.store.journal_drafts.is_kept(self.entry.id):
            return ""
        return f"What you typed is kept. To go on: resilify journal edit {self.entry.handle}"

    def _moved_message(self, ctx: AppContext) -> str:
        if self.moved_to is None:
            return ""
        day = day_of(self.moved_to.at, ctx.settings.day_start, self.moved_to.day)
        return f": it is of {day_text(day)} now"
