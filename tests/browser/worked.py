"""A record that people worked on: one of every kind of decision, a need, and where each shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.app.correcting import Form
from onrecord.app.joining import Joined
from onrecord.app.needs import Told
from onrecord.app.record import Record, open_record
from onrecord.app.review import Judged
from onrecord.domain.corrections import FIELDS

NAME, REASON = "Ada Lind", "the sentence says so"


def work(path: Path) -> dict[str, str]:
    """Decide on some of a record; name -> address of every page that shows it."""
    with open_record(path) as record:
        return dict(_places(record))


def _places(record: Record) -> Iterator[tuple[str, str]]:
    record.state_need(Told("Patriot battery", "7", "2023-07-01", "the ministry", to="Ukraine"))
    yield "needs", "/coverage"
    rows = record.commitments(item="Patriot")
    pledge = rows[0].evidence.annotation
    by = Judged(pledge, "correct", NAME, REASON, record.head)
    record.correct(by, "stage", Form(word="agreed"))
    yield "a pledge that was put right", f"/show/{pledge}"
    yield "its report", f"/reports/{rows[0].evidence.report.id}"
    yield "its question", f"/review/{pledge}"
    yield "its question to a second coder", f"/review/{pledge}?coder=second"
    for field in FIELDS["pledge"]:
        yield f"its {field}", f"/review/{pledge}/edit/{field}"
    said = record.said()[0]
    statement = said.renderings[0].annotation
    for field in FIELDS["statement"]:
        yield f"a statement's {field}", f"/review/{statement}/edit/{field}"
    yield "in the whole text", f"/review/{statement}/edit/content?whole=1"
    made = {row.id: row for row in record.commitments()}
    line = next(i for i, row in made.items() if pledge == row.evidence.annotation)
    yield "its commitment", f"/commitments/{line}"
    wrong = next(row for row in made.values() if row.id != line and row.origins == 1)
    gone = wrong.evidence.annotation
    undone = record.decide(Judged(gone, "reject", NAME, "no promise", record.head)).decision
    yield "a pledge that was rejected", f"/show/{gone}"
    yield "the report of that", f"/reports/{wrong.evidence.report.id}"
    one, two = [row.id for row in record.commitments() if row.by == ("Ukraine",)][:2]
    merged = record.merge(Joined(one, NAME, "told twice", record.head, other=two)).decision
    whole = next(row for row in record.commitments() if row.id in (one, two))
    yield "a merged commitment", f"/commitments/{whole.id}"
    yield "to be split", f"/review/lines/{whole.id}"
    yield "to be merged", f"/review/lines/{whole.id}?find=weapons"
    yield "a saying's members", f"/review/lines/{said.id}"
    yield "a name's members", f"/review/lines/{record.entities()[0].id}"
    asked = record.queue(1)[0].id
    judged = record.decide(Judged(asked, "accept", NAME, "one matter", record.head)).decision
    record.decide(Judged(asked, "reject", "Bo Ek", "two of them", record.head, second=True))
    yield "what was recorded", f"/review/done?done={judged}"
    yield "to be undone", f"/review/undo/{merged}"
    record.undo(Judged(undone, "undo", "Bo Ek", "a promise after all", record.head))
    yield "decisions", "/history"
    yield "all decisions", "/history?all=1"
    yield "a decision", f"/show/{merged}"
    yield "agreement", "/review/agreement"
    yield "the queue of a second coder", "/review?coder=second&as=Cy"
    yield "the queue of a kind", "/review?kind=pledge"
    yield "the queue as it was", "/review?as_of=2026-11-02"
    yield "a text", f"/show/{record.article(whole.evidence.report.id).text}"
