"""Of an undertaking of several parties, each its own: an origin counts for those that it names."""

from __future__ import annotations

import pytest
from memory import Memory
from paper import Paper

from onrecord.domain.annotations import Pledge
from onrecord.domain.corrections import Correction
from onrecord.domain.decisions import Decision, anchor_of
from onrecord.domain.words import Judgement
from onrecord.views.brief import brief

ALL = "Estmark, Norland and Westmark will each give a pump."
ONE = "Estmark said that it would give a pump."


def summit(*others: str, copy: bool = False) -> tuple[Paper, list[Pledge]]:
    """A report of all three, and others of the same; of a copy the second is one."""
    paper = Paper()
    first = paper.page("a", ALL)
    three = ["Estmark", "Norland", "Westmark"]
    for name in three:
        first.name(name)
    told = [first.pledge("Estmark, Norland and Westmark will each give a pump", three, share="each",
                         number=(1, 1, "pump"))]  # fmt: skip
    for number, words in enumerate(others):
        page = paper.page(f"b{number}", words)
        names = [name for name in three if name in words]
        share = "each" if len(names) > 1 else "single"
        told.append(page.pledge(words.rstrip("."), names, share=share, number=(1, 1, "pump")))
        for name in names:
            paper.accept("same_entity", page.name(name), first.found[three.index(name)])
        paper.accept("same_commitment", told[-1], told[0])
        if copy:
            paper.accept("copy_of", page.report, first.report, "near")
    return paper, told


def counts(memory: Memory) -> dict[str, int]:
    """The origins that the brief gives for each party."""
    rows = [row for s in brief(memory).stories for group in s.groups for row in group.rows]
    return {" + ".join(row.by): row.origins for row in rows}


@pytest.mark.parametrize(
    ("others", "wanted"),
    [
        ((), (1, 1, 1)),
        ((ONE,), (2, 1, 1)),
        (("All agreed: Estmark, Norland and Westmark will each give a pump.",), (2, 2, 2)),
        ((ONE, "Norland and Estmark will each give a pump, it is said."), (3, 2, 1)),
    ],
)
def test_each_party_has_the_origins_that_name_it(
    others: tuple[str, ...], wanted: tuple[int, ...]
) -> None:
    paper, _ = summit(*others)
    assert counts(Memory(paper.all())) == dict(
        zip(("Estmark", "Norland", "Westmark"), wanted, strict=True)
    )


def test_a_copy_adds_none_to_any() -> None:
    paper, _ = summit(ONE, copy=True)
    assert set(counts(Memory(paper.all())).values()) == {1}


def test_who_is_put_right_is_counted_as_it_stands() -> None:
    words = "Estmark said in Norland that it would give a pump."
    paper, told = summit(words)
    assert counts(Memory(paper.all())) == {"Estmark": 2, "Norland": 2, "Westmark": 1}
    value = Correction("by", ((0, len("Estmark")),)).written
    about = told[1]
    paper.later.append(
        Decision(about.id, Judgement.CORRECT, "Ada", "so it says", anchor_of(about), value=value)
    )
    assert counts(Memory(paper.all())) == {"Estmark": 2, "Norland": 1, "Westmark": 1}
