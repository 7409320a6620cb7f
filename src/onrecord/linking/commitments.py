"""One undertaking told, amended, fulfilled? A list of (feature, weight) over two pledges."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from onrecord.domain.amounts import Amount
from onrecord.domain.links import Reason
from onrecord.domain.words import Distribution, MentionKind, Stage
from onrecord.linking import words
from onrecord.linking.features import (
    amounts_meet,
    days_between,
    list_some,
    published_gap,
    seasons,
    shown_amount,
    shown_days,
)
from onrecord.linking.features import same_matter as _same_matter
from onrecord.linking.retelling import FURTHER, INSTALMENT, LOOKS_BACK, TOTAL, told
from onrecord.linking.sheets import Deed, Node
from onrecord.linking.utterances import one_party, speaker_key
from onrecord.linking.weights import Compared, Most, Weighted, ramp, weigh, weigh_from

_ACTS = """
give send provide deliver supply transfer promise pledge commit announce plan intend agree say will
would should want make take get receive ask request call urge refuse decide expect consider sign
contract order fulfil complete put set
million billion thousand dollar euro pound crown yen sole franc money sum amount
monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december day week month year today yesterday tomorrow end start
middle early late last next first
"""
ACTS = frozenset(words.sense(stem) for stem in words.stems(_ACTS))
"""Acts, currencies and times that any undertaking may be told with; the rest is its object."""

_NAMELESS = re.compile(r"(?:The|the|Its|its|His|his|Her|her|Their|their)?[^A-Z0-9]+")
"""No capital but that of an opening "The"."""


def parties(a: Deed, b: Deed) -> Compared | None:
    """Whether the same parties undertake it, or are asked to; "the company" tells nothing of it."""
    if not a.by or not b.by:
        return None
    if any(map(_described, a.by)) != any(map(_described, b.by)):
        return None
    matched, shown = match_parties(a.by, b.by)
    value = 2 * matched / (len(a.by) + len(b.by))
    least = matched / min(len(a.by), len(b.by))
    if least == 1.0 and Distribution.EACH in (a.pledge.distribution, b.pledge.distribution):
        value = max(value, 0.8)
    if matched == 0:
        either = _slip(a, b) or _spokesman(a, b) or _spokesman(b, a)
        if either:
            return either
    return Compared(-1.0 if not matched else 0.57 * ramp(value, 0.0, 0.9), shown)


def strangers(a: Deed, b: Deed) -> Compared | None:
    """Whether nobody undertakes both: two who give as much of a thing are two undertakings."""
    compared = parties(a, b)
    return compared if compared is not None and compared.value == -1.0 else None


def _described(node: Node) -> bool:
    """Whether one party is only described ("the company", "her ministry"), not named.

    Several ("its partners") are others than one who is named.
    """
    return (
        node.id is None
        and _NAMELESS.fullmatch(node.shown) is not None
        and not node.shown.endswith("s")
    )


def match_parties(a: Sequence[Node], b: Sequence[Node]) -> tuple[int, str]:
    """How many of the one side's parties stand on the other, and which."""
    shown, matched = [], 0
    left = list(b)
    for one in a:
        best = max(left, key=lambda other: one_party(one, other), default=None)
        if best is not None and one_party(one, best) >= 0.5:
            matched += 1
            left.remove(best)
            shown.append(f"{one.shown} ~ {best.shown}")
    none = f"{', '.join(n.shown for n in a)} / {', '.join(n.shown for n in b)}"
    return matched, "; ".join(shown[:4]) or none


def _slip(a: Deed, b: Deed) -> Compared | None:
    """Two names that writers mistake for one another, with the same exact amount."""
    one, other = a.pledge.quantity, b.pledge.quantity
    if len(a.by) != 1 or len(b.by) != 1 or one is None or other is None:
        return None
    if amounts_meet(one.amount, other.amount) < 1.0 or a.unit != b.unit:
        return None
    alike = fuzz.ratio(a.by[0].name.key, b.by[0].name.key) / 100
    if alike < 0.7 or a.sheet is b.sheet:
        return None
    return Compared(0.0, f"{a.by[0].shown} / {b.by[0].shown}: easily mistaken ({alike:.2f})")


def both_told(a: Deed, b: Deed) -> Compared | None:
    """Whether a report tells of as much by the other's party: then there are two undertakings."""
    if not a.by or not b.by or match_parties(a.by, b.by)[0]:
        return None
    if not beside(a, b) and not beside(b, a):
        return None
    return Compared(-1.0, f"both are told of: {a.by[0].shown}, {b.by[0].shown}")


def beside(a: Deed, b: Deed) -> bool:
    """Whether the other report tells as much of this one's party too: then no name slipped."""
    return any(
        other is not b
        and other.pledge.quantity is not None
        and a.pledge.quantity is not None
        and amounts_meet(other.pledge.quantity.amount, a.pledge.quantity.amount) == 1.0
        and any(one_party(a.by[0], node) >= 0.5 for node in other.by)
        for other in b.sheet.deeds
    )


def _spokesman(a: Deed, b: Deed) -> Compared | None:
    """A person who undertakes here what there he says that others will do: he speaks for them."""
    if len(a.by) != 1 or a.by[0].kind is not MentionKind.PERSON or b.pledge.source is None:
        return None
    source = b.sheet.who(b.pledge.source.name)
    if one_party(a.by[0], source) < 0.5:
        return None
    return Compared(0.3, f"{a.by[0].shown} speaks for {', '.join(n.shown for n in b.by)}")


def thing(a: Deed, b: Deed) -> Compared | None:
    """What is to be given or done, by its telling words."""
    one, other = bare(a.object), bare(b.object)
    if not one or not other:
        return Compared(-0.1, "one does not tell what")
    cover, found = words.overlap(one, other)
    value = 0.65 * cover + 0.35 * words.dice(one, other)
    value *= min(1.0, 0.5 + words.mass(found) / 3)
    return Compared(ramp(value, 0.1, 0.7), f"shared {list_some(found)} ({value:.2f})")


@functools.lru_cache(maxsize=20_000)
def bare(stems: frozenset[str]) -> frozenset[str]:
    """Stems without acts, days, figures: what is left is the thing itself."""
    return frozenset(s for s in stems if words.sense(s) not in ACTS and not s[0].isdigit())


def own_words(a: Deed, b: Deed) -> Compared | None:
    """How much of all that is told of it they share, amounts and the names of its parties aside.

    Where nothing of what is to be done is shared it is silent: who tells it in wholly other words
    may mean the same, who shares one common word of the matter mostly does not.
    """
    one, other = _own(a, a.object), _own(b, b.object)
    shared = words.senses(one) & words.senses(other)
    if not shared:
        return None
    value = words.dice(_own(a, a.object | a.telling), _own(b, b.object | b.telling))
    return Compared(
        min(1.0, 2 * value - 1), f"of all that is told {value:.2f}: {list_some(shared)}"
    )


def _own(deed: Deed, stems: frozenset[str]) -> frozenset[str]:
    """Stems of what is done alone: without the amount and without who does it for whom."""
    names = deed.names
    return frozenset(s for s in bare(stems) if words.sense(s) not in names)


def telling(a: Deed, b: Deed) -> Compared | None:
    """Whether the sentences share more than the object: conditions, places, terms.

    Where one tells a bare sum ("had promised 19 million"), its other words are those around it and
    speak little against.
    """
    one, other = bare(a.telling), bare(b.telling)
    if not one or not other:
        return None
    cover, found = words.overlap(one, other)
    value = ramp(cover, 0.05, 0.65)
    if not bare(a.object) or not bare(b.object):
        value = max(value, -0.2)
    return Compared(value, f"shared {list_some(found)} ({cover:.2f})")


def quantity(a: Deed, b: Deed) -> Compared | None:
    """How much, in which unit."""
    one, other = a.pledge.quantity, b.pledge.quantity
    if one is None or other is None:
        return None
    shown = f"{shown_amount(one.amount)} / {shown_amount(other.amount)}"
    meet = amounts_meet(one.amount, other.amount)
    if a.unit != b.unit and a.unit and b.unit:
        return Compared(-0.1, shown) if meet == 1.0 else None
    if meet == 1.0:
        return Compared(_oddness(one.amount), shown)
    if meet > 0:
        within = one.amount.exact != other.amount.exact and a.pledge.stage == b.pledge.stage
        return Compared(-0.1 if within else 0.3, shown)
    if told(TOTAL, a.words) or told(TOTAL, b.words):
        return Compared(0.0, f"{shown}: a new total")
    back = told(LOOKS_BACK, a.words) or told(LOOKS_BACK, b.words)
    return Compared(0.0 if back else -0.25, f"{shown}{': told of again' if back else ''}")


_DOING = (Stage.FULFILLED, Stage.UNDER_WAY, Stage.CONTRACTED)


def _least(deed: Deed) -> Decimal:
    assert deed.pledge.quantity is not None
    return deed.pledge.quantity.amount.min or Decimal(0)


def instalment(a: Deed, b: Deed) -> Compared | None:
    """Whether one of two amounts is told as a part, and undertaken for itself."""
    one, other = a.pledge.quantity, b.pledge.quantity
    if one is None or other is None or amounts_meet(one.amount, other.amount) > 0:
        return None
    small, large = sorted((a, b), key=_least)
    found = told(INSTALMENT, small.words)
    if found is None or small.pledge.stage in _DOING or told(INSTALMENT, large.words):
        return None
    return Compared(-1.0, f"a part: {found}")


def units(a: Deed, b: Deed) -> Compared | None:
    """Other amounts of other things are other undertakings, also where a list names both."""
    one, other = a.pledge.quantity, b.pledge.quantity
    if one is None or other is None or not a.unit or not b.unit or a.unit == b.unit:
        return None
    if amounts_meet(one.amount, other.amount) == 1.0:
        return None
    return Compared(-1.0, f"{shown_amount(one.amount)} / {shown_amount(other.amount)}")


def _oddness(amount: Amount) -> float:
    """How telling it is that two amounts are equal: two of a thing say little, millions much."""
    figure = amount.min or amount.max or Decimal(0)
    return 0.9 if figure >= 100_000 else 0.65 if figure >= 8 else 0.4


def increment(a: Deed, b: Deed) -> Compared | None:
    """Whether one of two amounts is told as coming on top of another."""
    one, other = a.pledge.quantity, b.pledge.quantity
    if one is None or other is None or amounts_meet(one.amount, other.amount) == 1.0:
        return None
    for deed, mate in ((a, b), (b, a)):
        found = told(FURTHER, deed.words)
        if found and not told(FURTHER, mate.words):
            return Compared(-1.0, f"on top: {found}")
    return None


def beneficiary(a: Deed, b: Deed) -> Compared | None:
    """Towards whom."""
    if not a.to or not b.to:
        return None
    matched, shown = match_parties(a.to, b.to)
    return Compared(0.6 if matched else -0.5, shown)


def category(a: Deed, b: Deed) -> Compared | None:
    """What it is about, by the closed list."""
    if a.pledge.category == b.pledge.category:
        return Compared(0.5, a.pledge.category)
    return Compared(-0.5, f"{a.pledge.category} / {b.pledge.category}")


def term(a: Deed, b: Deed) -> Compared | None:
    """By when."""
    if a.when is None or b.when is None:
        return None
    gap = days_between(a.when, b.when)
    shown = f"{shown_days(a.when)} / {shown_days(b.when)}"
    return Compared(0.7 if gap == 0 else 0.0 if gap <= 45 else -0.6, shown)


def told_apart(a: Deed, b: Deed) -> Compared | None:
    """How long after one another they were told."""
    gap = published_gap(a.sheet, b.sheet)
    if gap is None or a.sheet is b.sheet:
        return None
    value = 0.3 if gap <= 30 else 0.0 if gap <= 180 else -0.6 if gap <= 500 else -1.0
    return Compared(value, f"told {gap} days apart")


def one_report(a: Deed, b: Deed) -> Compared | None:
    """Two pledges of one report are two undertakings, unless the stage moved on."""
    if a.sheet is not b.sheet:
        return None
    stages = f"{a.pledge.stage} / {b.pledge.stage}"
    if any(q.span.overlaps(p.span) for q in a.pledge.evidence for p in b.pledge.evidence):
        return Compared(-1.0, f"told apart in one sentence: {stages}")
    return Compared(-0.28 if a.pledge.stage == b.pledge.stage else -0.1, f"one report: {stages}")


def matter(a: Deed, b: Deed) -> Compared | None:
    """Whether the reports are about one matter."""
    return _same_matter(a.sheet, b.sheet)


def one_stage(a: Deed, b: Deed) -> Compared | None:
    """What is refused and what is undertaken are seldom the same."""
    stages = {a.pledge.stage, b.pledge.stage}
    if Stage.REFUSED in stages and stages & {Stage.ANNOUNCED, Stage.UNDER_WAY, Stage.FULFILLED}:
        return Compared(-1.0, "one is refused, the other undertaken")
    return None


MODEL: Weighted[Deed] = (
    (parties, 1.53),
    (strangers, 3.0),
    (thing, 0.54),
    (own_words, 0.95),
    (telling, 0.34),
    (quantity, 2.31),
    (beneficiary, 1.51),
    (category, 1.33),
    (term, 1.37),
    (told_apart, 0.32),
    (one_report, 2.17),
    (matter, 0.49),
    (units, 6.0),
    (increment, 6.0),
    (instalment, 6.0),
    (both_told, 6.0),
    (one_stage, 6.0),
)
"""Log-odds, fitted to nine stories as a perfect and as the shipped reader read them, by
`data/fit_commitments.py` (2026-11). The last five are seldom and only speak against; they
are set by hand, as is `strangers`."""

PRIOR = -1.16


MOST: Most[Deed] = (
    (units, 0.0),
    (one_report, 0.0),
    (one_stage, 0.0),
    (told_apart, 0.3),
    (category, 0.5),
    (term, 0.7),
    (quantity, 0.9),
    (increment, 0.0),
    (instalment, 0.0),
    (both_told, 0.0),
    (parties, 0.57),
    (strangers, 0.0),
    (thing, 1.0),
    (own_words, 1.0),
    (telling, 1.0),
    (beneficiary, 0.6),
    (matter, 1.0),
)
"""In which order to ask when only likely pairs matter, and the most that each finds."""


def likely(a: Deed, b: Deed, floor: float) -> tuple[float, tuple[Reason, ...]] | None:
    """`likeness`, or None where it is under the floor or nearly so."""
    return weigh_from(floor, MODEL, PRIOR, MOST, a, b)


@functools.lru_cache(maxsize=8)
def likeness(a: Deed, b: Deed) -> tuple[float, tuple[Reason, ...]]:
    """How likely two pledges tell of one undertaking, with the reasons."""
    return weigh(MODEL, PRIOR, a, b)


def keys(deed: Deed) -> Iterator[str]:
    """Blocking keys: party with a word of the object or with the unit, amount, pairs of words."""
    own = bare(deed.object) or bare(deed.telling)
    rare = sorted({words.sense(s) for s in own}, key=lambda s: (-words.worth(s), s))[:7]
    for node in deed.by[:6]:
        who = speaker_key(node)
        for stem in rare:
            yield f"p:{who}|{stem}"
        if deed.unit:
            yield f"u:{who}|{deed.unit}"
    if deed.unit and deed.pledge.quantity is not None:
        amount = deed.pledge.quantity.amount
        yield f"q:{amount.min}-{amount.max}|{deed.unit}"
        for stem in rare[:3]:
            yield f"q:{deed.unit}|{stem}"
    when = seasons(deed.sheet)
    for i, stem in enumerate(rare[:4]):
        for other in rare[i + 1 : 4]:
            for season in when:
                yield f"w:{season}:{min(stem, other)}|{max(stem, other)}"
