"""Pledges as sentence classes, on two sets of sentences that other people labelled.

    python benchmarks/sentence_acts.py --shared ../shared

Nothing was fitted on either. Labor: whether a sentence of a campaign document is commissive, where
the document is read whole. PLOVER: which of the acts that pledges have too a sentence tells, where
each is read alone; macro-F1 over those acts, all other sentences counting as none of them. Each
beside a plain baseline: one word or a word list.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from onrecord.app.readers import read_text
from onrecord.domain.annotations import Pledge
from onrecord.domain.text import Text
from onrecord.domain.words import Category, Stage
from onrecord.reading.pledge_lexicon import STAGE_WORDS
from onrecord.reading.pledge_words import Words, stem

COMMISSIVE = frozenset({Stage.ANNOUNCED, Stage.AGREED, Stage.CONTRACTED})
AID = frozenset(
    {Category.MILITARY_AID, Category.HUMANITARIAN, Category.FINANCIAL, Category.TRAINING}
)
ACTS = ("AGREE", "REJECT", "AID", "REQUEST")
"""The acts of PLOVER that a pledge can tell: to undertake, to refuse, to give, to ask."""

ACT_OF = {
    Stage.REQUESTED: "REQUEST",
    Stage.REFUSED: "REJECT",
    Stage.BROKEN: "REJECT",
    Stage.ANNOUNCED: "AGREE",
    Stage.AGREED: "AGREE",
    Stage.CONSIDERED: "AGREE",
}
LISTED = {"requested": "REQUEST", "refused": "REJECT", "agreed": "AGREE", "fulfilled": "AID"}


def act_of(pledge: Pledge) -> str | None:
    """The act that a pledge tells; what is given counts as aid where its category says so."""
    if pledge.stage in (Stage.FULFILLED, Stage.UNDER_WAY, Stage.CONTRACTED):
        return "AID" if pledge.category in AID else None
    return ACT_OF.get(pledge.stage)


def by_list(text: str) -> str | None:
    """The act of the first word of a sentence that stands in the word lists."""
    acts = {stem(w): LISTED[s] for s in LISTED for w in STAGE_WORDS[s].split()}
    return next((acts[s] for w in Words(text).items if (s := stem(w.lower)) in acts), None)


def f1(gold: Sequence[Any], told: Sequence[Any], label: Any) -> float:
    """F1 of a label."""
    both = sum(g == t == label for g, t in zip(gold, told, strict=True))
    total = sum(g == label for g in gold) + sum(t == label for t in told)
    return 2 * both / total if total else 0.0


def show(name: str, gold: Sequence[Any], told: Sequence[Any], labels: Sequence[Any]) -> None:
    """A row: the mean of the labels' F1, and each."""
    values = [f1(gold, told, label) for label in labels]
    each = "  ".join(f"{label} {value:.3f}" for label, value in zip(labels, values, strict=True))
    print(f"{name:32} {sum(values) / len(values):.3f}   {each}", flush=True)


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def commissive(sentences: Iterable[dict[str, Any]]) -> tuple[list[bool], list[bool]]:
    """For each sentence whether it is commissive, and whether a pledge is told in it."""
    gold: list[bool] = []
    told: list[bool] = []
    for _, group in groupby(sentences, key=lambda line: line["doc"]):
        parts = list(group)
        content = "\n".join(part["text"].strip() for part in parts)
        pledges = [p for p in read_text(Text(content)).pledges if p.stage in COMMISSIVE]
        start = 0
        for part in parts:
            end = start + len(part["text"].strip())
            gold.append(part["act"].startswith("Commissive"))
            told.append(any(start <= p.trigger.start < end for p in pledges))
            start = end + 1
    return gold, told


def main() -> None:
    """Print both tables."""
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parse.parse_args()
    labor = lines(args.shared / "gold" / "speech-acts-labor.jsonl")
    gold, told = commissive(labor)
    print(f"commissive F1, {len(labor)} sentences of {len({x['doc'] for x in labor})} documents")
    show("onrecord", gold, told, [True])
    show("has the word will", gold, [" will " in x["text"] for x in labor], [True])
    show("all of them", gold, [True] * len(labor), [True])

    plover = lines(args.shared / "gold" / "plv-train.jsonl")
    acts = [x["root"] if x["root"] in ACTS else None for x in plover]
    print(f"PLOVER acts, macro-F1 over {len(ACTS)}, {len(plover)} sentences")
    show("onrecord, likeliest pledge", acts, [likeliest(x["text"]) for x in plover], ACTS)
    ours: Callable[[str], str | None] = by_list
    show("first word of the word lists", acts, [ours(x["text"]) for x in plover], ACTS)
    show("always the commonest", acts, ["REJECT"] * len(acts), ACTS)


def likeliest(text: str) -> str | None:
    """The act of the pledge with the highest score among those that tell one."""
    pledges = sorted(read_text(Text(text)).pledges, key=lambda p: -p.score)
    return next((act for p in pledges if (act := act_of(p)) is not None), None)


if __name__ == "__main__":
    main()
