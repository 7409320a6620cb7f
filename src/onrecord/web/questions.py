"""The tables that pages, files and the API all show: one question each, so that none can differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.app.rates import rates_of
from onrecord.app.record import Record
from onrecord.domain.errors import UsageError
from onrecord.domain.findings import Finding
from onrecord.domain.rates import Rates
from onrecord.web.answers import Answers
from onrecord.web.asked import At, at, filters

Wanted = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Question:
    """A table: the filters that it takes, those that it needs, and how the record is asked."""

    filters: Sequence[str]
    ask: Callable[[Record, Wanted], Sequence[Any]]
    needs: Sequence[str] = ()


def _balance(record: Record, w: Wanted) -> Sequence[Any]:
    return record.balance(w["unit"] or "", w["to"], _rates(w)).rows


def unpriced(record: Record, w: Wanted) -> Sequence[Finding]:
    """The amounts of money for which a balance has no rate."""
    return record.balance(w["unit"] or "", w["to"], _rates(w)).findings


def _rates(w: Wanted) -> Rates | None:
    return None if w["rates"] is None else rates_of(w["rates"])[0]


def _course(record: Record, w: Wanted) -> Sequence[Any]:
    return record.course(w["unit"] or "", w["to"]).points


QUESTIONS: Mapping[str, Question] = {
    "commitments": Question(
        ("by", "to", "category", "item", "stage", "since", "until"),
        lambda record, w: record.rows("commitments", **w),
    ),
    "utterances": Question(("name", "about"), lambda record, w: record.rows("utterances", **w)),
    "disputes": Question((), lambda record, _: record.rows("disputes")),
    "entities": Question(("name",), lambda record, w: record.rows("entities", **w)),
    "timeline": Question(
        ("who", "since", "until", "kind", "story"),
        lambda record, w: record.rows("timeline", **w),
    ),
    "balance": Question(("unit", "to", "rates"), _balance, ("unit",)),
    "course": Question(("unit", "to"), _course, ("unit",)),
    "conditions": Question(
        ("by", "to", "category", "state"), lambda record, w: record.conditions(**w)
    ),
    "paths": Question(("who",), lambda record, w: record.paths(w["who"])),
    "coverage": Question(("item", "to"), lambda record, w: record.coverage(w["item"], w["to"])),
    "reports": Question((), lambda record, _: record.reports()),
}
"""Every table by its name, which is also its address."""


def answers(request: Request) -> Answers:
    """The record that this application serves."""
    found: Answers = request.app.state.answers
    return found


@dataclass(frozen=True, slots=True)
class Table:
    """A table as asked for: its rows, the filters and the dates."""

    name: str
    rows: Sequence[Any]
    wanted: dict[str, str | None]
    dates: At


def table(request: Request, name: str) -> Table:
    """The rows of a table that a request asks for. Raises UsageError."""
    question = QUESTIONS[name]
    dates, wanted = at(request), filters(request, question.filters)
    for needed in question.needs:
        if wanted[needed] is None:
            raise UsageError(f"{name} wants the parameter {needed!r}")
    return Table(name, _rows(answers(request), dates, name, wanted), wanted, dates)


def _rows(held: Answers, dates: At, name: str, wanted: Wanted) -> Sequence[Any]:
    key = (name, tuple(sorted(wanted.items(), key=lambda pair: pair[0])))
    return held.ask(dates, key, lambda record: QUESTIONS[name].ask(record, wanted))


SLOW = ("timeline", "conditions", "paths")
"""Tables that are worked out from all lines, some seconds of 100,000 reports."""


def asked_first(held: Answers) -> None:
    """Have at hand the tables that take long, as they are without a filter, and the look-ups of a
    page of each kind: who comes first waits seconds for them in a record of 100,000 reports."""
    for name in SLOW:
        _rows(held, At(), name, dict.fromkeys(QUESTIONS[name].filters))
    held.ask(At(), "first look", _looked_up)


def _looked_up(record: Record) -> None:
    for name in ("commitments", "utterances", "entities"):
        for row in record.rows(name)[:1]:
            record.dossier(row.id)
    record.found("first")
    for unit in record.units()[:1]:
        record.balance(unit)
