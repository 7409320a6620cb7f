"""What every form of a reviewer has in common: who, why, having seen what, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.app.record import Record
from onrecord.app.review import LONGEST_NAME, LONGEST_REASON, Judged, Outcome
from onrecord.domain.errors import UsageError
from onrecord.domain.ids import kind_of
from onrecord.views.history import DecisionRow
from onrecord.views.queue import KINDS
from onrecord.web import forms
from onrecord.web.asked import At
from onrecord.web.asker import asker
from onrecord.web.questions import answers
from onrecord.web.render import page

NAME_COOKIE = "onrecord-name"
YEAR = 365 * 24 * 3600

KEPT = ("kind", "coder")
"""What a reviewer chose for the queue, and goes on with from page to page."""


def show(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """A page of a reviewer: never kept by the browser, with all that its forms carry.

    `told` is what a form said that is shown again; what it did not say is empty.
    """
    context["mode"] = mode(request)
    return with_forms(request, template, status, **context)


def with_forms(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """Likewise any page with forms on it that judge."""
    context["told"] = defaultdict(str, context.get("told", {}))
    answer = page(
        request,
        template,
        status,
        seen=answers(request).recorded,
        name=name_of(request),
        longest=LONGEST_REASON,
        behind=answers(request).behind,
        **context,
    )
    answer.headers["cache-control"] = "no-store"
    return answer


def name_of(request: Request) -> str:
    """Who decides: the account, else the name that is told, else the one this browser gave last."""
    known: str = asker(request).name
    told = " ".join(request.query_params.get("as", "").split())
    return known or (told or unquote(request.cookies.get(NAME_COOKIE, "")))[:LONGEST_NAME]


def mode(request: Request) -> dict[str, str]:
    """The choice for the queue that a request carries. Raises UsageError."""
    told = {name: request.query_params.get(name, "") for name in KEPT}
    return checked(told)


def checked(told: Mapping[str, str]) -> dict[str, str]:
    """The choice for the queue; what is not chosen is empty. Raises UsageError."""
    kind, coder = told.get("kind", ""), told.get("coder", "")
    if kind and kind not in KINDS:
        raise UsageError(f"kind wants one of {', '.join(KINDS)}; got {kind[:40]!r}")
    if coder not in ("", "second"):
        raise UsageError(f"coder is second, or left out; got {coder[:40]!r}")
    return {"kind": kind, "coder": coder}


def judged(about: str, told: Mapping[str, str], judgement: str = "") -> Judged:
    """The judgement that a form carries."""
    return Judged(
        about,
        judgement or told.get("judgement", ""),
        " ".join(told.get("name", "").split()),
        told.get("reason", "").replace("\r\n", "\n"),
        seen_of(told),
        second=told.get("coder") == "second",
    )


def seen_of(told: Mapping[str, str]) -> int:
    """The seq that a form was made at, -1 where it says none."""
    seen = told.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1


def recorded(
    request: Request, told: Mapping[str, str], work: Callable[[Record], Outcome], back: str
) -> Response:
    """Do what a form asks, and go `back`; a page with what came in where the matter moved."""
    outcome = answers(request).act(work)
    if not outcome.decisions:
        return moved(request, told, outcome.moved, back)
    pairs = [("done", outcome.decision), *((k, v) for k, v in checked(told).items() if v)]
    answer = RedirectResponse(f"{back}?{urlencode(pairs)}", 303)
    remember(request, told, answer)
    return answer


def remember(request: Request, told: Mapping[str, str], answer: Response) -> None:
    """Keep the name that a form gave, so that the next one need not ask."""
    if asker(request).name:
        return
    name = " ".join(told.get("name", "").split())
    answer.set_cookie(
        NAME_COOKIE,
        quote(name),
        YEAR,
        httponly=True,
        samesite="strict",
        secure=forms.secure(request),
        path="/",
    )


def moved(request: Request, told: Mapping[str, str], came: Sequence[str], back: str) -> Response:
    """409: what came in since the form was made, and the form again to decide on that."""
    ids = [i for i in came if kind_of(i) == "decision"]
    rows = decided(request, ids)
    read = [i for i in came if kind_of(i) == "reading"]
    kept = [
        (name, value)
        for name, value in told.items()
        if name not in ("token", "seen", "reason", "name")
    ]
    return show(
        request, "conflict.html", 409, changes=rows, read=read, kept=kept, told=told, back=back
    )


def decided(request: Request, ids: Sequence[str]) -> tuple[DecisionRow, ...]:
    """These decisions of people."""
    if not ids:
        return ()
    key = ("decided", tuple(ids))
    return answers(request).ask(At(), key, lambda record: record.decided(ids), live=True)
