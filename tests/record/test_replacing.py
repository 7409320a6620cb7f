"""Only rows that differ are written when a world takes the place of another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from onrecord.domain.words import MentionKind
from onrecord.domain.world import Entity, Evidence, Role, World
from onrecord.record.replacing import STEP, places
from onrecord.record.sqlite import open_record


def entity(number: int) -> Entity:
    role = Role("minister", None, Evidence("r1", "t1", (), "m1", 1))
    return Entity(f"e1{number:03}", MentionKind.PERSON, "Ada", (), (), (), (role,), 1)


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    many = tuple(entity(number) for number in range(300))
    with open_record(tmp_path / "r.db") as record:
        record.replace_world(World(entities=many), 1)
        written: list[tuple[str, int]] = []

        @event.listens_for(record.engine, "before_cursor_execute")
        def count(_c, _cursor, statement, parameters, _context, many) -> None:
            if statement.startswith(("INSERT", "DELETE", "UPDATE")) and "meta" not in statement:
                written.append((statement.split()[0], len(parameters) if many else 1))

        record.replace_world(World(entities=many), 2)
        assert written == []
        changed = (entity(900), *many[:100], replace(many[100], name="Eve"), *many[102:])
        for again in (False, True):
            if again:  # another process, which does not remember what stands there
                record._world = None
            record.replace_world(World(entities=changed), 3)
            assert sum(number for _, number in written) < 10
        assert record.world() == (World(entities=changed), 3)


@given(
    held=st.lists(
        st.tuples(st.integers(0, 30).map(str), st.integers(1, 99)),
        max_size=12,
        unique_by=(lambda pair: pair[0], lambda pair: pair[1]),
    ).map(dict),
    order=st.lists(st.integers(0, 30).map(str), unique=True, max_size=15),
)
def test_places_always_rise(held: dict[str, int], order: list[str]) -> None:
    given_places = places(order, held)
    assert set(given_places) == set(order)
    numbers = [given_places[name] for name in order]
    assert numbers == sorted(set(numbers))


def test_places_stay_where_they_can() -> None:
    held = {name: STEP * number for number, name in enumerate("abcd", 1)}
    assert places("abcd", held) == held
    between = places("axbcdy", held)
    assert {name: between[name] for name in "abcd"} == held
    moved = places("bcda", held)
    assert {name: moved[name] for name in "bcd"} == {name: held[name] for name in "bcd"}
