"""Attributions made whole, and what regular typography gives: the text cases, and hostile input."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_cases import Case, Engine, Marked, MarkedAttribution, cases, told

from onrecord.domain.text import Text
from onrecord.reading import pipeline
from onrecord.reading.attribution import AttributionStage
from onrecord.reading.quote_marks import quotations
from onrecord.reading.sentences import Sentences
from onrecord.reading.stage import Attribution, Draft

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "attribution-dev.jsonl"


@pytest.mark.parametrize("case", cases(), ids=str)
def test_case(case: Case) -> None:
    reading = case.read()
    assert told(reading) == case.wanted()
    assert [f.code for f in reading.findings] == case.wanted_findings()


def attributions(text: str, found: Marked) -> list[Attribution]:
    draft = Draft(Text(text))
    for stage in (Engine(found), Sentences(), AttributionStage()):
        pipeline._gather(draft, stage, list(stage.run(draft)))
    return draft.attributions


marks = st.sampled_from([*list("\"'“”‘’„«»`ab .,:—-\nQA"), "''", "said ", "Anna ", "ROE: "])
texts = st.lists(marks, max_size=60).map("".join)


@given(texts)
def test_quotations_stay_inside_the_text_and_in_order(text: str) -> None:
    found = quotations(Text(text))
    assert [q.start for q in found] == sorted(q.start for q in found)
    for quotation in found:
        spans = quotation.parts
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


places = st.tuples(st.integers(-3, 70), st.integers(-3, 70))
many = st.lists(places, max_size=3).map(tuple)


@settings(deadline=None)
@given(
    texts, st.lists(st.builds(MarkedAttribution, many, many, many, st.floats(-1, 2)), max_size=4)
)
def test_any_engine_output_gives_sound_attributions(
    text: str, found: list[MarkedAttribution]
) -> None:
    for one in attributions(text, Marked((), tuple(found))):
        assert one.content
        assert 0 <= one.score <= 1
        for spans in (one.source, one.cue, one.content):
            assert all(s.end <= len(text) for s in spans)
            assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_a_mark_that_opens_nothing_ends_a_quotation_over_paragraphs() -> None:
    (found,) = quotations(Text("'\"\n'"))
    assert (found.start, found.end, found.closed) == (0, 2, False)


@pytest.mark.parametrize("sign", [*list("\"“”‘'«»„`"), "''", "“x” said he. "])
def test_long_odd_texts_are_read_in_linear_time(sign: str) -> None:
    text = sign * (60_000 // len(sign))
    assert len(quotations(Text(text))) <= len(text)


def test_what_is_read_over_two_turns_of_a_transcript_gives_way_to_them() -> None:
    text = (
        "Partial transcript follows:\n\nROE: Will the bridge open in May?\n\n"
        "LIND: It will open in June.\n\nROE: So it is late.\n"
    )
    start = text.index("ROE")
    whole = MarkedAttribution(((0, 18),), ((26, 27),), ((start, len(text) - 1),), 0.6)
    found = attributions(text, Marked((), (whole,)))
    told = [
        (text[a.source[0].start : a.source[0].end], text[a.content[0].start : a.content[0].end])
        for a in found
    ]
    assert told == [
        ("ROE", "Will the bridge open in May?"),
        ("LIND", "It will open in June."),
        ("ROE", "So it is late."),
    ]


def test_what_is_read_over_one_signed_quotation_stays() -> None:
    text = "“The bridge is late.” – Ada Roe\n\nNobody else spoke.\n"
    end = text.index(" –")
    whole = MarkedAttribution(((end + 3, end + 10),), ((end + 1, end + 2),), ((0, end),), 0.7)
    (one,) = attributions(text, Marked((), (whole,)))
    assert (one.content[0].start, one.content[0].end, one.score) == (0, end, 0.7)


def test_gold_attributions_pass_through_unchanged() -> None:
    if not GOLD.exists():
        pytest.skip("needs ../shared/gold/attribution-dev.jsonl beside the repository")
    kept = total = added = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        gold = [
            MarkedAttribution(
                *(tuple(map(tuple, one[key] or ())) for key in ("source", "cue", "content"))
            )
            for one in report["attributions"]
        ]
        found = attributions(report["text"], Marked((), tuple(gold)))
        wanted = {(one.source, one.cue, one.content) for one in gold}
        got = {
            tuple(tuple((s.start, s.end) for s in spans) for spans in (a.source, a.cue, a.content))
            for a in found
        }
        kept += len(wanted & got)
        total += len(wanted)
        added += len(got - wanted)
    assert kept >= 0.98 * total
    assert added <= 0.03 * total
