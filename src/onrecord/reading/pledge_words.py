"""The words of a text as the pledge reader sees them: places, sentences, quotation, word forms."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from onrecord.domain.text import Span

_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., G.O.P.
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+?(?=n['’]t\b)|n['’]t\b"  # wo n't, ca n't, do n't
    r"|[^\W\d_]\w*(?:-\w+)*"
    r"|['’](?:s|ll|d|re|ve|m)\b"
    r"|[^\w\s]"
)
_OPEN, _CLOSE = "“«„", "”»"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark with its place; `lower` in lower case with straight apostrophes."""

    start: int
    end: int
    text: str
    lower: str
    quoted: bool

    @property
    def wordlike(self) -> bool:
        """Whether it is a word and no mark or number."""
        return self.text[0].isalpha() or (self.text[0] in "'’" and len(self.text) > 1)


class Words:
    """The words of one text in order, with the sentence that each stands in."""

    def __init__(self, text: str, sentences: Iterable[Span] = ()) -> None:
        self.text = text
        self.items: tuple[Word, ...] = tuple(_split(text))
        self.starts = [word.start for word in self.items]
        self._notes: dict[Callable[[Words], list[str]], list[str]] = {}
        self._firsts = sorted({0, *(span.start for span in sentences)})

    def notes(self, make: Callable[[Words], list[str]]) -> list[str]:
        """What `make` gives for this text, made once."""
        if make not in self._notes:
            self._notes[make] = make(self)
        return self._notes[make]

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> Word:
        return self.items[index]

    def at(self, offset: int) -> int:
        """The index of the word that covers `offset`, or of the first one after it."""
        index = bisect_right(self.starts, offset) - 1
        if index >= 0 and self.items[index].end > offset:
            return index
        return index + 1

    def within(self, start: int, end: int) -> range:
        """The indices of the words that lie between two offsets."""
        first = self.at(start)
        return range(first, max(first, bisect_left(self.starts, end)))

    def sentence(self, index: int) -> int:
        """The number of the sentence that the word stands in."""
        return bisect_right(self._firsts, self.items[index].start) - 1

    @cached_property
    def bounds(self) -> tuple[tuple[int, int], ...]:
        """For each word the first and one past the last word of its sentence."""
        found: list[tuple[int, int]] = []
        first = 0
        numbers = [self.sentence(i) for i in range(len(self.items))]
        for i in range(1, len(numbers) + 1):
            if i == len(numbers) or numbers[i] != numbers[first]:
                found.extend([(first, i)] * (i - first))
                first = i
        return tuple(found)


POSSESSIVE = "'"
"""How the genitive's "'s" is written; after a pronoun it is "is" or "has"."""

_SHORTENED = frozenset(
    ["he", "she", "it", "that", "there", "who", "what", "here", "this", "where", "let", "how"]
)


def _split(text: str) -> Iterable[Word]:
    inside = before = ""
    for match in _WORD.finditer(text):
        word = match.group()
        if "\n" in text[match.start() - 1 : match.start()]:
            inside = ""
        if word in _OPEN:
            inside = word
        elif word in _CLOSE:
            inside = ""
        elif word == '"':
            inside = "" if inside == '"' else '"'
        lower = word.lower().replace("’", "'")
        if lower == "'s" and before not in _SHORTENED:
            lower = POSSESSIVE
        yield Word(match.start(), match.end(), word, lower, bool(inside))
        before = lower


_IRREGULAR = {
    form: base
    for base, forms in {
        "be": "is are was were am been being 's 're 'm",
        "have": "has had having 've",
        "do": "does did done doing",
        "give": "gave given giving gives",
        "send": "sent",
        "build": "built",
        "buy": "bought",
        "make": "made making makes",
        "take": "took taken taking takes",
        "sell": "sold",
        "tell": "told",
        "say": "said says",
        "get": "got gotten getting",
        "go": "went gone goes",
        "come": "came coming comes",
        "hold": "held",
        "lead": "led",
        "leave": "left leaving leaves",
        "meet": "met",
        "pay": "paid",
        "put": "putting",
        "run": "ran running",
        "see": "saw seen",
        "seek": "sought",
        "set": "setting",
        "speak": "spoke spoken",
        "spend": "spent",
        "stand": "stood",
        "bring": "brought",
        "keep": "kept",
        "withdraw": "withdrew withdrawn",
        "break": "broke broken",
        "choose": "chose chosen",
        "swear": "swore sworn",
        "write": "wrote written writing",
        "begin": "began begun beginning",
        "forbid": "forbade forbidden",
        "win": "won winning",
        "lose": "lost losing",
        "fight": "fought",
        "teach": "taught",
        "find": "found",
        "mean": "meant",
        "draw": "drew drawn",
        "fall": "fell fallen",
        "grow": "grew grown",
        "know": "knew known",
        "let": "letting",
        "overcome": "overcame",
        "uphold": "upheld",
        "undertake": "undertook undertaken undertaking",
        "think": "thought",
        "back": "backed backing",
        "will": "'ll wo",
        "would": "'d",
        "can": "ca",
        "not": "n't",
    }.items()
    for form in [base, *forms.split()]
}
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")
_KEPT = ("ss", "us", "is")


@lru_cache(maxsize=50_000)
def stem(lower: str) -> str:
    """A base form good enough to group a word's forms: "pledged", "pledges" give "pledg"."""
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    word = lower
    if (len(word) > 4 and word.endswith("ies")) or (len(word) > 4 and word.endswith("ied")):
        word = word[:-3] + "y"
    elif len(word) > 5 and word.endswith("ing"):
        word = _single(word[:-3])
    elif len(word) > 4 and word.endswith("ed"):
        word = _single(word[:-2])
    elif len(word) > 3 and word.endswith("s") and word[-2:] not in _KEPT:
        word = word[:-2] if word.endswith(("ches", "shes", "sses", "xes")) else word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def _single(word: str) -> str:
    return word[:-1] if len(word) > 4 and _DOUBLED.search(word) and word[-2:] != "ss" else word


@lru_cache(maxsize=50_000)
def form(lower: str) -> str:
    """The ending that tells a verb form: "ed", "ing", "s" or "base"."""
    if lower in _IRREGULAR:
        if lower == _IRREGULAR[lower]:
            return "base"
        return "ing" if lower.endswith("ing") else "s" if lower.endswith("s") else "ed"
    for ending in ("ing", "ed"):
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            return ending
    return "s" if lower.endswith("s") and not lower.endswith("ss") else "base"
