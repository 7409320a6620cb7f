"""Options that many commands share, and the record that they open."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from onrecord.app import config
from onrecord.app.record import Record, open_record
from onrecord.domain.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day. Fails with what was expected and what came."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"expected a day as YYYY-MM-DD, got {value!r}", param, ctx)


def record_option(command: F) -> F:
    """Add --record FILE."""
    return click.option(
        "--record",
        "record_path",
        metavar="FILE",
        help="The record (default: the setting `record`, onrecord.db).",
    )(command)


def json_option(command: F) -> F:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def asking(command: F) -> F:
    """Add --record, --as-of, --on and --json, and hand the command an opened record.

    The command is called with the record as its first argument, asked as of these dates, and with
    `as_json`.
    """

    @record_option
    @click.option("--as-of", "as_of", type=Day(), help="What was known at the end of that day.")
    @click.option("--on", type=Day(), help="What held in the world on that day.")
    @json_option
    @functools.wraps(command)
    def wrapped(
        *args: Any,
        record_path: str | None,
        as_of: date | None,
        on: date | None,
        **options: Any,
    ) -> Any:
        with open_record(path_of(record_path), writable=False) as record:
            return command(record.at(known=as_of, on=on), *args, **options)

    return wrapped  # type: ignore[return-value]


def path_of(told: str | None) -> str:
    """The record file that was told, or the setting."""
    return told or config.load().record


def writable(told: str | None) -> Record:
    """The record, opened for writing."""
    return open_record(path_of(told))


def nothing(what: str, record: Record) -> str:
    """What to print where a question has no answer."""
    if record.empty:
        return "The record is empty. Read something first: onrecord read PATH..."
    return f"No {what}."


__all__ = ["Day", "UsageError", "asking", "json_option", "nothing", "path_of", "record_option"]
