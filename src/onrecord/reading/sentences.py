"""Sentence spans, by rules over marks and line breaks; every character keeps its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.domain.text import Span
from onrecord.reading.stage import Draft, Sentence

LONGEST = 1500
"""A stretch with more characters than this is cut at a mark or white space. Of 30,735 sentences in
840 news articles the longest has 1,094, a list of names (2026-11), so real ones stay whole."""

NARROW, WRAP = 40, 120
"""Lines of these widths may be one paragraph broken by hand."""

NEVER_LAST = frozenset(
    # titles, and words that want a name or a number behind them
    """
    mr mrs ms mx messrs dr prof gen lt col sgt capt cpt maj cmdr cdr adm gov sen rep reps sens rev
    hon pres amb atty supt insp cpl pvt pfc spc brig fr br sr. st mt ft no nos art arts sec secs
    para paras fig figs pp vol ch ed eds cf vs v al e.g i.e viz ca approx est jan feb mar apr jun
    jul aug sept oct nov dec
    """.split()
)
"""Abbreviations that no sentence ends with."""

NUMBERED = frozenset(
    """
    no nos art arts sec secs fig figs pp p vol ch para paras est ft st v mar
    """.split()
)
"""Of these, the ones that are common words too: no end only before a number or a capital."""

SOMETIMES_LAST = frozenset(
    """
    inc co corp ltd llc plc bros jr sr ph.d m.d b.a m.a esq etc u.s u.k u.n e.u u.a.e u.s.a
    u.s.s.r d.c a.m p.m b.c a.d n.y l.a calif fla mass conn penn pa tex ariz ala ark colo del ga
    ill ind kan ky la md mich minn mo mont neb nev okla ore tenn va vt wash wis wyo ave blvd rd
    dept univ assn bn mn m k hr hrs min mins oz lb lbs km cm mm mph sq
    """.split()
)
"""Abbreviations that may end a sentence: they do when a usual first word follows."""

STARTERS = frozenset(
    """
    the a an this that these those it its he she they we you i his her their our my there here in
    on at by for from with without as after before since until while when where if unless although
    though because but and or so yet however meanwhile moreover also still then now some many most
    all both each every no not one two three several few other another more last next earlier
    later who what why how according asked under over during among despite like to even only once
    """.split()
)
"""Words that usually begin a sentence and seldom carry on a name."""

SAYING = re.compile(
    r"\s*(?:[\w.'’-]+\s+){0,3}?"
    r"(?:said|says|asked|asks|told|wrote|writes|added|adds|tweeted|posted|shouted|cried|replied|"
    r"answered|quipped|joked|exclaimed|demanded|yelled|wondered|continued|responded|recalled)\b"
)
"""What follows a quotation that does not end its sentence: "Why?" the minister asked."""

_STOPS = re.compile(r"[.!?…]+|[。！？｡।॥።؟۔։]+")
_CLOSERS = "\"'”’»)]}›）」』】》＂"
_OPENERS = "\"'“‘«([{‹„（「『【《¿¡"
_WIDE = frozenset("。！？｡।॥።؟۔։")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_WORD_BEFORE = re.compile(r"[^\W_](?:[\w.&'’-]*[^\W_])?$")
_WORD_AFTER = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SOFT_CUT = re.compile(r"[;:,–—](?=\s)")


@dataclass(frozen=True, slots=True)
class Sentences:
    """Adds "sentences"."""

    name: str = "sentences.v1"
    needs: frozenset[str] = frozenset()
    adds: frozenset[str] = frozenset({"sentences"})

    def run(self, draft: Draft) -> Iterator[Sentence]:
        """The sentences of the text, in order."""
        for span in sentence_spans(draft.text.content):
            yield Sentence(span)


def sentence_spans(text: str) -> list[Span]:
    """The sentences of `text` in order, without white space at their edges.

    They do not overlap, and every character that is not white space lies in one.
    """
    found: list[Span] = []
    for start, end in _blocks(text):
        at = start
        for cut in [*_ends(text, start, end), end]:
            found.extend(_bounded(text, at, cut))
            at = cut
    return found


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between the line breaks that no sentence runs across."""
    lines: list[tuple[int, int]] = []
    at = 0
    for match in _BREAK.finditer(text):
        lines.append((at, match.start()))
        at = match.end()
    lines.append((at, len(text)))
    width = _wrapped_at(text, lines)
    start: int | None = None
    for i, (left, right) in enumerate(lines):
        if not text[left:right].strip():
            continue
        if start is None:
            start = left
        following = text[slice(*lines[i + 1])] if i + 1 < len(lines) else ""
        if not (following.strip() and _runs_on(text[left:right], following, width)):
            yield start, right
            start = None


def _wrapped_at(text: str, lines: list[tuple[int, int]]) -> int | None:
    """The width at which lines were broken by hand, None when they were not.

    They were when nearly every line that another one follows was too full to take the next word,
    and many go on in small letters.
    """
    width = max((right - left for left, right in lines), default=0)
    if not NARROW <= width <= WRAP:
        return None
    full = inner = small = 0
    for (left, right), following in pairwise(lines):
        words = text[slice(*following)].split(None, 1)
        if words and text[left:right].strip():
            inner += 1
            small += words[0][0].islower()
            full += right - left + 1 + len(words[0]) > width - 12
    return width if inner >= 4 and full >= 0.7 * inner and small >= 0.3 * inner else None


def _runs_on(line: str, following: str, width: int | None) -> bool:
    """Whether a sentence goes on over the line break."""
    tail = line.rstrip().rstrip(_CLOSERS)
    first = following.lstrip()
    if first[0].islower() and tail and tail[-1] not in ".!?…:;":
        return True
    return width is not None and len(line) + 1 + len(first.split(None, 1)[0]) > width - 12


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Places inside a block right behind a sentence's last character."""
    for match in _STOPS.finditer(text, start, end):
        stop = match.end()
        while stop < end and text[stop] in _CLOSERS and not _opens(text, stop, end):
            stop += 1
        if stop < end and _is_end(text, start, match.start(), match.end(), stop, end):
            yield stop


def _opens(text: str, at: int, end: int) -> bool:
    """Whether a straight quotation mark belongs to what follows it, not to what is before."""
    return text[at] in "\"'" and at + 1 < end and text[at + 1].isalnum() and text[at - 1].isspace()


def _is_end(text: str, start: int, mark: int, after_mark: int, stop: int, end: int) -> bool:
    """Whether the mark at `mark` ends a sentence; `stop` is behind its closing marks."""
    marks = text[mark:after_mark]
    if marks[0] in _WIDE:
        return True
    rest = text[stop : min(end, stop + 80)]
    spaced = rest[0].isspace()
    body = rest.lstrip()
    if not body:
        return True
    opened = body.lstrip(_OPENERS + "-–—•* ")
    first = opened[:1]
    if not spaced:
        return _missing_space(text, start, mark, after_mark, stop, rest)
    if first.islower():
        return False
    word = _WORD_AFTER.match(opened)
    following = word.group() if word else ""
    if stop > after_mark or marks[0] in "!?":
        if (stop > after_mark or following.islower()) and marks != "." and SAYING.match(rest):
            return False
        if marks[0] in "!?":
            return True
    if marks != "." and marks[0] == ".":
        return True
    before = _WORD_BEFORE.search(text, max(start, mark - 24), mark)
    if before is None or marks != ".":
        return True
    return _after_word(text, start, before.group(), before.start(), following)


def _after_word(text: str, start: int, word: str, at: int, following: str) -> bool:
    """Whether a full stop behind `word` ends a sentence, `following` being the next word."""
    plain = word.lower()
    begins = following.lower() in STARTERS and not (following.isupper() and len(following) > 1)
    if following.isupper() and len(following) > 1 and not word.isupper():
        begins = following.lower() in STARTERS
    if plain in NUMBERED:
        return not (following[:1].isdigit() or (word[0].isupper() and not begins))
    if plain in NEVER_LAST:
        return False
    if plain in SOMETIMES_LAST or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return begins
    if len(word) == 1 and word.isalpha() and word.isupper():
        return begins and following != "I"
    return not (word.isdigit() and len(word) <= 2 and not text[start:at].strip())


def _missing_space(text: str, start: int, mark: int, after_mark: int, stop: int, rest: str) -> bool:
    """Whether a sentence ends here although no space follows: "over.Then"."""
    if not rest[0].isupper() and not (rest[0] in "“‘«" and rest[1:2].isupper()):
        return False
    if mark - 2 < start or not (
        text[mark - 1].islower() or text[mark - 1] in _CLOSERS + "0123456789"
    ):
        return False
    token = text[max(start, mark - 40) : mark].rsplit(None, 1)[-1] if mark > start else ""
    if "@" in token or "/" in token or "www" in token or "." in token or after_mark - mark == 2:
        return False
    if stop == after_mark and text[mark - 1].islower() and not text[mark - 2].isalpha():
        return False
    return rest[1:2] not in {".", ""} or rest[0] in "“‘«"


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without white space at its edges, cut where it is too long to be a sentence."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            return
        if end - start <= LONGEST:
            yield Span(start, end)
            return
        cut = _cut(text, start, start + LONGEST)
        yield Span(start, cut)
        start = cut


def _cut(text: str, start: int, limit: int) -> int:
    """Where to cut a stretch that goes on behind `limit`: at a mark, else a space, else there."""
    middle = (start + limit) // 2
    marks = [m.end() for m in _SOFT_CUT.finditer(text, middle, limit)]
    if marks:
        return marks[-1]
    for at in range(limit, middle, -1):
        if text[at].isspace():
            while text[at - 1].isspace():
                at -= 1
            return at
    return limit
