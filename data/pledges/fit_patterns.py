"""Fits the weights of `onrecord.reading.pledge_patterns` to annotated pledges.

usage: onrecord annotate GOLD.jsonl --out READ.jsonl
       fit_patterns.py GOLD.jsonl OUT.json [--names READ.jsonl] [--leave-out FOLD/FOLDS]
       [--more annotated/news.jsonl annotated/statements.jsonl ...]

Lines without a text name the file beside GOLD.jsonl that has it ("file").
The names of persons, organisations and places are taken from READ.jsonl; without it runs of
capitalised words stand in for them.
Needs scikit-learn, which the package itself does not. Documents of the fold that is left out (by
the digest of their id) take no part; leave none out for the weights that are shipped.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from onrecord.domain.text import Span, Text
from onrecord.reading.pledge_lexicon import STOP
from onrecord.reading.pledge_parties import Someone, capitalised, people
from onrecord.reading.pledge_roles import Act, marked, nearby, party_features
from onrecord.reading.pledge_triggers import features, is_candidate, main_word
from onrecord.reading.pledge_words import Words, stem
from onrecord.reading.quantities import quantities_in
from onrecord.reading.sentences import sentence_spans
from onrecord.reading.times import times_in

SMALLEST = 0.1
"""Weights below this are dropped: the held-out figures stay, the file shrinks to a third."""

Examples = tuple[list[list[str]], list[str]]


def fold_of(name: str, folds: int) -> int:
    """The fold of a document: the same on every machine."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % folds


def spans(parties: Iterable[dict[str, Any]]) -> list[Span]:
    """The spans of parties that have one."""
    return [Span(*p["span"]) for p in parties if p.get("span")]


class Document:
    """A gold document with its words, phrases and main words."""

    def __init__(self, line: dict[str, Any]) -> None:
        self.id: str = line["id"]
        self.words = Words(line["text"], sentence_spans(line["text"]))
        names = line.get("mentions") or capitalised(self.words)
        self.people = people(self.words, [(s, e) for s, e in names])
        self.pledges = [p for p in line["pledges"] if not p.get("optional")]
        self.mains = [main_word(self.words, tuple(p["trigger"])) for p in self.pledges]
        self.skipped = {k for p in line["pledges"] for k in self.words.within(*p["trigger"])}


def triggers(documents: Sequence[Document], heads: set[str]) -> Examples:
    """Every word that may be a trigger, and whether it is one."""
    rows: list[list[str]] = []
    labels: list[str] = []
    for d in documents:
        main = set(d.mains)
        for i in range(len(d.words)):
            if is_candidate(d.words, i, heads) and (i in main or i not in d.skipped):
                rows.append(features(d.words, i))
                labels.append("yes" if i in main else "no")
    return rows, labels


def classes(documents: Sequence[Document], field: str) -> Examples:
    """The features of every true trigger with its stage, category or distribution."""
    rows: list[list[str]] = []
    labels: list[str] = []
    for d in documents:
        for i, pledge in zip(d.mains, d.pledges, strict=True):
            if i is not None:
                rows.append(features(d.words, i))
                labels.append(pledge[field])
    return rows, labels


def overlaps(words: Words, one: Someone, wanted: list[Span]) -> bool:
    """Whether a phrase shares a character with one of the spans."""
    place = Span(words[one.first].start, words[one.last - 1].end)
    return any(place.overlaps(span) for span in wanted)


def times_of(text: str) -> list[tuple[int, int, str]]:
    """The time expressions of a text."""
    return [(t.quote.start, t.quote.end, t.type) for t in times_in(Text(text))]


def quantities_of(text: str) -> list[tuple[int, int, str]]:
    """The quantities of a text."""
    whole = Span(0, max(1, len(text)))
    return [(q.quote.start, q.quote.end, "quantity") for q in quantities_in(Text(text), whole)]


def marks(documents: Sequence[Document], role: str) -> Examples:
    """The times or quantities of every true trigger's sentence, and whether they are its own."""
    rows: list[list[str]] = []
    labels: list[str] = []
    for d in documents:
        places = (times_of if role == "when" else quantities_of)(d.words.text)
        phrases = marked(d.words, places)
        for i, pledge in zip(d.mains, d.pledges, strict=True):
            if i is None:
                continue
            value = pledge[role]
            wanted = [Span(*(value["span"] if isinstance(value, dict) else value))] if value else []
            here = [p for p in phrases if d.words.sentence(p.first) == d.words.sentence(i)]
            for one, ranks in nearby(d.words, here, i):
                rows.append(party_features(d.words, Act(i, pledge["stage"]), one, ranks))
                labels.append("yes" if overlaps(d.words, one, wanted) else "no")
    return rows, labels


def parties(documents: Sequence[Document], role: str) -> Examples:
    """The phrases around every true trigger, and whether they have the role."""
    rows: list[list[str]] = []
    labels: list[str] = []
    for d in documents:
        for i, pledge in zip(d.mains, d.pledges, strict=True):
            if i is None or (role == "asked_by" and pledge["stage"] != "requested"):
                continue
            wanted = spans(pledge.get(role) or [])
            for one, rank in nearby(d.words, d.people, i):
                rows.append(party_features(d.words, Act(i, pledge["stage"]), one, rank))
                labels.append("yes" if overlaps(d.words, one, wanted) else "no")
    return rows, labels


@dataclass(frozen=True)
class Rows:
    """Examples of one task as a matrix, each with the fold of its document."""

    matrix: Any
    labels: NDArray[np.str_]
    folds: NDArray[np.int64]
    names: NDArray[np.str_]


def rows_of(examples: Iterable[tuple[int, Examples]]) -> Rows:
    """The matrix of examples that come fold by fold, or document by document."""
    labels: list[str] = []
    folds: list[int] = []

    def rows() -> Iterator[list[str]]:
        for fold, (found, told) in examples:
            labels.extend(told)
            folds.extend([fold] * len(told))
            yield from found

    counter = CountVectorizer(analyzer=list, min_df=2, binary=True)
    matrix = counter.fit_transform(rows())
    return Rows(matrix, np.array(labels), np.array(folds), counter.get_feature_names_out())


def fitted(
    rows: Rows, strength: float, fold: int | None
) -> tuple[dict[str, float], dict[str, Any]]:
    """The biases and weights by class without one fold; for yes or no only those of yes."""
    used = np.ones(len(rows.labels), bool) if fold is None else rows.folds != fold
    bias: dict[str, float] = {}
    weights: dict[str, dict[str, float]] = {}
    labels = sorted(set(rows.labels[used]))
    if len(labels) < 2:
        return {"yes": -9.0}, {"yes": {}}
    for label in ["yes"] if "yes" in labels else labels:
        model = LogisticRegression(C=strength, solver="liblinear", max_iter=300)
        model.fit(rows.matrix[used], rows.labels[used] == label)
        bias[label] = round(float(model.intercept_[0]), 3)
        told = np.flatnonzero(np.abs(model.coef_[0]) >= SMALLEST)
        weights[label] = {rows.names[k]: round(float(model.coef_[0][k]), 2) for k in told}
    return bias, weights


def read(paths: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The lines of JSON Lines files."""
    for path in paths:
        with Path(path).open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def with_texts(lines: Iterable[dict[str, Any]], folder: Path) -> Iterator[dict[str, Any]]:
    """The lines with their texts; those that only name the file of the text get it from there."""
    files: dict[str, dict[str, str]] = {}
    for line in lines:
        if "text" in line:
            yield line
            continue
        name = line["file"]
        if name not in files:
            files[name] = {found["id"]: found["text"] for found in read([str(folder / name)])}
        yield {**line, "text": files[name][line["id"]]}


def named(mentions: Iterable[dict[str, Any]]) -> list[list[int]]:
    """The places of names that may be somebody."""
    return [m["span"] for m in mentions if m["kind"] != "other"]


STRENGTHS = {
    "trigger": 0.2,
    "stage": 0.5,
    "category": 0.3,
    "distribution": 0.3,
    "by": 0.2,
    "to": 0.2,
    "when": 0.2,
    "quantity": 0.2,
    "asked_by": 0.2,
}
"""How far the weights of a task may go (the C of scikit-learn)."""


def examples_of(task: str, documents: Sequence[Document], heads: set[str]) -> Examples:
    """The examples of one task."""
    if task == "trigger":
        return triggers(documents, heads)
    if task in ("stage", "category", "distribution"):
        return classes(documents, task)
    return marks(documents, task) if task in ("when", "quantity") else parties(documents, task)


def heads_of(documents: Iterable[Document]) -> set[str]:
    """The stems of the main words of all triggers."""
    found = Counter(stem(d.words[i].lower) for d in documents for i in d.mains if i is not None)
    return set(found) - STOP


def fit(documents: Sequence[Document], folds: int = 0) -> dict[int | None, dict[str, Any]]:
    """All weights, in the form that `pledge_weights.load_weights` reads.

    Under None those from all documents, under each fold those from the documents outside it.
    """
    places = [fold_of(d.id, folds) if folds else 0 for d in documents]
    made: dict[int | None, dict[str, Any]] = {}
    for fold in (None, *range(folds)):
        outside = [d for d, place in zip(documents, places, strict=True) if place != fold]
        made[fold] = {"heads": sorted(heads_of(outside)), "bias": {}, "weights": {}}
    heads = heads_of(documents)
    for task, strength in STRENGTHS.items():
        rows = rows_of(
            (place, examples_of(task, [d], heads))
            for d, place in zip(documents, places, strict=True)
        )
        for fold, told in made.items():
            told["bias"][task], told["weights"][task] = fitted(rows, strength, fold)
    return made


def main() -> None:
    """Reads the gold documents, fits, writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold")
    parser.add_argument("out")
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--names")
    parser.add_argument("--more", nargs="*", default=[])
    args = parser.parse_args()
    lines = list(with_texts(read([args.gold, *args.more]), Path(args.gold).parent))
    if args.leave_out:
        fold, folds = (int(x) for x in args.leave_out.split("/"))
        lines = [line for line in lines if fold_of(line["id"], folds) != fold]
    if args.names:
        names = {line["id"]: line["mentions"] for line in read([args.names])}
        lines = [{**line, "mentions": named(names.get(line["id"], []))} for line in lines]
    documents = [Document(line) for line in lines]
    Path(args.out).write_text(
        json.dumps(fit(documents)[None], separators=(",", ":"), sort_keys=True)
    )
    sys.stderr.write(f"{len(documents)} documents\n")


if __name__ == "__main__":
    main()
