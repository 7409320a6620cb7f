"""Whom an undertaking is for, worked out from its story and never put in place of what is told."""

from __future__ import annotations

from itertools import pairwise

from paper import Paper

from onrecord.domain.world import World
from onrecord.ledger.beneficiaries import WorkedOut, beneficiaries, with_beneficiaries
from onrecord.ledger.fold import fold


def story(last: str = "Norway will send 10 pumps.") -> tuple[Paper, World]:
    """Two reports tell of gifts to Tolmia, a third names nobody; all of one story."""
    paper = Paper()
    for given, words in (
        ("a", "Spain will give Tolmia 3 tents."),
        ("b", "Peru will lend Tolmia 7 boats."),
        ("c", last),
    ):
        page = paper.page(given, words)
        giver = words.split()[0]
        page.name(giver)
        if "Tolmia" in words:
            page.name("Tolmia")
        number = next(int(w) for w in words.split() if w.isdigit())
        page.pledge(
            words[len(giver) + 1 : -1],
            [giver],
            number=(number, number, words.split()[-1].strip(".")),
            to=["Tolmia"] if given != "c" else [],
        )
    reports = [page.report for page in paper.pages]
    for one, other in pairwise(reports):
        paper.accept("same_story", other, one)
    names = [m for page in paper.pages for m in page.found if getattr(m, "name", "") == "Tolmia"]
    for one, other in pairwise(names):
        paper.accept("same_entity", other, one)
    return paper, fold(paper.facts())


def found(world: World, titles: list[str]) -> dict[str, WorkedOut]:
    named = dict(zip((r for s in world.stories for r in s.reports), titles, strict=True))
    out = beneficiaries(world.commitments, world.stories, world.entities, named)
    return {c.by[0].name: out[c.id] for c in world.commitments if c.id in out}


def test_a_gift_is_for_whom_the_storys_other_gifts_are() -> None:
    titles = ["Help for Tolmia", "Tolmian coast gets boats", "Pumps"]
    _, world = story()
    told = found(world, titles)
    assert set(told) == {"Norway"}
    assert told["Norway"].party.name == "Tolmia"
    assert told["Norway"].reason == (
        "of the story's undertakings 2 others are told to be for Tolmia, "
        "2 headlines of 3 reports name it"
    )
    assert {e.quotes[0].words for e in told["Norway"].evidence} == {
        "will give Tolmia 3 tents",
        "will lend Tolmia 7 boats",
    }


def test_what_was_told_stays_and_what_was_worked_out_comes_beside_it() -> None:
    titles = ["Help for Tolmia", "Boats", "Pumps"]
    _, world = story()
    named = dict(zip((r for s in world.stories for r in s.reports), titles, strict=True))
    worked_out = beneficiaries(world.commitments, world.stories, world.entities, named)
    after = with_beneficiaries(world.commitments, worked_out)
    assert [[p.name for p in c.to] for c in world.commitments] == [["Tolmia"], ["Tolmia"], []]
    assert [[p.name for p in c.to] for c in after] == [["Tolmia"]] * 3


def test_nobody_is_for_whom_the_story_is_who_undertakes_it_himself() -> None:
    titles = ["Help for Tolmia", "Boats for Tolmia", "Tolmia builds"]
    paper, _ = story("Tolmia will build 4 dykes.")
    names = [m for page in paper.pages for m in page.found if getattr(m, "name", "") == "Tolmia"]
    paper.accept("same_entity", names[-1], names[0])
    assert found(fold(paper.facts()), titles) == {}


def test_two_who_are_given_as_much_leave_it_open() -> None:
    titles = ["Help for Tolmia", "Help for Sund", "Pumps"]
    paper = Paper()
    for given, giver, to in (("a", "Spain", "Tolmia"), ("b", "Peru", "Sund"), ("c", "Norway", "")):
        page = paper.page(given, f"{giver} will give {to or 'away'} 3 tents.")
        page.name(giver)
        if to:
            page.name(to)
        page.pledge(
            f"will give {to or 'away'} 3 tents",
            [giver],
            number=(3, 3, "tent"),
            to=[to] if to else [],
        )
    reports = [page.report for page in paper.pages]
    for one, other in pairwise(reports):
        paper.accept("same_story", other, one)
    assert found(fold(paper.facts()), titles) == {}
