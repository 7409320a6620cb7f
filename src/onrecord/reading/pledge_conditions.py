"""What an undertaking depends on: clauses after "if", "unless", "until", "in exchange for" ..."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.domain.words import ConditionKind, Stage
from onrecord.reading.pledge_lexicon import (
    AS_SUBJECTS,
    ASKING,
    CUES,
    NOT_BEFORE_AS,
    PAST,
    PRESENT,
    SMALL,
    SUBJECTS,
    TIME_WORDS,
)
from onrecord.reading.pledge_words import Word, Words, form, stem

_IF, _UNLESS, _UNTIL = ConditionKind.IF, ConditionKind.UNLESS, ConditionKind.UNTIL
_WHILE, _AFTER, _EXCHANGE = ConditionKind.WHILE, ConditionKind.AFTER, ConditionKind.IN_EXCHANGE

MARKERS: tuple[tuple[str, ConditionKind], ...] = (
    (r"(?:only |but only |and )?if and when", _IF),
    (r"if(?! (?:any|not)\b)", _IF),
    (r"(?<=, )provided(?: that)?|provided that|providing that", _IF),
    (r"assuming(?: that)?|supposing(?: that)?", _IF),
    (r"(?:up)?on (?:the )?conditions? (?:that|of(?! anonymity))", _IF),
    (r"(?:conditional|conditioned|contingent|dependent) (?:up)?on", _IF),
    (r"depending (?:up)?on|would depend (?:up)?on|will depend (?:up)?on|depends on", _IF),
    (r"subject to|pending|in the event (?:of|that)|in case(?: of)?", _IF),
    (
        r"in response to (?=(?:further|future|potential|any|possible|new|a further|a possible)\b)",
        _IF,
    ),
    (r"unless", _UNLESS),
    (r"not until|until|till", _UNTIL),
    (r"(?:for )?as long as|so long as", _WHILE),
    (r"while(?! at the same time)|whilst", _WHILE),
    (r"in (?:exchange|return) for", _EXCHANGE),
    (r"once(?! (?:again|more|in|a|every))|as soon as(?! possible)", _AFTER),
    (r"(?:only )?(?:after|when|whenever)", _AFTER),
    (r"(?<!the )following|upon", _AFTER),
    (r"as", _WHILE),
)
"""Words that open a condition, with its kind; the first that fits counts."""

_FREE = re.compile(
    r"(?i)\b(?:(?:if|when|where) (?:and (?:if|when) )?"
    r"(?:necessary|needed|appropriate|required|possible|elected|requested|nominated|invited)"
    r"|as (?:necessary|needed|appropriate|required))\b"
)
_INVERTED = re.compile(r"\bshould (?=(?:[A-Z][\w.]+|it|he|she|they|we|the|any|a|an)\b)")
_MARKER = re.compile("|".join(f"(?P<m{k}>\\b(?:{p})\\b)" for k, (p, _) in enumerate(MARKERS)), re.I)

PROSPECTIVE = frozenset(
    {
        Stage.REQUESTED, Stage.CONSIDERED, Stage.ANNOUNCED, Stage.AGREED, Stage.CONTRACTED,
        Stage.REFUSED,
    }
)  # fmt: skip
"""Stages at which "after", "when" and "while" can bind; a done act is merely dated by them."""

_DONE = frozenset({Stage.FULFILLED, Stage.BROKEN})

_WHEN_ONLY = frozenset({_AFTER, _WHILE})
_ENDS = frozenset(";:—–•")


@dataclass(frozen=True, slots=True)
class Found:
    """A condition's place in characters, its kind, and where its marker begins."""

    start: int
    end: int
    kind: ConditionKind
    marker: int


def conditions(words: Words, trigger: int, stage: Stage) -> list[Found]:
    """The conditions that stand in the sentence of a trigger and may bind it, in order."""
    first, last = words.bounds[trigger]
    low, high = words[first].start, words[last - 1].end
    found: list[Found] = []
    for one in _candidates(words, low, high):
        if found and one.marker < found[-1].end:
            continue
        if one.kind in _WHEN_ONLY and not _binds(words, trigger, stage, one):
            continue
        if one.kind is _UNTIL and _only_time(words, one):
            continue
        if one.kind is _IF and (stage in _DONE or _whether(words, one.marker)):
            continue
        if one.start <= words[trigger].start < one.end:
            continue
        if not _same_clause(words, trigger, one):
            continue
        found.append(one)
    return found[:3]


def _candidates(words: Words, low: int, high: int) -> Iterator[Found]:
    text = words.text
    at = low
    while at < high:
        options = [
            m for m in (_FREE.search(text, at, high), _INVERTED.search(text, at, high),
                        _MARKER.search(text, at, high)) if m is not None
        ]  # fmt: skip
        if not options:
            return
        match = min(options, key=lambda m: m.start())
        if match.re is _FREE:
            yield Found(match.start(), match.end(), _IF, match.start())
            at = match.end()
            continue
        kind = _IF if match.re is _INVERTED else MARKERS[int(str(match.lastgroup)[1:])][1]
        start, end = _extent(words, match.end(), high)
        if start < end:
            yield Found(start, end, kind, match.start())
        at = match.end()


def _extent(words: Words, at: int, high: int) -> tuple[int, int]:
    """From after the marker to the end of its clause: comma, dash, the sentence's end."""
    inside = [words[k] for k in words.within(at, high) if words[k].start >= at]
    end = at
    for k, word in enumerate(inside):
        if word.text in _ENDS or (word.text in ".?!" and k == len(inside) - 1):
            break
        if word.text == "," and k > 0 and not _listed(inside[k + 1 :]):
            break
        if k > 1 and word.text in '”"':
            end = word.end if word.text == "”" and "“" in words.text[at : word.end] else end
            break
        end = word.end
    start = inside[0].start if inside else at
    return start, end


def _listed(rest: list[Word]) -> bool:
    """Whether a list goes on after a comma: "food, water and tents"; never over six words."""
    lowers = [word.lower for word in rest[:6]]
    return bool({"and", "or"} & set(lowers[:4])) and not {
        "he",
        "she",
        "they",
        "we",
        "i",
        "it",
    } & set(lowers[:5])


def _binds(words: Words, trigger: int, stage: Stage, one: Found) -> bool:
    """Whether "after", "when", "while", "as" tell a condition and no mere date or contrast."""
    inside = [words[k] for k in words.within(one.start, one.end)]
    if stage not in PROSPECTIVE or _dated(inside):
        return False
    marker = words.text[one.marker : one.start].lower().strip()
    if marker.startswith(("as long", "so long", "for as")):
        return True
    at = words.at(one.marker)
    if at and words[at - 1].lower.rstrip("s") in TIME_WORDS | {"shortly", "right"}:
        return False
    later = one.marker > words[trigger].start
    if marker.startswith(("once", "as soon")):
        return True
    if marker in ("following", "upon"):
        return later and bool(_EVENT.search(words.text, one.start, one.end))
    present = _present(inside)
    if marker in ("while", "whilst", "as"):
        if marker == "as" and at and words[at - 1].lower in NOT_BEFORE_AS:
            return False
        if marker == "as" and not (inside[0].lower in AS_SUBJECTS or inside[0].text[0].isupper()):
            return False
        lasting = marker != "as" and stage is Stage.REFUSED and not _past(inside)
        return later and (present or lasting)
    return present


def _dated(inside: list[Word]) -> bool:
    """Whether a clause opens with a date or a length of time."""
    digits = any(word.text[0].isdigit() for word in inside[:3])
    return digits or bool({word.lower for word in inside[:4]} & TIME_WORDS)


_EVENT = re.compile(
    r"(?i)\b(?:completion|approval|passage|passing|signing|signature|ratification|adoption|receipt|"
    r"confirmation|authori[sz]ation|enactment|conclusion|fulfil?lment|appropriation|agreement)\b"
)


def _past(inside: list[Word]) -> bool:
    return any(w.lower in PAST or form(w.lower) == "ed" for w in inside[:7])


def _present(inside: list[Word]) -> bool:
    """Whether the first verb of a clause that begins with a subject is in the present tense."""
    if not inside or form(inside[0].lower) == "ing":
        return False
    for k, word in enumerate(inside[:8]):
        if word.lower in PAST:
            return False
        if k and word.lower in PRESENT:
            return True
        before = inside[k - 1] if k else None
        if before is None or not word.wordlike or not word.text.islower():
            continue
        if before.lower in SUBJECTS:
            return form(word.lower) != "ed"
        named = before.text[0].isupper() or before.lower.endswith("s")
        if named and form(word.lower) == ("base" if before.lower.endswith("s") else "s"):
            return word.lower not in SMALL
    return False


def _whether(words: Words, marker: int) -> bool:
    """Whether "if" opens an indirect question ("asked if") or a concession ("even if")."""
    at = words.at(marker)
    return at > 0 and stem(words[at - 1].lower) in ASKING


def _only_time(words: Words, one: Found) -> bool:
    inside = {words[k].lower for k in words.within(one.start, one.end)}
    return len(inside) < 5 and bool(inside & TIME_WORDS | {w for w in inside if w.isdigit()})


def _same_clause(words: Words, trigger: int, one: Found) -> bool:
    """Whether nothing but the same clause stands between: no "said", no semicolon."""
    at = words[trigger]
    low, high = (at.end, one.marker) if one.marker > at.start else (one.end, at.start)
    between = [words[k] for k in words.within(low, high)]
    if len(between) > 45 or any(word.text in ";—•" or word.lower == "because" for word in between):
        return False
    if one.marker > at.start:
        return not any(stem(word.lower) in CUES or word.lower in CUES for word in between)
    return True
