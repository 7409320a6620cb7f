"""Money in one currency: each total at the rate of its own day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from paper import amount
from test_balances import TOLD, made

from onrecord.domain.rates import Rates
from onrecord.ledger.balances import balance
from onrecord.ledger.money import Unpriced, is_money, priced

RATES = Rates(
    "EUR",
    {"USD": (date(2025, 3, 1), date(2025, 3, 10), date(2025, 4, 30))},
    {"USD": (Decimal(2), Decimal(4), Decimal(5))},
    "a table",
)


def usd(number: int) -> object:
    return amount(number, number, "USD")


def test_each_total_has_the_rate_of_its_day() -> None:
    told = made(
        ("announced", "2025-03-02", "r1", usd(100)),
        ("agreed", "2025-03-10", "r2", usd(200)),
        ("contracted", "2025-04", "r2", usd(500)),
    )
    found, missing = priced(told, "EUR", RATES, TOLD)
    assert missing == ()
    assert [step.quantity for step in found.history] == [
        amount(50, 50, "EUR"),
        amount(50, 50, "EUR"),
        amount(100, 100, "EUR"),
    ]
    assert found.quantity == amount(100, 100, "EUR")


def test_an_undated_step_has_the_rate_of_its_first_report() -> None:
    found, _ = priced(made(("announced", None, "r2", usd(8))), "EUR", RATES, TOLD)
    assert found.quantity == amount(2, 2, "EUR")


def test_without_a_rate_it_is_at_least_nothing_and_open_and_told() -> None:
    for told, day in (
        (made(("announced", "2024-01-01", "r1", usd(8))), date(2024, 1, 1)),
        (made(("announced", None, "r3", usd(8))), None),
    ):
        found, missing = priced(told, "EUR", RATES, TOLD)
        assert found.quantity == amount(0, None, "EUR")
        assert missing == (Unpriced(told.id, amount(8, 8, "USD"), day),)
        row = balance(
            [found, made(("announced", None, "r1", amount(5, 5, "EUR")))], "EUR", None, None, TOLD
        )
        assert row.announced == amount(5, None, "EUR")


def test_its_own_currency_needs_no_rate_and_things_are_no_money() -> None:
    own = made(("announced", "1990-01-01", "r1", amount(8, 9, "UAH")))
    assert priced(own, "UAH", RATES, TOLD) == (own, ())
    assert is_money(own)
    pumps = made(("announced", None, "r1", amount(8, 9, "pump")))
    assert not is_money(pumps) and priced(pumps, "EUR", RATES, TOLD) == (pumps, ())
    assert not is_money(replace(own, quantity=None))
