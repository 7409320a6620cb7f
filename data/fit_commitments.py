"""Fits the weights of `onrecord.linking.commitments` to stories with a true record.

    python data/fit_commitments.py ../shared/gold/story-dev examples/*-record data/stories/*

Prints, with one story after another left out, how many pairs are accepted and how many of them are
right, before and after; then the weights from all of them, for the table in the module. The
features stay as they are, only their weights are fitted: logistic regression, held to the weights
that stand by taking what they give together as one more feature. A story counts by the square root
of its pairs. Each story is taken twice, as a perfect reader and as the shipped one reads it, which
count alike: where the fields are always right they are trusted too much.

`--but` names stories that take no part. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from linking import Truth
from onrecord.app import wiring
from onrecord.domain.annotations import Reading
from onrecord.domain.words import Relation
from onrecord.evaluation.true_story import true_story
from onrecord.linking import commitments, propose
from onrecord.linking.candidates import ReadReport
from onrecord.linking.memory import MemoryCandidates
from onrecord.reading import pipeline

STRENGTH = 0.03
LEAST = 0.05
"""Pairs under this score are no question: they would only teach what is plain."""

VETOES = ("strangers", "units", "increment", "instalment", "both_told", "one_stage")
"""Features that only speak against, each seldom: they keep the weights that they have."""

NEAR = 0.5
"""Pairs that speak against themselves by more than this are not learnt from."""

SHOWN = (0.5, 0.6, 0.7, 0.8, 0.9)

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


ALIKE = 0.4
"""From this share of common characters on a stretch that was read is the one that is told."""


@dataclass(frozen=True)
class Pair:
    """Two pledges of a story: what each feature found, the score, whether they are one."""

    story: str
    reader: str
    score: float
    values: dict[str, float]
    right: bool


Lines = Mapping[str, Collection[str]]
"""For each pledge the undertakings of the true record that it tells."""


def pairs(path: str) -> Iterator[Pair]:
    """All pairs of a story that linking looks at, the reports coming one by one."""
    file = Path(path) / "story.json" if Path(path).is_dir() else Path(path)
    story = json.loads(file.read_text(encoding="utf-8"))
    true = true_story(story, path)
    truth = Truth(story, true)
    yield from _pairs(path, "perfect", truth.reads, true.commitment_of)
    reads, lines = [], {}
    for one in truth.reads:
        reading = pipeline.read(one.reading.text, wiring.stages(), wiring.maker())
        reads.append(ReadReport(one.report, reading))
        lines |= _told(story, one.report.given, reading)
    yield from _pairs(path, "shipped", reads, lines)


def _pairs(path: str, reader: str, reads: Sequence[ReadReport], lines: Lines) -> Iterator[Pair]:
    weights = {feature.__name__: weight for feature, weight in commitments.MODEL}
    known, seen = MemoryCandidates(), set()
    for read in reads:
        for proposal in propose.propose(read, known):
            one, other = lines.get(proposal.left), lines.get(proposal.right)
            if proposal.relation is not Relation.SAME_COMMITMENT or not one or not other:
                continue
            if proposal.id not in seen:
                seen.add(proposal.id)
                values = {r.feature: r.score / weights[r.feature] for r in proposal.reasons}
                yield Pair(path, reader, proposal.score, values, bool({*one} & {*other}))
        known.add(read, propose.keys(read))


def _told(story: Mapping[str, Any], report: str, reading: Reading) -> dict[str, set[str]]:
    """For each pledge that was read the undertakings whose evidence it is most like."""
    content, told = reading.text.content, {}
    places = [
        (made["id"], content.find(quote["quote"]), len(quote["quote"]))
        for made in story["commitments"]
        for entry in made["history"]
        for quote in entry["evidence"]
        if quote["report"] == report
    ]
    for pledge in reading.pledges:
        start, end = pledge.evidence[0].start, pledge.evidence[-1].end
        alike = {}
        for line, first, length in places:
            shared = max(0, min(end, first + length) - max(start, first))
            alike[line] = max(alike.get(line, 0.0), shared / (end - start + length - shared))
        best = max(alike.values(), default=0.0)
        if best >= ALIKE:
            told[pledge.id] = {line for line, share in alike.items() if share == best}
    return told


def fitted(x: Floats, right: Marks, weights: Floats) -> tuple[Floats, float]:
    """Slopes for the columns, and the intercept."""
    mean, spread = x.mean(0), x.std(0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit((x - mean) / spread, right, weights)
    slopes = model.coef_[0] / spread
    return slopes, float(model.intercept_[0] - (slopes * mean).sum())


def counted(found: Sequence[Pair]) -> Floats:
    """What each pair counts: both readers alike, a story by the square root of its pairs."""
    many = Counter((pair.reader, pair.story) for pair in found)
    whole = Counter[str]()
    for (reader, _), count in many.items():
        whole[reader] += count**0.5
    shares = [many[p.reader, p.story] ** -0.5 / whole[p.reader] for p in found]
    return np.array(shares) * len(found) / sum(shares)


def _row(name: str, right: Marks, scores: Floats, inside: Marks) -> str:
    cells = [
        f"{s}: {(right & inside & (scores >= s)).sum():4} of {(inside & (scores >= s)).sum():4}"
        for s in SHOWN
    ]
    return f"{name:20} {(right & inside).sum():4}  " + "  ".join(cells)


def main() -> None:
    """Print what is right of what is accepted, and the weights."""
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("stories", nargs="+")
    parse.add_argument("--but", nargs="*", default=[], help="names of stories that take no part")
    told = parse.parse_args()
    propose.FLOOR = LEAST
    propose.MOST = {**propose.MOST, "pledge": 100}
    paths = [path for path in told.stories if Path(path).is_dir()]
    found = [p for path in paths if Path(path).name not in told.but for p in pairs(path)]
    model = {feature.__name__: weight for feature, weight in commitments.MODEL}
    names = [name for name in model if name not in VETOES]
    told_by = np.array([[pair.values.get(name, 0.0) for name in names] for pair in found])
    stood = np.array([model[name] for name in names])
    against = np.array(
        [sum(model[name] * pair.values.get(name, 0.0) for name in VETOES) for pair in found]
    )
    x = np.c_[told_by, told_by @ stood + commitments.PRIOR]
    right = np.array([pair.right for pair in found])
    before = np.array([pair.score for pair in found])
    stories = np.array([pair.story for pair in found])
    weights, asked = counted(found), against > -NEAR
    after = np.zeros(len(found))
    for story in dict.fromkeys(stories):
        out = stories == story
        slopes, start = fitted(x[~out & asked], right[~out & asked], weights[~out & asked])
        after[out] = 1 / (1 + np.exp(-(x[out] @ slopes + start + against[out])))
    print(f"{len(found)} pairs, {right.sum()} right; right of accepted, from each score on")
    for reader in ("perfect", "shipped"):
        by = np.array([pair.reader == reader for pair in found])
        print(_row(f"{reader}, standing", right, before, by))
        print(_row(f"{reader}, left out", right, after, by))
    for story in dict.fromkeys(stories):
        inside = stories == story
        print(_row(Path(story).name, right, after, inside))
    slopes, start = fitted(x[asked], right[asked], weights[asked])
    whole = slopes[-1]
    print(f"\nPRIOR = {start + whole * commitments.PRIOR:.2f}")
    for name, weight in model.items():
        new = weight if name in VETOES else whole * weight + slopes[names.index(name)]
        print(f"    ({name}, {new:.2f}),  # {weight}")


if __name__ == "__main__":
    main()
