"""Pledges on documents that nothing was fitted to: folds by document, news and statements apart.

    python benchmarks/pledge_folds.py --shared ../shared          # all documents
    python benchmarks/pledge_folds.py --shared ../shared --every 4 # each fourth, for a first look

The word patterns and the weights that choose among the engine's proposals are fitted anew for each
fold, without its documents (the latter only for an engine that has not learnt the documents they
are fitted on, else as shipped). The engine's weights are the shipped ones: version 1 saw the
pledges of "train" in training (800 documents, which makes their rows too kind), later ones those of
"annotated" too. "dev" and "held" are read with weights from all the others, and were learnt by
nothing; the thresholds of the engine were set on "dev", nothing on "held". Needs scikit-learn.

    python benchmarks/pledge_folds.py --shared ../shared --engine work/fold0/engine --fold 0/4

reads a fold with an engine that has learnt nothing of it (`training.fold`): patterns from the other
documents, the choice from the other half of the fold.
"""

from __future__ import annotations

import argparse
import copy
import importlib.util
import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data" / "pledges"
sys.path.insert(0, str(DATA))

import fit_choice  # noqa: E402
import fit_patterns  # noqa: E402

from onrecord.app import wiring  # noqa: E402
from onrecord.reading.engines.encoder import Encoder  # noqa: E402
from onrecord.reading.pledge_choice import FACT  # noqa: E402
from onrecord.reading.pledge_weights import load_weights  # noqa: E402
from onrecord.reading.pledges import Pledges, shipped_weights  # noqa: E402
from onrecord.reading.stage import Draft  # noqa: E402

FOLDS = 4
COLUMNS = " found strict  party  stage categ. quant.   when  cond.  facts right"
UNSEEN = ("dev", "held")
LEARNT = {"1": frozenset({"train"})}
"""Which parts an engine has learnt the pledges of, by version; later ones all but `UNSEEN`."""


@dataclass(frozen=True)
class Report:
    """An annotated document: its gold line, the part it is from, news or statement."""

    gold: dict[str, Any]
    part: str
    kind: str


def reports(gold: Path) -> Iterator[Report]:
    """All annotated documents."""
    for part, path in (
        ("dev", gold / "pledges-dev.jsonl"),
        ("train", gold / "pledges-train.jsonl"),
        ("annotated", DATA / "annotated" / "news.jsonl"),
        ("annotated", DATA / "annotated" / "statements.jsonl"),
        ("held", DATA / "annotated" / "held.jsonl"),
    ):
        for line in fit_patterns.with_texts(fit_patterns.read([str(path)]), gold):
            kind = "statements" if line["id"].startswith("wh_") else "news"
            if part == "dev" and line["id"].startswith("00"):
                kind = "five reports"
            yield Report(line, part, kind)


def scorer(tools: Path) -> ModuleType:
    """The shared scorer of pledges as a module."""
    spec = importlib.util.spec_from_file_location("pledge_score", tools / "pledge_score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"no pledge_score.py in {tools}")
    module = importlib.util.module_from_spec(spec)
    sys.modules["pledge_score"] = module
    spec.loader.exec_module(module)
    return module


def shown_right(
    tool: ModuleType, golds: Mapping[str, Any], told: Mapping[str, Any]
) -> tuple[int, int]:
    """How many of the pledges that are shown as facts are right, and how many there are."""
    right = shown = 0
    for name, gold in golds.items():
        pledges = told[name]["pledges"]
        pairs = {p: gold["pledges"][g] for g, p in tool.pair(gold["pledges"], pledges)}
        for k, pledge in enumerate(pledges):
            if pledge["score"] >= FACT and not (k in pairs and pairs[k].get("optional")):
                shown += 1
                right += k in pairs
    return right, shown


def row(tool: ModuleType, name: str, group: Iterable[Report], told: Mapping[str, Any]) -> str:
    """A row of the table."""
    golds = {report.gold["id"]: report.gold for report in group}
    score = tool.score(golds, {key: told[key] for key in golds})
    right, shown = shown_right(tool, golds, told)
    figures = [score["found"]["f1"], score["strict"]["f1"], score["by"], score["stage"]]
    figures += [score["category"], score["quantity"], score["when"], score["conditions"]]
    cells = " ".join(f"{value:6.3f}" for value in figures)
    share = f"{right / shown:6.3f} of {shown}" if shown else "     -"
    return f"{name:24} {len(golds):5} {score['gold']:5} {cells} {share}"


def main() -> None:
    """Print the table."""
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("--shared", type=Path, default=Path("../shared"))
    parse.add_argument("--every", type=int, default=1, help="take each so-many-th document only")
    parse.add_argument("--out", type=Path, help="write what was read here, as JSON Lines")
    parse.add_argument("--engine", type=Path, help="weights that have learnt nothing of --fold")
    parse.add_argument("--fold", help="with --engine: as 0/4, the first of four")
    args = parse.parse_args()
    if bool(args.engine) != bool(args.fold):
        parse.error("--engine and --fold go together")
    start = time.perf_counter()

    def tell(what: str) -> None:
        sys.stderr.write(f"{time.perf_counter() - start:6.0f} s  {what}\n")

    tool = scorer(args.shared / "tools")
    engine = Encoder(args.engine) if args.engine else wiring.engine()
    everything = list(reports(args.shared / "gold"))[:: args.every]
    drafts = [fit_choice.draft_of(report.gold["text"], engine) for report in everything]
    tell(f"{len(drafts)} documents read up to pledges")
    read = list(zip(everything, drafts, strict=True))
    if args.fold:
        fold, folds = map(int, args.fold.split("/"))
        told = _one_fold(read, fold, folds, tool)
        everything = [report for report in everything if report.gold["id"] in told]
        learnt: frozenset[str] = frozenset()
    else:
        learnt = LEARNT.get(engine.version, frozenset({"train", "annotated"}))
        told = _all_folds(read, "annotated" in learnt, tool)
    tell("pledges read")
    if args.out:
        args.out.write_text("".join(json.dumps(line) + "\n" for line in told.values()))
    print(f"engine {engine.name} {engine.version}, {args.fold or FOLDS} folds by document")
    print(f"{'':24} {'texts':>5} {'gold':>5} {COLUMNS}")
    for part in ("train", "annotated", *UNSEEN):
        seen = "the engine has learnt these pledges" if part in learnt else "learnt by nothing"
        print(f"{part}: {seen}")
        _rows(tool, [report for report in everything if report.part == part], told)
    if args.fold:
        print(f"all of fold {args.fold}: learnt by nothing")
        _rows(tool, [report for report in everything if report.part not in UNSEEN], told)
    tell("done")


Told = dict[str, dict[str, Any]]
Read = list[tuple[Report, Draft]]


def _rows(tool: ModuleType, inside: Sequence[Report], told: Told) -> None:
    for kind in ("news", "statements", "five reports"):
        group = [report for report in inside if report.kind == kind]
        if group:
            print(row(tool, f"  {kind}", group, told))
    if inside and inside[0].part in UNSEEN:
        print(row(tool, "  all", inside, told))


def _patterns(read: Read, folds: int) -> dict[int | None, dict[str, Any]]:
    documents = [
        fit_patterns.Document({**r.gold, "mentions": fit_choice.names_of(d)})
        for r, d in read
        if r.part not in UNSEEN
    ]
    return fit_patterns.fit(documents, folds)


def _all_folds(read: Read, knows_all: bool, tool: ModuleType) -> Told:
    """Every document, its fold left out of the patterns, and of the choice where that helps."""
    weights = _patterns(read, FOLDS)
    if knows_all:
        shipped = shipped_weights()
        for made in weights.values():
            made["bias"]["told"] = dict(shipped.bias["told"])
            made["weights"]["told"] = dict(shipped.weights["told"])
    else:
        unseen = [(r.gold, d) for r, d in read if r.part == "annotated"]
        fit_choice.fit(unseen, weights, FOLDS, tool)
    return _told(read, weights, FOLDS)


def _one_fold(read: Read, fold: int, folds: int, tool: ModuleType) -> Told:
    """The documents of one fold, and those that nothing ever learns."""
    made = _patterns(read, folds)[fold]
    halves = {half: copy.deepcopy(made) for half in (None, fold, fold + folds)}
    inside = [
        (r, d)
        for r, d in read
        if r.part in UNSEEN or fit_patterns.fold_of(r.gold["id"], folds) == fold
    ]
    unseen = [(r.gold, d) for r, d in inside if r.part not in UNSEEN]
    fit_choice.fit(unseen, halves, 2 * folds, tool)
    return _told(inside, halves, 2 * folds)


def _told(read: Read, weights: Mapping[int | None, dict[str, Any]], folds: int) -> Told:
    stages = {fold: Pledges(load_weights(json.dumps(made))) for fold, made in weights.items()}
    told: Told = {}
    for report, draft in read:
        name = report.gold["id"]
        fold = None if report.part in UNSEEN else fit_patterns.fold_of(name, folds)
        pledges = [fit_choice.as_line(pledge) for pledge in stages[fold].run(draft)]
        told[name] = {"id": name, "pledges": pledges}
    return told


if __name__ == "__main__":
    main()
