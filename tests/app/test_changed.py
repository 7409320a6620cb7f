"""What decisions change, worked out apart, is what a fold of the whole record gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from onrecord.app import wiring
from onrecord.app.changed import brought_up
from onrecord.app.ingest import ingest_readings, refresh
from onrecord.app.joining import Joined
from onrecord.app.record import Record
from onrecord.app.review import Judged
from onrecord.domain.corrections import Correction
from onrecord.domain.reports import Report
from onrecord.domain.world import World
from onrecord.evaluation.true_story import TrueReport
from onrecord.ledger.fold import fold
from onrecord.record.store import Writer

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def store(reports: list[TrueReport]) -> Iterator[Writer]:
    """A record of two stories, read without a fault and linked by the policy."""
    opened = wiring.open_writer(":memory:")
    ingest_readings(opened, ((one.report, one.reading) for one in reports), lambda: NOW)
    refresh(opened)
    yield opened
    opened.close()


def whole(store: Writer) -> World:
    with store.folding(store.head()) as facts:
        return fold(facts)


def acts(record: Record, world: World, dice: random.Random) -> Iterator[str]:
    """Whatever a person may do, again and again."""
    made: list[str] = []
    while True:
        who = {"actor": "Ada", "reason": f"because {dice.random()}", "seen": record.head}
        lines = dice.choice((world.commitments, world.utterances))
        one, other = dice.sample([line.id for line in lines], 2)
        kind = dice.choice(("merge", "split", "judge", "correct", "undo"))
        outcome = None
        if kind == "merge":
            outcome = record.merge(Joined(one, other=other, **who), world, then=False)
        elif kind == "split":
            members = [m.id for m in record.members(one).members]
            if len(members) > 1:
                leave = tuple(dice.sample(members, dice.randint(1, len(members) - 1)))
                outcome = record.split(Joined(one, leave=leave, **who), world, then=False)
        elif kind == "judge":
            thing = dice.choice([m.id for m in record.members(one).members])
            word = dice.choice(("accept", "reject", "reject"))
            outcome = record.decide(Judged(thing, word, **who), then=False)
        elif kind == "correct" and one.startswith("c"):
            thing = dice.choice([m.id for m in record.members(one).members])
            told = dice.choice(
                (
                    Correction("stage", words=("agreed",)),
                    Correction("by", ((0, 7),)),
                    Correction("to"),
                    Correction("when", ((0, 7),), time=("DATE", "2025-05", None)),
                )
            )
            judged = Judged(thing, "correct", value=told.written, **who)
            outcome = record.decide(judged, then=False)
        elif made:
            outcome = record.undo(Judged(made.pop(dice.randrange(len(made))), "undo", **who), False)
        if outcome is not None:
            assert outcome.decisions
            made.append(outcome.decision)
            world = yield kind
        else:
            world = yield ""


def test_it_is_what_the_whole_gives(store: Writer) -> None:
    record, dice = Record(store), random.Random(11)
    world, known, apart = whole(store), store.head(), 0
    doing = acts(record, world, dice)
    kind = next(doing)
    for _ in range(30):
        head = store.head()
        if kind:
            expected = whole(store)
            found = brought_up(store, world, known, head)
            if found is not None:
                apart += 1
                assert found == expected, kind
            world, known = expected, head
            store.replace_world(world, head)
        kind = doing.send(world)
    assert apart > 5


def test_what_cannot_be_told_apart_is_left_to_the_whole(
    store: Writer, reports: list[TrueReport]
) -> None:
    record, world, known = Record(store), whole(store), store.head()
    assert brought_up(store, world, known, known) == world
    name = world.entities[0].mentions[0]
    record.decide(Judged(name, "reject", "Ada", "no name", record.head), then=False)
    assert brought_up(store, world, known, store.head()) is None
    refresh(store)
    world, known = whole(store), store.head()
    torn = next(d.about for d in world.disputes if d.about.startswith("c"))
    member = next(c.pledges[0] for c in world.commitments if c.id == torn)
    record.decide(Judged(member, "reject", "Ada", "none", record.head), then=False)
    assert brought_up(store, world, known, store.head()) is None
    refresh(store)
    world, known = whole(store), store.head()
    store.append([Report("again", reports[0].report.text)], NOW)
    assert brought_up(store, world, known, store.head()) is None


def test_a_second_coder_changes_nothing(store: Writer) -> None:
    record, world, known = Record(store), whole(store), store.head()
    member = world.commitments[0].pledges[0]
    judged = Judged(member, "reject", "Bo", "none", record.head, second=True)
    assert record.decide(judged, then=False).decisions
    assert brought_up(store, world, known, store.head()) == world == whole(store)
