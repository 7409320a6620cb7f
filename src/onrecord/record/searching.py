"""Full-text search: which lines fit, which of them stand, and their words with the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from onrecord.domain.reports import Report
from onrecord.record import appending, candidates, derived, schema
from onrecord.record.dialects import Backend
from onrecord.record.facts import Loader, batches
from onrecord.record.search import (
    KINDS,
    Line,
    lines_of_reading,
    lines_of_report,
    lines_of_text,
    shown,
    snippet,
    terms,
)
from onrecord.record.store import Hit


def search(
    connection: Connection, backend: Backend, words: str, kinds: Sequence[str], limit: int
) -> Sequence[Hit]:
    """The best lines (see `Reader.search`)."""
    question = terms(words)
    wanted = [kind for kind in KINDS if not kinds or kind in kinds]
    if not question or not wanted or limit < 1:
        return ()
    take = 2 * limit
    while True:
        found = backend.match(connection, question, wanted, take)
        lines = _standing_lines(connection, [nr for nr, _ in found])
        best: dict[str, tuple[float, Any]] = {}
        for nr, fit in found:
            if nr in lines:
                best.setdefault(lines[nr].id, (fit, lines[nr]))
        if len(best) >= limit or len(found) < take:
            break
        take *= 4
    chosen = list(best.values())[:limit]
    reports = _first_reports(connection, [line.text for _, line in chosen])
    told = _told(connection, [line for _, line in chosen])
    return [
        Hit(
            line.kind,
            line.id,
            line.id if line.kind == "report" else reports.get(line.text),
            snippet(told[line.id], question),
            fit,
        )
        for fit, line in chosen
    ]


def _standing_lines(connection: Connection, numbers: Sequence[int]) -> dict[int, Any]:
    """The lines whose annotation is in the standing reading of its text (or is none)."""
    lines = derived.search_lines
    found: dict[int, Any] = {}
    for some in batches(numbers, 500):
        query = select(lines).where(
            lines.c.nr.in_(some),
            or_(lines.c.kind.in_(("text", "report")), candidates.stands(lines.c.id)),
        )
        found.update((row.nr, row) for row in connection.execute(query))
    return found


def _first_reports(connection: Connection, digests: Sequence[str]) -> dict[str, str]:
    """For each text the first report that published it."""
    r = schema.reports
    found: dict[str, str] = {}
    for some in batches(dict.fromkeys(digests), 500):
        query = select(r.c.text, r.c.id).where(r.c.text.in_(some)).order_by(r.c.seq)
        for digest, identifier in connection.execute(query):
            found.setdefault(digest, identifier)
    return found


def _told(connection: Connection, lines: Sequence[Any]) -> dict[str, str]:
    """The words of each line, for its snippet."""
    loader = Loader(connection)
    told: dict[str, str] = {}
    by_kind: dict[str, list[str]] = {}
    for line in lines:
        by_kind.setdefault(line.kind, []).append(line.id)
    for digest in by_kind.pop("text", ()):
        text = loader.text(digest)
        told[digest] = "" if text is None else text.content
    r = schema.reports
    titled = select(r.c.id, r.c.title).where(r.c.id.in_(by_kind.pop("report", ())))
    told |= {identifier: title for identifier, title in connection.execute(titled)}
    for kind, ids in by_kind.items():
        told |= {item.id: shown(item) for item in loader.annotations(kind, ids)}
    return told


def rebuild_lines(connection: Connection, backend: Backend) -> None:
    """Make the full-text index again from the facts, in their order."""
    backend.empty_index(connection)
    connection.execute(delete(derived.search_lines))
    loader = Loader(connection)
    log = schema.log
    seen: set[str] = set()
    after = 0
    query = select(log.c.seq, log.c.kind, log.c.id).where(log.c.kind.in_(("report", "reading")))
    for entries in batches(connection.execute(query.order_by(log.c.seq)).all()):
        lines: list[Line] = []
        for entry in entries:
            recorded = loader.one(entry.kind, entry.id)
            fact = None if recorded is None else recorded.fact
            found: list[Line] = []
            if isinstance(fact, Report):
                found.extend(lines_of_report(fact))
            elif fact is not None:
                if fact.text.digest not in seen:
                    found.extend(lines_of_text(fact.text))
                    seen.add(fact.text.digest)
                for line in lines_of_reading(fact):
                    if line.id not in seen:
                        seen.add(line.id)
                        found.append(line)
            lines.extend(found)
        appending.index(connection, backend, lines, after)
        after += len(lines)
