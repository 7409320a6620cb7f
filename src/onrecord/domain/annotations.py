"""What was read in one text. Every field points at characters; nothing here is worked out.

All are frozen and have an `id` made from their content (text digest, places, values), without the
maker: the same thing found by two versions of a reader is one annotation, and a `Reading` says
which reader found which.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from onrecord.domain.amounts import Amount
from onrecord.domain.findings import Finding
from onrecord.domain.ids import Part, content_id
from onrecord.domain.text import Quote, Text
from onrecord.domain.words import (
    Category,
    ConditionKind,
    Distribution,
    MentionKind,
    Mode,
    Stage,
    StatementKind,
    TimeType,
)


def _place(quote: Quote | None) -> Part:
    return None if quote is None else (quote.start, quote.end)


def _places(quotes: tuple[Quote, ...]) -> Part:
    return tuple(_place(quote) for quote in quotes)


@dataclass(frozen=True)
class Mention:
    """A name where it stands, and the fullest form of it that the report gives.

    `role` is the description beside it ("NATO Secretary General"), where there is one.
    """

    text: str
    quote: Quote
    kind: MentionKind
    name: str
    role: Quote | None = None

    @cached_property
    def id(self) -> str:
        """The id from content."""
        return content_id("mention", self.text, _place(self.quote), self.kind, self.name)


@dataclass(frozen=True)
class TimeExpression:
    """A time as it was worded.

    `value` is a TIMEX3 value that needs no other date ("2023-07-11", "P2D", "XXXX-07-11"), or None.
    `relative` is a formula over the day of publication for words such as "Tuesday" or "by the end
    of the month" (`onrecord.domain.formulas`); working it out is not reading.
    """

    text: str
    quote: Quote
    type: TimeType
    value: str | None
    relative: str | None = None

    @cached_property
    def id(self) -> str:
        """The id from content."""
        return content_id(
            "time", self.text, _place(self.quote), self.type, self.value, self.relative
        )


@dataclass(frozen=True)
class Quantity:
    """A number with its bounds and unit as told; `each` when it is meant per party."""

    text: str
    quote: Quote
    amount: Amount
    each: bool = False

    @cached_property
    def id(self) -> str:
        """The id from content."""
        a = self.amount
        return content_id(
            "quantity", self.text, _place(self.quote), a.min, a.max, a.unit, self.each
        )


@dataclass(frozen=True)
class Statement:
    """An attribution: source, cue and content as in PARC and PolNeAR, and who that is.

    `speakers` are names canonical within the report (several: joint), empty when unknown. `via`
    runs from the speaker outwards ("TASS"). `score` is the calibrated chance that it is right.
    """

    text: str
    source: tuple[Quote, ...]
    cue: tuple[Quote, ...]
    content: tuple[Quote, ...]
    kind: StatementKind
    mode: Mode = Mode.SAID
    speakers: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    score: float = 1.0

    @cached_property
    def id(self) -> str:
        """The id from content; the score is not part of it."""
        return content_id(
            "statement",
            self.text,
            _places(self.source),
            _places(self.cue),
            _places(self.content),
            self.kind,
            self.mode,
            self.speakers,
            self.via,
        )


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a pledge: the words as they stand, and who that is (the words when unknown)."""

    quote: Quote
    name: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What a pledge depends on, as worded."""

    quote: Quote
    kind: ConditionKind


@dataclass(frozen=True)
class Pledge:
    """What one report says about one undertaking (`guidelines`: pledges).

    `statement` is the id of the statement that carries it, when one does.
    """

    text: str
    evidence: tuple[Quote, ...]
    trigger: Quote
    by: tuple[Party, ...]
    distribution: Distribution
    to: tuple[Party, ...]
    category: Category
    object: Quote | None
    quantity: Quantity | None
    when: TimeExpression | None
    conditions: tuple[Condition, ...]
    stage: Stage
    asked_by: tuple[Party, ...] = ()
    source: Party | None = None
    score: float = 1.0
    statement: str | None = None

    @cached_property
    def id(self) -> str:
        """The id from content; the score and the carrying statement are not part of it."""
        return content_id(
            "pledge",
            self.text,
            _places(self.evidence),
            _place(self.trigger),
            tuple((_place(p.quote), p.name) for p in self.by),
            self.distribution,
            tuple((_place(p.quote), p.name) for p in self.to),
            self.category,
            _place(self.object),
            None if self.quantity is None else self.quantity.id,
            None if self.when is None else self.when.id,
            tuple((_place(c.quote), c.kind) for c in self.conditions),
            self.stage,
            tuple((_place(p.quote), p.name) for p in self.asked_by),
            None if self.source is None else (_place(self.source.quote), self.source.name),
        )


Annotation = Mention | TimeExpression | Quantity | Statement | Pledge


@dataclass(frozen=True)
class Reading:
    """Everything that one maker found in one text, in the order of the text."""

    text: Text
    maker: str
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    statements: tuple[Statement, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def id(self) -> str:
        """The id of the reading: this text by this maker."""
        return content_id("reading", self.text.digest, self.maker)

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """All of them, kind by kind."""
        return self.mentions + self.times + self.quantities + self.statements + self.pledges
