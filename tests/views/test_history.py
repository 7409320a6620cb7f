"""Decisions as they were made: none is lost, what was not seen is told."""

from __future__ import annotations

from memory import Memory
from paper import Paper

from onrecord.domain.decisions import Decision, anchor_of
from onrecord.domain.words import Judgement
from onrecord.views.history import history


def decided(paper: Paper, actor: str, judgement: Judgement, seen: int) -> Decision:
    thing = paper.pages[0].found[0]
    made = Decision(thing.id, judgement, actor, "looked", anchor_of(thing), seen=seen)
    paper.later.append(made)
    return made


def archive() -> Paper:
    paper = Paper()
    page = paper.page("a", "Norland will send boats.")
    page.pledge("Norland will send", by=["Norland"])
    return paper


def test_a_later_decision_replaces_and_a_policy_never_does() -> None:
    paper = archive()
    policy = decided(paper, "policy:x.v1", Judgement.ACCEPT, 2)
    first = decided(paper, "Ada", Judgement.REJECT, 3)
    last = decided(paper, "Bo", Judgement.ACCEPT, 4)
    late = decided(paper, "policy:y.v1", Judgement.REJECT, 5)
    rows = history(Memory(paper.all()))
    assert [row.id for row in rows] == [late.id, last.id, first.id, policy.id]
    assert [row.replaced for row in rows] == [last.id, None, last.id, last.id]
    assert [row.id for row in history(Memory(paper.all()), people=True)] == [last.id, first.id]


def test_what_its_author_had_not_seen_is_told() -> None:
    paper = archive()
    first = decided(paper, "Ada", Judgement.REJECT, 2)
    blind = decided(paper, "Bo", Judgement.ACCEPT, 2)
    seeing = decided(paper, "Cy", Judgement.ACCEPT, 4)
    rows = {row.id: row for row in history(Memory(paper.all()))}
    assert rows[first.id].moved == ()
    assert rows[blind.id].moved == (first.id,)
    assert rows[seeing.id].moved == ()


def test_a_reading_that_came_in_between_is_a_move() -> None:
    paper = archive()
    made = decided(paper, "Ada", Judgement.REJECT, 1)
    reading = paper.pages[0].reading()
    rows = history(Memory(paper.all()))
    assert [(row.id, row.moved) for row in rows] == [(made.id, (reading.id,))]
