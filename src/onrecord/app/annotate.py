"""Readings without a record: what `onrecord annotate` writes and the scorers read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence

from onrecord.app import config, wiring
from onrecord.app.readers import read_all
from onrecord.domain.annotations import Reading
from onrecord.domain.findings import Finding
from onrecord.domain.reports import Report
from onrecord.export.reading_html import reading_page
from onrecord.export.reading_json import reading_line
from onrecord.intake import incoming


def annotate(
    paths: Sequence[str], workers: int | None = None
) -> Iterator[tuple[Report | None, Reading | None, tuple[Finding, ...]]]:
    """Each report with its reading, in order; (None, None, findings) for an input refused."""
    processes = workers or config.load().processes
    items = incoming(paths, sys.stdin.buffer, today=wiring.today())
    for item, reading in read_all(items, lambda item: item.text, processes):
        yield item.report, reading, item.findings


def annotate_lines(
    paths: Sequence[str], workers: int | None = None
) -> Iterator[tuple[str | None, tuple[Finding, ...]]]:
    """Each report as one line of JSON, with the findings of its input."""
    for report, reading, findings in annotate(paths, workers):
        if report is None or reading is None:
            yield None, findings
        else:
            yield json.dumps(reading_line(report, reading), ensure_ascii=False), findings


def annotate_page(paths: Sequence[str], workers: int | None = None) -> tuple[str, int, int]:
    """One page with all texts marked, how many were read, how many refused."""
    pairs = []
    refused = 0
    for report, reading, _ in annotate(paths, workers):
        if report is None or reading is None:
            refused += 1
        else:
            pairs.append((report, reading))
    return reading_page(pairs), len(pairs), refused
