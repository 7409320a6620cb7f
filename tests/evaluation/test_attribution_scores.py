import random

import pytest
from against_shared import golds, lines, scorer, worse_statements

from onrecord.domain.annotations import Reading, Statement
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.domain.words import StatementKind
from onrecord.evaluation.attribution_scores import attribution_scores
from onrecord.evaluation.gold import GoldReport, gold_of
from onrecord.evaluation.scores import Score
from onrecord.export.reading_json import reading_line

TEXT = 'Ines said: "We sail." Paul fears that it may rain. It will, sources say.'


def place(words: str) -> list[list[int]]:
    start = TEXT.index(words)
    return [[start, start + len(words)]]


def told(source: str | None, cue: str, content: str, kind: str) -> dict[str, object]:
    return {
        "source": source and place(source),
        "cue": place(cue),
        "content": place(content),
        "kind": kind,
    }


def gold() -> GoldReport:
    attributions = [
        told("Ines", "said", '"We sail."', "direct"),
        told("Paul", "fears", "that it may rain", "indirect"),
        told(None, "say", "It will", "indirect"),
    ]
    return gold_of({"id": "a", "text": TEXT, "attributions": attributions}, "a")


def said(source: str | None, cue: str | None, content: str) -> Statement:
    text = Text(TEXT)

    def quotes(words: str | None):
        return () if words is None else (text.quote(*place(words)[0]),)

    return Statement(
        text.digest, quotes(source), quotes(cue), quotes(content), StatementKind.DIRECT
    )


def scores(*statements: Statement) -> dict[str, Score]:
    reading = Reading(Text(TEXT), "t.1", statements=statements)
    return {
        s.measure.removeprefix("attribution: "): s for s in attribution_scores([gold()], [reading])
    }


def test_quotation_marks_and_commas_decide_nothing() -> None:
    found = scores(
        said("Ines", "said:", "We sail."),
        said("Paul", "fears", "that it may rain."),
        said(None, "say", "It will,"),
    )
    for measure in ("content exact", "content match", "cue exact", "triple"):
        assert found[measure].value == 1.0, measure
    assert found["source exact in matched pairs"].count == 2


def test_half_of_the_content_and_any_of_the_source_make_a_triple() -> None:
    found = scores(said("Paul fears", "fears", "it may rain"), said("Paul", "said", "We sail"))
    assert found["content exact"].value == pytest.approx(2 * (1 / 2) * (1 / 3) / (1 / 2 + 1 / 3))
    assert found["content match"].recall == pytest.approx(2 / 3)
    assert (found["triple"].precision, found["triple"].recall) == (0.5, pytest.approx(1 / 3))
    assert found["triple recall, indirect"].value == 0.5
    assert found["triple recall, direct"].value == 0.0
    assert "triple recall, mixed" not in found


def test_a_source_where_gold_has_none_is_no_triple() -> None:
    assert scores(said("sources", "say", "It will"))["triple"].value == 0.0


def test_the_same_found_twice_is_invented_once() -> None:
    one = said("Ines", "said", "We sail")
    assert scores(one, one)["triple"].precision == 0.5


def test_a_report_without_the_layer_is_not_scored() -> None:
    reading = Reading(Text(TEXT), "t.1", statements=(said("Ines", "said", "We sail"),))
    assert attribution_scores([gold_of({"id": "a", "text": TEXT}, "a")], [reading]) == []


def test_as_the_published_scorer_on_real_articles() -> None:
    module = scorer("attribution_score")
    wanted = golds("attribution-dev.jsonl")
    chance = random.Random(7)
    readings = [worse_statements(one, chance) for one in wanted]
    written = [
        reading_line(Report(one.report.given, one.text.digest), reading)
        for one, reading in zip(wanted, readings, strict=True)
    ]
    theirs = module.as_dict(module.score(lines("attribution-dev.jsonl"), written))["measures"]
    ours = {
        s.measure.removeprefix("attribution: "): s for s in attribution_scores(wanted, readings)
    }
    assert 0.3 < ours["triple"].value < 0.9
    for measure in ("triple", "content exact", "content match", "cue exact"):
        assert ours[measure].value == pytest.approx(theirs[measure]["f1"], abs=0.005), measure
    for kind in ("direct", "mixed", "indirect"):
        mine = ours[f"triple recall, {kind}"].value
        assert mine == pytest.approx(theirs["triple"][f"r_{kind}"], abs=0.005)
    exact = ours["source exact in matched pairs"].value
    assert exact == pytest.approx(theirs["source exact|match"]["f1"], abs=0.005)
