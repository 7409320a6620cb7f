"""What was decided, by whom, when and why; and taking it back, which is a decision of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from onrecord.domain.errors import UsageError
from onrecord.domain.words import Judgement
from onrecord.views.history import DecisionRow
from onrecord.web import forms, judging
from onrecord.web.acts import acts, lines_told
from onrecord.web.asked import at, identifier
from onrecord.web.pages import leaf
from onrecord.web.questions import answers
from onrecord.web.render import page

LISTED = 20_000
"""Facts of a record up to which policies' decisions are listed beside people's, about 150 reports;
of 3,000 reports there are 234,000 and no person reads that list (2026-11)."""


def history(request: Request) -> Response:
    """Every decision ever made, the last first; those of people, or all of them."""
    everything = request.query_params.get("all") == "1" and _few(request)
    second = request.query_params.get("second") == "1" or everything
    rows = answers(request).ask(
        at(request), ("history", not everything), lambda r: r.decisions(not everything), live=True
    )
    chosen = rows if second else tuple(row for row in rows if not row.actor.startswith("second:"))
    found = leaf(request, chosen)
    hidden = len(rows) - len(chosen)
    return page(
        request,
        "history.html",
        leaf=found,
        acts=acts(found.rows),
        everything=everything,
        second=second,
        hidden=hidden,
        few=_few(request),
    )


def _few(request: Request) -> bool:
    """Whether the record is small enough for a list of every decision of its policies."""
    return answers(request).recorded <= LISTED


def ask(request: Request) -> Response:
    """An act, what it did, and the form that takes it back."""
    return _ask(request, identifier(request), "", {})


def _ask(request: Request, wanted: str, fault: str, told: Mapping[str, str]) -> Response:
    rows = answers(request).ask(
        at(request), ("act", wanted), lambda record: record.act(wanted), live=True
    )
    return judging.show(
        request,
        "undo.html",
        400 if fault else 200,
        wanted=wanted,
        rows=rows,
        again=bool(rows) and rows[0].judgement is Judgement.UNDO,
        fault=fault,
        told=told,
    )


async def undo(request: Request) -> Response:
    """Take an act back."""
    wanted = identifier(request)
    told = await forms.posted(request)
    return await run_in_threadpool(_undone, request, wanted, told)


def _undone(request: Request, wanted: str, told: dict[str, str]) -> Response:
    judged = judging.judged(wanted, told, "undo")
    try:
        return judging.recorded(
            request, told, lambda record: record.undo(judged, then=False), "/review/done"
        )
    except UsageError as error:
        return _ask(request, wanted, str(error), told)


def done(request: Request) -> Response:
    """What was recorded just now, and where it can be seen."""
    made = request.query_params.get("done", "")
    rows = judging.decided(request, [made])
    if not rows:
        raise UsageError("nothing was recorded just now")
    whole = answers(request).ask(
        at(request), ("acted", made), lambda record: _acted(record, made), live=True
    )
    told = answers(request).ask(at(request), ("told of", made), lambda r: lines_told(r, rows))
    return judging.show(request, "done.html", rows=rows, whole=whole, told_of=told)


def _acted(record: Any, made: str) -> tuple[DecisionRow, ...]:
    return tuple(record.act(made))


def agreement(request: Request) -> Response:
    """How far second coders agree with the first, and what is to be settled."""
    found = answers(request).ask(
        at(request), "agreement", lambda record: record.agreements(), live=True
    )
    return judging.show(request, "agreement.html", kinds=found)
