"""Words of a text as linking compares them: stems, classes of meaning, weights, shingles."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Sequence

import snowballstemmer  # type: ignore[import-untyped]
from anyascii import anyascii

from onrecord.linking.frequency import weight
from onrecord.linking.gazetteer import country_word

_WORD = re.compile(r"[A-Za-z]{1,3}-\d+|[^\W_]+(?:[.,]\d+)*")
_STEMMER = snowballstemmer.stemmer("english")

MEANINGS = """
give donat provid suppli deliv deliveri send sent hand transfer contribut ship furnish offer
lend loan credit borrow lent
pay paid disburs payment financ money cash
guarante back assur underwrit
pass adopt approv accept enact clear ratifi vote endors
law bill act legisl statut
promis pledg vow commit undertak undertook commit
refus reject declin deni rule turn
withdraw withdrew cancel revok scrap took drop
build construct erect rebuilt rebuild
repair restor fix mend
train teach instruct coach cours
buy purchas procur order contract acquir
invit invite
join access accede membership member admit admiss
open reopen unlock
close shut seal
cut reduc lower slash curb
rais increas lift boost hike
crown kroner krona krone nok sek dkk
soldier troop
parliament assembl storting congress bundestag knesset duma senat lawmak
kill dead death die
arrest detain custodi jail
recal call
begin start launch began
end finish conclud stop halt
leav left quit depart
tell told say said declar
danger risk threat peril
electr power
alm beg
"""
"""Stems that may stand for one another when one saying or undertaking is told in other words."""

_LEAD = {stem: row.split()[0] for row in MEANINGS.splitlines() if row for stem in row.split()}

_TO_TWENTY = """zero one two three four five six seven eight nine ten eleven twelve thirteen
fourteen fifteen sixteen seventeen eighteen nineteen twenty"""
NUMBERS = {word: str(value) for value, word in enumerate(_TO_TWENTY.split())} | {
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "hundred": "100",
}


@functools.lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Snowball stem of a word in plain small letters; the word itself where none is left.

    Numbers up to twenty become figures, states and their adjectives a code ("=DE").
    """
    low = anyascii(word).casefold()
    if low in NUMBERS:
        return NUMBERS[low]
    if word[:1].isupper():
        code = country_word(low)
        if code:
            return f"={code}"
    return str(_STEMMER.stemWord(low)) or low or word


def sense(stemmed: str) -> str:
    """The stem that stands for this stem's class of meaning, or the stem."""
    return _LEAD.get(stemmed, stemmed)


@functools.lru_cache(maxsize=20_000)
def senses(stemmed: frozenset[str]) -> frozenset[str]:
    """The classes of meaning of stems."""
    return frozenset(_LEAD.get(s, s) for s in stemmed)


@functools.lru_cache(maxsize=20_000)
def senses_mass(stemmed: frozenset[str]) -> float:
    """The summed weight of the stems' classes of meaning."""
    return mass(senses(stemmed))


def tokens(text: str) -> list[str]:
    """The words and figures of a text, as they stand."""
    return _WORD.findall(text.replace("’", "'").replace("'s ", " "))


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(t) for t in tokens(text)]


STOP = 0.33
"""Stems under this weight (in more than about one text in eight) say nothing of a matter."""


_FUNCTION = """i me my we us our you your he him his she her it its they them their this that these
those who whom which what when where why how there here a an the and or but nor so yet if unless
until while after before because as than then though although of in on at to from by with without
into onto over under for about against between through during across is are was were be been being
am do does did done have has had having will would shall should may might can could must ought not
no never none nothing nobody also too very just only even still already again more most much many
some any each every both either neither all other another such same own out up down off away back
say said tell told s t d ll ve re m"""
FUNCTION = frozenset(stem(word) for word in _FUNCTION.split())
"""Words that tell nothing of a matter, however seldom they stand in short reports."""


def telling(text: str) -> frozenset[str]:
    """The stems of a text that say what it is about."""
    return frozenset(s for s in stems(text) if worth(s) >= STOP and s not in FUNCTION)


@functools.lru_cache(maxsize=100_000)
def worth(stemmed: str) -> float:
    """How telling a stem is (0 to 1); figures count as fairly rare words, states as common."""
    if stemmed[0] == "=":
        return 0.4
    return 0.8 if stemmed[0].isdigit() else weight(stemmed)


def mass(found: Iterable[str]) -> float:
    """The summed weight of stems."""
    return sum(worth(s) for s in found)


def overlap(a: frozenset[str], b: frozenset[str]) -> tuple[float, frozenset[str]]:
    """The shared weight as a share of the lighter side's, and the shared stems (by meaning)."""
    if not a or not b:
        return 0.0, frozenset()
    shared = senses(a) & senses(b)
    return mass(shared) / max(0.01, min(senses_mass(a), senses_mass(b))), shared


def dice(a: frozenset[str], b: frozenset[str]) -> float:
    """The shared weight as a share of both sides'."""
    both = senses_mass(a) + senses_mass(b)
    return 2 * mass(senses(a) & senses(b)) / both if both else 0.0


def longest_run(a: Sequence[str], b: Sequence[str]) -> int:
    """The length of the longest run of words that both have in a row."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(b):
        places.setdefault(word, []).append(place)
    best = 0
    ending: dict[int, int] = {}
    for word in a:
        ending = {place: ending.get(place - 1, 0) + 1 for place in places.get(word, ())}
        if ending:
            best = max(best, *ending.values())
    return best


SHINGLE = 6
"""Words in a shingle: five or more words in a row are seldom shared by chance."""


def shingles(text: str) -> frozenset[int]:
    """A number for every run of six words, without regard to case, accents and signs."""
    words = [anyascii(t).casefold() for t in tokens(text)]
    return frozenset(
        _hash(" ".join(words[i : i + SHINGLE])) for i in range(max(1, len(words) - SHINGLE + 1))
    )


def _hash(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big")
