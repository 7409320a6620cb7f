"""Full text over texts, titles, names, statements and pledges; candidates by blocking key.

Words are cut and folded here (case, accents, width), so that every backend finds the same. A search
wants all its words; "a phrase" stands as it is, and a word with * at its end is a beginning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.domain.annotations import Annotation, Mention, Pledge, Reading, Statement
from onrecord.domain.reports import Report
from onrecord.domain.text import Text

KINDS = ("text", "report", "mention", "statement", "pledge")
"""What can be found: a report stands for its title, a mention for its name."""

PIECE = 100_000
"""Characters indexed together. Reports have some 5,000; only a monster is cut in pieces
(PostgreSQL takes 1 MB of words in one index entry, 2026-11)."""

LONGEST = 200
"""Characters of a word; longer ones are cut in pieces (PostgreSQL takes words of 2 KB)."""

MOST_WORDS = 64
"""Words of a question that count; more narrow nothing down."""

_WORD = re.compile(rf"[^\W_]{{1,{LONGEST}}}")
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
SNIPPET = 160


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a question: words that stand next to each other; `prefix` is of the last."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the index: what it stands for, in which text, and its words."""

    kind: str
    id: str
    text: str
    words: str


def fold(word: str) -> str:
    """The word without case, accents and width."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(c for c in word if c.isalnum())
    return word.lower()[:LONGEST]


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order."""
    if text.isascii():
        return _WORD.findall(text.lower())
    composed = unicodedata.normalize("NFC", text)
    return [word for found in _WORD.findall(composed) if (word := fold(found))]


def terms(question: str) -> tuple[Term, ...]:
    """What a question asks for; no characters have a meaning beyond quotation marks and *."""
    found: list[Term] = []
    left = MOST_WORDS
    for phrase, word in _TERM.findall(question):
        words = tuple(tokens(phrase or word))[:left]
        left -= len(words)
        if words:
            found.append(Term(words, not phrase and word.endswith("*")))
    return tuple(found)


def lines_of_report(report: Report) -> Iterator[Line]:
    """The title."""
    if report.title:
        yield Line("report", report.id, report.text, report.title)


def lines_of_text(text: Text) -> Iterator[Line]:
    """The text, in one piece as a rule."""
    for start in range(0, len(text.content), PIECE):
        yield Line("text", text.digest, text.digest, text.content[start : start + PIECE])


def lines_of_reading(reading: Reading) -> Iterator[Line]:
    """The first mention of each name, the statements, the pledges."""
    digest = reading.text.digest
    names: set[str] = set()
    for mention in reading.mentions:
        if mention.name not in names:
            names.add(mention.name)
            yield Line("mention", mention.id, digest, shown(mention))
    for statement in reading.statements:
        yield Line("statement", statement.id, digest, shown(statement))
    for pledge in reading.pledges:
        yield Line("pledge", pledge.id, digest, shown(pledge))


def shown(item: Annotation) -> str:
    """The words by which an annotation is found and shown."""
    match item:
        case Mention():
            return item.name if item.role is None else f"{item.name}, {item.role.words}"
        case Statement():
            said = " … ".join(quote.words for quote in item.content)
            return ", ".join(item.speakers) + ": " + said if item.speakers else said
        case Pledge():
            told = " … ".join(quote.words for quote in item.evidence)
            parties = ", ".join(party.name for party in item.by)
            return f"{parties}: {told}" if parties else told
        case _:
            return item.quote.words


def snippet(text: str, question: Sequence[Term]) -> str:
    """Some words around the first place in the text that the question names."""
    wanted = {word for term in question for word in term.words}
    starts = tuple(term.words[-1] for term in question if term.prefix)
    at = 0
    for match in _WORD.finditer(text):
        word = fold(match[0])
        if word in wanted or (starts and word.startswith(starts)):
            at = match.start()
            break
    left = max(0, at - SNIPPET // 3)
    right = min(len(text), left + SNIPPET)
    if left > 0:
        left = text.find(" ", left, at) + 1 or left
    if right < len(text):
        cut = text.rfind(" ", at, right)
        right = cut if cut > at else right
    words = " ".join(text[left:right].split())
    return ("… " if left > 0 else "") + words + (" …" if right < len(text) else "")
