"""All about one line: its steps, who told it by origin, what is related and what others say."""

from __future__ import annotations

import pytest
from memory import Memory
from paper import Paper
from summit import summit

from onrecord.domain.errors import UnknownId
from onrecord.domain.times import AsOf
from onrecord.views.changes import changes
from onrecord.views.course import course
from onrecord.views.dossiers import (
    CommitmentDossier,
    EntityDossier,
    UtteranceDossier,
    dossier,
)


def made(memory: Memory, words: str) -> CommitmentDossier:
    line = next(c for c in memory.world()[0].commitments if words in c.what)
    found = dossier(memory, line.id)
    assert isinstance(found, CommitmentDossier)
    return found


def test_a_commitment_with_each_origin_and_what_it_words_otherwise() -> None:
    _, memory = summit()
    found = made(memory, "pumps")
    assert len(found.origins) == found.row.origins == 2
    assert [len(origin.wordings) for origin in found.origins] == [1, 1]
    first = found.origins[0].wordings[0]
    assert not first.differs
    assert "".join(piece.words for piece in first.pieces) == first.passage.words
    other = found.origins[1].wordings[0]
    assert other.differs and other.passage.report.name == "Echo"
    assert "".join(piece.words for piece in other.pieces) == other.passage.words
    assert [dispute.kind for dispute in found.disputes] == ["number"]
    assert [step.stage for step in found.steps] == ["announced"]


def test_what_was_known_when_is_told_day_by_day() -> None:
    _, memory = summit()
    found = made(memory, "pumps")
    assert [(one.day, one.stage) for one in found.learned] == [("2026-11-01", "announced")]
    assert found.learned[0].what == "announced, told again"


def test_related_share_a_party_and_the_item() -> None:
    paper = Paper()
    page = paper.page(
        "a",
        "Norland will send 3 pumps to Coastland. Norland will send 4 pumps to Lowmark. "
        "Estmark will send 5 tents to Coastland. Westmark will send 6 pumps to Javaland.",
    )
    for name in ("Norland", "Coastland", "Lowmark", "Estmark", "Westmark", "Javaland"):
        page.name(name)
    for words, by, to, number, unit in (
        ("Norland will send 3 pumps to Coastland", "Norland", "Coastland", 3, "pump"),
        ("Norland will send 4 pumps to Lowmark", "Norland", "Lowmark", 4, "pump"),
        ("Estmark will send 5 tents to Coastland", "Estmark", "Coastland", 5, "tent"),
        ("Westmark will send 6 pumps to Javaland", "Westmark", "Javaland", 6, "pump"),
    ):
        page.pledge(
            words, by=[by], to=[to], number=(number, number, unit), thing=f"{number} {unit}s"
        )
    memory = Memory(paper.all())
    found = made(memory, "3 pumps")
    assert [(one.row.what, one.shared) for one in found.related] == [
        ("4 pumps", ("by Norland", "pump"))
    ]


def test_a_saying_with_its_renderings() -> None:
    _, memory = summit()
    line = next(u for u in memory.world()[0].utterances if len(u.renderings) > 1)
    found = dossier(memory, line.id)
    assert isinstance(found, UtteranceDossier)
    told = [wording for origin in found.origins for wording in origin.wordings]
    assert len(told) == len(line.renderings) and len(found.origins) == line.origins
    assert [p.words.strip() for p in told[1].pieces if p.kind == "new"] == ["The water will"]


def test_a_name_with_what_it_did_and_what_is_said_of_it() -> None:
    paper = Paper()
    one = paper.page("a", "“Bly is wrong,” Rey said. Norland will help, Mayor Bly said.")
    norland = one.name("Norland")
    bly, rey = one.name("Bly", kind="person", role="Mayor"), one.name("Rey", kind="person")
    one.said("Norland will help", "Bly")
    one.said("Bly is wrong", "Rey")
    one.pledge("Norland will help", by=["Norland"], thing="help")
    memory = Memory(paper.all())
    of = {m: e.id for e in memory.world()[0].entities for m in e.mentions}

    def name(mention: object) -> EntityDossier:
        found = dossier(memory, of[mention.id])  # type: ignore[attr-defined]
        assert isinstance(found, EntityDossier)
        return found

    assert [row.what for row in name(norland).made] == ["help"]
    assert [row.words for row in name(norland).about] == ["Norland will help"]
    assert [row.words for row in name(bly).said] == ["Norland will help"]
    assert [row.words for row in name(bly).about] == ["Bly is wrong"]
    assert name(bly).roles[0].words == "Mayor"
    assert name(rey).about == () and name(rey).totals == (0, 0, 0, 1)


def test_other_lines_have_none_and_unknown_ones_are_told() -> None:
    _, memory = summit()
    assert dossier(memory, memory.world()[0].stories[0].id) is None
    with pytest.raises(UnknownId):
        dossier(memory, "c1aaaaaaaaaaaaaaaaaaaa")
    line = memory.world()[0].commitments[0]
    with pytest.raises(UnknownId):
        dossier(memory, line.id, AsOf(known=1))


def test_changes_last_first_and_of_one_line() -> None:
    _, memory = summit()
    world = memory.world()[0]
    every = changes(memory)
    assert len(every) == sum(len(c.history) for c in world.commitments) + len(world.disputes)
    assert [news.known for news in every] == sorted((n.known for n in every), reverse=True)
    assert changes(memory, limit=2) == every[:2]
    dispute = world.disputes[0]
    about = changes(memory, dispute.about)
    assert {news.line for news in about} == {dispute.about, dispute.id}
    assert all(news.evidence for news in every)
    assert changes(memory, "c1none") == ()


def test_the_course_of_a_balance() -> None:
    paper = Paper()
    for day, words, stage in (
        ("2025-03-01", "Norland will send 3 pumps", "announced"),
        ("2025-03-05", "Estmark will send at least 4 pumps", "announced"),
        ("2025-04-02", "Norland sent 3 pumps", "fulfilled"),
    ):
        page = paper.page(day, f"{words}.", day)
        page.name(words.split()[0])
        top = None if "least" in words else 3
        page.pledge(
            words, by=[words.split()[0]], stage=stage, thing="pumps",
            number=(4 if top is None else 3, top, "pump"),
        )  # fmt: skip
    memory = Memory(paper.all())
    told = course(memory, "pump")
    assert [p.on.isoformat() for p in told.points] == ["2025-03-01", "2025-03-05", "2025-04-02"]
    announced = [p.announced for p in told.points]
    assert announced[0] and (announced[0].min, announced[0].max) == (3, 3)
    assert announced[1] and (announced[1].min, announced[1].max) == (7, None)
    assert told.points[0].fulfilled is None and told.points[2].fulfilled
    assert course(memory, "boat").points == ()
