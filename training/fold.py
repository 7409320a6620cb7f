"""A reader that has never seen a fold of the documents with pledges, to measure it on them.

    python -m training.fold --shared ../shared --names work/names.jsonl --fold 0/4 --work work/fold0
    python benchmarks/pledge_folds.py --shared ../shared --engine work/fold0/engine --fold 0/4

The texts of the fold are in no part of training: neither their pledges, nor their attributions, nor
their names. The two cycles of `training.run` that learn from annotations alone, half of each; the
student after them, which takes as long again, is left out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from training.calibrate import calibrate
from training.data import held_out, load
from training.export import export, settings
from training.model import start
from training.run import TEACHERS, base
from training.train import train

from onrecord.reading.engines.encoder_input import open_tokenizer


def main() -> None:
    """Train, export and calibrate an engine in `work/engine`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="where gold/ and tools/ are")
    parser.add_argument("--names", type=Path, help="what training.teacher wrote")
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--fold", required=True, help="as 0/4: the first of four")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, help="for all cycles; by default by steps")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    fold, folds = map(int, args.fold.split("/"))
    source = base()
    reader = start(source)
    tokenizer = open_tokenizer((source / "tokenizer.json").read_text(encoding="utf-8"))
    parts = load(args.shared, args.names, tokenizer, (fold, folds))
    every = sum(cycle.steps for cycle in TEACHERS)
    made = []
    for number, cycle in enumerate(TEACHERS):
        train(
            reader,
            parts,
            tokenizer,
            args.work,
            steps=cycle.steps,
            seed=args.seed + number,
            rate=cycle.rate,
            head_rate=cycle.head_rate,
            masked=cycle.masked,
            names_share=cycle.names_share,
            frozen=cycle.frozen,
            minutes=args.minutes and args.minutes * cycle.steps / every,
        )
        made.append(torch.load(args.work / "reader.pt"))
        torch.save(made[-1], args.work / f"cycle{number}.pt")
        reader.load_state_dict(made[-1])
    mixed = {key: sum(one[key] for one in made) / len(made) for key in reader.state_dict()}
    reader.load_state_dict(mixed)
    folder = args.work / "engine"
    export(reader, source / "tokenizer.json", folder, settings(f"fold {args.fold}", args.seed))
    calibrate(args.shared, folder, held_out(args.shared))


if __name__ == "__main__":
    main()
