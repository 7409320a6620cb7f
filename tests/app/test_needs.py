"""Needs into the record and out of force; the derived tables stay at the head."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

ROOMS = Path(__file__).resolve().parent.parent
for room in ("ledger", "views"):
    if str(ROOMS / room) not in sys.path:
        sys.path.append(str(ROOMS / room))

from summit import summit  # noqa: E402

from onrecord.app import needs, wiring  # noqa: E402
from onrecord.app.ingest import refresh  # noqa: E402
from onrecord.app.needs import Told  # noqa: E402
from onrecord.domain.errors import UnknownId, UsageError  # noqa: E402
from onrecord.record.check import check_record  # noqa: E402
from onrecord.record.store import Writer  # noqa: E402
from onrecord.views.needs import needs as stated  # noqa: E402

WHEN = datetime(2026, 11, 1, tzinfo=UTC)
PLAN = Told("pump", "5", "2025-03-01", "plan A", "month")


def clock() -> datetime:
    return WHEN


@pytest.fixture
def store(tmp_path: Path) -> Writer:
    found = wiring.open_writer(tmp_path / "record.db")
    found.append(summit()[0].all(), WHEN)
    refresh(found)
    return found


def test_the_same_need_twice_is_one(store: Writer) -> None:
    first = needs.state(store, PLAN, clock)
    again = needs.state(store, PLAN, clock)
    assert (len(first.new), first.known) == (1, ())
    assert (again.new, again.known) == ((), first.new)
    assert [row.id for row in stated(store)] == list(first.new)


def test_a_need_leaves_the_derived_tables_at_the_head(store: Writer) -> None:
    world, _ = store.world()
    needs.state(store, PLAN, clock)
    assert store.built_to() == store.head()
    assert store.world()[0] == world


def test_tables_that_are_behind_stay_behind(store: Writer) -> None:
    store.drop_world()
    needs.state(store, PLAN, clock)
    assert store.built_to() == 0


def test_a_withdrawn_need_is_out_of_force_and_may_be_stated_anew(store: Writer) -> None:
    (first,) = needs.state(store, PLAN, clock).new
    assert needs.withdraw(store, first[:8], "Ada", "the plan was dropped", clock) == first
    assert stated(store) == ()
    with pytest.raises(UsageError, match="already"):
        needs.withdraw(store, first, "Ada", "again", clock)
    (second,) = needs.state(store, PLAN, clock).new
    assert second != first
    assert [row.id for row in stated(store)] == [second]
    assert needs.state(store, PLAN, clock).known == (second,)
    assert store.built_to() == store.head()
    assert {one.code for one in check_record(store)} <= {"index-stale"}


@pytest.mark.parametrize(
    ("actor", "reason"), [("", "why"), ("Ada", " "), ("A" * 81, "why"), ("Ada", "x" * 501)]
)
def test_a_withdrawal_wants_a_name_and_a_reason(store: Writer, actor: str, reason: str) -> None:
    (first,) = needs.state(store, PLAN, clock).new
    with pytest.raises(UsageError, match="name"):
        needs.withdraw(store, first, actor, reason, clock)


def test_what_is_no_need_cannot_be_withdrawn(store: Writer) -> None:
    for identifier in ("n1zzz", "", "c1", store.facts().reports[0].fact.id):
        with pytest.raises(UnknownId):
            needs.withdraw(store, identifier, "Ada", "why", clock)


def test_a_file_of_needs(store: Writer, tmp_path: Path) -> None:
    path = tmp_path / "needs.csv"
    path.write_text(
        "item,amount,per,from,source\npump,5,month,2025-03-01,plan A\npump,x,month,2025-03-01,B\n"
    )
    made = needs.state_all(store, path, clock)
    assert (len(made.new), [one.code for one in made.findings]) == (1, ["need-unreadable"])
    assert [r.fact.code for r in store.findings()][-1] == "need-unreadable"
    again = needs.state_all(store, path, clock)
    assert (again.new, again.known) == ((), made.new)
    none = needs.state_all(store, tmp_path / "none.csv", clock)
    assert [one.code for one in none.findings] == ["unreadable"]
