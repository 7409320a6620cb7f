"""A record asked and changed in small parts gives what the whole gives, on every backend."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import update

from onrecord.app import ingest
from onrecord.app.growth.changes import changes
from onrecord.domain.decisions import Anchor, Decision
from onrecord.domain.words import Judgement, MentionKind, Relation
from onrecord.domain.world import Entity, World
from onrecord.evaluation.true_story import readings_of_story
from onrecord.ledger.fold import fold
from onrecord.record import derived
from onrecord.record.pieces import Changes, Lines
from onrecord.record.relational import RelationalRecord
from onrecord.record.replacing import STEP

STORY = Path(__file__).resolve().parents[2] / "examples" / "summits-record" / "story.json"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def entity(identifier: str, *mentions: str) -> Entity:
    return Entity(identifier, MentionKind.PERSON, "Ada", ("Ada",), mentions, (), (), 1)


def test_new_reports_change_what_they_touch(record: RelationalRecord) -> None:
    told = readings_of_story(json.loads(STORY.read_text(encoding="utf-8")))
    pairs = [(one.report, one.reading) for one in told]
    ingest.ingest_readings(record, pairs[:14], lambda: NOW)
    ingest.refresh(record)
    for pair in pairs[14:]:
        ingest.ingest_readings(record, [pair], lambda: NOW)
        with record.snapshot() as book:
            made = changes(book)
        assert made is not None and record.put(made)
        with record.folding() as facts:
            assert record.world() == (fold(facts), record.head())


def test_lines_come_between_change_and_go(record: RelationalRecord) -> None:
    record.replace_world(World(entities=(entity("e1a", "m1"), entity("e1c", "m3"))), 1)
    with record.snapshot() as book:
        order = {"e1a": 1, "e1b": 2, "e1c": 3, "e1d": 4}
        places = book.placed(
            "entities", [((2,), "e1b"), ((4,), "e1d")], lambda line: (order[line.id],)
        )
        version = book.version
    assert places is not None and places["e1b"] < 2 * STEP < places["e1d"]
    lines = Lines(
        "entities",
        (),
        [(entity("e1a", "m1"), entity("e1a", "m1", "m2"))],
        [(entity("e1b", "m4"), places["e1b"]), (entity("e1d", "m5"), places["e1d"])],
    )
    made = Changes(1, 2, version, [lines], {"e1a": {"person": 2}})
    assert record.put(made) and not record.put(made), "the second is of tables that stand no more"
    with record.snapshot() as book:
        assert book.tallies(["e1a", "e1b"]) == {"e1a": {"person": 2}}
        assert book.holders(["m2", "m3", "m9"], "entities") == {"m2": ["e1a"], "m3": ["e1c"]}
        version = book.version
    assert [one.id for one in record.world()[0].entities] == ["e1a", "e1b", "e1c", "e1d"]
    gone = Lines("entities", [entity("e1b", "m4")])
    assert record.put(Changes(2, 3, version, [gone], {}))
    with record.snapshot() as book:
        assert book.known == 3 and not book.holders(["m4"], "entities")


def test_no_room_is_told(record: RelationalRecord) -> None:
    record.replace_world(World(entities=(entity("e1a"), entity("e1c"))), 1)
    e = derived.entities
    with record.writing() as connection:
        connection.execute(update(e).where(e.c.id == "e1c").values(place=STEP + 2))

    def order(line: Entity) -> tuple[int]:
        return (1 if line.id == "e1a" else 3,)

    with record.snapshot() as book:
        assert book.placed("entities", [((2,), "e1b")], order) == {"e1b": STEP + 1}
        assert book.placed("entities", [((2, 1), "e1b"), ((2, 2), "e1x")], order) is None


def test_people_are_told_from_policies(record: RelationalRecord) -> None:
    here = Anchor("t1a", "pledge", 0, 3), Anchor("t1b", "pledge", 0, 3)
    same = Relation.SAME_COMMITMENT
    made = [
        Decision("p1a", Judgement.REJECT, actor, "so", *here, same, "p1b")
        for actor in ("Ada", "policy:one.v1", "second:Bo", "policyholder")
    ]
    record.append(made, NOW)
    with record.snapshot() as book:
        people = [one.decision.fact.actor for one in book.by_people([same])]
        inside = [one.decision.fact.actor for one in book.by_people_in(["t1b"], [same])]
    assert people == inside == ["Ada", "second:Bo", "policyholder"]
    assert [one.fact.actor for one in record.decisions(people=True)] == people
