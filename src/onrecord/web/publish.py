"""A record as a folder of pages that any web server, or the disk alone, shows: read-only."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Route

from onrecord.app.kept import KeptRecord
from onrecord.app.record import Record
from onrecord.domain.errors import OnRecordError
from onrecord.web import server
from onrecord.web.asked import At
from onrecord.web.folder import Folder
from onrecord.web.quality import quality
from onrecord.web.questions import answers
from onrecord.web.render import page
from onrecord.web.site import SECTIONS, Page, Site, Told, moved

T = TypeVar("T")

STATIC = (
    *("site.css", "reading.css", "reading.js", "charts.js", "published.js"),
    *("d3.min.js", "d3.LICENSE.txt", "icon.svg"),
)
"""The files that a site carries as they are; it asks for nothing else."""

FILES = ("commitments", "utterances", "entities", "disputes", "timeline", "reports")


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: pages, all files, and files of an earlier site that were taken away."""

    folder: Path
    pages: int
    files: int
    gone: int


@dataclass(frozen=True, slots=True)
class Made:
    """How the record was made: what it holds, who read it and who decided."""

    counts: Any
    known: datetime | None
    first: str | None
    last: str | None
    outlets: int
    people: int
    policies: int
    makers: tuple[str, ...]


class Still:
    """The answers of a record that does not move; those last asked for are held."""

    KEPT = 64

    def __init__(self, record: Record) -> None:
        self._record = record
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self.head = record.head

    def ask(self, dates: At, key: Hashable, question: Callable[[Record], T]) -> T:
        """The answer to a question, which `key` names."""
        state = (dates, key)
        if state not in self._held:
            self._held[state] = question(self._record)
            if len(self._held) > self.KEPT:
                self._held.popitem(last=False)
        self._held.move_to_end(state)
        found: T = self._held[state]
        return found


def publish(
    record: KeptRecord,
    folder: Folder,
    told: Told,
    progress: Callable[[int], None] = lambda _: None,
) -> Published:
    """Write a record as a site; the same record gives the same bytes.

    Raises UsageError where the folder cannot be written.
    """
    app = Starlette()
    app.state.answers = held = Still(record)
    app.state.accounts = None
    app.state.key = b""
    site = Site(told, lambda: _days(held))
    app.state.published = site
    for name in STATIC:
        content = files("onrecord.web").joinpath("static").joinpath(name).read_bytes()
        folder.write(f"static/{name}", content)
    for path, _ in SECTIONS:
        if path != "/about":
            site.wanted(path, {})
    for name in FILES:
        for form in ("csv", "json"):
            site.wanted(f"/files/{name}.{form}", {})
    site.wanted("/feed.atom", {})
    made: set[str] = set()
    for wanted in site.waiting():
        content = _content(app, wanted)
        if wanted.first:
            continue
        folder.write(wanted.name, content)
        made.add(wanted.name)
        progress(len(made))
    for name, fragment in site.moved():
        target = f"../index.html#{quote(fragment, safe=',-')}"
        folder.write(name, moved("These words", target))
    counts = held.ask(At(), "brief", lambda r: r.brief()).counts
    gone = folder.finish({"title": told.title, "head": record.head, "reports": counts.reports})
    return Published(folder.root, len(made), folder.count, gone)


def _content(app: Starlette, wanted: Page) -> bytes:
    """What a page, a table or a feed of the site is."""
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "server": ("localhost", 80),
        "root_path": "",
        "path": wanted.path,
        "raw_path": wanted.path.encode(),
        "query_string": wanted.query.encode(),
        "headers": [],
        "app": app,
        "state": {"page": wanted},
    }
    for route in ROUTES:
        match, more = route.matches(scope)
        if match is Match.FULL:
            answer: Response = route.endpoint(Request({**scope, **more}))
            if isinstance(answer, RedirectResponse):
                raise OnRecordError(f"{wanted.path} leads elsewhere; a page linked to it")
            return bytes(answer.body)
    raise OnRecordError(f"nothing answers {wanted.path}; a page linked to it")


def brief(request: Request) -> Response:
    """Home, the same for everybody: what is new for whom is not told."""
    told = answers(request).ask(At(), "brief", lambda record: record.brief())
    return page(request, "brief.html", brief=told, news=None)


def about(request: Request) -> Response:
    """How the record was made, and how good it is."""
    made = answers(request).ask(At(), "made", _how)
    return page(request, "about.html", made=made, quality=quality())


def _how(record: Record) -> Made:
    reports = record.reports()
    days = sorted(ref.day for ref in reports if ref.day)
    decisions = record.decisions()
    moments = [ref.known_at for ref in reports if ref.known_at]
    moments += [row.known_at for row in decisions]
    return Made(
        counts=record.brief().counts,
        known=max(moments, default=None),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        outlets=len({ref.outlet for ref in reports if ref.outlet}),
        people=sum(not row.by_policy for row in decisions),
        policies=sum(row.by_policy for row in decisions),
        makers=record.makers(),
    )


ROUTES: tuple[Route, ...] = (Route("/", brief), Route("/about", about), *server.PAGES)
"""What answers for a page of a site: what serves it, and what a site has beside that."""


def _days(held: Still) -> list[str]:
    """The days of the timeline's rows, in order, for looking up where one begins."""
    dated = held.ask(At(), "dated", lambda r: r.timeline().dated)
    return [event.on for event in dated if event.on is not None]
