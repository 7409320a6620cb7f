"""What a phrase for somebody is made of: names, heads, owners, appositions, coordination.

Works on the words as they stand, with the names that were found: no parser. "Indiana Gov. Mike
Pence, the nominee" is the name; "Trump's campaign" is the role "campaign" with an owner; "China and
Russia" are two phrases.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.domain.annotations import Mention
from onrecord.domain.text import Span
from onrecord.domain.words import MentionKind
from onrecord.reading.cues import LATER_CUE
from onrecord.reading.phrase_items import Item, Names, items_of, pieces_of, without_brackets
from onrecord.reading.phrase_words import (
    BODIES_OF,
    BY,
    DEFINITE,
    INDEFINITE,
    LEADING,
    MAKERS,
    NOUNS_IN_LY,
    PARTS,
    PRONOUNS,
    REAR,
    RELATIVE,
    TAIL,
    TIMES,
    TITLES,
)
from onrecord.reading.roles import (
    DOCUMENTS,
    PERSONS,
    body_pattern,
    is_plural,
    singular,
)


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


def phrases(content: str, span: Span, names: Names) -> tuple[Phrase, ...]:
    """The phrases of a source or party at `span`, in order; several when it is a joint one."""
    items = items_of(content, span, names)
    items = without_brackets(items)
    while len(items) > 1 and items[0].mention is None and items[0].lower in LEADING:
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
        phrase for part in _conjuncts(items[:cut]) if (phrase := _phrase(content, part)) is not None
    )


def _cuts(items: list[Item], i: int) -> bool:
    return items[i].lower in RELATIVE and items[i].lower != "that"


def _relative(content: str, items: list[Item]) -> Phrase | None:
    for i, item in enumerate(items[:4]):
        if item.mention is None and item.lower in RELATIVE and (i == 0 or item.lower != "that"):
            if i == 0 and item.lower == "that" and len(items) > 1:
                return None
            if i > 0 and items[i - 1].lower != "of":
                return None
            if i > 0 and item.lower not in ("whom", "which"):
                return None
            span = Span(items[0].start, items[-1].end)
            return Phrase(span, "relative", item.lower, content[span.start : span.end])
    return None


def _conjuncts(items: list[Item]) -> list[list[Item]]:
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
    parts: list[list[Item]] = []
    at = 0
    for joint in [*joints, len(items)]:
        parts.append(items[at:joint])
        at = joint + 1
    right = _head_kind(parts[-1])
    found: list[list[Item]] = []
    for part in parts:
        pieces = pieces_of(part)
        group = list(pieces[0]) if pieces else []
        for piece in pieces[1:]:
            if right is not None and _head_kind(piece) is right and _is_listed(group, piece):
                found.append(group)
                group = list(piece)
            else:
                group += [Item(piece[0].start, piece[0].start, ","), *piece]
        if group:
            found.append(group)
    return found


def _may_join(items: list[Item], i: int) -> bool:
    left, right = items[:i], items[i + 1 :]
    left_piece = pieces_of(left)[-1] if pieces_of(left) else []
    right_piece = pieces_of(right)[0] if pieces_of(right) else []
    if not left_piece or not right_piece:
        return False
    first_kind = _head_kind(pieces_of(left)[0])
    right_kind = _head_kind(right_piece)
    in_tail = any(item.mention is None and item.lower in TAIL for item in left_piece[1:])
    if in_tail and not (first_kind is MentionKind.PERSON and right_kind is MentionKind.PERSON):
        named = any(_head_kind(piece) is MentionKind.PERSON for piece in pieces_of(right))
        return named and right_piece[0].lower == "the" and _noun(left_piece) is not None
    in_apposition = len(pieces_of(left)) > 1 and _head_kind(left_piece) is None
    if in_apposition and first_kind is not None and right_kind is None:
        return False
    starts = right_piece[0].mention is not None or right_piece[0].lower in DEFINITE | INDEFINITE
    if left_piece[-1].mention is not None:
        return starts or right_kind is not None or _noun(right_piece) is not None
    if _noun(left_piece) is None:
        return False
    return starts or is_plural(_noun(right_piece) or "")


def _noun(piece: list[Item]) -> str | None:
    core = _core(piece)
    last = core[-1].lower if core and core[-1].is_word else ""
    known = (
        singular(last) in PERSONS
        or is_plural(last)
        or last in DOCUMENTS
        or body_pattern(last) is not None
    )
    return last if known else None


def _is_listed(group: list[Item], piece: list[Item]) -> bool:
    """Whether `piece` is the next of a list after `group`, not an apposition to it."""
    return bool(group) and _head_kind(group) is not None and len(piece) <= 6


def _head_kind(piece: list[Item]) -> MentionKind | None:
    core = _core(piece)
    mention = core[-1].mention if core else None
    return mention.kind if mention else None


def _core(piece: list[Item]) -> list[Item]:
    """The words up to the head: without what follows it and without words behind a name."""
    cut = next(
        (i for i, x in enumerate(piece) if i and x.mention is None and x.lower in TAIL),
        len(piece),
    )
    core = list(piece[:cut])
    tail = piece[cut:]
    if tail and tail[0].lower in ("of", "for", "at", "in") and _name_after_role(core, tail):
        core = list(piece)
    while len(core) > 1 and core[-1].mention is None and _is_rear(core):
        core.pop()
    return core


def _is_rear(core: list[Item]) -> bool:
    last = core[-1]
    if last.lower == "%":
        return False
    if last.lower in REAR or not last.is_word:
        return True
    if last.lower.endswith("ly") and last.lower not in NOUNS_IN_LY and len(core) > 1:
        return True
    named = any(item.mention is not None for item in core[:-1])
    if core[-2].mention is not None and LATER_CUE.fullmatch(last.lower):
        return True
    return named and (last.text.isdigit() or last.lower in TIMES)


def _name_after_role(core: list[Item], tail: list[Item]) -> bool:
    """Whether the phrase is a role with "of" in it and its name: "head of state Jane Roe"."""
    if tail[-1].mention is None or tail[-1].mention.kind is not MentionKind.PERSON:
        return False
    if not core or singular(core[-1].lower) not in PERSONS or core[0].lower in INDEFINITE:
        return False
    between = [x for x in tail[1:-1] if x.mention is None and x.lower not in TITLES | {"."}]
    bodies = [x for x in tail[1:-1] if x.mention is not None]
    return bool(between or bodies) and all(x.lower not in TAIL for x in between)


def _phrase(content: str, part: list[Item]) -> Phrase | None:
    pieces = pieces_of(part)
    if not pieces:
        return None
    first = _simple(content, pieces[0])
    if first is None:
        return None
    if first.kind == "role":
        first = _signed(first, pieces)
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


def _signed(first: Phrase, pieces: list[list[Item]]) -> Phrase:
    """A document "by a scholar, Jane Roe": the maker is named in apposition."""
    made = any(item.lower in BY for item in pieces[0] if item.is_word)
    if first.head in DOCUMENTS and not first.mentions and made and len(pieces) > 1:
        mention = pieces[1][-1].mention
        if mention is not None and mention.kind is MentionKind.PERSON:
            return replace(first, mentions=(mention,))
    return first


def _simple(content: str, piece: list[Item]) -> Phrase | None:
    core = _core(piece)
    if not core:
        return None
    span = Span(core[0].start, max(core[-1].end, core[0].start + 1))
    words = content[span.start : span.end]
    last = core[-1]
    if len(core) == 1 and last.lower in PARTS:
        words = content[span.start : _part_end(piece)]
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
    if not (last.is_word or last.text == "%") or last.lower in ("the", "a", "an"):
        return None
    tail = piece[len(core) :]
    return _role(base, core, tail)


def _part_end(piece: list[Item]) -> int:
    """Where "many of the members" ends."""
    if len(piece) < 3 or piece[1].lower != "of":
        return piece[0].end
    stop = next((i for i, x in enumerate(piece) if i > 2 and x.lower in TAIL), len(piece))
    return piece[stop - 1].end


def _role(base: Phrase, core: list[Item], tail: list[Item]) -> Phrase:
    head = core[-1].lower.split()[0]
    owner = _owner(core)
    owned_by = core[0].lower if core[0].lower in PRONOUNS - RELATIVE else None
    has_possessive = any(item.lower in ("'s", "’s") for item in core[:-1])
    modifiers = {singular(item.lower) for item in core[:-1] if item.is_word}
    for item in [*core[:-1], *tail]:
        if item.mention is not None:
            modifiers.update(re.findall(r"\w+", item.lower))
    for item in tail:
        if item.is_word and item.lower not in TAIL | DEFINITE | INDEFINITE:
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
    by = any(item.lower in BY for item in tail[:3])
    joint = _sponsors(core) if head in DOCUMENTS else None
    if joint is not None:
        return replace(role, title=joint)
    if head in DOCUMENTS and by and (behind or (office := _office_behind(tail))):
        return replace(role, mentions=behind) if behind else replace(role, title=office)
    if head in BODIES_OF and tail and tail[0].lower == "of" and behind:
        return replace(role, kind="name", mentions=behind[:1])
    return role


def _owner(core: list[Item]) -> Mention | None:
    """The name in front of a head: the one with a possessive mark, else the last."""
    named = [item.mention for item in core[:-1] if item.mention]
    marked = [
        item.mention
        for item, mark in itertools.pairwise(core)
        if item.mention and mark.lower in ("'s", "’s", "'", "’")
    ]
    return marked[-1] if marked else named[-1] if named else None


def _sponsors(core: list[Item]) -> str | None:
    """The words of a document with two names on it: "Post-Tribune poll", None with one name."""
    named = [i for i, item in enumerate(core) if item.mention]
    if len(named) < 2 or named[-1] - named[0] != 2 or core[named[0] + 1].text not in "-/–":
        return None
    return "".join(
        (" " if i > named[0] and item.start > core[i - 1].end else "") + item.text
        for i, item in enumerate(core)
        if i >= named[0]
    )


def _behind(tail: list[Item]) -> tuple[Mention, ...]:
    """The names right behind a preposition: "by the maker Jane Roe", "by A and B".

    A name right before another noun only describes it ("by a Peruvian scholar").
    """
    found: list[Mention] = []
    for item, after in zip(tail[1:], [*tail[2:], None], strict=False):
        if item.mention is not None:
            if after is not None and after.is_word and after.lower not in TAIL | {"and"}:
                if is_plural(after.lower):
                    return ()  # "signed by several NATO members and Peru": not all have names
                continue
            if found and found[-1].kind is not item.mention.kind:
                if item.mention.kind is MentionKind.PERSON:
                    found = [item.mention]
                continue
            found.append(item.mention)
        elif found and item.lower in TAIL:
            break
    return tuple(found)


def _office_behind(tail: list[Item]) -> str | None:
    """The body with a name in it behind "by": "by the Roe administration", else None."""
    for item, after in pairwise(tail):
        if item.mention is not None:
            fits = after.is_word and (after.lower in MAKERS)
            return f"{item.text} {after.text}" if fits else None
    return None
