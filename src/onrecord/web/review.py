"""Review: the queue, one question at a time, and a person's judgement of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from onrecord.domain.errors import UsageError
from onrecord.domain.ids import kind_of
from onrecord.views.held import Passage
from onrecord.views.history import DecisionRow
from onrecord.views.queue import KINDS, QueueItem
from onrecord.views.shown import Field
from onrecord.views.subject import Subject
from onrecord.web import forms, judging
from onrecord.web.asked import At, at, identifier
from onrecord.web.questions import answers

SHOWN = 20
"""Questions on one page of the queue."""

JUDGED = ("proposal", "pledge", "statement", "mention")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a question: the words, and how they were read."""

    passage: Passage
    fields: tuple[Field, ...]


def queue(request: Request) -> Response:
    """What is worth a person's time, first things first."""
    mode, dates = judging.mode(request), at(request)
    items, total, kinds = _items(request, dates, mode)
    return judging.show(
        request,
        "queue.html",
        items=items,
        total=total,
        kinds=[(kind, kinds[kind]) for kind in KINDS if kinds[kind] or kind == mode["kind"]],
        done=_done(request),
        fault="",
        told={},
    )


def _items(
    request: Request, dates: At, mode: Mapping[str, str]
) -> tuple[tuple[QueueItem, ...], int, Mapping[str, int]]:
    """The first questions of the queue, how many there are in all, and how many of each kind."""
    waiting = answers(request).waiting(dates)
    kinds = {kind: len(waiting.of(kind)) for kind in KINDS}
    kind = mode["kind"] or None
    if mode["coder"]:
        name = judging.name_of(request)
        key = ("second", name, kind)
        items = answers(request).ask(
            dates,
            key,
            lambda record: record.second_round(name, SHOWN, kind, waiting.questions),
            live=True,
        )
        return items, len(items), kinds
    wanted = waiting.of(kind)
    items = answers(request).ask(
        dates, ("queue", kind), lambda record: record.looked_up(wanted, SHOWN), live=True
    )
    return items, len(wanted), kinds


def question(request: Request) -> Response:
    """One question with both sides, its reasons, what was decided on it, and the form."""
    return _question(request, identifier(request), "", {})


def _question(request: Request, wanted: str, fault: str, told: Mapping[str, str]) -> Response:
    dates = at(request)
    mode = judging.checked(told) if told else judging.mode(request)
    shown = answers(request).ask(dates, ("show", wanted), lambda record: record.show(wanted))
    if shown.kind not in JUDGED:
        raise UsageError(f"a {shown.kind} is not judged; its evidence is, line by line")
    item = answers(request).ask(
        dates, ("question", shown.id), lambda record: record.question(shown.id), live=True
    )
    sides = [
        Side(passage, _fields(request, dates, passage.annotation))
        for passage in ((item.left, item.right) if item else ())
        if passage is not None
    ]
    return judging.show(
        request,
        "question.html",
        400 if fault else 200,
        shown=shown,
        item=item,
        sides=sides,
        subject=_subject(request, dates, shown.id, shown.kind),
        following=_following(request, dates, mode, shown.id),
        decided=() if mode["coder"] else _decided_on(request, dates, shown.id),
        done=_done(request),
        fault=fault,
        told=told,
        chosen=mode,
    )


def _done(request: Request) -> tuple[DecisionRow, ...]:
    """The decision that brought one here."""
    done = request.query_params.get("done", "")
    return judging.decided(request, [done]) if kind_of(done) == "decision" else ()


def _following(request: Request, dates: At, mode: Mapping[str, str], wanted: str) -> str | None:
    """The question after this one on the page of the queue, if it stands there."""
    items, _, _ = _items(request, dates, mode)
    ids = [item.id for item in items if item.id != wanted]
    place = next((n for n, item in enumerate(items) if item.id == wanted), 0)
    return ids[place] if place < len(ids) else (ids[0] if ids else None)


def _subject(request: Request, dates: At, wanted: str, kind: str) -> Subject | None:
    if kind not in ("pledge", "statement"):
        return None
    return answers(request).ask(
        dates, ("subject", wanted, False), lambda record: record.subject(wanted), live=True
    )


def _decided_on(request: Request, dates: At, wanted: str) -> tuple[DecisionRow, ...]:
    """What was decided on a question, the last first; second coders' judgements stay hidden."""
    rows = answers(request).ask(
        dates, ("decided on", wanted), lambda record: record.decided_on(wanted), live=True
    )
    return tuple(row for row in rows if not row.actor.startswith("second:"))


def _fields(request: Request, dates: At, annotation: str) -> tuple[Field, ...]:
    """How one side of a question was read."""
    shown = answers(request).ask(
        dates, ("show", annotation), lambda record: record.show(annotation)
    )
    return shown.fields


async def decide(request: Request) -> Response:
    """Record a judgement and go on to the next question."""
    wanted = identifier(request)
    told = await forms.posted(request)
    return await run_in_threadpool(_decided, request, wanted, told)


def _decided(request: Request, wanted: str, told: dict[str, str]) -> Response:
    judged = judging.judged(wanted, told)
    judging.checked(told)
    try:
        return judging.recorded(
            request, told, lambda record: record.decide(judged, then=False), "/review"
        )
    except UsageError as error:
        return _question(request, wanted, str(error), told)
