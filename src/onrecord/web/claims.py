"""Lines as schema.org data that machines read in a page: a claim, or a claim that is disputed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from onrecord.export.reading_html import visible
from onrecord.views.held import Passage, Quoted, ReportRef
from onrecord.views.rows import CommitmentRow, DisputeRow, UtteranceRow

Data = dict[str, Any]
Address = Callable[[str], str]
"""The address of the page of a line, by its id."""

DISPUTED = "Disputed: the reports differ"
"""What a dispute is rated: which account is right is not said."""

_ESCAPED = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def script(found: Data | None) -> Markup:
    """The data as a data block of a page; no words in it can end the block."""
    if found is None:
        return Markup("")
    words = json.dumps({"@context": "https://schema.org", **found}, ensure_ascii=False)
    for character, escape in _ESCAPED.items():
        words = words.replace(character, escape)
    return Markup('<script type="application/ld+json">%s</script>') % Markup(visible(words))


def of_utterance(row: UtteranceRow, to: Address) -> Data:
    """A saying as a claim of its speakers, with the reports in which it appears."""
    return _without_none(
        {
            "@type": "Claim",
            "url": to(row.id),
            "text": row.words,
            "author": _named(row.speakers),
            "datePublished": row.on,
            "appearance": _appearances(row.renderings),
        }
    )


def of_commitment(row: CommitmentRow, words: str, told: Iterable[Quoted], to: Address) -> Data:
    """An undertaking as a claim that the reports make of it; `words` says it in a few words."""
    return _without_none(
        {
            "@type": "Claim",
            "url": to(row.id),
            "text": words,
            "about": _named((*row.by, *row.to)),
            "creativeWorkStatus": str(row.stage).replace("_", " "),
            "appearance": _appearances(told),
        }
    )


def of_dispute(row: DisputeRow, to: Address) -> Data:
    """A dispute as a review of the claim that it is about, without saying who is right."""
    told = [quoted for side in row.sides for quoted in side.evidence]
    return _without_none(
        {
            "@type": "ClaimReview",
            "url": to(row.id),
            "claimReviewed": row.title or str(row.kind),
            "author": {"@type": "Organization", "name": "onrecord"},
            "datePublished": None if row.known_at is None else row.known_at.date().isoformat(),
            "itemReviewed": {"@type": "Claim", "url": to(row.about),
                             "appearance": _appearances(told)},
            "reviewRating": {"@type": "Rating", "alternateName": DISPUTED},
        }
    )  # fmt: skip


def _appearances(told: Iterable[Quoted | Passage]) -> list[Data]:
    reports = {quoted.report.id: quoted.report for quoted in told}
    return [_report(report) for report in reports.values()]


def _report(report: ReportRef) -> Data:
    return _without_none(
        {
            "@type": "NewsArticle",
            "headline": report.title,
            "url": web_address(report.url),
            "datePublished": report.published,
            "publisher": None
            if report.outlet is None
            else {"@type": "Organization", "name": report.outlet},
        }
    )


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web; others (`javascript:`) lead nowhere."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _named(names: Iterable[str]) -> list[Data] | None:
    return [{"@type": "Thing", "name": name} for name in dict.fromkeys(names)] or None


def _without_none(found: Mapping[str, Any]) -> Data:
    return {name: value for name, value in found.items() if value is not None}
