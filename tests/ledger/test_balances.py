"""Balances: intervals, each undertaking once, open ends open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from paper import amount

from onrecord.domain.amounts import Amount
from onrecord.domain.words import Category, Distribution, Stage
from onrecord.domain.world import Commitment, Evidence, PartyRef, Step
from onrecord.ledger.balances import balance, course, reached, units

TOLD = {"r1": "2025-03-01", "r2": "2025-03-10", "r3": None}
COAST = PartyRef("e1coast", "Coast")


def evidence(report: str) -> Evidence:
    return Evidence(report, "t", (), "p", 1)


def made(
    *steps: tuple[str, str | None, str, Amount | None],
    by: int = 1,
    share: str = "single",
    to: tuple[PartyRef, ...] = (),
) -> Commitment:
    """Steps of (stage, on, report, total)."""
    totals = [total for *_, total in steps if total]
    return Commitment(
        id="c1" + "".join(stage[0] for stage, *_ in steps),
        by=tuple(PartyRef(f"e{n}", f"Party {n}") for n in range(by)),
        distribution=Distribution(share),
        to=to,
        asked_by=(),
        category=Category.HUMANITARIAN,
        what="pumps",
        quantity=totals[-1] if totals else None,
        when=None,
        when_words=None,
        conditions=(),
        history=tuple(
            Step(Stage(stage), on, (evidence(report),), total, 1)
            for stage, on, report, total in steps
        ),
        stage=Stage(steps[-1][0]),
        origins=1,
        pledges=(),
        score=1.0,
        known=1,
    )


def columns(*commitments: Commitment, **asked: Any) -> tuple[Any, ...]:
    unit, to, on = asked.get("unit", "pump"), asked.get("to"), asked.get("on")
    row = balance(commitments, unit, to, on, TOLD)
    return (row.requested, row.announced, row.agreed, row.fulfilled)


PUMPS = amount(10, 10, "pump")


def test_each_undertaking_counts_once_in_its_furthest_stage() -> None:
    told = made(
        ("announced", "2025-03-01", "r1", PUMPS),
        ("agreed", "2025-03-05", "r2", None),
        ("fulfilled", "2025-03-09", "r2", None),
    )
    assert columns(told) == (None, PUMPS, None, PUMPS)
    assert columns(told, on=date(2025, 3, 6)) == (None, PUMPS, PUMPS, None)
    assert columns(told, on=date(2025, 3, 2)) == (None, PUMPS, None, None)
    assert columns(told, on=date(2025, 2, 1)) == (None, None, None, None)


def test_contracted_and_under_way_count_as_agreed() -> None:
    for stage in ("contracted", "under_way"):
        assert columns(made((stage, None, "r1", PUMPS))) == (None, PUMPS, PUMPS, None)


def test_what_ended_and_what_is_weighed_count_nowhere() -> None:
    for stage in ("refused", "withdrawn", "broken", "considered"):
        told = made(("announced", "2025-03-01", "r1", PUMPS), (stage, "2025-03-05", "r2", None))
        kept = (None, PUMPS, None, None) if stage == "considered" else (None,) * 4
        assert columns(told) == kept, stage
        assert columns(told, on=date(2025, 3, 1)) == (None, PUMPS, None, None)


def test_a_request_is_no_announcement() -> None:
    assert columns(made(("requested", None, "r1", PUMPS))) == (PUMPS, None, None, None)


def test_an_undated_step_counts_from_its_first_report() -> None:
    told = made(("announced", None, "r2", PUMPS))
    assert columns(told, on=date(2025, 3, 9))[1] is None
    assert columns(told, on=date(2025, 3, 10))[1] == PUMPS


def test_a_step_that_nothing_dates_counts_always() -> None:
    told = made(("announced", None, "r3", PUMPS))
    assert columns(told, on=date(1999, 1, 1))[1] == PUMPS


def test_each_is_taken_as_often_as_there_are_parties() -> None:
    told = made(("announced", None, "r1", PUMPS), by=3, share="each")
    assert columns(told)[1] == amount(30, 30, "pump")


def test_open_ends_stay_open_and_unknown_bounds_are_no_zero() -> None:
    dozens = made(("announced", None, "r1", amount(24, None, "pump")))
    up_to = made(("announced", None, "r1", amount(0, 6, "pumps")))
    assert columns(dozens, up_to)[1] == amount(24, None, "pump")
    assert columns(made(("announced", None, "r1", None))) == (None,) * 4


def test_a_new_total_replaces_the_earlier_one() -> None:
    more = amount(25, 25, "pump")
    told = made(("announced", "2025-03-01", "r1", PUMPS), ("announced", "2025-03-05", "r2", more))
    assert columns(told)[1] == more
    assert columns(told, on=date(2025, 3, 4))[1] == PUMPS


def test_only_the_beneficiary_that_was_asked_for() -> None:
    here = made(("announced", None, "r1", PUMPS), to=(COAST,))
    there = made(("announced", None, "r1", PUMPS), to=(PartyRef("e1hill", "Hill"),))
    nowhere = made(("announced", None, "r1", PUMPS))
    assert columns(here, there, nowhere, to=COAST)[1] == PUMPS
    assert columns(here, there, nowhere)[1] == amount(30, 30, "pump")


def test_a_kind_of_a_unit_counts_and_currencies_are_apart() -> None:
    diesel = made(("announced", None, "r1", amount(10, 10, "diesel pumps")))
    euros = made(("announced", None, "r1", amount(5, 5, "EUR")))
    dollars = made(("announced", None, "r1", amount(7, 7, "USD")))
    assert columns(diesel, euros, dollars)[1] == PUMPS
    assert columns(diesel, euros, dollars, unit="EUR")[1] == amount(5, 5, "EUR")
    assert units([diesel, euros, dollars]) == ["EUR", "USD", "diesel pumps"]


commitments = st.lists(
    st.tuples(
        st.lists(st.sampled_from([s for s in Stage]), min_size=1, max_size=4),
        st.integers(0, 9),
        st.integers(1, 3),
    ).map(
        lambda told: made(
            *((str(stage), None, "r1", amount(told[1], told[1], "pump")) for stage in told[0]),
            by=told[2],
            share="each",
        )
    ),
    max_size=6,
)


@given(commitments)
def test_no_column_holds_more_than_all_undertakings_once(told: list[Commitment]) -> None:
    most = sum((c.quantity.min or Decimal(0)) * len(c.by) for c in told if c.quantity is not None)
    requested, announced, agreed, fulfilled = columns(*told)
    sums = [Decimal(0) if column is None else column.min for column in (announced, requested)]
    assert sum(sums) <= most
    held = [Decimal(0) if column is None else column.min for column in (agreed, fulfilled)]
    assert sum(held) <= sums[0]


@given(commitments)
def test_a_balance_is_the_sum_of_its_parts(told: list[Commitment]) -> None:
    whole = columns(*told)[1]
    parts = [part for c in told if (part := columns(c)[1]) is not None]
    assert (whole.min if whole else Decimal(0)) == sum((p.min for p in parts), Decimal(0))


DAYS = [date(2025, 2, 27), date(2025, 3, 1), date(2025, 3, 4), date(2025, 3, 10), date(2025, 4, 1)]

dated = st.lists(
    st.tuples(
        st.lists(
            st.tuples(
                st.sampled_from([str(s) for s in Stage]),
                st.sampled_from([None, "2025-03", *(day.isoformat() for day in DAYS)]),
                st.sampled_from(sorted(TOLD)),
                st.sampled_from(
                    [
                        None,
                        amount(2, 5, "pump"),
                        amount(None, 3, "pump"),
                        amount(4, None, "pump"),
                        amount(7, 7, "tent"),
                    ]
                ),
            ),
            min_size=1,
            max_size=4,
        ),
        st.integers(1, 3),
        st.sampled_from(["single", "each"]),
    ).map(lambda told: made(*told[0], by=told[1], share=told[2])),
    max_size=6,
)


@given(dated)
def test_a_course_is_the_balance_at_each_day(told: list[Commitment]) -> None:
    found = course(told, "pump", DAYS, TOLD)
    assert list(found) == [balance(told, "pump", None, day, TOLD) for day in DAYS]


def test_what_was_reached_by_a_day() -> None:
    told = made(("requested", "2025-03-01", "r1", PUMPS), ("announced", "2025-03-05", "r2", None))
    assert reached(told, date(2025, 3, 3), TOLD) == (Stage.REQUESTED, PUMPS)
    assert reached(told, None, TOLD) == (Stage.ANNOUNCED, PUMPS)
    assert reached(told, date(2025, 1, 1), TOLD)[0] is None
