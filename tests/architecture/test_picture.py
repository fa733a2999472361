"""The picture of the house in `CONTRIBUTING.md` is that of the real imports."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.imports import PACKAGE
from tests.architecture.picture import BLOCK, PAGE, arrows, base_modules, picture, top_folders

TEXT = PAGE.read_text("utf-8")


def drawn() -> dict[str, set[str]]:
    """Return the arrows that are drawn on the page."""
    (block,) = BLOCK.findall(TEXT)
    lines = re.findall(r"^  (\w+) --> (.*)$", block, re.MULTILINE)
    return {node: set(to.split(" & ")) for node, to in lines}


def reached(graph: dict[str, set[str]], node: str) -> set[str]:
    """Return all that lies ahead of a node."""
    ahead = graph.get(node, set())
    return ahead.union(*(reached(graph, other) for other in ahead))


def test_every_import_is_in_the_picture() -> None:
    """What a folder imports can be reached from it along the arrows."""
    graph, picture = top_folders(), drawn()
    base = base_modules(graph)
    missing = {
        (node, other)
        for node, others in graph.items()
        for other in others
        if not {node, other} <= base
        and ("base" if other in base else other) not in reached(picture, "base" if node in base else node)
    }
    assert missing == set(), "to draw it anew: python -m tests.architecture.picture"


def test_every_arrow_of_the_picture_is_an_import() -> None:
    """No arrow stands for what is not there, and none is drawn that others make a way around."""
    real = {node: to for node, to in arrows().items() if to}
    assert drawn() == real, "to draw it anew: python -m tests.architecture.picture"


def test_the_modules_beside_the_folders_are_named() -> None:
    """Those at the bottom are drawn as one, with all their names."""
    assert BLOCK.findall(TEXT) == [picture()], "to draw it anew: python -m tests.architecture.picture"


def test_every_folder_is_told_in_the_table() -> None:
    """The table says what is in each folder of the package, and tells of none that is gone."""
    told = set(re.findall(r"^\| `resilify_cli/(\w+)/` \|", TEXT, re.MULTILINE))
    assert told == {file.parent.name for file in PACKAGE.glob("*/__init__.py")}


def test_an_arrow_that_others_stand_for_is_left_out(tmp_path: Path) -> None:
    """Of three folders, where the first imports both others, two arrows are drawn."""
    package = tmp_path / "resilify_cli"
    for name, source in {
        "a/one": "import resilify_cli.b.two, resilify_cli.c.three, resilify_cli.safe",
        "b/two": "from resilify_cli.c import three",
        "c/three": "from resilify_cli import safe, errors",
        "safe": "import resilify_cli.errors",
        "errors": "",
    }.items():
        file = package / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
    assert arrows(package) == {"a": {"b"}, "b": {"c"}, "c": {"base"}, "base": set()}
    assert picture(package).splitlines()[-1] == '  base["errors, safe"]'
