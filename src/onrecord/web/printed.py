"""Pages as they were printed: kept for one state of the record, with nobody's name or token in.

What is of one person (their name, the token of their forms) stands in a kept page as a mark that
nobody can guess, and is put in when it is handed out; so no page can show one person's to another.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import zlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from markupsafe import escape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from onrecord.export.reading_html import visible
from onrecord.web import forms
from onrecord.web.answers import Answers
from onrecord.web.asker import Asker, asker

NAME, TOKEN = secrets.token_hex(16), secrets.token_hex(16)
"""The marks for a person's name and the token of their forms."""

MOST = 64 * 1024 * 1024
"""Bytes of pages held, as they are packed: some 8,000 pages of 50 kB (2026-11)."""

LONGEST = 2 * 1024 * 1024
"""Bytes of a page that is kept; longer ones are asked for by programs, once."""

PACKING = 1
"""How hard pages are packed (zlib): 0.7 ms for 50 kB, which become 7 kB."""

Endpoint = Callable[[Request], Response]
State = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is kept: its body with marks, and what tells it from another one."""

    packed: bytes
    kind: str
    tag: str
    named: bool
    signed: bool


class Printed:
    """The pages of the record's present state; those not asked for longest go first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._state: State | None = None
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._size = 0

    def get(self, state: State, key: Hashable) -> Page | None:
        """The page that was put for this key in this very state."""
        with self._lock:
            if state != self._state or key not in self._pages:
                return None
            self._pages.move_to_end(key)
            return self._pages[key]

    def put(self, state: State, key: Hashable, page: Page) -> None:
        """Keep a page; pages of another state are dropped."""
        with self._lock:
            if state != self._state:
                if self._state is not None and state < self._state:
                    return
                self._state, self._size = state, 0
                self._pages.clear()
            before = self._pages.pop(key, None)
            self._size += len(page.packed) - (0 if before is None else len(before.packed))
            self._pages[key] = page
            while self._size > self._most:
                self._size -= len(self._pages.popitem(last=False)[1].packed)


def kept(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint; what it gives for an address is kept as long as the record does not move.

    What it gives may depend on the record, the address and the asker's role, and on nothing else.
    A page that is kept is handed out at once, beside all that is being worked on.
    """

    async def ask(request: Request) -> Response:
        state = _answers(request).at_hand()
        found = None if state is None else _pages(request).get(state, _key(request))
        if found is not None:
            return _handed_out(request, found)
        return await run_in_threadpool(printed, request, (), endpoint)

    return ask


def printed(request: Request, more: Hashable, make: Endpoint) -> Response:
    """What `make` gives, or gave before; `more` is what it depends on beside record, address and
    role."""
    pages: Printed | None = getattr(request.app.state, "printed", None)
    if pages is None:
        return make(request)
    answers, key = _answers(request), (_key(request), more)
    state = answers.state
    found = pages.get(state, key if more else key[0])
    if found is None:
        with _for_everybody(request):
            answer = make(request)
        found = _page(answer)
        if found is None:
            return _personal(request, answer)
        if answers.state == state:
            pages.put(state, key if more else key[0], found)
    return _handed_out(request, found)


def shown(request: Request) -> tuple[Asker, str]:
    """Who asks and the token of their forms, as a page is to show them: marks on one to keep."""
    who = asker(request)
    if request.scope.get("state", {}).get("for_everybody"):
        return replace(who, name=NAME if who.name else "", session=None), TOKEN
    return who, forms.token(request)


@contextmanager
def _for_everybody(request: Request) -> Iterator[None]:
    state = request.scope.setdefault("state", {})
    state["for_everybody"] = True
    try:
        yield
    finally:
        state["for_everybody"] = False


def _answers(request: Request) -> Answers:
    found: Answers = request.app.state.answers
    return found


def _pages(request: Request) -> Printed:
    found: Printed = request.app.state.printed
    return found


def _key(request: Request) -> Hashable:
    """What a page is for: the address as it was asked, under which name, and the role."""
    scope, who = request.scope, asker(request)
    where = (request.url.scheme, request.headers.get("host", ""), scope["path"])
    return (*where, scope["query_string"], who.role, bool(who.name))


def _page(answer: Response) -> Page | None:
    """An answer as it is kept; None for one that is not to be."""
    body = bytes(answer.body)
    extra = set(answer.headers) - {"content-type", "content-length", "etag"}
    if answer.status_code != 200 or extra or len(body) > LONGEST:
        return None
    tag = answer.headers.get("etag") or hashlib.sha256(body).hexdigest()[:16]
    return Page(
        zlib.compress(body, PACKING),
        answer.headers.get("content-type", ""),
        tag,
        NAME.encode() in body,
        TOKEN.encode() in body,
    )


def _handed_out(request: Request, page: Page) -> Response:
    """The page, with what is of this asker put in; nothing where the browser has that."""
    who = escape(visible(asker(request).name)) if page.named else ""
    token = forms.token(request) if page.signed else ""
    tag = page.tag if page.tag.startswith('"') else f'"{_own(page.tag, str(who), token)}"'
    told = request.headers.get("if-none-match", "")
    if told and tag in (one.strip().removeprefix("W/") for one in told.split(",")):
        return Response(status_code=304, headers={"etag": tag})
    body = zlib.decompress(page.packed)
    answer = Response(body, 200, {"etag": tag, "content-type": page.kind})
    return _personal(request, answer) if page.named or page.signed else answer


def _personal(request: Request, answer: Response) -> Response:
    """The answer with what is of this asker in place of the marks."""
    body = bytes(answer.body)
    if NAME.encode() in body:
        name = escape(visible(asker(request).name))
        body = body.replace(NAME.encode(), name.encode("utf-8", "replace"))
    if TOKEN.encode() in body:
        body = body.replace(TOKEN.encode(), forms.token(request).encode())
        forms.remember(request, answer)
    answer.body = body
    answer.headers["content-length"] = str(len(body))
    return answer


def _own(tag: str, who: str, token: str) -> str:
    """The tag of a page with what is of one person in it."""
    if not who and not token:
        return tag
    return hashlib.sha256(f"{tag}\n{who}\n{token}".encode("utf-8", "replace")).hexdigest()[:16]
