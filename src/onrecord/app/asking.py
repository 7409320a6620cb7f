"""What can be asked of a record; every answer is as of the record's two dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.domain.errors import UsageError
from onrecord.domain.findings import Finding
from onrecord.domain.rates import Rates
from onrecord.domain.times import AsOf
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


class Asking:
    """The questions of a `Record`."""

    _store: Writer
    _as_of: AsOf

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
