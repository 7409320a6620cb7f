"""The queue is held; what is decided leaves it at once, what others record comes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile_record import SECOND
from paper import Paper

from onrecord.app import wiring
from onrecord.app.ingest import refresh
from onrecord.app.record import open_record
from onrecord.app.review import Judged
from onrecord.web import answers as held
from onrecord.web.answers import Answers
from onrecord.web.asked import At


@pytest.fixture
def opened(path: Path):  # type: ignore[no-untyped-def]
    found = Answers(path)
    yield found
    found.close()


def ids(answers: Answers) -> list[str]:
    return [question.id for question in answers.waiting(At()).questions]


def asked(answers: Answers, about: str, judgement: str = "accept", **more: object) -> str:
    judged = Judged(about, judgement, "Ada", "looked", answers.recorded, **more)  # type: ignore[arg-type]
    return answers.act(lambda record: record.decide(judged, then=False)).decision


def test_a_decision_takes_its_question_out_without_looking_again(
    opened: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ids(opened)
    assert len(before) == 2
    monkeypatch.setattr(type(opened._record), "waiting", lambda _: pytest.fail("looked up anew"))
    asked(opened, before[0])
    assert ids(opened) == before[1:]
    assert [len(opened.waiting(At()).of(kind)) for kind in (None, "pledge", "copy_of")] == [1, 1, 0]


def test_a_second_coders_judgement_takes_nothing_out(opened: Answers) -> None:
    before = ids(opened)
    asked(opened, before[0], second=True)
    assert ids(opened) == before


def test_what_is_taken_back_waits_again(opened: Answers) -> None:
    before = ids(opened)
    made = asked(opened, before[0])
    back = Judged(made, "undo", "Ada", "no", opened.recorded)
    opened.act(lambda record: record.undo(back, then=False))
    assert ids(opened) == before


def test_what_others_record_comes_in(opened: Answers, path: Path) -> None:
    before = ids(opened)
    with open_record(path) as record:
        record.decide(Judged(before[0], "reject", "Bo", "looked", record.head))
    opened._queue._until = 0.0
    assert ids(opened) == before[1:]
    store = wiring.open_writer(path)
    paper = Paper()
    page = paper.page("w1", "Norland may send boats to Coastland.")
    page.pledge("Norland may send", by=["Norland"], score=0.2)
    store.append(paper.all(), SECOND)
    refresh(store)
    store.close()
    opened._queue._until = 0.0
    assert len(ids(opened)) == 2
    assert ids(opened) == [q.id for q in opened.ask(At(), "fresh", lambda r: r.waiting(), True)]


def test_what_takes_long_is_worked_out_beside(
    opened: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "BRIEFLY", 0.0)
    found = [opened.later(At(), "odd", lambda record: record.odd()) for _ in range(2)]
    for thread in list(opened._beside.values()):
        thread.join(30)
    assert opened.later(At(), "odd", lambda _: pytest.fail("asked twice")) is not None
    assert all(one is None or isinstance(one, tuple) for one in found)
