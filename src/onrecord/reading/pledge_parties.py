"""Who may be a party: names, pronouns and role phrases of a sentence, and what joins them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.reading.pledge_lexicon import (
    ADDED,
    BEFORE_ROLE,
    MODIFIER,
    NAME_LINKS,
    NOT_NAMES,
    PRONOUNS,
    ROLES,
    TITLES,
)
from onrecord.reading.pledge_words import Words


@dataclass(frozen=True, slots=True)
class Someone:
    """A phrase that may be a party; word indices, the end exclusive. name, pronoun or role."""

    first: int
    last: int
    kind: str


def people(words: Words, names: Iterable[tuple[int, int]]) -> list[Someone]:
    """The phrases of the text that may be parties, in order, none inside another.

    `names` are the character spans of the names that an earlier stage found.
    """
    taken: dict[int, Someone] = {}
    for start, end in names:
        span = words.within(start, end)
        if len(span):
            _take(taken, _with_titles(words, span.start, span.stop))
    for i in range(len(words)):
        if i in taken or words[i].lower not in ROLES:
            continue
        if not (i + 1 < len(words) and words[i + 1].lower in ROLES and i + 1 not in taken):
            first = _role_start(words, i, taken)
            _take(taken, Someone(first, _role_end(words, i, taken), "role"))
    for i in range(len(words)):
        if i not in taken and words[i].lower in PRONOUNS:
            taken[i] = Someone(i, i + 1, "pronoun")
    once = {(one.first, one.last): one for one in taken.values()}
    return [once[key] for key in sorted(once)]


def _take(taken: dict[int, Someone], one: Someone) -> None:
    """Takes a phrase, and into it the names that stand inside it."""
    inner = {taken[i] for i in range(one.first, one.last) if i in taken}
    if all(one.first <= other.first and other.last <= one.last for other in inner):
        taken.update((i, one) for i in range(one.first, one.last))


def _role_end(words: Words, head: int, taken: dict[int, Someone]) -> int:
    """One past a role phrase, with "of" and a name after it if there is one."""
    last = words.bounds[head][1]
    after = head + 1
    if after < last and words[after].lower == "of":
        at = after + 1
        if at < last and words[at].lower == "the":
            at += 1
        name = taken.get(at)
        if name is not None and name.first == at and name.kind == "name" and name.last <= last:
            return name.last
    return after


def _with_titles(words: Words, first: int, last: int) -> Someone:
    """A name with the titles before it, and what those are of: "House Speaker Ada Berg"."""
    start = words.bounds[first][0]
    titled = False
    while first > start:
        before = words[first - 1]
        capital = before.text[0].isupper()
        if before.lower in TITLES and capital:
            titled = True
            first -= 1
        elif before.text == "." and first - 1 > start and words[first - 2].lower in TITLES:
            titled = True
            first -= 2
        elif titled and capital and before.lower not in NOT_NAMES:
            first -= 1
        else:
            break
    return Someone(first, last, "name")


def _role_start(words: Words, i: int, taken: dict[int, Someone]) -> int:
    """The first word of a role phrase, with its article and the name that says whose it is."""
    first = i
    while first > words.bounds[i][0] and i - first < 6:
        before = words[first - 1]
        name = taken.get(first - 1)
        if name is not None:
            if name.kind != "name" or name.last != first:
                break
            first = name.first
        elif before.lower in BEFORE_ROLE:
            return first - 1
        elif MODIFIER.match(before.text) or (
            before.text[0].isupper() and before.lower not in NOT_NAMES and before.wordlike
        ):
            first -= 1
        else:
            break
    return first


def capitalised(words: Words) -> list[tuple[int, int]]:
    """Runs of capitalised words as character spans, for texts that come without names."""
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(words):
        word = words[i]
        if not word.text[0].isupper() or word.lower in NOT_NAMES:
            i += 1
            continue
        last = i + 1
        while last < len(words) and words.bounds[i] == words.bounds[last]:
            if words[last].text[0].isupper() and words[last].lower not in NOT_NAMES:
                last += 1
            elif (
                words[last].lower in NAME_LINKS
                and last + 1 < len(words)
                and words[last + 1].text[0].isupper()
            ):
                last += 2
            else:
                break
        found.append((word.start, words[last - 1].end))
        i = last
    return found


def _first(one: Someone) -> int:
    return one.first


def among(everyone: Sequence[Someone], first: int, last: int) -> Sequence[Someone]:
    """Those of a text's phrases that begin within a range of words."""
    return everyone[
        bisect_left(everyone, first, key=_first) : bisect_left(everyone, last, key=_first)
    ]


def joined(words: Words, everyone: Sequence[Someone], one: Someone) -> list[Someone]:
    """`one` and those it is coordinated with: "the US, Germany and Romania", in order."""
    at = bisect_left(everyone, one.first, key=_first)
    if at == len(everyone) or everyone[at] != one:
        return [one]
    group = [one]
    linked = False
    for k in range(at - 1, -1, -1):
        between = _between(words, everyone[k], group[0])
        if between is None or not _same_form(everyone[k], one):
            break
        linked |= between
        group.insert(0, everyone[k])
    for k in range(at + 1, len(everyone)):
        between = _between(words, group[-1], everyone[k])
        if between is None or not _same_form(everyone[k], one):
            break
        linked |= between
        group.append(everyone[k])
    return group if linked else [one]


def _same_form(a: Someone, b: Someone) -> bool:
    return (a.kind == "pronoun") == (b.kind == "pronoun") or "pronoun" not in (a.kind, b.kind)


def _between(words: Words, left: Someone, right: Someone) -> bool | None:
    """True when an "and" joins them, False when a comma does, None when anything else stands."""
    gap = [words[i].lower for i in range(left.last, right.first)]
    plain = [word for word in gap if word not in ADDED and word not in "“”\"'"]
    if plain in (["and"], [",", "and"], ["&"], ["as", "well", "as"], ["along", "with"]):
        return True
    return False if plain == [","] else None
