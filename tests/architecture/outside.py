"""Finds where a module prints, exits, or looks at the clock, the zone or the environment, by any name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeGuard

# By their full names, however they were imported. A name that ends in a dot stands for all below it.
FORBIDDEN = (
    # The clock and the zone.
    *(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime")),
    *(f"time.{name}" for name in ("monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns")),
    *(f"time.{name}" for name in ("clock_gettime", "clock_gettime_ns", "process_time", "process_time_ns")),
    *(f"time.{name}" for name in ("mktime", "tzset", "tzname", "timezone", "altzone", "daylight")),
    *(f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")),
    "datetime.date.today",
    "uuid.uuid1",
    "email.utils.localtime",
    "email.utils.formatdate",
    "tzlocal.",
    "dateutil.",
    # The environment: variables, folders, language, names.
    *(f"os.{name}" for name in ("environ", "environb", "getenv", "getenvb", "putenv", "unsetenv")),
    *(f"os.{name}" for name in ("getcwd", "getcwdb", "chdir", "getlogin", "uname", "get_exec_path")),
    "os.get_terminal_size",
    "os.path.expanduser",
    "os.path.expandvars",
    "posixpath.expanduser",
    "pathlib.Path.home",
    "pathlib.Path.cwd",
    "pathlib.Path.expanduser",
    "shutil.get_terminal_size",
    "tempfile.gettempdir",
    "tempfile.gettempdirb",
    "tempfile.tempdir",
    "locale.",
    "platform.",
    "getpass.",
    "pwd.",
    "socket.",
    "platformdirs.",
    # What prints, asks or exits.
    *(f"builtins.{name}" for name in ("print", "input", "exit", "quit", "breakpoint", "__import__")),
    *(f"builtins.{name}" for name in ("eval", "exec", "SystemExit")),
    *(f"sys.{name}" for name in ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__")),
    *(f"sys.{name}" for name in ("exit", "argv", "orig_argv", "modules", "displayhook", "excepthook")),
    *(f"os.{name}" for name in ("_exit", "abort", "system", "popen")),
    "pprint.",
    "logging.",
    "warnings.warn",
    *(f"traceback.print_{name}" for name in ("exc", "exception", "stack", "tb", "last", "list")),
    "rich.print",
    "rich.get_console",
    "fileinput.",
    # Ways to one of these that no name tells.
    "importlib.import_module",
    "importlib.reload",
    "importlib.util.",
    "importlib.__import__",
    "runpy.",
)
BUILTINS = {name.rpartition(".")[2] for name in FORBIDDEN if name.startswith("builtins.")}
# Modules that are not handed on whole: `o = os` and `getattr(os, name)` would hide what is taken of them.
WHOLE = {"os", "sys", "time", "builtins", "datetime", "pathlib", "shutil", "tempfile", "posixpath"}
# Methods of classes, by whatever name the class goes here. A `now` that was passed in is called on no class.
METHODS = {"now", "today", "utcnow", "cwd", "home"}
# In SQL, and in what `ZoneInfo` is asked for.
STRINGS = re.compile(
    r"\bcurrent_(?:timestamp|date|time)\b|'now'|'localtime'|\Alocaltime\Z|\A/dev/(?:tty|std|fd)|\A/etc/localtime",
    re.IGNORECASE,
)
# `tempfile` asks the environment for the folder, unless it is told one.
_MAKES_TEMPORARY = {
    f"tempfile.{name}"
    for name in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory", "mktemp")
}
_STREAMS = (0, 1, 2)


@cache
def outside_uses(source: str) -> list[tuple[str, int]]:
    """Return what of the outside a module uses, by its full name, with the line."""
    tree = ast.parse(source)
    return sorted(set(_Finder(tree).found()), key=lambda use: (use[1], use[0]))


class _Finder:
    """Follows names to where they come from, within one module."""

    def __init__(self, tree: ast.Module) -> None:
        # Walked once: that takes longer than all that is looked for.
        self._nodes = list(ast.walk(tree))
        self._origins = dict(_imported_names(self._nodes))
        for node in self._nodes:
            # `clock = time.time` and `D = datetime` are names for the same.
            if isinstance(node, ast.Assign) and (origin := self._origin(node.value)):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self._origins.setdefault(target.id, origin)
        # Where a module may stand by itself: before a dot, and where `getattr` says what is taken of it.
        self._bases = {id(node.value) for node in self._nodes if isinstance(node, ast.Attribute)}
        self._bases |= {id(node.args[0]) for node in self._nodes if _is_plain_getattr(node)}

    def found(self) -> Iterator[tuple[str, int]]:
        for node in self._nodes:
            if isinstance(node, ast.ImportFrom | ast.Import):
                yield from self._of_import(node)
            elif isinstance(node, ast.Name | ast.Attribute):
                yield from self._of_name(node)
            elif isinstance(node, ast.Call):
                yield from self._of_call(node)
            elif isinstance(node, ast.Constant) and (named := STRINGS.search(_text(node))):
                yield named[0].lower(), node.lineno

    def _of_import(self, node: ast.ImportFrom | ast.Import) -> Iterator[tuple[str, int]]:
        for alias in node.names:
            full = alias.name if isinstance(node, ast.Import) else f"{node.module}.{alias.name}"
            if alias.name == "*" or (bad := _forbidden(full)):
                yield full if alias.name == "*" else bad, node.lineno

    def _of_name(self, node: ast.Name | ast.Attribute) -> Iterator[tuple[str, int]]:
        origin = self._origin(node)
        if isinstance(node.ctx, ast.Load) and origin:
            if bad := _forbidden(origin):
                yield bad, node.lineno
            elif origin in WHOLE and id(node) not in self._bases:
                yield f"{origin} as a whole", node.lineno
            elif origin.rpartition(".")[2] in {"__dict__", "__getattribute__"}:
                yield origin, node.lineno

    def _of_call(self, node: ast.Call) -> Iterator[tuple[str, int]]:
        origin = self._origin(node.func) or ""
        name = node.func.attr if isinstance(node.func, ast.Attribute) else origin.rpartition(".")[2]
        keywords = {word.arg for word in node.keywords}
        if _is_plain_getattr(node):
            yield from self._of_getattr(node)
        elif name == "astimezone" and _lacks_zone(node, 2 if origin.startswith("datetime.") else 1):
            yield "astimezone()", node.lineno
        elif name == "fromtimestamp" and _lacks_zone(node, 2):
            yield "fromtimestamp()", node.lineno
        elif name == "expanduser" and not _forbidden(origin):
            yield "expanduser()", node.lineno
        elif isinstance(node.func, ast.Attribute) and name in METHODS and _is_class(node.func.value):
            yield _forbidden(origin) or f"{name}()", node.lineno
        elif origin == "shutil.which" and "path" not in keywords:
            yield "shutil.which without path", node.lineno
        elif origin in _MAKES_TEMPORARY and "dir" not in keywords:
            yield f"{origin} without dir", node.lineno
        elif (origin in {"os.write", "os.fdopen", "os.read"} or _is_name(node.func, "open")) and any(
            isinstance(given, ast.Constant) and given.value in _STREAMS for given in node.args[:1]
        ):
            yield "a standard stream by its number", node.lineno

    def _of_getattr(self, node: ast.Call) -> Iterator[tuple[str, int]]:
        if bad := _forbidden(f"{self._origin(node.args[0])}.{_text(node.args[1])}"):
            yield bad, node.lineno

    def _origin(self, node: ast.expr) -> str:
        """Return the full name of what an expression names, or nothing."""
        if isinstance(node, ast.Name):
            return self._origins.get(node.id) or (f"builtins.{node.id}" if node.id in BUILTINS else "")
        if isinstance(node, ast.Attribute) and (base := self._origin(node.value)):
            return f"{base}.{node.attr}"
        return ""


def _imported_names(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (top, top)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _forbidden(full: str) -> str:
    """Return the forbidden name that a full name is, or is below, or that is taken from another module."""
    parts = full.split(".")
    for start in range(len(parts)):
        rest = ".".join(parts[start:])
        # `resilify_cli.console.sys.stdout` is `sys.stdout` too.
        if start and not full.startswith("resilify_cli."):
            break
        for bad in FORBIDDEN:
            if rest == bad.rstrip(".") or rest.startswith(bad if bad.endswith(".") else f"{bad}."):
                return bad.rstrip(".")
    return ""


def _lacks_zone(node: ast.Call, arguments: int) -> bool:
    given = [*node.args, *(word.value for word in node.keywords)]
    return len(given) < arguments or (isinstance(given[-1], ast.Constant) and given[-1].value is None)


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_plain_getattr(node: ast.AST) -> TypeGuard[ast.Call]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or len(node.args) < 2:
        return False
    return node.func.id in {"getattr", "hasattr"} and _text(node.args[1]) != ""


def _is_class(node: ast.expr) -> bool:
    """Return whether methods are called on a class here, by how it is written: `D`, `dt.D`, `type(x)`."""
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return isinstance(node, ast.Call) or name[:1].isupper() or name in {"datetime", "date"}
