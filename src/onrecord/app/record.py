"""A record, opened: read into it and ask it. What the command line and notebooks stand on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.app import config, correcting, joining, review, wiring
from onrecord.app.asking import Asking
from onrecord.app.ingest import Tally, ingest, refresh
from onrecord.app.joining import Joined
from onrecord.app.needs import Stated, Told, state, state_all, withdraw
from onrecord.app.rebuild import Rebuilt, rebuild
from onrecord.app.review import Judged, Outcome
from onrecord.domain.decisions import Decision
from onrecord.domain.findings import Finding
from onrecord.domain.times import AsOf
from onrecord.domain.world import World
from onrecord.export import jsonl, parquet, record_json, tables_csv
from onrecord.intake import incoming
from onrecord.record.check import check_record
from onrecord.record.store import Writer
from onrecord.views import (
    history,
    subject,
)

if TYPE_CHECKING:
    import polars

FORMATS = ("json", "jsonl", "csv", "parquet")


def open_record(path: str | Path | None = None, writable: bool = True) -> Record:
    """The record in this file (default: the setting `record`); made when it is not there.

    Raises NotARecord, RecordTooNew, RecordBusy, and with `writable=False` NotARecord when there is
    no file.
    """
    settings = config.load()
    where = path or settings.record
    if writable:
        return Record(wiring.open_writer(where, settings.busy_seconds), path=where)
    return Record(wiring.open_reader(where))


class Record(Asking):
    """A record as of two dates: `known` (what it had learned) and `on` (what held in the world)."""

    def __init__(
        self, store: Writer, as_of: AsOf | None = None, path: str | Path | None = None
    ) -> None:
        self._store = store
        self._as_of = as_of or AsOf()
        self._path = None if path in (None, ":memory:") else str(path)

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file free."""
        self._store.close()

    @property
    def empty(self) -> bool:
        """Whether nothing was ever recorded."""
        return self._store.head() == 0

    @property
    def head(self) -> int:
        """The last seq: it names the state that every answer is of."""
        return self._store.head()

    def at(self, known: date | datetime | None = None, on: date | None = None) -> Record:
        """The record as it was known at the end of a day (or at a moment), and held on a day."""
        seq = None
        if known is not None:
            seq = self._store.seq_at(moment(known))
        return Record(self._store, replace(self._as_of, known=seq, on=on))

    # --- reading -------------------------------------------------------------------------------

    def read(
        self,
        paths: Sequence[str | Path],
        workers: int | None = None,
        progress: Callable[[Tally], None] | None = None,
        stdin: BinaryIO | None = None,
    ) -> Tally:
        """Read files, folders, stories or "-" into the record; what it holds is not read again."""
        items = incoming(
            [str(path) for path in paths], stdin or sys.stdin.buffer, today=wiring.today()
        )
        return ingest(
            self._store,
            items,
            maker=wiring.maker(),
            processes=config.load().processes if workers is None else workers or 1,
            clock=wiring.now,
            progress=progress or (lambda _: None),
        )

    def frame(self, rows: Sequence[Any]) -> polars.DataFrame:
        """Any of the answers above as a data frame."""
        from onrecord.export import frames

        return frames.frame(rows)

    # --- deciding ------------------------------------------------------------------------------

    def decide(self, judged: Judged, then: bool = True) -> Outcome:
        """Record a person's judgement; nothing when its matter has moved since they looked.

        With `then` the derived tables are brought up to it at once. Raises UsageError, UnknownId,
        RecordBusy.
        """
        return self._decided(review.decide(self._store, judged, wiring.now), then)

    def undo(self, judged: Judged, then: bool = True) -> Outcome:
        """Take back the decision that `judged` is about, and all of its act. Raises as `decide`."""
        return self._decided(review.undo(self._store, judged, wiring.now), then)

    def correct(
        self, judged: Judged, field: str, form: correcting.Form, then: bool = True
    ) -> Outcome:
        """Put a field right as a form says. Raises as `decide`."""
        read = self.subject(judged.about)
        _, reading = subject.annotation(self._store, judged.about)
        told = correcting.stated(read.kind, field, form, reading, read.near)
        return self.decide(replace(judged, judgement="correct", value=told.written), then)

    def merge(self, wish: Joined, world: World | None = None, then: bool = True) -> Outcome:
        """Have two lines be one. Raises as `decide`."""
        world = self._store.world()[0] if world is None else world
        return self._decided(joining.merge(self._store, wish, world, wiring.now), then)

    def split(self, wish: Joined, world: World | None = None, then: bool = True) -> Outcome:
        """Have some members of a line leave it. Raises as `decide`."""
        world = self._store.world()[0] if world is None else world
        return self._decided(joining.split(self._store, wish, world, wiring.now), then)

    def _decided(self, outcome: Outcome, then: bool) -> Outcome:
        if then and outcome.decisions:
            refresh(self._store)
        return outcome

    def act(self, identifier: str) -> tuple[history.DecisionRow, ...]:
        """The decisions that stand of the act that this one belongs to. Raises as `decide`."""
        made = review.act_of(self._store, identifier)
        return self._told({one.id: one for one in made})

    def decisions(self, people: bool = False) -> tuple[history.DecisionRow, ...]:
        """Every decision that was ever made, the last first; `people`: without policies'."""
        return history.history(self._store, people, self._as_of)

    def decided_on(self, identifier: str) -> tuple[history.DecisionRow, ...]:
        """What was decided on a proposal or an annotation, the last first."""
        recorded = self._store.get(identifier)
        if recorded is None:
            return ()
        texts = review.texts_of(self._store, identifier)
        rows = history.decided_on(self._store, texts, self._as_of)
        return tuple(row for row in rows if row.about == identifier)

    def decided(self, identifiers: Sequence[str]) -> tuple[history.DecisionRow, ...]:
        """These decisions of people, the last first."""
        held = (self._store.get(identifier) for identifier in identifiers)
        facts = (one.fact for one in held if one is not None)
        return self._told({d.id: d for d in facts if isinstance(d, Decision) and not d.by_policy})

    def _told(self, made: Mapping[str, Decision]) -> tuple[history.DecisionRow, ...]:
        """Some decisions as rows, the last first; what came of them stands on the same texts."""
        texts = {text for decision in made.values() for text in history.texts_of(decision)}
        people = self._store.decisions(self._as_of.known, people=True, texts=sorted(texts))
        return tuple(
            row for row in history.told(self._store, people, self._as_of) if row.id in made
        )

    def count_decided(self) -> int:
        """How many decisions people made."""
        return len(self._store.decisions(self._as_of.known, people=True))

    # --- needing -------------------------------------------------------------------------------

    def state_need(self, told: Told) -> Stated:
        """Record a need. Raises UsageError, RecordBusy."""
        return state(self._store, told, wiring.now)

    def state_needs(self, path: str | Path) -> Stated:
        """Record the needs of a CSV file. Raises RecordBusy."""
        return state_all(self._store, Path(path), wiring.now)

    def withdraw_need(self, identifier: str, actor: str, reason: str) -> str:
        """Take a need back; its whole id. Raises UnknownId, UsageError, RecordBusy."""
        return withdraw(self._store, identifier, actor, reason, wiring.now)

    # --- keeping -------------------------------------------------------------------------------

    def export_bytes(self, format: str) -> Iterator[bytes]:
        """The record as bytes in one of the formats that are one stream: json, jsonl."""
        if format == "json":
            yield record_json.record_json(self._store, self._as_of)
        else:
            yield from jsonl.jsonl(self._store, self._as_of)

    def export_files(self, format: str, folder: Path) -> tuple[Path, ...]:
        """The record as a folder of files, one a table: csv, parquet."""
        folder.mkdir(parents=True, exist_ok=True)
        if format == "parquet":
            return tuple(parquet.write_parquet(self._store, folder, self._as_of))
        made = []
        for name, content in tables_csv.tables_csv(self._store, self._as_of).items():
            path = folder / name
            path.write_bytes(content)
            made.append(path)
        return tuple(made)

    def rebuild(self, workers: int | None = None) -> Rebuilt:
        """Drop and remake every derived table, and say whether they came out the same.

        A large record takes `workers` processes, the setting's without.
        """
        processes = config.load().processes if workers is None else workers or 1
        return rebuild(self._store, self._path, processes)

    def check(self) -> Iterator[Finding]:
        """What is wrong with the record: digests, ids, quotes, references, append-only."""
        return check_record(self._store)


def moment(known: date | datetime) -> datetime:
    """The last moment of a day, in UTC; a moment is itself."""
    if isinstance(known, datetime):
        return known if known.tzinfo else known.replace(tzinfo=UTC)
    return datetime.combine(known + timedelta(days=1), time.min, UTC) - timedelta(microseconds=1)
