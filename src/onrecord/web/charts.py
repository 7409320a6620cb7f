"""Drawings by time: events in lanes, the stages of an undertaking, balances with open ends open.

Each is a plain object that a template writes as SVG; what is drawn stands in a table beside it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from onrecord.domain.amounts import Amount
from onrecord.domain.times import PartialDate
from onrecord.domain.words import LADDER, Stage
from onrecord.views.amounts import written
from onrecord.views.course import Course
from onrecord.views.dossiers import StepRow

WIDTH = 760
LEFT = 150
RIGHT = 14
"""Units of a drawing: its width, and what the names of lanes and the edge take of it."""

LANE = 26
FOOT = 26
"""Units of a lane's height, and of the axis below."""

BINS = 150
"""Dots side by side in a lane at most; of a longer time, days are put together (2026-11)."""

ROW = 74
"""Units of the height of one stage in the drawing of a balance."""

STAGES = ("requested", "announced", "agreed", "fulfilled")


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis of time."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Moment:
    """An event to be drawn: its day, as far as it is known, and where a click leads."""

    day: str
    lane: str
    line: str
    words: str


@dataclass(frozen=True, slots=True)
class Dot:
    """Events of one lane and one stretch of time; one alone leads to its line."""

    x: float
    y: float
    r: float
    day: int
    count: int
    words: str
    line: str | None
    since: str
    until: str
    vague: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A kind of events and its height."""

    name: str
    y: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """The time that a drawing covers, as days since year 1, and its ticks."""

    first: int
    last: int
    ticks: tuple[Tick, ...]

    def x(self, day: int) -> float:
        """Where a day lies."""
        share = (day - self.first) / max(1, self.last - self.first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


@dataclass(frozen=True, slots=True)
class Lanes:
    """Events in lanes over time."""

    axis: Axis
    lanes: tuple[Lane, ...]
    height: int


def lanes(moments: Iterable[Moment], order: Sequence[str]) -> Lanes | None:
    """The dated events, lane by lane in this order; None where nothing is dated."""
    by_day: dict[tuple[str, str], list[Moment]] = {}
    for moment in moments:
        by_day.setdefault((moment.lane, moment.day[:10]), []).append(moment)
    days = {day: PartialDate(day) for _, day in by_day}
    if not days:
        return None
    found = axis([day.first for day in days.values()])
    step = _bin(found)
    rows: list[Lane] = []
    for name in order:
        bins: dict[int, list[tuple[PartialDate, list[Moment]]]] = {}
        for (lane, told), together in by_day.items():
            if lane == name:
                place = days[told].first.toordinal() // step
                bins.setdefault(place, []).append((days[told], together))
        if bins:
            y = LANE * len(rows) + LANE / 2
            dots = tuple(_dot(bins[key], found, y) for key in sorted(bins))
            rows.append(Lane(name, y, dots))
    return Lanes(found, tuple(rows), LANE * len(rows) + FOOT)


def _bin(found: Axis) -> int:
    """How many days go together."""
    days = found.last - found.first
    return next((step for step in (1, 7, 30, 91, 365) if days <= BINS * step), 3650)


def _dot(told: Sequence[tuple[PartialDate, list[Moment]]], found: Axis, y: float) -> Dot:
    days = sorted(day for day, _ in told)
    ordinals = [day.first.toordinal() for day in days]
    middle = (ordinals[0] + ordinals[-1]) // 2
    count = sum(len(together) for _, together in told)
    lines = {moment.line for _, together in told for moment in together}
    one = told[0][1][0] if len(lines) == 1 else None
    when = days[0].iso if days[0] == days[-1] else f"{days[0].iso} to {days[-1].iso}"
    return Dot(
        found.x(middle),
        y,
        round(min(LANE / 2 - 1, 3.5 + 1.6 * (count - 1) ** 0.5), 1),
        middle,
        count,
        f"{when}: {one.words}" if one else f"{when}: {count} events",
        one.line if one else None,
        days[0].first.isoformat(),
        days[-1].last.isoformat(),
        not all(day.exact for day in days),
    )


def axis(days: Sequence[date]) -> Axis:
    """An axis that holds these days, with a little room at both ends."""
    first, last = min(days), max(days)
    room = max(1, (last - first).days // 25)
    start, end = first.toordinal() - room, last.toordinal() + room
    bare = Axis(start, end, ())
    told = _ticks(date.fromordinal(max(1, start)), date.fromordinal(min(end, date.max.toordinal())))
    return Axis(start, end, tuple(Tick(bare.x(day.toordinal()), label) for day, label in told))


def _ticks(start: date, end: date) -> Sequence[tuple[date, str]]:
    """Days or months or years, at most nine."""
    days = (end - start).days
    if days <= 40:
        step = max(1, -(-days // 8))
        told = [start + timedelta(n) for n in range(0, days + 1, step)]
        return [(day, f"{day.day} {day:%b} {day.year}") for day in told if day >= start]
    for months in (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200):
        if days <= months * 30.5 * 9:
            break
    found = []
    for month in range(0, 12 * (end.year - start.year + 1), months):
        day = date(start.year + month // 12, month % 12 + 1, 1)
        if start <= day <= end:
            found.append((day, f"{day:%b} {day.year}" if months < 12 else str(day.year)))
    return found[:12]


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of a history where it lies; `told`: its day is that of the first report of it."""

    x: float
    y: float
    step: StepRow
    told: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """The stages of an undertaking over time: a line from step to step."""

    axis: Axis
    levels: tuple[tuple[float, str], ...]
    rungs: tuple[Rung, ...]
    path: str
    height: int


_LEVELS = (*reversed(LADDER), Stage.REFUSED, Stage.WITHDRAWN, Stage.BROKEN)


def ladder(steps: Sequence[StepRow]) -> Ladder | None:
    """The history of an undertaking; None where there is no line to draw between two days."""
    dated = [(PartialDate(step.day[:10]).first, step) for step in steps if step.day]
    if len({day for day, _ in dated}) < 2:
        return None
    found = axis([day for day, _ in dated])
    levels = [stage for stage in _LEVELS if any(step.stage is stage for _, step in dated)]
    height = {stage: LANE * place + LANE / 2 for place, stage in enumerate(levels)}
    rungs = [
        Rung(found.x(day.toordinal()), height[step.stage], step, step.on is None)
        for day, step in sorted(dated, key=lambda pair: pair[0])
    ]
    path = f"M{rungs[0].x} {rungs[0].y}" + "".join(f"H{r.x}V{r.y}" for r in rungs[1:])
    return Ladder(
        found,
        tuple((height[stage], str(stage)) for stage in levels),
        tuple(rungs),
        path + f"H{WIDTH - RIGHT}",
        LANE * len(levels) + FOOT,
    )


@dataclass(frozen=True, slots=True)
class Band:
    """One stage of a balance over time.

    `sure` is the area that is certain; `maybe` lies between the bounds; `open` has no upper bound
    and runs to the top of its row. Each is the path of an area, "" where there is none. `last` is
    the amount at the end, in words.
    """

    stage: str
    y: float
    sure: str
    maybe: str
    open: str
    last: str


@dataclass(frozen=True, slots=True)
class Bands:
    """A balance over time, stage by stage, on one scale."""

    axis: Axis
    bands: tuple[Band, ...]
    most: str
    height: int


def bands(told: Course) -> Bands | None:
    """The course of a balance; None where it has fewer than two days."""
    if len(told.points) < 2:
        return None
    found = axis([point.on for point in told.points])
    series = {
        stage: [(point.on, getattr(point, stage)) for point in told.points] for stage in STAGES
    }
    kept = [stage for stage in STAGES if any(amount is not None for _, amount in series[stage])]
    bounds = [
        bound
        for stage in kept
        for _, amount in series[stage]
        if amount is not None
        for bound in (amount.min, amount.max)
        if bound
    ]
    if not bounds:
        return None
    most = max(bounds)
    rows = tuple(
        _band(stage, series[stage], found, most, ROW * place) for place, stage in enumerate(kept)
    )
    return Bands(found, rows, written(Amount(most, most, told.unit)), ROW * len(rows) + FOOT)


def _band(
    stage: str, told: Sequence[tuple[date, Amount | None]], found: Axis, most: Decimal, top: float
) -> Band:
    base, room = top + ROW - 8, ROW - 26  # above the highest amount an open end runs on

    def y(value: Decimal | None) -> float:
        return round(base - float((value or Decimal(0)) / most) * room, 1)

    sure, maybe, free = [], [], []
    for place, (day, amount) in enumerate(told):
        if amount is None:
            continue
        x = found.x(day.toordinal())
        later = told[place + 1][0].toordinal() if place + 1 < len(told) else None
        end = WIDTH - RIGHT if later is None else found.x(later)
        low = y(amount.min)
        if amount.min:
            sure.append(f"M{x} {base}V{low}H{end}V{base}Z")
        if amount.max is None:
            free.append(f"M{x} {low}V{top + 2}H{end}V{low}Z")
        elif amount.max != amount.min:
            maybe.append(f"M{x} {low}V{y(amount.max)}H{end}V{low}Z")
    last = next((amount for _, amount in reversed(told) if amount is not None), None)
    return Band(stage, top, "".join(sure), "".join(maybe), "".join(free), written(last))
