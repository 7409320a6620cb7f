"""Decisions of every kind come back as they went in, by whom and on which texts one asks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from drawn_facts import at, report_and_reading

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import Reading
from onrecord.domain.corrections import Correction, correction
from onrecord.domain.decisions import Decision, anchor_of
from onrecord.domain.errors import RecordMoved
from onrecord.domain.links import Proposal
from onrecord.domain.words import Judgement, Relation
from onrecord.record.check import check_record
from onrecord.record.store import Writer


def test_decisions_of_people_on_texts_and_of_all(record: Writer) -> None:
    (one, first), (two, second), (three, third) = (report_and_reading(n) for n in range(3))
    left, right, other = first.mentions[0], second.mentions[0], third.mentions[0]
    link = Proposal(Relation.SAME_ENTITY, left.id, right.id, 0.9, (), "linker.1")
    told = Correction("quantity", ((0, 3),), amount=Amount(Decimal("1.50"), None, "ta␛nk\0"))
    by_policy = Decision(
        link.id, Judgement.ACCEPT, "policy:p.1", "high", anchor_of(left), anchor_of(right),
        Relation.SAME_ENTITY, seen=3,
    )  # fmt: skip
    pair = replace(
        by_policy, about=left.id, actor="Ada", value=other.id, right=anchor_of(other), seen=7
    )
    second_pair = replace(pair, value=right.id, right=anchor_of(right))
    corrected = Decision(
        right.id, Judgement.CORRECT, "Ada", "so", anchor_of(right), value=told.written
    )
    back = Decision(corrected.id, Judgement.UNDO, "Bo", "no", corrected.left, seen=9)
    coded = Decision(right.id, Judgement.REJECT, "second:Bo", "no", anchor_of(right))
    made = [by_policy, pair, second_pair, corrected, back, coded]
    assert len({d.id for d in made}) == len(made)
    record.append([one, first, two, second, three, third, link, *made], at(0))
    assert [r.fact for r in record.decisions()] == made
    assert correction(record.decisions()[3].fact.value) == told
    assert [r.fact for r in record.decisions(people=True)] == made[1:]
    assert [r.fact for r in record.decisions(texts=[other.text])] == [pair]
    assert [r.fact for r in record.decisions(texts=[left.text])] == [by_policy, pair, second_pair]
    assert [r.fact for r in record.decisions(9, True, [left.text, right.text])] == [pair]
    assert [r.seq for r in record.decisions()] == list(range(8, 14))
    assert list(record.decisions(texts=[])) == []
    alone = record.decisions(relations=[None])
    assert [r.fact for r in alone] == [corrected, back, coded]
    both = record.decisions(texts=[left.text], relations=[Relation.SAME_ENTITY, None])
    assert [r.fact for r in both] == [by_policy, pair, second_pair]
    assert list(record.decisions(relations=[Relation.COPY_OF])) == []
    assert {found.code for found in check_record(record)} <= {"index-stale"}


def test_when_texts_were_read_last(record: Writer) -> None:
    (one, first), (two, second) = (report_and_reading(n) for n in range(2))
    record.append([one, first, two], at(0))
    text = first.text.digest
    assert record.read_at([text, second.text.digest, "t1none"]) == {text: 2}
    record.append([second, replace(first, maker="reader.9")], at(1))
    assert record.read_at([text, second.text.digest]) == {text: 5, second.text.digest: 4}
    assert record.read_at([text], 4) == {text: 2}
    assert record.read_at([]) == {}


def test_the_reports_of_a_text(record: Writer) -> None:
    (one, first), (two, _) = (report_and_reading(n) for n in range(2))
    again = replace(one, given="again", outlet="Echo")
    record.append([one, first, two, again], at(0))
    assert [r.fact for r in record.reports_with(one.text)] == [one, again]
    assert list(record.reports_with("t1none")) == []


def test_an_append_after_a_seq_is_refused_when_more_came_in(record: Writer) -> None:
    (one, first), (two, second) = (report_and_reading(n) for n in range(2))
    head = record.append([one, first], at(0), after=0).head
    with pytest.raises(RecordMoved):
        record.append([two], at(1), after=head - 1)
    assert record.head() == head and record.get(two.id) is None
    assert record.append([two, second], at(1), after=head).head == head + 2


def test_of_many_at_once_after_one_seq_one_goes_through(opener: Callable[[], Writer]) -> None:
    (one, first), *_ = (report_and_reading(n) for n in range(2))
    records = [opener() for _ in range(4)]
    head = records[0].append([one, first], at(0)).head
    anchor = anchor_of(first.mentions[0])
    start = threading.Barrier(4)
    told: list[str] = []

    def decide(record: Writer, actor: str) -> None:
        made = Decision(first.mentions[0].id, Judgement.REJECT, actor, "so", anchor)
        start.wait()
        try:
            record.append([made], at(1), after=head)
            told.append("stored")
        except RecordMoved:
            told.append("moved")

    threads = [
        threading.Thread(target=decide, args=(record, f"person {n}"))
        for n, record in enumerate(records)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["moved", "moved", "moved", "stored"]
    assert len(records[0].decisions()) == 1


def test_what_nobody_decided_on(record: Writer) -> None:
    (one, first), (two, second) = (report_and_reading(n) for n in range(2))
    left, right = first.mentions[0], second.mentions[0]
    doubt = replace(second.pledges[0], score=0.2)
    again = Reading(
        second.text, "reader.7", second.mentions, statements=second.statements, pledges=(doubt,)
    )
    links = [
        Proposal(Relation.SAME_ENTITY, left.id, right.id, score, (), f"linker.{score}")
        for score in (0.3, 0.4, 0.5)
    ]
    record.append([one, first, two, second, again, *links], at(0))
    ids = sorted(link.id for link in links)
    assert [one.id for one in record.undecided()] == ids
    assert {(w.kind, w.score) for w in record.undecided()} == {
        ("same_entity", score) for score in (0.3, 0.4, 0.5)
    }
    assert [(w.id, w.kind, w.score) for w in record.doubtful(0.4)] == [(doubt.id, "pledge", 0.2)]
    assert list(record.doubtful(0.2)) == [] and list(record.doubtful(0.4, 4)) == []
    decided = Decision(
        links[0].id, Judgement.ACCEPT, "Ada", "so", anchor_of(left), anchor_of(right),
        Relation.SAME_ENTITY,
    )  # fmt: skip
    judged = Decision(doubt.id, Judgement.REJECT, "Ada", "so", anchor_of(doubt))
    coded = replace(decided, about=links[1].id, actor="second:Bo")
    head = record.append([decided, judged, coded], at(1)).head
    assert [one.id for one in record.undecided()] == [i for i in ids if i != links[0].id]
    assert list(record.doubtful(0.4)) == []
    back = [
        replace(made, about=made.id, judgement=Judgement.UNDO, reason="no")
        for made in (decided, judged)
    ]
    record.append(back, at(2))
    assert [one.id for one in record.undecided()] == ids and len(record.doubtful(0.4)) == 1
    assert len(record.undecided(head)) == 2 and list(record.doubtful(0.4, head)) == []


def test_annotations_of_standing_readings(record: Writer) -> None:
    (one, first), (two, second) = (report_and_reading(n) for n in range(2))
    gone, kept = first.mentions[0], first.statements[0]
    record.append([one, first, two, second], at(0))
    ids = [gone.id, kept.id, second.pledges[0].id, one.id, "m1none"]
    assert record.annotations(ids) == {
        gone.id: gone, kept.id: kept, second.pledges[0].id: second.pledges[0]
    }  # fmt: skip
    record.append([replace(first, maker="reader.7", mentions=())], at(1))
    assert record.annotations(ids[:2]) == {kept.id: kept}
    assert record.annotations(ids[:2], 4) == {gone.id: gone, kept.id: kept}
    assert record.annotations([]) == {}
