"""The place of a phrase in its report: sentences, quotations, names, and who spoke before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from onrecord.domain.annotations import Mention
from onrecord.domain.text import Span, Text
from onrecord.domain.words import MentionKind
from onrecord.reading.cast import Figure, cast
from onrecord.reading.phrase_items import Names
from onrecord.reading.phrase_words import HE, INDEFINITE
from onrecord.reading.quote_marks import Quoted, quotations
from onrecord.reading.roles import DOCUMENTS, GROUPS, PERSONS, is_plural, singular


@dataclass(frozen=True, slots=True)
class Referent:
    """Who a phrase means: canonical names, or, for somebody unnamed, the words of the phrase.

    `how` is "name", "pronoun", "role" or "none"; `head` the head noun; `mismatch` the pronoun
    that does not fit the one it must mean.
    """

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    how: str = "none"
    head: str = ""
    mismatch: str | None = None


NOBODY = Referent()


@dataclass(frozen=True, slots=True)
class Said:
    """Who spoke at a place."""

    at: int
    sentence: int
    referent: Referent


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Somebody without a name where first spoken of: "a woman", "some economists"."""

    start: int
    end: int
    words: str
    gender: str | None
    plural: bool


@dataclass(frozen=True, slots=True)
class Document:
    """Something written whose maker the report names at that place."""

    start: int
    head: str
    names: tuple[str, ...]


_NOUN = re.compile(r"[A-Za-z][\w’'-]*")
_PREPOSITION = re.compile(
    r"\b(?:of|for|with|by|to|from|against|about|on|at|over|than|behind|through|across|into|within|near|between|in|under|toward|towards)\s+"
    r"(?:[A-Z][\w.]*\s+){0,3}$"
)
_STOPS = frozenset(
    "of for in on at by with from to and or but that which who is was are were has had as".split()
)
_PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|herself)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\b(?!\w)")


class Scene:
    """A report laid out for finding who is meant where."""

    def __init__(self, text: Text, sentences: Sequence[Span], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.content = text.content
        self.quoted = Quoted(quotations(text))
        self.sentences = sorted(sentences) or list(text.paragraphs)
        self._starts = [sentence.start for sentence in self.sentences]
        self.names = Names(mentions)
        self.figures: dict[str, Figure] = cast(text, self.names.mentions)
        self.full = {
            mention.id: figure.name
            for figure in self.figures.values()
            for mention in figure.mentions
        }
        self._vote()
        self.said: list[Said] = []
        self._said_at: list[int] = []
        self._by_words = self._words_of_names()
        self.unnamed = list(self._unnamed())
        self._unnamed_starts = [one.start for one in self.unnamed]
        self.documents = self._documents()

    def _vote(self) -> None:
        """Counts he and she behind somebody who is alone in a sentence: that tells the gender."""
        for sentence in self.sentences:
            people = [
                mention
                for mention in self.names.between(sentence.start, sentence.end)
                if mention.kind is MentionKind.PERSON
            ]
            if len({self.full[mention.id] for mention in people}) != 1:
                continue
            votes = self.figures[self.full[people[0].id]].votes
            for match in _PRONOUN.finditer(self.content, people[0].quote.end, sentence.end):
                if self.quoted.at(match.start()) is None:
                    votes["m" if match.group().lower() in HE else "f"] += 1

    def sentence(self, offset: int) -> int:
        """The number of the sentence that holds `offset`, or of the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentence_start(self, offset: int) -> int:
        """Where the sentence of `offset` starts."""
        return self.sentences[self.sentence(offset)].start if self.sentences else 0

    def by_words(self, words: str) -> str | None:
        """The name that words without a mention of their own give: a whole name or a surname."""
        if not words[:1].isupper():
            return None
        return self._by_words.get(" ".join(words.split()).casefold())

    def _words_of_names(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for figure in self.figures.values():
            found.setdefault(figure.name.casefold(), figure.name)
        for figure in self.figures.values():
            if figure.kind is MentionKind.PERSON:
                found.setdefault(figure.name.casefold().split()[-1], figure.name)
        return found

    def before(self, offset: int) -> Said | None:
        """Who spoke last before `offset`."""
        place = bisect_left(self._said_at, offset) - 1
        return self.said[place] if place >= 0 else None

    def earlier(self, offset: int) -> Iterator[Said]:
        """Who spoke before `offset`, the last one first."""
        for place in range(bisect_left(self._said_at, offset) - 1, -1, -1):
            yield self.said[place]

    def recent(self, offset: int, sentences: int) -> list[Said]:
        """Who spoke in the `sentences` before `offset`, in order."""
        first = self.sentence(offset) - sentences
        found = list(takewhile(lambda said: said.sentence >= first, self.earlier(offset)))
        return found[::-1]

    def remember(self, at: int, referent: Referent) -> None:
        """Keeps who spoke at `at`, for what comes later in the text."""
        place = bisect_right(self._said_at, at)
        self.said.insert(place, Said(at, self.sentence(at), referent))
        self._said_at.insert(place, at)

    def figures_near(self, offset: int, sentences: int) -> dict[str, list[Mention]]:
        """The figures named in the `sentences` before `offset`, with their mentions there."""
        first = max(0, self.sentence(offset) - sentences)
        start = self.sentences[first].start if self.sentences else 0
        found: dict[str, list[Mention]] = {}
        for mention in self.names.between(start, offset):
            found.setdefault(self.full[mention.id], []).append(mention)
        return found

    def prominence(self, start: int, end: int) -> float:
        """How much a phrase at this place offers itself: a subject does, a possessive does not."""
        opening = self.sentence_start(start)
        before = self.content[max(opening, start - 40) : start]
        score = 0.0
        if _PREPOSITION.search(before):
            score -= 0.5
        elif start - opening <= 60 and not re.search(r"[a-z]{2,}ed\s+$|\bsaid\s+$", before):
            score += 0.8
        if _POSSESSIVE.match(self.content, end):
            score -= 0.8
        return score

    def unnamed_near(self, offset: int, sentences: int) -> list[Unnamed]:
        """The unnamed ones spoken of in the `sentences` before `offset`."""
        first = max(0, self.sentence(offset) - sentences)
        start = self.sentences[first].start if self.sentences else 0
        low = bisect_left(self._unnamed_starts, start)
        return self.unnamed[low : bisect_left(self._unnamed_starts, offset)]

    def _unnamed(self) -> list[Unnamed]:
        found: list[Unnamed] = []
        named = [mention.quote.span for mention in self.names.mentions]
        starts = [span.start for span in named]
        for match in _NOUN.finditer(self.content):
            lower = match.group().lower()
            if singular(lower) not in PERSONS and lower not in GROUPS:
                continue
            place = bisect_right(starts, match.start() + 1) - 1
            if place >= 0 and named[place].end > match.start():
                continue
            if place + 1 < len(starts) and 0 <= starts[place + 1] - match.end() <= 1:
                continue
            one = self._indefinite(match.start(), match.end(), lower)
            if one is not None:
                found.append(one)
        return found

    def _indefinite(self, start: int, end: int, noun: str) -> Unnamed | None:
        opening = max(self.sentence_start(start), start - 60)
        before = re.search(r"((?:[\w’'-]+ ){0,4})$", self.content[opening:start])
        words = before.group(1).split() if before else []

        def before_words(i: int) -> str:
            """What stands before the word `i`."""
            tail = sum(len(word) + 1 for word in words[i:])
            return self.content[max(0, start - tail - 30) : start - tail]

        plural = is_plural(noun)
        for i in range(len(words) - 1, -1, -1):
            if words[i].lower() in _STOPS or words[i].endswith(("ing", ",")):
                break
            if words[i].lower() in INDEFINITE and words[i].lower() != "no":
                if re.search(r"(?:\w[\w.)]*,|\b(?:is|was|as|be|been|being))\s$", before_words(i)):
                    return None
                phrase = " ".join([*words[i:], self.content[start:end]])
                return Unnamed(start, end, phrase, PERSONS.get(noun), plural)
            if words[i].lower() in ("the", "his", "her", "their", "its", "this", "that", "these"):
                if not plural:
                    return None
                break
        if not plural:
            return None
        return Unnamed(start, end, self.content[start:end], PERSONS.get(singular(noun)), True)

    def _documents(self) -> list[Document]:
        found: list[Document] = []
        for mention in self.names.mentions:
            if mention.kind is MentionKind.PLACE:
                continue
            after = self.content[mention.quote.end : mention.quote.end + 60]
            match = re.match(r"(?:['’]s)?((?:\s+[\w-]+){0,3}?)\s+([a-z-]+)\b", after)
            while match and match.group(2) not in DOCUMENTS:
                match = (
                    re.match(rf"(?:['’]s)?((?:\s+[\w-]+){{{n}}})\s+([a-z-]+)\b", after)
                    if (n := len(match.group(1).split()) + 1) <= 3
                    else None
                )
            if match and not re.search(r"\b(?:in|of|to|a|the|and|for|said|says)\b", match.group(1)):
                found.append(
                    Document(mention.quote.start, match.group(2), (self.full[mention.id],))
                )
                continue
            before = self.content[max(0, mention.quote.start - 70) : mention.quote.start]
            made = re.search(
                r"\b([a-z-]+)\s+(?:\w+ed\s+)?(?:by|from)\s+(?:[\w.'’-]+\s+){0,5}$", before
            )
            if made and made.group(1) in DOCUMENTS:
                found.append(Document(mention.quote.start, made.group(1), (self.full[mention.id],)))
        return found
