"""The page of a line: a commitment, a saying and a name have one of their own kind each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.app.accounts import Role
from onrecord.domain.errors import UnknownId
from onrecord.domain.ids import kind_of
from onrecord.domain.words import Stage
from onrecord.views.dossiers import (
    CommitmentDossier,
    Dossier,
    EntityDossier,
    Learned,
    UtteranceDossier,
)
from onrecord.views.moments import Moment
from onrecord.views.rows import CommitmentRow, UtteranceRow
from onrecord.views.shown import Shown
from onrecord.web import charts, claims, judging
from onrecord.web.acts import acts, put_right
from onrecord.web.asked import At, address, at, identifier
from onrecord.web.asker import asker
from onrecord.web.questions import answers
from onrecord.web.render import linker, page, path_of

SAID = "said"
LANES = (SAID, *(str(stage) for stage in Stage))
LIFE = ("said", "undertook", "towards it", "asked for", "said about it")
"""The lanes of events, in the order in which they are drawn."""

OWN_PAGE = ("commitment", "utterance", "entity")

GONE = "It may be one with another line since, or what told it was rejected: see the decisions."
"""Why a line may be no more that an address names."""


def show(request: Request) -> Response:
    """A line by its id, all of it; an id that is cut short, or of another place, leads on."""
    dates, wanted = at(request), identifier(request)
    if kind_of(wanted) is None:
        raise UnknownId(f"no line has an id that begins with {wanted[:1]!r}")
    try:
        shown = answers(request).ask(dates, ("show", wanted), lambda r: r.show(wanted))
    except UnknownId as error:
        if kind_of(wanted) not in OWN_PAGE:
            raise
        raise UnknownId(f"{error}. {GONE}") from error
    if path_of(shown.id) != request.url.path:
        return RedirectResponse(address(path_of(shown.id), dates), 302)
    if shown.kind in OWN_PAGE:
        found = answers(request).ask(dates, ("dossier", shown.id), lambda r: r.dossier(shown.id))
        if found is not None:
            return _own(request, found, dates)
    claim = None
    if shown.kind == "dispute":
        rows = answers(request).ask(dates, ("disputes", ()), lambda r: r.disputes())
        row = next(row for row in rows if row.id == shown.id)
        claim = claims.of_dispute(row, linker(request).to)
    return page(request, "line.html", shown=shown, claim=claims.script(claim))


def _own(request: Request, found: Dossier, dates: At) -> Response:
    shown: Shown = found.shown
    to = linker(request).to
    if isinstance(found, CommitmentDossier):
        told = [quoted for step in found.steps for quoted in step.evidence]
        return _decided(
            request,
            "commitment.html",
            found,
            dates,
            shown=shown,
            learned=_learned(request, found, dates),
            ladder=charts.ladder(found.steps),
            claim=claims.script(claims.of_commitment(found.row, shown.title, told, to)),
            now_at=lambda day: address(request.url.path, At(date.fromisoformat(day), dates.on)),
        )
    if isinstance(found, UtteranceDossier):
        claim = claims.script(claims.of_utterance(found.row, to))
        return _decided(request, "utterance.html", found, dates, shown=shown, claim=claim)
    return page(request, "entity.html", shown=shown, dossier=found, life=life(found))


def _decided(
    request: Request,
    template: str,
    found: CommitmentDossier | UtteranceDossier,
    dates: At,
    **context: Any,
) -> Response:
    """The page of a line with what people put right and decided; who may can take it back there."""
    context["dossier"], context["acts"] = found, acts(found.decided)
    context["put"] = ()
    if found.decided:
        key = ("put right", found.shown.id)
        context["put"] = answers(request).ask(dates, key, lambda r: put_right(r, found))
    published = getattr(request.app.state, "published", None) is not None
    if found.decided and not dates.pairs and not published and asker(request).may(Role.REVIEWER):
        return judging.with_forms(request, template, **context)
    return page(request, template, **context)


def _learned(request: Request, found: CommitmentDossier, dates: At) -> Sequence[Learned]:
    """What became known on which day, to this day also when the page is of an earlier one."""
    if dates.known is None:
        return found.learned
    now, wanted = At(None, dates.on), found.shown.id
    try:
        later = answers(request).ask(now, ("dossier", wanted), lambda r: r.dossier(wanted))
    except UnknownId:
        return found.learned
    return later.learned if isinstance(later, CommitmentDossier) else found.learned


def life(found: EntityDossier) -> charts.Lanes | None:
    """What somebody said and undertook, and what was said about them, over time."""
    parts: tuple[tuple[str, Sequence[CommitmentRow | UtteranceRow]], ...] = (
        ("said", found.said),
        ("undertook", found.made),
        ("towards it", found.towards),
        ("asked for", found.asked),
        ("said about it", found.about),
    )
    return charts.lanes(
        (moment for lane, rows in parts for row in rows for moment in _moment(lane, row)), LIFE
    )


def _moment(lane: str, row: Any) -> Iterator[charts.Moment]:
    told = row.evidence if isinstance(row, CommitmentRow) else row.renderings[0]
    words = row.what if isinstance(row, CommitmentRow) else row.words
    day = row.on or told.report.day
    if day:
        yield charts.Moment(day, lane, row.id, words)


def drawn(events: Sequence[Moment]) -> charts.Lanes | None:
    """The dated events of a timeline in lanes: what was said, and each stage."""
    return charts.lanes(
        (
            charts.Moment(
                event.on,
                SAID if event.stage is None else str(event.stage),
                event.id,
                f"{', '.join(event.who) or 'somebody'}: {event.words[:120]}",
            )
            for event in events
            if event.on
        ),
        LANES,
    )
