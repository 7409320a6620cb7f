"""The application: its routes and middleware as literal lists, and how it is served."""

from __future__ import annotations

import hashlib
import logging
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

import anyio.to_thread
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.domain.errors import OnRecordError, UnknownId, UsageError
from onrecord.web import api, guard, pages, review
from onrecord.web.answers import Answers
from onrecord.web.questions import QUESTIONS
from onrecord.web.render import refusal

log = logging.getLogger("onrecord.web")

THREADS = 12
"""Requests worked on at once; under the 15 connections of the record's pool."""

LOCAL = ("127.0.0.1", "localhost", "[::1]", "::1")
"""The names of this machine, for itself."""

STATIC = {
    "site.css": "text/css; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""Every file that is served as it is; there are no others, whatever a path says."""

PAGES: tuple[Route, ...] = (
    Route("/", pages.brief),
    Route("/commitments", pages.commitments),
    Route("/commitments/{id}", pages.show),
    Route("/conditions", pages.conditions),
    Route("/utterances", pages.utterances),
    Route("/utterances/{id}", pages.show),
    Route("/timeline", pages.timeline),
    Route("/disputes", pages.disputes),
    Route("/disputes/{id}", pages.show),
    Route("/balance", pages.balance),
    Route("/entities", pages.entities),
    Route("/entities/{id}", pages.show),
    Route("/stories/{id}", pages.show),
    Route("/reports", pages.reports),
    Route("/reports/{id}", pages.report),
    Route("/reports/{id}/{spans}", pages.report),
    Route("/t/{id}", pages.report),
    Route("/t/{id}/{spans}", pages.report),
    Route("/search", pages.search),
    Route("/findings", pages.findings),
    Route("/show/{id}", pages.show),
    Route("/files/{table}.{form}", pages.file),
)

REVIEW: tuple[Route, ...] = (
    Route("/review", review.queue),
    Route("/review/{id}", review.question, methods=["GET"]),
    Route("/review/{id}", review.decide, methods=["POST"]),
)
"""Only where nobody but the person at this machine can reach them."""

OPEN: tuple[Route, ...] = (Route("/history", review.history),)


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


def create_app(path: str | Path, local: bool = True) -> Starlette:
    """The application over the record in this file.

    `local` says that it is served to this machine alone: then it answers to this machine's names
    only, and takes decisions. Raises NotARecord and RecordTooNew.
    """
    answers = Answers(path)
    hosts = frozenset(LOCAL) if local else None
    routes: list[BaseRoute] = [
        Route("/static/{name}", _static()),
        *PAGES,
        *(REVIEW if local else ()),
        *OPEN,
        *API,
    ]
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(guard.SafeHeaders),
            Middleware(guard.Faults, refuse=refusal),
            Middleware(guard.Bounds, refuse=refusal, hosts=hosts),
        ],
        exception_handlers={
            HTTPException: _http,
            UsageError: _told(400),
            UnknownId: _told(404),
            OnRecordError: _unavailable,
        },
        lifespan=_lifespan,
    )
    app.state.answers = answers
    app.state.review = local
    app.state.key = secrets.token_bytes(32)
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield
    app.state.answers.close()


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


def _unavailable(request: Request, error: Exception) -> Response:
    log.error("the record cannot be used: %s", error)
    words = "The record is busy or cannot be read just now. Try again in a moment."
    return refusal(request, 503, words)


def serve(path: str | Path, host: str, sock: socket.socket) -> None:
    """Serve the record on a bound socket until stopped."""
    config = uvicorn.Config(
        create_app(path, local=host in LOCAL),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
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
