"""What comes in: a report with its text, or the findings that say why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from onrecord.domain.findings import Finding, finding
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.intake.dates import published_of

MAX_CHARACTERS = 2_000_000
"""The longest text that is read; a longer one is refused.

The longest of 2,961 news articles and statements that were measured (2026-11) has 162,749
characters, and a long book about 600,000: what is longer is a dump of many texts or no text at all.
"""

MAX_FILE_BYTES = 4 * MAX_CHARACTERS
"""As many bytes as that many characters can take in UTF-8; no more is ever held of one article."""

OPTIONAL = ("outlet", "url", "published", "title", "language", "author")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One report and its text, or neither; with the findings met on the way, and where it stood.

    `where` is a path, a path with a line ("news.jsonl:7"), a place in a story
    ("story.json:reports[3]"), or "-" for standard input.
    """

    report: Report | None
    text: Text | None
    findings: tuple[Finding, ...]
    where: str


def refused(where: str, *findings: Finding) -> Incoming:
    """An input that gave no report, and why."""
    return Incoming(None, None, findings, where)


def accepted(
    where: str,
    text: Text,
    given: str,
    told: Mapping[str, object],
    findings: Iterable[Finding] = (),
    today: date | None = None,
) -> Incoming:
    """A report of this text with what the input tells of it; what cannot be used stays unknown."""
    notes = list(findings)
    if not text.content.strip():
        return refused(where, *notes, finding("empty-text", EMPTY, where))
    if len(text.content) > MAX_CHARACTERS:
        return refused(where, *notes, too_long(where))
    fields: dict[str, str | None] = {}
    for key in OPTIONAL:
        value, note = _word(key, told.get(key), where)
        fields[key] = value
        notes += [] if note is None else [note]
    fields["published"], note = published_of(fields["published"], where, today)
    notes += [] if note is None else [note]
    report = Report(given=given, text=text.digest, **fields)
    located = tuple(n if n.text else replace(n, text=text.digest) for n in notes)
    return Incoming(report, text, located, where)


EMPTY = "expected a text, got nothing but white space; check that the file was saved in full"


def too_long(where: str) -> Finding:
    """The finding for a text, a line or a file above the limit."""
    return finding(
        "too-long",
        f"expected at most {MAX_CHARACTERS:,} characters in one report, got more; "
        "split it into its articles, one a line (JSON Lines) or one a file",
        where,
    )


def _word(key: str, value: object, where: str) -> tuple[str | None, Finding | None]:
    if value is None:
        return None, None
    if not isinstance(value, str):
        message = (
            f'expected a string for "{key}", got {type(value).__name__}; '
            "it is taken as unknown: write it in quotation marks, or leave it out"
        )
        return None, finding("wrong-type", message, where)
    cleaned = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(cleaned.replace("\0", " ").split()) or None, None


def once(items: Iterable[Incoming]) -> Iterator[Incoming]:
    """The same items; a given id that comes again with another text gets a finding, and is kept."""
    seen: dict[str, tuple[str, str]] = {}
    for item in items:
        report = item.report
        if report is None:
            yield item
            continue
        first = seen.setdefault(report.given, (report.text, item.where))
        if first[0] == report.text:
            yield item
            continue
        note = finding(
            "duplicate-id",
            f'expected one text for the id "{report.given}", got another than at {first[1]}; '
            "both are kept as two reports: give each its own id, or the same URL to two versions",
            item.where,
            report.text,
        )
        yield replace(item, findings=(*item.findings, note))
