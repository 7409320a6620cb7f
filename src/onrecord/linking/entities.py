"""Same person, body or place? A list of (feature, weight) over two names with their reports."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.domain.links import Reason
from onrecord.domain.words import MentionKind
from onrecord.linking import words
from onrecord.linking.features import same_matter
from onrecord.linking.names import (
    DESIGNATORS,
    GENERIC,
    Name,
    bones,
    is_acronym,
    is_generic,
    thing_likeness,
    token_likeness,
)
from onrecord.linking.persons import person_likeness, split_person
from onrecord.linking.sheets import Node, name_key
from onrecord.linking.weights import Compared, Weighted, ramp, weigh

PLACELIKE = (MentionKind.PLACE, MentionKind.ORGANISATION, MentionKind.OTHER)


def spelling(a: Node, b: Node) -> Compared | None:
    """The best likeness of any form of the one with any form of the other."""
    if _capital_and_state(a, b):
        return None
    best = (-1.0, "")
    for form, other in _pairs(a, b):
        found = name_likeness(a, form, b, other)
        if found[0] > best[0]:
            best = found
    return Compared(ramp(best[0], 0.4, 1.0), f"{best[1]} ({best[0]:.2f})")


def name_likeness(a: Node, form: Name, b: Node, other: Name) -> tuple[float, str]:
    """How alike two forms are, as names of persons or of things."""
    if MentionKind.PERSON in (a.kind, b.kind) and form.tokens != other.tokens:
        return person_likeness(form, other)
    if a.kind is MentionKind.PERSON and b.kind is MentionKind.PERSON:
        return person_likeness(form, other)
    found = thing_likeness(form, other)
    if found[0] < 0.6 and a.kind != b.kind and None in (a.kind, b.kind):
        return max(found, person_likeness(form, other))
    return found


def _pairs(a: Node, b: Node) -> Iterator[tuple[Name, Name]]:
    yield a.name, b.name
    for form in a.forms[:6]:
        for other in b.forms[:6]:
            if _full(form, a) and _full(other, b):
                yield form, other


def _full(form: Name, node: Node) -> bool:
    """Whether a form may stand for the name beyond its report: no mere part, no seat of it."""
    seat_only = form.capital is not None and node.name.capital is None
    return not seat_only and not (set(form.tokens) < set(node.name.tokens))


def kinds(a: Node, b: Node) -> Compared | None:
    """Whether both are of a kind; a state may have been read as a body or as a place."""
    if a.kind is None or b.kind is None:
        return None
    if a.kind == b.kind:
        return Compared(0.0, a.kind)
    if a.kind in PLACELIKE and b.kind in PLACELIKE:
        both_known = name_key(a.name) == name_key(b.name) and (a.name.state or a.name.body)
        return Compared(0.0 if both_known else -0.2, f"{a.kind} / {b.kind}")
    value = -0.45 if a.name.tokens == b.name.tokens else -1.0
    return Compared(value, f"{a.kind} / {b.kind}")


def common_name(a: Node, b: Node) -> Compared | None:
    """Names that many bear ("Ministry of Defence", a bare surname) need more than spelling."""
    if MentionKind.PERSON in (a.kind, b.kind):
        if a.kind == b.kind and min(len(a.name.tokens), len(b.name.tokens)) == 1:
            return Compared(-0.35, "a surname alone")
        return None
    if is_generic(a.name) and is_generic(b.name):
        return Compared(-1.0, f"{a.shown}: a name of many bodies")
    if is_generic(a.name) or is_generic(b.name):
        return Compared(-0.45, "one name is that of many bodies")
    if (is_acronym(a.name) or is_acronym(b.name)) and not (a.name.body or b.name.body):
        return Compared(-0.3, "letters that may stand for other names")
    return None


def country(a: Node, b: Node) -> Compared | None:
    """Where only one name tells its country: whether the other's report names that country."""
    for one, other in ((a, b), (b, a)):
        states = {t for t in one.name.meaning if t[0] == "="}
        bare = not any(t[0] == "=" for t in other.name.meaning)
        if states and bare and one.name.state is None and other.kind is not MentionKind.PERSON:
            there = bool(states & other.sheet.named)
            shown = f"{min(states)[1:]} is {'' if there else 'not '}named beside {other.shown}"
            return Compared(0.5 if there else -0.5, shown)
    return None


def part_here(a: Node, b: Node) -> Compared | None:
    """A surname or short form alone: enough in one matter, when nothing else there bears it."""
    short, long = sorted((a, b), key=lambda n: len(n.name.tokens))
    if a.kind != b.kind or not _is_part(short, long):
        return None
    for node in (a, b):
        for other in node.sheet.nodes:
            rival = other.kind == short.kind and other not in (a, b) and _is_part(short, other)
            if rival and name_likeness(other, other.name, long, long.name)[0] < 0.85:
                return Compared(-1.0, f"{other.shown} may be meant too")
    return same_matter(a.sheet, b.sheet, _own_stems(a, b))


def _is_part(short: Node, long: Node) -> bool:
    """Whether a name is the surname of the other, or its last or first words."""
    x, y = short.name.tokens, long.name.tokens
    if short.kind is MentionKind.PERSON:
        return len(x) == 1 and token_likeness(x[0], split_person(long.name)[1]) >= 0.9
    known = short.name.body or short.name.state
    if short.kind is MentionKind.PLACE or known or len(x) >= len(y):
        return False
    return y[-len(x) :] == x or y[: len(x)] == x


def matter(a: Node, b: Node) -> Compared | None:
    """Whether the reports are about one matter."""
    return same_matter(a.sheet, b.sheet, _own_stems(a, b))


def _own_stems(a: Node, b: Node) -> frozenset[str]:
    """The stems of the names themselves, which say nothing of whether the matter is one."""
    return frozenset(words.sense(s) for n in (a, b) for s in words.stems(n.shown))


def roles(a: Node, b: Node) -> Compared | None:
    """What the reports call them beside the name."""
    if not a.roles or not b.roles:
        return None
    best, shown = -1.0, ""
    for role in a.roles:
        for other in b.roles:
            share = words.dice(_role(role), _role(other))
            if share > best:
                best, shown = share, f"{role} / {other}"
    return Compared(ramp(best, 0.1, 0.6) if best < 0.35 else ramp(best, 0.0, 0.7), shown)


_ROLE_WORDS = {"premier": "prime", "chief": "head", "chancellor": "prime", "boss": "head"}


def _role(role: str) -> frozenset[str]:
    stems = (words.stem(t) for t in words.tokens(role))
    return frozenset(_ROLE_WORDS.get(s, s) for s in stems if words.worth(s) > 0.25)


def seat(a: Node, b: Node) -> Compared | None:
    """A capital that acts in its report may stand for the government: worth a person's look.

    Where it only lies somewhere, and between a use as a party and one as a city, it speaks against.
    """
    if _capital_and_state(a, b):
        city, state = (a, b) if a.name.capital else (b, a)
        value = 0.15 if city.acts == 1.0 else 0.0 if city.acts >= 0.5 else -0.5
        shown = f"{city.shown} is the seat of {state.shown}; acts in {city.acts:.0%} of its places"
        return Compared(value, shown)
    if a.name.capital and a.name.capital == b.name.capital:
        if a.kind != b.kind:
            return Compared(-1.0, f"{a.shown}: {a.kind} / {b.kind}")
        both = (a.acts == 1.0, b.acts == 1.0)
        if both[0] == both[1]:
            return Compared(0.2, f"{a.shown}: used alike, as {'a party' if both[0] else 'a city'}")
        return Compared(-1.0, f"{a.shown}: once a party, once a city")
    return None


def _capital_and_state(a: Node, b: Node) -> bool:
    return bool(
        (a.name.capital and a.name.capital == b.name.state)
        or (b.name.capital and b.name.capital == a.name.state)
    )


MODEL: Weighted[Node] = (
    (spelling, 5.5),
    (kinds, 6.0),
    (common_name, 3.5),
    (country, 2.5),
    (matter, 2.0),
    (part_here, 4.5),
    (roles, 1.5),
    (seat, 8.0),
)
"""Log-odds. The name carries most; a common name must be borne out by the matter or a role."""

PRIOR = -2.2
"""Two names that share a blocking key are mostly not the same."""


def likeness(a: Node, b: Node) -> tuple[float, tuple[Reason, ...]]:
    """How likely two names of reports are one entity, with the reasons."""
    if a is b:
        return 1.0, ()
    known = a.sheet.alike.get((a, b))
    if known is None:
        known = a.sheet.alike[a, b] = weigh(MODEL, PRIOR, a, b)
    return known


def keys(node: Node) -> Iterator[str]:
    """Blocking keys: whole name, surname as it sounds, first name with role, initials, state."""
    name = node.name
    yield f"n:{name_key(name)}"
    if name.capital:
        yield f"n:={name.capital}"
        return
    if node.kind is MentionKind.PERSON:
        given, last = split_person(name)
        yield f"p:{bones(last)}"
        if given:
            yield f"g:{bones(given[0])}|{bones(last)[:1]}"
            yield f"f:{given[0]}"
            for role in node.roles[:2]:
                for stem in sorted(_role(role))[:3]:
                    yield f"r:{bones(given[0])}|{stem}"
        return
    telling = [t for t in sorted(name.meaning) if t[0] != "="]
    own = [t for t in telling if not is_common(t)]
    states = [t for t in name.meaning if t[0] == "="]
    for state in states:
        yield f"c:{state}|{name.tokens[-1].removesuffix('s')}"
    for token in own or [" ".join([t for t in telling if t not in DESIGNATORS] or telling)]:
        yield f"w:{bones(token) if token.isalpha() and len(token) > 4 else token}"
    if is_acronym(name):
        yield f"i:{name.key}"
    elif len(name.initials) > 1:
        yield f"i:{name.initials}"


def is_common(token: str) -> bool:
    """Whether a word of a name is too common to find others by."""
    return token in GENERIC or token in DESIGNATORS
