import random
from typing import Any

import pytest
from against_shared import golds, lines, scorer, worse_pledges

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import Party, Pledge, Quantity, Reading
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.domain.words import Category, Distribution, Stage
from onrecord.evaluation.gold import gold_of
from onrecord.evaluation.pledge_scores import pledge_scores
from onrecord.evaluation.scores import Score
from onrecord.export.reading_json import reading_line

TEXT = "Port Ann will build two ferries. The council has bought 1.5 hectares of land for a dock."


def place(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def told(**changes: Any) -> dict[str, Any]:
    return {
        "evidence": [place("Port Ann will build two ferries")],
        "trigger": place("will build"),
        "by": [{"span": place("Port Ann"), "name": "Port Ann"}],
        "distribution": "single",
        "to": [],
        "category": "industrial",
        "object": place("two ferries"),
        "quantity": {"span": place("two"), "min": 2, "max": 2, "unit": "ferry"},
        "when": None,
        "conditions": [],
        "stage": "announced",
        **changes,
    }


LAND = told(
    evidence=[place("The council has bought 1.5 hectares of land")],
    trigger=place("has bought"),
    by=[{"span": place("The council"), "name": "Port Ann council"}],
    quantity={"span": place("1.5 hectares"), "min": 1.5, "max": 1.5, "unit": "hectare"},
    stage="fulfilled",
)


def read(evidence: str, trigger: str, by: str, amount: str | None, /, **changes: Any) -> Pledge:
    text = Text(TEXT)

    def quote(words: str):
        return text.quote(*place(words))

    quantity = None
    if amount is not None:
        quantity = Quantity(text.digest, quote(trigger), Amount(*(_decimal(amount),) * 2, "x"))
    fields: dict[str, Any] = {
        "text": text.digest,
        "evidence": (quote(evidence),),
        "trigger": quote(trigger),
        "by": (Party(quote(by), by),),
        "distribution": Distribution.SINGLE,
        "to": (),
        "category": Category.INDUSTRIAL,
        "object": None,
        "quantity": quantity,
        "when": None,
        "conditions": (),
        "stage": Stage.ANNOUNCED,
    }
    return Pledge(**{**fields, **changes})


def _decimal(value: str):
    from decimal import Decimal

    return Decimal(value)


def ferries(**changes: Any) -> Pledge:
    return read("Port Ann will build two ferries", "will build", "Port Ann", "2", **changes)


def land(**changes: Any) -> Pledge:
    fields = {"stage": Stage.FULFILLED, **changes}
    return read("council has bought 1.5 hectares", "has bought", "council", "1.5", **fields)


def scores(golds: list[dict[str, Any]], *pledges: Pledge) -> dict[str, Score]:
    gold = gold_of({"id": "a", "text": TEXT, "pledges": golds}, "a")
    reading = Reading(Text(TEXT), "t.1", pledges=pledges)
    return {s.measure.removeprefix("pledges: "): s for s in pledge_scores([gold], [reading])}


def test_all_right() -> None:
    found = scores([told(), LAND], ferries(), land())
    assert found["found"].value == found["strict"].value == found["quantity"].value == 1.0
    assert found["stage"].count == 2 and "to" not in found and "conditions" not in found


def test_a_wrong_stage_is_found_and_not_strict() -> None:
    found = scores([told(), LAND], ferries(stage=Stage.CONSIDERED), land())
    assert (found["found"].value, found["strict"].value) == (1.0, 0.5)
    assert (found["stage"].value, found["category"].value) == (0.5, 1.0)


def test_another_party_in_the_same_place_is_not_found() -> None:
    text = Text(TEXT)
    somebody = Party(text.quote(*place("land")), "Quay Lines")
    found = scores([told()], ferries(by=(somebody,)))
    assert (found["found"].value, found["found"].precision) == (0.0, 0.0)


def test_the_same_name_elsewhere_counts_as_the_party() -> None:
    text = Text(TEXT)
    named = Party(text.quote(*place("dock")), "the PORT ANN")
    assert scores([told()], ferries(by=(named,)))["strict"].value == 1.0


def test_what_one_annotator_saw_is_neither_missed_nor_invented() -> None:
    maybe = {**LAND, "optional": True}
    assert scores([told(), maybe], ferries())["found"].value == 1.0
    assert scores([told(), maybe], ferries(), land())["found"].value == 1.0


def test_what_the_second_annotator_said_is_right_too() -> None:
    lenient = told(accept={"stage": ["considered"], "quantity": [None]})
    found = scores([lenient], ferries(stage=Stage.CONSIDERED, quantity=None))
    assert found["strict"].value == found["quantity"].value == 1.0
    assert scores([lenient], ferries(stage=Stage.REFUSED))["strict"].value == 0.0


def test_pairs_are_made_so_that_most_are_found() -> None:
    # The first reading fits both gold pledges, the second only the first.
    both = told(evidence=[place("Port Ann will build two ferries. The council has bought")])
    wide = ferries(evidence=(Text(TEXT).quote(*place(TEXT[:54])),))
    assert scores([told(), both], wide, ferries())["found"].value == 1.0


def test_as_the_published_scorer_on_real_articles() -> None:
    module = scorer("pledge_score")
    wanted = golds("pledges-dev.jsonl")
    chance = random.Random(7)
    readings = [worse_pledges(one, chance) for one in wanted]
    written = {
        one.report.given: reading_line(Report(one.report.given, one.text.digest), reading)
        for one, reading in zip(wanted, readings, strict=True)
    }
    theirs = module.score({row["id"]: row for row in lines("pledges-dev.jsonl")}, written)
    ours = {s.measure.removeprefix("pledges: "): s for s in pledge_scores(wanted, readings)}
    assert 0.3 < ours["strict"].value < ours["found"].value < 1.0
    for measure in ("found", "strict"):
        assert ours[measure].value == pytest.approx(theirs[measure]["f1"], abs=0.005), measure
    # The other scorer pairs greedily within the largest matching, this one takes the best of them.
    for field in ("stage", "category", "quantity", "when", "by", "to", "conditions"):
        assert ours[field].value == pytest.approx(theirs[field], abs=0.02), field
