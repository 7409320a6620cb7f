from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from onrecord.domain.annotations import Mention, TimeExpression
from onrecord.domain.errors import UsageError
from onrecord.domain.findings import CODES
from onrecord.domain.text import Span, Text
from onrecord.domain.words import MentionKind, Severity, TimeType
from onrecord.reading.pipeline import check, read
from onrecord.reading.stage import Draft, Sentence, Stage

TEXT = Text("Ada Brook met Carl Dean on Monday.")


@dataclass
class Fake:
    name: str
    needs: frozenset[str] = frozenset()
    adds: frozenset[str] = frozenset()
    gives: tuple[Any, ...] = ()
    error: Exception | None = None
    saw: list[Draft] = field(default_factory=list)

    def run(self, draft: Draft) -> Iterator[Any]:
        self.saw.append(draft)
        yield from self.gives
        if self.error:
            raise self.error


def _mention(start: int, end: int) -> Mention:
    quote = TEXT.quote(start, end)
    return Mention(TEXT.digest, quote, MentionKind.PERSON, quote.words)


def _stage(name: str, needs: str = "", adds: str = "", **more: Any) -> Fake:
    return Fake(name, frozenset(needs.split()), frozenset(adds.split()), **more)


def test_what_stages_add_comes_out_in_the_order_of_the_text_and_once() -> None:
    stages: list[Stage] = [
        _stage(
            "names.v1", adds="mentions", gives=(_mention(14, 23), _mention(0, 9), _mention(0, 9))
        )
    ]
    reading = read(TEXT, stages, "test.1")
    assert [m.quote.words for m in reading.mentions] == ["Ada Brook", "Carl Dean"]
    assert reading.maker == "test.1"
    assert reading.findings == ()


def test_a_later_stage_sees_what_earlier_ones_added_in_order() -> None:
    found, references = object(), SimpleNamespace(names_of=lambda _: ())
    last = _stage("last.v1", needs="found references sentences mentions", adds="times")
    stages: list[Stage] = [
        _stage("encoding.v1", adds="found", gives=(found,)),
        _stage("who.v1", adds="references", gives=(references,)),
        _stage("s.v1", adds="sentences", gives=(Sentence(Span(5, 9)), Sentence(Span(0, 4)))),
        _stage("names.v1", adds="mentions", gives=(_mention(14, 23), _mention(0, 9))),
        last,
    ]
    read(TEXT, stages, "test.1")
    draft = last.saw[0]
    assert draft.found is found
    assert draft.references is references
    assert [s.span.start for s in draft.sentences] == [0, 5]
    assert [m.quote.start for m in draft.mentions] == [0, 14]


def test_a_failing_stage_is_a_finding_and_the_rest_still_runs() -> None:
    time = TimeExpression(TEXT.digest, TEXT.quote(27, 33), TimeType.DATE, None, "w1<")
    stages: list[Stage] = [
        _stage("names.v1", adds="mentions", gives=(_mention(0, 9),), error=ValueError("bad span")),
        _stage("times.v1", adds="times", gives=(time,)),
    ]
    reading = read(TEXT, stages, "test.1")
    assert reading.times == (time,)
    assert reading.mentions == ()
    (finding,) = reading.findings
    assert finding.code == "stage-failed"
    assert finding.severity is CODES["stage-failed"][0] is Severity.WARNING
    assert "names.v1" in finding.message
    assert "ValueError: bad span" in finding.message
    assert finding.text == TEXT.digest


def test_a_failure_that_follows_from_another_is_not_told_again() -> None:
    stages: list[Stage] = [
        _stage("encoding.v1", adds="found", error=RuntimeError("no engine")),
        _stage("names.v1", needs="found", adds="mentions", error=AttributeError("None")),
        _stage("who.v1", needs="mentions", adds="references", error=AttributeError("None")),
    ]
    reading = read(TEXT, stages, "test.1")
    assert len(reading.findings) == 1
    assert "encoding.v1" in reading.findings[0].message


def test_a_stage_that_adds_what_it_does_not_declare_is_our_fault() -> None:
    with pytest.raises(UsageError, match=r"times\.v1 declares"):
        read(TEXT, [_stage("times.v1", adds="times", gives=(_mention(0, 9),))], "test.1")


@pytest.mark.parametrize(
    ("stages", "complaint"),
    [
        ([_stage("names.v1", needs="found", adds="mentions")], "needs"),
        ([_stage("a.v1", adds="mentions"), _stage("b.v1", adds="mentions")], "adds already"),
        ([_stage("a.v1", adds="verbs")], "expected layers"),
    ],
)
def test_stages_that_do_not_fit_are_refused(stages: list[Stage], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        check(stages)
