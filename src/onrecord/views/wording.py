"""The words of many texts, looked up by how they begin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from onrecord.ledger.names import plain


class Wording:
    """Which of many texts hold a word that begins so; built once, asked often."""

    def __init__(self, texts: Iterable[str]) -> None:
        held: dict[str, set[int]] = {}
        for place, text in enumerate(texts):
            for word in plain(text).split():
                held.setdefault(word, set()).add(place)
        self._held = held
        self._words = sorted(held)

    def holding(self, words: str) -> frozenset[int]:
        """The places of the texts in which every one of the words begins a word, none for none."""
        found: set[int] | None = None
        for wanted in plain(words).split():
            some: set[int] = set()
            for place in range(bisect_left(self._words, wanted), len(self._words)):
                if not self._words[place].startswith(wanted):
                    break
                some |= self._held[self._words[place]]
            found = some if found is None else found & some
        return frozenset(found or ())
