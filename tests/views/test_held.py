"""Where a view takes the world from, and how a passage stands in its paragraph."""

from __future__ import annotations

from datetime import date

import pytest
from memory import Memory
from summit import EDITED, LATER, SUMMIT, summit

from onrecord.domain.times import AsOf
from onrecord.domain.world import World
from onrecord.ledger.fold import fold
from onrecord.views.held import Desk, world_at


def test_the_derived_tables_answer_at_the_head_only() -> None:
    _, memory = summit()
    marked = World()
    memory._world = (marked, memory.head())
    assert world_at(memory) is marked
    assert world_at(memory, AsOf(known=memory.head())) is marked
    assert world_at(memory, AsOf(known=memory.head() - 1)) is not marked
    assert world_at(memory, AsOf(on=date(2025, 3, 13))) is not marked


def test_stale_tables_are_not_trusted() -> None:
    paper, memory = summit()
    memory._world = (World(), memory.head() - 1)
    assert world_at(memory) == fold(memory.facts())
    assert world_at(Memory(paper.all(), derived=False)) == fold(memory.facts())


def test_a_passage_marks_the_words_in_their_paragraph() -> None:
    _, memory = summit()
    desk = Desk(memory)
    (said,) = [u for u in world_at(memory).utterances if "Ilse Bérard" in u.names]
    second = desk.passage(said.renderings[1].evidence)
    assert second.paragraph == LATER.split("\n\n")[1]
    ((start, end),) = second.marks
    assert second.paragraph[start:end] == "The water will not wait" == second.words
    assert LATER[second.start : second.start + len(second.paragraph)] == second.paragraph
    assert second.spans == ((second.start + start, second.start + end),)
    assert (second.report.name, second.report.day) == ("Echo", "2025-03-15")


def test_a_report_is_looked_up_by_its_id_alone() -> None:
    _, memory = summit()
    desk = Desk(memory)
    digest = desk.digest(memory.facts().reports[2].fact.id)
    text = desk.text(digest)
    assert text is not None and text.content == EDITED != SUMMIT
    with pytest.raises(KeyError):
        desk.report("r1nothing")
