"""Which colours and styles there are, and whether they are shown: for lines, for Rich, for prompt_toolkit.

Each style has a role. Its colour is one of the terminal's own sixteen, so that a person's palette counts;
what it says, a word or a shape says too. A background is never set.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, get_args

from resilify_cli.variables import COLOR

if TYPE_CHECKING:
    from rich.style import Style
    from rich.theme import Theme as RichTheme

Role = Literal["strong", "muted", "accent", "positive", "chosen", "code", "own words", "found"]
ANSI_COLORS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_ATTRIBUTES = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "reverse": "7"}


class TextStyle:
    """How a text looks: one of `ANSI_COLORS`, or "" for the terminal's own, and attributes such as "bold".

    A plain class, as `Theme` is.
    """

    def __init__(self, color: str = "", attributes: tuple[str, ...] = ()) -> None:
        self.color = color
        self.attributes = attributes

    @property
    def sgr(self) -> str:
        """The parameters of the escape sequence: "1;35"."""
        color = (str(30 + ANSI_COLORS.index(self.color)),) if self.color else ()
        return ";".join((*(_ATTRIBUTES[name] for name in self.attributes), *color))

    @property
    def rich(self) -> str:
        """The style as Rich writes it: "bold magenta"."""
        return " ".join((*self.attributes, *((self.color,) if self.color else ()))) or "none"

    @property
    def prompt_toolkit(self) -> str:
        """The style as prompt_toolkit writes it: "bold fg:ansimagenta"."""
        return " ".join((*self.attributes, *((f"fg:ansi{self.color}",) if self.color else ())))


class Theme:
    """The style of each role; one that it does not have looks like all other text.

    A plain class, since every command loads it: to make a `NamedTuple` takes ten times as long, and to make a
    dataclass a hundred times, which is a hundredth of the command's whole time.
    """

    def __init__(self, styles: Mapping[Role, TextStyle] | None = None) -> None:
        self.styles = styles or {}

    def __getitem__(self, role: Role) -> TextStyle:
        return self.styles.get(role, _NO_STYLE)

    def paint(self, text: str, role: Role) -> str:
        """Return a text, which has passed `safe`, in the style of a role, with escape sequences."""
        sgr = self[role].sgr
        return f"\x1b[{sgr}m{text}\x1b[0m" if sgr else text

    def without_color(self) -> Theme:
        """Return the theme with its attributes alone, for a screen that needs bold and reverse to be read."""
        return Theme({role: TextStyle("", style.attributes) for role, style in self.styles.items()})

    def for_rich(self) -> RichTheme:
        """Return Rich's theme: a style for each role by its name, and those of Markdown and of bars."""
        from rich.theme import Theme as RichTheme

        styles: dict[str, str | Style] = {role: self[role].rich for role in ROLES}
        for part, role in _RICH_PARTS.items():
            styles[part] = self[role].rich if role else "none"
        return RichTheme(styles)


_NO_STYLE = TextStyle()
_BOLD = TextStyle(attributes=("bold",))
_FOUND = TextStyle(attributes=("bold", "underline"))
_ITALIC = TextStyle(attributes=("italic",))
ROLES: tuple[Role, ...] = get_args(Role)

# Magenta is the one of the sixteen colours that stands out from dark and from light backgrounds in nearly all
# palettes. Green is pale on white in some; so "positive" is for a mark beside words, and never for the words.
NO_THEME = Theme()
THEMES: Mapping[str, Theme] = {
    "calm": Theme(
        {
            "strong": _BOLD,
            "muted": TextStyle(attributes=("dim",)),
            "accent": TextStyle("magenta"),
            "positive": TextStyle("green"),
            "chosen": TextStyle("magenta", ("bold",)),
            "code": TextStyle("magenta", ("bold",)),
            "own words": _ITALIC,
            "found": _FOUND,
        }
    ),
    "plain": Theme(
        {
            "strong": _BOLD,
            "muted": TextStyle(attributes=("dim",)),
            "chosen": _BOLD,
            "code": _BOLD,
            "own words": _ITALIC,
            "found": _FOUND,
        }
    ),
    "high-contrast": Theme(
        {
            "strong": _BOLD,
            "accent": _BOLD,
            "positive": _BOLD,
            "chosen": TextStyle(attributes=("bold", "reverse")),
            "code": _FOUND,
            "found": TextStyle(attributes=("bold", "reverse")),
        }
    ),
}
# What Rich draws in fixed colours, some of them on black, where nothing is said.
_RICH_PARTS: Mapping[str, Role | None] = {
    "markdown.code": "code",
    "markdown.code_block": None,
    "markdown.block_quote": None,
    "markdown.list": None,
    "markdown.item.bullet": "strong",
    "markdown.item.number": "strong",
    "markdown.hr": "muted",
    **dict.fromkeys(("markdown.h1", "markdown.h2", "markdown.h3", "markdown.h4", "markdown.h5"), "strong"),
    "markdown.link": "accent",
    "markdown.link_url": "accent",
    "markdown.table.border": "muted",
    "markdown.table.header": "strong",
    "markdown.kbd": "strong",
    "bar.back": "muted",
    "bar.complete": "accent",
    "bar.finished": "positive",
    "bar.pulse": "accent",
    "progress.percentage": None,
}


def shows_color(environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Return whether to write colours and styles to a stream. The first of these that says something counts.

    1. `--color always` or `--color never`, or the variable that it sets
    2. `NO_COLOR`, if it is not empty (https://no-color.org)
    3. `FORCE_COLOR` or `CLICOLOR_FORCE`, if one is neither empty nor 0 (https://bixense.com/clicolors)
    4. `CLICOLOR=0`, `FORCE_COLOR=0`, `TERM=dumb`: none
    5. a terminal has them, a pipe and a file have not
    """
    when = environment.get(COLOR, "")
    if when in {"always", "never"}:
        return when == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if "0" in {environment.get("CLICOLOR"), environment.get("FORCE_COLOR")}:
        return False
    return is_terminal and environment.get("TERM") != "dumb"


def choose_theme(name: str, environment: Mapping[str, str], *, is_terminal: bool) -> Theme:
    """Return the theme of a name for what is written to a stream: without any style where none is shown.

    Args:
        name: One of `THEMES`.
        environment: The environment variables.
        is_terminal: Whether the stream is a terminal.
    """
    return THEMES[name] if shows_color(environment, is_terminal=is_terminal) else NO_THEME


def screen_theme(name: str, environment: Mapping[str, str]) -> Theme:
    """Return the theme of a name for the whole screen, which keeps bold and reverse without colours."""
    theme = THEMES[name]
    return theme if shows_color(environment, is_terminal=True) else theme.without_color()
