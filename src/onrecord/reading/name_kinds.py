"""What the words beside a name tell of its kind, to set against what an engine took it for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from onrecord.domain.words import MentionKind
from onrecord.reading.gazetteer import known
from onrecord.reading.genders import first_names
from onrecord.reading.name_forms import word_counts
from onrecord.reading.typography import DATELINE

PERSON, ORGANISATION, PLACE = MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.PLACE

_RULE = re.compile(r"(?:['’]s?)?\s(?:regime|administration|presidency|dictatorship)\b")
_WHERE = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]cross|[Tt]hroughout)\s$")
_SORT_BEFORE = re.compile(
    r"\b(?:city|town|village|province|district|port|capital|region|island|river|state)(?:\sof)?\s$"
)
_SORT_BEHIND = re.compile(
    r"\s(?:city|province|district|region|airport|port|valley|mountains?|river|border|crossing|suburb)\b"
)
_NEAR = re.compile(
    r"\b(?:[Nn]ear|[Oo]utside|[Aa]round|(?:north|south|east|west) of|retake|recapture|liberate|"
    r"liberation of|capture of|fall of|battle (?:for|of)|residents of|people of)\s$"
)
_RULED_BEHIND = re.compile(
    r"['’]s\s(?:(?:foreign|interior|prime|defen[cs]e|finance|energy|new|former|own|southern|northern"
    r"|eastern|western|central)\s)?(?:president|minister|parliament|government|army|border|borders|"
    r"capital|king|queen|ambassador|citizens|coast|economy|population|constitution|territory|"
    r"independence|sovereignty)\b"
)
_RULED_BEFORE = re.compile(
    r"\b(?:[Pp]resident|[Mm]inister|[Pp]arliament|[Gg]overnment|[Pp]eople|[Cc]itizens|[Bb]orders?|"
    r"[Rr]epublic|[Kk]ingdom|[Cc]ity|[Tt]own|[Cc]apital) (?:of|with) $"
)
_FROM = re.compile(r"[A-Z][a-z]+ of $")
_BASED = re.compile(r"-(?:based|born|led|backed)\b")
_STATE_BEHIND = re.compile(r",\s((?:[A-Z][\w.’'-]*\s?){1,3})")

CUES: tuple[tuple[frozenset[MentionKind], str, re.Pattern[str], MentionKind, int], ...] = (
    (frozenset({ORGANISATION}), "behind", _RULE, PERSON, 2),
    (frozenset({PERSON}), "before", _WHERE, PLACE, 3),
    (frozenset({PERSON, ORGANISATION}), "before", _NEAR, PLACE, 3),
    (frozenset({PERSON}), "before", _FROM, PLACE, 2),
    (frozenset({PERSON, ORGANISATION}), "behind", _BASED, PLACE, 3),
    (frozenset({ORGANISATION}), "behind", _RULED_BEHIND, PLACE, 2),
    (frozenset({ORGANISATION}), "before", _RULED_BEFORE, PLACE, 2),
    (frozenset({PERSON, ORGANISATION}), "before", _SORT_BEFORE, PLACE, 3),
    (frozenset({PERSON, ORGANISATION}), "behind", _SORT_BEHIND, PLACE, 3),
)
"""Kinds as found, on which side a pattern stands, what that speaks for, and for how many places."""


def _in_dateline(content: str, start: int, end: int) -> bool:
    first = content.rfind("\n", 0, start) + 1
    if start - first > 60 or "(" in content[first:start]:
        return False
    line = DATELINE.match(content, first, end + 60)
    return line is not None and end <= line.end()


def kind_cues(content: str, start: int, end: int, kind: MentionKind) -> Iterator[MentionKind]:
    """Kinds that speak up for a name of one word, once for every place that they outweigh."""
    if kind is not PLACE and _in_dateline(content, start, end):
        yield from [PLACE] * 4
    if " " in content[start:end]:
        return
    before = content[max(0, start - 24) : start]
    for kinds, side, pattern, told, weight in CUES:
        if kind in kinds and (
            pattern.search(before) if side == "before" else pattern.match(content, end)
        ):
            yield from [told] * weight
    state = _STATE_BEHIND.match(content, end)
    if kind is not PLACE and state:
        carried = known(state[1].strip())
        if carried and carried[1] is PLACE:
            yield from [PLACE] * 3


def has_demonym(content: str, form: str) -> bool:
    """Whether the report has the adjective of this name: "Norvanian" beside "Norvania"."""
    if not form.isalpha() or len(form) < 4 or not form.istitle():
        return False
    stems = [form + "n", form + "ian", form + "ese", form + "er", form + "ers", form + "i"]
    stems += [form[:-1] + "an"] if form[-1] in "aey" else []
    stems += [form[:-4] + "ish"] if form.endswith("land") else []
    words = word_counts(content)
    return any(words[stem] or words[stem + "s"] for stem in stems)


@lru_cache(maxsize=512)
def is_adjective(content: str, form: str) -> bool:
    """Whether a word only ever describes the noun behind it, as adjectives of places do."""
    if not _ADJECTIVAL.fullmatch(form) or form.lower() in first_names():
        return False
    uses = [m.end() for m in re.finditer(rf"\b{form}\b", content)]
    return all(_NOUN_BEHIND.match(content, end) for end in uses)


_ADJECTIVAL = re.compile(r"[A-Z][a-z]{3,}(?:ian|ean|ese|ish|ani)")
_NOUN_BEHIND = re.compile(
    r"[ \u00a0-](?:(?!(?:and|or|said|says|who|has|had|is|was|will)\b)[a-z]+|President|Prime|"
    r"Foreign|Defen[cs]e|Interior|Finance|Government|Army|Parliament|Embassy)\b"
)
