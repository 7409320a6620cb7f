"""A template over an answer: escaping, addresses that keep the dates asked as of, error pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from http import HTTPStatus
from typing import Any

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.accounts import Role
from onrecord.domain.errors import UsageError
from onrecord.domain.ids import kind_of
from onrecord.export.reading_html import visible
from onrecord.views.amounts import written
from onrecord.views.brief import FACT_SCORE
from onrecord.views.coverage import share_words, short_words
from onrecord.views.held import Passage, Quoted
from onrecord.views.matter import matter
from onrecord.views.needs import term
from onrecord.views.shown import difference
from onrecord.web import data, forms, pieces, printed
from onrecord.web.asked import PARSERS, At, address, at

SHORT_ID = 8
"""Characters of an id as shown, as on the command line; links carry all of it."""

PLACES = {
    "commitment": "/commitments/",
    "utterance": "/utterances/",
    "dispute": "/disputes/",
    "entity": "/entities/",
    "story": "/stories/",
    "report": "/reports/",
    "text": "/t/",
}
"""Where a line of each kind has its page; all others are shown under /show/."""

SECTIONS = (
    ("/", "Brief"),
    ("/commitments", "Commitments"),
    ("/utterances", "Sayings"),
    ("/timeline", "Timeline"),
    ("/disputes", "Disputes"),
    ("/conditions", "Conditions"),
    ("/balance", "Balance"),
    ("/coverage", "Needs"),
    ("/entities", "Names"),
    ("/reports", "Reports"),
)


def path_of(identifier: str) -> str:
    """The path of a line's page."""
    return PLACES.get(kind_of(identifier) or "", "/show/") + identifier


def place_of(quoted: Quoted | Passage) -> str:
    """The path of the quoted words in their report, highlighted."""
    base = path_of(quoted.report.id)
    if not quoted.spans:
        return base
    told = ",".join(f"{start}-{end}" for start, end in quoted.spans[:20])
    start, end = quoted.spans[0]
    return f"{base}/{told}#c{start}-{end}"


@dataclass(frozen=True, slots=True)
class Linker:
    """Addresses on this server; they keep the dates asked as of."""

    dates: At

    def link(self, path: str, **wanted: object) -> str:
        """The address of a path with these filters."""
        head, mark, fragment = path.partition("#")
        return address(head, self.dates, wanted) + mark + fragment

    def to(self, identifier: str, **wanted: object) -> str:
        """The address of a line's page."""
        return self.link(path_of(identifier), **wanted)

    def place(self, quoted: Quoted | Passage) -> str:
        """The address of quoted words in their report."""
        return self.link(place_of(quoted))


def linker(request: Request) -> Any:
    """What makes the addresses on a page: a `Linker`, or that of a published site."""
    published = getattr(request.app.state, "published", None)
    return Linker(_dates(request)) if published is None else published.linker(request)


def page(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """The template as a page."""
    published = getattr(request.app.state, "published", None)
    if published is not None:
        return published.page(request, template, context)  # type: ignore[no-any-return]
    dates = _dates(request)
    addresses = Linker(dates)
    who, token = printed.shown(request)
    body = (
        environment()
        .get_template(template)
        .render(
            dates=dates,
            link=addresses.link,
            to=addresses.to,
            place=addresses.place,
            path=request.url.path,
            now=address(request.url.path, At(), dict(_kept(request))),
            query=[] if status >= 400 else _kept(request),
            sections=SECTIONS,
            review=who.may(Role.REVIEWER),
            asker=who,
            shared=request.app.state.accounts is not None,
            token=token,
            **context,
        )
    )
    answer = Response(
        body.encode("utf-8", "replace"), status, media_type="text/html; charset=utf-8"
    )
    forms.remember(request, answer)
    return answer


def _kept(request: Request) -> list[tuple[str, str]]:
    """The filters of a request, for a form that only changes its dates."""
    return [(name, request.query_params[name]) for name in PARSERS if name in request.query_params]


def _dates(request: Request) -> At:
    """The dates of a request, none where they are what is wrong with it."""
    try:
        return at(request)
    except UsageError:
        return At()


def refusal(request: Request, status: int, words: str) -> Response:
    """A page, or JSON under /api/, that says what was wrong and nothing of our insides."""
    phrase = HTTPStatus(status).phrase
    if request.url.path.startswith("/api/"):
        answer = {"error": {"status": status, "title": phrase, "detail": words}}
        return Response(data.json_bytes(answer), status, media_type="application/json")
    return page(request, "error.html", status, phrase=phrase, words=words)


@cache
def environment() -> Environment:
    """The templates as they are served."""
    return templates(PackageLoader("onrecord.web", "templates"))


def templates(loader: BaseLoader) -> Environment:
    """The templates that a loader finds: everything escaped, an unknown name is an error."""
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        matter=lambda row: matter(row.quantity, row.what),
        short=lambda identifier: str(identifier)[:SHORT_ID],
        human=lambda word: str(word).replace("_", " "),
        amount=written,
        short_of=short_words,
        covers=share_words,
        term=term,
        names=_names,
        clock=_clock,
        day="{:%d %b %Y}".format,
        pieces=pieces.of_passage,
    )
    made.globals.update(
        FACT_SCORE=FACT_SCORE,
        of_paragraph=pieces.of_paragraph,
        runs=pieces.runs,
        kind_of=kind_of,
        difference=difference,
        asset="/static/{}".format,
        live=True,
        whole=True,
        places={},
        is_quoted=pieces.is_quoted,
    )
    return made


def _shown(value: Any) -> Any:
    """Words with control characters made visible; HTML drops them or worse."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _names(parties: Iterable[str], empty: str = "") -> str:
    told = list(parties)
    if len(told) < 2:
        return told[0] if told else empty
    return f"{', '.join(told[:-1])} and {told[-1]}"


def _clock(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%d %b %Y, %H:%M} UTC"
