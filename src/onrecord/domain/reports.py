"""Who published what, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from onrecord.domain.ids import content_id


@dataclass(frozen=True)
class Report:
    """One publication of one text; an edited page is a second report with the same URL.

    `given` is the id that the input carried (a file's stem, a JSON line's "id"). `published` is
    ISO 8601 as told (a date or a date with time), None when the report carries none. `text` is the
    digest of its text.
    """

    given: str
    text: str
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    title: str | None = None
    language: str | None = None
    author: str | None = None

    @cached_property
    def id(self) -> str:
        """The id from content: the same publication read twice is one report."""
        return content_id("report", self.given, self.text, self.outlet, self.url, self.published)
