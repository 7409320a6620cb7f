"""What a phrase for somebody is made of: names, heads, owners, appositions, coordination.

Works on the words as they stand, with the names that were found: no parser. "Indiana Gov. Mike
Pence, the nominee" is the name; "Trump's campaign" is the role "campaign" with an owner; "China and
Russia" are two phrases.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.domain.annotations import Mention
from onrecord.domain.text import Span
from onrecord.domain.words import MentionKind
from onrecord.reading.roles import (
    DOCUMENTS,
    FIXED_ROLE,
    PERSONS,
    body_pattern,
    is_plural,
    singular,
)

HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
IT = frozenset("it its itself".split())
THEY = frozenset("they them their theirs themselves".split())
SPEAKER = frozenset("i me my mine myself we us our ours ourselves".split())
RELATIVE = frozenset("who whom whose which that".split())
PRONOUNS = HE | SHE | IT | THEY | SPEAKER | RELATIVE

DEFINITE = frozenset("the this that these those his her its their my our your both".split())
INDEFINITE = frozenset(
    "a an one some several many most few other another no any each every all two three four five "
    "six seven eight nine ten dozens hundreds thousands half nearly about almost only more".split()
)
_LEADING = frozenset(
    "according to from by in for with of as per via on at and but per citing through said says "
    "while when if although because".split()
)
_TAIL = frozenset(
    "of for in on at by from with within to about like against among around between near including "
    "who whom whose which that when where familiar close living working said saying being conducted "
    "who's after before during since over under inside outside released published commissioned "
    "as signed issued written authored made based led run backed calling urging is was are were has have had will would".split()
)
_BY = frozenset("by from of at".split())
_REAR = frozenset(
    "himself herself itself themselves too also alone both jr sr ii iii iv later then first "
    "reportedly apparently once again now never still".split()
)
_TIMES = frozenset(
    "this last next early late earlier today yesterday tonight week month year morning evening "
    "night afternoon monday tuesday wednesday thursday friday saturday sunday recently".split()
)
_TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady president senator sen gov governor rep representative prof "
    "professor rev general gen judge justice secretary king queen prince princess pope chancellor "
    "premier minister vice prime former the then".split()
)
_BODIES_OF = frozenset("state city county republic kingdom government people district town".split())
_PARTY = re.compile(r"[RDI]-[A-Z]")
_WORD = re.compile(r"@?\w+(?:(?:[.\-/&]|['’](?!s\b))\w+)*|['’]s\b|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase for somebody; `title` is the name of a document that goes by its own.

    `kind` is "pronoun", "relative", "name" or "role". `mentions` are the names that it is (several
    for "a study by A and B"), `owner` a name in front ("Trump's campaign"), `owned_by` a pronoun
    there ("his team"). `words` is the core as it stands, without what follows its head.
    """

    span: Span
    kind: str
    head: str
    words: str
    mentions: tuple[Mention, ...] = ()
    owner: Mention | None = None
    owned_by: str | None = None
    modifiers: frozenset[str] = frozenset()
    definite: bool = False
    indefinite: bool = False
    plural: bool = False
    title: str | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    start: int
    end: int
    text: str
    mention: Mention | None = None

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def is_word(self) -> bool:
        return self.mention is None and (self.text[0].isalnum() or self.text[0] == "@")


class Names:
    """The names of a report, found by place."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = sorted(mentions, key=lambda m: (m.quote.start, -m.quote.end))
        self._starts = [mention.quote.start for mention in self.mentions]

    def within(self, span: Span) -> list[Mention]:
        """The names that share a character with `span`, in order, none overlapping another."""
        place = bisect_left(self._starts, span.end)
        found: list[Mention] = []
        for mention in reversed(self.mentions[max(0, place - 200) : place]):
            if mention.quote.end <= span.start:
                if span.start - mention.quote.end > 400:
                    break
                continue
            found.append(mention)
        found.sort(key=lambda m: (-(m.quote.end - m.quote.start), m.quote.start))
        kept: list[Mention] = []
        for mention in found:
            if not any(mention.quote.span.overlaps(other.quote.span) for other in kept):
                kept.append(mention)
        return sorted(kept, key=lambda m: m.quote.start)


def phrases(content: str, span: Span, names: Names) -> tuple[Phrase, ...]:
    """The phrases of a source or party at `span`, in order; several when it is a joint one."""
    items = _items(content, span, names)
    items = _without_brackets(items)
    while len(items) > 1 and items[0].mention is None and items[0].lower in _LEADING:
        items = items[1:]
    while items and not (items[0].mention or items[0].is_word):
        items = items[1:]
    if not items:
        return ()
    relative = _relative(content, items)
    if relative is not None:
        return (relative,)
    cut = next(
        (i for i, item in enumerate(items) if i and item.mention is None and _cuts(items, i)),
        len(items),
    )
    return tuple(
        phrase
        for part in _conjuncts(items[:cut])
        if (phrase := _phrase(content, part)) is not None
    )


def _cuts(items: list[_Item], i: int) -> bool:
    return items[i].lower in RELATIVE and items[i].lower != "that"


def _items(content: str, span: Span, names: Names) -> list[_Item]:
    found: list[_Item] = []
    mentions = names.within(span)
    at = span.start
    fixed = [m.span() for m in FIXED_ROLE.finditer(content, span.start, span.end)]
    for mention in mentions:
        found += _words(content, at, mention.quote.start, fixed)
        start, end = max(span.start, mention.quote.start), min(span.end, mention.quote.end)
        found.append(_Item(start, end, content[start:end], mention))
        at = max(at, end)
        while at < span.end and content[at].isalpha():
            at += 1  # what bad typesetting has glued to a name
    return found + _words(content, at, span.end, fixed)


def _words(content: str, start: int, end: int, fixed: list[tuple[int, int]]) -> list[_Item]:
    found: list[_Item] = []
    at = start
    while at < end:
        whole = next((pair for pair in fixed if pair[0] == at and pair[1] <= end), None)
        if whole is not None:
            found.append(_Item(whole[0], whole[1], content[whole[0] : whole[1]]))
            at = whole[1]
            continue
        match = _WORD.search(content, at, end)
        if match is None:
            break
        whole = next((pair for pair in fixed if pair == (match.start(), pair[1])), None)
        if whole is not None and whole[1] <= end:
            at = match.start()
            continue
        found.append(_Item(match.start(), match.end(), match.group()))
        at = match.end()
    return found


def _without_brackets(items: list[_Item]) -> list[_Item]:
    found: list[_Item] = []
    depth = 0
    for item in items:
        if item.mention is None and item.text in "([":
            depth += 1
        elif item.mention is None and item.text in ")]":
            depth = max(0, depth - 1)
        elif depth == 0:
            found.append(item)
    return found


def _relative(content: str, items: list[_Item]) -> Phrase | None:
    for i, item in enumerate(items[:4]):
        if item.mention is None and item.lower in RELATIVE and (i == 0 or item.lower != "that"):
            if i == 0 and item.lower == "that" and len(items) > 1:
                return None
            if i > 0 and not (items[i - 1].lower == "of"):
                return None
            if i > 0 and item.lower not in ("whom", "which"):
                return None
            span = Span(items[0].start, items[-1].end)
            return Phrase(span, "relative", item.lower, content[span.start : span.end])
    return None


def _conjuncts(items: list[_Item]) -> list[list[_Item]]:
    """The parts of a joint phrase, each with its appositions; one part when it is not joint."""
    joints = [
        i
        for i, item in enumerate(items)
        if item.mention is None
        and item.lower in ("and", "&", "plus")
        and 0 < i < len(items) - 1
        and _may_join(items, i)
    ]
    if not joints:
        return [items]
    parts: list[list[_Item]] = []
    at = 0
    for joint in [*joints, len(items)]:
        parts.append(items[at:joint])
        at = joint + 1
    right = _head_kind(parts[-1])
    found: list[list[_Item]] = []
    for part in parts:
        pieces = _pieces(part)
        group = list(pieces[0]) if pieces else []
        for piece in pieces[1:]:
            if right is not None and _head_kind(piece) is right and _is_listed(group, piece):
                found.append(group)
                group = list(piece)
            else:
                group += [_Item(piece[0].start, piece[0].start, ","), *piece]
        if group:
            found.append(group)
    return found


def _may_join(items: list[_Item], i: int) -> bool:
    left, right = items[:i], items[i + 1 :]
    left_piece = _pieces(left)[-1] if _pieces(left) else []
    right_piece = _pieces(right)[0] if _pieces(right) else []
    if not left_piece or not right_piece:
        return False
    first_kind = _head_kind(_pieces(left)[0])
    right_kind = _head_kind(right_piece)
    in_tail = any(item.mention is None and item.lower in _TAIL for item in left_piece[1:])
    if in_tail and not (first_kind is MentionKind.PERSON and right_kind is MentionKind.PERSON):
        named = any(_head_kind(piece) is MentionKind.PERSON for piece in _pieces(right))
        return named and right_piece[0].lower == "the" and _noun(left_piece) is not None
    in_apposition = len(_pieces(left)) > 1 and _head_kind(left_piece) is None
    if in_apposition and first_kind is not None and right_kind is None:
        return False
    starts = right_piece[0].mention is not None or right_piece[0].lower in DEFINITE | INDEFINITE
    if left_piece[-1].mention is not None:
        return starts or right_kind is not None or _noun(right_piece) is not None
    if _noun(left_piece) is None:
        return False
    return starts or is_plural(_noun(right_piece) or "")


def _noun(piece: list[_Item]) -> str | None:
    core = _core(piece)
    last = core[-1].lower if core and core[-1].is_word else ""
    known = (
        singular(last) in PERSONS
        or is_plural(last)
        or last in DOCUMENTS
        or body_pattern(last) is not None
    )
    return last if known else None


def _is_listed(group: list[_Item], piece: list[_Item]) -> bool:
    """Whether `piece` is the next of a list after `group`, not an apposition to it."""
    return bool(group) and _head_kind(group) is not None and len(piece) <= 6


def _pieces(items: list[_Item]) -> list[list[_Item]]:
    found: list[list[_Item]] = [[]]
    for i, item in enumerate(items):
        joined = i > 0 and items[i - 1].end == item.start
        if item.mention is None and item.text in ",;—–-:" and not (joined and item.text in "–-"):
            found.append([])
        else:
            found[-1].append(item)
    return [piece for piece in found if piece and not _is_tag(piece)]


def _is_tag(piece: list[_Item]) -> bool:
    """Whether a piece between commas is only a party and state, or an age."""
    if all(item.mention is None and item.text.isdigit() for item in piece):
        return True
    first = piece[0]
    apart = first.text in ("R", "D", "I") and len(piece) > 1 and piece[1].text in "-–"
    return (apart or bool(_PARTY.match(first.text))) and len(piece) <= 5


def _head_kind(piece: list[_Item]) -> MentionKind | None:
    core = _core(piece)
    mention = core[-1].mention if core else None
    return mention.kind if mention else None


def _core(piece: list[_Item]) -> list[_Item]:
    """The words up to the head: without what follows it and without words behind a name."""
    cut = next(
        (i for i, x in enumerate(piece) if i and x.mention is None and x.lower in _TAIL),
        len(piece),
    )
    core = list(piece[:cut])
    tail = piece[cut:]
    if tail and tail[0].lower in ("of", "for", "at", "in") and _name_after_role(core, tail):
        core = list(piece)
    while len(core) > 1 and core[-1].mention is None and _is_rear(core):
        core.pop()
    return core


def _is_rear(core: list[_Item]) -> bool:
    last = core[-1]
    if last.lower in _REAR or not last.is_word or last.lower in ("'s", "’s"):
        return True
    named = any(item.mention is not None for item in core[:-1])
    return named and (last.text.isdigit() or last.lower in _TIMES)


def _name_after_role(core: list[_Item], tail: list[_Item]) -> bool:
    """Whether the phrase is a role with "of" in it and its name: "head of state Jane Roe"."""
    if tail[-1].mention is None or tail[-1].mention.kind is not MentionKind.PERSON:
        return False
    if not core or singular(core[-1].lower) not in PERSONS or core[0].lower in INDEFINITE:
        return False
    between = [x for x in tail[1:-1] if x.mention is None and x.lower not in _TITLES | {"."}]
    bodies = [x for x in tail[1:-1] if x.mention is not None]
    return bool(between or bodies) and all(x.lower not in _TAIL for x in between)


def _phrase(content: str, part: list[_Item]) -> Phrase | None:
    pieces = _pieces(part)
    if not pieces:
        return None
    first = _simple(content, pieces[0])
    if first is None:
        return None
    if first.kind == "role":
        for piece in pieces[1:]:
            other = _simple(content, piece)
            if (
                other is not None
                and other.kind == "name"
                and other.mentions[0].kind is MentionKind.PERSON
                and first.head not in DOCUMENTS
                and not first.plural
                and _core(piece)[-1].mention is other.mentions[0]
            ):
                return replace(
                    other,
                    modifiers=first.modifiers | {singular(first.head)},
                    span=Span(first.span.start, other.span.end),
                )
    return first


def _simple(content: str, piece: list[_Item]) -> Phrase | None:
    core = _core(piece)
    if not core:
        return None
    span = Span(core[0].start, max(core[-1].end, core[0].start + 1))
    words = content[span.start : span.end]
    last = core[-1]
    lowers = [item.lower for item in core if item.is_word]
    definite = core[0].mention is None and core[0].lower in DEFINITE
    indefinite = core[0].mention is None and (
        core[0].lower in INDEFINITE or core[0].text[0].isdigit()
    )
    base = Phrase(span, "role", last.lower, words, definite=definite, indefinite=indefinite)
    if len(core) == 1 and last.mention is None and last.lower in PRONOUNS:
        return replace(base, kind="pronoun")
    if last.mention is not None:
        modifiers = frozenset(singular(w) for w in lowers) - DEFINITE - INDEFINITE
        return replace(
            base, kind="name", mentions=(last.mention,), head=last.lower, modifiers=modifiers
        )
    if not last.is_word or last.lower in ("the", "a", "an"):
        return None
    tail = piece[len(core) :]
    return _role(base, core, tail)


def _role(base: Phrase, core: list[_Item], tail: list[_Item]) -> Phrase:
    head = core[-1].lower.split()[0]
    owner = _owner(core)
    owned_by = core[0].lower if core[0].lower in PRONOUNS - RELATIVE else None
    has_possessive = any(item.lower in ("'s", "’s") for item in core[:-1])
    modifiers = {singular(item.lower) for item in core[:-1] if item.is_word}
    for item in [*core[:-1], *tail]:
        if item.mention is not None:
            modifiers.update(re.findall(r"\w+", item.lower))
    for item in tail:
        if item.is_word and item.lower not in _TAIL | DEFINITE | INDEFINITE:
            modifiers.add(singular(item.lower))
    modifiers.update(re.findall(r"\w+", core[-1].lower)[1:])
    role = replace(
        base,
        head=head,
        owner=owner,
        owned_by=owned_by,
        modifiers=frozenset(modifiers) - DEFINITE - INDEFINITE,
        plural=is_plural(head),
        definite=base.definite or has_possessive,
    )
    behind = _behind(tail)
    joint = _sponsors(core) if head in DOCUMENTS else None
    if joint is not None:
        return replace(role, title=joint)
    if head in DOCUMENTS and any(item.lower in _BY for item in tail[:2]) and behind:
        return replace(role, mentions=behind)
    if head in _BODIES_OF and tail and tail[0].lower == "of" and behind:
        return replace(role, kind="name", mentions=behind[:1])
    return role


def _owner(core: list[_Item]) -> Mention | None:
    """The name in front of a head: the one with a possessive mark, else the last."""
    named = [item.mention for item in core[:-1] if item.mention]
    marked = [
        item.mention
        for item, mark in zip(core, core[1:], strict=False)
        if item.mention and mark.lower in ("'s", "’s", "'", "’")
    ]
    return (marked or named or [None])[-1]


def _sponsors(core: list[_Item]) -> str | None:
    """The words of a document with two names on it: "Post-Tribune poll", None with one name."""
    named = [i for i, item in enumerate(core) if item.mention]
    if len(named) < 2 or named[-1] - named[0] != 2 or core[named[0] + 1].text not in "-/–":
        return None
    return "".join(
        (" " if i > named[0] and item.start > core[i - 1].end else "") + item.text
        for i, item in enumerate(core)
        if i >= named[0]
    )


def _behind(tail: list[_Item]) -> tuple[Mention, ...]:
    """The names right behind a preposition: "by the maker Jane Roe", "by A and B"."""
    found: list[Mention] = []
    for item in tail[1:]:
        if item.mention is not None:
            if found and found[-1].kind is not item.mention.kind:
                if item.mention.kind is MentionKind.PERSON:
                    found = [item.mention]
                continue
            found.append(item.mention)
        elif found and item.lower in _TAIL:
            break
    return tuple(found)
