"""The pages that readers look at: parse the request, ask the record, render."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from onrecord.domain.errors import UsageError
from onrecord.domain.words import Category, ConditionState, Stage
from onrecord.views.changes import News as Change
from onrecord.views.course import Course
from onrecord.views.found import Group
from onrecord.views.timeline import KINDS
from onrecord.web import bars, charts, data, looked
from onrecord.web.asked import FURTHEST, At, at, filters, identifier, number, spans
from onrecord.web.lines import drawn
from onrecord.web.pieces import LAYERS
from onrecord.web.printed import printed
from onrecord.web.questions import Table, answers, table, unpriced
from onrecord.web.render import linker, page, refusal

ROWS = 100
QUOTED = 50
"""Rows of a table on one page, and of one whose rows quote both sides."""

ON_BOARD = 12
"""Commitments of a stage that its column on the board names."""

HITS = 20
SOME_HITS = 5
"""Lines of each kind that a search shows, and that it shows while somebody types."""

NEWS = 8
LATEST = 200
"""Changes since a reader's last look that the brief names, and that it counts."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new since a reader last looked: the last changes, and how many there are.

    `many`: there may be more than could be counted.
    """

    since: datetime | None
    changes: Sequence[Change]
    more: int
    many: bool
    reports: int
    utterances: int
    commitments: int
    disputes: int
    decisions: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a long table."""

    rows: Sequence[Any]
    first: int
    total: int
    before: int | None
    after: int | None


def leaf(request: Request, rows: Sequence[Any], many: int = ROWS) -> Leaf:
    """So many of the rows from the offset that a request names. Raises UsageError."""
    offset = number(request, "offset", 0, range(FURTHEST + 1))
    end = offset + many
    return Leaf(
        rows[offset:end],
        offset + 1,
        len(rows),
        max(0, offset - many) if offset else None,
        end if end < len(rows) else None,
    )


def brief(request: Request) -> Response:
    """Home: what is undertaken, refused, asked for and disputed, and what changed last."""
    dates = at(request)
    told = answers(request).ask(dates, "brief", lambda record: record.brief())
    if dates.pairs:
        return printed(request, (), lambda asked: page(asked, "brief.html", brief=told, news=None))
    before, now = looked.before(request), looked.now(request, told.counts)
    news = _news(request, before, now)
    answer = printed(
        request,
        ("news", news),
        lambda asked: page(asked, "brief.html", brief=told, news=news),
    )
    looked.remember(request, answer, before, now)
    return answer


def _news(request: Request, before: looked.Look | None, now: looked.Look) -> News | None:
    """What is new since somebody looked; None at their first look."""
    if before is None or before.head > now.head:
        return None
    key = ("changes", LATEST)
    last = answers(request).ask(At(), key, lambda r: r.changes(limit=LATEST))
    changes = {c.line: c for c in reversed(last) if c.known > before.head}
    return News(
        before.at,
        tuple(reversed(changes.values()))[:NEWS],
        max(0, len(changes) - NEWS),
        len(last) == LATEST and last[-1].known > before.head,
        max(0, now.reports - before.reports),
        max(0, now.utterances - before.utterances),
        sum(change.step is not None for change in changes.values()),
        sum(change.step is None for change in changes.values()),
        max(0, now.decisions - before.decisions),
    )


def commitments(request: Request) -> Response:
    """The table of commitments with its filters."""
    found = table(request, "commitments")
    return _table(
        request,
        found,
        "commitments.html",
        categories=[str(c) for c in Category],
        stages=[str(s) for s in Stage],
    )


def _at_stage(request: Request, dates: At, stage: Stage) -> Sequence[Any]:
    key = ("board", (("stage", str(stage)),))
    wanted = {"stage": str(stage)}
    rows: Sequence[Any] = answers(request).ask(
        dates, key, lambda record: record.rows("commitments", **wanted)
    )
    return rows


def board(request: Request) -> Response:
    """Commitments by stage, side by side: how many there are, and the first of each."""
    dates = at(request)
    columns = []
    for stage in Stage:
        rows = _at_stage(request, dates, stage)
        if len(rows):
            columns.append((stage, rows[:ON_BOARD], len(rows)))
    return page(request, "board.html", columns=columns)


def conditions(request: Request) -> Response:
    """What undertakings depend on, by what came of it, and the boards of accession paths."""
    found = table(request, "conditions")
    boards = [(s, [row for row in found.rows if row.state is s]) for s in ConditionState]
    key = ("paths", (("who", None),))
    paths = answers(request).ask(found.dates, key, lambda record: record.paths())
    return page(
        request,
        "conditions.html",
        boards=boards,
        paths=() if any(found.wanted.values()) else paths,
        wanted=found.wanted,
        categories=[str(c) for c in Category],
        states=[str(s) for s in ConditionState],
    )


def coverage(request: Request) -> Response:
    """Supply against need: how much is covered, and from when on it is not."""
    found = table(request, "coverage")
    return page(request, "coverage.html", rows=found.rows, wanted=found.wanted)


def utterances(request: Request) -> Response:
    """What was said, by whom, about what."""
    return _table(request, table(request, "utterances"), "utterances.html")


def disputes(request: Request) -> Response:
    """Accounts that cannot both be right, both sides quoted."""
    return _table(request, table(request, "disputes"), "disputes.html", QUOTED)


def entities(request: Request) -> Response:
    """Who and what is named."""
    return _table(request, table(request, "entities"), "entities.html")


def reports(request: Request) -> Response:
    """The reports, the latest first."""
    return _table(request, table(request, "reports"), "reports.html")


def timeline(request: Request) -> Response:
    """What was said and done, day by day, drawn and told."""
    found = table(request, "timeline")
    key = ("drawn", tuple(sorted(found.wanted.items(), key=lambda pair: pair[0])))
    chart = answers(request).ask(
        found.dates, key, lambda record: drawn(record.moments(**found.wanted))
    )
    stories = answers(request).ask(found.dates, "stories", lambda record: record.stories())
    return _table(
        request,
        found,
        "timeline.html",
        chart=chart,
        stories=stories,
        kinds=list(KINDS),
        stretch=stretch(request, found),
    )


def stretch(request: Request, found: Table) -> Callable[[str, str], str]:
    """What gives the address of the same timeline between two days."""
    link = linker(request).link
    kept = {name: told for name, told in found.wanted.items() if name not in ("since", "until")}
    return lambda since, until: str(link("/timeline", since=since, until=until, **kept))


def _table(
    request: Request, found: Table, template: str, many: int = ROWS, **more: Any
) -> Response:
    shown = leaf(request, found.rows, many)
    return page(request, template, leaf=shown, wanted=found.wanted, **more)


def balance(request: Request) -> Response:
    """How much of a unit was requested, announced, agreed and fulfilled."""
    dates, wanted = at(request), filters(request, ("unit", "to", "rates"))
    units = answers(request).ask(dates, "units", lambda record: record.units())
    rows: Sequence[Any] = ()
    points: Sequence[Any] = ()
    over_time = None
    findings: Sequence[Any] = ()
    if wanted["unit"]:
        unit = wanted["unit"]
        if wanted["rates"]:
            key = ("unpriced", unit, wanted["to"], wanted["rates"])
            findings = answers(request).ask(dates, key, lambda record: unpriced(record, wanted))
        rows = table(request, "balance").rows
        points = table(request, "course").rows
        over_time = charts.bands(Course(unit, tuple(points)))
    return page(
        request,
        "balance.html",
        rows=rows,
        chart=bars.bars(rows),
        over_time=over_time,
        points=points,
        findings=findings,
        units=units,
        wanted=wanted,
    )


def search(request: Request) -> Response:
    """What holds some words: names, undertakings, sayings, reports."""
    words = filters(request, ("q",))["q"]
    return page(request, "search.html", words=words, groups=_found(request, words, HITS))


def hits(request: Request) -> Response:
    """The same while somebody types, for a script: a part of a page, the last word unfinished."""
    words = filters(request, ("q",))["q"]
    begun = words + "*" if words and words[-1].isalnum() else words
    return page(request, "hits.html", words=words, groups=_found(request, begun, SOME_HITS))


def _found(request: Request, words: str | None, limit: int) -> Sequence[Group]:
    if not words:
        return ()
    key = ("found", words, limit)
    return answers(request).ask(at(request), key, lambda record: record.found(words, limit))


def findings(request: Request) -> Response:
    """Problems in the input and the readings, and what is odd about the record as a whole.

    The latter takes a fold of all facts and is worked out beside; the page says while it is.
    """
    dates = at(request)
    met = answers(request).ask(dates, "met", lambda record: record.met())
    odd = answers(request).later(dates, "odd", lambda record: record.odd())
    found = leaf(request, (*met, *(odd or ())))
    return page(request, "findings.html", leaf=found, behind=odd is None)


def report(request: Request) -> Response:
    """A report with its marks; words that the address names are highlighted."""
    wanted, dates, asked = identifier(request), at(request), spans(request)
    found = answers(request).ask(dates, ("article", wanted), lambda r: r.article(wanted))
    if asked and asked[-1][1] > len(found.content):
        raise UsageError(
            f"the text has {len(found.content):,} characters; there is nothing at {asked[-1][1]:,}"
        )
    return page(request, "report.html", article=found, here=asked, layers=LAYERS)


def file(request: Request) -> Response:
    """A table as CSV or JSON: the rows of the page, all of them."""
    name, form = request.path_params["table"], request.path_params["form"]
    if name not in data.CSV or form not in ("csv", "json"):
        return refusal(request, 404, "There is no such file here.")
    found = table(request, name)
    head = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    if form == "csv":
        return Response(data.csv_bytes(name, found.rows), 200, head, "text/csv; charset=utf-8")
    return Response(data.json_bytes(found.rows), 200, head, "application/json")
