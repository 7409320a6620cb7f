"""Perfect readings of a story, with times, and what belongs together in truth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from onrecord.domain.annotations import Pledge, Reading
from onrecord.domain.words import Stage
from onrecord.evaluation.told_amounts import told_amount
from onrecord.evaluation.true_story import TrueReport, TrueStory, true_story
from onrecord.linking.candidates import ReadReport
from onrecord.reading.times import times_in

Json = dict[str, Any]

Side = list[tuple[str, str]]
"""Where one account stands: report as the story calls it, and words."""


@dataclass
class Told:
    """A story as perfect readings in order of publication, and what belongs together in truth."""

    reads: list[ReadReport] = field(default_factory=list)
    entity: dict[str, tuple[str, ...]] = field(default_factory=dict)
    utterance: dict[str, tuple[str, ...]] = field(default_factory=dict)
    commitment: dict[str, tuple[str, ...]] = field(default_factory=dict)
    copies: set[frozenset[str]] = field(default_factory=set)
    disputes: list[tuple[str, list[Side]]] = field(default_factory=list)
    stories: list[set[str]] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)
    place: dict[str, tuple[str, str]] = field(default_factory=dict)

    def shown(self, identifier: str) -> str:
        """A thing in words, for a person who looks at errors."""
        report, words = self.place[identifier]
        return f"{report} {words[:90]}"


def load(path: Path) -> Told:
    """A story.json as readings and truth."""
    story = json.loads(path.read_text(encoding="utf-8"))
    true = true_story(story)
    told = Told(utterance=dict(true.utterance_of), commitment=dict(true.commitment_of))
    for one in sorted(true.reports, key=lambda r: r.report.published or ""):
        reading = _with_disputed(story, _with_times(one), one, told)
        told.reads.append(ReadReport(one.report, reading))
        told.given[one.report.id] = one.report.given
        _place(told, one.report.given, reading)
    told.entity = _first_mentions(told, true)
    by_given = {given: identifier for identifier, given in told.given.items()}
    told.copies = {frozenset((by_given[c["copy"]], by_given[c["of"]])) for c in story["copies"]}
    told.disputes = [
        (d["kind"], [[(e["report"], e["quote"]) for e in s["evidence"]] for s in d["sides"]])
        for d in story["disputes"]
    ]
    told.stories = [{by_given[r] for r in s["reports"]} for s in story["stories"]]
    return told


def _with_times(one: TrueReport) -> Reading:
    """Times added, and of a capital that is also read as its government one of the two."""
    content = one.reading.text.content
    mentions = one.reading.mentions
    states = {m.quote: m for m in mentions if m.name != m.quote.words}
    kept = []
    for mention in mentions:
        start = mention.quote.start
        lies = mention.quote.words.isupper() or re.search(
            r"\b(?:in|from|at|to|near|the|of) $", content[max(0, start - 8) : start]
        )
        state = states.get(mention.quote)
        twice = [m for m in mentions if m.quote == mention.quote]
        if state is None or len(twice) == 1 or (state is mention) != bool(lies):
            kept.append(mention)
    return replace(one.reading, mentions=tuple(kept), times=tuple(times_in(one.reading.text)))


def _place(told: Told, given: str, reading: Reading) -> None:
    for mention in reading.mentions:
        told.place[mention.id] = (given, mention.name)
    for statement in reading.statements:
        told.place[statement.id] = (given, statement.content[0].words)
    for pledge in reading.pledges:
        told.place[pledge.id] = (given, pledge.evidence[0].words)


def _first_mentions(told: Told, true: TrueStory) -> dict[str, tuple[str, ...]]:
    """The first mention of every name of every report, with its true entities."""
    found: dict[str, tuple[str, ...]] = {}
    for read in told.reads:
        first: dict[tuple[str, str], str] = {}
        for mention in read.reading.mentions:
            head = first.setdefault((mention.name, mention.kind), mention.id)
            own = true.entity_of[mention.id]
            found[head] = tuple(dict.fromkeys((*found.get(head, ()), *own)))
    return found


def _with_disputed(story: Json, reading: Reading, one: TrueReport, told: Told) -> Reading:
    """The reading with a pledge for every side of a dispute that no history tells."""
    more = list(_disputed(story, reading, one, told))
    return replace(reading, pledges=(*reading.pledges, *more))


def _disputed(story: Json, reading: Reading, one: TrueReport, told: Told) -> Iterator[Pledge]:
    commitments = {c["id"]: c for c in story["commitments"]}
    for dispute in story["disputes"]:
        made = commitments.get(dispute["about"])
        if made is None:
            continue
        for side in dispute["sides"]:
            for evidence in side["evidence"]:
                words = evidence["quote"]
                own = [p for p, c in told.commitment.items() if made["id"] in c]
                there = [p for p in reading.pledges if p.id in own]
                if evidence["report"] != one.report.given or any(
                    words in p.evidence[0].words or p.evidence[0].words in words for p in there
                ):
                    continue
                pledge = _told_otherwise(made, dispute, side, reading, words, there)
                if pledge is not None and pledge.id not in told.commitment:
                    told.commitment[pledge.id] = (made["id"],)
                    yield pledge


def _told_otherwise(
    made: Json, dispute: Json, side: Json, reading: Reading, words: str, there: list[Pledge]
) -> Pledge | None:
    like = there or [p for p in reading.pledges if p.by]
    if not like:
        return None
    start = reading.text.content.index(words)
    quote = reading.text.quote(start, start + len(words))
    stage = made["history"][0]["stage"]
    if dispute["kind"] == "stage":
        stage = side["value"]
    elif dispute["kind"] == "polarity" and not side["value"].startswith("not "):
        stage = "fulfilled" if stage == "refused" else "refused"
    amount = made["quantity"] and told_amount(made["quantity"], words)
    return replace(
        like[0],
        evidence=(quote,),
        trigger=reading.text.quote(start, start + words.index(" ")),
        object=None,
        quantity=like[0].quantity if amount and like[0].quantity else None,
        stage=Stage(stage),
        statement=None,
        conditions=(),
        when=None,
    )
