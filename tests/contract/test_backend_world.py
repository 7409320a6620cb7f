"""The derived tables give back exactly the world that was put in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn_facts import at, report_and_reading, worlds
from hypothesis import HealthCheck, Phase, given, settings

from onrecord.domain.words import CopyKind, MentionKind
from onrecord.domain.world import Copy, Entity, World
from onrecord.record.store import Writer

MANY = settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def entity(identifier: str, name: str = "Ada") -> Entity:
    return Entity(identifier, MentionKind.PERSON, name, (name,), ("m1x",), ("r1x",), (), 1)


@MANY
@given(world=worlds)
def test_a_world_comes_back_equal(record: Writer, world: World) -> None:
    record.replace_world(world, 7)
    assert record.world() == (world, 7)
    record.replace_world(world, 8)
    assert record.world() == (world, 8)


@MANY
@given(one=worlds, two=worlds)
def test_one_world_takes_the_place_of_another(opener, one: World, two: World) -> None:
    first, second = opener(), opener()
    try:
        first.replace_world(one, 1)
        second.replace_world(two, 2)
        assert first.world() == (two, 2)
        first.replace_world(one, 3)
        assert second.world() == (one, 3)
    finally:
        first.close()
        second.close()


def test_the_order_is_kept_when_things_come_between(record: Writer) -> None:
    things = {letter: entity(letter) for letter in "abcdefgh"}
    for order in ("ad", "abd", "abcd", "dcba", "hdgcfbea", "abcdefgh", "", "b"):
        world = World(entities=tuple(things[letter] for letter in order))
        record.replace_world(world, 1)
        assert record.world()[0] == world
    for step in range(40):  # always between the first two: the room runs out once
        between = [entity(f"n{number}") for number in range(step, -1, -1)]
        world = World(entities=(things["a"], *between, things["b"]))
        record.replace_world(world, 1)
        assert record.world()[0] == world


def test_an_id_twice_is_our_own_fault(record: Writer) -> None:
    record.replace_world(World(entities=(entity("a"),)), 1)
    with pytest.raises(ValueError, match="twice"):
        record.replace_world(World(entities=(entity("b"), entity("b", "Eve"))), 2)
    assert record.world() == (World(entities=(entity("a"),)), 1)


def test_a_dropped_world_is_empty_and_the_facts_stand(record: Writer) -> None:
    record.append(report_and_reading(1), at(0))
    record.replace_world(
        World(entities=(entity("e1a"),), copies=(Copy("a", "b", CopyKind.WIRE),)), 2
    )
    assert ("entity", "e1a") in record.starting("e1")
    record.drop_world()
    assert record.world() == (World(), 0)
    assert record.head() == 2
    assert list(record.starting("e1")) == []
    assert record.search("lorries")


def test_a_changed_thing_is_changed(record: Writer) -> None:
    before = World(entities=(entity("a"), entity("b")))
    after = World(entities=(entity("a"), replace(entity("b"), name="Eve")))
    record.replace_world(before, 1)
    record.replace_world(after, 2)
    assert record.world() == (after, 2)
