"""A sequence whose items are made from what a cache holds when one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class LazySequence(Sequence[T]):
    """The items that `make` returns for what is stored, equal to a tuple of them.

    Args:
        make: Makes the items; called once, when the first of them is asked for.
        stored: What it makes them from.
    """

    __slots__ = ("_items", "_make", "_stored")

    def __init__(self, make: Callable[[bytes], tuple[T, ...]], stored: bytes) -> None:
        self._make, self._stored = make, stored
        self._items: tuple[T, ...] | None = None

    def _made(self) -> tuple[T, ...]:
        if self._items is None:
            self._items = self._make(self._stored)
        return self._items

    def __iter__(self) -> Iterator[T]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...

    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._made()[index]

    def __eq__(self, other: object) -> bool:
        return self._made() == (other._made() if isinstance(other, LazySequence) else other)

    def __hash__(self) -> int:
        return hash(self._made())
