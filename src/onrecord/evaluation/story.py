"""A record against a story's true one: are the same things held to be the same across reports?

Renderings and evidence are compared as stretches of one report: two can be one when they share half
(renderings) or 0.3 (evidence) of all their characters, one to one, the most alike first. Grouping
(B-cubed) is measured over what both sides have, so what a reader missed lowers `found` alone.
Entities are compared by the forms of their names, report by report.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from onrecord.domain.text import Quote
from onrecord.domain.world import World
from onrecord.evaluation.pledge_scores import plain
from onrecord.evaluation.scores import Count, Score, b_cubed
from onrecord.evaluation.true_story import TrueStory

LEAST_RENDERING = 0.5
LEAST_EVIDENCE = 0.3
"""A rendering is one clause; how much of a sentence is evidence for a commitment is looser."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    report: str
    start: int
    end: int


_Held = Mapping[_Stretch, Collection[str]]


def story_scores(true: TrueStory, world: World) -> list[Score]:
    """How far the world of a record agrees with the story's: entities, stories, copies, sayings,
    commitments, each found and grouped. The record must have read the story's own reports."""
    given = {one.report.id: one.report.given for one in true.reports}
    return [
        *_entities(true, world),
        *_stories(true, world, given),
        *_copies(true, world, given),
        *_grouped("utterances", LEAST_RENDERING, _true_sayings(true), _held_sayings(world, given)),
        *_grouped("commitments", LEAST_EVIDENCE, _true_deeds(true), _held_deeds(world, given)),
    ]


# names


def _entities(true: TrueStory, world: World) -> list[Score]:
    pages = {
        one.report.given: f" {_page(one.report.title)} | {_page(one.reading.text.content)} "
        for one in true.reports
    }
    gold = _forms(((e["id"], (e["name"], *e["variants"])) for e in true.story["entities"]), pages)
    guess = _forms(((e.id, (e.name, *e.variants)) for e in world.entities), pages)
    found = Count(len(gold.keys() & guess.keys()), len(gold), len(guess))
    return [*found.score("entities: found"), *b_cubed("entities: grouped", gold, guess)]


def _page(content: str | None) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", " ".join((content or "").lower().split())).split())


def _forms(
    entities: Iterable[tuple[str, Iterable[str]]], pages: Mapping[str, str]
) -> dict[tuple[str, str], set[str]]:
    """(report, form) -> the entities that have this form and whose form stands there."""
    out: dict[tuple[str, str], set[str]] = {}
    for entity, names in entities:
        for form in {plain(name) for name in names} - {""}:
            for report, page in pages.items():
                if f" {form} " in page:
                    out.setdefault((report, form), set()).add(entity)
    return out


# stories and copies


def _stories(true: TrueStory, world: World, given: Mapping[str, str]) -> list[Score]:
    gold = _with_loners(given.values(), ((s["id"], s["reports"]) for s in true.story["stories"]))
    guess = _with_loners(
        given.values(), ((s.id, (given.get(r, r) for r in s.reports)) for s in world.stories)
    )
    return b_cubed("stories: grouped", gold, guess)


def _with_loners(
    reports: Iterable[str], stories: Iterable[tuple[str, Iterable[str]]]
) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {report: set() for report in reports}
    for story, members in stories:
        for report in members:
            if report in out:
                out[report].add(story)
    return {report: ids or {f"alone: {report}"} for report, ids in out.items()}


def _copies(true: TrueStory, world: World, given: Mapping[str, str]) -> list[Score]:
    gold = _together((c["copy"], c["of"]) for c in true.story["copies"])
    guess = _together((given.get(c.copy, c.copy), given.get(c.of, c.of)) for c in world.copies)
    return Count(len(gold & guess), len(gold), len(guess)).score("copies: pairs")


def _together(pairs: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """All pairs that hang together: a copy of a copy is a copy."""
    groups: dict[str, set[str]] = {}
    for one, other in pairs:
        merged = groups.get(one, {one}) | groups.get(other, {other})
        groups.update(dict.fromkeys(merged, merged))
    return {frozenset(p) for members in groups.values() for p in combinations(sorted(members), 2)}


# sayings and undertakings


def _true_sayings(true: TrueStory) -> dict[_Stretch, set[str]]:
    return _true_stretches(
        true, ((u["id"], q) for u in true.story["utterances"] for q in u["renderings"])
    )


def _true_deeds(true: TrueStory) -> dict[_Stretch, set[str]]:
    return _true_stretches(
        true,
        (
            (c["id"], quote)
            for c in true.story["commitments"]
            for entry in c["history"]
            for quote in entry["evidence"]
        ),
    )


def _true_stretches(
    true: TrueStory, quotes: Iterable[tuple[str, Mapping[str, Any]]]
) -> dict[_Stretch, set[str]]:
    texts = {one.report.given: one.reading.text.content for one in true.reports}
    out: dict[_Stretch, set[str]] = {}
    for line, quote in quotes:
        start = texts[quote["report"]].find(quote["quote"])
        stretch = _Stretch(quote["report"], start, start + len(quote["quote"]))
        out.setdefault(stretch, set()).add(line)
    return out


def _held_sayings(world: World, given: Mapping[str, str]) -> dict[_Stretch, set[str]]:
    return _held(
        (
            (u.id, r.evidence.report, r.evidence.quotes)
            for u in world.utterances
            for r in u.renderings
        ),
        given,
    )


def _held_deeds(world: World, given: Mapping[str, str]) -> dict[_Stretch, set[str]]:
    return _held(
        (
            (c.id, evidence.report, evidence.quotes)
            for c in world.commitments
            for step in c.history
            for evidence in step.evidence
        ),
        given,
    )


def _held(
    lines: Iterable[tuple[str, str, tuple[Quote, ...]]], given: Mapping[str, str]
) -> dict[_Stretch, set[str]]:
    out: dict[_Stretch, set[str]] = {}
    for line, report, quotes in lines:
        start, end = min(q.start for q in quotes), max(q.end for q in quotes)
        out.setdefault(_Stretch(given.get(report, report), start, end), set()).add(line)
    return out


def _grouped(what: str, least: float, gold: _Held, guess: _Held) -> list[Score]:
    ranked = sorted(
        (-alike, g, p)
        for g, one in enumerate(gold)
        for p, other in enumerate(guess)
        if (alike := _alike(one, other)) >= least
    )
    golds, guesses = list(gold), list(guess)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, p in ranked:
        if g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    found = Count(len(pairs), len(golds), len(guesses))
    return [
        *found.score(f"{what}: found"),
        *b_cubed(
            f"{what}: grouped",
            {g: gold[golds[g]] for g in pairs},
            {g: guess[guesses[p]] for g, p in pairs.items()},
        ),
    ]


def _alike(one: _Stretch, other: _Stretch) -> float:
    """The characters that two stretches of one report share, of all that they have."""
    if one.report != other.report:
        return 0.0
    shared = min(one.end, other.end) - max(one.start, other.start)
    if shared <= 0:
        return 0.0
    return shared / (max(one.end, other.end) - min(one.start, other.start))
