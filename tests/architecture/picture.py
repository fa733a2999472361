"""Draws the picture of the folders and their imports for `CONTRIBUTING.md`, as Mermaid reads it.

An arrow that others make a way around is left out, so that the picture stays readable: what a folder reaches
along the arrows is exactly what it imports, and what that imports.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tests.architecture.imports import PACKAGE, folder_graph

PAGE = PACKAGE.parent / "CONTRIBUTING.md"
BLOCK = re.compile(r"```mermaid\n(.*?)```", re.DOTALL)
# The modules beside the folders that stand on no folder, drawn as one.
BASE = "base"


def top_folders(package: Path = PACKAGE) -> dict[str, set[str]]:
    """Return what each folder of the package imports, with the folders inside it; and modules beside them."""
    graph: dict[str, set[str]] = {}
    for name, others in folder_graph(package).items():
        top = name.partition(".")[0]
        if not top.startswith("__"):
            tops = {other.partition(".")[0] for other in others} - {top, "__init__"}
            graph.setdefault(top, set()).update(tops)
    return graph


def base_modules(graph: Mapping[str, set[str]], package: Path = PACKAGE) -> set[str]:
    """Return the modules beside the folders that import each other at most."""
    base = {name for name in graph if (package / f"{name}.py").exists()}
    while above := {name for name in base if not graph[name] <= base}:
        base -= above
    return base


def arrows(package: Path = PACKAGE) -> dict[str, set[str]]:
    """Return the arrows of the picture: those imports that no way over other folders stands for."""
    graph = top_folders(package)
    base = base_modules(graph, package)
    merged: dict[str, set[str]] = {}
    for name, others in graph.items():
        node = BASE if name in base else name
        merged.setdefault(node, set()).update({BASE if other in base else other for other in others} - {node})
    ahead = {node: {far for other in merged[node] for far in _reached(merged, other)} for node in merged}
    return {node: others - ahead[node] for node, others in merged.items()}


def _reached(graph: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    left = list(graph[start])
    while left:
        node = left.pop()
        if node not in found:
            found.add(node)
            left += graph[node]
    return found


def picture(package: Path = PACKAGE) -> str:
    """Return the picture as the lines of a Mermaid flowchart."""
    base = ", ".join(sorted(base_modules(top_folders(package), package)))
    lines = ["flowchart TD"]
    lines += [f"  {node} --> {' & '.join(sorted(to))}" for node, to in sorted(arrows(package).items()) if to]
    return "\n".join([*lines, f'  {BASE}["{base}"]']) + "\n"


def main() -> None:
    """Draw the picture in `CONTRIBUTING.md` anew."""
    PAGE.write_text(BLOCK.sub(lambda _: f"```mermaid\n{picture()}```", PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
