import json
from collections import defaultdict
from typing import Any

import pytest
from against_shared import shared

from onrecord.domain.annotations import Pledge
from onrecord.domain.errors import UsageError
from onrecord.domain.world import (
    Commitment,
    Copy,
    Entity,
    Evidence,
    Rendering,
    Step,
    Story,
    Utterance,
    World,
)
from onrecord.evaluation.scores import Score
from onrecord.evaluation.story import story_scores
from onrecord.evaluation.true_story import TrueStory, readings_of_story, true_story

ONE = (
    "Port Ann will give Bank of Saltholm two ferries by May 2030 if the dock opens. "
    'The mayor, Ines Corvo, was glad. "We sail," Corvo said.'
)
TWO = "Saltholm: the port will hand over 3 ferries. Mayor Corvo said that it would sail."


def story() -> dict[str, Any]:
    def entity(key: str, kind: str, *forms: str) -> dict[str, Any]:
        return {"id": key, "kind": kind, "name": forms[0], "variants": list(forms)}

    def report(key: str, text: str, day: int) -> dict[str, Any]:
        return {
            "id": key,
            "outlet": f"Outlet {key}",
            "url": f"https://{key}.example/",
            "published": f"2030-01-0{day}T00:00:00Z",
            "title": "Ferries",
            "text": text,
        }

    def evidence(key: str, quote: str) -> dict[str, str]:
        return {"report": key, "quote": quote}

    first = evidence(
        "a", "Port Ann will give Bank of Saltholm two ferries by May 2030 if the dock opens"
    )
    other = evidence("b", "the port will hand over 3 ferries")
    return {
        "reports": [report("a", ONE, 1), report("b", TWO, 2), report("c", ONE + " (Wire)", 3)],
        "entities": [
            entity("ann", "place", "Port Ann", "the port"),
            entity("bank", "organisation", "Bank of Saltholm"),
            entity("holm", "place", "Saltholm"),
            entity("corvo", "person", "Ines Corvo", "Corvo", "The mayor"),
        ],
        "stories": [{"id": "s", "title": "Ferries", "reports": ["a", "b", "c"]}],
        "copies": [{"copy": "c", "of": "a", "kind": "wire"}],
        "utterances": [
            {
                "id": "u1",
                "speaker": "corvo",
                "on": None,
                "origins": 2,
                "renderings": [
                    {**evidence("a", "We sail"), "kind": "direct", "via": []},
                    {**evidence("b", "it would sail"), "kind": "indirect", "via": ["Wire"]},
                ],
            }
        ],
        "commitments": [
            {
                "id": "c1",
                "by": ["ann"],
                "distribution": "single",
                "to": ["bank"],
                "category": "industrial",
                "what": "give ferries",
                "quantity": {"min": 2, "max": 2, "unit": "ferry"},
                "when": "2030-05",
                "conditions": [{"text": "if the dock opens", "kind": "if", "state": "open"}],
                "history": [{"stage": "announced", "on": None, "evidence": [first, other]}],
                "stage": "announced",
                "origins": 2,
            }
        ],
        "disputes": [
            {
                "id": "d1",
                "about": "c1",
                "kind": "number",
                "sides": [
                    {"value": "2", "evidence": [first]},
                    {"value": "3", "evidence": [other]},
                ],
            }
        ],
        "balances": [],
    }


def held(true: TrueStory, apart: bool = False) -> World:
    """The world that holds exactly what the story holds; `apart`: nothing linked across reports."""

    def split(line: str, report: str) -> str:
        return f"{line} {report}" if apart else line

    forms: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    said: dict[str, list[Rendering]] = defaultdict(list)
    made: dict[str, list[Evidence]] = defaultdict(list)
    stages: dict[str, Pledge] = {}
    for one in true.reports:
        report = one.report
        for mention in one.reading.mentions:
            for entity in true.entity_of[mention.id]:
                forms[split(entity, report.id)].add(mention.quote.words)
                names[split(entity, report.id)] = mention.name
        for s in one.reading.statements:
            evidence = Evidence(report.id, report.text, s.content, s.id, 1)
            for line in true.utterance_of[s.id]:
                said[split(line, report.id)].append(Rendering(s.id, evidence, s.kind, s.via))
        for p in one.reading.pledges:
            for line in true.commitment_of[p.id]:
                key = split(line, report.id)
                made[key].append(Evidence(report.id, report.text, p.evidence, p.id, 1))
                stages[key] = p
    given = {one.report.given: one.report.id for one in true.reports}
    return World(
        entities=tuple(
            Entity(key, "place", names[key], tuple(sorted(f)), (), (), (), 1)  # type: ignore[arg-type]
            for key, f in forms.items()
        ),
        stories=()
        if apart
        else tuple(
            Story(s["id"], "", tuple(given[r] for r in s["reports"]), (), None, None, 1)
            for s in true.story["stories"]
        ),
        copies=()
        if apart
        else tuple(Copy(given[c["copy"]], given[c["of"]], c["kind"]) for c in true.story["copies"]),
        utterances=tuple(
            Utterance(key, (), (), "said", None, tuple(r), 1, 1) for key, r in said.items()
        ),
        commitments=tuple(_commitment(key, stages[key], tuple(e)) for key, e in made.items()),
    )


def _commitment(key: str, pledge: Pledge, evidence: tuple[Evidence, ...]) -> Commitment:
    return Commitment(
        id=key,
        by=(),
        distribution=pledge.distribution,
        to=(),
        asked_by=(),
        category=pledge.category,
        what="",
        quantity=None,
        when=None,
        when_words=None,
        conditions=(),
        history=(Step(pledge.stage, None, evidence, None, 1),),
        stage=pledge.stage,
        origins=1,
        pledges=(),
        score=1.0,
        known=1,
    )


def by_name(scores: list[Score]) -> dict[str, Score]:
    return {score.measure: score for score in scores}


def test_a_perfect_reading_knows_one_report_alone() -> None:
    one, two, _ = readings_of_story(story())
    assert {(m.quote.words, m.name) for m in one.reading.mentions} == {
        ("Port Ann", "Port Ann"),
        ("Bank of Saltholm", "Bank of Saltholm"),
        ("The mayor", "Ines Corvo"),
        ("Ines Corvo", "Ines Corvo"),
        ("Corvo", "Ines Corvo"),
    }
    assert {(m.quote.words, m.name) for m in two.reading.mentions} == {
        ("Saltholm", "Saltholm"),
        ("the port", "the port"),
        ("Corvo", "Corvo"),
    }
    assert two.reading.statements[0].speakers == ("Corvo",)
    assert two.reading.statements[0].via == ("Wire",)


def test_a_pledge_tells_what_its_words_tell() -> None:
    one, two, _ = readings_of_story(story())
    (first,), (other,) = one.reading.pledges, two.reading.pledges
    assert [p.name for p in first.by] == ["Port Ann"] and [p.name for p in other.by] == ["the port"]
    assert first.trigger.words == "will give"
    assert first.quantity is not None and first.quantity.quote.words == "two"
    assert other.quantity is not None and other.quantity.amount.min == 3
    assert first.when is not None and (first.when.value, first.when.quote.words) == (
        "2030-05",
        "May 2030",
    )
    assert other.when is None
    assert [c.quote.words for c in first.conditions] == ["if the dock opens"]
    assert other.conditions == ()


def test_every_annotation_knows_its_line() -> None:
    true = true_story(story())
    for one in true.reports:
        assert all(true.entity_of[m.id] for m in one.reading.mentions)
        assert all(true.utterance_of[s.id] == ("u1",) for s in one.reading.statements)
        assert all(true.commitment_of[p.id] == ("c1",) for p in one.reading.pledges)
        assert all(one.reading.text.holds(m.quote) for m in one.reading.mentions)
    assert true.given("b").report.outlet == "Outlet b"


def test_the_same_world_is_perfect_and_one_apart_is_not() -> None:
    true = true_story(story())
    perfect = by_name(story_scores(true, held(true)))
    assert perfect.keys() == {
        "entities: found", "entities: grouped", "stories: grouped", "copies: pairs",
        "utterances: found", "utterances: grouped", "utterances: aligned",
        "commitments: found", "commitments: grouped", "commitments: aligned",
    }  # fmt: skip
    assert all(score.value == 1.0 for score in perfect.values()), perfect
    apart = by_name(story_scores(true, held(true, apart=True)))
    for measure in ("utterances: grouped", "commitments: grouped"):
        assert apart[measure].precision == 1.0 and (apart[measure].recall or 0) < 1.0, measure
    assert apart["utterances: found"].value == apart["commitments: found"].value == 1.0
    assert (apart["copies: pairs"].value, apart["copies: pairs"].count) == (0.0, 1)
    assert apart["stories: grouped"].recall == pytest.approx(1 / 3)


def test_an_empty_world_finds_nothing() -> None:
    scores = by_name(story_scores(true_story(story()), World()))
    assert scores["utterances: found"].value == scores["entities: found"].value == 0.0
    assert "utterances: grouped" not in scores


@pytest.mark.parametrize(
    "missing", ["reports", "entities", "utterances", "commitments", "disputes"]
)
def test_a_story_without_its_record_is_raised(missing: str) -> None:
    spoilt = story()
    del spoilt[missing]
    with pytest.raises(UsageError, match=missing):
        true_story(spoilt)


def test_a_quote_that_stands_nowhere_is_raised() -> None:
    spoilt = story()
    spoilt["utterances"][0]["renderings"][0]["quote"] = "We do not sail"
    with pytest.raises(UsageError, match="We do not sail"):
        true_story(spoilt)


def test_a_real_story() -> None:
    value = json.loads(shared("gold", "story-dev", "story.json").read_text(encoding="utf-8"))
    true = true_story(value)
    renderings = sum(len(u["renderings"]) for u in value["utterances"])
    assert sum(len(one.reading.statements) for one in true.reports) == renderings
    told = {line for lines in true.commitment_of.values() for line in lines}
    assert told == {c["id"] for c in value["commitments"]}
    known = {entity for entities in true.entity_of.values() for entity in entities}
    assert known == {e["id"] for e in value["entities"]}
    scores = by_name(story_scores(true, held(true)))
    # A form that stands only inside a longer name, or only in a title, is no mention.
    assert scores.pop("entities: found").value > 0.95
    assert scores.pop("entities: grouped").value > 0.95
    assert all(score.value == 1.0 for score in scores.values()), scores
