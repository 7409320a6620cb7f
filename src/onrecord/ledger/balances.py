"""How much of a unit was requested, announced, agreed and fulfilled: each undertaking once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from onrecord.domain.amounts import Amount
from onrecord.domain.words import LADDER, Distribution, Stage
from onrecord.domain.world import Balance, Commitment, PartyRef
from onrecord.ledger.names import plain, plain_unit, same_unit

COLUMNS = {
    Stage.REQUESTED: ("requested",),
    Stage.ANNOUNCED: ("announced",),
    Stage.AGREED: ("announced", "agreed"),
    Stage.CONTRACTED: ("announced", "agreed"),
    Stage.UNDER_WAY: ("announced", "agreed"),
    Stage.FULFILLED: ("announced", "fulfilled"),
}
"""The furthest stage reached -> the columns that it counts in; the other stages count nowhere."""


def reached(
    commitment: Commitment, on: date | None, told: Mapping[str, str | None]
) -> tuple[Stage | None, Amount | None]:
    """The furthest stage and the amount that stood at the end of a day; None after an end.

    A step without a date counts from the day of the first report that tells of it (`told`: report
    -> day of publication); one that no report dates counts always.
    """
    return _reached(commitment, "9999-12-31" if on is None else on.isoformat(), told)


def _reached(
    commitment: Commitment, limit: str, told: Mapping[str, str | None]
) -> tuple[Stage | None, Amount | None]:
    amount = next((s.quantity for s in commitment.history if s.quantity), commitment.quantity)
    stage: Stage | None = None
    for step, day in zip(commitment.history, _days(commitment, told), strict=True):
        if day > limit:
            continue
        amount = step.quantity or amount
        if step.stage not in LADDER:
            stage = None
        elif stage is None or LADDER.index(step.stage) > LADDER.index(stage):
            stage = step.stage
    return stage, amount


def course(
    commitments: Iterable[Commitment],
    unit: str,
    days: Sequence[date],
    told: Mapping[str, str | None],
) -> Sequence[Balance]:
    """The balances of a unit towards all at the ends of these days, which are in order.

    Each is `balance` at that day; a commitment is looked at once for each of its steps.
    """
    turns: list[tuple[str, int, Mapping[str, Amount]]] = []
    for number, commitment in enumerate(commitments):
        before: Mapping[str, Amount] = {}
        for day in ("", *sorted(set(_days(commitment, told)) - {""})):
            now = _columns(commitment, unit, day, told)
            if now != before:
                turns.append((day, number, now))
                before = now
    turns.sort(key=lambda turn: turn[:2])
    columns = {column: _Sum(unit) for stage in COLUMNS.values() for column in stage}
    held: dict[int, Mapping[str, Amount]] = {}
    found: list[Balance] = []
    place = 0
    for end in days:
        while place < len(turns) and turns[place][0] <= end.isoformat():
            _, number, now = turns[place]
            for column, amount in held.get(number, {}).items():
                columns[column].add(amount, -1)
            for column, amount in now.items():
                columns[column].add(amount, 1)
            held[number] = now
            place += 1
        found.append(Balance(unit, None, end, **{c: one.amount for c, one in columns.items()}))
    return found


class _Sum:
    """A sum of intervals from which one can be taken away again."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._low = self._high = Decimal(0)
        self._open = self._count = 0

    def add(self, amount: Amount, times: int) -> None:
        self._low += times * (amount.min or 0)
        self._high += times * (amount.max or 0)
        self._open += times * (amount.max is None)
        self._count += times

    @property
    def amount(self) -> Amount | None:
        if not self._count:
            return None
        return Amount(self._low, None if self._open else self._high, self._unit)


def _columns(
    commitment: Commitment, unit: str, limit: str, told: Mapping[str, str | None]
) -> Mapping[str, Amount]:
    """What a commitment adds to which columns at the end of a day."""
    stage, amount = _reached(commitment, limit, told)
    if stage is None or amount is None or not same_unit(unit, amount.unit):
        return {}
    part = over_all(commitment, amount)
    return dict.fromkeys(COLUMNS.get(stage, ()), part)


def _days(commitment: Commitment, told: Mapping[str, str | None]) -> Iterator[str]:
    """The days of the steps, "" for one that counts always."""
    for step in commitment.history:
        days = [day for e in step.evidence if (day := told.get(e.report)) is not None]
        yield step.on or min(days, default="")


def balance(
    commitments: Iterable[Commitment],
    unit: str,
    to: PartyRef | None,
    on: date | None,
    told: Mapping[str, str | None],
) -> Balance:
    """The balance of a unit, towards one beneficiary or (None) towards all, at the end of a day."""
    sums: dict[str, Amount] = {}
    limit = "9999-12-31" if on is None else on.isoformat()
    for commitment in commitments:
        if to is not None and not any(same_party(to, party) for party in commitment.to):
            continue
        for column, part in _columns(commitment, unit, limit, told).items():
            sums[column] = sums[column].plus(part) if column in sums else part
    named = {column: replace(amount, unit=unit) for column, amount in sums.items()}
    return Balance(
        unit,
        to,
        on,
        named.get("requested"),
        named.get("announced"),
        named.get("agreed"),
        named.get("fulfilled"),
    )


def over_all(commitment: Commitment, amount: Amount) -> Amount:
    """The amount over all parties; what is told without a lower bound is at least nothing."""
    whole = Amount(amount.min or Decimal(0), amount.max, amount.unit)
    if commitment.distribution is Distribution.EACH:
        return whole.times(max(1, len(commitment.by)))
    return whole


def same_party(one: PartyRef, other: PartyRef) -> bool:
    """Whether two parties are one: the same entity, or without entities the same name."""
    if one.entity is not None or other.entity is not None:
        return one.entity == other.entity
    return plain(one.name) == plain(other.name)


def units(commitments: Iterable[Commitment]) -> Sequence[str]:
    """The units of which anything was told, each once, in the most frequent form."""
    forms: dict[str, dict[str, int]] = {}
    for commitment in commitments:
        unit = commitment.quantity.unit if commitment.quantity else None
        if unit is not None:
            told = forms.setdefault(unit if is_currency(unit) else plain_unit(unit), {})
            told[unit] = told.get(unit, 0) + 1
    return [min(told, key=lambda unit: (-told[unit], unit)) for _, told in sorted(forms.items())]


def is_currency(unit: str) -> bool:
    """Whether a unit is an ISO 4217 code."""
    return len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.isupper()
