"""Names compared: spellings, transliterations, initials, acronyms, designators, states.

Every comparison returns how alike two names are (0 to 1) and the words that show why, or None where
it has nothing to say.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from onrecord.linking import gazetteer
from onrecord.linking.gazetteer import country_word, listed, plain

SMALL = listed("the of and for in on at to a an de la le du des und fuer der die das")
"""Words that carry no part of a name's identity."""

PARTICLES = listed("van von der den de da di du la le el al bin ibn ben abu dos das ter")
"""Words that belong to the surname after them."""

DESIGNATORS = listed(
    """province department district governorate oblast oblasts region state county prefecture
    territory republic municipality valley strip port movement party platforms inc ltd corp plc co
    gmbh ag sa llc company group ratings crossing border canton voivodeship raion club fc river
    mount lake island islands agency office"""
)
"""Words that say what a thing is, so that with and without them a name may be the same."""

GENERIC = listed(
    """ministry department parliament assembly senate house congress court supreme constitutional
    government cabinet council commission committee police army navy air force forces armed guard
    coast border office bureau agency authority national federal state general attorney prosecutor
    foreign interior defence defense finance energy health justice environment education trade
    economy transport agriculture central bank election electoral security service union party
    opposition university city regional high intelligence president presidency secretariat affairs
    capitol coalition labor labour democratic republican liberal conservative people liberation
    district office press human rights civil public administration civilian military northern
    southern eastern western liberal freedom popular unity spokesman"""
)
"""Words that many bodies in many countries bear; a name of nothing else needs its country."""

OPPOSITES = tuple(
    frozenset(words.split())
    for words in (
        "north south east west central northern southern eastern western",
        "upper lower",
        "old new",
        "first second third",
        "junior senior",
        "men women",
        "house senate",
        "democratic republican",
    )
)
"""Words of which two names may not bear different ones and still be the same."""

_RESPELL = (
    (r"organisation", "organization"),
    (r"defence", "defense"),
    (r"labour", "labor"),
    (r"centre", "center"),
    (r"harbour", "harbor"),
)
_SOUND = (
    (r"shch|sch|tch|tsch", "s"),
    (r"dzh|dj|zh", "s"),
    (r"kh", "h"),
    (r"gh", "g"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"ck", "k"),
    (r"cz|ch|sh|ts|tz|c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"q", "k"),
    (r"x", "ks"),
    (r"w", "v"),
    (r"ou|oo", "u"),
    (r"ee", "i"),
    (r"(?<=[aeiou])[yj]|[yj](?=[aeou])", "i"),
    (r"[yj]", "i"),
    (r"z", "s"),
    (r"(.)\1+", r"\1"),
    (r"i+", "i"),
)
_SOUND_PATTERNS = tuple((re.compile(pattern), with_) for pattern, with_ in _SOUND)
_COARSE = str.maketrans("bdgv", "ptkf")


@functools.lru_cache(maxsize=50_000)
def sound(token: str) -> str:
    """A spelling that transliterations of one name share more often than their own."""
    for pattern, with_ in _SOUND_PATTERNS:
        token = pattern.sub(with_, token)
    return token


@functools.lru_cache(maxsize=50_000)
def bones(token: str) -> str:
    """The consonants of a token's sound, voiced ones with their unvoiced mates; a blocking key."""
    heard = sound(token).translate(_COARSE)
    kept = "".join(c for c in heard if c not in "aeiouh" or c.isdigit())
    return kept or heard[:1]


@dataclass(frozen=True)
class Name:
    """A name taken apart: plain tokens without honours and articles, and what is known of it."""

    surface: str
    tokens: tuple[str, ...]
    initials: str
    state: str | None
    capital: str | None
    body: str | None
    meaning: frozenset[str]
    """The words that tell it apart, states and their adjectives as codes ("=DE")."""

    @property
    def key(self) -> str:
        """The tokens as one string."""
        return " ".join(self.tokens)


def _meaning(tokens: tuple[str, ...]) -> frozenset[str]:
    """The words of a name that tell it apart, with adjectives of states as their codes."""
    found = set()
    for token in tokens:
        if token in SMALL:
            continue
        code = country_word(token)
        found.add(f"={code}" if code else token)
    if {"united", "states"} <= found:
        found = (found - {"united", "states", "america"}) | {"=US"}
    if {"united", "kingdom"} <= found:
        found = (found - {"united", "kingdom"}) | {"=GB"}
    if {"united", "nations"} <= found:
        found = (found - {"united", "nations"}) | {"un"}
    return frozenset(found)


@functools.lru_cache(maxsize=50_000)
def name_of(surface: str) -> Name:
    """The parts of a name as it stands."""
    base = re.sub(r"\s*\([^)]*\)\s*$", "", surface) or surface
    dotted = re.sub(r"\b(?:[A-Z]\.\s?){2,}", lambda m: re.sub(r"[.\s]", "", m[0]) + " ", base)
    words = plain(dotted)
    for old, new in _RESPELL:
        words = words.replace(old, new)
    tokens = tuple(t for t in words.split() if t != "the" and t not in gazetteer.HONOURS)
    tokens = tokens or tuple(words.split()) or (surface.casefold(),)
    capitals = [t for t in re.findall(r"[^\W_]+", re.sub(r"[’']s?\b", "", base)) if t[0].isupper()]
    initials = "".join(t[0] for t in capitals).casefold() if len(capitals) > 1 else ""
    return Name(
        surface,
        tokens,
        initials,
        gazetteer.state_of(base),
        gazetteer.capital_of(base),
        gazetteer.body_of(base),
        _meaning(tokens),
    )


@functools.lru_cache(maxsize=100_000)
def token_likeness(a: str, b: str) -> float:
    """How alike two single words of names are; under 0.6 they are simply different."""
    if a == b:
        return 1.0
    if min(len(a), len(b)) < 3 or a.isdigit() or b.isdigit():
        return 0.0
    heard_a, heard_b = sound(a), sound(b)
    if heard_a == heard_b:
        return 0.97
    plainly = fuzz.ratio(a, b) / 100
    heard = fuzz.ratio(heard_a, heard_b) / 100
    best = max(plainly, heard)
    if bones(a) == bones(b) and len(bones(a)) >= 3:
        best = max(best, 0.85)
    if min(len(a), len(b)) <= 4 and best < 0.97:
        best -= 0.15
    return best


def is_generic(name: Name) -> bool:
    """Whether the name could be that of many bodies ("Ministry of Defence", "Supreme Court")."""
    return name.body is None and name.state is None and name.meaning <= GENERIC


def is_adjective(name: Name) -> bool:
    """Whether a name is the bare adjective of a state ("Armenian"), which names nothing itself."""
    return name.state is None and len(name.tokens) == 1 and bool(country_word(name.tokens[0]))


_GROUP = re.compile(
    r"\s+(?:members?|member (?:states|countries|nations)|allies|nations|countries|leaders|states"
    r"|governments?|partners|officials|ministers)$",
    re.I,
)


@functools.lru_cache(maxsize=20_000)
def group_of(name: Name) -> Name:
    """The body whose members a plural names ("NATO allies" -> NATO), else the name itself."""
    bare = _GROUP.sub("", name.surface)
    return name_of(bare) if bare != name.surface else name


@functools.lru_cache(maxsize=50_000)
def is_acronym(name: Name) -> bool:
    """Whether the name is one word of two to six capitals (and figures), as an acronym is."""
    raw = re.sub(r"[.\s]", "", name.surface)
    letters = [c for c in raw if c.isalpha()]
    if not 2 <= len(letters) <= 7 or len(name.tokens) != 1:
        return False
    return sum(c.isupper() for c in letters) >= max(2, len(letters) - 1)


# ------------------------------------------------------------------- bodies and places


def clash(a: Name, b: Name) -> str | None:
    """Words of which one thing cannot bear both (north and south, 7th and 8th, two states)."""
    x, y = a.meaning, b.meaning
    for group in OPPOSITES:
        if (x & group) and (y & group) and not (x & y & group):
            return f"{min(x & group)} / {min(y & group)}"
    numbers_a = {t for t in x if any(c.isdigit() for c in t)}
    numbers_b = {t for t in y if any(c.isdigit() for c in t)}
    if numbers_a and numbers_b and numbers_a != numbers_b:
        return f"{min(numbers_a)} / {min(numbers_b)}"
    states_a = {t for t in x if t.startswith("=")} | ({f"={a.state}"} if a.state else set())
    states_b = {t for t in y if t.startswith("=")} | ({f"={b.state}"} if b.state else set())
    if states_a and states_b and not states_a & states_b:
        return f"{min(states_a)[1:]} / {min(states_b)[1:]}"
    return None


@functools.lru_cache(maxsize=100_000)
def thing_likeness(a: Name, b: Name) -> tuple[float, str]:
    """How alike two names of bodies or places are, with what was compared."""
    shown = f"{a.surface} ~ {b.surface}"
    known = _known_as(a, b)
    if known is not None:
        return known[0], f"{shown}: {known[1]}" if known[1] else shown
    against = clash(a, b)
    if against:
        return 0.0, f"{shown}: {against}"
    letters = _acronym(a, b)
    if letters:
        return letters, f"{shown}: initials"
    if is_adjective(a) != is_adjective(b):
        return 0.3, f"{shown}: an adjective is no name"
    if a.meaning and a.meaning == b.meaning:
        return 0.98, f"{shown}: the same words"
    if a.state or b.state:
        return 0.0, f"{shown}: a state and something else"
    if a.body and b.body:
        return 0.0, f"{shown}: two known bodies"
    return _by_words(a, b, shown)


def _known_as(a: Name, b: Name) -> tuple[float, str] | None:
    """What the words as they stand, or the gazetteer, settle at once."""
    if a.tokens == b.tokens or "".join(a.tokens) == "".join(b.tokens):
        return 1.0, ""
    if a.state and a.state == b.state:
        return 1.0, f"both {a.state}"
    if a.capital and gazetteer.city_of(a.surface) == gazetteer.city_of(b.surface):
        return 1.0, "one city"
    if a.body and a.body == b.body:
        return 1.0, f"both {a.body}"
    return None


def _by_words(a: Name, b: Name, shown: str) -> tuple[float, str]:
    x, y = a.meaning, b.meaning
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    rest = long - short
    if _qualified(a, b):
        return 0.93, f"{shown}: told with where it lies"
    if short and not rest - DESIGNATORS and short <= long:
        return 0.93, f"{shown}: only {', '.join(sorted(rest))} more"
    if rest & _DIRECTIONS or (short - long) & _DIRECTIONS:
        return 0.3, f"{shown}: a part of the other by its words"
    if short and short <= long:
        states = {t for t in rest if t[0] == "="}
        if len(rest) == len(states) and not any(t[0] == "=" for t in short):
            return (0.86 if len(short) >= 2 else 0.7), f"{shown}: told with its country"
        if rest <= _STATELY and any(t[0] == "=" for t in short) and len(short) >= 2:
            return 0.9, f"{shown}: only {', '.join(sorted(rest))} more"
        if _is_tail_or_head(a, b):
            return (0.75 if len(short) >= 2 else 0.55), f"{shown}: a part of the other"
        return 0.5, f"{shown}: a part of the other"
    return _spelled(x, y, shown)


def _spelled(x: frozenset[str], y: frozenset[str], shown: str) -> tuple[float, str]:
    """The words that differ, matched one to one: a misspelling or another transliteration?"""
    left, right = sorted(x - y), sorted(y - x)
    if len(left) == len(right) and all(t[0] != "=" for t in left + right):
        worst = 1.0
        for token in left:
            mate = max(right, key=lambda t: token_likeness(token, t))
            value = token_likeness(token, mate)
            if len(token) < 5 or token[0] != mate[0]:
                value -= 0.1
            worst = min(worst, value)
            right = [t for t in right if t != mate]
        if worst >= 0.85:
            return 0.1 + 0.85 * worst, f"{shown}: spelled alike {worst:.2f}"
    shared = (x & y) - DESIGNATORS - GENERIC
    value = 2 * len(x & y) / (len(x) + len(y)) if shared else 0.0
    return min(0.6, value * 0.7), f"{shown}: shared {', '.join(sorted(shared)) or 'nothing'}"


def _qualified(a: Name, b: Name) -> bool:
    """Whether one is the other with the land it lies in after a comma ("Epping, Essex")."""
    for short, long in ((a, b), (b, a)):
        head, comma, _ = long.surface.partition(",")
        if comma and short.capital is None and name_of(head).tokens == short.tokens:
            return True
    return False


_DIRECTIONS = OPPOSITES[0] | OPPOSITES[1]
_STATELY = listed("royal national federal imperial islamic democratic republic people")


def _is_tail_or_head(a: Name, b: Name) -> bool:
    short, long = sorted((a.tokens, b.tokens), key=len)
    return long[: len(short)] == short or long[-len(short) :] == short


def _acronym(a: Name, b: Name) -> float:
    for short, long in ((a, b), (b, a)):
        if not is_acronym(short) or len(long.tokens) < 2:
            continue
        letters = "".join(c for c in short.key if c.isalnum())
        every = "".join(t[0] for t in long.tokens)
        content = "".join(t[0] for t in long.tokens if t not in SMALL)
        if letters in (long.initials, every, content):
            return 0.93 if len(letters) > 2 else 0.8
    return 0.0
