"""A frozen dataclass that nothing is compiled for does what one of `dataclasses` does."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import field
from typing import Any, ClassVar

import pytest

from resilify_cli.frozen_dataclass import dataclass, field_names


@dataclass(frozen=True, slots=True)
class Point:
    """Two places, and what is told of them."""

    kind: ClassVar[str] = "point"
    x: int
    y: int = 2
    labels: dict[str, str] = field(default_factory=dict)
    note: str = field(default="", compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class StdPoint:
    """The same, of the standard library."""

    kind: ClassVar[str] = "point"
    x: int
    y: int = 2
    labels: dict[str, str] = field(default_factory=dict)
    note: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True)
class Named:
    """A base whose values are given by name."""

    name: str
    size: int = 1


@dataclass(frozen=True, kw_only=True)
class Titled(Named):
    """A child with a default of its own, and another field."""

    title: str
    size: int = 5


BOTH = pytest.mark.parametrize("point", [Point, StdPoint])


@BOTH
def test_values_are_given_by_place_and_by_name(point: Any) -> None:
    """What is left out has its default, and a made one is not shared."""
    made = point(1, note="n")
    assert (made.x, made.y, made.labels, made.note, made.kind) == (1, 2, {}, "n", "point")
    assert made.labels is not point(1).labels
    assert point.__match_args__ == ("x", "y", "labels", "note")


@BOTH
@pytest.mark.parametrize(
    "wrong",
    [
        lambda point: point(),
        lambda point: point(1, 2, {}, "", 5),
        lambda point: point(1, x=2),
        lambda point: point(1, z=2),
    ],
    ids=["missing", "too many", "twice", "unknown"],
)
def test_wrong_values_are_refused(point: Any, wrong: Callable[[Any], Any]) -> None:
    """Each is a TypeError."""
    with pytest.raises(TypeError):
        wrong(point)


@BOTH
def test_nothing_can_be_changed(point: Any) -> None:
    """Neither a field nor anything else."""
    made = point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.x = 3
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.x
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
        made.other = 3
    assert not hasattr(made, "__dict__")


@BOTH
def test_equal_values_are_equal(point: Any) -> None:
    """But for a field that is not compared; another class never is."""
    assert point(1, note="a") == point(1, note="b")
    assert point(1) != point(2)
    assert point(1) != (1, 2, {}, "")
    assert repr(point(1)).endswith("Point(x=1, y=2, labels={}, note='')")


@BOTH
def test_copies_are_equal(point: Any) -> None:
    """By `copy` and by `pickle`."""
    made = point(1, 3, {"a": "b"})
    assert copy.deepcopy(made) == made == pickle.loads(pickle.dumps(made))


@BOTH
def test_the_functions_of_dataclasses_work(point: Any) -> None:
    """`replace`, `fields`, `asdict` and `is_dataclass`."""
    made = point(1, labels={"a": "b"})
    assert dataclasses.replace(made, y=7) == point(1, 7, {"a": "b"})
    assert [(one.name, one.type, one.compare) for one in dataclasses.fields(point)] == [
        ("x", "int", True),
        ("y", "int", True),
        ("labels", "dict[str, str]", True),
        ("note", "str", False),
    ]
    assert dataclasses.asdict(made) == {"x": 1, "y": 2, "labels": {"a": "b"}, "note": ""}
    assert dataclasses.is_dataclass(point)


def test_what_is_equal_has_one_hash() -> None:
    """So that it can be a key; the name of a class that is none of its own is no key either."""
    assert len({Named(name="a"), Named(name="a"), Named(name="b")}) == 2


def test_a_child_has_the_fields_of_its_base() -> None:
    """In the order of the base, with the child's defaults, and by name alone."""
    made = Titled(name="n", title="t")
    assert (field_names(Titled), made.size) == (("name", "size", "title"), 5)
    assert Titled.size == 5
    with pytest.raises(TypeError):
        Titled("n", "t")  # type: ignore[call-arg, arg-type]
    with pytest.raises(TypeError, match="title"):
        Titled(name="n")  # type: ignore[call-arg]


def test_a_method_of_the_class_itself_stays() -> None:
    """Nothing that was written is written over."""

    @dataclass(frozen=True, slots=True)
    class Told:
        word: str

        def __repr__(self) -> str:
            return "told"

    assert repr(Told("a")) == "told"


def test_nothing_is_compiled_until_it_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither to make the class nor to use it."""
    monkeypatch.setattr(dataclasses, "make_dataclass", lambda *_, **__: pytest.fail("compiled"))

    @dataclass(frozen=True, slots=True)
    class Word:
        text: str

    assert Word("a") == Word("a")
    assert hash(Word("a")) == hash(Word("a"))
    assert field_names(Word) == ("text",)


def test_a_class_of_dataclasses_can_be_its_child_but_no_parent() -> None:
    """Its fields are found either way; the other way round some would be missing, and it is refused."""

    @dataclasses.dataclass(frozen=True, kw_only=True)
    class Child(Named):
        title: str

    assert Child(name="a", title="b") == Child(name="a", size=1, title="b")
    assert field_names(Child) == ("name", "size", "title")
    assert field_names(int) == ()
    with pytest.raises(TypeError, match="Child"):

        @dataclass(frozen=True, kw_only=True)
        class Grandchild(Child):
            more: str
