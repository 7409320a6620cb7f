"""What a stage is, what it works on, and what an engine must offer.

A stage declares the layers that it needs and the layers that it adds; it adds and never edits.
Layers are plain names: "found", "sentences", "mentions", "times", "quantities", "references",
"attributions", "statements", "pledges".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from onrecord.domain.annotations import (
    Annotation,
    Mention,
    Pledge,
    Quantity,
    Statement,
    TimeExpression,
)
from onrecord.domain.findings import Finding
from onrecord.domain.text import Span, Text

Place = tuple[int, int]
Places = tuple[Place, ...]


class FoundName(Protocol):
    """A name that an engine found."""

    @property
    def span(self) -> Place: ...
    @property
    def kind(self) -> str: ...
    @property
    def score(self) -> float: ...


class FoundAttribution(Protocol):
    """Source, cue and content that an engine found; source and cue may be empty."""

    @property
    def source(self) -> Places: ...
    @property
    def cue(self) -> Places: ...
    @property
    def content(self) -> Places: ...
    @property
    def score(self) -> float: ...


class FoundPledge(Protocol):
    """A trigger with its classes and roles that an engine found.

    `roles` maps "by", "to", "object", "quantity", "when", "asked_by", "source" to places;
    `conditions` are places with their kind.
    """

    @property
    def trigger(self) -> Place: ...
    @property
    def stage(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def evidence(self) -> Places: ...
    @property
    def roles(self) -> Mapping[str, Places]: ...
    @property
    def distribution(self) -> str: ...
    @property
    def conditions(self) -> tuple[tuple[Place, str], ...]: ...
    @property
    def score(self) -> float: ...


class Found(Protocol):
    """What one pass of an engine over a text gave: places and strings, no words of ours."""

    @property
    def names(self) -> tuple[FoundName, ...]: ...
    @property
    def attributions(self) -> tuple[FoundAttribution, ...]: ...
    @property
    def pledges(self) -> tuple[FoundPledge, ...]: ...


class Engine(Protocol):
    """A tagger behind one call; the same text gives the same answer every time."""

    name: str
    version: str

    def read(self, text: str) -> Found: ...


class References(Protocol):
    """Who a phrase means in this report: pronoun, surname, role, alias, joint source."""

    def names_of(self, span: Span) -> tuple[str, ...]:
        """The canonical names that the phrase at `span` refers to, () when unknown."""
        ...


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the text."""

    span: Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content before it is known who spoke; becomes a Statement."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float


Added = Annotation | Finding | Sentence | Attribution


@dataclass
class Draft:
    """A text and what the stages so far have added, each list in the order of the text."""

    text: Text
    found: Found | None = None
    references: References | None = None
    sentences: list[Sentence] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class Stage(Protocol):
    """One step of the reading."""

    @property
    def name(self) -> str:
        """Name and version, "quotes.v2"."""
        ...

    @property
    def needs(self) -> frozenset[str]:
        """Layers that must be there."""
        ...

    @property
    def adds(self) -> frozenset[str]:
        """Layers that it adds."""
        ...

    def run(self, draft: Draft) -> Iterator[Added | Found | References]:
        """What this stage adds to the draft; it changes nothing itself."""
        ...
