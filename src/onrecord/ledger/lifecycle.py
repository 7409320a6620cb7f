"""How far an undertaking is: one table of stage and event, and the steps that pledges make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.domain.words import LADDER, Stage

_CODES = {
    "rq": Stage.REQUESTED,
    "co": Stage.CONSIDERED,
    "an": Stage.ANNOUNCED,
    "ag": Stage.AGREED,
    "ct": Stage.CONTRACTED,
    "uw": Stage.UNDER_WAY,
    "fu": Stage.FULFILLED,
    "rf": Stage.REFUSED,
    "wd": Stage.WITHDRAWN,
    "br": Stage.BROKEN,
}

# Row: the stage that holds; column: what is told next. ">" moves there, "=" changes nothing (told
# again, or an earlier stage told late), "?" moves there and is surprising, "!" surprises only.
_TABLE = """
       rq co an ag ct uw fu rf wd br
    rq =  >  >  >  >  >  >  >  ?  ?
    co =  =  >  >  >  >  >  >  >  ?
    an =  =  =  >  >  >  >  ?  >  >
    ag =  =  =  =  >  >  >  ?  >  >
    ct =  =  =  =  =  >  >  ?  >  >
    uw =  =  =  =  =  =  >  ?  >  >
    fu =  =  =  =  =  =  =  ?  ?  ?
    rf =  >  >  >  >  >  >  =  !  ?
    wd =  >  >  ?  ?  ?  ?  =  =  >
    br =  =  =  >  >  >  >  !  !  =
"""


def _read(table: str) -> dict[tuple[Stage, Stage], str]:
    head, *rows = (line.split() for line in table.strip().splitlines())
    return {
        (_CODES[row[0]], _CODES[column]): sign
        for row in rows
        for column, sign in zip(head, row[1:], strict=True)
    }


MOVES = _read(_TABLE)
"""(stage that holds, stage told) -> one of ">", "=", "?", "!"."""


@dataclass(frozen=True, slots=True)
class Told:
    """A stage told, with what orders it: its own day where dated, the day it was first told.

    `part` is the caller's own number for it.
    """

    stage: Stage
    on: str | None
    told: str | None
    known: int
    part: int = 0

    @property
    def day(self) -> str:
        """The day it counts from: its own, else that of the first report; unknown comes last."""
        return self.on or self.told or "9999-12-31"


def in_order(steps: Iterable[Told]) -> list[Told]:
    """Steps as they happened: by day; an undated lower rung comes before the rungs above it."""
    found: list[Told] = []
    for step in sorted(steps, key=lambda s: (s.day, _rung(s.stage), s.known, s.part)):
        place = len(found)
        if step.on is None and step.stage in LADDER:
            while place > 0 and _above(found[place - 1].stage, step.stage):
                place -= 1
        found.insert(place, step)
    return found


def _rung(stage: Stage) -> int:
    return LADDER.index(stage) if stage in LADDER else len(LADDER)


def _above(one: Stage, other: Stage) -> bool:
    """Whether `one` presupposes `other`: a refusal only that somebody asked or weighed."""
    if one is Stage.REFUSED:
        return other in (Stage.REQUESTED, Stage.CONSIDERED)
    return one in (Stage.WITHDRAWN, Stage.BROKEN) or _rung(one) > _rung(other)


def standing_stage(stages: Sequence[Stage]) -> tuple[Stage, tuple[tuple[Stage, Stage], ...]]:
    """The stage that holds after these, in order, and the steps that surprise."""
    stage = stages[0]
    surprising: list[tuple[Stage, Stage]] = []
    for event in stages[1:]:
        sign = MOVES[stage, event]
        if sign in "?!":
            surprising.append((stage, event))
        if sign in ">?":
            stage = event
    return stage, tuple(surprising)
