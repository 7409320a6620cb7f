"""Supply against need: what counts from which day, and when it falls short."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import amount
from test_balances import COAST, TOLD, made

from onrecord.domain.amounts import Amount
from onrecord.domain.needs import Need
from onrecord.domain.words import Period
from onrecord.domain.world import Commitment
from onrecord.ledger.coverage import Coverage, Short, answers_to, coverage

YEAR = date(2025, 1, 1)


def need(
    number: int | None = 10, most: int | None = 10, per: str | None = "month", **more: Any
) -> Need:
    fields = {"start": YEAR, "until": None, "to": None, "source": "a plan", **more}
    return Need(amount(number, most, "pump"), None if per is None else Period(per), **fields)


def given_(told: Need, *commitments: Commitment) -> tuple[Coverage, Coverage]:
    delivered, announced = coverage(told, commitments, TOLD)
    return delivered, announced


def bounds(one: Coverage, day: str) -> tuple[Decimal | None, Decimal | None]:
    found = one.supply(date.fromisoformat(day))
    assert found.unit == "pump"
    return (found.min, found.max)


def due(when: str | None, *steps: Any, **more: Any) -> Commitment:
    return replace(made(*steps, to=(COAST,), **more), when=when)


FORTY = amount(40, 40, "pump")


def test_what_is_delivered_lasts_until_it_is_used_up() -> None:
    told = due(
        None, ("announced", "2025-01-05", "r1", FORTY), ("fulfilled", "2025-01-10", "r1", None)
    )
    delivered, announced = given_(need(), told)
    assert bounds(delivered, "2025-01-09") == (0, 0)
    assert bounds(delivered, "2025-01-10") == (40, 40)
    assert delivered.shortfall.first == Short(YEAR, YEAR), "nothing was there on the first day"
    assert delivered.shortfall.for_good == Short(date(2025, 5, 1), date(2025, 5, 1))
    assert announced.shortfall.for_good == Short(date(2025, 5, 1), date(2025, 5, 1))


def test_a_promise_counts_for_certain_from_its_term_and_at_most_from_its_day() -> None:
    told = due("2025-03", ("announced", "2025-01-05", "r1", FORTY))
    delivered, announced = given_(need(), told)
    assert bounds(delivered, "2026-01-01") == (0, 0)
    assert bounds(announced, "2025-01-04") == (0, 0)
    assert bounds(announced, "2025-01-05") == (0, 40)
    assert bounds(announced, "2025-03-30") == (0, 40)
    assert bounds(announced, "2025-03-31") == (40, 40)
    assert announced.shortfall.for_good == Short(date(2025, 5, 1), date(2025, 5, 1))


def test_a_promise_without_a_term_may_never_come() -> None:
    _, announced = given_(need(), due(None, ("announced", "2025-01-01", "r1", FORTY)))
    assert bounds(announced, "2025-12-31") == (0, 40)
    assert announced.shortfall.first == Short(YEAR, date(2025, 5, 1))
    assert announced.shortfall.for_good == Short(YEAR, date(2025, 5, 1))


@pytest.mark.parametrize("end", ["withdrawn", "broken"])
def test_what_was_withdrawn_counts_no_longer(end: str) -> None:
    told = due(
        "2025-03-01", ("announced", "2025-01-05", "r1", FORTY), (end, "2025-03-20", "r2", None)
    )
    _, announced = given_(need(), told)
    assert bounds(announced, "2025-03-19") == (40, 40)
    assert bounds(announced, "2025-03-20") == (0, 0)
    taken = due(
        "2025-06-01", ("announced", "2025-01-05", "r1", FORTY), (end, "2025-03-20", "r2", None)
    )
    assert bounds(given_(need(), taken)[1], "2025-07-01") == (0, 0)


def test_asked_for_or_refused_is_no_supply() -> None:
    for stage in ("requested", "considered", "refused"):
        told = due("2025-02-01", (stage, "2025-01-05", "r1", FORTY))
        assert [bounds(one, "2025-12-31") for one in given_(need(), told)] == [(0, 0), (0, 0)]


def test_open_ends_stay_open() -> None:
    dozens = due(None, ("fulfilled", "2025-01-01", "r1", amount(24, None, "pump")))
    delivered, _ = given_(need(), dozens)
    assert bounds(delivered, "2025-12-31") == (24, None)
    assert delivered.shortfall.for_good == Short(date(2025, 3, 13), None)
    upto = due(None, ("fulfilled", "2025-01-01", "r1", amount(None, 60, "pump")))
    assert bounds(given_(need(), upto)[0], "2025-12-31") == (0, 60)
    never = given_(need(most=None), dozens)[0].shortfall
    assert never.first == Short(YEAR, None), "a need without a bound outruns any supply"


def test_what_was_delivered_before_the_need_counts_for_nothing() -> None:
    early = due(None, ("fulfilled", "2024-12-31", "r1", FORTY))
    some = due(None, ("fulfilled", "2025-01", "r1", FORTY))
    undated = due(None, ("fulfilled", None, "r3", FORTY))
    assert bounds(given_(need(), early)[0], "2025-06-01") == (0, 0)
    assert bounds(given_(need(), early)[1], "2025-06-01") == (0, 0)
    assert bounds(given_(need(start=date(2025, 1, 20)), some)[0], "2025-06-01") == (0, 40)
    assert bounds(given_(need(), undated)[0], "2025-06-01") == (0, 40), "nobody says when"


def test_each_is_as_many_and_totals_grow() -> None:
    each = due(None, ("fulfilled", "2025-01-01", "r1", amount(5, 5, "pump")), by=3, share="each")
    assert bounds(given_(need(), each)[0], "2025-02-01") == (15, 15)
    grown = due(
        "2025-04-01",
        ("announced", "2025-01-01", "r1", FORTY),
        ("agreed", "2025-02-01", "r2", amount(60, 60, "pump")),
    )
    _, announced = given_(need(), grown)
    assert (bounds(announced, "2025-01-31"), bounds(announced, "2025-04-01")) == ((0, 40), (60, 60))


def test_a_need_once_is_due_on_its_last_day() -> None:
    once = need(50, 60, None, until=date(2025, 6, 30))
    early = due(None, ("fulfilled", "2025-05-01", "r1", amount(55, 55, "pump")))
    late = due(None, ("fulfilled", "2025-08-01", "r1", amount(5, 5, "pump")))
    delivered, _ = given_(once, early, late)
    assert delivered.shortfall.first == Short(date(2025, 6, 30), None)
    assert delivered.shortfall.for_good == Short(None, None), "sixty are there from August on"
    nothing, _ = given_(once)
    assert nothing.shortfall.for_good == Short(date(2025, 6, 30), date(2025, 6, 30))


def test_enough_is_never_short() -> None:
    plenty = due(None, ("fulfilled", "2025-01-01", "r1", amount(120, 120, "pump")))
    told = need(until=date(2025, 12, 31))
    shortfall = given_(told, plenty)[0].shortfall
    assert shortfall.first == shortfall.for_good == Short(None, None)


@pytest.mark.parametrize(
    ("item", "unit", "what", "fits"),
    [
        ("pump", "pump", "pumps", True),
        ("pump", "water pump", "pumps", True),
        ("water pump", "pump", "big water pumps for the coast", True),
        ("water pump", "pump", "pumps", False),
        ("155 mm shell", "155mm shell", "shells", True),
        ("155 mm shells", "artillery shell", "155-mm artillery shells", True),
        ("155 mm shell", "shell", "105mm shells", False),
        ("pump", "boat", "boats with a pump", False),
        ("EUR", "EUR", "money", True),
        ("EUR", "USD", "money", False),
        ("", "pump", "pumps", False),
    ],
)
def test_which_undertakings_are_of_the_item(item: str, unit: str, what: str, fits: bool) -> None:
    told = replace(made(("announced", None, "r1", amount(1, 1, unit))), what=what)
    assert answers_to(item, told) is fits
    assert not answers_to(item, replace(told, quantity=None))


AMOUNTS = st.tuples(st.integers(0, 50), st.none() | st.integers(0, 50)).map(
    lambda two: Amount(
        Decimal(two[0]), None if two[1] is None else Decimal(two[0] + two[1]), "pump"
    )
)
DAYS = st.dates(date(2024, 11, 1), date(2025, 12, 31)).map(date.isoformat)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["requested", "announced", "agreed", "fulfilled", "withdrawn"]),
        st.none() | DAYS | DAYS.map(lambda day: day[:7]),
        st.sampled_from(["r1", "r2", "r3"]),
        st.none() | AMOUNTS,
    ),
    min_size=1,
    max_size=3,
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(STEPS, AMOUNTS, st.none() | DAYS), max_size=3),
    st.sampled_from([None, *Period]),
    st.integers(0, 200),
    st.none() | st.integers(0, 30),
)
def test_supply_and_shortfall_agree_day_by_day(
    drawn: list[Any], per: Period | None, until: int, more: int | None
) -> None:
    commitments = [
        due(when, (steps[0][0], steps[0][1], steps[0][2], first), *steps[1:])
        for steps, first, when in drawn
    ]
    told = Need(
        amount(20, None if more is None else 20 + more, "pump"),
        per,
        YEAR,
        YEAR + timedelta(days=until),
        None,
        "a plan",
    )
    for one in given_(told, *commitments):
        last = max([told.until or YEAR, *one.worst.days, *one.best.days])
        days = [YEAR + timedelta(days=n) for n in range((last - YEAR).days + 1)]
        supplies = [(day, one.supply(day), told.by(day)) for day in days]
        assert all(s.max is None or (s.min or 0) <= s.max for _, s, _ in supplies)
        sure = [d for d, s, n in supplies if s.max is not None and s.max < (n.min or 0)]
        bad = [
            d for d, s, n in supplies
            if (told.share(d) > 0 if n.max is None else (s.min or 0) < n.max)
        ]  # fmt: skip
        shortfall = one.shortfall
        assert shortfall.first == Short(min(bad, default=None), min(sure, default=None))
        if shortfall.for_good.earliest is not None:
            assert all(day in bad for day in days if day >= shortfall.for_good.earliest)
        else:
            assert days[-1] not in bad
