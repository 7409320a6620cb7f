"""Formulas over the day of publication, and what they come to.

A formula says in which way a time depends on another day: "yesterday" is `D-1`. It is a chain of
steps, parted by spaces, worked out from left to right. The first step stands on the day of
publication, every further one on the first day of what came before.

step, what it gives, and an example told on a day in August 2023:

`2023-07-11` `2023-Q3`
    that value; the chain starts again from it. "The day before 11 July 2023": `2023-07-11 D-1`.
`D-1` `W+1` `M-1` `Q+0` `H+1` `Y-2` `E+0` `C-1`
    the day, week, month, quarter, half, year, decade, century so many away. "Last month": `M-1`.
`DW-2` `DM-3` `BD+1`
    the day so many weeks, months or working days away. "Two weeks ago to the day": `DW-2`.
`DY-1`
    the same stretch so many years away. "The year-earlier quarter": `2023-Q3 DY-1`.
`w2<` `w2>` `w2<<` `w2>>` `w2=` `w2~` `w2<~`
    the weekday (1 is Monday): the last one up to and with this day, the next one with this day,
    the last before, the next after, the one in this week, the nearest, the last unless the next
    is much nearer. "On Tuesday" after a past verb: `w2<`.
`m07<` `d07-11<` `sSU<` `q3<` `h1<` ...
    the month, day of the year, season (SP, SU, FA, WI), quarter, half of a year, chosen in the
    same seven ways (`=`: the one in this year). "Next July": `m07>>`; "this spring": `sSP=`.
`w4#4` `w1#-1`
    the fourth Thursday, the last Monday of the month. Thanksgiving: `m11~ w4#4`.
`n11`
    the day of that number in the month. "July 11 and 12": `d07-11~`, then `d07-11~ n12`.
`WE`
    the weekend of that week. "Last weekend": `W-1 WE`.
`TMO` `T10:35`
    that part of the day, or clock time. "Yesterday morning": `D-1 TMO`.

Values are TIMEX3: `2023-07-11`, `2023-07`, `2023-W28`, `2023-Q3`, `2023-H2`, `2023-SU`,
`2023-W28-WE`, `2023-07-10TMO`, `202` (a decade), `20` (a century), `PRESENT_REF`, `P2D`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from onrecord.domain.annotations import TimeExpression
from onrecord.domain.errors import OnRecordError
from onrecord.domain.times import PartialDate

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month in which each season begins."""

NEARER = 4
"""A month or day that lies ahead is meant, without a word that says so, when it is so many times
nearer than the one behind (of 37 months in news texts 30 are the last one; all of those that lay
10 months or more behind but two were the next; half of 256 texts of TimeBank and AQUAINT,
2026-11)."""

_STEP = re.compile(
    r"(?P<value>\d{2,4}(?:-[\w-]+)?)"
    r"|(?P<move>DW|DM|DY|BD|[DWMQHYEC])(?P<by>[+-]\d{1,5})"
    r"|w(?P<weekday>[1-7])#(?P<nth>-1|[1-5])"
    r"|(?P<chosen>w[1-7]|m(?:0[1-9]|1[0-2])|d\d\d-\d\d|s(?:SP|SU|FA|WI)|q[1-4]|h[12])"
    r"(?P<way><<|>>|<~|[<>=~])"
    r"|n(?P<day>\d{1,2})"
    r"|(?P<weekend>WE)"
    r"|(?P<clock>T\w{2}(?::\d\d){0,2}Z?)"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class FormulaError(OnRecordError):
    """A formula that is not in this grammar."""


def resolve(expression: TimeExpression, anchor: date | None) -> str | None:
    """The TIMEX3 value of a time, seen from the day of publication; None when it stays open.

    What does not depend on another day has its value always; the rest needs the anchor.
    """
    if expression.relative is None:
        return expression.value
    if anchor is None and not starts_alone(expression.relative):
        return expression.value
    return work_out(expression.relative, anchor)


def starts_alone(formula: str) -> bool:
    """Whether a formula begins with a value and so needs no day of publication."""
    match = _STEP.fullmatch(formula.split(" ", 1)[0])
    return match is not None and match["value"] is not None


def work_out(formula: str, anchor: date | None) -> str | None:
    """The TIMEX3 value that a formula comes to; None outside the years 1 to 9999.

    Raises FormulaError for a formula that is none, or one that lacks its anchor.
    """
    value: str | None = None
    for step in formula.split(" "):
        match = _STEP.fullmatch(step)
        if match is None:
            raise FormulaError(f"expected a step of a time formula, got {step!r} in {formula!r}")
        if match["value"]:
            value = step
            continue
        try:
            value = _taken(match, anchor if value is None else first_day(value), value)
        except (OverflowError, ValueError):
            return None
        if value is None:
            return None
    return value


def as_partial(value: str | None) -> PartialDate | None:
    """A TIMEX3 value as a day, a month or a year, the narrowest that holds it; None for the rest.

    A week is the month or the year that holds it whole, a quarter, half or season its year.
    """
    if value is None:
        return None
    day, _, _ = value.partition("T")
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:-?X.*)?", day)
    try:
        if match:
            return PartialDate("-".join(part for part in match.groups() if part))
        start, end = interval(day) or (None, None)
    except ValueError:
        return None
    if start is None or end is None or start.year != end.year:
        return None
    return PartialDate(f"{start:%Y-%m}" if start.month == end.month else f"{start:%Y}")


def first_day(value: str) -> date | None:
    """The first day of a TIMEX3 date; None when it has none."""
    found = interval(value.partition("T")[0])
    return None if found is None else found[0]


def interval(value: str) -> tuple[date, date] | None:
    """The first and the last day of a TIMEX3 date; None for durations, sets and references."""
    for pattern, days in _INTERVALS:
        match = pattern.fullmatch(value)
        if match:
            try:
                return days(*match.groups())
            except (OverflowError, ValueError):
                return None
    return None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    start = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return start, date.fromordinal(_month_on(start, count).toordinal() - 1)


def _month_on(day: date, count: int) -> date:
    """The same day so many months away, or that month's last day."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _one_day(year: str, month: str, day: str) -> tuple[date, date]:
    found = date(int(year), int(month), int(day))
    return found, found


def _week(year: str, week: str) -> tuple[date, date]:
    monday = date.fromisocalendar(int(year), int(week), 1)
    return monday, monday + timedelta(6)


def _weekend(year: str, week: str) -> tuple[date, date]:
    saturday = date.fromisocalendar(int(year), int(week), 6)
    return saturday, saturday + timedelta(1)


_INTERVALS: tuple[tuple[re.Pattern[str], Callable[..., tuple[date, date]]], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), _one_day),
    (re.compile(r"(\d{4})-(\d\d)(?:-XX)?"), lambda y, m: _months(int(y), int(m), 1)),
    (re.compile(r"(\d{4})(?:-XX)?(?:-XX)?"), lambda y: _months(int(y), 1, 12)),
    (re.compile(r"(\d{4})-W(\d\d)"), _week),
    (re.compile(r"(\d{4})-W(\d\d)-WE"), _weekend),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda y, q: _months(int(y), 3 * int(q) - 2, 3)),
    (re.compile(r"(\d{4})-H([12])"), lambda y, h: _months(int(y), 6 * int(h) - 5, 6)),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)"), lambda y, s: _months(int(y), SEASONS[s], 3)),
    (re.compile(r"(\d{3})X?"), lambda e: _months(int(e) * 10 or 1, 1, 120)),
    (re.compile(r"(\d{2})(?:XX)?"), lambda c: _months(int(c) * 100 or 1, 1, 1200)),
)


def _taken(match: re.Match[str], day: date | None, value: str | None) -> str | None:
    """One step from `day`, the first day of `value`."""
    if day is None:
        raise FormulaError(f"{match.group()!r} needs a day to stand on")
    if match["weekday"]:
        return _nth(int(match["weekday"]), int(match["nth"]), day)
    if match["move"] == "DY" and value is not None and not _DAY.fullmatch(value):
        return f"{date(int(value[:4]) + int(match['by']), 1, 1):%Y}{value[4:]}"
    if match["move"]:
        return _moved(match["move"], int(match["by"]), day)
    if match["chosen"]:
        return _chosen(match["chosen"][0], match["chosen"][1:], match["way"], day)
    if match["day"]:
        return day.replace(day=int(match["day"])).isoformat()
    if match["weekend"]:
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}-WE"
    return f"{value or day.isoformat()}{match['clock']}"


def _moved(unit: str, by: int, day: date) -> str:
    return _MOVES[unit](day, by)


def _day_away(day: date, by: int) -> str:
    return (day + timedelta(by)).isoformat()


def _working_day_away(day: date, by: int) -> str:
    step = 1 if by > 0 else -1
    for _ in range(min(abs(by), 10_000)):
        day += timedelta(step)
        while day.isoweekday() > 5:
            day += timedelta(step)
    return day.isoformat()


def _week_away(day: date, by: int) -> str:
    year, week, _ = (day + timedelta(weeks=by)).isocalendar()
    return f"{year:04}-W{week:02}"


def _part_of_year_away(letter: str, months: int) -> Callable[[date, int], str]:
    def away(day: date, by: int) -> str:
        first = day.replace(day=1, month=(day.month - 1) // months * months + 1)
        return _period(letter, _month_on(first, by * months))

    return away


def _years_away(size: int, width: int) -> Callable[[date, int], str]:
    def away(day: date, by: int) -> str:
        number = day.year // size + by
        if not 1 <= (number + 1) * size <= 10_000:
            raise OverflowError(number)
        return f"{number:0{width}}"

    return away


_MOVES: dict[str, Callable[[date, int], str]] = {
    "D": _day_away,
    "DW": lambda day, by: _day_away(day, 7 * by),
    "DM": lambda day, by: _month_on(day, by).isoformat(),
    "DY": lambda day, by: _month_on(day, 12 * by).isoformat(),
    "BD": _working_day_away,
    "W": _week_away,
    "M": _part_of_year_away("M", 1),
    "Q": _part_of_year_away("Q", 3),
    "H": _part_of_year_away("H", 6),
    "Y": _years_away(1, 4),
    "E": _years_away(10, 3),
    "C": _years_away(100, 2),
}


def _nth(weekday: int, nth: int, day: date) -> str:
    """The first, second ... or last such weekday of the month."""
    first = day.replace(day=1)
    if nth < 0:
        first = _month_on(first, 1)
    ahead = (weekday - first.isoweekday()) % 7
    found = first + timedelta(ahead + 7 * (nth - 1 if nth > 0 else nth))
    return found.isoformat()


def _period(unit: str, first: date) -> str:
    if unit == "M":
        return f"{first:%Y-%m}"
    size = 3 if unit == "Q" else 6
    return f"{first.year:04}-{unit}{(first.month - 1) // size + 1}"


def _chosen(kind: str, which: str, way: str, day: date) -> str | None:
    """The weekday, month, day of the year, season, quarter or half that is meant."""
    near = [(first, last, name) for first, last, name in _occurrences(kind, which, day)]
    if way == "=":
        if kind == "w":
            near = [n for n in near if n[0].isocalendar()[:2] == day.isocalendar()[:2]]
        else:
            near = [n for n in near if n[0].year == day.year]
        return near[0][2] if near else None
    if way == "~":
        return min(near, key=lambda n: _distance(n[0], n[1], day))[2] if near else None
    if way == "<~":
        return _last_unless(near, day)
    if way == "<":
        before = [n for n in near if n[0] <= day]
    elif way == "<<":
        before = [n for n in near if n[1] < day]
    else:
        after = [n for n in near if (n[1] >= day if way == ">" else n[0] > day)]
        return after[0][2] if after else None
    return before[-1][2] if before else None


def _last_unless(near: Sequence[tuple[date, date, str]], day: date) -> str | None:
    """The last that has begun, unless the next is `NEARER` times nearer."""
    before = [n for n in near if n[0] <= day]
    after = [n for n in near if n[0] > day]
    if not before or not after:
        return before[-1][2] if before else None
    past, ahead = _distance(*before[-1][:2], day), _distance(*after[0][:2], day)
    return after[0][2] if ahead * NEARER < past else before[-1][2]


def _distance(first: date, last: date, day: date) -> int:
    if first <= day <= last:
        return 0
    return min(abs((first - day).days), abs((last - day).days))


def _occurrences(kind: str, which: str, day: date) -> Iterator[tuple[date, date, str]]:
    """What `which` may mean around `day`, in order: first day, last day, value."""
    if kind == "w":
        monday = day - timedelta(day.isoweekday() - 1)
        for weeks in (-1, 0, 1):
            found = monday + timedelta(weeks=weeks, days=int(which) - 1)
            yield found, found, found.isoformat()
        return
    leap = kind == "d" and which == "02-29"
    for year in range(
        max(1, day.year - (8 if leap else 1)), min(9998, day.year + (8 if leap else 1)) + 1
    ):
        value = f"{year:04}-{_PREFIX[kind]}{which}"
        found_interval = interval(value)
        if found_interval is not None:
            yield (*found_interval, value)


_PREFIX = {"m": "", "d": "", "s": "", "q": "Q", "h": "H"}
