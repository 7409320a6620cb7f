"""Who asks, and what they may: the role that each address wants, as one table."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.app.accounts import Accounts, Role
from onrecord.web.asker import HERE, STRANGER, Asker, asker
from onrecord.web.pace import Pace, whose
from onrecord.web.render import refusal

COOKIE = "onrecord-session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

READER, REVIEWER, OWNER = Role.READER, Role.REVIEWER, Role.OWNER

NEEDS: Mapping[str, Role | None] = {
    # Anybody: what one needs to come in.
    "GET /static/{name}": None,
    "GET /login": None,
    "POST /login": None,
    # Whoever has an account.
    "POST /logout": READER,
    "GET /account": READER,
    "POST /account": READER,
    "GET /": READER,
    "GET /board": READER,
    "GET /commitments": READER,
    "GET /feed.atom": READER,
    "GET /commitments/{id}.atom": READER,
    "GET /commitments/{id}": READER,
    "GET /conditions": READER,
    "GET /utterances": READER,
    "GET /utterances/{id}": READER,
    "GET /timeline": READER,
    "GET /disputes": READER,
    "GET /disputes/{id}": READER,
    "GET /balance": READER,
    "GET /coverage": READER,
    "GET /entities": READER,
    "GET /entities/{id}": READER,
    "GET /stories/{id}": READER,
    "GET /reports": READER,
    "GET /reports/{id}": READER,
    "GET /reports/{id}/{spans}": READER,
    "GET /t/{id}": READER,
    "GET /t/{id}/{spans}": READER,
    "GET /search": READER,
    "GET /search/hits": READER,
    "GET /findings": READER,
    "GET /show/{id}": READER,
    "GET /files/{table}.{form}": READER,
    "GET /history": READER,
    "GET /api/v1/openapi.json": READER,
    "GET /api/v1/brief": READER,
    "GET /api/v1/commitments": READER,
    "GET /api/v1/utterances": READER,
    "GET /api/v1/disputes": READER,
    "GET /api/v1/entities": READER,
    "GET /api/v1/timeline": READER,
    "GET /api/v1/balance": READER,
    "GET /api/v1/course": READER,
    "GET /api/v1/conditions": READER,
    "GET /api/v1/paths": READER,
    "GET /api/v1/coverage": READER,
    "GET /api/v1/reports": READER,
    "GET /api/v1/reports/{id}": READER,
    "GET /api/v1/texts/{id}": READER,
    "GET /api/v1/show/{id}": READER,
    "GET /api/v1/search": READER,
    "GET /api/v1/findings": READER,
    "GET /api/v1/queue": READER,
    "GET /api/v1/decisions": READER,
    # Whoever judges.
    "GET /review": REVIEWER,
    "GET /review/agreement": REVIEWER,
    "GET /review/done": REVIEWER,
    "GET /review/undo/{id}": REVIEWER,
    "POST /review/undo/{id}": REVIEWER,
    "GET /review/lines/{id}": REVIEWER,
    "POST /review/lines/{id}": REVIEWER,
    "GET /review/{id}/edit/{field}": REVIEWER,
    "POST /review/{id}/edit/{field}": REVIEWER,
    "GET /review/{id}": REVIEWER,
    "POST /review/{id}": REVIEWER,
    # Whoever answers for it all.
    "GET /audit": OWNER,
}
"""Method and address -> the least role that may ask; None is anybody. What is not named here is
the owner's alone; a test wants every route named."""

WRITES = (120, 0.5)
"""Forms of one person: so many at once, then one in so many seconds. By keyboard alone a practised
reviewer decides on one question in two seconds (2026-11)."""


def guarded(route: Route) -> Route:
    """The route, open to those whom `NEEDS` names for it."""
    methods = sorted(route.methods or ())
    return Route(
        route.path,
        route.endpoint,
        methods=methods,
        name=route.name,
        middleware=[Middleware(Needs, path=route.path)],
    )


class Who:
    """Finds out who asks, before anything else is done for them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with whoever asks it."""
        if scope["type"] == "http":
            who = HERE
            if scope["app"].state.accounts is not None:
                who = await run_in_threadpool(_known, Request(scope))
            scope.setdefault("state", {})["asker"] = who
        await self.app(scope, receive, send)


class Needs:
    """Lets those through who may ask; sends strangers to log in, and refuses the others."""

    def __init__(self, app: ASGIApp, path: str) -> None:
        self.app = app
        self.path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if whoever asks may ask it and, to change a thing, does it here."""
        request = Request(scope, receive)
        method = "GET" if request.method == "HEAD" else request.method
        needed = NEEDS.get(f"{method} {self.path}", OWNER)
        answer = _refused(request, needed)
        if answer is None and method not in SAFE:
            answer = _changing(request)
        await (answer or self.app)(scope, receive, send)


def _refused(request: Request, needed: Role | None) -> Response | None:
    who = asker(request)
    if needed is None or who.may(needed):
        return None
    return _unknown(request) if who.stranger else _denied(request, who, needed)


def _changing(request: Request) -> Response | None:
    who = asker(request)
    if who.session is not None and who.session.kind == "token":
        return refusal(request, 403, "A token reads; it changes nothing.")
    if not from_here(request):
        return refusal(request, 403, "This form did not come from this site; nothing was changed.")
    pace: Pace = request.app.state.writes
    wait = pace.wait(who.name or whose(address_of(request)))
    return too_fast(request, wait) if wait else None


def _known(request: Request) -> Asker:
    """Who asks: by the cookie of a login, or by the token of a program."""
    accounts: Accounts | None = request.app.state.accounts
    if accounts is None:
        return HERE
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    wanted = "token" if kind.lower() == "bearer" else "login"
    if wanted == "login":
        secret = request.cookies.get(COOKIE, "")
    session = accounts.session(secret.strip()) if secret else None
    if session is None or session.kind != wanted:
        return STRANGER
    return Asker(session.name, session.role, session)


def _unknown(request: Request) -> Response:
    if request.url.path.startswith("/api/") or request.method not in SAFE:
        answer = refusal(request, 401, "Log in first, or send a token: onrecord user token NAME")
        answer.headers["www-authenticate"] = "Bearer"
        return answer
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if len(wanted) > 1000 or request.url.path.startswith("/search/hits"):
        wanted = "/"
    return RedirectResponse(f"/login?next={quote(wanted, safe='')}", 303)


def _denied(request: Request, who: Asker, needed: Role) -> Response:
    accounts: Accounts = request.app.state.accounts
    told = f"refused: {request.method} {request.url.path}"[:200]
    if not request.app.state.writes.wait(f"denied {who.name}"):
        accounts.note(told, who.name, address_of(request))
    return refusal(
        request, 403, f"This wants the role {needed.value}; {who.name} has the role {who.role}."
    )


def too_fast(request: Request, wait: float) -> Response:
    """The page that asks somebody to wait."""
    seconds = ceil(wait)
    answer = refusal(request, 429, f"Too many at once; try again in {seconds} s. Nothing changed.")
    answer.headers["retry-after"] = str(seconds)
    return answer


def from_here(request: Request) -> bool:
    """Whether the browser says that the form stood on a page of this very site.

    With `no-referrer` browsers send "Origin: null" even for our own forms; Sec-Fetch-Site, which
    no script can set, tells them from foreign ones.
    """
    origin = request.headers.get("origin", "null")
    if origin != "null":
        return origin == f"{request.url.scheme}://{request.headers.get('host', '')}"
    return request.headers.get("sec-fetch-site") == "same-origin"


def address_of(request: Request) -> str:
    """The address that a request comes from."""
    return request.client.host if request.client else ""
