"""A record, opened: read into it and ask it. What the command line and notebooks stand on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.app import config, wiring
from onrecord.app.ingest import Tally, ingest
from onrecord.app.rebuild import Rebuilt, rebuild
from onrecord.app.review import Judged, Outcome, decide
from onrecord.domain.findings import Finding
from onrecord.domain.times import AsOf
from onrecord.export import jsonl, parquet, record_json, tables_csv
from onrecord.intake import incoming
from onrecord.record.check import check_record
from onrecord.record.store import Hit, Writer
from onrecord.views import article, brief, checks, evidence, history, queue, tables, timeline
from onrecord.views.shown import Shown

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
        return Record(wiring.open_writer(where, settings.busy_seconds))
    return Record(wiring.open_reader(where))


class Record:
    """A record as of two dates: `known` (what it had learned) and `on` (what held in the world)."""

    def __init__(self, store: Writer, as_of: AsOf | None = None) -> None:
        self._store = store
        self._as_of = as_of or AsOf()

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
            seq = self._store.seq_at(_moment(known))
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

    # --- asking --------------------------------------------------------------------------------

    def brief(self, limits: brief.Limits | None = None) -> brief.Brief:
        """What a busy editor wants on one screen."""
        return brief.brief(self._store, self._as_of, limits or brief.Limits())

    def commitments(self, **wanted: str | None) -> tuple[tables.CommitmentRow, ...]:
        """Commitments; filters: by, to, category, item, stage, since, until."""
        return tables.commitments(self._store, tables.CommitmentFilter(**wanted), self._as_of)

    def said(self, name: str = "", about: str | None = None) -> tuple[tables.UtteranceRow, ...]:
        """What somebody said (everybody: ""), about some words."""
        return tables.said(self._store, name, about, self._as_of)

    def disputes(self) -> tuple[tables.DisputeRow, ...]:
        """Accounts that cannot both be right, both sides quoted."""
        return tables.disputes(self._store, self._as_of)

    def entities(self, name: str | None = None) -> tuple[tables.EntityRow, ...]:
        """Who and what is named, under all their names."""
        return tables.entities(self._store, name, self._as_of)

    def balance(self, unit: str, to: str | None = None) -> tables.BalanceTable:
        """How much of a unit was requested, announced, agreed, fulfilled; in all and by party."""
        return tables.balance(self._store, unit, to, self._as_of)

    def timeline(
        self, who: str | None = None, since: str | None = None, until: str | None = None
    ) -> timeline.Timeline:
        """Sayings and stages in order of the day they happened; undated ones apart."""
        return timeline.timeline(self._store, who, since, until, self._as_of)

    def show(self, identifier: str) -> Shown:
        """The full story of any line, each evidence in its paragraph. Raises UnknownId."""
        return evidence.show(self._store, identifier, self._as_of)

    def reports(self) -> tuple[article.ReportRef, ...]:
        """The reports, the latest first."""
        return article.reports(self._store, self._as_of)

    def article(self, identifier: str) -> article.Article:
        """A report (by its id, or its text's digest) with its text and marks. Raises UnknownId."""
        return article.article(self._store, identifier, self._as_of)

    def queue(self, limit: int = 50) -> tuple[queue.QueueItem, ...]:
        """Proposals and candidates that are worth a person's time, first things first."""
        return queue.queue(self._store, limit, self._as_of)

    def search(self, words: str, limit: int = 50) -> Sequence[Hit]:
        """Full-text search over texts, names, statements and pledges."""
        return self._store.search(words, limit=limit)

    def findings(self) -> tuple[Finding, ...]:
        """Problems in the input and the readings, in the order they were met, then what is odd
        about the record as a whole: contradictions, surprising steps, decisions that lost hold."""
        met = (recorded.fact for recorded in self._store.findings(self._as_of.known))
        return (*met, *checks.checks(self._store, self._as_of))

    def frame(self, rows: Sequence[Any]) -> polars.DataFrame:
        """Any of the answers above as a data frame."""
        from onrecord.export import frames

        return frames.frame(rows)

    # --- deciding ------------------------------------------------------------------------------

    def decide(self, judged: Judged) -> Outcome:
        """Record a person's yes or no. Raises UsageError, UnknownId, RecordBusy."""
        return decide(self._store, judged, wiring.now)

    def decisions(self, people: bool = False) -> tuple[history.DecisionRow, ...]:
        """Every decision that was ever made, the last first; `people`: without policies'."""
        return history.history(self._store, people, self._as_of)

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

    def rebuild(self) -> Rebuilt:
        """Drop and remake every derived table, and say whether they came out the same."""
        return rebuild(self._store, wiring.now)

    def check(self) -> Iterator[Finding]:
        """What is wrong with the record: digests, ids, quotes, references, append-only."""
        return check_record(self._store)


def _moment(known: date | datetime) -> datetime:
    if isinstance(known, datetime):
        return known if known.tzinfo else known.replace(tzinfo=UTC)
    return datetime.combine(known + timedelta(days=1), time.min, UTC) - timedelta(microseconds=1)
