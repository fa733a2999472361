"""Prints each package that resilify is installed with, its sizes, and what needs it, as a Markdown table.

    python benchmarks/sizes.py [PYTHON]

PYTHON is that of an environment with resilify and the extra `encryption`; by default a new one is made, with
a wheel that is built from this checkout. The wheels are downloaded into a temporary folder, to be weighed. A
package that nothing needs is named, and makes it fail.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from installed import install_resilify

_CHECKOUT = Path(__file__).resolve().parent.parent
_ROOT = "resilify-cli"
# Needed to install others, and no part of what is installed.
_TOOLS = {"pip", "setuptools", "wheel"}
_LOOK = """
import json, re
from importlib.metadata import distributions
from pathlib import Path

def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()

found = {}
for one in distributions():
    files = {str(one.locate_file(file)) for file in one.files or () if "__pycache__" not in str(file)}
    needs = []
    for line in one.requires or ():
        marked = re.match(r"([A-Za-z0-9._-]+)[^;]*(?:;(.*))?", line)
        extra = re.search(r"extra\\s*==\\s*['\\"]([^'\\"]+)", marked[2] or "")
        needs.append((plain(marked[1]), extra[1] if extra else ""))
    size = sum(Path(file).stat().st_size for file in files if Path(file).is_file())
    found[plain(one.metadata["Name"])] = {"version": one.version, "size": size, "needs": needs}
print(json.dumps(found))
"""

Packages = Mapping[str, Any]


def main() -> None:
    """Print the table, and the sums with and without the extra."""
    with tempfile.TemporaryDirectory(prefix="resilify-sizes-") as made:
        python = sys.argv[1] if len(sys.argv) > 1 else str(install_resilify(Path(made), None).python)
        packages = _packages(python)
        print("\n".join(_table(packages, _wheel_sizes(python, packages, Path(made, "wheel")))))


def _wheel_sizes(python: str, packages: Packages, folder: Path) -> dict[str, int]:
    """Return the size of each package's wheel as it is downloaded; that of resilify is built, if need be."""
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    if not list(folder.glob("*.whl")):
        build = [*pip, "wheel", "--no-deps", "--wheel-dir", str(folder), str(_CHECKOUT)]
        subprocess.run(build, check=True, stdout=sys.stderr)
    named = [f"{name}=={one['version']}" for name, one in packages.items() if name != _ROOT]
    download = [*pip, "download", "--no-deps", "--only-binary", ":all:", "--dest", str(folder), *named]
    subprocess.run(download, check=True, stdout=sys.stderr)
    # A wheel's name begins with that of its package.
    return {
        re.sub(r"[-_.]+", "-", wheel.name.partition("-")[0]).lower(): wheel.stat().st_size
        for wheel in folder.glob("*.whl")
    }


def _packages(python: str) -> Packages:
    done = subprocess.run([python, "-c", _LOOK], check=True, stdout=subprocess.PIPE, text=True)
    found: Packages = json.loads(done.stdout)
    return {name: one for name, one in found.items() if name not in _TOOLS}


def _table(packages: Packages, wheels: Mapping[str, int]) -> Iterator[str]:
    plain, whole = _needed(packages, frozenset()), _needed(packages, frozenset({"encryption"}))
    yield "| Package | Version | KiB, wheel | KiB, installed | Needed by | With |"
    yield "| --- | --- | ---: | ---: | --- | --- |"
    for name, one in sorted(packages.items(), key=lambda item: -item[1]["size"]):
        if name in whole:
            users = ", ".join(sorted(whole[name])) or "–"
            extra = "" if name in plain else "encryption"
            sizes = f"{wheels[name] / 1024:,.0f} | {one['size'] / 1024:,.0f}"
            yield f"| {name} | {one['version']} | {sizes} | {users} | {extra} |"
    for what, chosen in (("without an extra", plain), ("with `encryption`", whole)):
        size = sum(packages[name]["size"] for name in chosen) / 2**20
        wheel = sum(wheels[name] for name in chosen) / 2**20
        yield f"\n{len(chosen)} packages {what}: {wheel:.1f} MiB to download, {size:.1f} MiB installed."
    if unused := packages.keys() - whole.keys():
        raise SystemExit(f"Nothing needs {', '.join(sorted(unused))}.")


def _needed(packages: Packages, extras: frozenset[str]) -> dict[str, set[str]]:
    """Return the packages that are needed, each with those that need it."""
    found: dict[str, set[str]] = {_ROOT: set()}
    waiting = [_ROOT]
    while waiting:
        user = waiting.pop()
        for name, extra in packages[user]["needs"]:
            if name not in packages or (extra and not (user == _ROOT and extra in extras)):
                continue
            if name not in found:
                waiting.append(name)
            found.setdefault(name, set()).add(user)
    return found


if __name__ == "__main__":
    main()
