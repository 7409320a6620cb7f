"""A record held in memory answers as the file does, and moves when the file does."""

from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

ROOMS = Path(__file__).resolve().parent.parent
for room in ("ledger", "views"):
    if str(ROOMS / room) not in sys.path:
        sys.path.append(str(ROOMS / room))

from paper import Paper  # noqa: E402
from summit import summit  # noqa: E402

from onrecord.app import kept, wiring  # noqa: E402
from onrecord.app.ingest import refresh  # noqa: E402
from onrecord.app.record import open_record  # noqa: E402
from onrecord.record.store import Writer  # noqa: E402

WHEN = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "record.db"
    store = wiring.open_writer(found)
    store.append(summit()[0].all(), WHEN)
    refresh(store)
    store.close()
    return found


def add(store: Writer, name: str) -> None:
    paper = Paper()
    page = paper.page(name, f"{name} will send boats to Coastland.")
    page.pledge(f"{name} will send", by=[name])
    store.append(paper.all(), WHEN)


def test_it_answers_as_the_file_does(path: Path) -> None:
    with kept.open_kept(path) as held, open_record(path, writable=False) as plain:
        for _ in range(2):
            assert held.brief() == plain.brief()
            assert held.commitments(to="Coastland") == plain.commitments(to="Coastland")
            assert [r.id for r in held.reports()] == [r.id for r in plain.reports()]
            for row in plain.commitments():
                assert held.show(row.id) == plain.show(row.id)
        assert held.head == plain.head


def test_it_moves_with_the_file_whether_the_tables_are_behind_or_not(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "PATIENCE", 0)
    store = wiring.open_writer(path)
    with kept.open_kept(path) as held, open_record(path, writable=False) as plain:
        before = held.commitments()
        add(store, "Westmark")
        assert len(held.commitments()) == len(before) + 1
        assert held.commitments() == plain.commitments()
        refresh(store)
        assert held.commitments() == plain.commitments()
    store.close()


def test_while_a_run_appends_the_world_is_not_worked_out_for_every_question(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folds: list[int] = []
    whole = kept.fold
    monkeypatch.setattr(kept, "fold", lambda facts: (folds.append(1), whole(facts))[1])
    monkeypatch.setattr(kept, "PATIENCE", 1e6)
    store = wiring.open_writer(path)
    with kept.open_kept(path) as held:
        held.brief()
        assert folds == []
        for name in ("Westmark", "Eastmark", "Southmark"):
            add(store, name)
            held.brief()
        assert len(folds) == 1
        assert held.head < store.head()
        held.look_again()
        assert held.head == store.head()
    store.close()


def test_many_threads_work_the_world_out_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folds: list[int] = []
    whole = kept.fold
    monkeypatch.setattr(kept, "fold", lambda facts: (folds.append(1), whole(facts))[1])
    store = wiring.open_writer(path)
    add(store, "Westmark")
    store.close()
    with kept.open_kept(path) as held:
        threads = [threading.Thread(target=held.commitments) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(folds) == 1
