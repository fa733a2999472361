"""The style of questions in a terminal, from the theme."""

from __future__ import annotations

from prompt_toolkit.styles import Style

from resilify_cli.theme import ROLES, Theme


def prompt_style(theme: Theme) -> Style:
    """Return the style of the classes that widgets use: one for each role, such as `class:accent`."""
    plain = "fg:default bg:default nobold noreverse"
    pointer = theme["chosen"].prompt_toolkit
    roles = [(role.replace(" ", "-"), theme[role].prompt_toolkit) for role in ROLES]
    return Style(
        [
            ("qmark", pointer),
            ("question", plain),
            ("answer", plain),
            ("instruction", plain),
            ("text", plain),
            ("pointer", f"{plain} {pointer}"),
            ("highlighted", f"{plain} {pointer}"),
            ("selected", f"{plain} {theme['accent'].prompt_toolkit}"),
            ("keys", theme["muted"].prompt_toolkit),
            ("bottom-toolbar", "noreverse"),
            ("validation-toolbar", f"{plain} {theme['strong'].prompt_toolkit}"),
            *roles,
        ]
    )
