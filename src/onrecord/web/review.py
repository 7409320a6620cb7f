"""The review queue: questions for a person, their answers, and the history of all answers."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.app.review import LONGEST_NAME, LONGEST_REASON, Judged
from onrecord.domain.errors import UsageError
from onrecord.views.held import Passage
from onrecord.views.queue import QueueItem
from onrecord.views.shown import Field
from onrecord.web import guard
from onrecord.web.asked import At, at, identifier
from onrecord.web.pages import leaf
from onrecord.web.questions import answers
from onrecord.web.render import page, refusal

SHOWN = 25
"""Questions on one page of the queue."""

LOOKED = 500
"""Questions among which one is looked up with both its sides in their paragraphs."""

FORM_COOKIE = "onrecord-form"
NAME_COOKIE = "onrecord-name"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a question: the words, and how they were read."""

    passage: Passage
    fields: tuple[Field, ...]


def queue(request: Request) -> Response:
    """What is worth a person's time, first things first."""
    items = _queue(request)
    done = request.query_params.get("done")
    told = [row for row in _history(request, at(request), True) if row.id == done]
    return page(
        request, "queue.html", items=items[:SHOWN], total=len(items), done=told, most=LOOKED
    )


def _queue(request: Request) -> tuple[QueueItem, ...]:
    return answers(request).ask(at(request), "queue", lambda record: record.queue(LOOKED))


def _history(request: Request, dates: At, people: bool) -> tuple[Any, ...]:
    return answers(request).ask(dates, ("history", people), lambda r: r.decisions(people))


def history(request: Request) -> Response:
    """Every decision ever made, the last first; those of people, or all of them."""
    everything = request.query_params.get("all") == "1"
    rows = _history(request, at(request), not everything)
    return page(request, "history.html", leaf=leaf(request, rows), everything=everything)


def question(request: Request) -> Response:
    """One question with both sides, its reasons, what was decided on it, and the form."""
    return _question(request, identifier(request), "")


def _question(request: Request, wanted: str, fault: str) -> Response:
    dates = at(request)
    items = _queue(request)
    place = next((n for n, item in enumerate(items) if item.id == wanted), None)
    item = None if place is None else items[place]
    shown = answers(request).ask(dates, ("show", wanted), lambda record: record.show(wanted))
    if shown.kind not in ("proposal", "pledge", "statement", "mention"):
        raise UsageError(f"a {shown.kind} is not judged; its evidence is, line by line")
    later = None if place is None or place + 1 >= len(items) else items[place + 1].id
    decided = [row for row in _history(request, dates, False) if row.about == shown.id]
    cookie = request.cookies.get(FORM_COOKIE, "")
    if not _well_formed(cookie):
        cookie = secrets.token_urlsafe(24)
    sides = [
        Side(passage, _fields(request, dates, passage.annotation))
        for passage in ((item.left, item.right) if item else ())
        if passage is not None
    ]
    answer = page(
        request,
        "question.html",
        400 if fault else 200,
        shown=shown,
        item=item,
        sides=sides,
        following=later,
        decided=decided,
        seen=answers(request).head,
        token=_token(request, cookie),
        name=unquote(request.cookies.get(NAME_COOKIE, ""))[:LONGEST_NAME],
        fault=fault,
        longest=LONGEST_REASON,
    )
    answer.set_cookie(FORM_COOKIE, cookie, httponly=True, samesite="strict", path="/review")
    answer.headers["cache-control"] = "no-store"
    return answer


def _fields(request: Request, dates: At, annotation: str) -> tuple[Field, ...]:
    """How one side of a question was read."""
    shown = answers(request).ask(
        dates, ("show", annotation), lambda record: record.show(annotation)
    )
    return shown.fields


async def decide(request: Request) -> Response:
    """Record a judgement and go on to the next question."""
    wanted = identifier(request)
    body = await guard.body(request)
    if body is None:
        return refusal(request, 413, f"A form here has at most {guard.LONGEST_BODY:,} bytes.")
    if not _from_here(request):
        return refusal(request, 403, "This form did not come from this site; nothing was changed.")
    try:
        form = parse_qs(body.decode("utf-8"), max_num_fields=20, strict_parsing=bool(body))
    except ValueError:
        return refusal(request, 400, "This is no form that could be read; nothing was changed.")
    told = {name: values[-1] for name, values in form.items()}
    cookie = request.cookies.get(FORM_COOKIE, "")
    token = told.get("token", "").encode("utf-8", "replace")
    if not _well_formed(cookie) or not hmac.compare_digest(token, _token(request, cookie).encode()):
        return refusal(
            request, 403, "This form is too old; open the question again. Nothing was changed."
        )
    return await run_in_threadpool(_decided, request, wanted, told)


def _decided(request: Request, wanted: str, told: dict[str, str]) -> Response:
    seen = told.get("seen", "")
    actor = " ".join(told.get("name", "").split())
    judged = Judged(
        wanted,
        told.get("judgement", ""),
        actor,
        told.get("reason", "").replace("\r\n", "\n"),
        int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1,
    )
    try:
        outcome = answers(request).decide(judged)
    except UsageError as error:
        return _question(request, wanted, str(error))
    answer = RedirectResponse(f"/review?done={outcome.decision}", 303)
    answer.set_cookie(
        NAME_COOKIE, quote(actor), YEAR, httponly=True, samesite="strict", path="/review"
    )
    return answer


def _from_here(request: Request) -> bool:
    """Whether the browser says that the form stood on a page of this very site.

    With `no-referrer` browsers send "Origin: null" even for our own forms; Sec-Fetch-Site, which
    no script can set, tells them from foreign ones.
    """
    origin = request.headers.get("origin", "null")
    if origin != "null":
        return origin == f"{request.url.scheme}://{request.headers.get('host', '')}"
    return request.headers.get("sec-fetch-site") == "same-origin"


def _token(request: Request, cookie: str) -> str:
    """What a form carries to show that it was made for the browser with this cookie."""
    key: bytes = request.app.state.key
    return hmac.new(key, cookie.encode("utf-8"), hashlib.sha256).hexdigest()


def _well_formed(cookie: str) -> bool:
    return len(cookie) == 32 and cookie.isascii()
