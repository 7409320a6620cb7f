"""Worlds of the past: the same from a process of their own, and none of what came later."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

ROOMS = Path(__file__).resolve().parent.parent
for room in ("ledger", "views"):
    if str(ROOMS / room) not in sys.path:
        sys.path.append(str(ROOMS / room))

from paper import Paper  # noqa: E402
from summit import summit  # noqa: E402

from onrecord.app import kept, past, wiring  # noqa: E402
from onrecord.app.ingest import refresh  # noqa: E402
from onrecord.app.record import Record, open_record  # noqa: E402
from onrecord.domain.errors import OnRecordError  # noqa: E402
from onrecord.domain.times import AsOf  # noqa: E402

WHEN = datetime(2026, 11, 1, tzinfo=UTC)
LATER = datetime(2026, 11, 5, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "record.db"
    store = wiring.open_writer(found)
    store.append(summit()[0].all(), WHEN)
    paper = Paper()
    page = paper.page("later", "Zedmark will send boats to Coastland.")
    page.pledge("Zedmark will send", by=["Zedmark"])
    store.append(paper.all(), LATER)
    refresh(store)
    store.close()
    return found


def waited(ask, seconds: float = 90.0):  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while True:
        try:
            return ask()
        except past.NotYet:
            assert time.monotonic() < end
            time.sleep(0.1)


def test_what_is_worked_out_beside_is_what_a_fold_gives(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_record(path, writable=False) as plain:
        before = plain.at(known=WHEN)
        wanted, brief = before.commitments(), before.brief()
        dated = plain.at(on=WHEN.date()).commitments()
    monkeypatch.setattr(past, "SMALL", 0)
    with kept.open_kept(path) as held:
        then = held.at(known=WHEN)
        assert waited(then.commitments) == wanted
        assert then.brief() == brief, "it is at hand now"
        assert not any("Zedmark" in row.by for row in wanted)
        assert waited(held.at(on=WHEN.date()).commitments) == dated


def test_while_it_is_worked_out_whoever_asks_is_told_so_and_waits_for_nobody(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "SMALL", 0)
    monkeypatch.setattr(past, "PATIENCE", 0.0)
    with kept.open_kept(path) as held:
        then = held.at(known=WHEN)
        with pytest.raises(past.NotYet):
            then.commitments()
        assert held.commitments(), "the present goes on"


def test_processes_that_serve_together_work_it_out_once(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "SMALL", 0)
    monkeypatch.setattr(past, "PATIENCE", 0.0)
    folder = tmp_path / "together"
    folder.mkdir()
    started: list[Path] = []
    whole = past.Past._start

    def start(self, key, part, file):  # type: ignore[no-untyped-def]
        started.append(file)
        return whole(self, key, part, file)

    monkeypatch.setattr(past.Past, "_start", start)
    with kept.open_kept(path, folder) as one, kept.open_kept(path, folder) as other:
        for held in (one, other, one, other):
            with pytest.raises(past.NotYet):
                held.at(known=WHEN).commitments()
        rows = waited(one.at(known=WHEN).commitments)
        assert waited(other.at(known=WHEN).commitments) == rows
    assert len(started) == 1


def test_a_process_that_fails_is_told_and_may_be_tried_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "SMALL", 0)
    with kept.open_kept(path) as held:
        monkeypatch.setattr(held._store._past, "_path", path.with_name("none.db"))  # type: ignore[attr-defined]
        then = held.at(known=WHEN)
        with pytest.raises(OnRecordError, match="could not be worked out"):
            waited(then.commitments)
        monkeypatch.setattr(held._store._past, "_path", path)  # type: ignore[attr-defined]
        assert waited(then.commitments)


def test_of_big_worlds_the_last_alone_is_held(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "LINES", 1)
    with open_record(path, writable=False) as plain:
        store = plain._store
        held = past.Past()
        for seq in (1, 2, 3):
            held.world(seq, None, lambda: store.world()[0])
        assert [known for known, _ in held._held] == [3]
    assert isinstance(plain, Record) and AsOf() == plain._as_of
