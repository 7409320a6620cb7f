"""The pages that readers look at: parse the request, ask the record, render."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.domain.errors import UnknownId, UsageError
from onrecord.domain.ids import kind_of
from onrecord.domain.words import Category, ConditionState, Stage
from onrecord.views.shown import Shown
from onrecord.web import bars, data
from onrecord.web.asked import FURTHEST, address, at, filters, identifier, number, spans
from onrecord.web.pieces import LAYERS
from onrecord.web.questions import Table, answers, table
from onrecord.web.render import page, path_of, refusal

ROWS = 100
"""Rows of a table on one page."""

HITS = 60

KINDS = (
    ("mention", "Names"),
    ("pledge", "Pledges"),
    ("statement", "Statements"),
    ("report", "Titles"),
    ("text", "Texts"),
)
"""The kinds of hits of a search, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a long table."""

    rows: Sequence[Any]
    first: int
    total: int
    before: int | None
    after: int | None


def leaf(request: Request, rows: Sequence[Any]) -> Leaf:
    """The rows from the offset that a request names. Raises UsageError."""
    offset = number(request, "offset", 0, range(FURTHEST + 1))
    end = offset + ROWS
    return Leaf(
        rows[offset:end],
        offset + 1,
        len(rows),
        max(0, offset - ROWS) if offset else None,
        end if end < len(rows) else None,
    )


def brief(request: Request) -> Response:
    """Home: what is undertaken, refused, asked for and disputed, and what changed last."""
    dates = at(request)
    answer = answers(request).ask(dates, "brief", lambda record: record.brief())
    return page(request, "brief.html", brief=answer)


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


def conditions(request: Request) -> Response:
    """What undertakings depend on, by what came of each condition."""
    dates, wanted = at(request), filters(request, ("by", "to", "category"))
    key = ("commitments", tuple(sorted(wanted.items(), key=lambda pair: pair[0])))
    rows = answers(request).ask(dates, key, lambda record: record.commitments(**wanted))
    boards = [
        (state, [(row, c) for row in rows for c in row.conditions if c.state is state])
        for state in ConditionState
    ]
    categories = [str(c) for c in Category]
    return page(request, "conditions.html", boards=boards, wanted=wanted, categories=categories)


def utterances(request: Request) -> Response:
    """What was said, by whom, about what."""
    return _table(request, table(request, "utterances"), "utterances.html")


def disputes(request: Request) -> Response:
    """Accounts that cannot both be right, both sides quoted."""
    return _table(request, table(request, "disputes"), "disputes.html")


def entities(request: Request) -> Response:
    """Who and what is named."""
    return _table(request, table(request, "entities"), "entities.html")


def reports(request: Request) -> Response:
    """The reports, the latest first."""
    return _table(request, table(request, "reports"), "reports.html")


def timeline(request: Request) -> Response:
    """What was said and done, day by day."""
    return _table(request, table(request, "timeline"), "timeline.html")


def _table(request: Request, found: Table, template: str, **more: Any) -> Response:
    return page(request, template, leaf=leaf(request, found.rows), wanted=found.wanted, **more)


def balance(request: Request) -> Response:
    """How much of a unit was requested, announced, agreed and fulfilled."""
    dates, wanted = at(request), filters(request, ("unit", "to"))
    units = answers(request).ask(dates, "units", bars.units)
    rows = table(request, "balance").rows if wanted["unit"] else ()
    return page(
        request, "balance.html", rows=rows, chart=bars.bars(rows), units=units, wanted=wanted
    )


def search(request: Request) -> Response:
    """Hits in names, pledges, statements, titles and texts."""
    words = filters(request, ("q",))["q"]
    hits = (
        answers(request).ask(at(request), ("search", words), lambda r: r.search(words, HITS))
        if words
        else ()
    )
    groups = [(title, [h for h in hits if h.kind == kind]) for kind, title in KINDS]
    return page(request, "search.html", words=words, hits=hits, groups=groups)


def findings(request: Request) -> Response:
    """Problems in the input and the readings."""
    rows = answers(request).ask(at(request), "findings", lambda record: record.findings())
    return page(request, "findings.html", leaf=leaf(request, rows))


def report(request: Request) -> Response:
    """A report with its marks; words that the address names are highlighted."""
    wanted, dates, asked = identifier(request), at(request), spans(request)
    found = answers(request).ask(dates, ("article", wanted), lambda r: r.article(wanted))
    if asked and asked[-1][1] > len(found.content):
        raise UsageError(
            f"the text has {len(found.content):,} characters; there is nothing at {asked[-1][1]:,}"
        )
    return page(request, "report.html", article=found, here=asked, layers=LAYERS)


def show(request: Request) -> Response:
    """A line by its id, all of it; an id that is cut short, or of another place, leads on."""
    shown = _shown(request)
    if path_of(shown.id) != request.url.path:
        return _moved(request, shown.id)
    return page(request, "line.html", shown=shown)


def _shown(request: Request) -> Shown:
    wanted = identifier(request)
    if kind_of(wanted) is None:
        raise UnknownId(f"no line has an id that begins with {wanted[:1]!r}")
    return answers(request).ask(at(request), ("show", wanted), lambda r: r.show(wanted))


def _moved(request: Request, found: str) -> Response:
    return RedirectResponse(address(path_of(found), at(request)), 302)


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
