"""Reports about one running matter: shared names, rare words, nearness in time."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.domain.links import Reason
from onrecord.linking import words
from onrecord.linking.features import (
    YEAR,
    in_common,
    list_some,
    name_worth,
    published_gap,
    seasons,
)
from onrecord.linking.sheets import Sheet
from onrecord.linking.weights import Compared, Weighted, ramp, weigh


def names(a: Sheet, b: Sheet) -> Compared | None:
    """The names that both have, rare ones weighing more."""
    if not a.named or not b.named:
        return None
    shared = a.named & b.named
    mass = sum(name_worth(n) for n in shared)
    least = min(sum(name_worth(n) for n in side) for side in (a.named, b.named))
    share = mass / max(1.0, least)
    value = ramp(min(1.0, share * 1.2) * min(1.0, mass / 2.5), 0.0, 0.6)
    return Compared(value, f"{list_some(shared)} ({share:.2f})")


def subject(a: Sheet, b: Sheet) -> Compared | None:
    """The telling words that both have, by their weight."""
    cover, found = words.overlap(a.telling, b.telling)
    value = 0.35 * cover + 0.65 * words.dice(a.telling, b.telling)
    return Compared(ramp(value, 0.05, 0.45), f"{list_some(found)} ({value:.2f})")


def breadth(a: Sheet, b: Sheet) -> Compared | None:
    """How much the two share in all: of two short texts a few words are a large part."""
    mass = words.mass(in_common(a, b).stems)
    return Compared(ramp(mass, 1.0, 20.0), f"shared words weigh {mass:.1f}")


def headline(a: Sheet, b: Sheet) -> Compared | None:
    """The telling words of the titles, in the other report."""
    if not a.report.title or not b.report.title:
        return None
    one, other = words.telling(a.report.title), words.telling(b.report.title)
    there = words.overlap(one, b.telling)[0] + words.overlap(other, a.telling)[0]
    return Compared(ramp(there / 2, 0.1, 0.6), f"{there / 2:.2f} of the titles' words")


def apart(a: Sheet, b: Sheet) -> Compared | None:
    """How long after one another they were told."""
    gap = published_gap(a, b)
    if gap is None:
        return None
    value = 0.3 if gap <= 7 else 0.0 if gap <= 30 else -0.4 if gap <= 120 else -1.0
    return Compared(value, f"told {gap} days apart")


MODEL: Weighted[Sheet] = (
    (names, 1.5),
    (subject, 5.0),
    (breadth, 1.0),
    (headline, 1.0),
    (apart, 2.0),
)
"""Log-odds. What is told of weighs more than who is named: the same people have many matters."""

PRIOR = -1.8

LEAST = 0.12
"""Pairs under this are not worth keeping; a new report's best pair may be its story from here on
(`app/policy.py`), so it lies lower than for other relations."""


def likeness(a: Sheet, b: Sheet) -> tuple[float, tuple[Reason, ...]]:
    """How likely two reports are about one running matter, with the reasons."""
    return weigh(MODEL, PRIOR, a, b)


def keys(sheet: Sheet) -> Iterator[str]:
    """Blocking keys: the report's rarest words, those of its title and its beginning first."""
    lead = words.telling(f"{sheet.report.title or ''} {sheet.text[:600]}")
    rare = sorted(sheet.telling, key=lambda s: (-words.worth(s), s not in lead, s))
    for stem in rare[:24]:
        yield from (f"w:{season}:{stem}" for season in seasons(sheet, YEAR))
    for name in sorted(n for n in sheet.named if not n.startswith("="))[:16]:
        yield f"n:{name}"
