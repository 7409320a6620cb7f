"""When a report says that it was published: ISO 8601 or unknown, never guessed."""

from __future__ import annotations

import re
from datetime import date, datetime

from onrecord.domain.findings import Finding, finding

_EXTENDED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}.*)?")


def iso_8601(words: str) -> str | None:
    """The same date or date with time, in the extended form; None when it is not ISO 8601.

    "20230711T1015Z" and "2023-W28-2" are valid too and become "2023-07-11T10:15:00+00:00" and
    "2023-07-11", so that the first ten characters are always the day.
    """
    if not words.isascii():
        return None
    try:
        day = date.fromisoformat(words)
    except ValueError:
        pass
    else:
        return words if _EXTENDED.fullmatch(words) else day.isoformat()
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return words if _EXTENDED.fullmatch(words) else moment.isoformat()


def published_of(
    words: str | None, where: str, today: date | None
) -> tuple[str | None, Finding | None]:
    """The date as told when it is ISO 8601 with a day; a finding when it is not, or lies ahead."""
    if words is None:
        return None, None
    told = iso_8601(words)
    if told is None:
        message = (
            f'expected an ISO 8601 date ("2023-07-11", "2023-07-11T10:15Z"), got "{words[:40]}"; '
            "the date is taken as unknown: write it so, or leave it out"
        )
        return None, finding("date-not-iso", message, where)
    if today is not None and date.fromisoformat(told[:10]) > today:
        message = (
            f"expected a date up to {today.isoformat()}, got {told[:10]}; "
            "it is kept as told: check the year, and the clock of whoever wrote it"
        )
        return told, finding("date-in-future", message, where)
    return told, None
