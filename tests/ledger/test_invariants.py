"""What holds of any record, whatever was told, read again, linked again and decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from paper import Paper, gathered

from onrecord.domain.annotations import Pledge
from onrecord.domain.times import AsOf
from onrecord.domain.world import World
from onrecord.ledger.balances import balance
from onrecord.ledger.fold import fold

COUNT = 5
PAIRS = [(i, j) for i in range(COUNT) for j in range(i)]
ACTORS = ("anna", "ben", "policy:test.v1")

decided = st.lists(
    st.tuples(st.sampled_from(PAIRS), st.booleans(), st.sampled_from(ACTORS)), max_size=12
)
linked = st.lists(st.tuples(st.sampled_from(PAIRS), st.floats(0.6, 1.0)), max_size=8)
few = settings(max_examples=40, deadline=None)


def told(paper: Paper, words: Callable[[int], str]) -> list[Pledge]:
    """One pledge in each of the reports; on a second reading found in other words."""
    return [page.pledge(words(n), ["Norway"]) for n, page in enumerate(paper.pages)]


def reports() -> Paper:
    paper = Paper()
    for n in range(COUNT):
        day = f"2025-03-{10 + n}"
        paper.page(f"r{n}", f"Norway will send {n + 3} pumps to the coast soon.", day)
    return paper


def short(n: int) -> str:
    return f"will send {n + 3} pumps"


def long(n: int) -> str:
    return f"will send {n + 3} pumps to the coast"


def group_of(world: World) -> dict[str, str]:
    return {pledge: made.id for made in world.commitments for pledge in made.pledges}


def last_words(
    decisions: list[tuple[tuple[int, int], bool, str]],
) -> dict[tuple[int, int], bool]:
    """What people said last on each pair."""
    return {pair: yes for pair, yes, actor in decisions if not actor.startswith("policy:")}


@few
@given(decided, linked)
def test_a_decision_survives_reading_and_linking_again(
    decisions: list[tuple[tuple[int, int], bool, str]], links: list[tuple[tuple[int, int], float]]
) -> None:
    paper = reports()
    first = told(paper, short)
    for (i, j), yes, actor in decisions:
        if yes:
            paper.accept("same_commitment", first[i], first[j], actor=actor)
        else:
            paper.reject("same_commitment", first[i], first[j], actor=actor)
    for page in paper.pages:
        page.found.clear()
        page.maker = "test.2"
    again = told(paper, long)
    for (i, j), score in links:
        paper.accept("same_commitment", again[i], again[j], score=score)
    group = group_of(fold(paper.facts()))
    said = last_words(decisions)
    for (i, j), yes in said.items():
        if not yes:
            assert group[again[i].id] != group[again[j].id]
    if not any(not yes for yes in said.values()):
        for i, j in said:
            assert group[again[i].id] == group[again[j].id]


@few
@given(decided, st.permutations(range(COUNT)))
def test_the_order_of_reports_changes_no_group(
    decisions: list[tuple[tuple[int, int], bool, str]], order: list[int]
) -> None:
    paper = reports()
    pledges = told(paper, short)
    for (i, j), yes, actor in decisions:
        (paper.accept if yes else paper.reject)(  # type: ignore[operator]
            "same_commitment", pledges[i], pledges[j], actor=actor
        )

    def groups() -> set[frozenset[str]]:
        return {frozenset(made.pledges) for made in fold(paper.facts()).commitments}

    before = groups()
    paper.pages = [paper.pages[i] for i in order]
    assert groups() == before


@few
@given(st.integers(1, COUNT), st.integers(0, 6))
def test_a_balance_counts_an_undertaking_once_however_often_it_is_told(
    tellings: int, days: int
) -> None:
    paper = Paper()
    pledges = []
    for n in range(tellings):
        page = paper.page(f"r{n}", f"Norway will send 10 pumps, says {n}.", f"2025-03-{10 + n}")
        number = (10, 10, "pump")
        pledges.append(page.pledge("will send 10 pumps", ["Norway"], number=number))
    for one, other in pairwise(pledges):
        paper.accept("same_commitment", other, one)
    on = date(2025, 3, 10 + days)
    world = fold(paper.facts(), AsOf(on=on))
    given_on = {page.report.id: page.report.published for page in paper.pages}
    row = balance(world.commitments, "pump", None, on, given_on)
    assert row.announced is not None and row.announced.max == 10
    assert row.fulfilled is None


@few
@given(decided, st.integers(0, 40))
def test_as_known_before_is_what_the_record_was_then(
    decisions: list[tuple[tuple[int, int], bool, str]], known: int
) -> None:
    paper = reports()
    pledges = told(paper, short)
    for (i, j), yes, actor in decisions:
        (paper.accept if yes else paper.reject)(  # type: ignore[operator]
            "same_commitment", pledges[i], pledges[j], actor=actor
        )
    facts = paper.all()
    then = fold(gathered(facts), AsOf(known=known))
    assert then == fold(gathered(facts[:known]))
    assert all(line.known <= known for line in then.commitments)
