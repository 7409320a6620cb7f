"""The shipped record of the example is sound, and is about the shipped reports."""

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.evaluation import true_story
from onrecord.intake import incoming

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "examples" / "summits-record"
SCORER = ROOT.parent / "shared" / "tools" / "story_score.py"


def story() -> dict[str, Any]:
    value: dict[str, Any] = json.loads((RECORD / "story.json").read_text(encoding="utf-8"))
    return value


def test_its_reports_are_those_of_the_example() -> None:
    texts = {}
    for item in incoming([str(ROOT / "examples" / "summits")]):
        assert item.report is not None and item.text is not None
        texts[item.report.given] = (item.report.published, item.text.content)
    reports = story()["reports"]
    for report in reports:
        assert texts.pop(report["id"]) == (report["published"], report["text"]), report["id"]
    assert list(texts) == ["undated"]


def test_every_quote_stands_in_its_report() -> None:
    true = true_story(story())
    assert {line for lines in true.commitment_of.values() for line in lines} == {
        made["id"] for made in story()["commitments"]
    }
    assert {line for lines in true.entity_of.values() for line in lines} == {
        entity["id"] for entity in story()["entities"]
    }


def test_every_category_of_trouble_is_there() -> None:
    record = story()
    assert {d["kind"] for d in record["disputes"]} == {"number", "date", "polarity"}
    assert {c["kind"] for c in record["copies"]} == {"wire", "near", "edited"}
    stages = {entry["stage"] for c in record["commitments"] for entry in c["history"]}
    assert {"requested", "announced", "agreed", "under_way", "fulfilled", "refused"} <= stages
    assert {c["distribution"] for c in record["commitments"]} == {"single", "each", "joint"}


def test_the_published_checker_calls_it_sound() -> None:
    if not SCORER.exists():
        pytest.skip(f"needs {SCORER}, which is not here")
    spec = importlib.util.spec_from_file_location("story_score_for_examples", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    assert module.check(story()) == []
