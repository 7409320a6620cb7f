"""Which phrase has which role towards a trigger: who undertakes, towards whom, how much, when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.reading.pledge_lexicon import (
    AUXILIARIES,
    MODALS,
    NOT_BEFORE_SUBJECTS,
    OBJECTIVE,
    PRONOUNS,
)
from onrecord.reading.pledge_parties import Someone, among, joined
from onrecord.reading.pledge_triggers import chain, trigger_start
from onrecord.reading.pledge_weights import Weights
from onrecord.reading.pledge_words import Words, form, stem


@dataclass(frozen=True, slots=True)
class Act:
    """A trigger: its main word and the stage that it tells."""

    main: int
    stage: str


def is_subject(words: Words, one: Someone) -> bool:
    """Whether a phrase looks like a subject: no preposition before it, a verb or "who" after."""
    first, last = words.bounds[one.first]
    if one.first > first and words[one.first - 1].lower in NOT_BEFORE_SUBJECTS:
        return False
    if words[one.first].lower in OBJECTIVE or one.last >= last:
        return False
    after = words[one.last]
    if after.lower in ("'s", "'"):
        return False
    if stem(after.lower) in MODALS | AUXILIARIES or after.lower in ("who", "which", ",", "also"):
        return True
    return after.text.islower() and (
        form(after.lower) in ("ed", "s") or one.kind == "pronoun" or after.lower.endswith("ly")
    )


def party_features(words: Words, act: Act, one: Someone, ranks: tuple[int, int]) -> list[str]:
    """How a phrase stands towards a trigger.

    `ranks` count the phrases, and those that look like subjects, between the two.
    """
    rank, subjects = ranks
    i, stage = act.main, act.stage
    base, shape = stem(words[i].lower), form(words[i].lower)
    led = "+".join(chain(words, i)[:2])
    start = trigger_start(words, i)
    side = "before" if one.last <= start else "after" if one.first > i else "inside"
    low, high = (one.last, start) if side == "before" else (i + 1, one.first)
    gap = [words[k] for k in range(low, high)]
    marks = sum(w.text == "," for w in gap)
    same = words.sentence(one.first) == words.sentence(i)
    lowers = {w.lower for w in gap}
    where = f"{side}/{'same' if same else 'other'}"
    found = [
        "where=" + where,
        f"rank={where}/{min(rank, 5)}",
        f"subj={is_subject(words, one)}/{where}/{min(subjects, 2)}/{one.kind}",
        f"subj={is_subject(words, one)}/{where}/{min(subjects, 2)}/{led or shape}",
        f"subj={is_subject(words, one)}/{where}/{min(subjects, 2)}/{base}",
        f"st={stage}/{where}/{min(rank, 2)}",
        f"st={stage}/{where}/{is_subject(words, one)}/{min(subjects, 1)}/{led}",
        f"open={one.first <= words.bounds[one.first][0] + 1}/{where}/{min(subjects, 2)}",
        f"kind={where}/{one.kind}",
        f"rk={where}/{min(rank, 3)}/{one.kind}",
        f"commas={where}/{min(marks, 3)}",
        f"gap={where}/{min(len(gap), 3)}",
        f"far={where}/{len(gap) // 5 if len(gap) < 30 else 6}",
        f"s={base}/{where}",
        f"s={base}/{where}/{min(rank, 1)}",
        f"f={shape}/{led}/{where}/{min(rank, 2)}",
        f"led={led}/{where}",
        f"w={words[one.last - 1].lower}",
        f"quote={where}/{words[one.first].quoted == words[i].quoted}",
    ]
    for cue in ("that", "who", "which", "to", "by", "and", "said", "as", "if", "when", "for"):
        if cue in lowers:
            found.append(f"gap:{cue}={where}")
    if one.first > words.bounds[one.first][0]:
        back = words[one.first - 1].lower
        found += [
            f"back={back}/{side}",
            f"back={back}/{side}/{shape}",
            f"sback={base}/{back}/{side}",
        ]
    else:
        found.append(f"back=^/{side}")
    if one.last < len(words):
        after = words[one.last].lower
        found += [f"next={stem(after)}/{side}", f"next={form(after)}/{side}/{led}"]
    if words[one.first].lower in PRONOUNS and one.kind == "pronoun":
        found.append(f"p={words[one.first].lower}/{where}/{words[i].quoted}")
    return found


def nearby(
    words: Words, everyone: Sequence[Someone], i: int
) -> list[tuple[Someone, tuple[int, int]]]:
    """The phrases that may be parties of a trigger, each with its ranks."""
    first, last = words.bounds[i]
    start = trigger_start(words, i)
    here = among(everyone, first, last)
    before = [p for p in here if p.last <= start][::-1]
    after = [p for p in here if p.first > i]
    back = words.bounds[first - 1][0] if first else 0
    back = words.bounds[back - 1][0] if back else 0
    earlier = among(everyone, back, first)[::-1]
    found: list[tuple[Someone, tuple[int, int]]] = []
    for group in (before[:10], after[:5], earlier[:5]):
        subjects = 0
        for rank, one in enumerate(group):
            found.append((one, (rank, subjects)))
            subjects += is_subject(words, one)
    return found


def place(words: Words, one: Someone) -> tuple[int, int]:
    """The characters of a phrase."""
    return words[one.first].start, words[one.last - 1].end


CHOSEN = {"by": 0.0, "to": 0.4, "asked_by": 0.3, "when": 0.4, "quantity": 0.4}
"""The least chance for a phrase to take a role; for "by" the best one always does."""


PARTY_ROLES = ("by", "to", "asked_by")
"""Roles that several may share."""


def chosen(
    words: Words,
    everyone: Sequence[Someone],
    act: Act,
    weights: Weights,
    role: str,
    without: Sequence[Someone] = (),
) -> tuple[list[Someone], float]:
    """The phrases that have a role towards a trigger, those joined to the best one with it.

    The phrases `without` have another role already.
    """
    scored = [
        (weights.chance(role, party_features(words, act, one, ranks)), -ranks[0], one)
        for one, ranks in nearby(words, everyone, act.main)
        if one not in without
    ]
    if not scored:
        return [], 0.0
    chance, _, best = max(scored, key=lambda entry: entry[:2])
    if chance < CHOSEN[role]:
        return [], chance
    group = joined(words, everyone, best) if role in PARTY_ROLES else [best]
    return [one for one in group if one not in without], chance


def marked(words: Words, places: Iterable[tuple[int, int, str]]) -> list[Someone]:
    """Times or quantities as phrases, so that one table tells which belongs to a trigger."""
    found = []
    for start, end, kind in places:
        span = words.within(start, end)
        if len(span):
            found.append(Someone(span.start, span.stop, kind))
    return found
