"""Parsed JSON -> gold: the answers to one text, in the shape that `annotate` writes.

A layer that a line does not have ("pledges" is missing) is not annotated, and is not scored; an
empty list says that there is nothing to be found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onrecord.domain.errors import UsageError
from onrecord.domain.reports import Report
from onrecord.domain.text import Text

Place = tuple[int, int]
Places = tuple[Place, ...]
Bounds = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """Source, cue and content of one attribution; the kind where it is told."""

    source: Places
    cue: Places
    content: Places
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class GoldParty:
    """Somebody in a pledge."""

    place: Place | None
    name: str


@dataclass(frozen=True, slots=True)
class GoldPledge:
    """One pledge, the same for both sides of a comparison.

    `accept` holds by field what a second annotator said; an `optional` one was seen by one of two
    only, and is neither missed nor invented.
    """

    evidence: Places
    trigger: Place | None
    by: tuple[GoldParty, ...]
    to: tuple[GoldParty, ...]
    distribution: str | None
    category: str | None
    stage: str | None
    quantity: Bounds | None
    when: Place | None
    conditions: tuple[tuple[Place, str], ...]
    optional: bool = False
    accept: Mapping[str, tuple[Any, ...]] | None = None


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A name where it stands."""

    place: Place
    kind: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class GoldTime:
    """A time expression with its value as of the day of publication."""

    place: Place
    type: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A text with its answers; None for a layer that was not annotated."""

    report: Report
    text: Text
    attributions: tuple[GoldAttribution, ...] | None = None
    pledges: tuple[GoldPledge, ...] | None = None
    mentions: tuple[GoldMention, ...] | None = None
    times: tuple[GoldTime, ...] | None = None


def gold_of(value: object, where: str) -> GoldReport:
    """The gold of one line. Raises UsageError that names `where` when the line is no gold."""
    if not isinstance(value, Mapping) or not isinstance(value.get("text"), str):
        raise UsageError(f'{where}: expected an object with a "text" and its answers')
    text = Text(value["text"])
    given = value.get("id") or value.get("doc") or where
    published = value.get("published") or value.get("dct")
    report = Report(given=str(given), text=text.digest, published=published)
    reader = _Reader(where, len(text.content))
    try:
        return GoldReport(
            report,
            text,
            attributions=reader.layer(value, "attributions", reader.attribution),
            pledges=reader.layer(value, "pledges", reader.pledge),
            mentions=reader.layer(value, "mentions", reader.mention),
            times=reader.layer(value, "times" if "times" in value else "timex", reader.time),
        )
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise UsageError(
            f"{where}: expected answers in the shape that annotate writes, got {error!r}"
        ) from error


class _Reader:
    """Takes one line's values apart, and holds every place against the text's length."""

    def __init__(self, where: str, length: int) -> None:
        self._where = where
        self._length = length

    def layer(self, value: Mapping[str, Any], key: str, take: Any) -> Any:
        if value.get(key) is None:
            return None
        return tuple(take(item) for item in value[key])

    def place(self, value: Sequence[int] | Mapping[str, Any] | None) -> Place | None:
        if isinstance(value, Mapping):
            value = value.get("span")
        if value is None:
            return None
        start, end = value
        if not 0 <= start < end <= self._length:
            raise UsageError(
                f"{self._where}: expected a span inside 0-{self._length}, got {start}-{end}"
            )
        return int(start), int(end)

    def places(self, value: Sequence[Any] | None) -> Places:
        if not value:
            return ()
        spans = [value] if isinstance(value[0], int) else value
        return tuple(place for span in spans if (place := self.place(span)) is not None)

    def attribution(self, item: Mapping[str, Any]) -> GoldAttribution:
        return GoldAttribution(
            self.places(item.get("source")),
            self.places(item.get("cue")),
            self.places(item["content"]),
            item.get("kind"),
        )

    def pledge(self, item: Mapping[str, Any]) -> GoldPledge:
        accept = {
            key: tuple(self._accepted(key, one) for one in values)
            for key, values in (item.get("accept") or {}).items()
        }
        return GoldPledge(
            evidence=self.places(item["evidence"]),
            trigger=self.place(item.get("trigger")),
            by=tuple(self.party(one) for one in item["by"]),
            to=tuple(self.party(one) for one in item.get("to") or ()),
            distribution=item.get("distribution"),
            category=item.get("category"),
            stage=item.get("stage"),
            quantity=bounds(item.get("quantity")),
            when=self.place(item.get("when")),
            conditions=tuple(
                (place, one["kind"])
                for one in item.get("conditions") or ()
                if (place := self.place(one)) is not None
            ),
            optional=bool(item.get("optional")),
            accept=accept,
        )

    def _accepted(self, key: str, value: Any) -> Any:
        if key == "quantity":
            return bounds(value)
        return self.place(value) if key == "when" else value

    def party(self, item: Mapping[str, Any]) -> GoldParty:
        return GoldParty(self.place(item.get("span")), item["name"])

    def mention(self, item: Mapping[str, Any]) -> GoldMention:
        return GoldMention(self._sure(item), item["kind"], item.get("name"))

    def time(self, item: Mapping[str, Any]) -> GoldTime:
        return GoldTime(self._sure(item), item.get("type"), item.get("value"))

    def _sure(self, item: Mapping[str, Any]) -> Place:
        place = self.place(item["span"] if "span" in item else [item["start"], item["end"]])
        if place is None:
            raise UsageError(f"{self._where}: expected a span, got none")
        return place


def bounds(value: Mapping[str, Any] | None) -> Bounds | None:
    """Both ends of a quantity, None when there is none."""
    if not value:
        return None
    low, high = (None if value.get(k) is None else Decimal(str(value[k])) for k in ("min", "max"))
    return low, high
