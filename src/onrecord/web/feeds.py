"""What the record learned, as Atom: all of it, and of one commitment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as Tree

from starlette.requests import Request
from starlette.responses import Response

from onrecord.domain.errors import UnknownId
from onrecord.domain.ids import kind_of
from onrecord.export.reading_html import visible
from onrecord.views.changes import News
from onrecord.web.asked import At, at, identifier
from onrecord.web.questions import answers

ENTRIES = 50
"""News of one feed; a reader of feeds asks at least daily."""

ATOM = "http://www.w3.org/2005/Atom"
KIND = "application/atom+xml; charset=utf-8"

Address = Callable[[str], str]
"""The address of a path of this site, as it shall stand in a feed."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: what it is of, and the paths of the feed and of the page beside it."""

    title: str
    path: str
    page: str
    news: tuple[News, ...]


def changed(request: Request) -> Response:
    """The last changes of the record."""
    news = answers(request).ask(at(request), ("news", ENTRIES), lambda r: r.changes(None, ENTRIES))
    return _answer(request, Feed("onrecord: what changed", "/feed.atom", "/", news))


def of_commitment(request: Request) -> Response:
    """The changes of one commitment."""
    wanted = identifier(request)
    if kind_of(wanted) != "commitment":
        raise UnknownId(f"{wanted[:40]!r} is no commitment")
    dates = at(request)
    title = answers(request).ask(dates, ("show", wanted), lambda r: r.show(wanted)).title
    news = answers(request).ask(
        dates, ("news", wanted, ENTRIES), lambda r: r.changes(wanted, ENTRIES)
    )
    page = f"/commitments/{wanted}"
    return _answer(request, Feed(title, f"{page}.atom", page, news))


def _answer(request: Request, feed: Feed) -> Response:
    published = getattr(request.app.state, "published", None)
    if published is not None:
        return Response(atom(feed, published.in_feed(request)), media_type=KIND)
    base = f"{request.url.scheme}://{request.url.netloc}"
    if at(request) != At():
        feed = Feed(f"{feed.title} (as of then)", feed.path, feed.page, feed.news)
    return Response(atom(feed, lambda path: base + path), media_type=KIND)


def atom(feed: Feed, address: Address) -> bytes:
    """The feed as Atom (RFC 4287)."""
    root = Tree.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(root, "id", f"urn:onrecord:feed:{feed.path.strip('/')}")
    _add(root, "title", feed.title)
    _add(root, "updated", _time(max((n.known_at for n in feed.news if n.known_at), default=None)))
    _link(root, "self", address(feed.path), "application/atom+xml")
    _link(root, "alternate", address(feed.page), "text/html")
    _add(_add(root, "author"), "name", "onrecord")
    _add(root, "generator", "onrecord")
    for news in feed.news:
        _entry(root, news, address)
    Tree.indent(root, " ")
    found: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return found + b"\n"


def _entry(root: Tree.Element, news: News, address: Address) -> None:
    entry = _add(root, "entry")
    step = "" if news.step is None else f":{news.step}:{news.stage}:{news.on or 'undated'}"
    _add(entry, "id", f"urn:onrecord:{news.line}{step}")
    what = "disputed" if news.stage is None else str(news.stage).replace("_", " ")
    _add(entry, "title", f"{what}: {news.title}")
    _add(entry, "updated", _time(news.known_at))
    path = f"/commitments/{news.line}" if news.step is not None else f"/disputes/{news.line}"
    _link(entry, "alternate", address(path), "text/html")
    _add(entry, "summary", "\n".join(_told(news)))


def _told(news: News) -> Iterable[str]:
    if news.stage is not None:
        yield f"On {news.on}." if news.on else "On a day that is not stated."
    for quoted in news.evidence:
        yield f"“{quoted.words}” - {quoted.report.name}, {quoted.report.day or 'undated'}"


def _add(parent: Tree.Element, name: str, words: str | None = None) -> Tree.Element:
    """A new element; control characters, which XML cannot hold, are made visible."""
    made = Tree.SubElement(parent, name)
    if words is not None:
        made.text = visible(words)
    return made


def _link(parent: Tree.Element, rel: str, href: str, kind: str) -> None:
    Tree.SubElement(parent, "link", {"rel": rel, "href": href, "type": kind})


def _time(moment: datetime | None) -> str:
    told = moment or datetime(1970, 1, 1, tzinfo=UTC)
    return f"{told.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
