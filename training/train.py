"""Training of the reader: one seeded run over all tasks, with averaged weights as its result."""

from __future__ import annotations

import json
import math
import random
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import torch
from training.data import Collator, Document, Window, batches, cut
from training.model import Reader, losses


def parameters(reader: Reader, rate: float, head_rate: float) -> list[dict[str, Any]]:
    """Groups for the optimiser: the given encoder learns slowly, what is new learns fast."""
    new = ("case", "gap", "quote", "tags", "attribution", "pledge", "mixed", "classes")
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = defaultdict(list)
    for name, parameter in reader.named_parameters():
        if not parameter.requires_grad:
            continue
        fresh = name.split(".")[0] in new
        plain = parameter.ndim < 2 or name.startswith(("word", "position", "case", "gap", "quote"))
        groups[fresh, plain].append(parameter)
    return [
        {
            "params": found,
            "lr": head_rate if fresh else rate,
            "weight_decay": 0.0 if plain else 0.01,
        }
        for (fresh, plain), found in groups.items()
    ]


def epoch_windows(
    parts: dict[str, list[Document]], size: int, share: float, chance: random.Random
) -> list[Window]:
    """All training windows of one epoch; of the texts with names alone only a share."""
    found = [w for d in parts["train"] for w in cut(d, size, 32, chance)]
    extra = [w for d in parts["names"] for w in cut(d, size, 0, chance)]
    return found + chance.sample(extra, int(share * len(extra)))


class Average:
    """A running average of the weights, which is better than the last ones."""

    def __init__(self, reader: Reader, keep: float) -> None:
        self.keep = keep
        self.count = 0
        self.values = {k: v.detach().clone() for k, v in reader.state_dict().items()}
        self.moving = {k for k, v in reader.named_parameters() if v.requires_grad}

    @torch.no_grad()
    def add(self, reader: Reader) -> None:
        """Take the weights as they are now into the average."""
        self.count += 1
        keep = min(self.keep, self.count / (self.count + 9))
        for key, value in reader.state_dict().items():
            if key in self.moving:
                self.values[key].lerp_(value, 1 - keep)


def train(
    reader: Reader,
    parts: dict[str, list[Document]],
    tokenizer: Any,
    work: Path,
    *,
    steps: int,
    seed: int,
    size: int = 254,
    budget: int = 4096,
    rate: float = 2.5e-4,
    head_rate: float = 1e-3,
    masked: float = 0.04,
    names_share: float = 0.1,
    snapshot: int = 100,
    frozen: int = 0,
    minutes: float | None = None,
    trust: float = 0.0,
    dropout: float = 0.0,
    aside: Path | None = None,
    aside_at: float = 0.5,
) -> None:
    """Train for so many steps; `work/reader.pt` holds the averaged weights of the latest one.

    `frozen` layers and the embeddings stay as they are. `minutes` end the run, cooled down in time,
    where the steps would take longer (the log says how many were made). `trust` is the weight of
    what earlier readers think against annotations. `aside` takes the averaged weights of an
    earlier moment, by default the middle of the run.
    """
    chance = random.Random(seed)
    torch.manual_seed(seed)
    reader.frozen = frozen
    for name, parameter in reader.named_parameters():
        below = ("word", "position", "case", "gap", "quote", "norm")
        below += tuple(f"layers.{i}" for i in range(frozen))
        parameter.requires_grad_(not frozen or not name.startswith(tuple(f"{b}." for b in below)))
    optimizer = torch.optim.AdamW(parameters(reader, rate, head_rate), fused=True)
    warm = min(100, steps // 10)

    begun = time.time()

    def done(step: int) -> float:
        """The share of the run that is over, by steps or by the clock."""
        taken = (time.time() - begun) / 60
        return min(1.0, max(step / steps, taken / minutes if minutes else 0.0))

    def factor(step: int) -> float:
        if step < warm:
            return (step + 1) / warm
        return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done(step)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
    average = Average(reader, 0.99)
    collate = Collator(tokenizer, masked, chance, trust)
    reader.drop.rate = dropout
    log = (work / "train.log").open("a", encoding="utf-8")
    sums: dict[str, float] = defaultdict(float)
    pieces = 0
    since = begun
    step = epoch = 0
    reader.train()
    while done(step) < 1:
        epoch += 1
        for group in batches(epoch_windows(parts, size, names_share, chance), budget, chance):
            batch = collate(group)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = losses(reader, batch)
            loss = torch.stack(list(found.values())).sum() / (budget / 40)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            step += 1
            average.add(reader)
            pieces += int((batch["inputs"][0] != 0).sum())
            for task, value in found.items():
                sums[task] += value.item()
            if step % 20 == 0:
                now = time.time()
                line: dict[str, Any] = {
                    "step": step, "epoch": epoch, "minutes": round((now - begun) / 60, 1),
                    "pieces_per_second": round(pieces / (now - since)),
                    **{t: round(1000 * v / pieces, 3) for t, v in sums.items()},
                }  # fmt: skip
                log.write(json.dumps(line) + "\n")
                log.flush()
                sums.clear()
                pieces, since = 0, now
            over = done(step) >= 1
            if aside is not None and done(step) >= aside_at:
                torch.save(average.values, aside)
                aside = None
            if step % snapshot == 0 or over:
                torch.save(average.values, work / "reader.tmp")
                (work / "reader.tmp").replace(work / "reader.pt")
            if over:
                break
