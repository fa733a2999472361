"""The style of questions in a terminal."""

from __future__ import annotations

import questionary


def prompt_style(coloured: bool) -> questionary.Style:
    """Return a calm style: weight instead of colour, and grey for the line of keys."""
    plain = "fg:default bg:default nobold noreverse"
    strong = "fg:default bg:default bold noreverse"
    return questionary.Style(
        [
            ("qmark", strong),
            ("question", plain),
            ("answer", plain),
            ("instruction", plain),
            ("text", plain),
            ("pointer", strong),
            ("highlighted", strong),
            ("selected", plain),
            ("keys", "fg:ansibrightblack" if coloured else ""),
            ("bottom-toolbar", "noreverse"),
            ("validation-toolbar", strong),
        ]
    )
