"""The contract of a record: few methods, append is idempotent by id, one total order (seq)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from onrecord.domain.annotations import Annotation
from onrecord.domain.decisions import Decision
from onrecord.domain.facts import Fact, Facts, Recorded
from onrecord.domain.findings import Finding
from onrecord.domain.links import Proposal
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.domain.world import World
from onrecord.record.pieces import Changes, Remaking, Snapshot


@dataclass(frozen=True, slots=True)
class Appended:
    """What an append did: ids that are new, ids that were known, the seq after it."""

    new: tuple[str, ...]
    known: tuple[str, ...]
    head: int


@dataclass(frozen=True, slots=True)
class Key:
    """A blocking key of a thing, looked up by `Reader.near`; `id` is an annotation or a report."""

    kind: str
    key: str
    id: str
    report: str


KeyRow = tuple[str, str, int, str]
"""A blocking key as it is stored: kind, key (long ones cut), seq of its report, id of its thing."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of full-text search: what kind of thing, its id, where it stands, a snippet."""

    kind: str
    id: str
    report: str | None
    snippet: str
    rank: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """What nobody has decided on: a proposal ("same_entity", ...) or a doubtful "pledge"."""

    id: str
    kind: str
    score: float


class Reader(Protocol):
    """Asking a record. `through` limits every answer to what was known at that seq.

    Every answer is of one moment, also while a writer appends. All raise OnRecordError when the
    file is damaged or out of reach.
    """

    def head(self) -> int:
        """The last seq, 0 in an empty record."""
        ...

    def pulse(self) -> int | None:
        """A number that is another one once anything was written; None where none can be had."""
        ...

    def seq_at(self, when: datetime) -> int:
        """The last seq recorded at or before `when`, 0 if none. `when` has a time zone."""
        ...

    def text(self, digest: str) -> Text | None:
        """The text with this digest."""
        ...

    def texts(self, digests: Sequence[str]) -> Mapping[str, Text]:
        """The texts with these digests."""
        ...

    def reports(self, ids: Sequence[str]) -> Mapping[str, Recorded[Report]]:
        """The reports with these ids."""
        ...

    def facts(self, through: int | None = None) -> Facts:
        """All facts through a seq, in order; for each text its standing (last) reading."""
        ...

    def folding(self, through: int | None = None) -> AbstractContextManager[Facts]:
        """All facts through a seq for a fold, while the context lasts.

        Links and decisions come without their reasons and policies' decisions one by one, as the
        fold asks for them; of the proposals those are held that a person decided on.
        """
        ...

    def facts_of(
        self, reports: Sequence[str], through: int | None = None, links: bool = True
    ) -> Facts:
        """The reports with these ids, their readings, and the links and decisions on them.

        A proposal is on a report when a side is the report or was ever read in its text; a
        decision when an anchor is in its text. Without `links` neither is looked for: a name may
        have hundreds of them, and who compares texts needs none.
        """
        ...

    def get(self, identifier: str) -> Recorded[Fact] | None:
        """The fact with this id; for an annotation's id the last Reading that holds it."""
        ...

    def starting(self, prefix: str) -> Sequence[tuple[str, str]]:
        """(kind, id) of facts, annotations and derived lines whose id begins so, at most 20."""
        ...

    def find_report(self, given: str, url: str | None) -> Sequence[Recorded[Report]]:
        """Reports with this given id or this URL, in order of seq."""
        ...

    def reports_with(self, text: str) -> Sequence[Recorded[Report]]:
        """The reports that published this text, in order of seq."""
        ...

    def first_reports(self, texts: Sequence[str]) -> Mapping[str, str]:
        """For each of these texts that was published the id of its first report."""
        ...

    def proposals(self, ids: Sequence[str]) -> Mapping[str, Recorded[Proposal]]:
        """The proposals with these ids."""
        ...

    def outlets(self) -> frozenset[str]:
        """Who ever published a report."""
        ...

    def findings(self, through: int | None = None) -> Sequence[Recorded[Finding]]:
        """All findings, of inputs and of readings, in order of seq."""
        ...

    def decisions(
        self,
        through: int | None = None,
        people: bool = False,
        texts: Sequence[str] | None = None,
        relations: Collection[str | None] | None = None,
    ) -> Sequence[Recorded[Decision]]:
        """All decisions, in order of seq; with `people` without policies'; with `texts` only those
        with an anchor in one of these texts; with `relations` only those on these (None: those on
        one thing alone)."""
        ...

    def undecided(self, through: int | None = None) -> Sequence[Waiting]:
        """Proposals that no decision is about which was not taken back, by id."""
        ...

    def doubtful(self, below: float, through: int | None = None) -> Sequence[Waiting]:
        """Likewise pledges of the standing readings that score below this, by id."""
        ...

    def annotations(
        self, ids: Sequence[str], through: int | None = None
    ) -> Mapping[str, Annotation]:
        """The annotations with these ids, as far as standing readings hold them."""
        ...

    def read_at(self, texts: Sequence[str], through: int | None = None) -> Mapping[str, int]:
        """For each of these texts that was read the seq of its standing reading."""
        ...

    def needs(self, through: int | None = None) -> Sequence[Recorded[Need]]:
        """All needs, in order of seq; withdrawn ones too."""
        ...

    def withdrawals(self, through: int | None = None) -> Sequence[Recorded[Withdrawal]]:
        """All withdrawals of needs, in order of seq."""
        ...

    def search(self, words: str, kinds: Sequence[str] = (), limit: int = 50) -> Sequence[Hit]:
        """Full-text search over texts, titles, names, statements, pledges; any input is safe.

        Every word must be there, in any case and without accents; "words in quotation marks" stand
        together; a word with * is a beginning. Best first, then newest. `kinds` are of "text",
        "report" (its title), "mention" (a name, once a text), "statement", "pledge"; of the last
        three only what the standing reading holds. Of very many lines the newest are ranked.
        """
        ...

    def matching(self, words: str, kinds: Sequence[str] = (), limit: int = 50) -> Sequence[str]:
        """The ids of what `search` finds, likewise in order."""
        ...

    def named(
        self, texts: Sequence[str], through: int | None = None
    ) -> Mapping[str, Sequence[tuple[str, int, int]]]:
        """For each of these texts the names that its standing reading holds: id, start, end."""
        ...

    def near(self, kind: str, keys: Sequence[str], limit: int) -> Sequence[tuple[str, str]]:
        """(id, report id) of things that share a blocking key; the rarest keys first, then newest.

        Only what the standing reading of its text holds. Of a key that very many things share,
        only the newest are looked at.
        """
        ...

    def built_to(self) -> int:
        """The seq to which the derived tables were built (0: never)."""
        ...

    def world(self) -> tuple[World, int]:
        """The derived tables as a World, and the seq they were built to (0: never)."""
        ...


class Writer(Reader, Protocol):
    """Adding to a record: one writer at a time."""

    def append(
        self,
        facts: Iterable[Fact],
        recorded_at: datetime,
        keys: Iterable[Key] = (),
        after: int | None = None,
    ) -> Appended:
        """Append in ONE transaction; the same fact twice is one fact.

        A Reading is stored with its text and all its annotations; every quote is compared with
        the text again. A reading's findings stand under the reading's seq. Keys may come later
        than their report, never before (UnknownId). With `after` only while that is the last seq
        (RecordMoved). Raises QuoteMismatch, RecordFull, RecordBusy;
        then nothing was stored.
        """
        ...

    def replace_world(self, world: World, built_to: int) -> None:
        """Replace the derived tables by this world, in one transaction; only rows that differ.

        Raises ValueError when two things of one kind have the same id.
        """
        ...

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """The record at this moment, asked for small parts while the context lasts."""
        ...

    def put(self, changes: Changes) -> bool:
        """Change a few lines of the derived tables, in one transaction.

        False, and nothing is changed, when the tables are not those that this was worked out from.
        """
        ...

    def size(self) -> int:
        """How many reports there are."""
        ...

    def read_reports(self, through: int) -> Sequence[str]:
        """The reports of texts that were read, in order."""
        ...

    def remake_search(self) -> None:
        """Make the full-text index anew, and take the blocking keys away: linking makes them.

        Hand them in with `fill_keys`.
        """
        ...

    def fill_keys(self, rows: Sequence[KeyRow]) -> None:
        """Add blocking keys, in one transaction; one that is there already is left alone.

        In the order of the rows each page of the index is written once.
        """
        ...

    def remaking(self, through: int) -> AbstractContextManager[Remaking]:
        """The record through a seq, and derived lines made of it beside those that stand."""
        ...

    def drop_world(self) -> None:
        """Empty every derived table (not the facts); full text is made again at once.

        Blocking keys are linking's: hand them in with `append((), recorded_at, keys)`.
        """
        ...

    def close(self) -> None:
        """Give the file free."""
        ...
