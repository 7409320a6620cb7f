"""Tables: filters, names, sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from paper import amount
from summit import summit

from onrecord.domain.errors import UsageError
from onrecord.domain.rates import Rates
from onrecord.domain.times import AsOf
from onrecord.views.tables import (
    CommitmentFilter,
    balance,
    commitments,
    disputes,
    entities,
    said,
)


@pytest.mark.parametrize(
    ("wanted", "things"),
    [
        ({}, ["pumps", "boats", "3 million euros"]),
        ({"by": "norland"}, ["pumps", "3 million euros"]),
        ({"by": "NORLAND", "item": "euro"}, ["3 million euros"]),
        ({"to": "coastland", "stage": "refused"}, ["boats"]),
        ({"category": "financial"}, ["3 million euros"]),
        ({"item": "pump"}, ["pumps"]),
        ({"by": "Nobody"}, []),
        ({"item": "ump"}, []),
        ({"stage": "announced", "since": "2025-03", "until": "2025-03"}, ["pumps"]),
        ({"stage": "announced", "since": "2025-04"}, []),
        ({"until": "2025-03-11"}, []),
    ],
)
def test_filters(wanted: dict[str, str], things: list[str]) -> None:
    _, memory = summit()
    assert [r.what for r in commitments(memory, CommitmentFilter(**wanted))] == things


def test_a_row_says_what_is_known() -> None:
    _, memory = summit()
    row = commitments(memory)[0]
    assert (row.by, row.to) == (("Norland", "Estmark"), ("Coastland",))
    assert (row.quantity, row.amount) == ("10 pumps", amount(10, 10, "pump"))
    assert (row.when, row.origins, len(row.disputes)) == ("2025-06", 2, 1)
    assert row.evidence.report.outlet == "Haven Post"
    assert row.on == "2025-03-12"
    assert row.known_at is not None


def test_limits_cut() -> None:
    _, memory = summit()
    assert len(commitments(memory, limit=1)) == 1
    assert len(entities(memory, limit=2)) == 2


def test_what_somebody_said_under_any_name() -> None:
    _, memory = summit()
    for name in ("bérard", "BERARD", "ilse berard"):
        (row,) = said(memory, name)
        assert (row.words, row.on) == ("Water does not wait", "2025-03-12")
        assert [q.words for q in row.renderings] == [
            "Water does not wait",
            "The water will not wait",
        ]
    assert said(memory, "Norland") == ()
    assert len(said(memory, "", about="will not WAIT")) == 1
    assert said(memory, "berard", about="pumps") == ()


def test_disputes_name_the_line_they_are_about() -> None:
    _, memory = summit()
    (row,) = disputes(memory)
    assert (row.kind, row.about_kind) == ("number", "commitment")
    assert row.title == "Norland, Estmark → Coastland: pumps"
    assert [side.value for side in row.sides] == ["10 pump", "12 pump"]


def test_entities_by_name_and_weight() -> None:
    _, memory = summit()
    rows = entities(memory)
    assert rows[0].name == "Coastland"
    (mayor,) = entities(memory, "berard")
    assert (mayor.kind, mayor.roles, mayor.utterances) == ("person", ("Mayor",), 1)
    assert set(mayor.variants) == {"Ilse Bérard", "Berard"}


def test_a_balance_in_all_by_beneficiary_and_by_giver() -> None:
    _, memory = summit()
    table = balance(memory, "pumps")
    told = {(row.role, row.party): row.announced for row in table.rows}
    assert told == {
        ("all", ""): amount(20, 20, "pump"),
        ("to", "Coastland"): amount(20, 20, "pump"),
        ("by", "Norland"): amount(10, 10, "pump"),
        ("by", "Estmark"): amount(10, 10, "pump"),
    }
    assert all(row.requested is None for row in table.rows)
    (money, *_) = balance(memory, "EUR").rows
    assert (money.requested, money.announced) == (amount(3_000_000, 3_000_000, "EUR"), None)
    assert balance(memory, "pumps", to="Westmark").rows[0].announced is None
    early = balance(memory, "pumps", as_of=AsOf(on=date(2025, 3, 1)))
    assert early.rows[0].announced is None


def test_as_known_before_the_second_report() -> None:
    _, memory = summit()
    (row, *_) = commitments(memory, as_of=AsOf(known=2))
    assert (row.origins, row.disputes) == (1, ())


RATES = Rates("EUR", {"USD": (date(2025, 3, 12),)}, {"USD": (Decimal(2),)}, "a table")


def test_all_money_in_one_currency_at_the_days_rate() -> None:
    _, memory = summit()
    table = balance(memory, "USD", rates=RATES)
    assert (table.unit, table.rates, table.findings) == ("USD", "a table", ())
    assert table.rows[0].requested == amount(6_000_000, 6_000_000, "USD")
    assert balance(memory, "USD").rows[0].requested is None, "without rates only its own counts"


def test_money_without_a_rate_is_open_and_listed() -> None:
    _, memory = summit()
    table = balance(memory, "GBP", rates=RATES)
    assert table.rows[0].requested == amount(0, None, "GBP")
    (unknown,) = table.findings
    assert (unknown.code, unknown.where) == ("rate-unknown", table.rows[0].commitments[0])
    assert "EUR 3 million" in unknown.message and "2025-03-12" in unknown.message
    with pytest.raises(UsageError, match="currency"):
        balance(memory, "pump", rates=RATES)


def test_an_entity_has_its_ids_elsewhere_only_where_they_are_certain() -> None:
    _, memory = summit()
    assert {row.name: row.ids for row in entities(memory)}["Norland"] == ()
