import importlib.util
import json
import time
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain.annotations import TimeExpression
from onrecord.domain.formulas import resolve
from onrecord.domain.text import Text
from onrecord.reading.stage import Draft
from onrecord.reading.times import Times, times_in

WEDNESDAY = date(2023, 8, 16)


def times(content: str) -> list[TimeExpression]:
    return list(times_in(Text(content)))


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        # days
        ("It began on 2023-07-11.", "2023-07-11", "DATE", "2023-07-11"),
        ("It began on July 11, 2022.", "July 11, 2022", "DATE", "2022-07-11"),
        ("It began on 11 July 2022.", "11 July 2022", "DATE", "2022-07-11"),
        ("It began on the 11th of July.", "the 11th of July", "DATE", "2023-07-11"),
        ("It began on Sept. 3.", "Sept. 3", "DATE", "2023-09-03"),
        ("It began on Tuesday, July 11.", "Tuesday, July 11", "DATE", "2023-07-11"),
        ("It began on 25/12/2021.", "25/12/2021", "DATE", "2021-12-25"),
        ("It began on 25.12.2021.", "25.12.2021", "DATE", "2021-12-25"),
        ("It began on 3/4/2021.", "3/4/2021", "DATE", "2021-XX-XX"),
        ("They met yesterday.", "yesterday", "DATE", "2023-08-15"),
        ("They met on Tuesday.", "Tuesday", "DATE", "2023-08-15"),
        ("They will meet on Tuesday.", "Tuesday", "DATE", "2023-08-22"),
        ("They met last Friday.", "last Friday", "DATE", "2023-08-11"),
        ("They meet next Friday.", "next Friday", "DATE", "2023-08-18"),
        ("They met on Monday of last week.", "Monday of last week", "DATE", "2023-08-07"),
        ("They met on Thanksgiving last year.", "Thanksgiving", "DATE", "2022-11-24"),
        ("It is due by Christmas.", "Christmas", "DATE", "2023-12-25"),
        # times of day
        ("They met Tuesday night.", "Tuesday night", "TIME", "2023-08-15TNI"),
        ("They met last night.", "last night", "TIME", "2023-08-15TNI"),
        ("They met this morning.", "this morning", "TIME", "2023-08-16TMO"),
        ("It opened at 9 a.m. Tuesday.", "9 a.m. Tuesday", "TIME", "2023-08-15T09:00"),
        ("It opened at 10:35 p.m. and shut.", "10:35 p.m.", "TIME", "2023-08-16T22:35"),
        ("It opened at noon.", "noon", "TIME", "2023-08-16T12:00"),
        # weeks, months, quarters, seasons, years
        ("They met last week.", "last week", "DATE", "2023-W32"),
        ("They met this month.", "this month", "DATE", "2023-08"),
        ("They will meet early next year.", "early next year", "DATE", "2024"),
        ("It starts next July.", "next July", "DATE", "2024-07"),
        ("It started in January.", "January", "DATE", "2023-01"),
        ("It will start in January.", "January", "DATE", "2024-01"),
        ("It started in March 2021.", "March 2021", "DATE", "2021-03"),
        ("It is due by the end of the month.", "the end of the month", "DATE", "2023-08"),
        ("It is due by the end of 2025.", "the end of 2025", "DATE", "2025"),
        ("It grew in the second quarter.", "the second quarter", "DATE", "2023-Q2"),
        ("It grew in the third quarter of 2019.", "the third quarter of 2019", "DATE", "2019-Q3"),
        ("It grew in the first half of the year.", "the first half of the year", "DATE", "2023-H1"),
        ("They came this spring.", "this spring", "DATE", "2023-SP"),
        ("They came last winter.", "last winter", "DATE", "2022-WI"),
        ("They came in 1998.", "1998", "DATE", "1998"),
        ("They came in the late 1970s.", "the late 1970s", "DATE", "197"),
        ("They came in the 19th century.", "the 19th century", "DATE", "18"),
        ("They met last weekend.", "last weekend", "DATE", "2023-W32-WE"),
        # distances
        ("It began two years ago.", "two years ago", "DATE", "2021"),
        ("It began three months ago.", "three months ago", "DATE", "2023-05"),
        ("It began ten days ago.", "ten days ago", "DATE", "2023-08-06"),
        ("It began a few years ago.", "a few years ago", "DATE", "PAST_REF"),
        # lengths
        ("It lasted two weeks.", "two weeks", "DURATION", "P2W"),
        ("It lasted nearly four hours.", "nearly four hours", "DURATION", "PT4H"),
        ("It lasted two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
        ("It is a five-year plan.", "a five-year", "DURATION", "P5Y"),
        ("It took several months.", "several months", "DURATION", "PXM"),
        ("It took half an hour.", "half an hour", "DURATION", "PT30M"),
        ("It fell in the past 20 years.", "the past 20 years", "DURATION", "P20Y"),
        # repetitions
        ("They meet every day.", "every day", "SET", "P1D"),
        ("They meet every two weeks.", "every two weeks", "SET", "P2W"),
        ("They meet every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
        ("They meet on Tuesdays.", "Tuesdays", "SET", "XXXX-WXX-2"),
        ("They meet annually.", "annually", "SET", "P1Y"),
        ("It costs 500 euros a year.", "a year", "SET", "P1Y"),
        # references
        ("They now agree.", "now", "DATE", "PRESENT_REF"),
        ("It will come in the coming months.", "the coming months", "DATE", "FUTURE_REF"),
        ("It fell in recent years.", "recent years", "DATE", "PAST_REF"),
        ("It is rare these days.", "these days", "DATE", "PRESENT_REF"),
        ("It will grow in the long term.", "the long term", "DATE", "FUTURE_REF"),
        ("It lasted at least 30 minutes.", "at least 30 minutes", "DURATION", "PT30M"),
        ("It opens in mid-May.", "mid-May", "DATE", "2023-05"),
    ],
)
def test_a_wording_is_found_with_its_value(text: str, words: str, kind: str, value: str) -> None:
    found = times(text)[0]
    assert (found.quote.words, found.type.value) == (words, kind)
    assert resolve(found, WEDNESDAY) == value


@pytest.mark.parametrize(
    "text",
    [
        "The march went on and they may leave.",
        "Prices may fall; she was second.",
        "The six-year-old boy and a woman, 52 years old, left.",
        "It cost $1998 or £2001.",
        "About 2000 people came.",
        "The sun sat low as we wed.",
        "He took the second road.",
        "I am here.",
    ],
)
def test_words_of_another_sense_are_no_times(text: str) -> None:
    assert [t.quote.words for t in times(text)] == []


def test_a_relative_time_is_not_worked_out_when_it_is_read() -> None:
    (found,) = times("They met yesterday.")
    assert found.value is None
    assert found.relative == "D-1"
    assert resolve(found, None) is None


def test_later_times_lean_on_earlier_ones() -> None:
    found = times("It began on May 5, 2019. The next day it ended. A year earlier it had failed.")
    assert [resolve(t, None) for t in found] == ["2019-05-05", "2019-05-06", "2018"]


def test_the_quarter_is_the_one_that_was_named() -> None:
    found = times("In the third quarter of 2019 it grew. Costs fell in the quarter.")
    assert [resolve(t, None) for t in found] == ["2019-Q3", "2019-Q3"]


def test_two_days_of_one_month_are_two_times() -> None:
    found = times("The summit is on July 11-12, 2023.")
    assert [resolve(t, WEDNESDAY) for t in found] == ["2023-07-11", "2023-07-12"]


def test_the_stage_adds_times_in_order() -> None:
    draft = Draft(Text("On Monday and again in 2019."))
    assert [t.quote.words for t in Times().run(draft)] == ["Monday", "2019"]


@given(st.text(alphabet="1 2,./:-'aM\nay", max_size=60))
def test_any_text_is_read_without_fault(content: str) -> None:
    text = Text(content)
    at = 0
    for found in times_in(text):
        assert text.holds(found.quote)
        assert found.quote.start >= at
        at = found.quote.end
        resolve(found, WEDNESDAY)


@pytest.mark.parametrize("piece", ["one ", "1,", "May 1, ", "the last ", "two-", "a ", "1/2 "])
def test_time_grows_with_the_text_only(piece: str) -> None:
    started = time.perf_counter()
    times(piece * (20_000 // len(piece)))
    assert time.perf_counter() - started < 3


def _scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("timex", shared / "tools" / "timex_score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["timex"] = module
    spec.loader.exec_module(module)
    return module


def test_the_measure_on_news_texts_does_not_fall(shared: Path) -> None:
    scorer = _scorer(shared)
    whole = scorer.load_gold(str(shared / "gold" / "timex-dev.jsonl"))
    gold = dict(list(whole.items())[::2])
    guess = {
        key: {
            "times": [
                {
                    "span": [t.quote.start, t.quote.end],
                    "type": t.type.value,
                    "value": resolve(t, date.fromisoformat(document.published[:10])),
                }
                for t in times(document.text)
            ]
        }
        for key, document in gold.items()
    }
    result = json.loads(json.dumps(scorer.score(gold, guess)))
    assert result["relaxed"]["f1"] > 0.92
    assert result["value_f1"] > 0.78
