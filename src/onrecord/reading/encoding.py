"""The engine's one pass over the text, which later stages turn into annotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.reading.stage import Draft, Engine, Found


@dataclass(frozen=True, slots=True)
class Encoding:
    """Adds "found": what the engine gives for the text, read once for all stages."""

    engine: Engine
    name: str = "encoding.v1"
    needs: frozenset[str] = frozenset()
    adds: frozenset[str] = frozenset({"found"})

    def run(self, draft: Draft) -> Iterator[Found]:
        """The engine's places and strings for this text."""
        yield self.engine.read(draft.text.content)
