"""Earlier things from a record: the same whether a report is at hand, folded away or looked up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest

from onrecord.app import candidates, ingest, wiring
from onrecord.app.candidates import RecordCandidates
from onrecord.evaluation.true_story import TrueReport
from onrecord.linking import propose
from onrecord.linking.candidates import ReadReport
from onrecord.record.store import Writer

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def store(reports: list[TrueReport]) -> Iterator[Writer]:
    opened = wiring.open_writer(":memory:")
    ingest.ingest_readings(opened, ((one.report, one.reading) for one in reports), lambda: NOW)
    yield opened
    opened.close()


def linked(store: Writer, reports: Sequence[TrueReport]) -> list[list[tuple[str, str, float]]]:
    """What each report would be linked to, one after the other, with one desk of candidates."""
    found = RecordCandidates(store)
    made = []
    for one in reports:
        read = ReadReport(one.report, one.reading)
        found.show(read)
        made.append([(p.left, p.right, p.score) for p in propose.propose(read, found)])
    return made


@pytest.mark.parametrize(("kept", "folded"), [(2, 100), (2, 3), (2, 0)])
def test_what_is_folded_away_comes_back_as_it_was(
    store: Writer,
    reports: list[TrueReport],
    monkeypatch: pytest.MonkeyPatch,
    kept: int,
    folded: int,
) -> None:
    whole = linked(store, reports)
    assert sum(map(len, whole)) > 100
    monkeypatch.setattr(candidates, "KEPT", kept)
    monkeypatch.setattr(candidates, "FOLDED", folded)
    assert linked(store, reports) == whole


def test_nothing_is_looked_up_that_is_folded_away(
    store: Writer, reports: list[TrueReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "KEPT", 2)
    asked: list[str] = []
    facts_of = store.facts_of

    def counted(ids: Sequence[str], links: bool = True) -> object:
        asked.extend(ids)
        return facts_of(ids, links=links)

    monkeypatch.setattr(store, "facts_of", counted)
    linked(store, reports)
    assert asked
    assert len(asked) == len(set(asked))
