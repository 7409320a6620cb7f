"""Conditions with what changed them, and the boards of accession paths."""

from __future__ import annotations

import pytest
from memory import Memory
from paper import Paper

from onrecord.domain.words import ConditionState
from onrecord.views.conditions import ConditionFilter, conditions, paths

ASKED = "The Harbour Union will admit Coastland once its courts are reformed."
REFORMED = "The Harbour Union signed the accession of Coastland now that its courts are reformed."
JOINED = "Westmark will not join the Harbour Union until the tolls are gone."
BOATS = "Norland will send boats unless the port is shut."


def accession() -> Paper:
    paper = Paper()
    one = paper.page("a1", f"{ASKED} {BOATS}", "2025-03-01", outlet="Post")
    two = paper.page("a2", f"{REFORMED} {JOINED}", "2025-03-20", outlet="Echo")
    heads = {}
    for page in (one, two):
        for name, kind in (("Harbour Union", "organisation"), ("Coastland", "place")):
            mention = page.name(name, kind=kind)
            if name in heads:
                paper.accept("same_entity", mention, heads[name])
            heads[name] = mention
    two.name("Westmark")
    one.name("Norland")
    admits = one.pledge(
        ASKED.rstrip("."),
        by=["Harbour Union"],
        to=["Coastland"],
        category="membership",
        conditions=[("once its courts are reformed", "after")],
        thing="admit Coastland",
    )
    done = two.pledge(
        REFORMED.rstrip("."),
        by=["Harbour Union"],
        to=["Coastland"],
        category="membership",
        stage="agreed",
        thing="accession of Coastland",
    )
    paper.accept("same_commitment", done, admits)
    two.pledge(
        JOINED.rstrip("."),
        by=["Westmark"],
        to=["Harbour Union"],
        category="membership",
        stage="refused",
        conditions=[("until the tolls are gone", "until")],
        thing="join",
    )
    one.pledge(
        BOATS.rstrip("."),
        by=["Norland"],
        to=["Coastland"],
        conditions=[("unless the port is shut", "unless")],
        thing="boats",
    )
    return paper


@pytest.fixture
def memory() -> Memory:
    return Memory(accession().all())


def test_a_condition_has_its_state_and_the_sentence_that_changed_it(memory: Memory) -> None:
    rows = {row.words: row for row in conditions(memory)}
    met = rows["once its courts are reformed"]
    assert (met.state, met.on) == (ConditionState.MET, "2025-03-20")
    assert met.told.report.name == "Post"
    assert [quoted.words for quoted in met.changed] == [REFORMED.rstrip(".")]
    boats = rows["unless the port is shut"]
    assert (boats.state, boats.changed, boats.on) == (ConditionState.OPEN, (), None)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"by": "harbour union"}, ["once its courts are reformed"]),
        ({"to": "Coastland"}, ["once its courts are reformed", "unless the port is shut"]),
        ({"state": "met"}, ["once its courts are reformed"]),
        ({"category": "membership", "state": "open"}, ["until the tolls are gone"]),
        ({"by": "Nobody"}, []),
    ],
)
def test_filters(memory: Memory, wanted: dict[str, str], words: list[str]) -> None:
    found = [row.words for row in conditions(memory, ConditionFilter(**wanted))]
    assert sorted(found) == sorted(words)


def test_a_way_into_a_body_is_the_board_of_its_conditions(memory: Memory) -> None:
    found = {path.title: path for path in paths(memory)}
    assert set(found) == {"Coastland → Harbour Union", "Westmark → Harbour Union"}
    coast = found["Coastland → Harbour Union"]
    assert [(one.state, one.number) for one in coast.states] == [(ConditionState.MET, 1)]
    assert [line.words for line in coast.conditions] == ["once its courts are reformed"]
    assert [str(line.stage) for line in coast.undertakings] == ["agreed"]
    assert [path.title for path in paths(memory, "Westmark")] == ["Westmark → Harbour Union"]
    assert paths(memory, "Norland") == ()


@pytest.mark.parametrize(
    ("words", "category", "titles"),
    [
        ("NATO will invite Coastland to join the alliance.", "political", ["Coastland → NATO"]),
        ("NATO allies will support the accession of Coastland.", "political", ["Coastland → NATO"]),
        ("NATO invited Coastland to a summit of the alliance.", "political", []),
        ("NATO will send Coastland boats to join the fleet.", "military_aid", []),
        ("NATO will help Coastland.", "political", []),
    ],
)
def test_a_step_is_known_by_its_words_where_it_was_read_otherwise(
    words: str, category: str, titles: list[str]
) -> None:
    paper = Paper()
    page = paper.page("n1", words, "2025-03-01")
    page.name("NATO", kind="organisation")
    page.name("Coastland")
    page.pledge(words.rstrip("."), by=["NATO"], to=["Coastland"], category=category)
    assert [path.title for path in paths(Memory(paper.all()))] == titles
