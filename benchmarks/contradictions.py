"""Contradiction between two sentences (RTE-3): how well disputes of statements find it.

    python benchmarks/contradictions.py ../shared/gold/rte3-dev.jsonl

Each pair is read as two short reports of one day, each with its whole sentence as one statement by
nobody named, and the dearest dispute between the two counts. Beside it: a word of denial that only
one of the two has, numbers that only the hypothesis has, either.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from onrecord.domain.annotations import Reading, Statement
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.domain.words import StatementKind
from onrecord.linking.candidates import ReadReport
from onrecord.linking.counterclaims import between_statements
from onrecord.linking.sheets import Sheet

SCORE = 0.5
DENIAL = re.compile(r"\b(?:not|no|never|n't|none|nobody|without|denie[sd]|den(?:y|ied))\b|n['’]t\b")
NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def disputed(text: str, hypothesis: str) -> bool:
    """Whether linking disputes one with the other."""
    one, other = (_saying(words) for words in (text, hypothesis))
    return any(score >= SCORE for _, score, _ in between_statements(one, other))


def _saying(words: str) -> Any:
    text = Text(words)
    said = Statement(
        text.digest, (), (), (text.quote(0, len(text.content)),), StatementKind.INDIRECT
    )
    reading = Reading(text, "whole.1", (), (), (), (said,), ())
    report = Report(text.digest[:12], text.digest, None, None, "2025-01-01T00:00:00Z", None)
    return Sheet(ReadReport(report, reading)).sayings[0]


def denied(text: str, hypothesis: str) -> bool:
    """Whether only one has a word of denial."""
    return bool(DENIAL.search(text.lower())) != bool(DENIAL.search(hypothesis.lower()))


def numbered(text: str, hypothesis: str) -> bool:
    """Whether the hypothesis has a number that the text has not."""
    return not set(NUMBER.findall(hypothesis)) <= set(NUMBER.findall(text))


RULES: Mapping[str, Callable[[str, str], bool]] = {
    "onrecord": disputed,
    "a denial in one of the two": denied,
    "a number in the hypothesis alone": numbered,
    "either": lambda text, hypothesis: denied(text, hypothesis) or numbered(text, hypothesis),
}


def row(name: str, told: Iterable[tuple[bool, bool]]) -> str:
    """Precision, recall and F1 of what was said (first) against what is (second)."""
    pairs = list(told)
    right = sum(said and is_so for said, is_so in pairs)
    found, there = sum(said for said, _ in pairs), sum(is_so for _, is_so in pairs)
    precision, recall = right / max(1, found), right / max(1, there)
    f1 = 2 * right / max(1, found + there)
    return f"{name:34} p {precision:.3f}  r {recall:.3f}  f1 {f1:.3f}  ({found} told, {there} are)"


def main() -> None:
    """Print a row for each rule."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
    pairs = [json.loads(line) for line in lines if line]
    for name, rule in RULES.items():
        print(
            row(
                name,
                ((rule(p["text"], p["hypothesis"]), p["label"] == "contradiction") for p in pairs),
            )
        )


if __name__ == "__main__":
    main()
