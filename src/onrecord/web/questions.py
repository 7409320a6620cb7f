"""The tables that pages, files and the API all show: one question each, so that none can differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.app.record import Record
from onrecord.domain.errors import UsageError
from onrecord.web.answers import Answers
from onrecord.web.asked import At, at, filters

Wanted = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Question:
    """A table: the filters that it takes, those that it needs, and how the record is asked."""

    filters: Sequence[str]
    ask: Callable[[Record, Wanted], Sequence[Any]]
    needs: Sequence[str] = ()


def _timeline(record: Record, w: Wanted) -> Sequence[Any]:
    answer = record.timeline(w["who"], w["since"], w["until"])
    return (*answer.dated, *answer.undated)


def _balance(record: Record, w: Wanted) -> Sequence[Any]:
    return record.balance(w["unit"] or "", w["to"]).rows


QUESTIONS: Mapping[str, Question] = {
    "commitments": Question(
        ("by", "to", "category", "item", "stage", "since", "until"),
        lambda record, w: record.commitments(**w),
    ),
    "utterances": Question(
        ("name", "about"), lambda record, w: record.said(w["name"] or "", w["about"])
    ),
    "disputes": Question((), lambda record, _: record.disputes()),
    "entities": Question(("name",), lambda record, w: record.entities(w["name"])),
    "timeline": Question(("who", "since", "until"), _timeline),
    "balance": Question(("unit", "to"), _balance, ("unit",)),
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
    key = (name, tuple(sorted(wanted.items(), key=lambda pair: pair[0])))
    rows = answers(request).ask(dates, key, lambda record: question.ask(record, wanted))
    return Table(name, rows, wanted, dates)
