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
from onrecord.app.ingest import Tally, ingest, refresh
from onrecord.app.joining import Joined
from onrecord.app.needs import Stated, Told, state, state_all, withdraw
from onrecord.app.rebuild import Rebuilt, rebuild
from onrecord.app.review import Judged, Outcome
from onrecord.domain.decisions import Decision
from onrecord.domain.errors import UsageError
from onrecord.domain.findings import Finding
from onrecord.domain.rates import Rates
from onrecord.domain.times import AsOf
from onrecord.domain.world import World
from onrecord.export import jsonl, parquet, record_json, tables_csv
from onrecord.intake import incoming
from onrecord.record.check import check_record
from onrecord.record.store import Hit, Writer
from onrecord.views import (
    agreement,
    article,
    brief,
    changes,
    checks,
    course,
    coverage,
    dossiers,
    evidence,
    found,
    history,
    measured,
    members,
    moments,
    queue,
    subject,
    tables,
    timeline,
)
from onrecord.views import conditions as depending
from onrecord.views import needs as needed
from onrecord.views.found import Group
from onrecord.views.held import world_at
from onrecord.views.queue import Question, QueueItem
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

    def balance(
        self, unit: str, to: str | None = None, rates: Rates | None = None
    ) -> tables.BalanceTable:
        """How much of a unit was requested, announced, agreed, fulfilled; in all and by party.

        With rates (`onrecord.app.rates`) all money counts, in the currency `unit`.
        """
        return tables.balance(self._store, unit, to, self._as_of, rates)

    def conditions(self, **wanted: str | None) -> tuple[depending.ConditionLine, ...]:
        """What undertakings depend on and what came of it; filters: by, to, category, state."""
        return depending.conditions(self._store, depending.ConditionFilter(**wanted), self._as_of)

    def paths(self, who: str | None = None) -> tuple[depending.Path, ...]:
        """The ways into bodies (accession, membership), each with the board of its conditions."""
        return depending.paths(self._store, who, self._as_of)

    def needs(self, withdrawn: bool = False) -> tuple[needed.NeedRow, ...]:
        """What is needed, by whose account; with `withdrawn` also what was taken back."""
        return needed.needs(self._store, withdrawn, self._as_of)

    def coverage(
        self, item: str | None = None, to: str | None = None
    ) -> tuple[coverage.CoverageRow, ...]:
        """Each need against delivered and announced supply, over time, and when it falls short."""
        return coverage.coverage(self._store, item, to, self._as_of)

    def timeline(
        self,
        who: str | None = None,
        since: str | None = None,
        until: str | None = None,
        **more: str | None,
    ) -> timeline.Timeline:
        """Sayings and stages in order of the day they happened; undated ones apart.

        Further filters: kind ("said", "undertaken"), story (the id of one).
        """
        wanted = timeline.EventFilter(who, since, until, **more)
        return timeline.timeline(self._store, wanted, self._as_of)

    def moments(self, **wanted: str | None) -> Sequence[moments.Moment]:
        """What the timeline tells, before any report is looked up; filters as there."""
        return timeline.moments(self._store, timeline.EventFilter(**wanted), self._as_of)

    def rows(self, table: str, **wanted: str | None) -> Sequence[Any]:
        """The rows of a long table with its filters, each made when it is asked for.

        Tables: commitments, utterances, disputes, entities, timeline. A page of a table of many
        thousand rows makes its own rows and no others.
        """
        store, as_of = self._store, self._as_of
        match table:
            case "commitments":
                return tables.commitment_rows(store, tables.CommitmentFilter(**wanted), as_of)
            case "utterances":
                return tables.said_rows(store, wanted.get("name") or "", wanted.get("about"), as_of)
            case "disputes":
                return tables.dispute_rows(store, as_of)
            case "entities":
                return tables.entity_rows(store, wanted.get("name"), as_of)
            case "timeline":
                return timeline.event_rows(store, timeline.EventFilter(**wanted), as_of)
        raise UsageError(f"no table {table!r} has rows that can be asked for one by one")

    def units(self) -> tuple[str, ...]:
        """The units in which anything is undertaken, those most used first."""
        return measured.units_told(world_at(self._store, self._as_of))

    def stories(self) -> tuple[tuple[str, str], ...]:
        """The ids and titles of the stories, that with the latest reports first."""
        return timeline.stories(self._store, self._as_of)

    def makers(self) -> tuple[str, ...]:
        """Who read the reports: name and version of every maker of a reading that holds."""
        return article.makers(self._store, self._as_of)

    def course(self, unit: str, to: str | None = None) -> course.Course:
        """How the balance of a unit went, day by day."""
        return course.course(self._store, unit, to, self._as_of)

    def changes(self, about: str | None = None, limit: int = 50) -> tuple[changes.News, ...]:
        """What the record learned last, of all lines or about one."""
        return changes.changes(self._store, about, limit, self._as_of)

    def dossier(self, identifier: str) -> dossiers.Dossier | None:
        """All about a commitment, a saying or a name; None for other lines. Raises UnknownId."""
        return dossiers.dossier(self._store, identifier, self._as_of)

    def show(self, identifier: str) -> Shown:
        """The full story of any line, each evidence in its paragraph. Raises UnknownId."""
        return evidence.show(self._store, identifier, self._as_of)

    def reports(self) -> tuple[article.ReportRef, ...]:
        """The reports, the latest first."""
        return article.reports(self._store, self._as_of)

    def article(self, identifier: str) -> article.Article:
        """A report (by its id, or its text's digest) with its text and marks. Raises UnknownId."""
        return article.article(self._store, identifier, self._as_of)

    def queue(self, limit: int = 50, kind: str | None = None) -> tuple[queue.QueueItem, ...]:
        """Proposals and candidates that are worth a person's time, first things first.

        `kind` takes those of one relation, or of "pledge", alone.
        """
        return queue.queue(self._store, limit, self._as_of, kind)

    def waiting(self) -> tuple[Question, ...]:
        """All that nobody decided on, in the order of the queue, not looked up yet."""
        return queue.waiting(self._store, self._as_of)

    def looked_up(self, questions: Sequence[Question], limit: int) -> tuple[QueueItem, ...]:
        """The first of these questions that still stand, with both sides."""
        return queue.looked_up(self._store, questions, limit, self._as_of)

    def second_round(
        self,
        coder: str,
        limit: int = 50,
        kind: str | None = None,
        undecided: Sequence[Question] | None = None,
    ) -> tuple[QueueItem, ...]:
        """What a second coder has not judged yet, first what others decided on."""
        return queue.second_round(self._store, coder, limit, self._as_of, kind, undecided)

    def question(self, identifier: str) -> QueueItem | None:
        """A question by its id, decided or not; None for what is none."""
        return queue.item(self._store, identifier, self._as_of)

    def subject(self, identifier: str, whole: bool = False) -> subject.Subject:
        """A statement or a pledge as it is put right. Raises UnknownId, UsageError."""
        return subject.subject(self._store, identifier, whole, self._as_of)

    def members(self, identifier: str, words: str = "") -> members.Members:
        """What a line is made of, and lines like it. Raises UnknownId, UsageError."""
        return members.members(self._store, identifier, words, self._as_of)

    def agreements(self) -> tuple[agreement.KindAgreement, ...]:
        """How far second coders agree with the first, by kind of question."""
        return agreement.agreements(self._store, self._as_of)

    def search(self, words: str, limit: int = 50) -> Sequence[Hit]:
        """Full-text search over texts, names, statements and pledges."""
        return self._store.search(words, limit=limit)

    def found(self, words: str, limit: int = 20) -> tuple[Group, ...]:
        """What a search finds as lines: names, undertakings, sayings, reports."""
        return found.found(self._store, words, limit, self._as_of)

    def findings(self) -> tuple[Finding, ...]:
        """Problems in the input and the readings, in the order they were met, then what is odd
        about the record as a whole: contradictions, surprising steps, decisions that lost hold."""
        return (*self.met(), *self.odd())

    def met(self) -> tuple[Finding, ...]:
        """Problems in the input and the readings, in the order they were met."""
        return tuple(recorded.fact for recorded in self._store.findings(self._as_of.known))

    def odd(self) -> tuple[Finding, ...]:
        """What is odd about the record as a whole; it is folded anew for that."""
        return checks.checks(self._store, self._as_of)

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

    def rebuild(self) -> Rebuilt:
        """Drop and remake every derived table, and say whether they came out the same."""
        return rebuild(self._store, wiring.now)

    def check(self) -> Iterator[Finding]:
        """What is wrong with the record: digests, ids, quotes, references, append-only."""
        return check_record(self._store)


def moment(known: date | datetime) -> datetime:
    """The last moment of a day, in UTC; a moment is itself."""
    if isinstance(known, datetime):
        return known if known.tzinfo else known.replace(tzinfo=UTC)
    return datetime.combine(known + timedelta(days=1), time.min, UTC) - timedelta(microseconds=1)
