"""What the words beside a name tell of its kind, to set against what an engine took it for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.domain.words import MentionKind
from onrecord.reading.gazetteer import known

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
_STATE_BEHIND = re.compile(r",\s((?:[A-Z][\w.’'-]*\s?){1,3})")

CUES: tuple[tuple[frozenset[MentionKind], str, re.Pattern[str], MentionKind, int], ...] = (
    (frozenset({ORGANISATION}), "behind", _RULE, PERSON, 2),
    (frozenset({PERSON}), "before", _WHERE, PLACE, 3),
    (frozenset({PERSON, ORGANISATION}), "before", _NEAR, PLACE, 3),
    (frozenset({ORGANISATION}), "behind", _RULED_BEHIND, PLACE, 2),
    (frozenset({ORGANISATION}), "before", _RULED_BEFORE, PLACE, 2),
    (frozenset({PERSON, ORGANISATION}), "before", _SORT_BEFORE, PLACE, 3),
    (frozenset({PERSON, ORGANISATION}), "behind", _SORT_BEHIND, PLACE, 3),
)
"""Kinds as found, on which side a pattern stands, what that speaks for, and for how many places."""


def kind_cues(content: str, start: int, end: int, kind: MentionKind) -> Iterator[MentionKind]:
    """Kinds that speak up for a name of one word, once for every place that they outweigh."""
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
    return re.search(rf"\b(?:{'|'.join(map(re.escape, stems))})s?\b", content) is not None
