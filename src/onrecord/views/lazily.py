"""Rows of a table that are made when they are asked for: a page of a long table makes its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

T_co = TypeVar("T_co", covariant=True)


PAGE = 200
PAGES = 3
"""Rows of a page that is held, and how many pages of one table are."""


class Lazily(Sequence[T_co]):
    """Rows of lines of the world, in their order, each made when it is asked for.

    `ready` is told of all lines of a page before its rows are made, to look up in one what they
    want. The pages last asked for are held; whoever turns back, or comes second, has them at once.
    """

    def __init__(
        self,
        lines: Sequence[Any],
        make: Callable[[Any], T_co],
        ready: Callable[[Sequence[Any]], None] = lambda _: None,
    ) -> None:
        self._lines = lines
        self._make = make
        self._ready = ready
        self._held: dict[tuple[int, int, int], tuple[T_co, ...]] = {}

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> T_co: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[T_co, ...]: ...

    def __getitem__(self, place: int | slice) -> T_co | tuple[T_co, ...]:
        if isinstance(place, slice):
            return self._page(place)
        return self._make(self._lines[place])

    def _page(self, place: slice) -> tuple[T_co, ...]:
        key = place.indices(len(self._lines))
        found = self._held.get(key)
        if found is None:
            some = self._lines[place]
            self._ready(some)
            found = tuple(map(self._make, some))
            if len(found) <= PAGE:
                while len(self._held) >= PAGES:
                    self._held.pop(next(iter(self._held)), None)
                self._held[key] = found
        return found

    def __iter__(self) -> Iterator[T_co]:
        return map(self._make, self._lines)
