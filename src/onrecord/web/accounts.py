"""Coming in and going out, one's own account, and what an owner sees of all that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.app.accounts import (
    LONGEST_PASSWORD,
    LONGEST_SESSION,
    SHORTEST_PASSWORD,
    Accounts,
)
from onrecord.domain.errors import UsageError
from onrecord.web import forms
from onrecord.web.access import COOKIE, address_of, too_fast
from onrecord.web.asked import At
from onrecord.web.asker import asker
from onrecord.web.pace import whose
from onrecord.web.pages import leaf
from onrecord.web.questions import answers
from onrecord.web.render import page, refusal

BY_ADDRESS = (10, 20.0)
BY_NAME = (20, 60.0)
"""Tries to log in: so many at once, then one in so many seconds. From one address that is 4,330 a
day and at one name 1,460, wherever they come from; a name is thus never shut for longer than a
minute, and 12 characters are not found in a lifetime (2026-11)."""

EVENTS = 2_000
"""Events that the audit page goes back to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the audit: an event of the accounts, or a decision."""

    at: datetime
    who: str
    what: str
    about: str = ""
    address: str = ""


def login(request: Request) -> Response:
    """The form by which one comes in."""
    if not _shared(request) or not asker(request).stranger:
        return RedirectResponse(_next(request.query_params.get("next", "")), 303)
    return _login(request, _next(request.query_params.get("next", "")))


def _login(request: Request, onward: str, fault: str = "", status: int = 200) -> Response:
    crossed = request.headers.get("sec-fetch-site") == "cross-site"
    answer = page(request, "login.html", status, onward=onward, fault=fault, crossed=crossed)
    answer.headers["cache-control"] = "no-store"
    return answer


async def come_in(request: Request) -> Response:
    """Begin a session for whoever knows the password; whatever session there was is over."""
    told = await forms.posted(request)
    return await run_in_threadpool(_come_in, request, told)


def _come_in(request: Request, told: dict[str, str]) -> Response:
    accounts = _accounts(request)
    if accounts is None:
        return RedirectResponse("/", 303)
    onward, name, address = _next(told.get("next", "")), told.get("name", ""), address_of(request)
    paces = ((request.app.state.by_address, whose(address)),
             (request.app.state.by_name, name.casefold().strip()[:100]))  # fmt: skip
    for pace, key in paces:
        wait = pace.wait(key)
        if wait:
            return too_fast(request, wait)
    before = asker(request).session
    secret = accounts.login(name, told.get("password", ""), address)
    if secret is None:
        return _login(request, onward, "Name and password do not belong together.", 403)
    if before is not None:
        accounts.logout(before, address)
    answer = RedirectResponse(onward, 303)
    answer.set_cookie(
        COOKIE,
        secret,
        int(LONGEST_SESSION.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=forms.secure(request),
        path="/",
    )
    answer.delete_cookie(forms.COOKIE, path="/")
    answer.headers["cache-control"] = "no-store"
    return answer


async def go_out(request: Request) -> Response:
    """End the session, on the server too."""
    await forms.posted(request)
    return await run_in_threadpool(_go_out, request)


def _go_out(request: Request) -> Response:
    accounts, session = _accounts(request), asker(request).session
    if accounts is not None and session is not None:
        accounts.logout(session, address_of(request))
    answer = RedirectResponse("/login" if accounts else "/", 303)
    for cookie in (COOKIE, forms.COOKIE):
        answer.delete_cookie(cookie, path="/")
    answer.headers["clear-site-data"] = '"cache"'
    return answer


def account(request: Request) -> Response:
    """One's own account, and the form for another password."""
    if not _shared(request):
        return refusal(request, 404, "This record is open at this machine alone, without accounts.")
    return _account(request, "")


def _account(request: Request, fault: str, done: bool = False) -> Response:
    answer = page(
        request,
        "account.html",
        400 if fault else 200,
        fault=fault,
        done=done,
        shortest=SHORTEST_PASSWORD,
        longest=LONGEST_PASSWORD,
    )
    answer.headers["cache-control"] = "no-store"
    return answer


async def change(request: Request) -> Response:
    """Another password for oneself; all other sessions end."""
    told = await forms.posted(request)
    return await run_in_threadpool(_change, request, told)


def _change(request: Request, told: dict[str, str]) -> Response:
    accounts, session = _accounts(request), asker(request).session
    if accounts is None or session is None:
        return refusal(request, 404, "This record is open at this machine alone, without accounts.")
    wait = request.app.state.by_name.wait(session.name.casefold())
    if wait:
        return too_fast(request, wait)
    if not accounts.confirm(session.name, told.get("password", "")):
        accounts.note("password not changed", session.name, address_of(request))
        return _account(request, "The password until now is another.")
    if told.get("new", "") != told.get("again", ""):
        return _account(request, "The new password was not told twice alike.")
    try:
        accounts.set_password(session.name, told.get("new", ""), keep=session.digest)
    except UsageError as error:
        return _account(request, str(error))
    return _account(request, "", done=True)


def audit(request: Request) -> Response:
    """Who came in, who failed to, who was refused, and what people decided, the last first."""
    accounts = _accounts(request)
    events = accounts.events(EVENTS) if accounts else ()
    decided = answers(request).ask(At(), ("history", True), lambda r: r.decisions(True))
    entries = [Entry(e.at, e.name, e.what, address=e.address) for e in events]
    entries += [
        Entry(row.known_at, row.actor, str(row.judgement), row.id)
        for row in decided
        if row.known_at is not None
    ]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    users = accounts.users() if accounts else ()
    return page(request, "audit.html", leaf=leaf(request, entries), users=users)


def _accounts(request: Request) -> Accounts | None:
    found: Accounts | None = request.app.state.accounts
    return found


def _shared(request: Request) -> bool:
    return _accounts(request) is not None


def _next(told: str) -> str:
    """Where to go on to: a path of this site, whatever was told."""
    safe = told.startswith("/") and told.isprintable() and told.isascii()
    if not safe or told.startswith(("//", "/\\", "/login", "/logout")) or len(told) > 1000:
        return "/"
    return told
