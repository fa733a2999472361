"""The values that a shell offers, by what is to be completed.

They come from what everyone has (programs, word lists, countries) and from the names of files. The store is
never opened: a person's own words, tags and progress are private, and a passphrase can't be asked for here.
"""

from collections.abc import Callable, Iterable

from resilify_cli.errors import ResilifyError

_Completer = Callable[[str], list[str]]


def _completer(values: Callable[[], Iterable[str]]) -> _Completer:
    """Make what returns the values that begin as it is typed.

    Args:
        values: returns all values. Whatever goes wrong in it, a shell gets no words of it.
    """

    def complete(incomplete: str) -> list[str]:
        try:
            return [value for value in values() if value.startswith(incomplete)]
        except (ResilifyError, OSError):
            return []

    return complete


def _program_names() -> list[str]:
    from resilify_cli.app.context import app_context

    return [card.slug for card in app_context().programs.catalog().programs]


def _categories() -> list[str]:
    from resilify_cli.app.context import app_context

    return list(app_context().programs.catalog().categories())


def _practices() -> list[str]:
    """Return the names of the practices that everyone has; what was met in a program is private."""
    from resilify_cli.app.context import app_context
    from resilify_cli.content.markdown import plain_text
    from resilify_cli.content.models import PRACTICES
    from resilify_cli.session.practice import practice_groups

    programs = app_context().programs
    found = [programs.find(card.path)[0] for card in programs.catalog().of_kind(PRACTICES)]
    groups = [group for program in found for group in practice_groups(program, set(), {})]
    return [plain_text(practice.activity.name) for group in groups for practice in group.practices]


def _mood_words() -> list[str]:
    from resilify_cli.checkin.word_lists import MOODS

    return list(MOODS.values())


def _feeling_words() -> list[str]:
    from resilify_cli.checkin.word_lists import FEELINGS

    return list(FEELINGS)


def _activity_words() -> list[str]:
    from resilify_cli.checkin.word_lists import ACTIVITIES

    return list(ACTIVITIES)


def _countries() -> list[str]:
    from resilify_cli.crisis_lines import COUNTRIES

    return sorted(country.name for country in COUNTRIES)


def _copy_days() -> list[str]:
    """Return the days of the copies that are there, the newest first."""
    from resilify_cli.app.context import app_context
    from resilify_cli.vault.copies.backups import Backups

    copies = Backups(app_context().paths.backups).all()
    return list(dict.fromkeys(copy.at.date().isoformat() for copy in copies))


complete_program = _completer(_program_names)
complete_category = _completer(_categories)
complete_practice = _completer(_practices)
complete_mood = _completer(_mood_words)
complete_feeling = _completer(_feeling_words)
complete_activity = _completer(_activity_words)
complete_country = _completer(_countries)
complete_copy = _completer(_copy_days)
