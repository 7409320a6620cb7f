"""What every request and response passes through: headers, hosts, size, faults."""

from __future__ import annotations

import logging
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("onrecord.web")

LONGEST_BODY = 16 * 1024
"""Bytes of a request's body. The longest form is a decision: a name, a reason, an id (2026-11)."""

LONGEST_ADDRESS = 4 * 1024

HEADERS = (
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
)
"""On every response, whatever it is."""

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""What proxies add. Where nobody logs in, none may stand between the record and its person."""

Refuse = Callable[[Request, int, str], Response]
"""Makes the page, or the JSON, that says what is wrong with a request."""


class SafeHeaders:
    """Adds the headers to every response, and `no-cache` where a response says nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add to what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS:
                    headers[name] = value
                headers.setdefault("cache-control", "no-cache, private")
            await send(message)

        await self.app(scope, receive, sent)


class Faults:
    """Turns a fault of ours into a page without a trace; the trace goes to the log."""

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        self.app = app
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and answer 500 if that raises before a response began."""
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, sent)
        except Exception:
            if scope["type"] != "http" or started:
                raise
            log.exception("a request to %r failed", scope["path"])
            words = "Something went wrong here; nothing was changed. The log has the details."
            await self.refuse(Request(scope), 500, words)(scope, receive, send)


class Bounds:
    """Refuses hosts that are not ours, long addresses and big bodies, before anything reads them.

    `hosts` are the names under which the record is served; None takes any. On a machine of one's
    own that keeps a foreign page from reading the record through a name that it points here.
    """

    def __init__(self, app: ASGIApp, refuse: Refuse, hosts: frozenset[str] | None) -> None:
        self.app = app
        self.refuse = refuse
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it is within bounds."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        fault = self._fault(scope)
        if fault is not None:
            await self.refuse(Request(scope), *fault)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _fault(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if self.hosts is not None and host_of(headers.get("host", "")) not in self.hosts:
            return 421, "This record is served on this machine only, under the name localhost."
        if self.hosts is not None and any(name in headers for name in FORWARDED):
            return 421, "A proxy leads others here; serve with --behind-proxy and accounts instead."
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return 414, f"An address here has at most {LONGEST_ADDRESS:,} characters."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LONGEST_BODY:
            return 413, f"A form here has at most {LONGEST_BODY:,} bytes."
        return None


async def body(request: Request) -> bytes | None:
    """The body of a request, None as soon as it is longer than allowed."""
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > LONGEST_BODY:
            return None
    return bytes(found)


def host_of(host: str) -> str:
    """The name in a Host header, without the port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()
