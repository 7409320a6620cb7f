"""When a browser last looked at the brief, kept by the browser itself."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from onrecord.app import wiring
from onrecord.views.brief import Counts
from onrecord.web import forms
from onrecord.web.asked import At
from onrecord.web.questions import answers

VISIT = 1800
"""Seconds without a look after which a new visit begins: what was new stays new while one reads
and comes back to the brief."""

YEAR = 365 * 24 * 3600

_LOOK = re.compile(r"\d{1,12}(\.\d{1,12}){4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody saw: the record's head, how many reports, sayings, decisions, and when."""

    head: int
    reports: int
    utterances: int
    decisions: int
    minute: int

    @property
    def at(self) -> datetime | None:
        """When it was; None where a browser tells no time that is one."""
        try:
            return datetime.fromtimestamp(self.minute * 60, UTC)
        except (ValueError, OverflowError, OSError):
            return None

    @property
    def told(self) -> str:
        """The look as a cookie holds it."""
        return f"{self.head}.{self.reports}.{self.utterances}.{self.decisions}.{self.minute}"


def now(request: Request, counts: Counts) -> Look:
    """The look that this request is."""
    decided = answers(request).ask(At(), "count decided", lambda r: r.count_decided(), live=True)
    minute = int(wiring.now().timestamp()) // 60
    return Look(answers(request).head, counts.reports, counts.utterances, decided, minute)


def before(request: Request) -> Look | None:
    """The last look of the visit before this one; None at the first visit."""
    seen, visit = _cookies(request)
    return _look(request.cookies.get(visit, "")) or _look(request.cookies.get(seen, ""))


def remember(request: Request, answer: Response, last: Look | None, this: Look) -> None:
    """Have the browser keep this look, and for this visit the one before it."""
    seen, visit = _cookies(request)
    for name, look, lasts in ((seen, this, YEAR), (visit, last or this, VISIT)):
        answer.set_cookie(
            name, look.told, lasts, httponly=True, samesite="strict",
            secure=forms.secure(request), path="/",
        )  # fmt: skip


def _cookies(request: Request) -> tuple[str, str]:
    """Names of the cookies; each record that is served at an address has its own."""
    whole = str(answers(request).path.resolve())
    record = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:8]
    return f"onrecord-seen-{record}", f"onrecord-visit-{record}"


def _look(told: str) -> Look | None:
    return Look(*map(int, told.split("."))) if _LOOK.fullmatch(told) else None
