"""Which answers are offered for the page for hard days."""

from __future__ import annotations

from resilify_cli.app.paths import find_paths
from resilify_cli.content.loader import load_program
from resilify_cli.content.models import PAGE
from resilify_cli.content.page_sources import page_sources

_BUNDLED = find_paths({"RESILIFY_HOME": "unused"}).bundled


def test_each_source_is_asked_in_its_program_and_not_private() -> None:
    """Each is an activity of a bundled program with words of its own, offered for a box that there is."""
    programs = {program.slug: program for program in map(load_program, _BUNDLED.iterdir())}
    (page,) = (program for program in programs.values() if program.kind == PAGE)
    assert set(page_sources()) <= set(page.activities)
    for sources in page_sources().values():
        for source in sources:
            _, activity = programs[source.program].activities[source.activity]
            assert activity.in_journal
            assert not activity.private


def test_each_box_is_private_and_asks_for_nothing_forbidden() -> None:
    """No box is shown again by itself, none asks for a number, and none asks about plans or means."""
    page = load_program(_BUNDLED / "my-page-for-hard-days")
    assert len(page.activities) == 9
    for _, activity in page.activities.values():
        assert activity.private
        assert not activity.measures
        asked = activity.prompt.casefold()
        assert not any(word in asked for word in ("attempt", "means", "your plan", "reasons to live"))
