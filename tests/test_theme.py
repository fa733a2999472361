"""Colours and styles: which there are, and where they are shown."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from prompt_toolkit.styles import Style as PromptStyle
from rich.console import Console
from rich.style import Style
from rich.text import Text

from resilify_cli.prompters.style import prompt_style
from resilify_cli.render import markdown_text
from resilify_cli.theme import (
    NO_THEME,
    ROLES,
    THEMES,
    Role,
    Theme,
    choose_theme,
    screen_theme,
    shows_color,
)

# Backgrounds with the magenta and the green of their palettes.
PALETTES = {
    "xterm, dark": ("000000", "cd00cd", "00cd00"),
    "xterm, light": ("ffffff", "cd00cd", "00cd00"),
    "Linux console": ("000000", "aa00aa", "00aa00"),
    "GNOME, dark": ("171421", "a347ba", "26a269"),
    "GNOME, light": ("ffffff", "a347ba", "26a269"),
    "Campbell": ("0c0c0c", "881798", "13a10e"),
    "VS Code, dark": ("1e1e1e", "bc3fbc", "0dbc79"),
    "VS Code, light": ("ffffff", "bc05bc", "00bc00"),
    "macOS, light": ("ffffff", "b200b2", "00a600"),
    "Solarized, dark": ("002b36", "d33682", "859900"),
    "Solarized, light": ("fdf6e3", "d33682", "859900"),
}


def luminance(color: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", PALETTES)
def test_each_colour_stands_out(palette: str) -> None:
    """The accent has the contrast of large text and of parts of a screen; that of marks can be seen."""
    background, magenta, green = PALETTES[palette]
    assert {THEMES["calm"][role].color for role in ROLES} == {"", "magenta", "green"}
    assert [role for role in ROLES if THEMES["calm"][role].color == "green"] == ["positive"]
    least = 2.0 if palette == "Campbell" else 3.0
    assert contrast(background, magenta) >= least
    assert contrast(background, green) >= 2.0


@pytest.mark.parametrize("name", ["plain", "high-contrast"])
def test_the_other_themes_have_no_colour(name: str) -> None:
    """Those themes go by weight alone, and the one of high contrast dims nothing."""
    styles = THEMES[name].styles.values()
    assert not any(style.color for style in styles)
    assert name == "plain" or not any("dim" in style.attributes for style in styles)


@pytest.mark.parametrize(
    ("environment", "in_terminal", "in_pipe"),
    [
        ({}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"CLICOLOR": "0"}, False, False),
        ({"CLICOLOR": "1"}, True, False),
        ({"CLICOLOR_FORCE": "1"}, True, True),
        ({"CLICOLOR_FORCE": "0"}, True, False),
        ({"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, True, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": ""}, True, False),
        ({"NO_COLOR": ""}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, False, False),
        ({"NO_COLOR": "1", "TERM": "dumb", "RESILIFY_COLOR": "always"}, True, True),
        ({"FORCE_COLOR": "1", "RESILIFY_COLOR": "never"}, False, False),
        ({"NO_COLOR": "1", "RESILIFY_COLOR": "auto"}, False, False),
    ],
)
def test_the_first_that_says_something_counts(
    environment: Mapping[str, str], in_terminal: bool, in_pipe: bool
) -> None:
    """The option counts before NO_COLOR, that before what forces colours, that before what is there."""
    assert shows_color(environment, is_terminal=True) is in_terminal
    assert shows_color(environment, is_terminal=False) is in_pipe


def test_without_colour_a_screen_keeps_its_weight() -> None:
    """NO_COLOR takes the colours of the whole screen and leaves bold; lines lose all styles."""
    assert screen_theme("calm", {"NO_COLOR": "1"})["chosen"].prompt_toolkit == "bold"
    assert screen_theme("calm", {})["chosen"].prompt_toolkit == "bold fg:ansimagenta"
    assert choose_theme("calm", {"NO_COLOR": "1"}, is_terminal=True) is NO_THEME
    assert choose_theme("calm", {}, is_terminal=True) is THEMES["calm"]
    assert NO_THEME.paint("words", "accent") == "words"


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("role", ROLES)
def test_lines_rich_and_prompt_toolkit_have_the_same_style(theme: Theme, role: Role) -> None:
    """A role looks the same, whoever draws it."""
    style = theme[role]
    console = Console(force_terminal=True, color_system="standard", theme=theme.for_rich(), _environ={})
    with console.capture() as captured:
        console.print(Text("words", style=role), end="")
    assert captured.get() == theme.paint("words", role)
    drawn: PromptStyle = prompt_style(theme)
    found = drawn.get_attrs_for_style_str(f"class:{role.replace(' ', '-')}")
    assert found.color == (f"ansi{style.color}" if style.color else "")
    assert [
        name for name in ("bold", "dim", "italic", "underline", "reverse") if getattr(found, name)
    ] == list(style.attributes)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_markdown_has_no_background_and_no_colour_of_its_own(theme: Theme) -> None:
    """Code, lists, quotes, rules and tables have the colours of the theme, and no black behind them."""
    words = "# 1\n\n## 2\n\n- a `b`\n1. c\n\n> d\n\n---\n\n```\ne\n```\n\n| f |\n|---|\n| g |\n"
    console = Console(force_terminal=True, color_system="truecolor", theme=theme.for_rich(), _environ={})
    styles = [segment.style or Style() for segment in console.render(markdown_text(words, {}, plain=False))]
    assert {style.bgcolor.name for style in styles if style.bgcolor} <= {"default"}
    allowed = {theme[role].color for role in ROLES} | {"default"}
    assert {style.color.name for style in styles if style.color} <= allowed
