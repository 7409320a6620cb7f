"""The whole fold: against a true record, in any order, as of any time."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory import Memory
from paper import Paper, amount, gathered
from true_story import GOLD, SCORER, TrueStory, gold

from onrecord.domain.facts import Facts
from onrecord.domain.times import AsOf
from onrecord.domain.words import Stage
from onrecord.domain.world import Commitment, World
from onrecord.export.record_json import record_json
from onrecord.ledger.fold import fold, folded


@pytest.fixture(scope="module")
def true_story() -> TrueStory:
    return TrueStory(gold())


def test_from_perfect_reading_and_linking_comes_the_true_record(
    true_story: TrueStory, tmp_path: Path
) -> None:
    predicted = tmp_path / "record.json"
    predicted.write_bytes(record_json(Memory(true_story.all())))
    told = subprocess.run(
        [sys.executable, str(SCORER), str(GOLD), str(predicted), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    score = json.loads(told.stdout)
    assert score["stories"]["cubed"]["f1"] == 1
    assert score["copies"]["f1"] == 1
    assert score["entities"]["cubed"]["f1"] == 1
    for name in ("speaker", "kind", "via", "origins", "aligned"):
        assert score["utterances"][name] == 1, name
    for name in ("by", "to", "distribution", "category", "quantity", "stage", "history"):
        assert score["commitments"][name] == 1, name
    assert score["commitments"]["origins"] >= 0.97
    assert score["commitments"]["history_dates"] >= 0.85
    assert score["commitments"]["when"] >= 0.94
    assert score["commitments"]["strict"] == 1
    assert score["disputes"]["f1"] == 1
    assert score["balances"] == {"rows": 1, "cells": 1}


def parts(world: World) -> dict[str, Any]:
    """What the groups are, without the ids, which go by who was first."""
    return {
        "entities": {frozenset(e.mentions) for e in world.entities},
        "utterances": {frozenset(r.statement for r in u.renderings) for u in world.utterances},
        "commitments": {frozenset(c.pledges) for c in world.commitments},
        "stages": {frozenset(c.pledges): (c.stage, c.origins) for c in world.commitments},
        "stories": {frozenset(s.reports) for s in world.stories},
        "disputes": {
            (d.kind, frozenset(frozenset(e.annotation for e in s.evidence) for s in d.sides))
            for d in world.disputes
        },
    }


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_order_of_arrival_changes_no_group(true_story: TrueStory, random: Any) -> None:
    story = true_story
    expected = parts(fold(gathered(story.all())))
    reports = list(story.reports)
    random.shuffle(reports)
    assert parts(fold(gathered(story.all(reports)))) == expected
    facts = story.all()
    random.shuffle(facts)
    assert parts(fold(gathered(facts))) == expected


def test_the_fold_is_repeatable(true_story: TrueStory) -> None:
    facts = gathered(true_story.all())
    assert fold(facts) == fold(facts)


def test_as_known_before_never_shows_what_came_later(true_story: TrueStory) -> None:
    facts = true_story.all()
    for known in range(0, 2 * len(true_story.reports), 7):
        early = fold(gathered(facts), AsOf(known=known))
        assert early == fold(gathered(facts[:known]))
        for line in (*early.commitments, *early.utterances, *early.entities, *early.stories):
            assert line.known <= known


def test_as_of_a_day_shows_what_held_then(true_story: TrueStory) -> None:
    whole = fold(gathered(true_story.all()))
    early = fold(gathered(true_story.all()), AsOf(on=date(2025, 4, 10)))
    assert len(early.commitments) < len(whole.commitments)
    stages = {c.id: c.stage for c in early.commitments}
    later = {c.id: c.stage for c in whole.commitments}
    withdrawn = [i for i, stage in later.items() if stage is Stage.WITHDRAWN]
    assert [stages[i] for i in withdrawn] == [Stage.ANNOUNCED]
    for made in early.commitments:
        assert all(step.on is None or step.on <= "2025-04-10" for step in made.history)


def test_ids_stay_as_a_group_grows(true_story: TrueStory) -> None:
    facts = true_story.all()
    before = fold(gathered([*facts[:12], *facts[28:]]))
    after = fold(gathered(facts))
    assert {c.id for c in before.commitments} <= {c.id for c in after.commitments}
    assert {e.id for e in before.entities} <= {e.id for e in after.entities}


def one(facts: Facts) -> Commitment:
    (made,) = fold(facts).commitments
    return made


def story_of(*told: tuple[str, dict[str, Any]]) -> Paper:
    """One commitment told in several reports a day apart; each of (words, pledge's fields)."""
    paper, first = Paper(), None
    for day, (words, fields) in enumerate(told, 10):
        page = paper.page(f"r{day}", f"{words} In edition {day}.", f"2025-03-{day}")
        pledge = page.pledge(words.rstrip("."), **fields)
        if first is not None:
            paper.accept("same_commitment", pledge, first)
        first = first or pledge
    return paper


def test_a_larger_figure_later_is_a_new_total() -> None:
    paper = story_of(
        ("Norland will send 10 pumps.", {"number": (10, 10, "pump")}),
        ("Norland will now send 25 pumps.", {"number": (25, 25, "pumps")}),
        ("The 10 pumps were promised first.", {"number": (10, 10, "pump")}),
    )
    made = one(paper.facts())
    assert [s.quantity for s in made.history] == [amount(10, 10, "pump"), amount(25, 25, "pump")]
    assert [len(s.evidence) for s in made.history] == [2, 1]
    assert made.quantity == amount(25, 25, "pump")


def test_a_part_that_has_arrived_is_no_new_total() -> None:
    paper = story_of(
        ("Norland will send 10 pumps.", {"number": (10, 10, "pump")}),
        ("The first 3 pumps arrived.", {"number": (3, 3, "pump"), "stage": "under_way"}),
    )
    made = one(paper.facts())
    assert made.quantity == amount(10, 10, "pump")
    assert [(s.stage, s.quantity) for s in made.history][1] == (Stage.UNDER_WAY, None)


def test_a_smaller_figure_told_once_does_not_replace_the_total() -> None:
    paper = story_of(
        ("Norland will send 10 pumps.", {"number": (10, 10, "pump")}),
        ("Norland promised 4 pumps.", {"number": (4, 4, "pump")}),
    )
    assert one(paper.facts()).quantity == amount(10, 10, "pump")


def test_of_a_disputed_number_the_one_that_most_origins_tell_stands() -> None:
    paper = story_of(
        ("Norland promised 40 pumps.", {"number": (40, 40, "pump")}),
        ("Norland will send 10 pumps.", {"number": (10, 10, "pump")}),
        ("Norland is to send 10 pumps.", {"number": (10, 10, "pump")}),
    )
    wrong, right, _ = (page.found[0] for page in paper.pages)
    paper.accept("disputes", wrong, right, "number")
    world = fold(paper.facts())
    assert world.commitments[0].quantity == amount(10, 10, "pump")
    (dispute,) = world.disputes
    assert [(s.value, len(s.evidence)) for s in dispute.sides] == [("40 pump", 1), ("10 pump", 2)]


def test_a_sum_over_all_is_brought_back_to_each() -> None:
    parties = ["Norland", "Estmark"]
    paper = story_of(
        (
            "Norland and Estmark will each send 10 pumps.",
            {"number": (10, 10, "pump"), "by": parties, "share": "each"},
        ),
        (
            "Twenty pumps from Norland and Estmark came.",
            {"number": (20, 20, "pump"), "by": parties, "share": "joint", "stage": "fulfilled"},
        ),
        (
            "Norland and Estmark keep their word of 10 pumps each.",
            {"number": (10, 10, "pump"), "by": parties, "share": "each"},
        ),
    )
    made = one(paper.facts())
    assert made.distribution == "each"
    assert made.quantity == amount(10, 10, "pump")


def test_a_claim_of_another_stage_stands_in_the_dispute_alone() -> None:
    paper = story_of(
        ("Norland will send 10 pumps.", {}),
        ("The pumps are on their way.", {"stage": "under_way"}),
        ("All pumps have arrived.", {"stage": "fulfilled"}),
        ("They are still at sea.", {"stage": "under_way"}),
    )
    pledges = [page.found[0] for page in paper.pages]
    paper.accept("disputes", pledges[2], pledges[3], "stage")
    world = fold(paper.facts())
    assert [s.stage for s in world.commitments[0].history] == [Stage.ANNOUNCED, Stage.UNDER_WAY]
    assert world.commitments[0].stage is Stage.UNDER_WAY
    assert {side.value for side in world.disputes[0].sides} == {"fulfilled", "under_way"}


def test_what_was_withdrawn_and_promised_again_is_another_step() -> None:
    paper = story_of(
        ("Norland promised pumps on 3 March 2025.", {}),
        ("Norland took back its pumps.", {"stage": "withdrawn", "when": "2025-03-05"}),
        ("On 8 March 2025 Norland promised them again.", {}),
    )
    made = one(paper.facts())
    assert [(s.stage, s.on) for s in made.history] == [
        (Stage.ANNOUNCED, "2025-03-03"),
        (Stage.WITHDRAWN, "2025-03-05"),
        (Stage.ANNOUNCED, "2025-03-08"),
    ]
    assert made.stage is Stage.ANNOUNCED


def test_a_surprising_step_is_kept_and_told() -> None:
    paper = story_of(
        ("The pumps came.", {"stage": "fulfilled", "when": "2025-03-01"}),
        ("Norland broke its word.", {"stage": "broken", "when": "2025-03-09"}),
    )
    found = folded(paper.facts())
    assert found.world.commitments[0].stage is Stage.BROKEN
    assert [f.code for f in found.findings] == ["stage-surprising"]


def test_a_contradiction_is_told_and_not_followed() -> None:
    paper = story_of(("Norland promised pumps.", {}), ("Norland will send pumps.", {}))
    one_, other = (page.found[0] for page in paper.pages)
    third = paper.page("z", "Norland gives pumps.").pledge("gives pumps")
    paper.accept("same_commitment", third, one_, score=0.95)
    paper.accept("same_commitment", third, other, score=0.8)
    paper.reject("same_commitment", one_, other)
    found = folded(paper.facts())
    assert len(found.world.commitments) == 2
    assert [f.code for f in found.findings] == ["link-contradiction"]


def test_the_last_term_set_stands_and_a_day_of_doing_is_none() -> None:
    paper = story_of(
        ("Norland will send pumps by May.", {"when": "2025-05"}),
        ("Norland ordered pumps for June.", {"stage": "contracted", "when": "2025-06"}),
        ("A part came.", {"stage": "under_way", "when": "2025-03-11"}),
    )
    made = one(paper.facts())
    assert (made.when, made.history[2].on) == ("2025-06", "2025-03-11")


def test_a_party_that_most_origins_name_stands() -> None:
    paper = Paper()
    first = None
    for number, name in enumerate(["Norland", "Estmark", "Norland"]):
        page = paper.page(f"r{number}", f"{name} has paid for {number} pumps.")
        page.name(name)
        pledge = page.pledge("has paid", by=[name])
        if first is not None:
            paper.accept("same_commitment", pledge, first)
        first = first or pledge
    norlands = [page.found[0] for page in paper.pages if page.found[0].name == "Norland"]  # type: ignore[union-attr]
    paper.accept("same_entity", *norlands)
    assert [p.name for p in one(paper.facts()).by] == ["Norland"]


def test_who_takes_part_and_is_not_named_stands_beside_the_named() -> None:
    paper = Paper()
    page = paper.page("a", "Norland and other members of the pact promised 4 pumps, they said.")
    page.name("Norland")
    page.pledge(
        "Norland and other members of the pact promised 4 pumps, they said",
        by=["Norland", "other members of the pact", "they"],
        share="joint",
    )
    made = one(paper.facts())
    assert [p.name for p in made.by] == ["Norland"]
    assert made.others == ("other members of the pact",)


def test_others_alone_are_the_party() -> None:
    paper = Paper()
    page = paper.page("a", "Other members of the pact promised pumps.")
    page.pledge("Other members of the pact promised pumps", by=["Other members of the pact"])
    made = one(paper.facts())
    assert [p.name for p in made.by] == ["Other members of the pact"]
    assert made.others == ()


def test_two_totals_told_in_one_report_are_two_steps() -> None:
    paper = Paper()
    page = paper.page("a", "Norland promised 4 pumps. Later it promised 9 pumps.", None)
    one_, other = (
        page.pledge(f"promised {n} pumps", number=(n, n, "pump"), stage=stage)
        for n, stage in ((4, "requested"), (9, "announced"))
    )
    paper.accept("same_commitment", other, one_)
    made = one(paper.facts())
    assert [(s.stage, s.quantity) for s in made.history] == [
        (Stage.REQUESTED, amount(4, 4, "pump")),
        (Stage.ANNOUNCED, amount(9, 9, "pump")),
    ]
    assert sum(len(s.evidence) for s in made.history) == 2


def test_what_nothing_dates_is_never_ruled_out_by_a_day() -> None:
    paper = Paper()
    page = paper.page("a", "“We will pay,” Berg said. Norland promised pumps.", None)
    page.pledge("promised pumps")
    page.said("We will pay", "Berg")
    world = fold(paper.facts(), AsOf(on=date(1990, 1, 1)))
    assert (len(world.commitments), len(world.utterances)) == (1, 1)
