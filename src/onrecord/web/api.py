"""The same questions as JSON under /api/v1: paged, filtered, tagged with the record's head."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from onrecord.domain.errors import UsageError
from onrecord.web import data, judging
from onrecord.web.asked import FURTHEST, at, filters, identifier, number
from onrecord.web.questions import QUESTIONS, answers, table

LIMIT = 100
MOST = 1000
"""Items of one answer, unless asked otherwise and at most."""

PAGED = ("limit", "offset", "as_of", "on")
DATED = ("as_of", "on")


def rows(request: Request) -> Response:
    """A table, page by page."""
    name = request.path_params["table"]
    _only(request, (*QUESTIONS[name].filters, *PAGED))
    limit, offset = _page(request)
    return _answer(
        request,
        lambda: _paged(
            *answers(request).steady(lambda: table(request, name).rows), limit=limit, offset=offset
        ),
    )


def brief(request: Request) -> Response:
    """The brief."""
    return _one(request, "brief", lambda record: record.brief())


def line(request: Request) -> Response:
    """Any line by its id, all of it."""
    wanted = identifier(request)
    return _one(request, ("show", wanted), lambda record: record.show(wanted))


def article(request: Request) -> Response:
    """A report, by its id or its text's digest, with its text and marks."""
    wanted = identifier(request)
    return _one(request, ("article", wanted), lambda record: record.article(wanted))


def search(request: Request) -> Response:
    """Full-text search."""
    _only(request, ("q", *PAGED))
    words = filters(request, ("q",))["q"]
    if words is None:
        raise UsageError("search wants the parameter 'q'")
    return _list(request, ("search", words, MOST), lambda record: record.search(words, MOST))


def findings(request: Request) -> Response:
    """Problems in the input and the readings."""
    _only(request, PAGED)
    return _list(request, "findings", lambda record: record.findings())


def queue(request: Request) -> Response:
    """What waits for a person, all of it or the questions of one kind.

    A question that was settled under another name meanwhile is left out of its page.
    """
    _only(request, ("kind", *PAGED))
    (limit, offset), dates = _page(request), at(request)
    kind = judging.checked({"kind": request.query_params.get("kind", "")})["kind"]

    def page() -> dict[str, Any]:
        seq = answers(request).recorded
        wanted = answers(request).waiting(dates).of(kind)
        some = wanted[offset : offset + limit]
        key = ("queue", kind, limit, offset)
        items = answers(request).ask(dates, key, lambda r: r.looked_up(some, limit), live=True)
        return {"head": seq, "total": len(wanted), "limit": limit, "offset": offset, "items": items}

    return _answer(request, page, answers(request).recorded)


def decisions(request: Request) -> Response:
    """Every decision, the last first."""
    _only(request, PAGED)
    return _list(request, ("history", False), lambda record: record.decisions())


def openapi(request: Request) -> Response:
    """What the API takes and gives, as OpenAPI."""
    del request
    return Response(_openapi(), media_type="application/json")


@cache
def _openapi() -> bytes:
    document = files("onrecord.web").joinpath("openapi.json").read_bytes()
    json.loads(document)
    return document


def _page(request: Request) -> tuple[int, int]:
    limit = number(request, "limit", LIMIT, range(1, MOST + 1))
    return limit, number(request, "offset", 0, range(FURTHEST + 1))


def _one(request: Request, key: Any, ask: Callable[[Any], Any]) -> Response:
    _only(request, DATED)
    dates = at(request)
    return _answer(request, lambda: answers(request).ask(dates, key, ask))


def _list(request: Request, key: Any, ask: Callable[[Any], Sequence[Any]]) -> Response:
    (limit, offset), dates = _page(request), at(request)
    return _answer(
        request,
        lambda: _paged(
            *answers(request).steady(lambda: answers(request).ask(dates, key, ask)),
            limit=limit,
            offset=offset,
        ),
    )


def _paged(head: int, items: Sequence[Any], limit: int, offset: int) -> dict[str, Any]:
    return {
        "head": head,
        "total": len(items),
        "limit": limit,
        "offset": offset,
        "items": items[offset : offset + limit],
    }


def _answer(request: Request, make: Callable[[], Any], seq: int | None = None) -> Response:
    """The answer with its ETag, or nothing where the asker has it already.

    `seq` is the state that it is of, where that is not the head.
    """
    tag = f'"{answers(request).head if seq is None else seq}"'
    known = [
        t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")
    ]
    if tag in known or "*" in known:
        return Response(status_code=304, headers={"etag": tag})
    return Response(data.json_bytes(make()), 200, {"etag": tag}, "application/json")


def _only(request: Request, names: Sequence[str]) -> None:
    """Nothing, when a request has no parameter but these, and none is empty. Raises UsageError."""
    unknown = sorted(set(request.query_params) - set(names))
    if unknown:
        raise UsageError(f"no parameter {unknown[0][:40]!r} here; there are: {', '.join(names)}")
    for name, told in request.query_params.multi_items():
        if not told.strip():
            raise UsageError(f"{name} is empty; leave it out, or give it a value")
