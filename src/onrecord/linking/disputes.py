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
from onrecord.domain.words import DisputeKind, Distribution, Stage, StatementKind
from onrecord.linking import commitments, utterances, words
from onrecord.linking.copies import page
from onrecord.linking.denials import DENYING, denial
from onrecord.linking.features import (
    amounts_meet,
    days_between,
    list_some,
    published_gap,
    shown_amount,
    shown_days,
)
from onrecord.linking.retelling import FURTHER, LOOKS_BACK, TOTAL, told
from onrecord.linking.sheets import Deed, Saying, Sheet
from onrecord.linking.weights import Compared, Feature, Weighted, ramp, score_of, weigh

Found = tuple[DisputeKind, float, tuple[Reason, ...]]

ASIDE: dict[DisputeKind, tuple[str, ...]] = {
    DisputeKind.NUMBER: ("quantity", "one_report"),
    DisputeKind.PARTY: ("parties", "one_report"),
    DisputeKind.DATE: ("one_report", "term"),
    DisputeKind.POLARITY: ("one_stage", "one_report"),
    DisputeKind.STAGE: ("one_report",),
}
"""What is left out of the likeness of two pledges when asking whether they are of one matter."""


def _one_matter(kind: DisputeKind) -> Callable[[Deed, Deed], Compared | None]:
    def one_matter(a: Deed, b: Deed) -> Compared | None:
        """Whether both would be one undertaking, the disputed point aside."""
        _, reasons = commitments.likeness(a, b)
        kept = [r for r in reasons if r.feature not in ASIDE[kind]]
        score = score_of(commitments.PRIOR, kept)
        best = "; ".join(f"{r.feature} {r.detail}" for r in kept[:2])
        return Compared(ramp(score, 0.3, 0.95), f"one undertaking at {score:.2f}: {best}")

    return one_matter


# ------------------------------------------------------------------------- what may differ


def amounts(a: Deed, b: Deed) -> Compared | None:
    """Amounts of one unit that cannot both be right."""
    one, other = a.pledge.quantity, b.pledge.quantity
    if one is None or other is None or a.unit != b.unit or a.unit is None:
        return None
    meet = max(amounts_meet(x, y) for x in _totals(a, one) for y in _totals(b, other))
    shown = f"{shown_amount(one.amount)} / {shown_amount(other.amount)}"
    return Compared(1.0 if meet < 0 else -1.0, shown)


def _totals(deed: Deed, quantity: Quantity) -> tuple[Amount, ...]:
    """The amount as told, and with `each` what it comes to over all parties."""
    if deed.pledge.distribution is Distribution.EACH or quantity.each:
        return quantity.amount, quantity.amount.times(max(1, len(deed.by)))
    return (quantity.amount,)


_AHEAD = (Stage.ANNOUNCED, Stage.AGREED, Stage.CONSIDERED)
"""Stages at which the term still lies ahead."""


def days(a: Deed, b: Deed) -> Compared | None:
    """Two days for one and the same step."""
    if a.pledge.stage in _AHEAD and b.pledge.stage in _AHEAD and a.when and b.when:
        gap = days_between(a.when, b.when)
        shown = f"due {shown_days(a.when)} / {shown_days(b.when)}"
        return Compared(0.7 if 0 < gap <= 100 else -1.0, shown)
    steps = (Stage.AGREED, Stage.CONTRACTED, Stage.FULFILLED, Stage.WITHDRAWN)
    if a.on is None or b.on is None or a.sheet is b.sheet or a.pledge.stage != b.pledge.stage:
        return None
    if a.pledge.stage not in steps:
        return None
    gap = days_between(a.on, b.on)
    shown = f"{a.pledge.stage}: {shown_days(a.on)} / {shown_days(b.on)}"
    return Compared(-1.0 if gap == 0 else 1.0 if gap <= 14 else -0.5, shown)


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


def refused(a: Deed, b: Deed) -> Compared | None:
    """One tells a refusal, the other that it is undertaken or done."""
    stages = {a.pledge.stage, b.pledge.stage}
    if Stage.REFUSED not in stages or stages & {Stage.REQUESTED, Stage.WITHDRAWN, Stage.BROKEN}:
        return None
    if len(stages) == 1 or _one_voice(a, b):
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
    moved_on = late.pledge.stage in (Stage.FULFILLED, Stage.UNDER_WAY, Stage.CONTRACTED)
    if moved_on and early.pledge.stage not in (late.pledge.stage, Stage.FULFILLED):
        return Compared(-0.6, f"a part may be {late.pledge.stage}")
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
    return Compared(-0.4, since) if since else _near(a.sheet, b.sheet)


def _near(a: Sheet, b: Sheet) -> Compared | None:
    if a is b:
        return Compared(0.5, "one report")
    gap = published_gap(a, b)
    if gap is None:
        return Compared(0.3, "no day is known")
    value = 0.7 if gap <= 3 else 0.3 if gap <= 7 else -0.4 if gap <= 30 else -1.0
    return Compared(value, f"told {gap} days apart")


def silent_edit(a: Deed, b: Deed) -> Compared | None:
    """Two versions of one page: a correction, no dispute."""
    return _versions(a.sheet, b.sheet)


def _versions(a: Sheet, b: Sheet) -> Compared | None:
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
    if a.pledge.text == b.pledge.text and _same_words(a.pledge.evidence, b.pledge.evidence):
        return
    for kind, model, prior in PLEDGES:
        found = DECIDING[kind](a, b)
        if found is not None and found.value > 0:
            yield kind, *weigh(model, prior, a, b)


def _same_words(one: Sequence[Quote], other: Sequence[Quote]) -> bool:
    return any(mine.span.overlaps(theirs.span) for mine in one for theirs in other)


# --------------------------------------------------------------------------------- statements


CLAIM = 1.5
"""What the shared words of one claim weigh: two or three rare ones."""


def same_claim(a: Saying, b: Saying) -> Compared | None:
    """Whether both speak of the same thing."""
    cover, found = words.overlap(a.telling, b.telling)
    value = 0.6 * cover + 0.4 * words.dice(a.telling, b.telling)
    value *= min(1.0, words.mass(found) / CLAIM)
    return Compared(ramp(value, 0.3, 0.9), f"shared {list_some(found)} ({value:.2f})")


def other_speaker(a: Saying, b: Saying) -> Compared | None:
    """Two who speak; one who takes back what he said is an update."""
    if not a.speakers or not b.speakers:
        return None
    same = any(utterances.one_party(x, y) >= 0.5 for x in a.speakers for y in b.speakers)
    return Compared(-0.3 if same else 0.5, "one speaker" if same else "two speakers")


def claimed_at_once(a: Saying, b: Saying) -> Compared | None:
    """Whether both were claimed at about one time."""
    return _near(a.sheet, b.sheet)


def two_versions(a: Saying, b: Saying) -> Compared | None:
    """Two versions of one page: a correction, no dispute."""
    return _versions(a.sheet, b.sheet)


def one_saying(a: Saying, b: Saying) -> Compared | None:
    """Whether it is one saying: the speaker and the occasion, the words aside."""
    _, reasons = utterances.likeness(a, b)
    kept = [r for r in reasons if r.feature in ("speaker", "occasion", "scene", "figures")]
    return Compared(ramp(score_of(-5.0, kept), 0.3, 0.9), "; ".join(r.detail for r in kept))


def quoted_otherwise(a: Saying, b: Saying) -> Compared | None:
    """Both quote word for word, and the words are others."""
    if (a.statement.kind, b.statement.kind) != (StatementKind.DIRECT, StatementKind.DIRECT):
        return None
    least = min(len(a.stems), len(b.stems))
    run = words.longest_run(a.stems, b.stems)
    if a.sheet is b.sheet or least < 5 or run / least > 0.45:
        return None
    ratio = fuzz.token_sort_ratio(a.words, b.words) / 100
    return Compared(ramp(ratio, 0.2, 0.6), f"{run} words in a row; alike {ratio:.2f}")


STATEMENTS: tuple[tuple[DisputeKind, Weighted[Saying], float], ...] = (
    (
        DisputeKind.POLARITY,
        (
            (same_claim, 4.0),
            (denial, 2.0),
            (other_speaker, 2.0),
            (claimed_at_once, 1.5),
            (two_versions, 6.0),
        ),
        -4.0,
    ),
    (
        DisputeKind.WORDING,
        ((one_saying, 2.0), (quoted_otherwise, 2.5), (two_versions, 6.0)),
        -1.5,
    ),
)
"""For each kind its features and its prior, as log-odds."""

DECIDING_STATEMENTS: dict[DisputeKind, Feature[Saying]] = {
    DisputeKind.POLARITY: denial,
    DisputeKind.WORDING: quoted_otherwise,
}
"""The feature without which a pair is no dispute of the kind."""


def between_statements(a: Saying, b: Saying) -> Iterator[Found]:
    """Every kind of dispute that two statements may be in, with score and reasons."""
    one, other = a.statement, b.statement
    if one.text == other.text and _same_words(one.content, other.content):
        return
    for kind, model, prior in STATEMENTS:
        if DECIDING_STATEMENTS[kind](a, b) is not None:
            yield kind, *weigh(model, prior, a, b)
