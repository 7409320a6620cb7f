"""Precision of the links that policy accepts, kind by kind; grouping of news items into stories.

    python benchmarks/linking.py links ../shared/gold/story-dev data/stories/* examples/*-record
    python benchmarks/linking.py stories ../shared/gold/ecbplus-dev.jsonl

`links` links perfect readings of stories with a true record, report by report, and counts for each
relation how many accepted links are right, in all and a tenth of a score lower. `stories` reads
ECB+ documents, groups them in three random orders, one at a time, and prints B-cubed beside TF-IDF
with average linkage, single pass, at the threshold that is best in hindsight.
"""

from __future__ import annotations

import json
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from onrecord.app import wiring
from onrecord.app.policy import THRESHOLDS, accepted
from onrecord.app.readers import read_all
from onrecord.domain.links import Proposal
from onrecord.domain.reports import Report
from onrecord.domain.text import Text
from onrecord.domain.words import Relation
from onrecord.evaluation.scores import b_cubed
from onrecord.evaluation.true_story import TrueStory, true_story
from onrecord.linking import words
from onrecord.linking.candidates import ReadReport
from onrecord.linking.memory import MemoryCandidates
from onrecord.linking.propose import keys, propose
from onrecord.reading.times import times_in

ORDERS = (1, 2, 3)
SENSED = (Relation.SAME_ENTITY, Relation.SAME_UTTERANCE, Relation.SAME_COMMITMENT)


def proposed(reads: Iterable[ReadReport]) -> Iterable[list[Proposal]]:
    """Each report's proposals, the reports coming one by one."""
    known = MemoryCandidates()
    for read in reads:
        yield list(propose(read, known))
        known.add(read, keys(read))


# links


def links(paths: Sequence[str]) -> None:
    """A row for each relation: right of accepted, over all stories."""
    right: Counter[tuple[Relation, bool]] = Counter()
    count: Counter[tuple[Relation, bool]] = Counter()
    for path in paths:
        file = Path(path) / "story.json" if Path(path).is_dir() else Path(path)
        story = json.loads(file.read_text(encoding="utf-8"))
        true = true_story(story, path)
        truth = Truth(story, true)
        for found in proposed(truth.reads):
            sure = {p.id for p in accepted(found)}
            for proposal in found:
                lower = proposal.score >= THRESHOLDS[proposal.relation] - 0.1
                if proposal.id in sure or lower:
                    good = truth.right(proposal)
                    for which in {proposal.id not in sure, True}:
                        count[proposal.relation, which] += 1
                        right[proposal.relation, which] += good
    print(f"{'relation':16} {'accepted':>20} {'a tenth lower':>20}")
    for relation in Relation:
        cells = [
            f"{right[relation, low]} of {count[relation, low]}"
            + (
                f" {right[relation, low] / count[relation, low]:.3f}"
                if count[relation, low]
                else ""
            )
            for low in (False, True)
        ]
        print(f"{relation:16} {cells[0]:>20} {cells[1]:>20}")


class Truth:
    """What belongs together in a story, by the ids of perfect readings."""

    def __init__(self, story: Mapping[str, Any], true: TrueStory) -> None:
        ordered = sorted(true.reports, key=lambda one: one.report.published or "")
        self.reads = [
            ReadReport(one.report, replace(one.reading, times=tuple(times_in(one.reading.text))))
            for one in ordered
        ]
        given = {one.report.given: one.report.id for one in ordered}
        self._of: dict[Relation, Mapping[str, Sequence[str]]] = {
            Relation.SAME_ENTITY: true.entity_of,
            Relation.SAME_UTTERANCE: true.utterance_of,
            Relation.SAME_COMMITMENT: true.commitment_of,
        }
        self._stories = [{given[r] for r in s["reports"]} for s in story["stories"]]
        copies = [{given[c["copy"]], given[c["of"]]} for c in story["copies"]]
        self._copies = [a | b if a & b else a for a in copies for b in copies]
        self._disputes = [
            (d["kind"], [[(e["report"], e["quote"]) for e in s["evidence"]] for s in d["sides"]])
            for d in story["disputes"]
        ]
        self._words = {
            thing.id: (one.report.given, thing_words)
            for one in ordered
            for thing, thing_words in (
                *((p, p.evidence[0].words) for p in one.reading.pledges),
                *((s, s.content[0].words) for s in one.reading.statements),
            )
        }
        self._via = {
            (given[r["report"]], outlet)
            for u in story["utterances"]
            for r in u["renderings"]
            for outlet in r["via"]
        }
        self._outlet = {one.report.id: one.report.outlet for one in ordered}

    def right(self, proposal: Proposal) -> bool:
        """Whether the true record joins the two as well."""
        pair = {proposal.left, proposal.right}
        if proposal.relation in SENSED:
            of = self._of[proposal.relation]
            return bool(set(of.get(proposal.left, ())) & set(of.get(proposal.right, ())))
        if proposal.relation is Relation.SAME_STORY:
            return any(pair <= story for story in self._stories)
        if proposal.relation is Relation.COPY_OF:
            return any(pair <= group for group in self._copies)
        if proposal.relation is Relation.CREDITS:
            return (proposal.left, self._outlet[proposal.right]) in self._via or any(
                pair <= group for group in self._copies
            )
        return any(
            kind == proposal.value
            and self._on(proposal.left, one)
            and self._on(proposal.right, two)
            for kind, sides in self._disputes
            for a, b in combinations(sides, 2)
            for one, two in ((a, b), (b, a))
        )

    def _on(self, thing: str, side: Sequence[tuple[str, str]]) -> bool:
        report, said = self._words[thing]
        return any(report == r and (said in quote or quote in said) for r, quote in side)


# stories


def stories(paths: Sequence[str]) -> None:
    """B-cubed of the policy's groups and of TF-IDF, over three orders."""
    docs = [json.loads(line) for p in paths for line in Path(p).read_text("utf-8").splitlines()]
    texts = [Text(text_of(doc)) for doc in docs]
    readings = [reading for _, reading in read_all(texts, lambda text: text, 1)]
    reads = [
        ReadReport(Report(doc["doc"], text.digest), reading)
        for doc, text, reading in zip(docs, texts, readings, strict=True)
        if reading is not None
    ]
    gold = {read.report.id: (doc["story"],) for read, doc in zip(reads, docs, strict=True)}
    ours, right, count = [], 0, 0
    for seed in ORDERS:
        order = list(reads)
        random.Random(seed).shuffle(order)
        pairs = [
            (p.left, p.right)
            for found in proposed(order)
            for p in accepted(found)
            if p.relation in (Relation.SAME_STORY, Relation.COPY_OF)
        ]
        right += sum(gold[a] == gold[b] for a, b in pairs)
        count += len(pairs)
        ours.append(cubed(gold, joined(gold, pairs)))
    print(f"onrecord          {mean(ours):.3f}   links right {right} of {count}")
    vectors = tf_idf({r.report.id: r.reading.text.content for r in reads})
    best = max((mean([cubed(gold, single_pass(vectors, t, s)) for s in ORDERS]), t) for t in STEPS)
    print(f"TF-IDF, average   {best[0]:.3f}   at {best[1]:.2f}, chosen in hindsight")


STEPS = tuple(n / 100 for n in range(6, 32, 2))


def text_of(doc: Mapping[str, Any]) -> str:
    """The sentences of an ECB+ document as running text, a paragraph each."""
    lines = []
    for number in sorted(doc["sentences"], key=int):
        line = " ".join(doc["sentences"][number])
        line = re.sub(r" ([.,;:!?%)\]’]|'s\b|n't\b|'re\b|'ve\b|'ll\b)", r"\1", line)
        lines.append(re.sub(r"([(\[$]) ", r"\1", line))
    return "\n".join(lines)


def joined(
    items: Iterable[str], pairs: Iterable[tuple[str, str]]
) -> dict[Hashable, tuple[str, ...]]:
    """Each item with the name of its group."""
    parent = {item: item for item in items}

    def root(item: str) -> str:
        while parent[item] != item:
            item = parent[item]
        return item

    for a, b in pairs:
        parent[root(a)] = root(b)
    return {item: (root(item),) for item in parent}


def cubed(gold: Mapping[Any, Any], made: Mapping[Any, Any]) -> float:
    """B-cubed F1."""
    return b_cubed("", gold, made)[0].value


def mean(values: Sequence[float]) -> float:
    """The mean."""
    return sum(values) / len(values)


def tf_idf(texts: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Unit vectors of stems, weighted by how few of the documents have them."""
    bags = {name: Counter(words.stems(text)) for name, text in texts.items()}
    told = Counter(stem for bag in bags.values() for stem in bag)
    vectors = {}
    for name, bag in bags.items():
        raw = {s: (1 + math.log(n)) * math.log((len(bags) + 1) / told[s]) for s, n in bag.items()}
        length = math.sqrt(sum(x * x for x in raw.values())) or 1.0
        vectors[name] = {stem: x / length for stem, x in raw.items()}
    return vectors


def single_pass(
    vectors: Mapping[str, Mapping[str, float]], least: float, seed: int
) -> dict[Hashable, tuple[str, ...]]:
    """Each document joins the group to which it is most like on average, else opens one."""
    order = list(vectors)
    random.Random(seed).shuffle(order)
    sums: list[tuple[str, int, dict[str, float]]] = []
    of: dict[Hashable, tuple[str, ...]] = {}
    for name in order:
        vector = vectors[name]
        alike = [
            (sum(x * total.get(s, 0.0) for s, x in vector.items()) / size, k)
            for k, (_, size, total) in enumerate(sums)
        ]
        top, k = max(alike, default=(0.0, -1))
        if top < least:
            sums.append((name, 0, defaultdict(float)))
            k = len(sums) - 1
        group, size, total = sums[k]
        for stem, x in vector.items():
            total[stem] += x
        sums[k] = (group, size + 1, total)
        of[name] = (group,)
    return of


def main() -> None:
    """Run one of the two parts."""
    parts = {"links": links, "stories": stories}
    if len(sys.argv) < 3 or sys.argv[1] not in parts:
        sys.exit(__doc__)
    wiring.maker()
    parts[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    main()
