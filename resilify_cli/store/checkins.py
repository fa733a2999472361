"""Keeps check-ins, and the person's own words for them."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.checkin.model import Checkin
from resilify_cli.checkin.word_lists import MOODS, OFFERED_WORDS
from resilify_cli.store.entry_days import named_day
from resilify_cli.store.entry_rows import insert_entry
from resilify_cli.store.entry_times import local_time
from resilify_cli.store.labels import label
from resilify_cli.store.stamps import milliseconds, storable

if TYPE_CHECKING:
    from resilify_cli.store.database import Database

MOOD = "mood"
_NOTHING = Checkin()


class LatestCheckin(NamedTuple):
    """A check-in: the time it is about, the day that was named for it, if one was, and its mood, if any."""

    at: datetime
    named_day: date | None
    mood: int | None


class Checkins:
    """The check-ins among the rows of the table `entries`, and the table `words`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        checkin: Checkin,
        at: datetime | None = None,
        day: date | None = None,
        sure: Container[str] | None = None,
    ) -> str:
        """Store a check-in, and return its entry's id.

        Args:
            checkin: The check-in.
            at: The time it is about, aware of its zone; now if left out.
            day: The day that was named for it without a time.
            sure: Words that are certainly meant, as in `offer_own_words`.
        """
        from resilify_cli.store.acts import ActKind, record_act

        now = self._database.clock()
        with self._database.transaction() as connection:
            columns = {"kind": "checkin", "listed": True, **checkin_columns(checkin)}
            entry_id, _ = insert_entry(
                connection, at or now, columns, labels=checkin_labels(checkin), written=now, day=day
            )
            self.set_mood(entry_id, checkin.mood)
            self.offer_own_words(checkin, sure=sure)
            record_act(connection, ActKind.ADDED, now, entry_id)
        return entry_id

    def latest(self, *, with_mood: bool = False) -> LatestCheckin | None:
        """Return the check-in that is about the latest time, or None.

        Args:
            with_mood: Whether to look only at those that have a mood.
        """
        rows = self._database.rows(
            "SELECT e.created_at, e.utc_offset, e.named_day,"
            " (SELECT r.value FROM readings r WHERE r.entry_id = e.id AND r.measure = :mood) AS mood"
            " FROM entries e WHERE e.kind = 'checkin' AND e.listed AND e.deleted_at IS NULL"
            f" {'AND mood IS NOT NULL' if with_mood else ''} ORDER BY e.seq DESC LIMIT 1",
            {"mood": MOOD},
        )
        if not rows:
            return None
        at, mood = local_time(rows[0]["created_at"], rows[0]["utc_offset"]), rows[0]["mood"]
        # A damaged row may hold anything.
        return LatestCheckin(at, named_day(rows[0]), int(mood) if mood in MOODS else None)

    def offer_own_words(
        self, checkin: Checkin, before: Checkin = _NOTHING, sure: Container[str] | None = None
    ) -> None:
        """Offer the person's own words from a check-in again in the next one.

        Args:
            checkin: The check-in with the words.
            before: What it said before a change; words that it had already are left as they are.
            sure: Words that are certainly meant; None if all are. Any other is offered once two check-ins
                have it.
        """
        known = {"feeling": before.feelings, "activity": before.activities}
        for kind, words in (("feeling", checkin.feelings), ("activity", checkin.activities)):
            for word in words:
                if label(word) in OFFERED_WORDS[kind] or word in known[kind]:
                    continue
                if sure is None or word in sure or self._is_used(kind, word, 2):
                    self.offer(kind, word)

    def set_mood(self, entry_id: str, mood: int | None) -> None:
        """Write a check-in's mood as a reading, in place of the one before.

        Args:
            entry_id: The id of the check-in.
            mood: From 1 to 5; None for none.
        """
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM readings WHERE entry_id = ?", (entry_id,))
            if mood:
                connection.execute(
                    "INSERT INTO readings VALUES (?, ?, ?, ?, ?)", mood_reading(entry_id, mood)
                )

    def words(self, kind: str) -> list[str]:
        """Return the words to offer, of kind 'feeling' or 'activity': ours, then the person's own.

        Hidden ones are left out, and own ones that no check-in of the journal has any more.
        """
        rows = self._database.rows(
            "SELECT word, hidden FROM words WHERE kind = ? ORDER BY updated_at, word", (kind,)
        )
        hidden = {row["word"] for row in rows if row["hidden"]}
        own = [row["word"] for row in rows if not row["hidden"] and row["word"] not in OFFERED_WORDS[kind]]
        own = [word for word in own if self._is_used(kind, word, 1)]
        return [*(word for word in OFFERED_WORDS[kind] if word not in hidden), *own]

    def has(self, kind: str, word: str) -> bool:
        """Return whether a check-in in the journal has a word.

        Args:
            kind: The kind of the word, as labels have it: feeling or activity.
            word: The word.
        """
        return self._is_used(kind, word, 1)

    def hidden(self, kind: str) -> list[str]:
        """Return the words that are hidden."""
        rows = self._database.rows("SELECT word FROM words WHERE kind = ? AND hidden ORDER BY word", (kind,))
        return [str(row["word"]) for row in rows]

    def offer(self, kind: str, word: str) -> None:
        """Offer a word from now on, also if it was hidden.

        Args:
            kind: The kind of the word, as labels have it: feeling or activity.
            word: The word.
        """
        self._set_word(kind, word, hidden=False)

    def hide(self, kind: str, word: str) -> None:
        """Stop offering a word; check-ins that have it keep it.

        Args:
            kind: The kind of the word, as labels have it: feeling or activity.
            word: The word.
        """
        self._set_word(kind, word, hidden=True)

    def _is_used(self, kind: str, word: str, times: int) -> bool:
        """Return whether so many check-ins have a word, those in the trash left out."""
        rows = self._database.rows(
            "SELECT 1 FROM labels l JOIN entries e ON e.seq = l.seq"
            " WHERE l.kind = ? AND l.label = ? AND e.deleted_at IS NULL LIMIT ?",
            (kind, storable(label(word)), times),
        )
        return len(rows) == times

    def _set_word(self, kind: str, word: str, *, hidden: bool) -> None:
        now = milliseconds(self._database.clock())
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO words VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
                " SET hidden = excluded.hidden, updated_at = max(excluded.updated_at, words.updated_at + 1)"
                " WHERE words.hidden <> excluded.hidden",
                (kind, storable(label(word)), hidden, now),
            )


def checkin_columns(checkin: Checkin) -> dict[str, str]:
    """Return the columns of an entry that hold a check-in."""
    return {"text": storable(checkin.text), "answers": storable(checkin.to_json())}


def mood_reading(entry_id: str, mood: int) -> tuple[str, str, int, int, int]:
    """Return the row of `readings` that holds the mood of a check-in."""
    return entry_id, MOOD, mood, min(MOODS), max(MOODS)


def checkin_labels(checkin: Checkin) -> list[tuple[str, str]]:
    """Return the labels of a check-in besides the tags in its note."""
    return [
        *(("feeling", storable(label(word))) for word in checkin.feelings),
        *(("activity", storable(label(word))) for word in checkin.activities),
    ]
