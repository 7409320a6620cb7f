"""The model card: what the weights are, what they were trained on, and what they reach."""

# ruff: noqa: E501 - the tables of the card have long lines

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.calibrate import attribution_outcomes, reliability, scorer
from training.data import read_lines

HEAD = """# Model card: the encoder

One small encoder reads a report once and gives names, attributions (source, cue, content) and
pledges (trigger, stage, category, roles) as spans, each with a score. It runs on a CPU with
onnxruntime, `tokenizers` and numpy alone; it loads nothing at run time.

Version {version}, seed {seed}. {size:.1f} MB in `src/onrecord/reading/engines/weights/`.
Every figure below is written by `python -m training.run` (see `training/README.md`).

## What it is

all-MiniLM-L6-v2 (Apache-2.0; 6 layers, width 384, 22 M parameters) with three added inputs for
each word piece: how it is written (the vocabulary knows no case), what stands before it (nothing,
space, line, paragraph), and whether it stands inside quotation marks. On the last layer stand

- flat tags: names of four kinds, cues, triggers;
- for every cue, a label for each piece of the window: source, content, neither. The score comes from
  the piece, from first and last piece of the cue, and from their distance in pieces, sentences and
  paragraphs. The best consistent labelling is found by dynamic programming, and contents of one
  text may not overlap;
- for every trigger, the same for nine roles at once (roles may overlap), and its stage, category
  and distribution.

The weights come from a second training: two short cycles of the learning rate gave readers that had
learnt the annotations alone, and the shipped one was trained half on the annotations, half on what
those readers think of the same texts, and on what they think of texts that nobody annotated; with
dropout, and started from a reader of the first cycle that knew little by heart. They are an average:
0.45 the end of that training, 0.25 its middle, 0.3 the two first cycles.

Windows of at most 254 pieces, whose own part ends with a paragraph where it can and sees {before} pieces
ahead of it and {after} behind. Weights of matrices and embeddings are int8, one scale for each column.

## What it was trained on

| data | for | licence |
|---|---|---|
| PolNeAR training articles (840 of US politics, 2012-2016 outlets), less 36 held out | attribution | annotations unstated; texts belong to their publishers |
| pledges by the project's guideline: 639 of the same articles, 309 White House documents | pledges | annotations the project's; statements public domain |
| names in those articles, in 429 White House documents and in news items of Wikipedia's current events, as en_core_web_md (MIT) finds them, one kind for each form that nearly always has it | names | MIT; CC BY-SA 4.0 |
| the same documents and items, as the earlier readers read them | attribution | public domain; CC BY-SA 4.0 |

No text and no annotation is contained in the weights' files or in this repository. Held out of all
training: the 30 news articles of the pledge development set (they are attribution training articles)
and 6 further articles; the five reports; both development sets. The attributions of the 36 articles
settle biases, calibration and threshold; nothing was fitted on `attribution-dev`. For pledges the
30 articles and five reports also settle calibration and threshold (8 features), so that the found
figure of the pledge table is slightly kind; the reliability table comes from five folds by document.
"""

LIMITS = """
## Limits

- English, and mostly the prose of US news on politics. Questions and answers of transcripts, verse
  and tables are rarer in training. Windows of about 190 words: a source further away is not found.
- An attribution without a cue in the text is not found (a second paragraph of a quotation without
  one is part of the content of its cue when that lies within the window).
- What counts as attribution follows PolNeAR: belief, intention and "the report shows" as well as
  speech. Two trained people agree at triple F1 0.75; a score says how likely source and content
  are right by that standard, not how likely the report tells the truth.
- Pledges have one annotator each in training. Several pledges of one trigger are told apart by
  their objects alone. Rare stages (withdrawn, broken, contracted) and conditions other than "if" have
  few examples. Documents of the kind of the White House statements are all trained on, so that
  no figure for such documents is given here.
- Scores are calibrated on news articles; on other kinds of text they are a ranking.
- Names are a copy of a teacher's, with its mistakes: nationalities are `other`, a state is always
  a place.
"""


def row(name: str, values: dict[str, Any]) -> str:
    """A line of the table of measures."""

    def show(key: str) -> str:
        return "-" if values.get(key) is None else f"{values[key]:.3f}"

    keys = ("p", "r", "f1", "r_direct", "r_mixed", "r_indirect")
    return f"| {name.replace('|', ' given ')} | " + " | ".join(show(k) for k in keys) + " |"


def table(rows: list[dict[str, Any]]) -> str:
    """The reliability table."""
    lines = ["| score | found | mean score | right |", "|---|---|---|---|"]
    for r in rows:
        lines.append(
            f"| {r['from']:.2f}-{r['to']:.2f} | {r['count']} | {r['mean_score']:.2f} "
            f"| {r['right']:.2f} |"
        )
    return "\n".join(lines)


def curve(work: Path) -> str:
    """The learning curve: loss of each task as the run went on."""
    tasks = ("cue", "attribution", "names", "trigger", "roles", "stage")
    lines = [
        "| run | step | epoch | minutes | " + " | ".join(tasks) + " |",
        "|---|---|---|---|" + "---|" * len(tasks),
    ]
    run, before = 1, 0
    for item in read_lines(work / "train.log"):
        if item["step"] <= before:
            run += 1
        before = item["step"]
        if item["step"] % 200 == 0:
            cells = " | ".join(f"{item.get(t, 0.0):.1f}" for t in tasks)
            lines.append(
                f"| {run} | {item['step']} | {item['epoch']} | {item['minutes']:.0f} | {cells} |"
            )
    return "\n".join(lines)


def write(shared: Path, weights: Path, work: Path, report: dict[str, Any], card: Path) -> None:
    """Write the card to `card` from what a run measured."""
    made = json.loads((weights / "reader.json").read_text(encoding="utf-8"))
    size = sum(f.stat().st_size for f in weights.iterdir() if f.is_file()) / 1e6
    golds = read_lines(shared / "gold" / "attribution-dev.jsonl")
    lines = read_lines(work / "readings" / "attribution.jsonl")
    tool = scorer(shared, "attribution_score")
    outcomes = attribution_outcomes(tool, golds, lines)
    reliable = reliability(
        [a["score"] for line in lines for a in line["attributions"]],
        [r for rs in outcomes for r in rs],
    )
    high = [
        r
        for line, rs in zip(lines, outcomes, strict=True)
        for a, r in zip(line["attributions"], rs, strict=True)
        if a["score"] >= 0.9
    ]
    scores = report["scores"]
    said = scores["attribution"]["measures"]
    names, pledges = scores["names"], scores["pledges"]
    text = [
        HEAD.format(size=size, **{k: made[k] for k in ("version", "seed", "before", "after")}),
        "## What it reaches\n",
        "`attribution-dev` (84 articles, 2,192 attributions), int8, one core, batch 1: "
        f"{scores['attribution']['articles_per_second']:.1f} articles a second on the machine that "
        "made this card. Recall also by kind.\n",
        "| measure | P | R | F1 | R direct | R mixed | R indirect |",
        "|---|---|---|---|---|---|---|",
        *(row(name, values) for name, values in said.items()),
        "\nIts scores, where right means that content (Jaccard 0.5) and source agree with gold; of "
        f"{len(high)} scored 0.9 or above {sum(high) / max(1, len(high)):.3f} are right:\n",
        table(reliable),
        "\nNames on `re3d-dev`, view `names`: "
        + ", ".join(
            f"{k} {v['f1'] if isinstance(v, dict) else v:.3f}"
            for k, v in names["names"].items()
            if k in ("strict", "relaxed", "typed_strict", "typed_relaxed")
        )
        + ".\n",
        "Pledges on `pledges-dev`, spans and classes of the encoder alone, before any rule (no names "
        "of parties, no numbers of quantities):\n",
        "| measure | value |",
        "|---|---|",
        *(
            f"| {k} | {v['f1'] if isinstance(v, dict) else v:.3f} |"
            for k, v in pledges.items()
            if isinstance(v, dict | float)
            if k not in ("articles_per_second", "quantity")
        ),
        "\nScores of pledges, in five folds, where right means found:\n",
        table(report["pledges"]["reliability_in_folds"]),
        "\n## Learning curve\n",
        "Loss of each task for 1,000 pieces, weighted as in training; the shipped weights are a "
        "running average.\n",
        curve(work),
        LIMITS,
    ]
    card.parent.mkdir(parents=True, exist_ok=True)
    card.write_text("\n".join(text), encoding="utf-8")
