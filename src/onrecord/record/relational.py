"""The record in a relational database: the whole contract over SQLAlchemy Core.

A backend (`sqlite`, `postgres`) opens an engine and hands it in; what differs is in `dialects`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    delete,
    exists,
    func,
    literal,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from onrecord.domain.annotations import Annotation
from onrecord.domain.decisions import Decision
from onrecord.domain.facts import Fact, Facts, Recorded
from onrecord.domain.findings import Finding
from onrecord.domain.ids import kind_of
from onrecord.domain.links import Proposal
from onrecord.domain.needs import Need, Withdrawal
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.domain.world import World
from onrecord.record import (
    appending,
    candidates,
    derived,
    replacing,
    schema,
    searching,
    waiting,
    worlds,
)
from onrecord.record.dialects import Backend
from onrecord.record.facts import Loader
from onrecord.record.pieces import Changes
from onrecord.record.remaking import Remaking
from onrecord.record.search import terms
from onrecord.record.snapshot import Snapshot
from onrecord.record.store import Appended, Hit, Key, KeyRow, Waiting

WRITING = "onrecord_writing"
"""The execution option of a connection whose transaction writes."""

STARTING = 20
"""How many ids `starting` gives at most."""

_TABLES: dict[str, tuple[Any, ...]] = {
    "text": (schema.texts.c.digest,),
    "report": (schema.reports.c.id,),
    "reading": (schema.readings.c.id,),
    "mention": (schema.mentions.c.id,),
    "time": (schema.times.c.id,),
    "quantity": (schema.quantities.c.id,),
    "statement": (schema.statements.c.id,),
    "pledge": (schema.pledges.c.id,),
    "proposal": (schema.proposals.c.id,),
    "decision": (schema.decisions.c.id,),
    "finding": (schema.findings.c.id,),
    "need": (schema.needs.c.id,),
    "withdrawal": (schema.withdrawals.c.id,),
    "entity": (derived.entities.c.id,),
    "story": (derived.stories.c.id,),
    "utterance": (derived.utterances.c.id,),
    "commitment": (derived.commitments.c.id,),
    "dispute": (derived.disputes.c.id,),
}


class RelationalRecord:
    """A record in a database; meets `Reader`, and `Writer` when it may write."""

    def __init__(self, engine: Engine, backend: Backend, where: str) -> None:
        self.engine = engine
        self.backend = backend
        self.where = where
        self._world: tuple[str, replacing.Held] | None = None
        self._pulse: Any = None
        self._feeling = threading.Lock()

    # -- transactions

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the record."""
        with self._faults(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one transaction that writes: all of it or nothing."""
        with self._faults(), self.engine.connect() as connection:
            connection = connection.execution_options(**{WRITING: True})
            with connection.begin():
                self.backend.lock(connection)
                yield connection

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            fault = self.backend.fault(error.orig, self.where)
            if fault is None:
                raise
            raise fault from error

    def close(self) -> None:
        """Give the file, or the connections, free."""
        self.rest()

    def rest(self) -> None:
        """Hold no connection until something is asked again: so a process may divide."""
        with self._feeling:
            if self._pulse is not None:
                self._pulse.close()
                self._pulse = None
        self.engine.dispose()

    def __enter__(self) -> RelationalRecord:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- reading

    def head(self) -> int:
        """The last seq, 0 in an empty record."""
        with self.reading() as connection:
            return connection.scalar(select(func.max(schema.log.c.seq))) or 0

    def pulse(self) -> int | None:
        """A number that is another one once anything was written; None where none can be had.

        It costs a hundredth of asking for the head.
        """
        if not self.backend.pulse or isinstance(self.engine.pool, StaticPool):
            return None
        with self._faults(), self._feeling:
            if self._pulse is None:
                borrowed = self.engine.raw_connection()
                self._pulse = borrowed.driver_connection
                borrowed.detach()
            return int(self._pulse.execute(self.backend.pulse).fetchone()[0])

    def seq_at(self, when: datetime) -> int:
        """The last seq recorded at or before `when`, 0 if none."""
        log = schema.log
        with self.reading() as connection:
            query = select(func.max(log.c.seq)).where(log.c.recorded_at <= when)
            return connection.scalar(query) or 0

    def text(self, digest: str) -> Text | None:
        """The text with this digest."""
        with self.reading() as connection:
            return Loader(connection).text(digest)

    def texts(self, digests: Sequence[str]) -> Mapping[str, Text]:
        """The texts with these digests."""
        with self.reading() as connection:
            return Loader(connection).texts(digests)

    def reports(self, ids: Sequence[str]) -> Mapping[str, Recorded[Report]]:
        """The reports with these ids."""
        with self.reading() as connection:
            return Loader(connection).reports_by_id(ids)

    def facts(self, through: int | None = None) -> Facts:
        """All facts through a seq, in order; for each text its standing (last) reading."""
        with self.reading() as connection:
            return Loader(connection).facts(through)

    @contextmanager
    def folding(self, through: int | None = None) -> Iterator[Facts]:
        """All facts through a seq for a fold, while the context lasts."""
        with self.reading() as connection:
            yield Loader(connection).folding(through)

    def facts_of(
        self, reports: Sequence[str], through: int | None = None, links: bool = True
    ) -> Facts:
        """The reports with these ids, their readings, and the links and decisions on them."""
        with self.reading() as connection:
            return Loader(connection).facts_of(reports, through, links)

    def get(self, identifier: str) -> Recorded[Fact] | None:
        """The fact with this id; for an annotation's id the last Reading that holds it."""
        kind = kind_of(identifier)
        if kind is None:
            return None
        with self.reading() as connection:
            return Loader(connection).one(kind, identifier)

    def starting(self, prefix: str) -> Sequence[tuple[str, str]]:
        """(kind, id) of facts, annotations and derived lines whose id begins so, at most 20."""
        kind = kind_of(prefix)
        if kind is None or not re.fullmatch("[a-z0-9]+", prefix):
            return ()
        (column,) = _TABLES[kind]
        query = (
            select(literal(kind), column)
            .where(column >= prefix, column < prefix + "~")
            .order_by(column)
            .limit(STARTING)
        )
        with self.reading() as connection:
            return [(found, identifier) for found, identifier in connection.execute(query)]

    def find_report(self, given: str, url: str | None) -> Sequence[Recorded[Report]]:
        """Reports with this given id or this URL, in order of seq."""
        with self.reading() as connection:
            return Loader(connection).reports(given, url)

    def reports_with(self, text: str) -> Sequence[Recorded[Report]]:
        """The reports that published this text, in order of seq."""
        with self.reading() as connection:
            return Loader(connection).reports_with(text)

    def first_reports(self, texts: Sequence[str]) -> Mapping[str, str]:
        """For each of these texts that was published the id of its first report."""
        with self.reading() as connection:
            return Loader(connection).first_reports(texts)

    def proposals(self, ids: Sequence[str]) -> Mapping[str, Recorded[Proposal]]:
        """The proposals with these ids."""
        with self.reading() as connection:
            return Loader(connection).proposals(ids)

    def outlets(self) -> frozenset[str]:
        """Who ever published a report."""
        with self.snapshot() as book:
            return frozenset(outlet for outlet in book.outlets() if outlet)

    def findings(self, through: int | None = None) -> Sequence[Recorded[Finding]]:
        """All findings, of inputs and of readings, in order of seq."""
        with self.reading() as connection:
            return Loader(connection).findings(through)

    def decisions(
        self,
        through: int | None = None,
        people: bool = False,
        texts: Sequence[str] | None = None,
        relations: Collection[str | None] | None = None,
    ) -> Sequence[Recorded[Decision]]:
        """All decisions in order of seq, or people's, or those on some texts, of some relations."""
        with self.reading() as connection:
            return Loader(connection).decisions(through, people, texts, relations)

    def undecided(self, through: int | None = None) -> Sequence[Waiting]:
        """Proposals that no decision is about which was not taken back, by id."""
        with self.reading() as connection:
            return waiting.undecided(connection, through)

    def doubtful(self, below: float, through: int | None = None) -> Sequence[Waiting]:
        """Likewise pledges of the standing readings that score below this, by id."""
        with self.reading() as connection:
            return waiting.doubtful(connection, below, through)

    def annotations(
        self, ids: Sequence[str], through: int | None = None
    ) -> Mapping[str, Annotation]:
        """The annotations with these ids, as far as standing readings hold them."""
        with self.reading() as connection:
            return Loader(connection).standing(ids, through)

    def read_at(self, texts: Sequence[str], through: int | None = None) -> Mapping[str, int]:
        """For each of these texts that was read the seq of its standing reading."""
        with self.reading() as connection:
            return Loader(connection).read_at(texts, through)

    def needs(self, through: int | None = None) -> Sequence[Recorded[Need]]:
        """All needs, in order of seq; withdrawn ones too."""
        with self.reading() as connection:
            return Loader(connection).needs(through)

    def withdrawals(self, through: int | None = None) -> Sequence[Recorded[Withdrawal]]:
        """All withdrawals of needs, in order of seq."""
        with self.reading() as connection:
            return Loader(connection).withdrawals(through)

    # -- search

    def search(self, words: str, kinds: Sequence[str] = (), limit: int = 50) -> Sequence[Hit]:
        """Full-text search over texts, names, statements, pledges; any user input is safe."""
        with self.reading() as connection:
            return searching.search(connection, self.backend, words, kinds, limit)

    def matching(self, words: str, kinds: Sequence[str] = (), limit: int = 50) -> Sequence[str]:
        """The ids of what `search` finds, likewise in order."""
        with self.reading() as connection:
            found = searching.fitting(connection, self.backend, terms(words), kinds, limit)
            return [line.id for line, _ in found]

    def named(
        self, texts: Sequence[str], through: int | None = None
    ) -> Mapping[str, Sequence[tuple[str, int, int]]]:
        """For each of these texts the names that its standing reading holds: id, start, end."""
        with self.reading() as connection:
            return Loader(connection).named(texts, through)

    def near(self, kind: str, keys: Sequence[str], limit: int) -> Sequence[tuple[str, str]]:
        """(id, report id) of things that share a blocking key; the rarest keys first, then newest.

        Of a key that more than `candidates.WIDEST` things share, the newest are looked at.
        """
        if limit < 1:
            return ()
        with self.reading() as connection:
            return candidates.near(connection, kind, keys, limit)

    # -- writing

    def append(
        self,
        facts: Iterable[Fact],
        recorded_at: datetime,
        keys: Iterable[Key] = (),
        after: int | None = None,
    ) -> Appended:
        """Append in ONE transaction; the same fact twice is one fact.

        A Reading is stored with its text and all its annotations; every quote is compared with
        the text again. Raises QuoteMismatch, RecordFull, RecordBusy, and with `after` RecordMoved
        when that is not the last seq; then nothing was stored.
        """
        items, blocks = list(facts), list(keys)
        appending.compare(items)
        with self.writing() as connection:
            if after is not None:
                appending.unmoved(connection, after)
            appended = appending.append(connection, self.backend, items, recorded_at)
            appending.put_keys(connection, self.backend, blocks)
            return appended

    # -- the derived tables

    def world(self) -> tuple[World, int]:
        """The derived tables as a World, and the seq they were built to (0: never)."""
        with self.reading() as connection:
            built = _meta(connection, "world_built_to")
            return worlds.as_world(worlds.load(connection)), int(built or 0)

    def built_to(self) -> int:
        """The seq to which the derived tables were built (0: never)."""
        with self.reading() as connection:
            return int(_meta(connection, "world_built_to") or 0)

    def replace_world(self, world: World, built_to: int) -> None:
        """Replace the derived tables by this world, in one transaction; only rows that differ."""
        with self.writing() as connection:
            held = self._put_world(connection, world, built_to)
        self._world = held

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The record at this moment, asked for small parts while the context lasts."""
        with self.reading() as connection:
            built = int(_meta(connection, "world_built_to") or 0)
            yield Snapshot(connection, built, _meta(connection, "world_version") or "0")

    def put(self, changes: Changes) -> bool:
        """Change a few lines of the derived tables, if they are those that this is about."""
        with self.writing() as connection:
            if changes.version != (_meta(connection, "world_version") or "0"):
                return False
            replacing.put(connection, changes)
            _put_meta(connection, "world_version", str(int(changes.version) + 1))
            _put_meta(connection, "world_built_to", str(changes.head))
        self._world = None
        return True

    def size(self) -> int:
        """How many reports there are."""
        with self.reading() as connection:
            return connection.scalar(select(func.count()).select_from(schema.reports)) or 0

    def read_reports(self, through: int) -> Sequence[str]:
        """The reports of texts that were read, in order."""
        r, g = schema.reports, schema.readings
        read = exists().where(g.c.text == r.c.text, g.c.seq <= through)
        asked = select(r.c.id).where(r.c.seq <= through, read).order_by(r.c.seq)
        with self.reading() as connection:
            return list(connection.scalars(asked))

    def remake_search(self) -> None:
        """Make the full-text index anew, and take the blocking keys away: linking makes them."""
        with self.writing() as connection:
            connection.execute(delete(derived.keys))
            searching.rebuild_lines(connection, self.backend)

    def fill_keys(self, rows: Sequence[KeyRow]) -> None:
        """Add blocking keys, in one transaction; one that is there already is left alone."""
        with self.writing() as connection:
            self.backend.fill(connection, derived.keys, rows)

    @contextmanager
    def remaking(self, through: int) -> Iterator[Remaking]:
        """The record through a seq, and derived lines that are made of it beside those that stand.

        Nothing is written to the record before `keep` is called.
        """
        with self._faults(), self.engine.connect() as connection:
            version = _meta(connection, "world_version") or "0"
            book = Remaking(connection, self.backend, through, version, self._keep)
            try:
                yield book
            finally:
                connection.rollback()
                book.drop()
                connection.commit()

    def _keep(self, book: Remaking) -> bool:
        connection = book.connection
        connection.commit()
        connection.execution_options(**{WRITING: True})
        with self._faults():
            self.backend.lock(connection)
            if book.version != (_meta(connection, "world_version") or "0"):
                return False
            book.apply()
            _put_meta(connection, "world_version", str(int(book.version) + 1))
            _put_meta(connection, "world_built_to", str(book.head))
            connection.commit()
        self._world = None
        return True

    def drop_world(self) -> None:
        """Empty every derived table (not the facts); the full-text index is made again at once.

        The blocking keys come back with `append((), recorded_at, keys)`: linking makes them.
        """
        with self.writing() as connection:
            held = self._put_world(connection, World(), 0)
            connection.execute(delete(derived.keys))
            connection.execute(delete(derived.holding))
            searching.rebuild_lines(connection, self.backend)
        self._world = held

    def _put_world(
        self, connection: Connection, world: World, built_to: int
    ) -> tuple[str, replacing.Held]:
        version = _meta(connection, "world_version") or "0"
        held = self._world[1] if self._world and self._world[0] == version else None
        new = replacing.replace(connection, held or worlds.load(connection), world)
        after = str(int(version) + 1)
        _put_meta(connection, "world_version", after)
        _put_meta(connection, "world_built_to", str(built_to))
        return after, new


def _meta(connection: Connection, key: str) -> str | None:
    m = schema.meta
    return connection.scalar(select(m.c.value).where(m.c.key == key))


def _put_meta(connection: Connection, key: str, value: str) -> None:
    m = schema.meta
    connection.execute(delete(m).where(m.c.key == key))
    connection.execute(m.insert().values(key=key, value=value))
