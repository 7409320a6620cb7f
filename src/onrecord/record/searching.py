"""Full-text search: which lines fit, which of them stand, and their words with the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, literal, or_, select

from onrecord.record import appending, candidates, derived, schema
from onrecord.record.dialects import Backend
from onrecord.record.facts import Loader, batches
from onrecord.record.search import (
    KINDS,
    Line,
    Term,
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
    chosen = fitting(connection, backend, question, kinds, limit)
    reports = Loader(connection).first_reports(line.text for line, _ in chosen)
    told = _told(connection, [line for line, _ in chosen])
    return [
        Hit(
            line.kind,
            line.id,
            line.id if line.kind == "report" else reports.get(line.text),
            snippet(told[line.id], question),
            fit,
        )
        for line, fit in chosen
    ]


def fitting(
    connection: Connection,
    backend: Backend,
    question: Sequence[Term],
    kinds: Sequence[str],
    limit: int,
) -> list[tuple[Any, float]]:
    """The best lines, as rows of the index, and how well each fits."""
    wanted = [kind for kind in KINDS if not kinds or kind in kinds]
    if not question or not wanted or limit < 1:
        return []
    take = 2 * limit
    while True:
        found = backend.match(connection, question, wanted, take)
        lines = _standing_lines(connection, [nr for nr, _ in found])
        best: dict[str, tuple[Any, float]] = {}
        for nr, fit in found:
            if nr in lines:
                best.setdefault(lines[nr].id, (lines[nr], fit))
        if len(best) >= limit or len(found) < take:
            break
        take *= 4
    return list(best.values())[:limit]


_L = derived.search_lines
_STANDING = select(_L).where(
    _L.c.nr.in_(bindparam("some", expanding=True)),
    or_(_L.c.kind.in_(("text", "report")), candidates.stands(_L.c.id)),
)
"""Made once: making a query takes longer than running it."""


def _standing_lines(connection: Connection, numbers: Sequence[int]) -> dict[int, Any]:
    """The lines whose annotation is in the standing reading of its text (or is none)."""
    found: dict[int, Any] = {}
    for some in batches(numbers, 500):
        found.update((row.nr, row) for row in connection.execute(_STANDING, {"some": some}))
    return found


def _told(connection: Connection, lines: Sequence[Any]) -> dict[str, str]:
    """The words of each line, for its snippet."""
    loader = Loader(connection)
    told: dict[str, str] = {}
    by_kind: dict[str, list[str]] = {}
    for line in lines:
        by_kind.setdefault(line.kind, []).append(line.id)
    r, t = schema.reports, schema.texts
    for some in batches(by_kind.pop("text", ()), 500):
        whole = select(t.c.digest, t.c.content).where(t.c.digest.in_(some))
        told |= {digest: content for digest, content in connection.execute(whole)}
    titled = select(r.c.id, r.c.title).where(r.c.id.in_(by_kind.pop("report", ())))
    told |= {identifier: title for identifier, title in connection.execute(titled)}
    for kind, ids in by_kind.items():
        told |= {item.id: shown(item) for item in loader.annotations(kind, ids)}
    return told


def rebuild_lines(connection: Connection, backend: Backend) -> None:
    """Make the full-text index again from the facts, in their order."""
    backend.empty_index(connection)
    connection.execute(delete(derived.search_lines))
    r, g = schema.reports, schema.readings
    reports = connection.execute(select(r.c.seq, literal(0).label("read"))).all()
    readings = connection.execute(select(g.c.seq, literal(1), g.c.text)).all()
    again = {text for text, number in Counter(row.text for row in readings).items() if number > 1}
    seen: set[str] = set()
    after = 0
    for entries in batches(sorted((row[0], row[1]) for row in (*reports, *readings)), 500):
        loader = Loader(connection)
        told = [seq for seq, read in entries if not read]
        found: dict[int, list[Line]] = {
            one.seq: list(lines_of_report(one.fact))
            for one in loader.reports_that(r.c.seq.in_(told))
        }
        for one in loader.each_reading(seq for seq, read in entries if read):
            digest = one.fact.text.digest
            lines = [] if digest in seen else list(lines_of_text(one.fact.text))
            lines += [line for line in lines_of_reading(one.fact) if line.id not in seen]
            if digest in again:
                seen.update((digest, *(line.id for line in lines)))
            found[one.seq] = lines
        ordered = [line for seq, _ in entries for line in found.get(seq, ())]
        appending.index(connection, backend, ordered, after)
        after += len(ordered)
