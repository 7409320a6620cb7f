"""Readings as one self-contained page: every report with its marks, without any script."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.domain.annotations import Pledge, Reading, Statement
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote

LAYERS = (
    ("content", "what was said", True),
    ("source", "source", True),
    ("cue", "cue", True),
    ("pledge", "pledges", True),
    ("name", "names", False),
    ("time", "times", False),
    ("quantity", "quantities", False),
)
"""The layers that a reader can switch: class, legend, shown at first."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the same marks cover: CSS classes, a hint, and what ends behind them."""

    words: str
    classes: str
    hint: str
    ends: str


@dataclass(frozen=True, slots=True)
class Row:
    """One statement or pledge for the table under a text."""

    number: str
    who: str
    what: str
    words: str
    detail: str
    score: str


@dataclass(frozen=True, slots=True)
class Article:
    """One report as the page shows it."""

    anchor: str
    title: str
    origin: str
    language: str
    pieces: tuple[Piece, ...]
    statements: tuple[Row, ...]
    pledges: tuple[Row, ...]
    findings: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    classes: str
    hint: str
    label: str = ""


def reading_page(pairs: Iterable[tuple[Report, Reading]]) -> str:
    """One HTML page with all reports and their readings, in the order given.

    Everything stands in the page itself, and whatever a text contains is shown, never run.
    """
    articles = [_article(i, report, reading) for i, (report, reading) in enumerate(pairs, 1)]
    environment = _environment()
    style = environment.get_template("reading.css").render(layers=LAYERS)
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    page = environment.get_template("reading.html").render(
        articles=articles, layers=LAYERS, style=Markup(style), digest=digest
    )
    return page + "\n"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("onrecord.export", "templates"),
        autoescape=lambda name: name is None or not name.endswith(".css"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _article(number: int, report: Report, reading: Reading) -> Article:
    origin = ", ".join(part for part in (report.outlet, report.published) if part)
    return Article(
        anchor=f"report-{number}",
        title=visible(report.title or report.given),
        origin=visible(origin),
        language=report.language or "",
        pieces=tuple(_pieces(reading, f"{number}")),
        statements=tuple(
            _statement_row(f"{number}.{i}", one) for i, one in enumerate(reading.statements, 1)
        ),
        pledges=tuple(
            _pledge_row(f"{number}.p{i}", one) for i, one in enumerate(reading.pledges, 1)
        ),
        findings=tuple(
            (one.code, one.severity.value, visible(one.message)) for one in reading.findings
        ),
    )


def visible(words: str) -> str:
    """The words with control characters shown by their pictures, which HTML would drop."""
    return _HIDDEN.sub(_pictured, words)


_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _pictured(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 32:
        return chr(0x2400 + code)
    return "␡" if code == 127 else "\ufffd"


def _who(names: tuple[str, ...]) -> str:
    return " and ".join(visible(name) for name in names) if names else "not known"


def _joined(quotes: tuple[Quote, ...]) -> str:
    return visible(" … ".join(" ".join(quote.words.split()) for quote in quotes))


def _statement_row(number: str, one: Statement) -> Row:
    through = f" via {', '.join(visible(name) for name in one.via)}" if one.via else ""
    return Row(
        number,
        _who(one.speakers) + through,
        one.mode.value,
        _joined(one.content),
        one.kind.value,
        f"{one.score:.2f}",
    )


def _pledge_row(number: str, one: Pledge) -> Row:
    by = ", ".join(visible(party.name) for party in one.by) or "not known"
    to = ", ".join(visible(party.name) for party in one.to)
    return Row(
        number,
        f"{by} to {to}" if to else by,
        one.stage.value.replace("_", " "),
        _joined(one.evidence),
        one.category.value.replace("_", " "),
        f"{one.score:.2f}",
    )


def _marks(reading: Reading, number: str) -> Iterator[_Mark]:
    for i, one in enumerate(reading.statements, 1):
        label = f"{number}.{i}"
        hint = f"{label} {_who(one.speakers)}: {one.mode.value}, {one.kind.value}"
        for quote in one.content:
            last = label if quote == one.content[-1] else ""
            yield _Mark(quote.start, quote.end, f"content {one.kind.value}", hint, last)
        for quote in one.source:
            yield _Mark(quote.start, quote.end, "source", f"source of {hint}")
        for quote in one.cue:
            yield _Mark(quote.start, quote.end, "cue", f"cue of {hint}")
    for i, pledge in enumerate(reading.pledges, 1):
        label = f"{number}.p{i}"
        for quote in pledge.evidence:
            last = label if quote == pledge.evidence[-1] else ""
            hint = f"pledge {label}: {pledge.stage.value}"
            yield _Mark(quote.start, quote.end, "pledge", hint, last)
        yield _Mark(pledge.trigger.start, pledge.trigger.end, "pledge trigger", "")
    for name in reading.mentions:
        hint = f"{name.kind.value}: {visible(name.name)}"
        yield _Mark(name.quote.start, name.quote.end, "name", hint)
    for time in reading.times:
        yield _Mark(time.quote.start, time.quote.end, "time", f"time: {time.value or 'relative'}")
    for quantity in reading.quantities:
        yield _Mark(quantity.quote.start, quantity.quote.end, "quantity", "quantity")


def _pieces(reading: Reading, number: str) -> Iterator[Piece]:
    """The text cut wherever a mark begins or ends, so that marks may cross as they like."""
    text = reading.text.content
    marks = sorted(_marks(reading, number), key=lambda m: (m.start, m.end, m.classes, m.label))
    cuts = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    waiting = iter(marks)
    coming = next(waiting, None)
    active: list[_Mark] = []
    for start, end in itertools.pairwise(cuts):
        active = [mark for mark in active if mark.end > start]
        while coming is not None and coming.start == start:
            active.append(coming)
            coming = next(waiting, None)
        classes = sorted({name for mark in active for name in mark.classes.split()})
        depth = sum("content" in mark.classes for mark in active)
        if depth > 1:
            classes.append("nested")
        hints = dict.fromkeys(mark.hint for mark in active if mark.hint)
        ends = " ".join(mark.label for mark in active if mark.end == end and mark.label)
        yield Piece(visible(text[start:end]), " ".join(classes), "; ".join(hints), ends)
