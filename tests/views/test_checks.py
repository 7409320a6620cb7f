"""Findings about the record as a whole."""

from __future__ import annotations

from memory import Memory
from summit import summit

from onrecord.views.checks import checks


def test_a_contradiction_is_told_once() -> None:
    paper, memory = summit()
    assert checks(memory) == ()
    one, two, three = (page.report for page in paper.pages)
    paper.reject("same_story", three, one)
    paper.accept("same_story", two, one, score=0.7)
    (finding,) = checks(Memory(paper.all()))
    assert finding.code == "link-contradiction"
    assert "same_story" in finding.message
