"""The application: its routes and middleware as literal lists, and how it is served."""

from __future__ import annotations

import hashlib
import logging
import secrets
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import anyio.to_thread
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.app.accounts import Accounts, open_accounts
from onrecord.app.past import NotYet
from onrecord.domain.errors import OnRecordError, UnknownId, UsageError
from onrecord.web import (
    access,
    accounts,
    api,
    correcting,
    feeds,
    guard,
    joining,
    lines,
    pages,
    printed,
    review,
    undoing,
)
from onrecord.web.answers import Answers
from onrecord.web.pace import Pace
from onrecord.web.questions import QUESTIONS, asked_first
from onrecord.web.render import refusal
from onrecord.web.shared_pace import SharedPace
from onrecord.web.workers import Workers

log = logging.getLogger("onrecord.web")

THREADS = 3
"""Requests worked on at once. More get in each other's way: every row that SQLite gives hands the
interpreter over, and with twenty readers at once 12 gave 17 pages a second and p95 3.4 s, 4 gave 21
and 1.5 s, 2 gave 26 and 1.3 s (3,089 reports, two cores, 2026-11); one more than that lets readers
by while somebody asks for what takes long."""

AGAIN = 5
"""Seconds after which a page is asked for again that is being worked out."""

IDLE = 75
"""Seconds that a connection is kept on which nobody asks. With uvicorn's 5 a reader who thought for
five seconds met a connection that was just being closed (2026-11)."""

LOCAL = ("127.0.0.1", "localhost", "[::1]", "::1")
"""The names of this machine, for itself."""

STATIC = {
    "site.css": "text/css; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "review.css": "text/css; charset=utf-8",
    "review.js": "text/javascript; charset=utf-8",
    "reading.css": "text/css; charset=utf-8",
    "reading.js": "text/javascript; charset=utf-8",
    "charts.js": "text/javascript; charset=utf-8",
    "d3.min.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""Every file that is served as it is; there are no others, whatever a path says."""

PAGES: tuple[Route, ...] = (
    Route("/", pages.brief),
    Route("/board", pages.board),
    Route("/commitments", pages.commitments),
    Route("/feed.atom", feeds.changed),
    Route("/commitments/{id}.atom", feeds.of_commitment),
    Route("/commitments/{id}", lines.show),
    Route("/conditions", pages.conditions),
    Route("/utterances", pages.utterances),
    Route("/utterances/{id}", lines.show),
    Route("/timeline", pages.timeline),
    Route("/disputes", pages.disputes),
    Route("/disputes/{id}", lines.show),
    Route("/balance", pages.balance),
    Route("/coverage", pages.coverage),
    Route("/entities", pages.entities),
    Route("/entities/{id}", lines.show),
    Route("/stories/{id}", lines.show),
    Route("/reports", pages.reports),
    Route("/reports/{id}", pages.report),
    Route("/reports/{id}/{spans}", pages.report),
    Route("/t/{id}", pages.report),
    Route("/t/{id}/{spans}", pages.report),
    Route("/search", pages.search),
    Route("/search/hits", pages.hits),
    Route("/findings", pages.findings),
    Route("/show/{id}", lines.show),
    Route("/files/{table}.{form}", pages.file),
)

REVIEW: tuple[Route, ...] = (
    Route("/review", review.queue),
    Route("/review/agreement", undoing.agreement),
    Route("/review/done", undoing.done),
    Route("/review/undo/{id}", undoing.ask, methods=["GET"]),
    Route("/review/undo/{id}", undoing.undo, methods=["POST"]),
    Route("/review/lines/{id}", joining.line, methods=["GET"]),
    Route("/review/lines/{id}", joining.change, methods=["POST"]),
    Route("/review/{id}/edit/{field}", correcting.edit, methods=["GET"]),
    Route("/review/{id}/edit/{field}", correcting.correct, methods=["POST"]),
    Route("/review/{id}", review.question, methods=["GET"]),
    Route("/review/{id}", review.decide, methods=["POST"]),
)

OPEN: tuple[Route, ...] = (Route("/history", undoing.history),)

ACCOUNTS: tuple[Route, ...] = (
    Route("/login", accounts.login, methods=["GET"]),
    Route("/login", accounts.come_in, methods=["POST"]),
    Route("/logout", accounts.go_out, methods=["POST"]),
    Route("/account", accounts.account, methods=["GET"]),
    Route("/account", accounts.change, methods=["POST"]),
    Route("/audit", accounts.audit),
)


def _rows(name: str) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        request.scope["path_params"] = {**request.path_params, "table": name}
        return api.rows(request)

    return endpoint


API: tuple[Route, ...] = (
    Route("/api/v1/openapi.json", api.openapi),
    Route("/api/v1/brief", api.brief),
    *(Route(f"/api/v1/{name}", _rows(name)) for name in QUESTIONS),
    Route("/api/v1/reports/{id}", api.article),
    Route("/api/v1/texts/{id}", api.article),
    Route("/api/v1/show/{id}", api.line),
    Route("/api/v1/search", api.search),
    Route("/api/v1/findings", api.findings),
    Route("/api/v1/queue", api.queue),
    Route("/api/v1/decisions", api.decisions),
)


def create_app(path: str | Path, local: bool = True, shared: Path | None = None) -> Starlette:
    """The application over the record in this file.

    `local` says that it is served to this machine alone: then it answers to this machine's names
    only, and whoever sits here may do everything. Otherwise everybody has to log in. `shared` is
    the folder of processes that serve together: of what they count and of worlds of the past.

    Raises NotARecord, RecordTooNew, and UsageError where others are to come and nobody has an
    account.
    """
    answers = Answers(path, shared)
    try:
        users = None if local else open_accounts(path, must_exist=True)
    except OnRecordError:
        answers.close()
        raise
    app = Starlette(
        routes=[
            access.guarded(_kept(route) if route.path in KEPT else route) for route in routes()
        ],
        middleware=[
            Middleware(guard.SafeHeaders),
            Middleware(guard.Faults, refuse=refusal),
            Middleware(guard.Bounds, refuse=refusal, hosts=frozenset(LOCAL) if local else None),
            Middleware(access.Who),
        ],
        exception_handlers={
            HTTPException: _http,
            UsageError: _told(400),
            UnknownId: _told(404),
            NotYet: _not_yet,
            OnRecordError: _unavailable,
        },
        lifespan=_lifespan,
    )
    app.state.answers = answers
    app.state.printed = printed.Printed()
    app.state.accounts = users
    app.state.key = secrets.token_bytes(32)
    for name, pace in PACES.items():
        of_all = None if shared is None else SharedPace(*pace, shared / name)
        setattr(app.state, name, of_all or Pace(*pace))
    return app


PACES = {
    "writes": access.WRITES,
    "by_address": accounts.BY_ADDRESS,
    "by_name": accounts.BY_NAME,
}
"""How often what may be done."""


LIVE = (
    "/",
    "/findings",
    "/files/{table}.{form}",
    "/api/v1/openapi.json",
    "/api/v1/findings",
)
"""Readers' addresses of which no page is kept as a whole: what one person saw last, what is being
worked out meanwhile, and what is asked for once."""


def _kept(route: Route) -> Route:
    """The route; a page for readers is kept while the record does not move."""
    return Route(route.path, printed.kept(route.endpoint), methods=["GET"], name=route.name)


KEPT = frozenset(route.path for route in (*PAGES, *OPEN, *API) if route.path not in LIVE)


def routes() -> tuple[Route, ...]:
    """Every route there is; who may ask it stands in `access.NEEDS`."""
    return (Route("/static/{name}", _static()), *PAGES, *REVIEW, *OPEN, *ACCOUNTS, *API)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield
    app.state.answers.close()
    if app.state.accounts is not None:
        app.state.accounts.close()


def _static() -> Callable[[Request], Response]:
    folder = files("onrecord.web").joinpath("static")
    held = {name: (folder.joinpath(name).read_bytes(), kind) for name, kind in STATIC.items()}
    tags = {
        name: f'"{hashlib.sha256(content).hexdigest()[:16]}"' for name, (content, _) in held.items()
    }

    def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in held:
            return refusal(request, 404, "There is no such file here.")
        headers = {"etag": tags[name]}
        if request.headers.get("if-none-match", "").removeprefix("W/") == tags[name]:
            return Response(status_code=304, headers=headers)
        content, kind = held[name]
        return Response(content, 200, headers, kind)

    return static


_WORDS = {
    404: "There is no such page here.",
    405: "This address does not take that method.",
}


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = refusal(request, error.status_code, _WORDS.get(error.status_code, error.detail))
    answer.headers.update(error.headers or {})
    return answer


def _told(status: int) -> Callable[[Request, Exception], Response]:
    """How an error of ours is told: our own words, which name no inside."""

    def handler(request: Request, error: Exception) -> Response:
        return refusal(request, status, str(error))

    return handler


def _not_yet(request: Request, error: Exception) -> Response:
    """A page that says so, and that a browser asks for again by itself."""
    words = (
        f"{str(error).capitalize()}; this takes minutes where a record is long. Then it is here."
    )
    answer = refusal(request, 503, words)
    answer.headers.update({"retry-after": str(AGAIN), "refresh": str(AGAIN)})
    return answer


def _unavailable(request: Request, error: Exception) -> Response:
    log.error("the record cannot be used: %s", error)
    words = "The record is busy or cannot be read just now. Try again in a moment."
    return refusal(request, 503, words)


@dataclass(frozen=True, slots=True)
class Https:
    """How https comes about: a certificate of ours, or a proxy on this machine that has one."""

    certificate: str | None = None
    key: str | None = None
    proxy: bool = False

    @property
    def is_there(self) -> bool:
        """Whether passwords travel under cover."""
        return self.proxy or self.certificate is not None


def is_local(host: str, https: Https = Https()) -> bool:
    """Whether a record served so reaches this machine alone; behind a proxy it never does."""
    return host in LOCAL and not https.proxy


def app_for(
    path: str | Path, host: str, https: Https = Https(), shared: Path | None = None
) -> Starlette:
    """The application as it is served at this host. Raises as `create_app` does."""
    return create_app(path, is_local(host, https), shared)


@contextmanager
def together(workers: int) -> Iterator[Path | None]:
    """A folder that so many processes have together; None where there is but one."""
    if workers == 1:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        yield Path(folder)


def serve(app: Starlette, sock: socket.socket, https: Https = Https(), workers: int = 1) -> None:
    """Serve the application on a bound socket until stopped, by so many processes."""
    if workers == 1:
        app.state.answers.warm()
        _serve(app, sock, https)
        return
    users: Accounts | None = app.state.accounts
    app.state.answers.ready(asked_first)
    if users is not None:
        users.close()

    def work() -> None:
        if users is not None:
            app.state.accounts = open_accounts(app.state.answers.path, must_exist=True)
        _serve(app, sock, https)

    Workers(workers, work).run()


def _serve(app: Starlette, sock: socket.socket, https: Https) -> None:
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=https.proxy,
        forwarded_allow_ips=["127.0.0.1", "::1"] if https.proxy else None,
        ssl_certfile=https.certificate,
        ssl_keyfile=https.key,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=IDLE,
    )
    uvicorn.Server(config).run(sockets=[sock])


def bound(host: str, port: int) -> socket.socket:
    """A socket at this address. Raises OnRecordError when it is taken or no address of ours."""
    made: socket.socket | None = None
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, proto)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(256)
    except OSError as error:
        if made is not None:
            made.close()
        raise OnRecordError(
            f"cannot serve at {host} port {port}: {error.strerror or error}; choose another --port"
        ) from error
    return made
