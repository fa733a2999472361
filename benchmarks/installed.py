"""Puts resilify, as its wheel, and jrnl into virtual environments of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent
_FACTS = """
import json, platform, sqlite3, resilify_cli
print(json.dumps({
    "python": f"{platform.python_implementation()} {platform.python_version()}",
    "sqlite": sqlite3.sqlite_version,
    "resilify": resilify_cli.__version__,
    "package": resilify_cli.__path__[0],
}))
"""


@dataclass(frozen=True, slots=True)
class Installed:
    """resilify in an environment of its own, and versions of what it runs on."""

    python: Path
    command: Path
    package: Path
    versions: dict[str, str]


def install_resilify(folder: Path, wheel: Path | None) -> Installed:
    """Install resilify into `folder`, from `wheel` or one built from this checkout, and compile it."""
    environment = folder / "resilify-venv"
    _make(environment)
    if wheel is None:
        _pip(environment, "wheel", "--no-deps", "--wheel-dir", str(folder / "wheel"), str(_CHECKOUT))
        (wheel,) = (folder / "wheel").glob("*.whl")
    # With what the main command of the README installs.
    _pip(environment, "install", f"{wheel}[encryption]")
    _compile(environment)
    python = environment / "bin" / "python"
    # From another folder, so that the checkout can't be imported in the wheel's place.
    facts = json.loads(_output([str(python), "-c", _FACTS], folder))
    package = Path(facts.pop("package"))
    if not package.is_relative_to(environment):
        raise RuntimeError(f"resilify is imported from {package}, not from the wheel")
    return Installed(python, environment / "bin" / "resilify", package, facts)


def install_jrnl(folder: Path) -> Path:
    """Install jrnl into `folder` and return its command."""
    environment = folder / "jrnl-venv"
    _make(environment)
    _pip(environment, "install", "jrnl")
    _compile(environment)
    return environment / "bin" / "jrnl"


def jrnl_version(command: Path) -> str:
    """Return what jrnl calls itself, such as "jrnl v4.6"."""
    return _output([str(command), "--version"], Path.cwd()).splitlines()[0]


def _make(environment: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(environment)], check=True)


def _pip(environment: Path, *arguments: str) -> None:
    pip = [str(environment / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *arguments], check=True, stdout=sys.stderr)


def _compile(environment: Path) -> None:
    compiling = [str(environment / "bin" / "python"), "-m", "compileall", "-q", str(environment / "lib")]
    # A library may carry files for other versions of Python, which do not compile; that is no failure.
    subprocess.run(compiling, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _output(command: list[str], folder: Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder).stdout
