"""What waits for a person."""

from __future__ import annotations

from summit import summit

from onrecord.domain.words import Relation
from onrecord.views.queue import queue


def test_undecided_proposals_and_doubtful_pledges_wait() -> None:
    _, memory = summit()
    items = queue(memory)
    assert [(i.kind, i.relation) for i in items] == [
        ("proposal", Relation.SAME_STORY),
        ("pledge", None),
    ]
    assert items[1].question == "Is this an undertaking?"
    assert items[1].left is not None
    assert items[1].left.words == "were promised at the summit"
    assert items[0].left is not None and items[0].right is not None


def test_what_was_decided_waits_no_longer() -> None:
    paper, _ = summit()
    paper.reject("same_story", paper.pages[1].report, paper.pages[0].report)
    doubtful = next(t for t in paper.pages[1].found if getattr(t, "score", 1) < 0.5)
    paper.judge(doubtful, "reject")  # type: ignore[arg-type]
    from memory import Memory

    assert queue(Memory(paper.all())) == ()


def test_the_less_certain_and_weightier_comes_first() -> None:
    paper, _ = summit()
    one, two = (page.found[0] for page in paper.pages[:2])
    three = paper.pages[0].found[3]
    sure = paper.propose("same_entity", two, three, 0.95)
    even = paper.propose("same_entity", one, three, 0.5)
    from memory import Memory

    order = [item.id for item in queue(Memory(paper.all()))]
    assert order.index(even.id) < order.index(sure.id)
    assert len(queue(Memory(paper.all()), limit=1)) == 1
