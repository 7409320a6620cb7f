"""A `story.json` -> its reports; the record that may stand beside them is not looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from onrecord.domain.findings import finding
from onrecord.intake.item import Incoming, refused
from onrecord.intake.jsonlines import json_report, parsed

MAX_STORY_BYTES = 50_000_000
"""A story is one JSON document and must be held whole; some 10,000 reports fit."""


def story_reports(data: bytes, where: str, today: date | None = None) -> Iterator[Incoming]:
    """The reports of a story, in its order."""
    if len(data) > MAX_STORY_BYTES:
        message = (
            f"expected a story of at most {MAX_STORY_BYTES:,} bytes, got more; "
            "write its reports as JSON Lines, which have no limit"
        )
        yield refused(where, finding("too-long", message, where))
        return
    if not data.strip():
        message = "expected a story, got an empty file; check that it was saved"
        yield refused(where, finding("empty-file", message, where))
        return
    value, note = parsed(data.removeprefix(b"\xef\xbb\xbf"), where)
    if note is not None:
        yield refused(where, note)
        return
    reports = value.get("reports") if isinstance(value, Mapping) else None
    if not isinstance(reports, list):
        message = 'expected an object with a list under "reports", got none; see the story format'
        yield refused(where, finding("story-without-reports", message, where))
        return
    if not reports:
        message = 'expected reports, got an empty list under "reports"; nothing was read'
        yield refused(where, finding("nothing-to-read", message, where))
    for index, report in enumerate(reports):
        yield json_report(report, f"report-{index}", f"{where}:reports[{index}]", today)
