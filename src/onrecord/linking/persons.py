"""Names of persons compared: spellings, initials, surnames alone, words run together."""

from __future__ import annotations

import functools

from onrecord.linking.names import PARTICLES, SMALL, Name, bones, token_likeness

_GENERATIONS = ("jr", "sr", "ii", "iii", "iv")


def is_description(name: Name) -> bool:
    """Whether words that stand for a person are no name ("the Armenian prime minister")."""
    words = name.surface.split()
    small = [w for w in words if w.isalpha() and w.islower() and w not in PARTICLES | SMALL]
    return bool(small) and len(words) > 1


def split_person(name: Name) -> tuple[tuple[str, ...], str]:
    """Given names and the surname's last word; particles belong to neither."""
    tokens = [t for t in name.tokens if t not in PARTICLES] or list(name.tokens)
    if len(tokens) > 1 and tokens[-1] in _GENERATIONS:
        tokens = tokens[:-1]
    return tuple(tokens[:-1]), tokens[-1]


@functools.lru_cache(maxsize=100_000)
def person_likeness(a: Name, b: Name) -> tuple[float, str]:
    """How alike two names of persons are, with what was compared.

    1 for the same name, about 0.6 for a bare surname and a full name, 0 where first names differ.
    """
    shown = f"{a.surface} ~ {b.surface}"
    if is_description(a) or is_description(b):
        return (0.6 if a.tokens == b.tokens else 0.0), f"{shown}: a description"
    if a.tokens == b.tokens or "".join(a.tokens) == "".join(b.tokens):
        return (1.0 if len(a.tokens) > 1 else 0.8), shown
    if len(a.tokens) > 1 and sorted(a.tokens) == sorted(b.tokens):
        return 0.97, shown
    if (a.tokens[-1] in _GENERATIONS) != (b.tokens[-1] in _GENERATIONS):
        return 0.3, f"{shown}: only one is the younger"
    glued = _glued(a, b)
    if glued:
        return glued, f"{shown} (run together)"
    (given_a, last_a), (given_b, last_b) = split_person(a), split_person(b)
    if given_a and given_b:
        return _full_names(a, b, shown)
    if given_a or given_b:
        full = b if given_b else a
        alone = last_a if given_b else last_b
        given, last = split_person(full)
        others = (*given[1:], last)
        best = max(token_likeness(alone, other) for other in others)
        return (best if best >= 0.85 else 0.0) * 0.62, f"{shown}: surname alone {best:.2f}"
    surname = token_likeness(last_a, last_b)
    return (surname if surname >= 0.85 else 0.0) * 0.8, f"{shown}: surnames {surname:.2f}"


def _full_names(a: Name, b: Name, shown: str) -> tuple[float, str]:
    (given_a, last_a), (given_b, last_b) = split_person(a), split_person(b)
    surname, given = token_likeness(last_a, last_b), _given_likeness(given_a, given_b)
    if surname < 0.6:
        second = _second_surname(a, b)
        if second and given >= 0.9:
            return 0.85, f"{shown}: {second}"
        return 0.0, f"{shown}: surnames {surname:.2f}"
    if given < 0.7:
        return 0.0, f"{shown}: first names {given:.2f}"
    return given * 0.4 + surname * 0.6, f"{shown}: first {given:.2f}, last {surname:.2f}"


def _glued(a: Name, b: Name) -> float:
    """A name with the next word run into it ("Zelenskythey"): one's string begins the other's."""
    x, y = sorted(("".join(a.tokens), "".join(b.tokens)), key=len)
    if len(a.tokens) < 2 or len(b.tokens) < 2 or len(y) - len(x) > 6 or len(x) < 8:
        return 0.0
    first_a, first_b = a.tokens[0], b.tokens[0]
    if token_likeness(first_a, first_b) < 0.8:
        return 0.0
    last_a, last_b = sorted((a.tokens[-1], b.tokens[-1]), key=len)
    head = last_b[: len(last_a)]
    if len(last_a) >= 5 and len(last_b) > len(last_a) and token_likeness(last_a, head) >= 0.9:
        return 0.9
    return 0.0


def _given_likeness(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Whether first names agree: an initial fits its name, a middle name may be missing."""
    if len(a[0]) == 1 or len(b[0]) == 1:
        return 0.9 if a[0][0] == b[0][0] else 0.6 if bones(a[0]) == bones(b[0]) else 0.0
    first = token_likeness(a[0], b[0])
    if first < 0.7:
        crossed = [token_likeness(x, y) for x in a for y in b]
        return 0.85 if max(crossed) >= 0.97 and len(a) + len(b) > 2 else first
    return first


def _second_surname(a: Name, b: Name) -> str | None:
    """A second surname told by one of the two only ("Rosa Quispe", "Rosa Quispe Landa")."""
    short, long = sorted((a, b), key=lambda n: len(n.tokens))
    if len(long.tokens) == len(short.tokens) + 1 and len(short.tokens) >= 2:
        inner = long.tokens[: len(short.tokens)]
        if all(token_likeness(x, y) >= 0.9 for x, y in zip(short.tokens, inner, strict=True)):
            return f"{long.tokens[-1]} is told by one only"
    return None
