from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain.annotations import TimeExpression
from onrecord.domain.formulas import (
    FormulaError,
    as_partial,
    first_day,
    interval,
    resolve,
    starts_alone,
    work_out,
)
from onrecord.domain.text import Text
from onrecord.domain.words import TimeType

WEDNESDAY = date(2023, 8, 16)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("D-1", "2023-08-15"),
        ("D+0", "2023-08-16"),
        ("W+1", "2023-W34"),
        ("M-1", "2023-07"),
        ("M+5", "2024-01"),
        ("Q+0", "2023-Q3"),
        ("Q-3", "2022-Q4"),
        ("H+1", "2024-H1"),
        ("Y-2", "2021"),
        ("E+0", "202"),
        ("C-1", "19"),
        ("DW-2", "2023-08-02"),
        ("DM-6", "2023-02-16"),
        ("BD+3", "2023-08-21"),
        ("BD-3", "2023-08-11"),
        ("w2<", "2023-08-15"),
        ("w2>", "2023-08-22"),
        ("w3<", "2023-08-16"),
        ("w3>", "2023-08-16"),
        ("w3<<", "2023-08-09"),
        ("w3>>", "2023-08-23"),
        ("w7=", "2023-08-20"),
        ("w5~", "2023-08-18"),
        ("m07<", "2023-07"),
        ("m07>", "2024-07"),
        ("m08>>", "2024-08"),
        ("m08<<", "2022-08"),
        ("m12~", "2023-12"),
        ("m09<~", "2023-09"),
        ("m12<~", "2022-12"),
        ("d07-11~", "2023-07-11"),
        ("d02-29<", "2020-02-29"),
        ("sSU=", "2023-SU"),
        ("sSU<<", "2022-SU"),
        ("q3<", "2023-Q3"),
        ("h2>>", "2024-H2"),
        ("M+0 w1#1", "2023-08-07"),
        ("M+0 w4#-1", "2023-08-31"),
        ("m11~ w4#4", "2023-11-23"),
        ("d07-11~ n12", "2023-07-12"),
        ("W-1 WE", "2023-W32-WE"),
        ("D-1 TMO", "2023-08-15TMO"),
        ("D+0 T10:35", "2023-08-16T10:35"),
        ("2019-Q2 DY-1", "2018-Q2"),
        ("2020-02-29 DY-1", "2019-02-28"),
        ("1995 Y+1", "1996"),
        ("q2< DY-1", "2022-Q2"),
    ],
)
def test_a_formula_comes_to_a_value(formula: str, value: str) -> None:
    assert work_out(formula, WEDNESDAY) == value


@pytest.mark.parametrize("formula", ["", "yesterday", "D", "w8<", "D-1  D-1", "w4#6", "x07<"])
def test_what_is_no_formula_is_an_error(formula: str) -> None:
    with pytest.raises(FormulaError):
        work_out(formula, WEDNESDAY)


def test_a_formula_without_its_anchor_is_an_error_unless_it_starts_from_a_value() -> None:
    with pytest.raises(FormulaError):
        work_out("D-1", None)
    assert work_out("2023-07-11 D-1", None) == "2023-07-10"
    assert starts_alone("2023-07-11 D-1")
    assert not starts_alone("D-1")


@pytest.mark.parametrize(
    "formula", ["Y+99999", "Y-99999", "C-21", "M+1 n31", "W+99999 W+99999 W+99999 W+99999 W+99999"]
)
def test_what_leaves_the_calendar_is_unknown(formula: str) -> None:
    assert work_out(formula, WEDNESDAY) is None


def _time(value: str | None, relative: str | None) -> TimeExpression:
    text = Text("It ended then.")
    return TimeExpression(text.digest, text.quote(9, 13), TimeType.DATE, value, relative)


def test_a_time_without_formula_keeps_its_value_with_or_without_anchor() -> None:
    assert resolve(_time("2023-07", None), None) == "2023-07"
    assert resolve(_time("2023-07", None), WEDNESDAY) == "2023-07"


def test_a_relative_time_stays_open_until_the_day_is_known() -> None:
    assert resolve(_time(None, "D-1"), None) is None
    assert resolve(_time(None, "D-1"), WEDNESDAY) == "2023-08-15"


def test_a_formula_that_stands_on_a_told_date_needs_no_anchor() -> None:
    assert resolve(_time(None, "2019-05-01 D+2"), None) == "2019-05-03"


@pytest.mark.parametrize(
    ("value", "partial"),
    [
        ("2023-07-11", "2023-07-11"),
        ("2023-07-11T10:35", "2023-07-11"),
        ("2023-07-11TMO", "2023-07-11"),
        ("2023-07", "2023-07"),
        ("2023", "2023"),
        ("2023-XX-XX", "2023"),
        ("2023-07-XX", "2023-07"),
        ("2023-W28", "2023-07"),
        ("2023-W31", "2023"),
        ("2023-W28-WE", "2023-07"),
        ("2023-Q3", "2023"),
        ("2023-H1", "2023"),
        ("2023-SU", "2023"),
    ],
)
def test_a_value_becomes_the_narrowest_date_that_holds_it(value: str, partial: str) -> None:
    found = as_partial(value)
    assert found is not None
    assert found.iso == partial


@pytest.mark.parametrize(
    "value", [None, "P2D", "PRESENT_REF", "XXXX-WXX-1", "202", "2023-13", "2023-02-30", "2023-WI"]
)
def test_what_is_no_date_within_a_year_becomes_none(value: str | None) -> None:
    assert as_partial(value) is None


def test_intervals_of_values() -> None:
    assert interval("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert interval("2023-W01") == (date(2023, 1, 2), date(2023, 1, 8))
    assert interval("198") == (date(1980, 1, 1), date(1989, 12, 31))
    assert interval("P3D") is None
    assert first_day("2023-07-11TNI") == date(2023, 7, 11)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)), st.integers(1, 7))
def test_weekdays_lie_on_the_right_side(day: date, weekday: int) -> None:
    last, following = work_out(f"w{weekday}<", day), work_out(f"w{weekday}>", day)
    assert last is not None
    assert following is not None
    before, after = date.fromisoformat(last), date.fromisoformat(following)
    assert before.isoweekday() == after.isoweekday() == weekday
    assert timedelta(0) <= day - before < timedelta(7)
    assert timedelta(0) <= after - day < timedelta(7)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)), st.integers(-400, 400))
def test_months_away_and_back_is_the_same_month(day: date, by: int) -> None:
    there = work_out(f"M{by:+d}", day)
    assert there is not None
    assert work_out(f"{there} M{-by:+d}", None) == f"{day:%Y-%m}"
