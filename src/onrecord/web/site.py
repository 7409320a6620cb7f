"""A published site: which file each address of the record becomes, and the pages as files."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FunctionLoader
from starlette.requests import Request
from starlette.responses import Response

from onrecord.domain.errors import OnRecordError
from onrecord.views.held import Passage, Quoted
from onrecord.web import render
from onrecord.web.asked import At
from onrecord.web.asker import STRANGER
from onrecord.web.render import PLACES, environment, path_of, place_of, templates

SECTIONS = (*render.SECTIONS, ("/about", "About"))

ROWS = 100
"""Rows of a table on one page, as on the served pages."""

_TABLES = "commitments|utterances|entities|disputes|timeline|reports"
_LINES = "|".join(place.strip("/") for place in PLACES.values()) + "|show"
_ID = "[a-z][a-z0-9]{0,39}"
_REPORT = re.compile(rf"/(?:reports|t)/{_ID}")
_PLACE = re.compile(rf"(/(?:reports|t)/{_ID})/(\d{{1,9}}-\d{{1,9}}(?:,\d{{1,9}}-\d{{1,9}})*)")
_PAGE = re.compile(rf"/|/(?:{_TABLES}|conditions|balance|coverage|about)|/(?:{_LINES})/{_ID}")
_FILE = re.compile(rf"/files/({_TABLES}|balance|course|conditions|coverage)\.(csv|json)")
_FEED = re.compile(rf"/feed\.atom|/commitments/{_ID}\.atom")

DRAWN = {"unit", "offset"}
"""The filters with which a table has a page, or a file, of its own; others show all of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is published: its title, the dates that it is of, whether whole texts are in it, and
    the address at which it will stand, with a / at its end, None where that is not known."""

    title: str = "onrecord"
    dates: At = field(default_factory=At)
    whole: bool = True
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site, and the request that makes it.

    `first`: it is looked at for what it links to, and made for good later.
    """

    name: str
    path: str
    query: str = ""
    first: bool = False


class Site:
    """Addresses of a published site. Every page that is linked to waits to be made.

    A report is made last, as it names the places in it that other pages lead to.
    """

    def __init__(self, told: Told, days: Callable[[], Sequence[str]] = tuple) -> None:
        self.told = told
        self._days_of_timeline = days
        self._waiting: deque[Page] = deque()
        self._last: dict[str, Page] = {}
        self._known: dict[str, Page] = {}
        self._places: dict[str, set[str]] = {}

    def waiting(self) -> Iterable[Page]:
        """The pages that are linked to and not made yet, until there are none."""
        while self._waiting or self._last:
            if self._waiting:
                yield self._waiting.popleft()
            else:
                yield self._last.pop(next(iter(self._last)))

    def linker(self, request: Request) -> Linker:
        """What makes the addresses on the page that a request is for."""
        page: Page = request.scope["state"]["page"]
        return Linker(self, page.name)

    def wanted(self, path: str, filters: Mapping[str, object]) -> str:
        """The name of the file for an address; it waits to be made from now on.

        Raises OnRecordError for an address that no published page may have.
        """
        kept = {k: str(v) for k, v in filters.items() if k in DRAWN and v not in (None, "")}
        page = Page(_name(path, kept), path, urlencode(kept))
        if page.name not in self._known:
            self._known[page.name] = page
            if _REPORT.fullmatch(path):
                self._last[page.name] = page
                page = replace(page, first=True)
            self._waiting.append(page)
        return page.name

    def place(self, path: str, spans: str) -> tuple[str, str]:
        """The file of a report and the fragment of a place in it, which it names from now on."""
        name = self.wanted(path, {})
        held = self._places.setdefault(name, set())
        if spans not in held:
            held.add(spans)
            self._last[name] = self._known[name]
        return name, place_name(spans)

    def moved(self) -> Iterable[tuple[str, str]]:
        """The addresses of places, which have a page of their own when served, and fragments."""
        for name, held in sorted(self._places.items()):
            for spans in sorted(held):
                folder = name.removesuffix("index.html")
                yield f"{folder}{spans}/index.html", place_name(spans)

    def in_feed(self, request: Request) -> Callable[[str], str]:
        """What makes the addresses in a feed: whole where it is known where the site will stand,
        else from where the feed stands."""
        linker, base = self.linker(request), self.told.base
        if base is None:
            return linker.link
        return lambda path: base + quote(self.wanted(path, {}).removesuffix("index.html"))

    @cached_property
    def _days(self) -> Sequence[str]:
        return self._days_of_timeline()

    def offset_of(self, since: str) -> tuple[int, str]:
        """The page of the timeline, as an offset, on which a day begins, and that day."""
        place = min(bisect_left(self._days, since), max(0, len(self._days) - 1))
        return place // ROWS * ROWS, self._days[place] if self._days else since

    def page(self, request: Request, template: str, context: Mapping[str, Any]) -> Response:
        """A template as a page of the site."""
        page: Page = request.scope["state"]["page"]
        linker = Linker(self, page.name)
        body = (
            _environment()
            .get_template(template)
            .render(
                {
                    "dates": At(),
                    "site": self.told,
                    "link": linker.link,
                    "to": linker.to,
                    "place": linker.place,
                    "asset": linker.asset,
                    "path": page.path,
                    "now": "",
                    "query": (),
                    "sections": SECTIONS,
                    "review": False,
                    "asker": STRANGER,
                    "shared": False,
                    "token": "",
                    "live": False,
                    "whole": self.told.whole,
                    "places": self._named(page.name),
                    **context,
                }
            )
        )
        return Response(body.encode("utf-8", "replace"), media_type="text/html; charset=utf-8")

    def _named(self, name: str) -> Mapping[int, Sequence[str]]:
        """For each offset of a report's text the fragments that lead there."""
        found: dict[int, list[str]] = {}
        for fragment in sorted({place_name(spans) for spans in self._places.get(name, ())}):
            found.setdefault(int(fragment[1:].partition("-")[0]), []).append(fragment)
        return found


def place_name(spans: str) -> str:
    """The fragment that names stretches of a text, in their order."""
    pairs = sorted(spans.split(","), key=lambda pair: [int(n) for n in pair.split("-")])
    return f"c{','.join(pairs)}"


class Linker:
    """Relative addresses on one page of a published site."""

    def __init__(self, site: Site, name: str) -> None:
        self._site = site
        self._folder = posixpath.dirname(name)

    def link(self, path: str, **wanted: object) -> str:
        """The address of a path; filters that have no page of their own are left out."""
        head, _, fragment = path.partition("#")
        if head == "/timeline" and wanted.get("since"):
            offset, day = self._site.offset_of(str(wanted["since"]))
            return self._to(self._site.wanted(head, {"offset": offset or None}), f"d{day}")
        place = _PLACE.fullmatch(head)
        if place:
            return self._to(*self._site.place(place[1], place[2]))
        return self._to(self._site.wanted(head, wanted), fragment)

    def _to(self, name: str, fragment: str) -> str:
        found = quote(posixpath.relpath(name, self._folder or "."))
        return f"{found}#{quote(fragment, safe=',-')}" if fragment else found

    def to(self, identifier: str, **wanted: object) -> str:
        """The address of a line's page."""
        return self.link(path_of(identifier), **wanted)

    def place(self, quoted: Quoted | Passage) -> str:
        """The address of quoted words in their report."""
        return self.link(place_of(quoted))

    def asset(self, name: str) -> str:
        """The address of a static file."""
        return self._to(f"static/{name}", "")


def _name(path: str, kept: Mapping[str, str]) -> str:
    """The file that a path and its filters become."""
    unit = _slug(kept["unit"]) if "unit" in kept else ""
    file = _FILE.fullmatch(path)
    if file:
        return f"files/{file[1]}{'-' + unit if unit else ''}.{file[2]}"
    if _FEED.fullmatch(path):
        return path.lstrip("/")
    if not _PAGE.fullmatch(path):
        raise OnRecordError(f"{path[:80]!r} has no page in a published site; a page linked to it")
    offset = int(kept.get("offset", "0"))
    parts = [path.strip("/"), unit, f"page-{offset // ROWS + 1}" if offset else "", "index.html"]
    return "/".join(part for part in parts if part)


def _slug(words: str) -> str:
    """Words as a part of a file's name: plain letters, and a digest that keeps them apart."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    plain = re.sub("[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-")
    return f"{plain or 'unit'}-{hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()[:8]}"


def moved(title: str, target: str) -> bytes:
    """A page that leads on to an address beside it."""
    page = _environment().get_template("moved.html")
    return page.render(title=title, target=target).encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    """The served templates, with the frame of a published site around them."""
    served = environment().loader
    assert served is not None

    def source(name: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        return served.get_source(environment(), "published.html" if name == "base.html" else name)

    return templates(FunctionLoader(source))
