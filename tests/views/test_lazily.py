"""Long tables: rows are made when asked for, words are found by how they begin."""

from __future__ import annotations

from summit import summit

from onrecord.domain.times import AsOf
from onrecord.views import tables, timeline
from onrecord.views.held import world_at
from onrecord.views.lazily import Lazily
from onrecord.views.wording import Wording


def test_only_the_rows_that_are_asked_for_are_made() -> None:
    made: list[int] = []

    def make(line: int) -> str:
        made.append(line)
        return f"row {line}"

    rows = Lazily(range(1000), make)
    assert len(rows) == 1000 and made == []
    assert rows[10:12] == ("row 10", "row 11") and rows[-1] == "row 999"
    assert made == [10, 11, 999]
    assert rows[10:12] == ("row 10", "row 11") and made == [10, 11, 999], "a page is held"
    for start in range(0, 100, 10):
        assert rows[start : start + 10][0] == f"row {start}"
    assert len(rows._held) == 3
    assert list(Lazily(range(2), make)) == ["row 0", "row 1"]


def test_every_word_begins_one_of_the_text() -> None:
    words = Wording(["Ten water pumps", "Léopard tanks", "a pumping station, water", ""])
    assert words.holding("pump") == {0, 2}
    assert words.holding("WATER pump") == {0, 2}
    assert words.holding("leop tank") == {1}
    assert words.holding("ump") == words.holding("") == words.holding(" ,") == frozenset()
    assert words.holding("water leopard") == frozenset()


def test_the_rows_are_those_of_the_tables() -> None:
    _, reader = summit()
    wanted = tables.CommitmentFilter(item="pump", by="norland")
    assert tuple(tables.commitment_rows(reader, wanted)) == tables.commitments(reader, wanted) != ()
    assert tuple(tables.said_rows(reader, "", "wat")) == tables.said(reader, "", "wat") != ()
    assert tuple(tables.entity_rows(reader)) == tables.entities(reader) != ()
    events = timeline.timeline(reader)
    assert tuple(timeline.event_rows(reader)) == (*events.dated, *events.undated)


def test_a_reader_that_remembers_is_asked_for_a_past_world_once() -> None:
    _, reader = summit()
    made = []

    class Remembering:
        def __init__(self) -> None:
            self.held: dict[AsOf, object] = {}

        def __getattr__(self, name: str) -> object:
            return getattr(reader, name)

        def past(self, as_of, make):  # type: ignore[no-untyped-def]
            if as_of not in self.held:
                made.append(as_of)
                self.held[as_of] = make()
            return self.held[as_of]

    remembering = Remembering()
    for _ in range(3):
        world = world_at(remembering, AsOf(known=12))  # type: ignore[arg-type]
        assert world == world_at(reader, AsOf(known=12))
    assert made == [AsOf(known=12)]
