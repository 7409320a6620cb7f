"""The example's reports as a perfect reader reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.evaluation.true_story import TrueReport, readings_of_story

STORY = Path(__file__).resolve().parents[2] / "examples" / "summits-record" / "story.json"


@pytest.fixture(scope="session")
def reports() -> list[TrueReport]:
    return readings_of_story(json.loads(STORY.read_text(encoding="utf-8")))
