"""What a search finds, as lines of the record: names, undertakings, sayings, words of reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.domain.ids import kind_of
from onrecord.domain.times import AsOf
from onrecord.domain.world import Commitment, Entity, Utterance
from onrecord.record.search import Term, terms, tokens
from onrecord.views.concerns import concerns
from onrecord.views.held import NOW, Desk, Reader, ReportRef, joined, world_at
from onrecord.views.rows import title_of

TITLES = (
    ("entity", "Names"),
    ("commitment", "Undertakings"),
    ("utterance", "Sayings"),
    ("report", "Reports"),
)
"""The groups of what is found, in the order in which they are shown."""

AGREEING = 3
"""Hits looked at for each line wanted: a name stands in many texts and is one line."""

TWICE = 2
"""Hits looked at for each report wanted: its title and its text."""


@dataclass(frozen=True, slots=True)
class Found:
    """A line that a search found: its words, a note beside them, and the report of a text.

    `sentence` are words of its evidence, where what it is called does not hold what was asked for.
    """

    id: str
    words: str
    note: str
    report: ReportRef | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one kind, the best first."""

    title: str
    lines: tuple[Found, ...]


def found(reader: Reader, words: str, limit: int, as_of: AsOf = NOW) -> tuple[Group, ...]:
    """At most `limit` lines of each kind that hold all the words, each once.

    First those that are called so, in the order in which they fit; then those of which only other
    words tell it, with the first words that do.
    """
    asked = terms(words)
    desk = Desk(reader)
    where = concerns(world_at(reader, as_of)).told_of
    made: dict[str, dict[str, Found]] = {kind: {} for kind, _ in TITLES}
    for kind in ("mention", "pledge", "statement"):
        for identifier in reader.matching(words, (kind,), AGREEING * limit):
            line = where.get(identifier)
            if line is not None and line.id not in (held := made[_kind(line)]):
                held[line.id] = _line(line, asked)
    for hit in reader.search(words, ("report", "text"), TWICE * limit):
        report = None if hit.report is None else desk.report(hit.report)
        if report is None or (as_of.known is not None and report.known > as_of.known):
            continue
        title = report.title or report.given
        sentence = "" if _holds(title, asked) else hit.snippet
        made["report"].setdefault(report.id, Found(report.id, title, "", report, sentence))
    groups = ((title, sorted(made[kind].values(), key=_beside)) for kind, title in TITLES)
    return tuple(Group(title, tuple(lines[:limit])) for title, lines in groups if lines)


def _beside(line: Found) -> bool:
    """Whether the words stand beside what the line is called, not in it."""
    return bool(line.sentence)


def _holds(words: str, asked: Sequence[Term]) -> bool:
    """Whether some words hold all that is asked for."""
    told = tokens(words)
    return all(
        any(_fits(told[at : at + len(term.words)], term) for at in range(len(told)))
        for term in asked
    )


def _fits(told: Sequence[str], term: Term) -> bool:
    if not term.prefix or len(told) < len(term.words):
        return tuple(told) == term.words
    return tuple(told[:-1]) == term.words[:-1] and told[-1].startswith(term.words[-1])


def _kind(line: Commitment | Utterance | Entity) -> str:
    return "entity" if isinstance(line, Entity) else kind_of(line.id) or ""


def _line(line: Commitment | Utterance | Entity, asked: Sequence[Term]) -> Found:
    match line:
        case Entity():
            called = any(_holds(name, asked) for name in (line.name, *line.variants))
            roles = [role.words for role in line.roles]
            sentence = "" if called else _told(line.name, roles, asked)
            return Found(line.id, line.name, _note(line), sentence=sentence)
        case Commitment():
            title = title_of(line)
            told = [joined(e.quotes) for step in line.history for e in step.evidence]
            return Found(line.id, title, str(line.stage), sentence=_told(title, told, asked))
        case Utterance():
            title = title_of(line)
            told = [joined(rendering.evidence.quotes) for rendering in line.renderings]
            return Found(line.id, title, line.on or "", sentence=_told(title, told, asked))


def _told(title: str, others: Sequence[str], asked: Sequence[Term]) -> str:
    """The first words beside a title that hold what is asked for, "" where the title does."""
    if _holds(title, asked):
        return ""
    return next((words for words in others if _holds(words, asked)), others[0] if others else "")


def _note(entity: Entity) -> str:
    role = entity.roles[0].words if entity.roles else str(entity.kind)
    return role if len(role) <= 60 else str(entity.kind)
