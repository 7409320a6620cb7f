"""What hangs together by links, in few bytes for each thing."""

from __future__ import annotations

from array import array
from collections.abc import KeysView


class Forest:
    """Disjoint sets of ids; what was never joined is a set of its own."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._names: list[str] = []
        self._parent = array("i")
        self._size = array("i")

    def __contains__(self, thing: str) -> bool:
        return thing in self._number

    @property
    def things(self) -> KeysView[str]:
        """Everything that was joined."""
        return self._number.keys()

    def join(self, one: str, other: str) -> None:
        """Make one set of two."""
        left, right = self._root(self._of(one)), self._root(self._of(other))
        if left == right:
            return
        if self._size[left] < self._size[right]:
            left, right = right, left
        self._parent[right] = left
        self._size[left] += self._size[right]

    def root(self, thing: str) -> str:
        """One thing that stands for the set."""
        number = self._number.get(thing)
        return thing if number is None else self._names[self._root(number)]

    def size(self, thing: str) -> int:
        """How many things that were joined are in the set."""
        number = self._number.get(thing)
        return 0 if number is None else self._size[self._root(number)]

    def _of(self, thing: str) -> int:
        number = self._number.get(thing)
        if number is None:
            number = self._number[thing] = len(self._names)
            self._names.append(thing)
            self._parent.append(number)
            self._size.append(1)
        return number

    def _root(self, number: int) -> int:
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number
