"""Forms of names: where one begins and ends, and which are the same person's."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from anyascii import anyascii

from onrecord.reading.cues import LATER_CUE
from onrecord.reading.gazetteer import known
from onrecord.reading.name_roles import LEADING
from onrecord.reading.stage import Place

PARTICLES = frozenset(
    """
    van von der den de del della da di du la le bin ibn al el ben ten ter dos das
    """.split()
)
"""Small words that belong to a surname."""

SUFFIXES = frozenset("jr sr ii iii iv".split())

SHORTEST_GLUED = 6
"""A name of fewer letters is not looked for inside a longer word: too many words begin so."""

_POSSESSIVE = re.compile(r"(?<=\w)['’]s?$")
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_JOINING = "-‐‑'’"
_JOINED_BEFORE = re.compile(r"(?<![\w-])(?:[A-Z][a-z]{0,4}|al|el|ibn|[DdO])[-‐‑'’]$")
_JOINED_BEHIND = re.compile(r"(?:['’](?!s\b)|[-‐‑](?=[A-Z]))\w{2,}(?<!ed)(?<!ing)")
_ARABIC_ARTICLE = re.compile(r"^(?:al|Al|el|El)[-‐‑ ](?=[A-Z])")
_LEADING = re.compile(r"(?:(?:and|or|of|in|at|on|to|by|for|with|from|as|that)\s+)+(?=\S)")
_TRAILING = re.compile(
    r"(?:[\s,]+(?:and|or|of|the|in|at|on|to|by|for|with|from|said|says|is|was|has))+$"
)
_FIRST = re.compile(r"[\w.’'-]+\s+(?=\S)")
_CAMEL = re.compile(r"[a-z](?=[A-Z][a-z])")
_GLUED = re.compile(r"[a-z]{3,}(?![\w’'-])")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}(?:[A-Z](?!\w))?")
_RUNS_ON = re.compile(
    r"(?:who|and|said|has|had|was|were|will|would|also|that|with|from|when|after|before|then|which|"
    r"for|the|is|in|on|at|by|to|of|[a-z]{3,}ed)"
)
_NOT_WORDS = re.compile(r"(?:ians?|ism|ists?|ites?|esque|ese|ish|ville|town|burg|land|gate)$")


def flat(words: str) -> str:
    """The words with single spaces."""
    return " ".join(words.split())


def trimmed(text: str, span: Place, person: bool) -> Place | None:
    """The span without article, possessive, title and edge marks; None when nothing is left."""
    start, end = whole_words(text, span)
    cut = re.search(r"\n\s*\n|\n(?=[A-Z])", text[start:end])
    if cut and text[start : start + cut.start()].strip():
        end = start + cut.start()
    while start < end and not text[start].isalnum():
        start += 1
    article = _ARTICLE.match(text, start, end)
    if article:
        start = article.end()
    trailing = _TRAILING.search(text[start:end])
    if trailing:
        end = start + trailing.start()
    leading = _LEADING.match(text, start, end)
    if leading:
        start = leading.end()
    possessive = _POSSESSIVE.search(text[start:end])
    if possessive:
        end = start + possessive.start()
    if person:
        start = _without_titles(text, start, end)
        end = _without_glue(text, start, end)
    while start < end and not text[end - 1].isalnum():
        if text[end - 1] == "." and re.search(
            r"(?:\b\w\.){2,}$|\b(?:Jr|Sr|Inc|Corp|Co|Ltd)\.$", text[start:end]
        ):
            break
        end -= 1
    return (start, end) if start < end else None


def whole_words(text: str, span: Place) -> Place:
    """The span widened to whole words, unless what it leaves out was run together with the name."""
    start, end = _whole_initials(text, span)
    if start and text[start - 1].isalnum():
        if not (text[start].isupper() and text[start - 1].islower()):
            start = _word_start(text, start)
    elif start and text[start - 1] in _JOINING and text[start].isupper():
        part = _JOINED_BEFORE.search(text, max(0, start - 20), start)
        start = part.start() if part else start
    if end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        first = max(start, _word_start(text, end))
        last = end
        while last < len(text) and text[last].isalnum():
            last += 1
        if not runs_on(text, text[first:last], end - first):
            end = last
    joined = None if known(text[start:end]) else _JOINED_BEHIND.match(text, end)
    return start, joined.end() if joined else end


def _whole_initials(text: str, span: Place) -> Place:
    """The span with all of an abbreviation that it cuts: "S.E.C." from "E.C."."""
    start, end = span
    for found in _INITIALS.finditer(text, max(0, start - 14), min(len(text), end + 14)):
        if found.start() < start < found.end():
            start = found.start()
        if found.start() < end < found.end():
            end = found.end()
    return start, end


def _word_start(text: str, at: int) -> int:
    while at and text[at - 1].isalnum():
        at -= 1
    return at


def _without_titles(text: str, start: int, end: int) -> int:
    """Where the name itself begins, behind titles and words run together with it."""
    while True:
        first = _FIRST.match(text, start, end)
        if first is None or first.group().strip().lower().rstrip(".") not in LEADING:
            break
        start = first.end()
    camel = _CAMEL.search(text, start, min(end, start + 24))
    if camel and text[start : camel.end()].lower() in LEADING:
        return camel.end()
    return start


def _without_glue(text: str, start: int, end: int) -> int:
    """Where the name ends, when the next word was run together with it and the text knows it."""
    words = text[start:end].split()
    if not words or end >= len(text):
        return end
    last = words[-1]
    for cut in range(len(last) - 2, SHORTEST_GLUED - 1, -1):
        if runs_on(text, last, cut):
            return end - len(last) + cut
    return end


@lru_cache(maxsize=2)
def word_counts(text: str) -> Counter[str]:
    """How often every word of a text stands there, as it is written."""
    return Counter(re.findall(r"\w+", text))


def runs_on(text: str, word: str, cut: int) -> bool:
    """Whether a name of `cut` letters was run together with the word behind it, by a slip.

    The name has to stand elsewhere by itself, the whole nowhere else ("CamelCase" is a name when
    it comes again), and what is left has to be a word: one of the text, or one that follows names.
    """
    name, rest = word[:cut], word[cut:]
    words = word_counts(text)
    if cut < SHORTEST_GLUED or not words[name] or words[word] > 1:
        return False
    return _is_next_word(text, rest)


def _is_next_word(text: str, rest: str) -> bool:
    if not rest or _NOT_WORDS.search(rest):
        return False
    if _RUNS_ON.fullmatch(rest) or LATER_CUE.fullmatch(rest):
        return True
    return len(rest) > 3 and word_counts(text)[rest] > 0


def glued_end(text: str, start: int, end: int) -> bool:
    """Whether the name at this place is run together with the word that follows it."""
    rest = _GLUED.match(text, end)
    if rest is None or end - start < SHORTEST_GLUED or not text[end - 1].islower():
        return False
    whole = text[_word_start(text, end) : rest.end()]
    return word_counts(text)[whole] == 1 and _is_next_word(text, rest.group())


def is_initialed(text: str, start: int) -> bool:
    """Whether another part of a name stands right before: "J. " or a hyphen."""
    return bool(re.search(r"(?:\b[A-Z]\.\s|[-–])$", text[max(0, start - 3) : start]))


def is_free(text: str, start: int, end: int) -> bool:
    """Whether white space or plain marks stand on both sides, as in no address or tag."""
    before, behind = text[max(0, start - 1) : start], text[end : end + 1]
    return not before.strip().strip("\"'“‘(") and not behind.strip().strip(".,;:!?\"'”’)")


def last_name(form: str) -> str:
    """The surname of a full form, with its small words: "von der Leyen"."""
    words = [w for w in form.split() if w.lower().strip(".,") not in SUFFIXES]
    if not words:
        return form
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in PARTICLES and words[first - 1][0].islower():
        first -= 1
    return _ARABIC_ARTICLE.sub("", " ".join(words[first:]).rstrip(","))


def key(word: str) -> str:
    """A word for comparing: plain small letters."""
    return re.sub(r"[^a-z]", "", anyascii(word).lower())


def surname_keys(form: str) -> tuple[str, ...]:
    """The surnames that a form may go by, for comparing; those of one person share one."""
    words = [w for w in form.split() if w.lower().strip(".,") not in SUFFIXES] or [form]
    return tuple(dict.fromkeys((key(words[-1]), key(last_name(form)))))


def same_person(form: str, other: str) -> bool:
    """Whether two forms can be one person's: the same surname, and no first names that differ."""
    if form == other:
        return True
    a = [key(w) for w in form.split() if w.lower().strip(".,") not in SUFFIXES]
    b = [key(w) for w in other.split() if w.lower().strip(".,") not in SUFFIXES]
    if not a or not b:
        return False
    if len(a) == 1 or len(b) == 1:
        short, long = (a, b) if len(a) == 1 else (b, a)
        return short[0] in (long[-1], key(last_name(other if long is b else form)))
    if a[-1] != b[-1]:
        return False
    return a[0] == b[0] or (1 in (len(a[0]), len(b[0])) and a[0][:1] == b[0][:1])


def acronym(form: str) -> str:
    """The first letters of a name's capitalised words: "World Trade Organization" is WTO."""
    return "".join(word[0] for word in re.split(r"[\s-]+", form) if word[:1].isupper())
