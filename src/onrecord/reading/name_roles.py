"""How a report describes somebody beside the name: titles before it, an apposition."""

from __future__ import annotations

import re

from onrecord.reading.roles import PERSONS

TITLES = frozenset(
    """
    mr mrs ms mx miss sir dame lord lady dr prof professor sen senator rep representative gov
    governor pres president gen general lt lieutenant col colonel maj major capt captain sgt
    sergeant cpl corporal pvt private cmdr commander adm admiral brig brigadier marshal rev
    reverend fr father pastor bishop archbishop cardinal pope imam ayatollah sheikh rabbi king
    queen prince princess emperor sultan emir duke duchess count baron chancellor premier minister
    secretary ambassador amb judge justice mayor sheriff attorney congressman congresswoman
    chairman chairwoman speaker director vice deputy former acting chief prime hon honorable
    president-elect co-president ex-president first foreign defense defence interior finance state
    treasury candidate nominee detective inspector officer agent coach
    """.split()
)
"""Words that stand before a name and are not part of it."""

LEADING = frozenset(
    """
    mr mrs ms mx miss sir dame lord lady dr prof professor sen senator rep representative gov
    governor pres president gen general lt lieutenant col colonel maj major capt captain sgt
    sergeant cpl corporal cmdr commander adm admiral brig brigadier rev reverend pastor bishop
    archbishop cardinal imam ayatollah sheikh rabbi chancellor premier minister secretary
    ambassador amb judge justice mayor sheriff congressman congresswoman chairman chairwoman
    speaker
    """.split()
)
"""Of these, the ones that may be cut from a name as an engine found it."""

ABBREVIATED = frozenset(
    """
    mr mrs ms mx dr prof sen rep gov pres gen lt col maj capt sgt cpl pvt cmdr adm brig rev fr hon
    amb st
    """.split()
)
"""Titles that are written with a full stop."""

_ROLE_WORDS = frozenset(PERSONS) | TITLES - {
    "first",
    "state",
    "foreign",
    "count",
    "private",
    "father",
}
_ADJECTIVES = frozenset(
    """
    national foreign prime deputy vice former outgoing incoming acting chief senior top security
    defense defence interior finance health press secretary general state presidential republican
    democratic executive managing special assistant associate permanent interim longtime veteran
    retired then and political military economic policy campaign communications regional local
    federal supreme opposition party house senate majority minority leader trade energy
    intelligence police army navy air force human rights
    """.split()
)
_BEFORE = re.compile(r"((?:[\w.’'/-]+\s){0,8}[\w.’'/-]+\s?)$")
_APPOSED = re.compile(
    r"\s?,\s(?P<role>[^\n,;:.()“”\"!?—–]{3,110}(?:\.\w\.?[^\n,;:.()“”\"!?—–]{0,80})?)(?=[,;.)—–\n]|\s(?:said|who)\b|$)"
)
_LEADING_APPOSED = re.compile(
    r"(?:^|[.!?:;\n]\s*|[“\"]|\b(?=(?:the|its|his|their|a)\s))(?P<role>(?:[\w.’'-]+\s){0,9}[\w’'-]+),\s$"
)
_OF_OFFICE = re.compile(
    r"(?P<office>(?!The )(?:[A-Z][\w-]* )?(?:Minister|Secretary|Ministry) (?:of|for) (?:the )?)$"
)
_STOP = re.compile(r"(?:[a-z]{3,}|[\d%])[.]\s(?=[A-Z])")
_BREAK_HEAD = re.compile(r"\b(?:of|for|in|at|on|to|from|with|who|under|and)\b")


def role_of(content: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch that describes who bears the name at this place; None where none stands there."""
    return (
        _titles_before(content, start)
        or _apposition(content, end)
        or _apposition_before(content, start, end)
    )


def is_role(word: str) -> bool:
    """Whether a word can name an office or a part that a person has."""
    low = word.lower().rstrip(".").removesuffix("’s").removesuffix("'s")
    return low in _ROLE_WORDS or (low.endswith("s") and low[:-1] in _ROLE_WORDS)


def _titles_before(content: str, start: int) -> tuple[int, int] | None:
    """ "NATO Secretary General" before a name: a role word, and to its left what narrows it."""
    match = _BEFORE.search(content, max(0, start - 110), start)
    if match is None or "\n" in match[1]:
        return None
    words = [(m.start(), m.end(), m[0]) for m in re.finditer(r"\S+", match[1])]
    if not words or not is_role(words[-1][2]) or words[-1][2].endswith(("’s", "'s")):
        return None
    if words[-1][2].endswith(".") and words[-1][2].lower().rstrip(".") not in ABBREVIATED:
        return None
    first = len(words) - 1
    while first > 0:
        word = words[first - 1][2]
        plain = word.lower().rstrip(".")
        if plain in (
            "the",
            "a",
            "an",
            "and",
            "as",
            "that",
            "said",
            "told",
            "when",
            "but",
            "while",
            "on",
            "for",
        ):
            break
        if word.endswith(".") and plain not in ABBREVIATED and not re.fullmatch(r"(?:\w\.)+", word):
            break
        if not (word[0].isupper() or plain in _ADJECTIVES or is_role(word)):
            break
        first -= 1
    while first < len(words) - 1 and words[first][2].lower() in _NOT_FIRST:
        first += 1
    offset = match.start(1)
    begin, stop = offset + words[first][0], offset + words[-1][1]
    of = _OF_OFFICE.search(content, max(0, begin - 60), begin)
    if of:
        return of.start("office"), stop
    told = any(
        is_role(w[2]) and w[2].lower().rstrip(".") not in _TELLING_NOTHING for w in words[first:]
    )
    return (begin, stop) if told else None


_TELLING_NOTHING = frozenset(
    """
    mr mrs ms miss mx what former acting deputy vice chief prime first foreign state attorney
    political party
    """.split()
)
"""Words that describe nobody by themselves."""

_NOT_FIRST = frozenset(
    """
    what like unlike among if that this these those another where who whose than so or both either
    not only even and then in on at by with from to of for as but while when after before since
    because however meanwhile also his her their its he she they
    """.split()
)


def _apposition(content: str, end: int) -> tuple[int, int] | None:
    """ ", the spokesman for the Kremlin," behind a name."""
    match = _APPOSED.match(content, end, min(len(content), end + 180))
    if match is None:
        return None
    words = match["role"].split()
    head = _BREAK_HEAD.split(match["role"], maxsplit=1)[0].split()
    if len(words) > 14 or not head or not any(is_role(word) for word in head[-3:]):
        return None
    if words[0].lower() in ("and", "or", "but", "who", "said", "which", "where", "when", "as"):
        return None
    if any(
        word.lower() in ("said", "says", "told", "is", "was", "has", "had", "will")
        for word in words
    ):
        return None
    return match.start("role"), match.end("role")


def _apposition_before(content: str, start: int, end: int) -> tuple[int, int] | None:
    """ "The spokesman for the Kremlin, <name>," where the name is set off by commas."""
    if content[end : end + 1] not in (",", ".", ";"):
        return None
    floor = max(0, start - 110)
    match = _LEADING_APPOSED.search(content, floor, start)
    if match is None:
        return None
    stops = list(_STOP.finditer(match["role"]))
    first = match.start("role") + (stops[-1].end() if stops else 0)
    role = content[first : match.end("role")]
    head = _BREAK_HEAD.split(role, maxsplit=1)[0].split()
    if (
        not head
        or not is_role(head[-1])
        or head[-1].lower().endswith("s")
        or len(role.split()) > 10
    ):
        return None
    if head[0].lower() in _NOT_FIRST:
        return None
    return first, match.end("role")
