"""What is told of all ways through a program."""

from __future__ import annotations

from resilify_cli.authoring.all_ways import AllWays


def test_one_walk_is_counted_as_one() -> None:
    """A program without conditions has one way."""
    one, more = (AllWays(count, is_cut=False, sessions=(), never_shown=(), crashes=()) for count in (1, 2))
    assert list(one.lines()) == ["1 walk. Every step is shown on one way or another."]
    assert list(more.lines()) == ["2 walks. Every step is shown on one way or another."]
