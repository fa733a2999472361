"""Reads who imports whom in the package: by module and by folder, with the cycles among them."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "resilify_cli"
TOP = PACKAGE.name

Graph = Mapping[str, set[str]]


def modules(package: Path = PACKAGE) -> list[Path]:
    """Return every module's file, in order."""
    return sorted(package.rglob("*.py"))


def name_of(file: Path, package: Path = PACKAGE) -> str:
    """Return a module's name within the package: `store.drafts`; a folder's own is the folder's name."""
    return ".".join(file.relative_to(package).with_suffix("").parts).removesuffix(".__init__")


def folder_of(file: Path, package: Path = PACKAGE) -> str:
    """Return the folder that a module lies in; a module beside the folders stands for itself."""
    parts = file.relative_to(package).parts[:-1]
    return ".".join(parts) or name_of(file, package)


@cache
def _import_statements(source: str) -> list[ast.Import | ast.ImportFrom]:
    """Find the imports of a module; all tests of them ask for the same, and walking takes longest."""
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]


def imported(source: str, known: Collection[str] = ()) -> Iterator[tuple[str, int]]:
    """Yield each module that is imported, at the top or inside a function, with its line.

    Args:
        source: The text of the module.
        known: The package's modules: `from resilify_cli.exchange import formats` imports a module by name.
    """
    for node in _import_statements(source):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif node.module:
            assert node.level == 0, "imports name the whole path"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                within = full.removeprefix(f"{TOP}.")
                yield (full if node.module == TOP or within in known else node.module), node.lineno


@cache
def module_graph(package: Path = PACKAGE) -> dict[str, set[str]]:
    """Return which modules of the package each of them imports."""
    files = {name_of(file, package): file for file in modules(package)}
    graph: dict[str, set[str]] = {}
    for name, file in files.items():
        found = (module for module, _ in imported(file.read_text("utf-8"), files))
        within = {module.removeprefix(f"{TOP}.") for module in found if module.startswith(f"{TOP}.")}
        graph[name] = (within & files.keys()) - {name}
    return graph


def folder_graph(package: Path = PACKAGE) -> dict[str, set[str]]:
    """Return which folders, and modules beside them, each of them imports."""
    folders = {name_of(file, package): folder_of(file, package) for file in modules(package)}
    graph: dict[str, set[str]] = {folder: set() for folder in folders.values()}
    for name, others in module_graph(package).items():
        graph[folders[name]] |= {folders[other] for other in others} - {folders[name]}
    return graph


def cycles(graph: Graph) -> list[set[str]]:
    """Return each group of nodes that reach one another, by their closure."""
    reach = {node: _reached(graph, node) for node in graph}
    groups: list[set[str]] = []
    for node in graph:
        group = {other for other in reach[node] if node in reach.get(other, ())}
        if group and group not in groups:
            groups.append(group)
    return groups


def _reached(graph: Graph, start: str) -> set[str]:
    found: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead += graph.get(node, ())
    return found
