"""A record asked and changed in small parts: what few new facts are worked out from, and change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from onrecord.domain.annotations import Reading
from onrecord.domain.decisions import Decision
from onrecord.domain.facts import Recorded
from onrecord.domain.links import Proposal
from onrecord.domain.reports import Report
from onrecord.domain.words import Relation

Order = tuple[Any, ...]
"""What sorts the lines of one kind."""

Counted = Mapping[str, Any]
"""How often an entity is called what, as plain data."""


Rows = dict[str, list[dict[str, Any]]]
"""Rows of derived tables, by the name of the table."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and the proposal that it is on, if it is on one."""

    decision: Recorded[Decision]
    proposal: Recorded[Proposal] | None


@dataclass(frozen=True, slots=True)
class Linked:
    """A proposal between two reports, and what was decided on it."""

    relation: str
    left: str
    right: str
    score: float
    judgement: str


@dataclass(frozen=True, slots=True)
class News:
    """What came since the derived tables were built.

    `kinds` counts the facts by kind, `read` gives for each text read since the seq of its last
    reading.
    """

    kinds: Mapping[str, int]
    reports: Sequence[Recorded[Report]]
    read: Mapping[str, int]
    decisions: Sequence[Decided]


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A name where it stands, with its fullest form in its text."""

    id: str
    text: str
    name: str
    start: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one kind (a field of World) that take the place of others.

    `gone` are those that stand no more, `changed` pairs (as it was, as it is) of one id, `new`
    those that come in, with their places; one that moves is gone and new.
    """

    kind: str
    gone: Sequence[Any] = ()
    changed: Sequence[tuple[Any, Any]] = ()
    new: Sequence[tuple[Any, int]] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a few new facts change of the derived tables that were built to `known`.

    `version` names the tables that this was worked out from. `tallies` are those of entities.
    """

    known: int
    head: int
    version: str
    lines: Sequence[Lines]
    tallies: Mapping[str, Counted]


class Snapshot(Protocol):
    """A record at one moment, asked for small parts: what few new facts are worked out from.

    Facts are those through `head`, lines those of the derived tables, built to `known`.
    """

    known: int
    head: int
    version: str

    def news(self) -> News:
        """What came after the derived tables were built."""
        ...

    def size(self) -> int:
        """How many reports were there when the derived tables were built."""
        ...

    def reports(self, ids: Iterable[str]) -> Mapping[str, Recorded[Report]]:
        """The reports with these ids."""
        ...

    def reports_of(self, texts: Iterable[str]) -> Mapping[str, Sequence[Recorded[Report]]]:
        """For each of these texts that was published its reports, in order of seq."""
        ...

    def read_at(self, texts: Iterable[str]) -> Mapping[str, Sequence[int]]:
        """For each of these texts that was read the seqs of its readings, in order."""
        ...

    def readings(self, seqs: Iterable[int]) -> Mapping[str, Recorded[Reading]]:
        """The readings with these seqs, by the digest of their text."""
        ...

    def decided_on(self, things: Iterable[str], relations: Collection[str]) -> Sequence[Decided]:
        """The decisions on proposals of these relations with one of these things on a side."""
        ...

    def by_people_in(
        self, texts: Iterable[str], relations: Collection[str | None]
    ) -> Sequence[Decided]:
        """What people decided in these texts on these relations, and whoever on one thing alone."""
        ...

    def links(self, reports: Iterable[str], relations: Collection[str]) -> Sequence[Linked]:
        """What was decided on proposals between reports, given those on the left."""
        ...

    def decided_before(self, texts: Iterable[str]) -> bool:
        """Whether anything was decided in one of these texts before the tables were built."""
        ...

    def by_people(self, relations: Collection[str]) -> Sequence[Decided]:
        """What people decided on these relations, in order."""
        ...

    def outlets(self) -> Mapping[str, int]:
        """Who ever published a report, with the seq of the first."""
        ...

    def beneficiaries(self) -> Iterable[str]:
        """What the pledges call those that they are for, and what the entities are called."""
        ...

    def texts_of(self, ids: Iterable[str]) -> Mapping[str, str]:
        """The texts that these statements, pledges and mentions stand in."""
        ...

    def inside(self, texts: Iterable[str], kinds: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """For each of these texts what of these kinds its last reading holds."""
        ...

    def mentions(self, ids: Iterable[str]) -> Mapping[str, MentionRow]:
        """The mentions with these ids."""
        ...

    def holders(self, things: Iterable[str], kind: str) -> Mapping[str, Sequence[str]]:
        """For each of these annotations or reports the lines of a kind that hold it, if any do."""
        ...

    def lines(self, kind: str, ids: Iterable[str]) -> Mapping[str, Any]:
        """The lines of a kind (a field of World) with these ids."""
        ...

    def names(self, entities: Iterable[str]) -> Mapping[str, str]:
        """What these entities are called."""
        ...

    def named_in(self, texts: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
        """For each of these texts the entities that its last reading names: id -> name."""
        ...

    def tallies(self, entities: Iterable[str]) -> Mapping[str, Counted]:
        """How often these entities are called what, as far as that was written down."""
        ...

    def placed(
        self, kind: str, new: Sequence[tuple[Order, str]], order: Callable[[Any], Order]
    ) -> Mapping[str, int] | None:
        """Places for new lines (with their order) among those that stand; None without room.

        `order` gives the order of a line that stands.
        """
        ...


class Drawn(NamedTuple):
    """A policy's decision on a pair that a machine proposed, as little of it as grouping wants."""

    seq: int
    decision: str
    judgement: str
    relation: str
    left: str
    right: str
    value: str | None
    proposed: str | None
    """The value of the proposal."""
    score: float


@dataclass(frozen=True, slots=True)
class Fresh:
    """A line made anew, what sorts it among those of its kind, and of an entity its tally."""

    order: tuple[int, int, str]
    thing: Any
    tally: Counted | None = None


class Remaking(Protocol):
    """A record through one seq, and lines that are made of it beside those that stand."""

    head: int

    def reports(self) -> Sequence[Recorded[Report]]:
        """All reports, in order."""
        ...

    def readings(
        self, seqs: Iterable[int], kinds: Collection[str] | None = None
    ) -> Mapping[str, Recorded[Reading]]:
        """The readings with these seqs, by text; of these kinds of annotations alone."""
        ...

    def last_read(self) -> Mapping[str, int]:
        """For each text that was read the seq of its standing reading."""
        ...

    def by_people(self) -> Sequence[Decided]:
        """What people decided, and whoever on one thing alone, in order."""
        ...

    def drawn(self, relations: Collection[Relation]) -> Iterator[Drawn]:
        """Policies' decisions on pairs, in order; few bytes of each."""
        ...

    def bound(self, decisions: Collection[str]) -> Sequence[Recorded[Decision]]:
        """The decisions with these ids."""
        ...

    def things(self, kind: str) -> Iterator[tuple[int, str, str]]:
        """The statements or pledges of all readings: the reading's seq, the id, its places."""
        ...

    def decided_on(
        self, things: Iterable[str], relations: Collection[Relation]
    ) -> Sequence[tuple[Recorded[Decision], Proposal]]:
        """Policies' decisions on proposals of these relations with one of these on the left."""
        ...

    def put(self, field: str, lines: Iterable[Fresh]) -> None:
        """New lines of one kind (a field of World), in any order."""
        ...

    def laid_out(self, lines: Mapping[str, Iterable[Fresh]]) -> Rows:
        """New lines, by kind, as rows, which `put_rows` takes, here or in another process."""
        ...

    def put_rows(self, rows: Rows) -> None:
        """What `laid_out` made of new lines."""
        ...

    def entities_of(self, mentions: Iterable[str]) -> Mapping[str, str]:
        """The new entities of these mentions, as far as one holds them."""
        ...

    def compare(self) -> None:
        """Find out which lines are not those that stand; when all are put."""
        ...

    def differing(self) -> Mapping[str, tuple[str, ...]]:
        """For each kind the ids of the lines that are not those that stand, in order of id."""
        ...

    def size(self, field: str) -> int:
        """How many lines of a kind were made."""
        ...

    def keep(self) -> bool:
        """Make the derived tables say what was made, in one transaction; only rows that differ.

        Once, after `compare`. False, and nothing is changed, when the tables are not those that
        it was compared with.
        """
        ...
