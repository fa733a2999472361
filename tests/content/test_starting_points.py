"""The table of what brings people here."""

from __future__ import annotations

from resilify_cli.app.paths import find_paths
from resilify_cli.content.loader import load_program
from resilify_cli.content.starting_points import MOST_SUGGESTIONS, starting_points

_BUNDLED = find_paths({"RESILIFY_HOME": "unused"}).bundled


def test_each_reason_suggests_up_to_three_bundled_programs() -> None:
    """Every suggestion can be walked through and says why; every bundled program is suggested somewhere."""
    programs = {program.slug: program for program in map(load_program, _BUNDLED.iterdir())}
    points = starting_points()
    assert len({point.id for point in points}) == len({point.says for point in points}) == len(points)
    for point in points:
        slugs = [one.program for one in point.suggestions]
        assert 1 <= len(slugs) == len(set(slugs)) <= MOST_SUGGESTIONS
        assert all(one.because for one in point.suggestions)
    suggested = {one.program for point in points for one in point.suggestions}
    assert suggested == {slug for slug, program in programs.items() if not program.kind}


def test_the_first_suggestion_is_the_shortest_way_in() -> None:
    """Where one sitting is suggested it comes first: it asks for an evening, and not for weeks."""
    single = {one.slug for one in map(load_program, _BUNDLED.iterdir()) if len(one.sessions) == 1}
    for point in starting_points():
        if single & {one.program for one in point.suggestions[:1]}:
            continue
        kinds = [one.program in single for one in point.suggestions]
        assert kinds == sorted(kinds), point.id
