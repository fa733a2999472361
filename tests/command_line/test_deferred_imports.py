from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from resilify_cli.command_line.deferred_imports import deferred_imports

SELDOM = "seldom_used_by_a_library"
LIBRARY = "library_with_imports"


@pytest.fixture(autouse=True)
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two modules that can be imported: a library, and what it names at its top; the folder of both."""
    monkeypatch.syspath_prepend(tmp_path)
    for name in (SELDOM, LIBRARY):
        monkeypatch.delitem(sys.modules, name, raising=False)
    (tmp_path / f"{SELDOM}.py").write_text("import sys\nsys.times_loaded = 1 + sys.times_loaded\nvalue = 7\n")
    monkeypatch.setattr(sys, "times_loaded", 0, raising=False)
    (tmp_path / f"{LIBRARY}.py").write_text(f"import {SELDOM} as seldom\n")
    return tmp_path


def times_loaded() -> int:
    return int(vars(sys)["times_loaded"])


def test_a_module_that_a_library_only_names_is_not_loaded() -> None:
    """Neither within nor afterwards."""
    with deferred_imports(SELDOM):
        import_module(LIBRARY)
    assert times_loaded() == 0
    assert SELDOM not in sys.modules


def test_a_module_is_loaded_once_something_of_it_is_used() -> None:
    """Once, and then the library and everyone else have the same."""
    with deferred_imports(SELDOM):
        library = import_module(LIBRARY)
    assert (library.seldom.value, library.seldom.value) == (7, 7)
    assert times_loaded() == 1
    vars(import_module(SELDOM))["value"] = 8
    assert library.seldom.value == 8


def test_what_is_taken_from_a_module_loads_it(modules: Path) -> None:
    """`from … import …` needs the module at once."""
    (modules / f"{LIBRARY}.py").write_text(f"from {SELDOM} import value\n")
    with deferred_imports(SELDOM):
        library = import_module(LIBRARY)
        assert sys.modules[SELDOM].value == 7
    assert (library.value, times_loaded()) == (7, 1)


def test_whoever_imports_a_module_later_gets_it() -> None:
    """No stand-in is left where modules are looked up."""
    with deferred_imports(SELDOM):
        library = import_module(LIBRARY)
    loaded = import_module(SELDOM)
    assert loaded.__file__
    assert library.seldom is not loaded
    assert library.seldom.value is loaded.value


def test_a_module_that_is_loaded_stays_as_it_is() -> None:
    """Nothing stands in for it."""
    loaded = import_module(SELDOM)
    with deferred_imports(SELDOM):
        assert import_module(LIBRARY).seldom is loaded
    assert sys.modules[SELDOM] is loaded


def test_a_module_is_there_after_an_error() -> None:
    """The library can't be imported: what it names can be, all the same."""
    with pytest.raises(ModuleNotFoundError), deferred_imports(SELDOM):
        import_module("no_such_library")
    assert import_module(SELDOM).value == 7


def test_what_a_module_does_not_have_is_told_as_ever() -> None:
    """The error is that of the module."""
    with deferred_imports(SELDOM):
        library = import_module(LIBRARY)
    with pytest.raises(AttributeError, match=f"module '{SELDOM}' has no attribute 'other'"):
        _ = library.seldom.other


def test_a_function_is_loaded_once_it_is_called(modules: Path) -> None:
    """Also where it is taken from its module at the top."""
    (modules / f"{SELDOM}.py").write_text(
        "import sys\nsys.times_loaded = 1 + sys.times_loaded\ndef double(x, *, less=0): return 2 * x - less\n"
    )
    (modules / f"{LIBRARY}.py").write_text(f"from {SELDOM} import double\n")
    with deferred_imports(f"{SELDOM}.double"):
        library = import_module(LIBRARY)
    assert (times_loaded(), SELDOM in sys.modules) == (0, False)
    assert (library.double(4), library.double(4, less=1)) == (8, 7)
    assert times_loaded() == 1


def test_a_function_of_a_module_that_is_loaded_stays_as_it_is() -> None:
    """Nothing stands in for it."""
    loaded = import_module(SELDOM)
    with deferred_imports(f"{SELDOM}.value"):
        import_module(LIBRARY)
    assert loaded.value == 7
