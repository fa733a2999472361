"""Front matter that shows the order of day and month is read for it, and no other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.exchange.file_dates.entry_date import DateOrderDetector
from resilify_cli.exchange.notes.front_matter import split_front_matter
from resilify_cli.exchange.notes.note_dates import may_show_order, observe_front_matter

parts = st.sampled_from(
    ["13", "03", "4", "2024", "24", "-", "/", ".", "_", " ", "\n  ", '"', "\\u002d", "x", ","]
)
values = st.lists(parts, max_size=8).map("".join)


@given(st.sampled_from(["date", "created", "Creation Date", "title"]), values)
def test_no_order_is_missed(key: str, value: str) -> None:
    """Whatever is written under a key: what shows the order once it is read may show it before."""
    text = f"---\n{key}: {value}\n---\nwords"
    order = DateOrderDetector()
    observe_front_matter(split_front_matter(text), order)
    assert order.detected is None or may_show_order(text)


def test_usual_front_matter_is_not_read_for_it() -> None:
    """A date with its year first shows no order, so the front matter of such a note is read once alone."""
    assert not may_show_order('---\ndate: 2024-03-09T08:15:00+01:00\ntags: ["a"]\nid: 0a1b\n---\n')
    assert may_show_order("---\ndate: 13/04/2024\n---\n")
