"""Changes the code at random places, one at a time, and prints the changes that no test near them notices.

    git worktree add /tmp/mutants && cd /tmp/mutants
    python -m venv .venv && .venv/bin/pip install --editable '.[dev]' cosmic-ray
    .venv/bin/python -m scripts.sample_mutants --minutes 20 resilify_cli/store resilify_cli/vault

It writes into the files, and puts each back: so run it in a checkout of its own. Every module gets a change
before one gets a second. Tests are near a module if they mirror it or import it; at most six files run for a
change. It ends with 1 if a change survived: a test is missing there, or the change means nothing.
"""

import argparse
import difflib
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cosmic_ray.plugins
from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import use_mutation

MOST_TESTS = 6
FAR = 4
SECONDS_A_CHANGE = 120
# `int | None` in an annotation, which nothing evaluates.
LEFT_OUT = "BitOr"


def mutants(module: Path) -> list[tuple[str, int]]:
    """Return the changes that a module has a place for: the name of an operator, and which of its places."""
    nodes = list(ast_nodes(get_ast_from_path(module)))
    found = []
    for name in cosmic_ray.plugins.operator_names():
        operator = cosmic_ray.plugins.get_operator(name)
        if LEFT_OUT not in name and not operator.arguments():
            places = sum(len(list(operator().mutation_positions(node))) for node in nodes)
            found += [(name, place) for place in range(places)]
    return found


def in_turn(modules: list[Path], chance: random.Random) -> Iterator[tuple[Path, str, int]]:
    """Yield changes in random order, one of each module in turn."""
    left = {module: mutants(module) for module in modules}
    for changes in left.values():
        chance.shuffle(changes)
    while left:
        for module in chance.sample(sorted(left), len(left)):
            if left[module]:
                yield (module, *left[module].pop())
            else:
                del left[module]


def near(module: Path) -> list[str]:
    """Return the test files that mirror or import a module, the nearest first."""
    mirror = Path("tests", *module.parts[1:-1])
    package, name = ".".join(module.parts[:-1]), module.stem

    def distance(test: Path) -> int:
        text = test.read_text()
        imported = f"from {package}.{name} import" in text or f"from {package} import {name}" in text
        return FAR - 2 * (test == mirror / f"test_{name}.py") - imported - (test.parent == mirror)

    tests = [(distance(test), str(test)) for test in Path("tests").rglob("test_*.py")]
    return [test for far, test in sorted(tests) if far < FAR][:MOST_TESTS]


def survives(tests: list[str]) -> bool:
    """Return whether the tests pass; one that never ends has noticed the change."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        run = subprocess.run(command, check=False, capture_output=True, timeout=SECONDS_A_CHANGE)
    except subprocess.TimeoutExpired:
        return False
    return run.returncode == 0


def main() -> int:
    """Print what survives, and how many changes there were."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("places", nargs="+", type=Path, help="modules, or folders of them")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    modules = {
        file for place in said.places for file in ([place] if place.is_file() else place.rglob("*.py"))
    }
    end, made, survived = time.monotonic() + 60 * said.minutes, 0, 0
    for module, name, place in in_turn(sorted(modules), random.Random(said.seed)):
        if time.monotonic() > end:
            break
        with use_mutation(module, cosmic_ray.plugins.get_operator(name)(), place) as (before, after):
            if before is None or after is None:
                continue
            made += 1
            # Without any test near it, whatever is changed goes unnoticed.
            if (tests := near(module)) and not survives(tests):
                continue
        survived += 1
        change = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
        print(f"{module}: {name}", *list(change)[2:], "", sep="\n", flush=True)
    print(f"{made} changes, {survived} survived")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
