"""One matter, incompatible accounts: for each kind of dispute a list of (feature, weight).

An update over time, another matter, a copy or a silent edit is no dispute. Nothing here says which
side is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from rapidfuzz import fuzz

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import Quantity
from onrecord.domain.links import Reason
from onrecord.domain.text import Quote
from onrecord.domain.words import DisputeKind, Distribution, Stage
from onrecord.linking import commitments, utterances
from onrecord.linking.copies import page
from onrecord.linking.denials import DENYING
from onrecord.linking.features import (
    amounts_meet,
    days_between,
    published_gap,
    shown_amount,
    shown_days,
)
from onrecord.linking.retelling import FURTHER, LOOKS_BACK, TOTAL, told
from onrecord.linking.sheets import Days, Deed, Sheet
from onrecord.linking.weights import Compared, Feature, Weighted, ramp, score_of, weigh

Found = tuple[DisputeKind, float, tuple[Reason, ...]]

ASIDE: dict[DisputeKind, tuple[str, ...]] = {
    DisputeKind.NUMBER: ("quantity", "one_report"),
    DisputeKind.PARTY: ("parties", "strangers", "one_report"),
    DisputeKind.DATE: ("one_report", "term"),
    DisputeKind.POLARITY: ("one_stage", "one_report"),
    DisputeKind.STAGE: ("one_report",),
}
"""What is left out of the likeness of two pledges when asking whether they are of one matter."""


MATTER = (0.2, 0.75)
"""From which likeness on two pledges are perhaps of one undertaking, and from which surely."""


def _one_matter(kind: DisputeKind) -> Callable[[Deed, Deed], Compared | None]:
    def one_matter(a: Deed, b: Deed) -> Compared | None:
        """Whether both would be one undertaking, the disputed point aside."""
        _, reasons = commitments.likeness(a, b)
        kept = [r for r in reasons if r.feature not in ASIDE[kind]]
        score = score_of(commitments.PRIOR, kept)
        best = "; ".join(f"{r.feature} {r.detail}" for r in kept[:2])
        return Compared(ramp(score, *MATTER), f"one undertaking at {score:.2f}: {best}")

    return one_matter


# ------------------------------------------------------------------------- what may differ


def amounts(a: Deed, b: Deed) -> Compared | None:
    """Amounts of one unit that cannot both be right."""
    one, other = a.pledge.quantity, b.pledge.quantity
    if one is None or other is None or a.unit != b.unit or a.unit is None:
        return None
    if _far_from(a.pledge.stage, b.pledge.stage) or _one_voice(a, b) or _knows_both(a, b):
        return None
    meet = max(amounts_meet(x, y) for x in _totals(a, one) for y in _totals(b, other))
    shown = f"{shown_amount(one.amount)} / {shown_amount(other.amount)}"
    return Compared(1.0 if meet < 0 else -1.0, shown)


_OPEN = (Stage.REQUESTED, Stage.CONSIDERED)
_ENDED = (Stage.REFUSED, Stage.WITHDRAWN, Stage.BROKEN)


def _far_from(one: Stage, other: Stage) -> bool:
    """Whether one is asked for, weighed or given up and the other is not: offer and demand."""
    return any((one in stages) != (other in stages) for stages in (_OPEN, _ENDED))


def _for_others(a: Deed, b: Deed) -> bool:
    """Whether the two are for other beneficiaries: a share each."""
    towards = commitments.beneficiary(a, b)
    return towards is not None and towards.value < 0


def _knows_both(a: Deed, b: Deed) -> bool:
    """Whether a report tells of the other's amount as well, by the same party: two things, or a
    change. Not where it looks back: then it tells the earlier one otherwise."""
    early, late = in_time(a, b)
    if told(LOOKS_BACK, late.words):
        return _tells(early, late)
    return _tells(early, late) or _tells(late, early)


def _tells(deed: Deed, other: Deed) -> bool:
    """Whether the report of a deed has another one with the other's amount and party."""
    amount = other.pledge.quantity
    return amount is not None and any(
        mine is not deed
        and mine.unit == other.unit
        and mine.pledge.quantity is not None
        and amounts_meet(mine.pledge.quantity.amount, amount.amount) == 1.0
        and commitments.match_parties(mine.by, other.by)[0] > 0
        for mine in deed.sheet.deeds
    )


def _totals(deed: Deed, quantity: Quantity) -> tuple[Amount, ...]:
    """The amount as told, and with `each` what it comes to over all parties."""
    if deed.pledge.distribution is Distribution.EACH or quantity.each:
        return quantity.amount, quantity.amount.times(max(1, len(deed.by)))
    return (quantity.amount,)


_AHEAD = (Stage.ANNOUNCED, Stage.AGREED, Stage.CONSIDERED, Stage.CONTRACTED)
"""Stages at which the term still lies ahead."""

_STEPS = (Stage.AGREED, Stage.CONTRACTED, Stage.FULFILLED, Stage.WITHDRAWN)
"""Stages that are reached on a day."""


def days(a: Deed, b: Deed) -> Compared | None:
    """Two days for one and the same step of one party."""
    party = commitments.parties(a, b)
    if (party is not None and party.value <= 0) or _for_others(a, b):
        return None
    if a.pledge.stage in _AHEAD and b.pledge.stage in _AHEAD and a.when and b.when:
        gap = days_between(a.when, b.when)
        shown = f"due {shown_days(a.when)} / {shown_days(b.when)}"
        return Compared(0.7 if 0 < gap <= 100 else -1.0, shown)
    if a.sheet is b.sheet or a.pledge.stage != b.pledge.stage or a.pledge.stage not in _STEPS:
        return None
    one, other = _reached(a), _reached(b)
    if one is None or other is None:
        return None
    gap = days_between(one, other)
    shown = f"{a.pledge.stage}: {shown_days(one)} / {shown_days(other)}"
    return Compared(-1.0 if gap == 0 else 1.0 if gap <= 14 else -0.5, shown)


def _reached(deed: Deed) -> Days | None:
    """The day of the step that is told; of what is done the time that stands with it is that."""
    done = deed.pledge.stage in (Stage.FULFILLED, Stage.WITHDRAWN)
    return deed.on or (deed.when if done else None)


def mistaken_party(a: Deed, b: Deed) -> Compared | None:
    """Two parties for one amount of one thing; names that are easily mistaken weigh more."""
    if len(a.by) != 1 or len(b.by) != 1:
        return None
    one, other = a.by[0], b.by[0]
    if utterances.one_party(one, other) >= 0.4:
        return Compared(-1.0, f"{one.shown} ~ {other.shown}")
    amount, second = a.pledge.quantity, b.pledge.quantity
    if amount is None or second is None or amounts_meet(amount.amount, second.amount) < 1.0:
        return None
    both = commitments.both_told(a, b)
    if both is not None:
        return both
    alike = fuzz.ratio(one.name.key, other.name.key) / 100
    shown = f"{one.shown} / {other.shown} ({alike:.2f}) for {shown_amount(amount.amount)}"
    return Compared(ramp(alike, 0.3, 0.75), shown)


SAME_ACT = 0.0
"""What `commitments.thing` finds at least where one act is refused and undertaken. Of nine
pairs of eleven stories that were accepted without this none was one (2026-11)."""

NOTHING = Compared(-1.0, "")


def refused(a: Deed, b: Deed) -> Compared | None:
    """One tells a refusal, the other that this, in words that both use, is undertaken or done."""
    stages = {a.pledge.stage, b.pledge.stage}
    if Stage.REFUSED not in stages or stages & {Stage.REQUESTED, Stage.WITHDRAWN, Stage.BROKEN}:
        return None
    if len(stages) == 1 or _one_voice(a, b):
        return None
    if (commitments.thing(a, b) or NOTHING).value < SAME_ACT:
        return None
    return Compared(1.0, f"{a.pledge.stage} / {b.pledge.stage}")


def _one_voice(a: Deed, b: Deed) -> bool:
    """Whether one report tells both from one source, or in its own words: it tells a change."""
    if a.sheet is not b.sheet:
        return False
    one, other = a.pledge.source, b.pledge.source
    return (one.name if one else None) == (other.name if other else None)


_DONE = (Stage.FULFILLED,)
_NOT_DONE = (Stage.BROKEN, Stage.UNDER_WAY)


def done_or_not(a: Deed, b: Deed) -> Compared | None:
    """One tells that it is done, the other, no earlier, that it is not."""
    for done, other in ((a, b), (b, a)):
        if done.pledge.stage in _DONE and other.pledge.stage in _NOT_DONE:
            first, second = _latest(done), _latest(other)
            shown = f"{done.pledge.stage} / {other.pledge.stage}"
            if a.sheet is b.sheet:
                return None if _one_voice(a, b) else Compared(0.8, f"{shown} in one report")
            if first is None or second is None:
                return Compared(0.0, f"{shown}, no day known")
            late = (second - first).days
            told = f"{shown}, told {first} and {second}"
            return Compared(1.0 if late >= 0 else 0.3 if late >= -2 else -1.0, told)
    return None


def _latest(deed: Deed) -> date | None:
    return deed.on[1] if deed.on else deed.sheet.day


# --------------------------------------------------------------------------- what explains it


def no_update(a: Deed, b: Deed) -> Compared | None:
    """Whether the later one may tell of something new: a rise, a new total, an addition."""
    early, late = in_time(a, b)
    for deed in (late, early):
        for pattern in (FURTHER, TOTAL):
            found = told(pattern, deed.words)
            if found:
                return Compared(-1.0, f"told as new: {found}")
    moved_on = _moved_on(early.pledge.stage, late.pledge.stage)
    if moved_on:
        return Compared(-0.6, moved_on)
    if a.sheet is b.sheet:
        return Compared(0.2, "one report")
    since = _since(early, late)
    if since:
        return Compared(-0.4, since)
    back = told(LOOKS_BACK, late.words)
    if back:
        return Compared(1.0, f"looks back: {back}")
    if late.on and early.on and days_between(late.on, early.on) == 0:
        return Compared(1.0, f"both of {shown_days(late.on)}")
    gap = published_gap(a.sheet, b.sheet)
    if gap is None:
        return Compared(0.0, "no day is known")
    return Compared(0.6 if gap <= 1 else 0.0 if gap <= 7 else -0.4, f"told {gap} days apart")


def _moved_on(early: Stage, late: Stage) -> str | None:
    if late in _UNDER_WAY and early not in (late, Stage.FULFILLED):
        return f"a part may be {late}"
    if (early, late) == (Stage.ANNOUNCED, Stage.AGREED):
        return "what was offered may be agreed otherwise"
    return None


_UNDER_WAY = (Stage.FULFILLED, Stage.UNDER_WAY, Stage.CONTRACTED)


def _since(early: Deed, late: Deed) -> str | None:
    """Where the later report tells of a day after the earlier report: something new, it says."""
    if late.on is None or early.sheet.day is None or late.on[0] <= early.sheet.day:
        return None
    return f"of {shown_days(late.on)}, after {early.sheet.day}"


def in_time(a: Deed, b: Deed) -> tuple[Deed, Deed]:
    """The two in the order in which they were published."""
    if a.sheet.day and b.sheet.day and b.sheet.day < a.sheet.day:
        return b, a
    return a, b


def at_one_time(a: Deed, b: Deed) -> Compared | None:
    """Whether both hold for the same time."""
    early, late = in_time(a, b)
    since = None if DENYING.search(late.words) else _since(early, late)
    return Compared(-0.4, since) if since else near_in_time(a.sheet, b.sheet)


def near_in_time(a: Sheet, b: Sheet) -> Compared | None:
    """Whether two reports came out at about one time."""
    if a is b:
        return Compared(0.5, "one report")
    gap = published_gap(a, b)
    if gap is None:
        return Compared(0.3, "no day is known")
    value = 0.7 if gap <= 3 else 0.3 if gap <= 7 else -0.4 if gap <= 30 else -1.0
    return Compared(value, f"told {gap} days apart")


def silent_edit(a: Deed, b: Deed) -> Compared | None:
    """Two versions of one page: a correction, no dispute."""
    return versions(a.sheet, b.sheet)


def versions(a: Sheet, b: Sheet) -> Compared | None:
    """Whether two reports are one page that was edited: a correction, no dispute."""
    here, there = page(a.report.url), page(b.report.url)
    if a is not b and here and here == there:
        return Compared(-1.0, f"two versions of {here}")
    return None


PLEDGES: tuple[tuple[DisputeKind, Weighted[Deed], float], ...] = (
    (
        DisputeKind.NUMBER,
        (
            (_one_matter(DisputeKind.NUMBER), 2.5),
            (amounts, 2.0),
            (no_update, 2.5),
            (silent_edit, 6.0),
        ),
        -3.5,
    ),
    (
        DisputeKind.DATE,
        (
            (_one_matter(DisputeKind.DATE), 3.0),
            (days, 2.5),
            (no_update, 1.5),
            (silent_edit, 6.0),
        ),
        -3.5,
    ),
    (
        DisputeKind.PARTY,
        (
            (_one_matter(DisputeKind.PARTY), 2.5),
            (mistaken_party, 3.5),
            (silent_edit, 6.0),
        ),
        -4.0,
    ),
    (
        DisputeKind.POLARITY,
        (
            (_one_matter(DisputeKind.POLARITY), 2.5),
            (refused, 2.0),
            (at_one_time, 2.5),
            (silent_edit, 6.0),
        ),
        -3.5,
    ),
    (
        DisputeKind.STAGE,
        (
            (_one_matter(DisputeKind.STAGE), 2.5),
            (done_or_not, 3.0),
            (silent_edit, 6.0),
        ),
        -3.5,
    ),
)
"""For each kind its features and its prior, as log-odds."""

DECIDING: dict[DisputeKind, Feature[Deed]] = {
    DisputeKind.NUMBER: amounts,
    DisputeKind.DATE: days,
    DisputeKind.PARTY: mistaken_party,
    DisputeKind.POLARITY: refused,
    DisputeKind.STAGE: done_or_not,
}
"""The feature without which a pair is no dispute of the kind; asked first, as few pairs have it."""


def between_pledges(a: Deed, b: Deed) -> Iterator[Found]:
    """Every kind of dispute that two pledges may be in, with score and reasons.

    None between two that were read in the same words: those are one account, read twice.
    """
    if a.pledge.text == b.pledge.text and same_words(a.pledge.evidence, b.pledge.evidence):
        return
    for kind, model, prior in PLEDGES:
        found = DECIDING[kind](a, b)
        if found is not None and found.value > 0:
            yield kind, *weigh(model, prior, a, b)


def same_words(one: Sequence[Quote], other: Sequence[Quote]) -> bool:
    """Whether both rest on words that overlap: those are one account, read twice."""
    return any(mine.span.overlaps(theirs.span) for mine in one for theirs in other)
