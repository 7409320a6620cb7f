"""Drawings: what lies where, and that an open end is drawn open."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise

from onrecord.domain.amounts import Amount
from onrecord.domain.words import Stage
from onrecord.views.course import Course, Point
from onrecord.views.dossiers import StepRow
from onrecord.web.charts import BINS, LEFT, RIGHT, WIDTH, Moment, axis, bands, ladder, lanes


def test_events_lie_in_their_lane_in_order_of_time() -> None:
    told = [
        Moment("2024-01-01", "said", "u1", "a"),
        Moment("2024-03-01", "said", "u2", "b"),
        Moment("2024-02", "agreed", "c1", "c"),
        Moment("2024-03-01", "said", "u3", "d"),
    ]
    drawn = lanes(told, ["said", "refused", "agreed"])
    assert drawn is not None and [lane.name for lane in drawn.lanes] == ["said", "agreed"]
    first, second = drawn.lanes[0].dots
    assert LEFT < first.x < second.x < WIDTH - RIGHT and first.y == second.y
    assert (first.line, first.count, second.line, second.count) == ("u1", 1, None, 2)
    assert second.r > first.r and second.words == "2024-03-01: 2 events"
    month = drawn.lanes[1].dots[0]
    assert month.vague and (month.since, month.until) == ("2024-02-01", "2024-02-29")
    assert lanes([], ["said"]) is None


def test_a_long_time_is_drawn_with_few_dots() -> None:
    start = date(1990, 1, 1)
    told = [
        Moment((start + timedelta(days=n * 3)).isoformat(), "said", f"u{n}", "x")
        for n in range(4000)
    ]
    drawn = lanes(told, ["said"])
    assert drawn is not None
    dots = drawn.lanes[0].dots
    assert len(dots) <= BINS and sum(dot.count for dot in dots) == 4000
    assert all(one.until < other.since for one, other in pairwise(dots))


def test_an_axis_has_some_ticks_for_any_time() -> None:
    for days in (0, 1, 10, 45, 400, 4000, 40000, 300000):
        found = axis([date(1900, 1, 31), date(1900, 1, 31) + timedelta(days=days)])
        assert 1 <= len(found.ticks) <= 12, days
        assert len({tick.label for tick in found.ticks}) == len(found.ticks)
        assert all(LEFT <= tick.x <= WIDTH - RIGHT for tick in found.ticks)
    assert axis([date.min, date.max]).ticks


def _step(stage: Stage, on: str | None, day: str | None) -> StepRow:
    return StepRow(stage, on, day, "", 1, ())


def test_a_history_climbs_and_falls() -> None:
    drawn = ladder(
        [
            _step(Stage.ANNOUNCED, None, "2024-01-03"),
            _step(Stage.AGREED, "2024-02-01", "2024-02-01"),
            _step(Stage.WITHDRAWN, "2024-05", "2024-05"),
            _step(Stage.FULFILLED, None, None),
        ]
    )
    assert drawn is not None
    assert [name for _, name in drawn.levels] == ["agreed", "announced", "withdrawn"]
    heights = [rung.y for rung in drawn.rungs]
    assert heights[1] < heights[0] < heights[2]
    assert [rung.told for rung in drawn.rungs] == [True, False, False]
    assert drawn.path.startswith(f"M{drawn.rungs[0].x} {heights[0]}")
    assert ladder([_step(Stage.AGREED, "2024-02-01", "2024-02-01")]) is None


def test_an_open_end_runs_to_the_top() -> None:
    def pumps(low: int, high: int | None) -> Amount:
        return Amount(Decimal(low), None if high is None else Decimal(high), "pump")

    told = Course(
        "pump",
        (
            Point(date(2024, 1, 1), None, pumps(4, 4), None, None),
            Point(date(2024, 2, 1), None, pumps(4, None), pumps(1, 3), None),
        ),
    )
    drawn = bands(told)
    assert drawn is not None and [band.stage for band in drawn.bands] == ["announced", "agreed"]
    announced, agreed = drawn.bands
    assert announced.open and announced.sure.count("M") == 2 and not announced.maybe
    assert f"V{announced.y + 2}H" in announced.open
    assert agreed.maybe and not agreed.open
    assert announced.last == "4 or more pumps" and drawn.most == "4 pumps"
    assert bands(Course("pump", told.points[:1])) is None


def test_the_library_is_the_one_that_was_looked_at() -> None:
    folder = files("onrecord.web").joinpath("static")
    content = folder.joinpath("d3.min.js").read_bytes()
    digest = "f2094bbf6141b359722c4fe454eb6c4b0f0e42cc10cc7af921fc158fceb86539"
    assert hashlib.sha256(content).hexdigest() == digest
    assert content.startswith(b"// https://d3js.org v7.9.0 ")
    assert b"Permission to use, copy, modify" in folder.joinpath("d3.LICENSE.txt").read_bytes()
