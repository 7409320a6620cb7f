"""The derived tables made anew, by one process or several: the same tables."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest

from onrecord.app import ingest, rebuild, wiring
from onrecord.app.growth import keys, parts
from onrecord.app.growth.crew import Ask, Bench, crew_on
from onrecord.domain.errors import OnRecordError, UnknownId
from onrecord.evaluation.true_story import TrueReport

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few of everything together that the example has several of each."""
    monkeypatch.setattr(rebuild, "LARGE", 1)
    monkeypatch.setattr(keys, "STRETCH", 500)
    monkeypatch.setattr(parts, "TEXTS", 3)


@pytest.fixture
def path(tmp_path: Path, reports: list[TrueReport]) -> Path:
    where = tmp_path / "r.db"
    with wiring.open_writer(where) as store:  # type: ignore[attr-defined]
        ingest.ingest_readings(store, [(one.report, one.reading) for one in reports], lambda: NOW)
        ingest.refresh(store)
    return where


def derived(path: Path) -> dict[str, list[Any]]:
    """Everything in the derived tables, and what full text finds."""
    raw = sqlite3.connect(path)
    wanted = ["keys", "search_lines", "entities", "stories", "utterances", "commitments"]
    found = {
        name: raw.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3, 4").fetchall() for name in wanted
    }
    found["hits"] = raw.execute("SELECT rowid FROM search_words('ukraine') ORDER BY 1").fetchall()
    raw.close()
    return found


@pytest.mark.parametrize("processes", [1, 2])
def test_what_was_right_comes_out_the_same(path: Path, processes: int) -> None:
    before = derived(path)
    with wiring.open_writer(path) as store:  # type: ignore[attr-defined]
        made = rebuild.rebuild(store, str(path), processes)
    assert made.same and not made.stale
    assert made.rows["commitments"] == len(before["commitments"]) > 3
    assert len(before["keys"]) > 1000
    assert derived(path) == before


@pytest.mark.parametrize("processes", [1, 2])
def test_what_was_wrong_is_named_and_put_right(path: Path, processes: int) -> None:
    before = derived(path)
    with wiring.open_writer(path) as store:  # type: ignore[attr-defined]
        world, built_to = store.world()
        wrong = replace(world.commitments[0], origins=99)
        store.replace_world(
            replace(world, commitments=(wrong, *world.commitments[1:]), utterances=()), built_to
        )
        raw = sqlite3.connect(path)
        raw.execute("DELETE FROM keys WHERE kind = 'pledge'")
        raw.commit()
        raw.close()
        made = rebuild.rebuild(store, str(path), processes)
    assert made.differing["commitments"] == (wrong.id,)
    assert len(made.differing["utterances"]) == len(before["utterances"])
    assert derived(path) == before


@dataclass(frozen=True)
class Sum:
    """Adds what the record's head is to what the asker says a number means."""

    number: int
    last: ClassVar[bool] = False

    def work(self, bench: Bench, ask: Ask) -> int:
        if self.number == 3:
            raise UnknownId("expected no three")
        if self.number == 4:
            os._exit(1)
        return bench.store.head() + int(ask(self.number))


def test_jobs_are_shared_out_and_what_they_ask_is_answered(path: Path) -> None:
    with wiring.open_reader(path) as store:  # type: ignore[attr-defined]
        head = store.head()
    with crew_on(str(path), head, 2) as beside:
        assert beside is not None and len(beside) == 2
        beside.give([Sum(0)])
        found = sorted(beside.done([Sum(n) for n in (1, 2, 5, 6)], lambda n: n * 100))
    assert found == [head + n * 100 for n in (0, 1, 2, 5, 6)]


@pytest.mark.parametrize(
    ("number", "error", "words"),
    [(3, UnknownId, "no three"), (4, OnRecordError, "ended before its work was done")],
)
def test_a_job_that_fails_is_told(
    path: Path, number: int, error: type[Exception], words: str
) -> None:
    with crew_on(str(path), 1, 2) as beside:
        assert beside is not None
        with pytest.raises(error, match=words):
            list(beside.done([Sum(number), Sum(1)]))


def test_one_process_and_a_record_in_memory_have_no_crew() -> None:
    with crew_on("r.db", 1, 1) as alone, crew_on(None, 1, 4) as nowhere:
        assert alone is None and nowhere is None


def test_a_stretch_without_keys_is_no_trouble(path: Path) -> None:
    before = derived(path)
    with wiring.open_writer(path) as store:  # type: ignore[attr-defined]
        store.fill_keys([])
    assert derived(path) == before
