"""The derived tables made anew in parts, compared with those that stand, and put in their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

from onrecord.app.growth.crew import Crew
from onrecord.app.growth.looking import WholeWanted
from onrecord.app.growth.parts import Parts
from onrecord.app.growth.whole import Entities, Ground, put_stories
from onrecord.domain.world import World
from onrecord.record.store import Writer


@dataclass(frozen=True, slots=True)
class Remade:
    """How many lines of each kind there are now, and the ids of those that were others before."""

    rows: dict[str, int]
    differing: dict[str, tuple[str, ...]]


def remade(
    store: Writer,
    head: int,
    crew: Crew | None = None,
    before: Callable[[], None] = lambda: None,
) -> Remade | None:
    """Make all derived lines anew through a seq; only what differs is written.

    A crew takes what can be worked out beside; `before` is called before anything is written.

    None, and nothing is changed, where it wants a fold of all at once: where links rest on what a
    later reading did not find again, or another process wrote the tables meanwhile.
    """
    with store.remaking(head) as book:
        try:
            ground = Ground.of(book)
            entities = Entities(ground)
            entities.make()
            put_stories(ground, entities.named)
            entities.named.clear()
            Parts(ground).put(entities.called, crew)
        except WholeWanted:
            return None
        before()
        book.compare()
        found = Remade(
            {part.name: book.size(part.name) for part in fields(World)}, dict(book.differing())
        )
        return found if book.keep() else None
