"""What two people judged, paired and compared."""

from __future__ import annotations

import pytest
from memory import Memory
from paper import Page, Paper

from onrecord.domain.annotations import Pledge
from onrecord.domain.decisions import Decision, anchor_of
from onrecord.domain.words import Judgement
from onrecord.views.agreement import agreements


def archive() -> tuple[Paper, list[Pledge]]:
    paper = Paper()
    pages: list[Page] = [paper.page(f"p{n}", f"Norland will send {n} boats.") for n in range(6)]
    return paper, [page.pledge("Norland will send", by=["Norland"]) for page in pages]


def judge(paper: Paper, thing: Pledge, judgement: str, actor: str, reason: str = "so") -> Decision:
    made = Decision(thing.id, Judgement(judgement), actor, reason, anchor_of(thing))
    paper.later.append(made)
    return made


def test_nobody_has_coded_second() -> None:
    paper, things = archive()
    judge(paper, things[0], "accept", "Ada")
    assert agreements(Memory(paper.all())) == ()


def test_each_thing_counts_once_by_the_last_word_before_the_other() -> None:
    paper, things = archive()
    judge(paper, things[0], "reject", "Ada")
    judge(paper, things[0], "accept", "Ada", "on a second look")
    judge(paper, things[0], "accept", "second:Bo")
    judge(paper, things[1], "accept", "second:Bo")
    judge(paper, things[1], "reject", "Ada")
    judge(paper, things[2], "reject", "Ada")
    judge(paper, things[2], "accept", "second:Bo")
    judge(paper, things[2], "reject", "second:Bo", "thought again")
    judge(paper, things[3], "accept", "Ada")
    judge(paper, things[4], "accept", "Bo")
    judge(paper, things[4], "accept", "second:Bo")
    (found,) = agreements(Memory(paper.all()))
    assert found.kind == "pledge" and found.agreement.told == {
        ("accept", "accept"): 1, ("reject", "accept"): 1, ("reject", "reject"): 1
    }  # fmt: skip
    assert found.agreement.kappa == pytest.approx((2 / 3 - 4 / 9) / (1 - 4 / 9))
    assert found.single == 2  # one judged by the first alone; one by both under one name
    (difference,) = found.differences
    assert difference.about == things[1].id and difference.settled is None


def test_a_settled_difference_stays_a_difference() -> None:
    paper, things = archive()
    first = judge(paper, things[0], "accept", "Ada")
    judge(paper, things[0], "reject", "second:Bo")
    settling = judge(paper, things[0], "reject", "Cy")
    (found,) = agreements(Memory(paper.all()))
    (difference,) = found.differences
    assert difference.first.id == first.id
    assert difference.settled is not None and difference.settled.id == settling.id
    assert found.agreement.agreed == 0


def test_what_was_taken_back_is_not_compared() -> None:
    paper, things = archive()
    first = judge(paper, things[0], "accept", "Ada")
    judge(paper, things[0], "accept", "second:Bo")
    paper.later.append(Decision(first.id, Judgement.UNDO, "Ada", "no", first.left))
    (found,) = agreements(Memory(paper.all()))
    assert found.agreement.count == 0 and found.agreement.kappa is None
