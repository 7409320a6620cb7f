"""Problems in the input: located, coded, with the next step; never exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from onrecord.domain.ids import content_id
from onrecord.domain.text import Quote
from onrecord.domain.words import Severity


@dataclass(frozen=True)
class Finding:
    """One problem: a code of `CODES`, what was expected, what came, what to do.

    `where` is the input it stands in (a path, or path:line, or a report's given id); `text` and
    `quote` place it in the text when there is one.
    """

    code: str
    severity: Severity
    message: str
    where: str | None = None
    text: str | None = None
    quote: Quote | None = None

    @cached_property
    def id(self) -> str:
        """The id from content: the same problem met twice is one finding."""
        place = None if self.quote is None else (self.quote.start, self.quote.end)
        return content_id("finding", self.code, self.message, self.where, self.text, place)


CODES: dict[str, tuple[Severity, str]] = {
    "stage-failed": (
        Severity.WARNING,
        "A stage of the reading could not read this text; what it would have found is missing. "
        "The other stages ran. Send us the text and the message, then read it again.",
    ),
}
"""Every code with its severity and its meaning; documented in `docs/reference/findings.md`."""


def finding(
    code: str,
    message: str,
    where: str | None = None,
    text: str | None = None,
    quote: Quote | None = None,
) -> Finding:
    """A finding of a known code, with that code's severity. Raises KeyError for an unknown code."""
    return Finding(code, CODES[code][0], message, where, text, quote)
