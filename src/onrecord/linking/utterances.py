"""One saying told twice? A list of (feature, weight) over two statements."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from onrecord.domain.links import Reason
from onrecord.linking import entities, words
from onrecord.linking.features import (
    days_between,
    list_some,
    published_gap,
    seasons,
    shown_days,
)
from onrecord.linking.features import same_matter as _same_matter
from onrecord.linking.names import bones, group_of, thing_likeness
from onrecord.linking.persons import split_person
from onrecord.linking.sheets import Node, Saying, name_key
from onrecord.linking.weights import Compared, Most, Weighted, ramp, weigh, weigh_from


def speaker(a: Saying, b: Saying) -> Compared | None:
    """Whether one speaker, under any name, is behind both."""
    if not a.speakers or not b.speakers:
        return None
    best, shown = -1.0, ""
    for one in a.speakers:
        for other in b.speakers:
            found = one_party(one, other)
            if found > best:
                best, shown = found, f"{one.shown} ~ {other.shown}"
    value = ramp(best, 0.1, 0.8)
    return Compared(value if value < 0 else 0.6 * value, f"{shown} ({best:.2f})")


def one_party(a: Node, b: Node) -> float:
    """How likely two who speak or act are one; a capital acts as its government."""
    state_a, state_b = a.name.state or a.name.capital, b.name.state or b.name.capital
    if state_a and state_a == state_b:
        return 0.97
    one, other = group_of(a.name), group_of(b.name)
    if (one is not a.name or other is not b.name) and thing_likeness(one, other)[0] >= 0.93:
        return 0.75
    return entities.likeness(a, b)[0]


def wording(a: Saying, b: Saying) -> Compared | None:
    """Words in a row, where both quote; else the telling words that both have, by meaning."""
    run = words.longest_run(a.stems, b.stems)
    least = min(len(a.stems), len(b.stems))
    share = run / least if least else 0.0
    if (run >= 4 and share >= 0.6) or (share == 1.0 and run >= 3) or run >= 10:
        return Compared(1.0, f"{run} words in a row")
    quoted = _quoted_run(a, b)
    if quoted:
        return quoted
    cover, found = words.overlap(a.telling, b.telling)
    value = 0.5 * cover + 0.5 * words.dice(a.telling, b.telling)
    value *= min(1.0, 0.4 + words.mass(found) / 2.5)
    return Compared(ramp(value, 0.15, 0.75), f"shared {list_some(found)} ({value:.2f})")


def _quoted_run(a: Saying, b: Saying) -> Compared | None:
    """A quotation of the one inside the other's words."""
    for one, other in ((a, b), (b, a)):
        for quote in one.quoted:
            if len(quote) < 3:
                continue
            run = words.longest_run(quote, other.stems)
            if run >= 3 and run / len(quote) >= 0.75:
                return Compared(0.8, f"quoted words {' '.join(quote[:8])}")
    return None


def substance(a: Saying, b: Saying) -> Compared | None:
    """Whether what is shared is more than a word or two that anybody might use."""
    shared = words.senses(a.telling) & words.senses(b.telling)
    mass = words.mass(shared)
    value = ramp(mass, 0.4, 2.0) if len(shared) > 1 else -1.0
    return Compared(value, f"{len(shared)} telling words shared, weight {mass:.1f}")


def occasion(a: Saying, b: Saying) -> Compared | None:
    """Whether both may have been said at one time: told days, else days of publication."""
    if a.on and b.on:
        gap = days_between(a.on, b.on)
        shown = f"{shown_days(a.on)} / {shown_days(b.on)}"
        return Compared(0.4 if gap == 0 else -0.2 if gap == 1 else -1.0, shown)
    for one, other in ((a, b), (b, a)):
        if one.on and other.sheet.day:
            ahead = (one.on[0] - other.sheet.day).days
            if ahead > 1:
                return Compared(-1.0, f"said {shown_days(one.on)}, told {other.sheet.day}")
            after = (other.sheet.day - one.on[1]).days
            return Compared(_after(after), f"said {shown_days(one.on)}, told {other.sheet.day}")
    if a.sheet is b.sheet:
        return Compared(0.1, "one report")
    gap_days = published_gap(a.sheet, b.sheet)
    if gap_days is None:
        return Compared(-0.4, "no day is known")
    return Compared(_after(gap_days), f"told {gap_days} days apart")


def _after(days: int) -> float:
    """What a report tells without a day was said of late; an old saying is told with its day."""
    steps = ((2, 0.24), (7, 0.08), (14, 0.0), (45, -0.16), (120, -0.4))
    return next((value for most, value in steps if days <= most), -1.0)


def scene(a: Saying, b: Saying) -> Compared | None:
    """Where it was said, when both tell."""
    if a.sheet is b.sheet or not a.places or not b.places:
        return None
    shared = a.places & b.places
    if shared:
        return Compared(0.2, f"both in {list_some(shared)}")
    return Compared(-1.0, f"{list_some(a.places)} / {list_some(b.places)}")


def figures(a: Saying, b: Saying) -> Compared | None:
    """Whether the figures that both give are the same ones."""
    one = {s for s in a.stems if s[0].isdigit()}
    other = {s for s in b.stems if s[0].isdigit()}
    if not one or not other:
        return None
    if one & other:
        return Compared(0.5, f"both {list_some(frozenset(one & other))}")
    return Compared(-0.7, f"{list_some(frozenset(one))} / {list_some(frozenset(other))}")


def matter(a: Saying, b: Saying) -> Compared | None:
    """Whether the reports are about one matter."""
    return _same_matter(a.sheet, b.sheet)


def claims(a: Saying, b: Saying) -> Compared | None:
    """Two statements of one report are mostly two claims."""
    if a.sheet is not b.sheet:
        return None
    return Compared(-1.0, "two statements of one report")


MODEL: Weighted[Saying] = (
    (speaker, 6.0),
    (wording, 6.0),
    (substance, 2.5),
    (occasion, 8.0),
    (scene, 4.0),
    (figures, 1.0),
    (matter, 1.0),
    (claims, 2.5),
)
"""Log-odds. The same words a year apart are two sayings, so the occasion weighs like the words."""

PRIOR = -6.5
"""One speaker on one occasion says many things: that alone comes to about even at most."""


MOST: Most[Saying] = (
    (claims, 0.0),
    (occasion, 0.4),
    (substance, 1.0),
    (scene, 0.2),
    (figures, 0.5),
    (speaker, 0.6),
    (matter, 1.0),
    (wording, 1.0),
)
"""In which order to ask when only likely pairs matter, and the most that each finds."""


def likely(a: Saying, b: Saying, floor: float) -> tuple[float, tuple[Reason, ...]] | None:
    """`likeness`, or None where it is under the floor or nearly so."""
    return weigh_from(floor, MODEL, PRIOR, MOST, a, b)


@functools.lru_cache(maxsize=8)
def likeness(a: Saying, b: Saying) -> tuple[float, tuple[Reason, ...]]:
    """How likely two statements render one saying, with the reasons."""
    return weigh(MODEL, PRIOR, a, b)


def speaker_key(node: Node) -> str:
    """A short key for one who speaks or acts: a state's code, a body, a surname as it sounds."""
    name = group_of(node.name)
    if name.state or name.capital:
        return f"={name.state or name.capital}"
    if name.body:
        return name.body
    return bones(split_person(name)[1])


def keys(saying: Saying) -> Iterator[str]:
    """Blocking keys: speaker with a rare word, a season's rare words, speaker with the told day."""
    rare = sorted({words.sense(s) for s in saying.telling}, key=lambda s: (-words.worth(s), s))[:8]
    for node in saying.speakers[:2]:
        who = speaker_key(node)
        for stem in rare:
            yield f"s:{who}|{stem}"
        if saying.on and saying.on[0] == saying.on[1]:
            yield f"d:{who}|{saying.on[0]}"
            if node.name.key != who and len(node.name.tokens) > 1:
                yield f"d:{node.name.tokens[0]}|{saying.on[0]}"
    when = seasons(saying.sheet)
    for i, stem in enumerate(rare[:5]):
        for other in rare[i + 1 : 5]:
            for season in when:
                yield f"w:{season}:{min(stem, other)}|{max(stem, other)}"


__all__ = ["MODEL", "PRIOR", "keys", "likeness", "name_key", "one_party", "speaker_key"]
