"""A whole record worked out in parts gives the lines of the fold that holds all in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from test_changes import MANY, Made, Step, compared, grown, ordinary, steps, whole

from onrecord.app import wiring
from onrecord.app.growth import parts
from onrecord.app.growth import whole as remaking
from onrecord.app.growth.remake import remade
from onrecord.domain.world import World
from onrecord.record.store import Writer


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """So few of everything together that small records have several parts."""
    monkeypatch.setattr(parts, "TEXTS", 2)
    monkeypatch.setattr(remaking, "READ", 2)
    monkeypatch.setattr(remaking, "RUNNING", 2)
    yield


def told(store: Writer) -> bool:
    """Make the tables anew in parts; whether it could be."""
    found = remade(store, store.head())
    if found is None:
        store.replace_world(whole(store), store.head())
    return found is not None


@MANY
@given(steps)
def test_any_record_in_parts_is_the_whole(drawn: list[list[Step]]) -> None:
    grown(drawn, told)


@MANY
@given(ordinary)
def test_reports_and_links_are_always_worked_out_in_parts(drawn: list[list[Step]]) -> None:
    taken = grown(drawn, told)
    links = [link for together in drawn for step in together for link in step[2]]
    named = any(relation == "same_entity" for relation, *_ in links)
    assert named or not taken[False], "only a name that is not the first of its text is too much"


def test_what_differs_is_named_and_put_right() -> None:
    with wiring.open_writer(":memory:") as store:  # type: ignore[attr-defined]
        made = Made(store)
        for n in range(6):
            made.take(("page", [n, n + 1], [("same_commitment", 0, n, "number")]))
        world = whole(store)
        first, *rest = world.commitments
        wrong = (replace(first, origins=9), *rest[:-1])
        store.replace_world(replace(world, commitments=wrong), store.head())
        found = remade(store, store.head())
        assert found is not None
        assert set(found.differing["commitments"]) == {first.id, rest[-1].id}
        assert not any(found.differing[k] for k in World.__slots__ if k != "commitments")
        assert found.rows["commitments"] == len(world.commitments)
        compared(store, "put right")
        again = remade(store, store.head())
        assert again is not None and not any(again.differing.values())


def test_a_tally_lets_later_reports_go_on_from_it() -> None:
    with wiring.open_writer(":memory:") as store:  # type: ignore[attr-defined]
        made = Made(store)
        made.take(("page", [1, 2], []))
        assert told(store)
        ids = [entity.id for entity in store.world()[0].entities]
        with store.snapshot() as book:
            assert book.tallies(ids).keys() == set(ids)
