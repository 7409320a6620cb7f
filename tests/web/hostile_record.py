"""Records in files, and a report whose every field tries to be more than words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from paper import Paper

from onrecord.app import wiring
from onrecord.app.ingest import refresh
from onrecord.domain.facts import Fact

FIRST = datetime(2026, 11, 1, 12, tzinfo=UTC)
SECOND = datetime(2026, 11, 5, 12, tzinfo=UTC)

EVIL = "<script>alert('x')</script>"
EVIL_TEXT = (
    f'{EVIL} Prince "><img src=x onerror=alert(1)> said on Monday that all is well.\n\n'
    "=HYPERLINK(1) & Sons will send 3 pumps to Javaland. {{ 7*7 }} \u202egnihton\u0000."
)


def hostile() -> Paper:
    """A report whose every field tries to be more than words."""
    paper = Paper()
    page = paper.page(
        f"{EVIL}",
        EVIL_TEXT,
        "2025-04-01",
        outlet=f"{EVIL}\"onmouseover='x'",
        url="javascript:alert(document.domain)",
    )
    object.__setattr__(page.report, "title", f"{EVIL}</title><svg onload=alert(2)>")
    object.__setattr__(page.report, "author", EVIL)
    page.name('Prince "><img src=x onerror=alert(1)>', kind="person")
    page.name("=HYPERLINK(1) & Sons", kind="organisation")
    page.name("Javaland")
    page.said("that all is well", 'Prince "><img src=x onerror=alert(1)>', kind="indirect")
    page.pledge(
        "=HYPERLINK(1) & Sons will send 3 pumps to Javaland",
        by=["=HYPERLINK(1) & Sons"],
        to=["Javaland"],
        thing="=HYPERLINK(1) & Sons",
    )
    return paper


def write(path: Path, batches: list[tuple[datetime, list[Fact]]]) -> None:
    """A record in a file, of these facts, each batch recorded at its time."""
    store = wiring.open_writer(path)
    try:
        for when, facts in batches:
            store.append(facts, when)
        refresh(store)
    finally:
        store.close()
